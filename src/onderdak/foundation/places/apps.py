"""Django's entry for this room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The places room."""

    name = "onderdak.foundation.places"
    label = "places"
