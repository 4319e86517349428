"""Django's entry for this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The report desk."""

    name = "onderdak.supervision.desk"
    label = "desk"
