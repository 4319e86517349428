"""Django's entry for this room."""

from django.apps import AppConfig


class LevyConfig(AppConfig):
    """The levy room."""

    name = "onderdak.register.levy"
    label = "levy"
