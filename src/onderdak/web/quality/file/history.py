"""Everything that was ever said of one fact; a side takes its own word back."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, may
from onderdak.housing.quality.contract import (
    STATE_OWN_FACTS,
    STATE_SEEN_FACTS,
    Source,
    StatedFact,
    statements_of,
    withdraw_fact,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Fact, Table
from onderdak.web.quality.file.addresses import fact_url
from onderdak.web.quality.file.views import crumbs
from onderdak.web.quality.file.words import SOURCES, fact_name, value_shown


class _WhyForm(forms.Form):
    """Why something was never so."""

    why = forms.CharField(
        label=gettext_lazy("Why this was never so"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@with_task
def fact(request: Request, pk: int) -> HttpResponse:
    """One fact of a location: who said what of it, and when."""
    by, on = request.actor, localdate()
    location = location_for(by=by, location=pk, on=on)
    place, path = (
        request.GET.get(name, "").replace("\x00", "") for name in ("place", "fact")
    )
    said = statements_of(by=by, location=location, place=place, path=path)
    if not said:
        raise NotFound(text("Nobody has stated this fact about this location."))
    name = f"{place}: {fact_name(path)}" if place else fact_name(path)
    context = {
        "breadcrumbs": crumbs(location, name),
        "location": location,
        "name": name,
        "table": _table(by, location, said),
    }
    return render(request, "quality/fact.html", context)


def _table(by: Actor, location: Location, said: list[StatedFact]) -> Table:
    withdrawn = {one.withdraws_id for one in said if one.withdraws_id}
    return Table(
        name="said",
        caption=_("What was said, the latest first"),
        columns=[
            Column(_("Value"), row_header=True),
            Column(_("Source")),
            Column(_("Seen on")),
            Column(_("Stated on")),
            Column(_("Note")),
            Column(_("Withdraw")),
        ],
        rows=[
            [
                _value(one),
                _source(one),
                one.observed_on,
                one.stated_at.date(),
                one.note or None,
                _withdraw(by, location, one, withdrawn),
            ]
            for one in said
        ],
    )


def _value(one: StatedFact) -> object:
    if one.withdraws_id:
        return _("Withdrawn: an earlier statement was never so")
    if one.value is None:
        return _("Not known any more")
    return value_shown(one.path, one.value)


def _source(one: StatedFact) -> str:
    source = str(SOURCES[Source(one.source)])
    return f"{source} ({one.source_reference})" if one.source_reference else source


def _withdraw(
    by: Actor, location: Location, one: StatedFact, withdrawn: set[int]
) -> object:
    if one.pk in withdrawn:
        return _("withdrawn")
    if one.withdraws_id or not _is_own(by, location, one):
        return None
    return Cell(_("Withdraw"), reverse("quality_withdraw", args=[location.pk, one.pk]))


def _is_own(by: Actor, location: Location, one: StatedFact) -> bool:
    if one.source == Source.PROVIDER:
        return may(by, STATE_OWN_FACTS, provider=location.provider_id)
    return may(by, STATE_SEEN_FACTS, municipality=location.municipality_id)


@with_task
def withdraw(request: Request, pk: int, statement: int) -> HttpResponse:
    """Take a statement of one's own side back: it was never so."""
    by, on = request.actor, localdate()
    location = location_for(by=by, location=pk, on=on)
    one = StatedFact.objects.filter(pk=statement, location=location).first()
    if one is None or one.withdraws_id or not _is_own(by, location, one):
        raise NotFound(text("There is no such statement about this location."))
    form = _WhyForm(request.POST or None)

    def change() -> str:
        withdraw_fact(
            by=by,
            location=location,
            statement=statement,
            why=form.cleaned_data["why"],
            on=on,
        )
        return fact_url(pk, one.place, one.path)

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, _("Withdraw")),
            "title": _("Withdraw a statement"),
            "lead": _("What this source said before counts again. All stays to read."),
            "facts": [
                Fact(fact_name(one.path), _value(one)),
                Fact(_("Source"), _source(one)),
                Fact(_("Seen on"), one.observed_on),
            ],
            "submit": _("Withdraw"),
        },
        done=_("The statement is withdrawn."),
        change=change,
    )
