"""How Django knows the pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The frame, the parts and the looks that all rooms share."""

    name = "onderdak.web.pages"
    label = "web_pages"
