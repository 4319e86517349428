"""An order that empties beds waits for the people; any other does not (G22)."""

from datetime import UTC, datetime

import pytest

from onderdak.kernel.errors import Conflict
from onderdak.supervision.enforcement.contract.cases import Case, Measure
from onderdak.supervision.enforcement.contract.people import (
    Answer,
    NewTelling,
    Seen,
    Told,
    answer_rehousing,
    count_people,
    say_who_tells,
)
from tests.integration.enforcement.enforcing import EnforcingTown, noon
from tests.integration.enforcement.ordering import (
    AMOUNT,
    ANNOUNCED,
    COMPLY_UNTIL,
    MAXIMUM,
    ORDERED,
    VIEWS,
    chosen,
    sent,
)

pytestmark = pytest.mark.django_db
FACTS = {
    "mend": "Nobody sleeps in the house from 30 April on.",
    "penalty_kind": "per_unit",
    "unit": "day",
    "amount_cents": AMOUNT,
    "maximum_cents": MAXIMUM,
}


def _announced(town: EnforcingTown, case: Case) -> Measure:
    chosen(town, case)
    measure = town.measure(case)
    sent(town, measure, "announce", ANNOUNCED, FACTS | {"compliance_days": 28})
    town.step(
        measure,
        "receive_views",
        VIEWS,
        {"received_on": VIEWS, "how": "written", "weighed": "It changes nothing."},
    )
    return measure


def _order(town: EnforcingTown, measure: Measure, *, ends_stay: bool = True) -> None:
    facts: dict[str, object] = {
        "compliance_until": COMPLY_UNTIL,
        "ends_stay": ends_stay,
    }
    if not ends_stay:
        facts["stay_reason"] = "Six people stay; only the locks are mended."
    sent(town, measure, "order", ORDERED, FACTS | facts)


def _state(town: EnforcingTown, measure: Measure) -> str:
    with town.seen_by(town.lawyer):
        return Measure.objects.get(pk=measure.pk).state


def test_an_order_that_empties_beds_waits_for_the_people(
    town: EnforcingTown,
) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    measure = _announced(town, case)
    here = {"by": town.lawyer, "municipality": town.code, "number": case.number}
    at = noon(ORDERED)

    with pytest.raises(Conflict, match="count first"):
        _order(town, measure)
    with town.seen_by(town.lawyer):
        count_people(visit=visit.number, children=Seen.NONE, at=at, **here)
        telling = NewTelling(
            "ro",
            town.supervisor.user_id,
            Told.LETTER,
            datetime(2026, 4, 2, 16, tzinfo=UTC),
        )
        say_who_tells(telling=telling, at=at, **here)
    with pytest.raises(Conflict, match="Answer where the 7 people go"):
        _order(town, measure)
    with town.seen_by(town.lawyer):
        answer_rehousing(
            answer=Answer.RESERVE, words="Rooms will be held.", at=at, **here
        )
    with pytest.raises(Conflict, match="held for 0 of the 7"):
        _order(town, measure)
    with town.seen_by(town.lawyer):
        answer_rehousing(
            answer=Answer.PROVIDER,
            words="The landlord houses all of them in another house.",
            at=at,
            **here,
        )
    _order(town, measure)
    assert _state(town, measure) == "ordered"


def test_an_order_by_which_nobody_leaves_waits_for_nothing(
    town: EnforcingTown,
) -> None:
    case = town.case()
    measure = _announced(town, case)
    _order(town, measure, ends_stay=False)
    assert _state(town, measure) == "ordered"
