"""What is known of the people whom a case touches, and where there are free beds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    User,
    check_may,
    rooms_on,
    rulebook,
)
from onderdak.kernel.text import Text
from onderdak.register.nights.contract.supervising import BedsNear, free_beds_near
from onderdak.supervision.enforcement.care_asking import care_was_asked
from onderdak.supervision.enforcement.case_rows import case_to_see
from onderdak.supervision.enforcement.domain.kinds import CaseState
from onderdak.supervision.enforcement.domain.people import (
    Answer,
    PeopleFirst,
    Seen,
    people_problems,
)
from onderdak.supervision.enforcement.domain.permissions import (
    LOOK_AFTER_PEOPLE,
    SEE_CASES,
)
from onderdak.supervision.enforcement.domain.reserve import (
    Held,
    Span,
    fewest_held,
    most_held,
)
from onderdak.supervision.enforcement.models import (
    CareAsked,
    Case,
    Hold,
    PeopleCount,
    Rehousing,
    Telling,
    UrgentTask,
)

REACH = "enforcement.rehousing_reach"
_DAYS = "enforcement.reserve_days"
_MOST = 200


@dataclass(frozen=True, slots=True)
class PeopleOn:
    """Everything on the people of a case as it stands on a day: no person in it."""

    case: Case
    first: PeopleFirst
    # Why an order that empties beds cannot go out yet.
    problems: tuple[Text, ...]
    counts: tuple[PeopleCount, ...]
    answers: tuple[Rehousing, ...]
    tellings: tuple[Telling, ...]
    holds: tuple[Hold, ...]
    care: tuple[CareAsked, ...]
    urgent: tuple[UrgentTask, ...]

    @property
    def care_waits(self) -> bool:
        """Whether care could not take what was asked, and nobody arranged it."""
        return bool(self.care) and not any(one.task or one.words for one in self.care)


def people_of(*, by: Actor, municipality: str, number: str, on: date) -> PeopleOn:
    """The people of a case: counted, answered, told; the newest lines first.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    case = case_to_see(by, municipality, number)
    first = people_first(case, on)
    holds = Hold.objects.filter(case=case).select_related("place").order_by("-id")
    return PeopleOn(
        case=case,
        first=first,
        problems=tuple(people_problems(first)),
        counts=tuple(PeopleCount.objects.filter(case=case).order_by("-id")[:_MOST]),
        answers=tuple(Rehousing.objects.filter(case=case).order_by("-id")[:_MOST]),
        tellings=tuple(
            Telling.objects.filter(case=case).order_by("planned_at", "id")[:_MOST]
        ),
        holds=tuple(holds[:_MOST]),
        care=tuple(CareAsked.objects.filter(case=case).order_by("-id")[:_MOST]),
        urgent=tuple(UrgentTask.objects.filter(case=case).order_by("-id")[:_MOST]),
    )


def people_first(case: Case, on: date, needed: Span | None = None) -> PeopleFirst:
    """What is known on a day, for the guard; callers checked who may.

    Args:
        needed: the days on which people need a bed, where they are known: then only
            places count that are held on every one of them.
    """
    count = PeopleCount.objects.filter(case=case).order_by("-id").first()
    answered = Rehousing.objects.filter(case=case).order_by("-id").first()
    held = [held_of(row) for row in Hold.objects.filter(case=case)]
    tellings = Telling.objects.filter(case=case, dropped_at__isnull=True)
    return PeopleFirst(
        counted=count.people if count else None,
        sure=count.sure if count else False,
        answer=Answer(answered.answer) if answered else None,
        # Not known yet: the fullest day from now on.
        held=fewest_held(held, needed.first, needed.until)
        if needed
        else most_held(held, on, date.max),
        tellings=tellings.count(),
        told=tellings.filter(done_at__isnull=False).count(),
        children=Seen(count.children) if count else Seen.UNKNOWN,
        care_asked=care_was_asked(case),
    )


def needed_from(case: Case, day: date) -> Span:
    """The days for which beds are held when people leave on a day: as is usual here."""
    days = rulebook().value(_DAYS, on=day, municipality=case.municipality_id)
    return Span(day, day + timedelta(days=days.whole()))


def held_of(row: Hold) -> Held:
    """A hold as plain values."""
    return Held(row.places, row.from_day, row.until_day, row.released_on)


@dataclass(frozen=True, slots=True)
class BedsWithinReach:
    """Free beds of the register; `ground` is None where no by-law gives one.

    `in_use` is whether the municipality uses the register at all.
    """

    near: BedsNear
    reach: int
    in_use: bool

    @property
    def ground(self) -> str | None:
        """The article of the by-law; None: no ground, and nothing was read."""
        return self.near.ground


def beds_within_reach(
    *, by: Actor, municipality: str, number: str, on: date
) -> BedsWithinReach:
    """Free beds of the night register near the house, where a by-law gives the ground.

    Houses against which a case is open are left out: nobody is moved from one
    breach into another.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    case = case_to_see(by, municipality, number)
    reach = rulebook().value(REACH, on=on, municipality=municipality).whole()
    if "nights" not in rooms_on(municipality):
        return BedsWithinReach(BedsNear(None), reach, in_use=False)
    accused = Case.objects.filter(municipality_id=municipality, state=CaseState.OPEN)
    near = free_beds_near(
        by=by,
        address=case.address,
        reach=reach,
        on=on,
        without=frozenset(accused.values_list("address_id", flat=True)),
    )
    return BedsWithinReach(near, reach, in_use=True)


def urgent_tasks(
    *,
    by: Actor,
    municipality: str,
    person: int | None = None,
    settled: bool = False,
    after: tuple[datetime, int] | None = None,
) -> QuerySet[UrgentTask]:
    """People first after urgent measures, the first due first.

    Args:
        person: only those that this person was named for.
        settled: those that are settled; otherwise those that wait.
        after: the moment and the key of the last one of the page before.

    Raises:
        NotAllowed: this person sees no cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    rows = UrgentTask.objects.filter(
        municipality_id=municipality, settled_at__isnull=not settled
    )
    if person is not None:
        rows = rows.filter(person_id=person)
    if after is not None:
        rows = rows.filter(due_at__gte=after[0]).exclude(
            due_at=after[0], pk__lte=after[1]
        )
    return rows.select_related("case", "case__address").order_by("due_at", "id")


def who_looks_after(*, by: Actor, municipality: str) -> QuerySet[User]:
    """Who can be named to tell people, or to be on site: by name.

    Raises:
        NotAllowed: this person sees no cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    held = Membership.objects.filter(
        municipality_id=municipality, role__in=LOOK_AFTER_PEOPLE.roles
    )
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name", "email")
