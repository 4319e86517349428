"""Access for systems: the tokens of a provider, made and revoked by its manager."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import (
    AccessToken,
    TokenScope,
    make_token,
    revoke_token,
    tokens_of,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text
from onderdak.web.account.entrance import Request, with_task
from onderdak.web.account.navigation import LETS_SYSTEMS_IN
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table

SCOPE_NAMES = {
    TokenScope.WRITE_STAYS: gettext_lazy("declare stays (stays:write)"),
    TokenScope.READ_STAYS: gettext_lazy("read stays back (stays:read)"),
}
_STATES = {
    "good": (gettext_lazy("lets in"), "success"),
    "expired": (gettext_lazy("has expired"), ""),
    "revoked": (gettext_lazy("revoked"), ""),
}


class TokenForm(forms.Form):
    """Which system it is, what it may do, and for how long."""

    label = forms.CharField(
        label=gettext_lazy("Name of the system"),
        help_text=gettext_lazy("So that you know later which one to shut out."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What the system may do"),
        choices=list(SCOPE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    months = forms.IntegerField(
        label=gettext_lazy("For how many months"),
        min_value=1,
        max_value=settings.TOKEN_MONTHS,
        initial=6,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _provider(request: Request) -> int:
    grant = request.actor.grants[0]
    if grant.role not in LETS_SYSTEMS_IN or grant.provider is None:
        raise NotAllowed(
            text("You may not let systems in."),
            next_step=text("Ask the manager of your organisation."),
        )
    return grant.provider


@require_safe
@with_task
def tokens(request: Request) -> HttpResponse:
    """The systems that may act for one's own organisation."""
    listed = tokens_of(by=request.actor, provider=_provider(request))
    now = timezone.now()
    table = Table(
        name="tokens",
        caption=_("Every system, and what it may do"),
        columns=[
            Column(_("System"), row_header=True),
            Column(_("What it may do")),
            Column(_("Good until")),
            Column(_("Last used")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(token.label, url=reverse("token", args=[token.pk])),
                _scopes(token),
                timezone.localtime(token.expires_at).date(),
                token.last_used_at and timezone.localtime(token.last_used_at),
                _state(token, now),
            ]
            for token in listed
        ],
        empty=Empty(
            _("No system has access yet."),
            _("With access, your own software can declare stays by itself."),
        ),
    )
    return render(
        request,
        "account_pages/tokens.html",
        {"tokens": table, "breadcrumbs": _breadcrumbs()},
    )


def _breadcrumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": "/"},
        {"label": _("Access for systems"), "url": reverse("tokens")},
        *more,
    ]


def _scopes(token: AccessToken) -> str:
    return ", ".join(str(SCOPE_NAMES[TokenScope(one)]) for one in token.scopes)


def _state(token: AccessToken, now: datetime) -> Cell:
    label, kind = _STATES[token.state_at(now)]
    return Cell(str(label), kind=kind) if kind else Cell(str(label))


@with_task
def new_token(request: Request) -> HttpResponse:
    """Let a system in; its secret is shown once."""
    provider = _provider(request)
    form = TokenForm(request.POST or None)
    context: dict[str, object] = {
        "form": form,
        "breadcrumbs": _breadcrumbs({"label": _("Let a system in")}),
    }
    if request.method == "POST" and form.is_valid():
        _number, secret = make_token(
            by=request.actor, provider=provider, **form.cleaned_data
        )
        context |= {"secret": secret, "label": form.cleaned_data["label"]}
    response = render(request, "account_pages/new_token.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@with_task
def token(request: Request, number: int) -> HttpResponse:
    """One token: what it is for, when it was used, and the way to end it."""
    listed = tokens_of(by=request.actor, provider=_provider(request))
    found = listed.filter(pk=number).first()
    if found is None:
        raise Http404
    now = timezone.now()
    facts = [
        Fact(_("What it may do"), _scopes(found)),
        Fact(_("State"), _STATES[found.state_at(now)][0]),
        Fact(_("Made on"), timezone.localtime(found.made_at)),
        Fact(_("Made by"), found.made_by.name or found.made_by.email),
        Fact(_("Good until"), timezone.localtime(found.expires_at).date()),
        Fact(
            _("Last used"),
            timezone.localtime(found.last_used_at)
            if found.last_used_at
            else _("not yet"),
        ),
    ]
    context = {
        "token": found,
        "facts": facts,
        "is_good": found.state_at(now) == "good",
        "breadcrumbs": _breadcrumbs({"label": found.label}),
    }
    return render(request, "account_pages/token.html", context)


@require_POST
@with_task
def end_token(request: Request, number: int) -> HttpResponse:
    """Shut a system out."""
    _provider(request)
    revoke_token(by=request.actor, token=number)
    messages.success(request, _("This system has no access any more."))
    return HttpResponseRedirect(reverse("tokens"))
