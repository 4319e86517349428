"""Django's entry for the pages of the norms."""

from django.apps import AppConfig


class NormPagesConfig(AppConfig):
    """The pages of the norms."""

    name = "onderdak.web.norms"
    label = "norms_pages"
