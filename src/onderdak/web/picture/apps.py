"""Django's entry for the pages of the picture of an address."""

from django.apps import AppConfig


class PicturePagesConfig(AppConfig):
    """The pages of the picture of an address."""

    name = "onderdak.web.picture"
    label = "picture_pages"
