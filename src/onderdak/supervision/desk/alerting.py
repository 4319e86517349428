"""Telling who works at the desk that something waits: mail without any content.

The subject says neither what it is about nor where: somebody else may see the mail. Of
a report that speaks of danger everybody at the desk hears at once.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    Scope,
    User,
    in_language,
    scope,
)
from onderdak.foundation.outbox.contract import Queue, send_mail
from onderdak.kernel.text import Text, text
from onderdak.supervision.desk.correcting_actions import DANGER_CHANGED
from onderdak.supervision.desk.domain.states import OPEN_STATES
from onderdak.supervision.desk.following import ANSWERED_BY_REPORTER, REOPENED
from onderdak.supervision.desk.forwarding.partner_door import (
    PARTNER_ANSWERED,
    take_in_answer,
)
from onderdak.supervision.desk.models import Forward, Report
from onderdak.supervision.desk.routing import route_received
from onderdak.supervision.desk.taking_in import RECEIVED

_SOON = timedelta(days=2)
Event = Mapping[str, str | int | None]
_SAYS = {
    RECEIVED: text("A report came in."),
    REOPENED: text("A reporter says that a report is not solved."),
    ANSWERED_BY_REPORTER: text("A reporter wrote something with a report."),
    DANGER_CHANGED: text("A colleague looked at a report again."),
    PARTNER_ANSWERED: text("A partner answered on a report."),
}
_DANGER = text("Urgent: look at this report now")
_WAITS = text("Something waits at the report desk")


def report_arrived(event: Event) -> None:
    """Give a report to whom it belongs, and tell them; in danger, tell everybody."""
    route_received(event)
    _tell(event, RECEIVED)


def danger_changed(event: Event) -> None:
    """Tell everybody at once that there is danger after all; else nobody."""
    town, pk = str(event["municipality"]), int(event["report"] or 0)
    with scope(Scope(municipalities=frozenset({town}))):
        danger = Report.objects.filter(pk=pk, danger=True, state__in=OPEN_STATES)
        if not danger.exists():
            return
    _tell(event, DANGER_CHANGED)


def reporter_wrote(event: Event) -> None:
    """Tell who handles a report that its reporter answered."""
    _tell(event, ANSWERED_BY_REPORTER)


def reporter_reopened(event: Event) -> None:
    """Tell who handles a report that its reporter asks to look again."""
    _tell(event, REOPENED)


def partner_wrote(event: Event) -> None:
    """Put a partner's answer with its report, and tell who handles it."""
    take_in_answer(event)
    town = str(event["municipality"])
    with scope(Scope(municipalities=frozenset({town}))):
        forward = Forward.objects.filter(pk=int(event["forward"] or 0)).first()
    if forward is not None:
        _tell({"municipality": town, "report": forward.report_id}, PARTNER_ANSWERED)


def _tell(event: Event, happened: str) -> None:
    town, pk = str(event["municipality"]), int(event["report"] or 0)
    with scope(Scope(municipalities=frozenset({town}))):
        report = Report.objects.filter(pk=pk, municipality_id=town).first()
        if report is None:
            return
        urgent = report.danger and happened in (RECEIVED, REOPENED, DANGER_CHANGED)
        link = f"{settings.BASE_URL}/reports/{report.number}/"
        for user in _people(town, None if urgent else report.owner_id):
            _mail(
                user,
                town,
                _DANGER if urgent else _WAITS,
                [_SAYS[happened], text("Read it here: %(link)s", link=link)],
                queue=Queue.URGENT if urgent else Queue.NORMAL,
                about=f"report {report.pk}",
            )


def _people(town: str, owner: int | None) -> list[User]:
    """The owner, as long as they work here; else everybody at the desk."""
    here = Membership.objects.filter(
        municipality_id=town, role=Role.DESK_CLERK, user__is_active=True
    ).select_related("user")
    everybody = sorted({each.user for each in here}, key=lambda user: user.pk)
    return [user for user in everybody if user.pk == owner] or everybody


def tell_of_terms(town: str, on: date) -> int:
    """Mail everybody at a desk what is late or due within two days; nothing, no mail.

    Everybody hears of their own reports and of those that are nobody's.

    Returns:
        How many were told.
    """
    with scope(Scope(municipalities=frozenset({town}))):
        due = Report.objects.filter(
            Q(merged_into__isnull=True) | ~Q(merged_into__state__in=OPEN_STATES),
            municipality_id=town,
            state__in=OPEN_STATES,
            due_on__lte=on + _SOON,
        )
        days = [(each.owner_id, each.due_on) for each in due.only("owner", "due_on")]
        people = _people(town, None)
        numbers = {user.pk for user in people}
        told = 0
        for user in people:
            # Whose owner left is nobody's.
            own = [
                day for owner, day in days if owner == user.pk or owner not in numbers
            ]
            if own:
                _mail(user, town, *_digest(own, on), about="desk")
                told += 1
    return told


def _digest(due: Iterable[date], on: date) -> tuple[Text, list[Text]]:
    days = list(due)
    late = sum(1 for day in days if day < on)
    return (
        text("Reports that must be answered"),
        [
            text("Past the last day: %(n)s.", n=late),
            text("To be answered within two days: %(n)s.", n=len(days) - late),
            text("The list: %(link)s", link=f"{settings.BASE_URL}/reports/"),
        ],
    )


def _mail(
    user: User,
    town: str,
    subject: Text,
    said: Iterable[Text],
    *,
    about: str,
    queue: str = Queue.NORMAL,
) -> None:
    with translation.override(user.language):
        send_mail(
            to=user.email,
            subject=in_language(subject),
            body="\n\n".join(in_language(each) for each in said) + "\n",
            kind="desk",
            about=about,
            queue=queue,
            municipality=town,
        )
