"""Django's entry for the pages of agreements."""

from django.apps import AppConfig


class AgreementPagesConfig(AppConfig):
    """The pages of agreements."""

    name = "onderdak.web.agreements"
    label = "agreement_pages"
