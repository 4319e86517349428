"""Django's entry for this room."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Visits to addresses."""

    name = "onderdak.supervision.inspections"
    label = "inspections"
