"""Forwarding a report: decide, send, send again, take back."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onderdak.supervision.desk.contract import report_by_number
from onderdak.supervision.desk.contract.forwarding import (
    Field,
    Forward,
    Sent,
    covenants_to_rest_on,
    forward_for,
    forward_report,
    forwards_of,
    resend_forward,
    revoke_forward,
    take_up_forward,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.forwarding.forms import ForwardForm
from onderdak.web.desk.forwarding.words import field_name, state_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Table


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def _crumbs(number: str, last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": number, "url": reverse("desk_report", args=[number])},
        {
            "label": _("Shared of report %(number)s") % {"number": number},
            "url": reverse("desk_forwards", args=[number]),
        },
        {"label": last},
    ]


@require_safe
@with_task
def forwards(request: Request, number: str) -> HttpResponse:
    """What was shared of a report, with whom, and what came back."""
    return _list(request, number)


def _list(request: Request, number: str, sent: Sent | None = None) -> HttpResponse:
    """The list; a link that was made just now is shown once and kept nowhere."""
    town = _town(request)
    report = report_by_number(by=request.actor, municipality=town, number=number)
    found = list(forwards_of(by=request.actor, municipality=town, number=number))
    context = {
        "breadcrumbs": [
            *_crumbs(number, "")[:2],
            {"label": _crumbs(number, "")[2]["label"]},
        ],
        "report": report,
        "link": sent.link if sent else "",
        "forwards": _table(found, number),
    }
    answer = render(request, "desk/forwarding/list.html", context)
    if sent:
        answer["Cache-Control"] = "no-store"
    return answer


def _table(found: list[Forward], number: str) -> Table:
    on = localdate()
    return Table(
        name="forwards",
        caption=_("Shared with partners"),
        note=_("newest first"),
        columns=[
            Column(_("Partner"), row_header=True),
            Column(_("Shared on")),
            Column(_("State")),
            Column(_("Until")),
            Column(_("Fields")),
            Column(_("Answer")),
        ],
        rows=[
            [
                Cell(one.partner, reverse("desk_forward", args=[one.pk])),
                date_format(localtime(one.at), "j F Y"),
                state_of(one, on),
                one.expires_on,
                ", ".join(field_name(key) for key in one.shared),
                one.answer or "–",
            ]
            for one in found
        ],
        empty=Empty(
            _("Nothing of this report was shared."),
            _("Without a recorded decision no message is made."),
            _("Forward it to a partner"),
            reverse("desk_forward_new", args=[number]),
        ),
    )


@with_task
def forward_new(request: Request, number: str) -> HttpResponse:
    """Decide to share something of a report with a partner."""
    town, on = _town(request), localdate()
    covenants = covenants_to_rest_on(by=request.actor, municipality=town, on=on)
    report_by_number(by=request.actor, municipality=town, number=number)
    form = ForwardForm(request.POST or None, covenants, on)

    made: list[Sent] = []

    def change() -> str:
        made.append(
            forward_report(
                by=request.actor,
                municipality=town,
                number=number,
                decision=form.decision(),
                summary=form.cleaned_data["summary"],
                email=form.cleaned_data["email"],
                at=timezone.now(),
            )
        )
        return reverse("desk_forwards", args=[number])

    title = _("Forward report %(number)s to a partner") % {"number": number}
    context = {
        "breadcrumbs": _crumbs(number, _("Forward")),
        "title": title,
        "lead": _(
            "Share no more than the partner needs. What you write here is kept, and"
            " the privacy officer sees it."
        ),
        "submit": _("Record and share"),
    }
    answer = ask(request, form, context, done=_("It is shared."), change=change)
    return _list(request, number, made[0]) if made else answer


@require_safe
@with_task
def forward(request: Request, pk: int) -> HttpResponse:
    """One message to a partner, exactly as the partner reads it."""
    found = forward_for(by=request.actor, municipality=_town(request), forward=pk)
    number, on = found.report.number, localdate()
    context = {
        "breadcrumbs": _crumbs(number, found.partner),
        "forward": found,
        "state": state_of(found, on),
        "shared": shown_fields(found.shared),
        "open": not (found.revoked_at or found.answered_at or found.expires_on <= on),
        "unread": (found.answered_at or found.lapsed_at) and not found.taken_up_at,
    }
    return render(request, "desk/forwarding/one.html", context)


def shown_fields(shared: dict[str, object]) -> list[tuple[str, object]]:
    """What was shared, ready to read."""
    return [(field_name(key), _plain(key, value)) for key, value in shared.items()]


def _plain(key: str, value: object) -> object:
    if key == Field.RECEIVED_ON and value:
        return date_format(date.fromisoformat(str(value)), "j F Y")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(f"{question} {said}" for question, said in value) or "–"
    return value or "–"


@require_POST
@with_task
def forward_again(request: Request, pk: int) -> HttpResponse:
    """A new link for the same message; the old one no longer works."""
    town = _town(request)
    found = forward_for(by=request.actor, municipality=town, forward=pk)
    sent = resend_forward(
        by=request.actor, municipality=town, forward=pk, on=localdate()
    )
    messages.success(request, _("There is a new link. The old one no longer works."))
    return _list(request, found.report.number, sent)


@require_POST
@with_task
def forward_taken_up(request: Request, pk: int) -> HttpResponse:
    """Say that an answer was read, or that none came."""
    town = _town(request)
    found = forward_for(by=request.actor, municipality=town, forward=pk)
    take_up_forward(by=request.actor, municipality=town, forward=pk, at=timezone.now())
    return HttpResponseRedirect(reverse("desk_report", args=[found.report.number]))


@require_POST
@with_task
def forward_revoke(request: Request, pk: int) -> HttpResponse:
    """Take a message back."""
    town = _town(request)
    found = forward_for(by=request.actor, municipality=town, forward=pk)
    revoke_forward(by=request.actor, municipality=town, forward=pk, at=timezone.now())
    messages.success(request, _("It is taken back. The link shows nothing any more."))
    return HttpResponseRedirect(reverse("desk_forwards", args=[found.report.number]))
