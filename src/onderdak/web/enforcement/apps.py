"""Django's entry for the pages of enforcement."""

from django.apps import AppConfig


class EnforcementPagesConfig(AppConfig):
    """The pages of enforcement."""

    name = "onderdak.web.enforcement"
    label = "enforcement_pages"
