"""Reads of visits that are more than a lookup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    check_may,
    municipalities_with,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.permissions import SEE_VISITS
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.models import (
    Companion,
    LighterMeans,
    Member,
    Visit,
    VisitStep,
)
from onderdak.supervision.inspections.moving import ROOM
from onderdak.supervision.inspections.pinning import FETCHED_BEFORE


@dataclass(frozen=True, slots=True)
class AskedVisits:
    """Which visits somebody asks for; what is left out asks for all."""

    search: str = ""
    states: frozenset[State] = field(default_factory=frozenset)
    kind: Kind | None = None
    # Only those on which this person goes.
    goes: int | None = None
    from_day: date | None = None
    until_day: date | None = None
    address: int | None = None


def visits_of(
    *,
    by: Actor,
    municipality: str,
    asked: AskedVisits | None = None,
    after: tuple[date, int] | None = None,
) -> QuerySet[Visit]:
    """The visits of a municipality, the last day first.

    Args:
        after: the day and the key of the last one of the page before.

    Raises:
        NotAllowed: this person does not see visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    found = Visit.objects.filter(municipality_id=municipality)
    if asked is not None:
        found = found.filter(_wanted(asked))
    if after is not None:
        found = found.filter(Q(day__lt=after[0]) | Q(day=after[0], pk__lt=after[1]))
    return found.select_related("address", "lead").order_by("-day", "-id")


def _wanted(asked: AskedVisits) -> Q:
    wanted = Q()
    if asked.states:
        wanted &= Q(state__in=asked.states)
    if asked.kind is not None:
        wanted &= Q(kind=asked.kind)
    if asked.goes is not None:
        going = Member.objects.filter(user_id=asked.goes)
        wanted &= Q(pk__in=going.values("visit_id"))
    if asked.from_day is not None:
        wanted &= Q(day__gte=asked.from_day)
    if asked.until_day is not None:
        wanted &= Q(day__lte=asked.until_day)
    if asked.address is not None:
        wanted &= Q(address_id=asked.address)
    return wanted & _said(asked.search)


def _said(search: str) -> Q:
    """Each word is in the number, the street or the town."""
    wanted = Q()
    for word in search.replace("\x00", "").split()[:6]:
        wanted &= (
            Q(number__icontains=word)
            | Q(address__street__icontains=word)
            | Q(address__town__icontains=word)
            | (Q(address__number=int(word)) if _small_number(word) else Q())
        )
    return wanted


def _small_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 7


def visit_for(*, by: Actor, municipality: str, number: str) -> Visit:
    """One visit of a municipality.

    Raises:
        NotAllowed: this person does not see visits here.
        NotFound: there is no visit of this number.
    """
    found = visits_of(by=by, municipality=municipality).filter(number=number).first()
    if found is None:
        raise NotFound(text("There is no visit %(number)s here.", number=number))
    return found


def my_visits(*, by: Actor, on: date) -> Sequence[Visit]:
    """The visits that somebody goes on around a day, and those not ended yet.

    Closed ones of these days are among them: something may still have to be sent.
    """
    towns = municipalities_with(ROOM, _supervised(by))
    near = Q(day__range=(on - FETCHED_BEFORE, on + FETCHED_BEFORE))
    wanted = near & ~Q(state=State.CANCELLED) | Q(state=State.UNDER_WAY)
    going = Member.objects.filter(user_id=by.user_id, municipality_id__in=towns)
    found = Visit.objects.filter(wanted, pk__in=going.values("visit_id"))
    return list(
        found.select_related("address", "lead").order_by("day", "from_time", "id")
    )


def _supervised(by: Actor) -> frozenset[str]:
    held = SEE_VISITS.roles
    return frozenset(
        grant.municipality
        for grant in by.grants
        if grant.role in held and grant.municipality
    )


def members_of(visit: Visit) -> QuerySet[Member]:
    """Who goes, the one who leads first."""
    found = Member.objects.filter(visit=visit).select_related("user")
    return found.order_by("id")


def companions_of(visit: Visit) -> QuerySet[Companion]:
    """Which services were asked along and are not taken off again."""
    return Companion.objects.filter(visit=visit, taken_off_at=None).order_by("id")


def tried_before(visit: Visit) -> QuerySet[LighterMeans]:
    """The lighter means that were tried, the first first."""
    return LighterMeans.objects.filter(visit=visit).order_by("on_day", "id")


def steps_of(visit: Visit) -> QuerySet[VisitStep]:
    """What happened to a visit, the last first."""
    return VisitStep.objects.filter(visit=visit).order_by("-id")


def supervisors_of(*, by: Actor, municipality: str) -> QuerySet[User]:
    """Who can go on a visit here, by name.

    Raises:
        NotAllowed: this person does not see visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    held = Membership.objects.filter(municipality_id=municipality, role=Role.SUPERVISOR)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name", "email")
