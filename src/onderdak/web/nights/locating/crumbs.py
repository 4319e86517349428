"""The crumbs of a page about a location."""

from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.register.nights.contract import (
    Location,
)


def way_back(found: Location, here: str) -> list[dict[str, str]]:
    """The crumbs of a page about a location."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Locations"), "url": reverse("locations")},
        {"label": found.name, "url": reverse("location", args=[found.pk])},
        {"label": here},
    ]
