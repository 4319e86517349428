"""Emergency links of a municipality: make one, withdraw one, and read who used it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import whole_number
from onderdak.register.nights.contract import (
    EmergencyLink,
    EmergencyUse,
    Location,
)
from onderdak.register.nights.contract.guests import (
    emergency_links,
    emergency_uses,
    latest_expiry,
    make_emergency_link,
    revoke_emergency_link,
    see_emergency_uses,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.pages.shapes import Cell, Column, Empty, Export, Paging, Table
from onderdak.web.pages.values import number, said

PAGE = 50
_CHUNK = 500


class LinkForm(forms.Form):
    """For whom a link is, until when, and for which buildings."""

    holder = forms.CharField(
        label=gettext_lazy("Who holds the link"),
        help_text=gettext_lazy("An organisation, such as the control room."),
        max_length=120,
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Works until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    locations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only these buildings"),
        help_text=gettext_lazy("Choose none to let it work for all of them."),
        queryset=Location.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, municipality: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["locations"]
        if isinstance(chosen, forms.ModelMultipleChoiceField):
            chosen.queryset = Location.objects.filter(
                municipality_id=municipality, closed_on__isnull=True
            ).order_by("name", "id")


def _municipality(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


@with_task
def links(request: Request) -> HttpResponse:
    """The links and the log; making a link shows its address once."""
    town, on = _municipality(request), localdate()
    found = emergency_links(by=request.actor, municipality=town)
    form = LinkForm(
        town, request.POST or None, initial={"expires_on": latest_expiry(town, on)}
    )
    made = _make(request, town, form) if request.method == "POST" else ""
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Emergency links")},
        ],
        "form": form,
        "made": made,
        "links": _links_table(found),
        "revocable": [link for link in found[:PAGE] if _works(link)],
        "uses": _uses_table(request, town),
        "latest": latest_expiry(town, on),
    }
    answer = render(request, "emergency/links.html", context)
    if made:
        answer["Cache-Control"] = "no-store"
    return answer


def _make(request: Request, town: str, form: LinkForm) -> str:
    if not form.is_valid():
        return ""
    chosen = [location.pk for location in form.cleaned_data["locations"]]
    try:
        secret = make_emergency_link(
            by=request.actor,
            municipality=town,
            holder=form.cleaned_data["holder"],
            expires_on=form.cleaned_data["expires_on"],
            on=localdate(),
            locations=chosen or None,
        )
    except Invalid as error:
        form.add_error(None, said(error.what))
        return ""
    return settings.BASE_URL + reverse("emergency", args=[secret])


@require_POST
@with_task
def revoke(request: Request, pk: int) -> HttpResponse:
    """Let a link stop working from now on."""
    revoke_emergency_link(by=request.actor, link=pk)
    messages.success(request, _("The link no longer works. Its log stays."))
    return HttpResponseRedirect(reverse("emergency_links"))


@require_POST
@with_task
def seen(request: Request) -> HttpResponse:
    """Say that the uses so far were looked at."""
    see_emergency_uses(by=request.actor, municipality=_municipality(request))
    messages.success(request, _("The uses so far are marked as looked at."))
    return HttpResponseRedirect(reverse("emergency_links"))


def _works(link: EmergencyLink) -> bool:
    return link.revoked_at is None and link.expires_on >= localdate()


def _links_table(found: QuerySet[EmergencyLink]) -> Table:
    return Table(
        name="links",
        caption=_("Emergency links"),
        note=_("the newest %(most)s") % {"most": PAGE},
        columns=[
            Column(_("Who holds the link"), row_header=True),
            Column(_("Buildings")),
            Column(_("Made on")),
            Column(_("Works until")),
            Column(_("State")),
        ],
        rows=[
            [
                link.holder,
                number(len(link.locations)) if link.locations else _("all"),
                localtime(link.made_at).date(),
                link.expires_on,
                _state(link),
            ]
            for link in found[:PAGE]
        ],
        empty=Empty(
            _("There is no emergency link yet."),
            _("With a link the control room sees numbers per floor, day and night."),
        ),
    )


def _state(link: EmergencyLink) -> Cell:
    if link.revoked_at is not None:
        return Cell(_("withdrawn"), kind="error")
    if link.expires_on < localdate():
        return Cell(_("past its day"), kind="warning")
    return Cell(_("works"), kind="success")


def _uses_table(request: Request, town: str) -> Table:
    log = emergency_uses(by=request.actor, municipality=town)
    after = whole_number(request.GET.get("after", ""))
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        found = list(log.filter(pk__gt=before).order_by("id")[: PAGE + 1])
        uses, older, newer = found[:PAGE][::-1], True, len(found) > PAGE
    else:
        found = list((log.filter(pk__lt=after) if after else log)[: PAGE + 1])
        uses, older, newer = found[:PAGE], len(found) > PAGE, after is not None
    names = _names(uses)
    return Table(
        name="uses",
        caption=_("Uses of the links"),
        note=_("newest first"),
        columns=[
            Column(label, row_header=not place, numeric=place == len(_header()) - 1)
            for place, label in enumerate(_header())
        ],
        rows=[_told(each, names) for each in uses],
        empty=Empty(_("No link has been used yet.")),
        paging=Paging(
            next_url=f"?after={uses[-1].pk}#uses-caption" if older and uses else "",
            previous_url=f"?before={uses[0].pk}#uses-caption" if newer and uses else "",
        ),
        export=Export(csv_url=reverse("emergency_uses_csv")) if uses else None,
    )


def _names(uses: list[EmergencyUse]) -> dict[int, str]:
    ids = {use.location_id for use in uses if use.location_id}
    return dict(Location.objects.filter(pk__in=ids).values_list("pk", "name"))


def _header() -> list[str]:
    return [
        _("When"),
        _("Who holds the link"),
        _("Searched"),
        _("Building"),
        _("People"),
    ]


def _told(use: EmergencyUse, names: dict[int, str]) -> list[object]:
    return [
        date_format(localtime(use.at), "j F Y H:i"),
        use.link.holder,
        use.searched or _("chosen from the list"),
        names.get(use.location_id or 0, "–"),
        use.guests,
    ]


@require_safe
@with_task
def uses_csv(request: Request) -> HttpResponseBase:
    """The whole log as a file."""
    actor, town = request.actor, _municipality(request)
    emergency_uses(by=actor, municipality=town)  # refuse before the file begins
    lines = _lines(actor, town, translation.get_language() or "nl")
    return csv_file(lines, f"onderdak-emergency-{localdate():%Y-%m-%d}")


def _lines(actor: Actor, town: str, language: str) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield list(_header())
        log = emergency_uses(by=actor, municipality=town)
        chunk = list(log[:_CHUNK])
        while chunk:
            names = _names(chunk)
            yield from (_told(each, names) for each in chunk)
            chunk = list(log.filter(pk__lt=chunk[-1].pk)[:_CHUNK])
