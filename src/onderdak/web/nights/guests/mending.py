"""What guests say is not right: the provider answers, the privacy officer looks on."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import PROVIDER_ROLES
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Guest,
    MendingRequest,
)
from onderdak.register.nights.contract.guests import (
    answer_mending,
    mending_requests,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Paging, Table
from onderdak.web.pages.values import long_date

_PAGE = 50


class AnswerForm(forms.Form):
    """What the guest reads."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The guest reads it with the same code. Short words."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _found(request: Request) -> QuerySet[MendingRequest]:
    grant = request.actor.grants[0]
    return mending_requests(
        by=request.actor, provider=grant.provider, municipality=grant.municipality
    )


@with_task
def requests(request: Request) -> HttpResponse:
    """The messages of guests, newest first."""
    after = whole_number(request.GET.get("after", ""))
    found = _found(request)
    if after is not None:
        found = found.filter(pk__lt=after)
    shown = list(found[: _PAGE + 1])
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Messages of guests")},
        ],
        "requests": _table(request, shown),
    }
    return render(request, "guests/mending.html", context)


def _table(request: Request, found: list[MendingRequest]) -> Table:
    shown = found[:_PAGE]
    whose = _whose(request, {each.guest_id for each in shown})
    return Table(
        name="mending",
        caption=_("Messages of guests"),
        note=_("newest first"),
        columns=[
            Column(_("Asked on"), row_header=True),
            Column(_("Guest")),
            Column(_("Provider")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(
                    long_date(localtime(each.asked_at).date()),
                    reverse("mending", args=[each.pk]),
                ),
                whose[each.guest_id],
                each.provider.name,
                Cell(_("answered"), kind="success")
                if each.answered_at
                else Cell(_("waits for an answer"), kind="warning"),
            ]
            for each in shown
        ],
        empty=Empty(
            _("No guest has said that something is not right."),
            _("With a personal code a guest can send a message from the own page."),
        ),
        paging=Paging(next_url=f"?after={shown[-1].pk}" if len(found) > _PAGE else ""),
    )


def _whose(request: Request, guests: set[int]) -> dict[int, str]:
    """The provider's own reference of each; to the municipality a number."""
    if request.actor.grants[0].role in PROVIDER_ROLES:
        known = Guest.objects.filter(pk__in=guests).values_list("pk", "reference")
        return dict.fromkeys(guests, "") | dict(known)
    return {guest: _("guest %(number)s") % {"number": guest} for guest in guests}


@with_task
def mending(request: Request, pk: int) -> HttpResponse:
    """One message; the provider answers it here."""
    found = _found(request).filter(pk=pk).first()
    if found is None:
        raise NotFound(text("There is no such message here."))
    may_answer = (
        request.actor.grants[0].role in PROVIDER_ROLES and found.answered_at is None
    )
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_mending(by=request.actor, request=pk, answer=form.cleaned_data["answer"])
        messages.success(request, _("Your answer is kept. The guest can read it."))
        return HttpResponseRedirect(reverse("mending_requests"))
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Messages of guests"), "url": reverse("mending_requests")},
            {"label": _("Message")},
        ],
        "asked": found,
        "facts": [
            Fact(_("Guest"), _whose(request, {found.guest_id})[found.guest_id]),
            Fact(_("Provider"), found.provider.name),
            Fact(_("Asked on"), localtime(found.asked_at).date()),
            Fact(_("Language"), found.language),
        ],
        "form": form if may_answer else None,
    }
    return render(request, "guests/mending_one.html", context)
