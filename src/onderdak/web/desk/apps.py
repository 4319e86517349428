"""Django's entry for the pages of the report desk."""

from django.apps import AppConfig


class DeskPagesConfig(AppConfig):
    """the pages of the report desk."""

    name = "onderdak.web.desk"
    label = "desk_pages"
