"""Django's entry for this room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents room; it has no tables."""

    name = "onderdak.foundation.documents"
    label = "documents"
