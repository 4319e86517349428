"""The page that shows every part with sample values."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onderdak.web.pages import samples


def design(request: HttpRequest) -> HttpResponse:
    """Every part that pages are put together from, for those who make pages."""
    refused = samples.SampleForm({"guest": "", "kind": "dwelling"}, prefix="refused")
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Parts of a page")},
        ],
        "form": samples.SampleForm(),
        "refused": refused,
        "steps": [_("Location"), _("Guests"), _("Check"), _("Done")],
        **_made_up(),
    }
    return render(request, "pages/design.html", context)


def _made_up() -> dict[str, object]:
    return {
        "tiles": samples.tiles(),
        "todos": samples.todos(),
        "locations": samples.locations(),
        "no_reports": samples.no_reports(),
        "amounts": samples.amounts(),
        "by_month": samples.guests_by_month(),
        "picture": samples.picture(),
        "facts": samples.facts(),
        "answers": samples.answers(),
        "running": samples.running(),
        "finished": samples.finished(),
        "why": samples.why(),
    }
