"""Django's entry for this room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The privacy room."""

    name = "onderdak.foundation.privacy"
    label = "privacy"
