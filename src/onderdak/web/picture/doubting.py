"""The desk of doubtful lines: which address was meant?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract import (
    BY_KEY,
    OpenDoubt,
    decide_doubt,
    doubt_for,
    open_doubts,
)
from onderdak.supervision.picture.contract.mending import (
    KINDS,
    as_line,
    decided_doubts,
    reopen_doubt,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.choices import offer
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Paging, Search, Table
from onderdak.web.picture.taking_in import crumbs
from onderdak.web.picture.words import REASONS, in_words, said_value

PAGE = 50
NONE = "none"


class ChoiceForm(forms.Form):
    """The addresses that may be meant, and none of these."""

    address = forms.ChoiceField(
        label=gettext_lazy("Which address is meant?"), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, choices: list[tuple[str, str]], none: str) -> None:
        super().__init__(data)
        offer(self, "address", [*choices, (NONE, none)])


@require_safe
@with_task
def doubts(request: Request) -> HttpResponse:
    """The lines that wait for somebody."""
    town = request.actor.grants[0].municipality or ""
    after = whole_number(request.GET.get("after", "")) or 0
    found = open_doubts(
        by=request.actor,
        municipality=town,
        today=localdate(),
        after=after,
        most=PAGE + 1,
    )
    context = {
        "breadcrumbs": crumbs({"label": _("Addresses in doubt")}),
        "doubts": _table(found[:PAGE], more=len(found) > PAGE, begun=bool(after)),
        "decided": _decided(request, town),
    }
    return render(request, "picture/doubts.html", context)


def _table(found: list[OpenDoubt], *, more: bool, begun: bool) -> Table:
    return Table(
        name="doubts",
        caption=_("Lines of which the address is not sure"),
        columns=[
            Column(_("As it was written"), row_header=True),
            Column(_("Source")),
            Column(_("Kind")),
            Column(_("Day")),
            Column(_("Addresses that come near"), numeric=True),
        ],
        rows=[
            [
                Cell(
                    str(one.line.place) or _("empty"),
                    reverse("picture_doubt", args=[one.id]),
                ),
                in_words(BY_KEY[one.line.source].title),
                in_words(KINDS[one.line.source, one.line.kind].title),
                one.line.on,
                one.others,
            ]
            for one in found
        ],
        empty=Empty(
            _("No line is in doubt."), _("Every address was found for certain.")
        ),
        paging=Paging(
            next_url=f"?after={found[-1].id}" if more else "",
            previous_url="?" if begun else "",
        ),
    )


def _decided(request: Request, town: str) -> list[dict[str, object]]:
    """What somebody chose before, so that a wrong choice can be taken back."""
    return [
        {
            "pk": one.pk,
            "written": str(as_line(one.said).place),
            "chosen": one.address.in_full if one.address else "",
            "source": in_words(BY_KEY[one.source].title),
        }
        for one in decided_doubts(
            by=request.actor, municipality=town, today=localdate(), most=PAGE
        )
    ]


@require_POST
@with_task
def reopen(request: Request, pk: int) -> HttpResponse:
    """Let a line wait again; what was recorded by that choice holds no longer."""
    reopen_doubt(by=request.actor, doubt=pk, today=localdate())
    messages.success(
        request, _("The line waits again. What it had recorded holds no longer.")
    )
    return HttpResponseRedirect(reverse("picture_doubts"))


@with_task
def doubt(request: Request, pk: int) -> HttpResponse:
    """Say of one line which address is meant: choose, search, or none of these."""
    on = localdate()
    found = doubt_for(by=request.actor, doubt=pk, today=on)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    choices = _choices(found, words)
    form = ChoiceForm(
        request.POST if request.method == "POST" else None, choices, _none(found)
    )

    def change() -> str:
        chosen = form.cleaned_data["address"]
        address = (
            None
            if chosen == NONE
            else Address.objects.get(pk=int(chosen), municipality_id=found.municipality)
        )
        decide_doubt(by=request.actor, doubt=pk, address=address, today=on)
        return reverse("picture_doubts")

    line = found.line
    context = {
        "breadcrumbs": crumbs(
            {"label": _("Addresses in doubt"), "url": reverse("picture_doubts")},
            {"label": str(line.place)},
        ),
        "facts": [
            Fact(_("As it was written"), str(line.place)),
            Fact(_("Source"), in_words(BY_KEY[line.source].title)),
            Fact(_("Kind"), in_words(KINDS[line.source, line.kind].title)),
            Fact(_("Value"), said_value(line.source, line.kind, line.value)),
            Fact(_("Day"), line.on),
            *_withheld(found),
        ],
        "search": Search(
            label=_("Search another address"),
            hint=_("Street and number, or postcode and number."),
            value=words,
        ),
    }
    return ask(
        request,
        form,
        context,
        done=_("The line is settled, and others with the same words."),
        change=change,
        template="picture/doubt.html",
    )


def _none(found: OpenDoubt) -> str:
    if found.withheld:
        return _("Record it nowhere: it stays taken back")
    return _("None of these: it is not ours")


def _withheld(found: OpenDoubt) -> list[Fact]:
    """That somebody took the same back before, and why."""
    if found.withheld is None:
        return []
    return [Fact(_("The same was taken back"), str(REASONS[found.withheld]))]


def _choices(found: OpenDoubt, words: str) -> list[tuple[str, str]]:
    """The addresses that come near, with their weight; then those that were sought."""
    near = {
        str(address.pk): _("%(address)s (weight %(weight)s)")
        % {"address": _in_full(address), "weight": round(weight, 1)}
        for address, weight in found.candidates
    }
    if words:
        for each in find_addresses(municipality=found.municipality, words=words):
            near.setdefault(str(each.id), each.label)
    return list(near.items())


def _in_full(address: Address) -> str:
    return f"{address.street} {address.number}{address.addition}, {address.postcode}"
