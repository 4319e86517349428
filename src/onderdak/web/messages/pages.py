"""The mail that one's own organisation sent, for who manages it."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import (
    Actor,
    retry_message,
    retry_messages,
    scope,
    scope_of,
)
from onderdak.foundation.outbox.contract import Message
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.web.account.contract import Request, with_task
from onderdak.web.messages.finding import (
    Asked,
    asked_by,
    find,
    find_all,
    matching,
    own,
)
from onderdak.web.messages.listing import header, line, table_of
from onderdak.web.messages.words import kind_of, reason_of, state_cell
from onderdak.web.nights.export import csv_file
from onderdak.web.pages.shapes import Fact


@with_task
def messages(request: Request) -> HttpResponse:
    """All mail of one's own organisation, newest first, with what became of it."""
    asked = asked_by(request.GET)
    found = find(request.actor, asked)
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Messages")}],
        "outgoing": table_of(found, asked),
        "stuck": found.stuck,
    }
    return render(request, "outgoing/messages.html", context)


@with_task
def messages_csv(request: Request) -> HttpResponseBase:
    """The list as CSV, exactly what is shown."""
    actor, asked = request.actor, asked_by(request.GET)
    matching(actor, asked)  # refuse before the file begins
    lines = _lines(actor, asked, translation.get_language() or "nl")
    return csv_file(lines, f"onderdak-messages-{localdate():%Y-%m-%d}")


def _lines(actor: Actor, asked: Asked, language: str) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield [*header(), _("Reason")]
        for each in find_all(actor, asked):
            yield [*line(each), reason_of(each)]


@with_task
def message(request: Request, pk: int) -> HttpResponse:
    """What became of one mail, and why."""
    row = own(request.actor).filter(pk=pk).first()
    if row is None:
        raise NotFound(text("There is no message %(number)s.", number=pk))
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Messages"), "url": reverse("messages")},
            {"label": _("Message %(number)s") % {"number": pk}},
        ],
        "outgoing": row,
        "state": state_cell(row),
        "reason": reason_of(row),
        "facts": _facts(row),
        "can_be_tried": row.state == Message.State.STUCK and row.wiped_at is None,
    }
    return render(request, "outgoing/message.html", context)


def _facts(row: Message) -> list[Fact]:
    facts = [
        Fact(_("To"), row.email or _("wiped")),
        Fact(_("Subject"), row.subject or _("wiped")),
        Fact(_("Kind"), kind_of(row)),
        Fact(_("Written"), _moment(row.created_at)),
        Fact(_("Attempts"), row.attempts),
    ]
    if row.sent_at:
        facts.append(Fact(_("Sent"), _moment(row.sent_at)))
    elif row.tried_at:
        facts.append(Fact(_("Last attempt"), _moment(row.tried_at)))
    if row.state == Message.State.FAILED:
        facts.append(Fact(_("Next attempt"), _moment(row.next_try_at)))
    return facts


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y H:i")


@require_POST
@with_task
def try_again(request: Request, pk: int) -> HttpResponse:
    """Try one mail again."""
    grant = request.actor.grants[0]
    retry_message(
        by=request.actor,
        message=pk,
        municipality=grant.municipality,
        provider=grant.provider,
    )
    notices.success(request, _("The message is on its way again."))
    return HttpResponseRedirect(reverse("message", args=[pk]))


@require_POST
@with_task
def try_all_again(request: Request) -> HttpResponse:
    """Try all mail again that could not be delivered."""
    grant = request.actor.grants[0]
    done = retry_messages(
        by=request.actor, municipality=grant.municipality, provider=grant.provider
    )
    told = ngettext(
        "%(messages)d message is on its way again.",
        "%(messages)d messages are on their way again.",
        done,
    )
    notices.success(request, told % {"messages": done})
    return HttpResponseRedirect(reverse("messages"))
