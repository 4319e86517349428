"""Django's entry for these pages."""

from django.apps import AppConfig


class WebMessagesConfig(AppConfig):
    """Pages of outgoing mail."""

    name = "onderdak.web.messages"
    label = "web_messages"
