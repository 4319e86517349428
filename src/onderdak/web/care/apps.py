"""Django's entry for the pages of care tasks."""

from django.apps import AppConfig


class CarePagesConfig(AppConfig):
    """The pages of care tasks."""

    name = "onderdak.web.care"
    label = "care_pages"
