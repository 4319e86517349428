"""Addresses of pages about one fact."""

from urllib.parse import urlencode

from django.urls import reverse


def fact_url(pk: int, place: str, path: str) -> str:
    """Where everything that was said of a fact stands."""
    asked = {"fact": path, **({"place": place} if place else {})}
    return f"{reverse('quality_fact', args=[pk])}?{urlencode(asked)}"
