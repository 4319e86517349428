"""Django's entry for this room."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """The parties room."""

    name = "onderdak.foundation.parties"
    label = "parties"
