"""Django's entry for this room."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """The room of care tasks."""

    name = "onderdak.foundation.care"
    label = "care"
