"""Django's entry for this room."""

from django.apps import AppConfig


class PictureConfig(AppConfig):
    """The picture of an address."""

    name = "onderdak.supervision.picture"
    label = "picture"
