"""Django's entry for this room."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """The duty room."""

    name = "onderdak.register.duty"
    label = "duty"
