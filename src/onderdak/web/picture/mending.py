"""Taking back what was recorded wrongly: a signal, or all that a file brought."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract import BY_KEY, delivery_for
from onderdak.supervision.picture.contract.mending import (
    KINDS,
    Signal,
    TakenBack,
    move_signal,
    signal_for,
    take_back_delivery,
    take_back_signal,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.choices import offer
from onderdak.web.pages.shapes import Fact, Search
from onderdak.web.pages.values import number
from onderdak.web.picture.address_tables import matched
from onderdak.web.picture.taking_in import crumbs
from onderdak.web.picture.words import REASONS, in_words, said_value


class ReasonForm(forms.Form):
    """Why it holds no longer: from a closed list, without words about people."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why does it hold no longer?"), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, reasons: list[TakenBack]) -> None:
        super().__init__(data)
        offer(self, "why", [(one.value, str(REASONS[one])) for one in reasons])

    @property
    def reason(self) -> TakenBack:
        """What was chosen."""
        return TakenBack(self.cleaned_data["why"])


def _sent(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@with_task
def delivery(request: Request, pk: int) -> HttpResponse:
    """Take back all that a file brought."""
    on = localdate()
    found = delivery_for(by=request.actor, delivery=pk, today=on)
    form = ReasonForm(
        _sent(request), [TakenBack.WRONG_FILE, TakenBack.MISTAKE, TakenBack.NO_GROUND]
    )

    def change() -> str:
        take_back_delivery(by=request.actor, delivery=found, why=form.reason, today=on)
        return reverse("picture_sources")

    context = {
        "breadcrumbs": crumbs({"label": found.filename}),
        "title": _("Take this file back"),
        "lead": _(
            "What it brought holds no longer; what it had corrected or ended holds"
            " again. The rows are kept, with why and by whom, until their term is past."
        ),
        "facts": [
            Fact(_("File"), found.filename),
            Fact(_("Day"), localdate(found.received_at)),
            Fact(
                _("Sources"),
                ", ".join(in_words(BY_KEY[key].title) for key in found.sources),
            ),
            Fact(_("New"), found.counts.get("new", 0)),
        ],
        "submit": _("Take this file back"),
    }
    done = _("The file is taken back.")
    return ask(request, form, context, done=done, change=change)


@with_task
def signal(request: Request, pk: int) -> HttpResponse:
    """One signal: take it back, or say which address it is about."""
    on = localdate()
    found = signal_for(by=request.actor, signal=pk, today=on)
    form = ReasonForm(_sent(request), list(TakenBack))

    def change() -> str:
        take_back_signal(by=request.actor, signal=pk, why=form.reason, today=on)
        return reverse("picture_sources")

    words = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    context = {
        "breadcrumbs": crumbs({"label": in_words(BY_KEY[found.source].title)}),
        "facts": _facts(found),
        "signal": found,
        "search": Search(
            label=_("Is it about another address? Search it"),
            hint=_("Street and number, or postcode and number."),
            value=words,
        ),
        "others": [
            one
            for one in find_addresses(municipality=found.municipality_id, words=words)
            if one.id != found.address_id
        ]
        if words
        else [],
    }
    return ask(
        request,
        form,
        context,
        done=_("The signal is taken back."),
        change=change,
        template="picture/signal.html",
    )


def _facts(found: Signal) -> list[Fact]:
    written = ", ".join(filter(None, found.place))
    return [
        Fact(_("Address"), found.address.in_full),
        Fact(_("As it was written"), written or None),
        Fact(_("How it was found"), matched(found.match_level, found.match_weight)),
        Fact(_("Kind"), in_words(KINDS[found.source, found.kind].title)),
        Fact(_("Value"), said_value(found.source, found.kind, found.value)),
        Fact(_("Day"), found.on_date),
        Fact(_("File"), found.delivery.filename),
    ]


@require_POST
@with_task
def move(request: Request, pk: int) -> HttpResponse:
    """Say that a signal is about another address."""
    on = localdate()
    found = signal_for(by=request.actor, signal=pk, today=on)
    address = get_object_or_404(
        Address,
        pk=whole_number(request.POST.get("address", "")) or 0,
        municipality_id=found.municipality_id,
    )
    moved = move_signal(by=request.actor, signal=pk, address=address, today=on)
    messages.success(
        request,
        ngettext(
            "%(number)s signal now stands at %(address)s.",
            "%(number)s signals now stand at %(address)s.",
            moved,
        )
        % {"number": number(moved), "address": address.in_full},
    )
    return HttpResponseRedirect(reverse("picture_sources"))
