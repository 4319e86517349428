"""Django's entry for the pages of the quality of locations."""

from django.apps import AppConfig


class QualityPagesConfig(AppConfig):
    """The pages of the quality of locations."""

    name = "onderdak.web.quality"
    label = "quality_pages"
