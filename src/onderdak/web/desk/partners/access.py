"""Letting the systems of chain partners in, and shutting them out."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import SCOPES_OF_PARTNERS, revoke_token
from onderdak.kernel.errors import NotAllowed, UserError
from onderdak.supervision.desk.contract.partners import (
    LetIn,
    Partner,
    let_partner_in,
    partners_let_in,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.partners.forms import AccessForm
from onderdak.web.desk.partners.words import PARTNERS
from onderdak.web.pages.shapes import Cell, Column, Empty, Table

_STATES = {
    "good": (gettext_lazy("lets in"), "success"),
    "expired": (gettext_lazy("has expired"), "warning"),
    "revoked": (gettext_lazy("revoked"), "info"),
}


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def _crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Access for partners"), "url": reverse("desk_access")},
        *([{"label": last}] if last else []),
    ]


@require_safe
@with_task
def access(request: Request) -> HttpResponse:
    """The systems of partners that hand reports in by themselves."""
    found = partners_let_in(by=request.actor, municipality=_town(request))
    context = {"breadcrumbs": _crumbs(""), "systems": _table(found)}
    return render(request, "desk/partners/access.html", context)


def _table(found: list[LetIn]) -> Table:
    now = timezone.now()
    return Table(
        name="systems",
        caption=_("Systems with access"),
        note=_("newest first"),
        columns=[
            Column(_("Organisation or team"), row_header=True),
            Column(_("Partner")),
            Column(_("Good until")),
            Column(_("Last used")),
            Column(_("State")),
        ],
        rows=[_row(each, each.token.state_at(now)) for each in found],
        empty=Empty(
            _("No partner's system has access yet."),
            _("With access, a partner hands in reports and sees how far they are."),
        ),
    )


def _row(each: LetIn, state: str) -> list[object]:
    token, (label, kind) = each.token, _STATES[state]
    name = (
        Cell(each.name, url=reverse("desk_access_end", args=[token.pk]))
        if state == "good"
        else each.name
    )
    return [
        name,
        str(PARTNERS[each.kind]),
        timezone.localtime(token.expires_at).date(),
        token.last_used_at and timezone.localtime(token.last_used_at),
        Cell(str(label), kind=kind),
    ]


@with_task
def access_new(request: Request) -> HttpResponse:
    """Let a partner's system in; its secret is shown once."""
    town = _town(request)
    partners_let_in(by=request.actor, municipality=town)
    form = AccessForm(request.POST or None)
    context: dict[str, object] = {
        "breadcrumbs": _crumbs(_("Let a system in")),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        context |= _let_in(request, town, form)
    answer = render(request, "desk/partners/access_new.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _let_in(request: Request, town: str, form: AccessForm) -> dict[str, object]:
    given = form.cleaned_data
    try:
        _number, secret = let_partner_in(
            by=request.actor,
            municipality=town,
            partner=Partner(given["partner"]),
            name=given["name"],
            scopes=sorted(SCOPES_OF_PARTNERS),
            months=given["months"],
        )
    except NotAllowed:
        raise
    except UserError as error:
        return {"problem": error}
    return {"secret": secret, "label": given["name"]}


@with_task
def access_end(request: Request, number: int) -> HttpResponse:
    """Ask whether a system is to be shut out, and do it."""
    if request.method == "POST":
        revoke_token(by=request.actor, token=number)
        messages.success(request, _("This system has no access any more."))
        return HttpResponseRedirect(reverse("desk_access"))
    found = partners_let_in(by=request.actor, municipality=_town(request))
    one = next((each for each in found if each.token.pk == number), None)
    if one is None:
        raise Http404
    context = {"breadcrumbs": _crumbs(one.name), "one": one}
    return render(request, "desk/partners/access_end.html", context)
