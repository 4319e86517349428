"""Django's entry for this room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The room of quality."""

    name = "onderdak.housing.quality"
    label = "quality"
