"""The reports of a desk as a list: found, filtered, and what needs somebody now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    check_may,
)
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.permissions import SEE_REPORTS
from onderdak.supervision.desk.domain.states import OPEN_STATES, State
from onderdak.supervision.desk.models import Forward, Message, Report, ReportStep
from onderdak.supervision.desk.report_queries import reports_of

NOBODY = "nobody"
MINE = "mine"
TO_CLOSE = "to_close"
BY_PARTNER = "answered_by_partner"
LAPSED = "link_expired"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked of the list; what is empty does not matter."""

    words: str = ""
    state: str = "open"
    category: str = ""
    owner: str = ""
    late: bool = False
    on: date | None = None


def inbox(*, by: Actor, municipality: str, sought: Sought) -> QuerySet[Report]:
    """The reports that fit what is asked.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    found = reports_of(by=by, municipality=municipality).select_related(
        "category", "address", "owner"
    )
    for condition in _conditions(sought, by):
        found = found.filter(condition)
    return found


def _conditions(sought: Sought, by: Actor) -> Iterator[Q]:
    if sought.state == "open":
        yield Q(state__in=OPEN_STATES) & ~Q(merged_into__state__in=OPEN_STATES)
    elif sought.state == "answered_by_reporter":
        yield _answered_by_reporter(by)
    elif sought.state in (BY_PARTNER, LAPSED):
        yield _with_partner_news(by, lapsed=sought.state == LAPSED)
    elif sought.state == TO_CLOSE:
        # Nobody said what came of it, so it cannot close by itself.
        yield Q(state=State.ANSWERED, outcome="")
    elif sought.state:
        yield Q(state=sought.state)
    if sought.category:
        yield Q(category__key=sought.category)
    if sought.owner == NOBODY:
        yield Q(owner__isnull=True)
    elif sought.owner == MINE:
        yield Q(owner_id=by.user_id)
    if sought.late and sought.on:
        yield Q(state__in=OPEN_STATES, due_on__lt=sought.on)
    if sought.words:
        yield _about(sought.words)


def _about(words: str) -> Q:
    return (
        Q(number__startswith=words)
        | Q(address__street__istartswith=words)
        | Q(place_text__icontains=words)
        | Q(text__icontains=words)
    )


def _answered_by_reporter(by: Actor) -> Q:
    """Open reports with an answer that nobody at the desk has taken up."""
    unread = Message.objects.filter(
        municipality_id__in=by.municipalities,
        kind=MessageKind.ANSWER,
        read_at__isnull=True,
    )
    return Q(state__in=OPEN_STATES, pk__in=unread.values("report_id"))


def _with_partner_news(by: Actor, *, lapsed: bool) -> Q:
    """Open reports of which a partner answered, or let its link expire, unseen yet."""
    news = Forward.objects.filter(
        municipality_id__in=by.municipalities,
        taken_up_at__isnull=True,
        lapsed_at__isnull=not lapsed,
        arrived_at__isnull=lapsed,
    )
    return Q(state__in=OPEN_STATES, pk__in=news.values("report_id"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many reports wait for somebody, and for what."""

    new: int
    late: int
    answered: int
    reopened: int
    by_partner: int
    lapsed: int
    to_close: int
    mine: int


def waiting(*, by: Actor, municipality: str, on: date) -> Waiting:
    """What needs somebody at this desk now.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, SEE_REPORTS, municipality=municipality)

    def count(state: str, *, owner: str = "", late: bool = False) -> int:
        sought = Sought(state=state, owner=owner, late=late, on=on)
        return inbox(by=by, municipality=municipality, sought=sought).count()

    return Waiting(
        new=count(State.RECEIVED),
        late=count("open", late=True),
        answered=count("answered_by_reporter"),
        reopened=count(State.REOPENED),
        by_partner=count(BY_PARTNER),
        lapsed=count(LAPSED),
        to_close=count(TO_CLOSE),
        mine=count("open", owner=MINE),
    )


def colleagues(*, by: Actor, municipality: str) -> list[User]:
    """Who works at a desk, by name.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, SEE_REPORTS, municipality=municipality)
    found = Membership.objects.filter(
        municipality_id=municipality, role=Role.DESK_CLERK
    ).select_related("user")
    return sorted(
        (each.user for each in found), key=lambda user: (user.name, user.email)
    )


def messages_of(report: Report) -> list[Message]:
    """All that was said with a report, oldest first; notes too."""
    return list(Message.objects.filter(report=report).order_by("at", "id"))


def steps_of(report: Report) -> list[ReportStep]:
    """The history of a report, oldest first."""
    return list(ReportStep.objects.filter(report=report).order_by("at", "id"))


def names_of(numbers: set[int]) -> dict[int, str]:
    """The names of those who did something, as far as their account is there."""
    found = User.objects.filter(pk__in=numbers)
    return {user.pk: user.name or user.email for user in found}
