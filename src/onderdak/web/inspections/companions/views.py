"""The services that are asked along: asking, sharing by a link, and taking it back."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.foundation.parties.contract import agreements_in_force
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import (
    OPEN_STATES,
    PLAN_VISITS,
    SHARE_VISIT,
    Companion,
    Visit,
)
from onderdak.supervision.inspections.contract.companions import (
    PartnerLink,
    Sent,
    add_companion,
    links_of,
    note_companion,
    share_visit,
)
from onderdak.supervision.inspections.contract.planning import companions_of
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.companions.forms import (
    CompanionForm,
    SaidForm,
    ShareForm,
)
from onderdak.web.inspections.companions.words import (
    field_name,
    shown_fields,
    state_of,
)
from onderdak.web.inspections.pages import crumbs, town, visit_here
from onderdak.web.inspections.planning.one_tables import along_of, coming_of
from onderdak.web.pages.shapes import Column, Empty, Fact, Table

_TEMPLATE = "inspections/question.html"
_PAGE = "inspections/companions/companion.html"


def _crumbs(number: str, *last: tuple[str, str]) -> list[dict[str, str]]:
    here = reverse("visit", args=[number])
    return crumbs((_("Visits"), reverse("visits")), (number, here), *last)


def companion_on(visit: Visit, companion: int) -> Companion:
    """A service that was asked along on this visit.

    Raises:
        NotFound: there is none like that.
    """
    found = companions_of(visit).filter(pk=companion).first()
    if found is None:
        raise NotFound(text("Nobody like that was asked along here."))
    return found


@with_task
def new(request: Request, number: str) -> HttpResponse:
    """Ask a service along; nothing is shared by this."""
    here = town(request)
    check_may(request.actor, PLAN_VISITS, municipality=here)
    visit = visit_here(request, number)
    form = CompanionForm(request.POST or None)

    def change() -> str:
        made = add_companion(
            by=request.actor,
            municipality=here,
            number=number,
            new=form.new(),
            at=now(),
        )
        return reverse("companion", args=[number, made.pk])

    title = _("Ask a service along")
    context = {
        "title": title,
        "lead": visit.address.in_full,
        "breadcrumbs": _crumbs(number, (title, "")),
        "submit": _("Ask it along"),
    }
    done = _("The service stands with the visit. Share what it needs to come.")
    return ask(request, form, context, done=done, change=change, template=_TEMPLATE)


@require_safe
@with_task
def companion(request: Request, number: str, companion: int) -> HttpResponse:
    """One service: what it said, what was shared with it, and its link."""
    visit = visit_here(request, number)
    return companion_page(request, visit, companion_on(visit, companion))


def companion_page(
    request: Request, visit: Visit, one: Companion, sent: Sent | None = None
) -> HttpResponse:
    """The page; a link that was made just now is shown once and kept nowhere."""
    on, number = localdate(), visit.number
    links = list(links_of(by=request.actor, visit=visit).filter(companion=one))
    live = next((link for link in links if works(link)), None)
    open_still = visit.state in OPEN_STATES
    here = town(request)
    context = {
        "title": one.organisation,
        "lead": _("Asked along on visit %(number)s") % {"number": number},
        "breadcrumbs": _crumbs(number, (one.organisation, "")),
        "visit": visit,
        "companion": one,
        "facts": _facts(one),
        "links": _links(links),
        "live": live,
        "shown": shown_fields(live.shared) if live else None,
        "link": sent.link if sent else "",
        "day": live.expires_on if live else on,
        "may_share": open_still and may(request.actor, SHARE_VISIT, municipality=here),
        "may_plan": open_still and may(request.actor, PLAN_VISITS, municipality=here),
    }
    answer = render(request, _PAGE, context)
    if sent:
        answer["Cache-Control"] = "no-store"
    return answer


def works(link: PartnerLink) -> bool:
    """Whether a link still shows something."""
    return link.revoked_at is None and link.expires_on > localdate()


def _facts(one: Companion) -> list[Fact]:
    said = coming_of(one.coming)
    rows = [
        Fact(_("Kind"), along_of(one)),
        Fact(_("E-mail"), one.email),
        Fact(_("Needed for"), one.why),
        Fact(_("Says"), said.value, one.said),
    ]
    return [each for each in rows if each.value]


def _links(links: list[PartnerLink]) -> Table:
    on = localdate()
    return Table(
        name="links",
        caption=_("Decisions to share"),
        note=_("newest first"),
        columns=[
            Column(_("Shared on"), row_header=True),
            Column(_("State")),
            Column(_("Until")),
            Column(_("Fields")),
        ],
        rows=[
            [
                date_format(localtime(link.at), "j F Y H:i"),
                state_of(link, on),
                link.expires_on,
                ", ".join(field_name(key) for key in link.shared),
            ]
            for link in links
        ],
        empty=Empty(
            _("Nothing was shared with this service."),
            _("Without a recorded decision there is no link."),
        ),
    )


@with_task
def share(request: Request, number: str, companion: int) -> HttpResponse:
    """Decide what a service reads of this visit, on which ground, until when."""
    here, on = town(request), localdate()
    check_may(request.actor, SHARE_VISIT, municipality=here)
    visit = visit_here(request, number)
    one = companion_on(visit, companion)
    form = ShareForm(
        request.POST or None,
        partner=one.organisation,
        covenants=agreements_in_force(municipality=here, kind=None, on=on),
        on=on,
        until=max(visit.day, on) + timedelta(days=1),
    )
    made: list[Sent] = []

    def change() -> str:
        made.append(
            share_visit(
                by=request.actor,
                municipality=here,
                companion=one.pk,
                decision=form.decision(),
                at=now(),
            )
        )
        return reverse("companion", args=[number, one.pk])

    title = _("Share with %(service)s") % {"service": one.organisation}
    context = {
        "title": title,
        "lead": _(
            "Share no more than the service needs to come. What you write here is kept,"
            " and the privacy officer sees it."
        ),
        "breadcrumbs": _crumbs(
            number,
            (one.organisation, reverse("companion", args=[number, one.pk])),
            (title, ""),
        ),
        "submit": _("Record and share"),
    }
    done = _("It is shared.")
    answer = ask(request, form, context, done=done, change=change, template=_TEMPLATE)
    return companion_page(request, visit, one, made[0]) if made else answer


@with_task
def said(request: Request, number: str, companion: int) -> HttpResponse:
    """Note what a service said on the telephone."""
    here = town(request)
    check_may(request.actor, PLAN_VISITS, municipality=here)
    visit = visit_here(request, number)
    one = companion_on(visit, companion)
    form = SaidForm(request.POST or None)

    def change() -> str:
        note_companion(
            by=request.actor,
            municipality=here,
            companion=one.pk,
            coming=form.comes,
            said=form.cleaned_data["said"],
            at=now(),
        )
        return reverse("companion", args=[number, one.pk])

    title = _("Note what %(service)s said") % {"service": one.organisation}
    context = {
        "title": title,
        "breadcrumbs": _crumbs(number, (title, "")),
        "submit": _("Keep this"),
    }
    done = _("It is noted.")
    return ask(request, form, context, done=done, change=change, template=_TEMPLATE)
