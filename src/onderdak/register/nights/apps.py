"""Django's entry for this room."""

from django.apps import AppConfig


class NightsConfig(AppConfig):
    """The night register."""

    name = "onderdak.register.nights"
    label = "nights"
