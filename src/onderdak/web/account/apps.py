"""Django's entry for these pages."""

from django.apps import AppConfig


class WebAccountConfig(AppConfig):
    """Pages of account."""

    name = "onderdak.web.account"
    label = "web_account"
