"""Django's entry for these pages."""

from django.apps import AppConfig


class WebNightsConfig(AppConfig):
    """Pages of nights."""

    name = "onderdak.web.nights"
    label = "web_nights"
