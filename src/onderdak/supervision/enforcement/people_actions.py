"""The people whom a case touches: counted, and given a place to go."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.care.contract import About
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    in_language,
)
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.care_asking import (
    ask_care_for,
    care_was_asked,
)
from onderdak.supervision.enforcement.case_rows import (
    case_to_change,
)
from onderdak.supervision.enforcement.domain.choosing import check_words
from onderdak.supervision.enforcement.domain.people import (
    MOST_PEOPLE,
    Answer,
    CountedBy,
    Seen,
    people_in,
)
from onderdak.supervision.enforcement.domain.permissions import LOOK_AFTER_PEOPLE
from onderdak.supervision.enforcement.models import (
    Case,
    PeopleCount,
    Rehousing,
)
from onderdak.supervision.enforcement.moving import record
from onderdak.supervision.inspections.contract.for_cases import people_facts

_CHILDREN = text(
    "Children sleep in a house where enforcement runs; people may have to leave it."
)


@dataclass(frozen=True, slots=True)
class CountByHand:
    """A count that comes from no visit, or corrects one, with where it comes from."""

    people: int
    counted_on: date
    words: str
    sure: bool = True


@action
def count_people(
    *,
    by: Actor,
    municipality: str,
    number: str,
    visit: str = "",
    by_hand: CountByHand | None = None,
    children: Seen = Seen.UNKNOWN,
    vulnerable: Seen = Seen.UNKNOWN,
    at: datetime,
) -> PeopleCount:
    """Write down how many sleep there: as found at a visit, or counted by hand.

    Where children were seen, a care worker is asked to look after them.

    Args:
        visit: the number of a visit to this address; '' for a count by hand.
        children: whether any were seen; a child that was written down at the visit
            counts in any case.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: it is neither, the visit was elsewhere, or nobody counted there.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    if bool(visit) == (by_hand is not None):
        raise Invalid(text("Choose a visit, or fill in what was counted."))
    row = _from_visit(by, case, visit) if by_hand is None else _by_hand(by_hand, at)
    row.municipality_id, row.case = municipality, case
    row.children = row.children or children
    row.vulnerable, row.by_id, row.at = vulnerable, by.user_id, at
    row.save(force_insert=True)
    if row.children == Seen.SOME and not care_was_asked(case):
        ask_care_for(by, case, in_language(_CHILDREN), About.CHILD, at)
    record(by, case, "count_people", people=row.people, visit=visit)
    return row


def _from_visit(by: Actor, case: Case, visit: str) -> PeopleCount:
    found = people_facts(
        by=by,
        municipality=case.municipality_id,
        number=visit,
        address=case.address_id,
        reason=case.number,
    )
    people, sure = people_in(found.raw)
    if people is None:
        raise Invalid(
            text(
                "At visit %(number)s nobody wrote how many sleep there.", number=visit
            ),
            next_step=text("Count them, and fill in the number yourself."),
        )
    return PeopleCount(
        counted_by=CountedBy.VISIT,
        visit_number=found.number,
        people=people,
        sure=sure and not found.unsettled,
        children=Seen.SOME if found.children else "",
        counted_on=found.day,
    )


def _by_hand(said: CountByHand, at: datetime) -> PeopleCount:
    if not 0 <= said.people <= MOST_PEOPLE:
        raise Invalid(text("Give a number from 0 to %(most)s.", most=MOST_PEOPLE))
    if said.counted_on > localdate(at):
        raise Invalid(text("The day of counting lies ahead."))
    words = check_words(said.words)
    if not words:
        raise Invalid(text("Write down who counted, and how."))
    return PeopleCount(
        counted_by=CountedBy.HAND,
        people=said.people,
        sure=said.sure,
        counted_on=said.counted_on,
        words=words[:1000],
    )


@action
def answer_rehousing(
    *,
    by: Actor,
    municipality: str,
    number: str,
    answer: Answer,
    words: str,
    at: datetime,
) -> Rehousing:
    """Answer where people go; no name stands in it.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: nothing is said of how it was arranged.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    said = check_words(words)
    if not said:
        raise Invalid(text("Write down how it was arranged, and with whom."))
    row = Rehousing.objects.create(
        municipality_id=municipality,
        case=case,
        answer=answer,
        words=said[:2000],
        by_id=by.user_id,
        at=at,
    )
    record(by, case, "answer_rehousing", answer=answer)
    return row
