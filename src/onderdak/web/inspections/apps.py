"""Django's entry for the pages of visits."""

from django.apps import AppConfig


class InspectionPagesConfig(AppConfig):
    """The pages of visits."""

    name = "onderdak.web.inspections"
    label = "inspection_pages"
