"""Django's entry for this room."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Cases of enforcement."""

    name = "onderdak.supervision.enforcement"
    label = "enforcement"
