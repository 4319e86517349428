"""Further dwellings of a visit: each with its own consent, entry and hour."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from onderdak.supervision.inspections.contract.syncing import (
    keep_operations,
    recorded,
)
from onderdak.supervision.inspections.contract.warrants import (
    entered_at_night,
    hour_of_entry,
)
from onderdak.supervision.inspections.domain.report_data import Consent
from onderdak.supervision.inspections.report_gathering import gathered
from tests.integration.inspections.reporting import record
from tests.integration.inspections.test_closing_gaps import (
    HOME,
    MONDAY,
    _days,
    _granted,
)
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db
KITCHEN = "room/22222222-2222-4222-8222-222222222222"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _tapped(town: VisitTown) -> dict[str, object]:
    """A home of the warrant at whose own door somebody tapped, at five at night."""
    return {
        **{f"{HOME}/kind": "bedroom", f"{HOME}/own_home": True, f"{HOME}/named": True},
        **{f"{HOME}/consent": "refused", f"{HOME}/hour": 5},
        f"{HOME}/dwelling": str(town.houses[1]),
        f"{HOME}/entered": str(town.houses[1]),
    }


def _let_in() -> dict[str, object]:
    return {"entry/consent": "given", "entry/entered": True, "entry/hour": 20}


def test_a_second_that_refuses_is_entered_under_the_warrant_after_a_yes_at_the_first(
    town: VisitTown,
) -> None:
    """The first was entered on its yes, so no copy is due there."""
    visit = town.begun()
    warrant = _granted(town, visit)
    record(town, visit, _let_in() | _tapped(town))
    assert _days(town, warrant) == {town.houses[0]: None, town.houses[1]: MONDAY}
    with town.seen_by(town.lead):
        [room] = gathered(visit, recorded(visit)).rooms
    assert room.consent is Consent.WARRANT
    # The tap itself is no line of its own beside which dwelling it was.
    assert [value for _name, value in room.rows].count(str(town.houses[1])) == 1


def test_each_dwelling_has_the_hour_of_its_own_door(town: VisitTown) -> None:
    visit = town.begun()
    _granted(town, visit)
    record(town, visit, _let_in() | _tapped(town))
    with town.seen_by(town.lead):
        hours = [hour_of_entry(visit, one) for one in town.houses[:2]]
        nights = [entered_at_night(visit, one) for one in town.houses[:2]]
    assert hours == [20, 5]
    assert nights == [False, True]


@pytest.mark.parametrize(
    ("unit", "said", "consent"),
    [
        ("main", {}, Consent.WARRANT),
        ("two", {}, Consent.NOT_ASKED),
        ("two", {"unit/two/consent": "given"}, Consent.GIVEN),
        ("two", {"unit/two/consent": "refused"}, Consent.REFUSED),
    ],
)
def test_the_warrant_for_the_first_dwelling_is_none_for_a_kitchen_elsewhere(
    town: VisitTown, unit: str, said: dict[str, object], consent: Consent
) -> None:
    visit = town.begun()
    _granted(town, visit)
    typed = {
        **{"entry/warrant": True, "entry/entered": True},
        **{f"{KITCHEN}/kind": "kitchen", f"{KITCHEN}/unit": unit},
    }
    record(town, visit, typed | said)
    with town.seen_by(town.lead):
        [room] = gathered(visit, recorded(visit)).rooms
    assert room.consent is consent


@pytest.mark.parametrize(
    ("why", "own_day"), [(None, MONDAY), ("A wrong tap.", date(2026, 3, 10))]
)
def test_a_tap_after_which_nobody_went_in_gives_no_day_to_the_entry_that_came(
    town: VisitTown, why: str | None, own_day: date
) -> None:
    """Without such a reason somebody came back in, and the first entry counts."""
    visit = town.begun()
    warrant = _granted(town, visit)
    evening, morning = "2026-03-09T20:05:00+01:00", "2026-03-10T09:15:00+01:00"
    typed = [(path, said, evening) for path, said in _tapped(town).items()]
    typed += [
        (f"{HOME}/not_inside_because", why, evening),
        (f"{HOME}/entered", str(town.houses[1]), morning),
        (f"{HOME}/not_inside_because", None, morning),
    ]
    last: dict[str, str] = {}
    operations = []
    device = str(uuid4())
    for n, (path, said, at) in enumerate(typed, start=1):
        made: dict[str, object] = {
            "id": str(uuid4()),
            "device": device,
            "n": n,
            "path": path,
            "at": at,
        }
        replaces = [last[path]] if path in last else []
        operations.append(made | {"typed": said, "replaces": replaces})
        last[path] = str(made["id"])
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    with town.seen_by(town.lead):
        keep_operations(by=town.lead, visit=visit.pk, operations=operations, at=noon)
    assert _days(town, warrant)[town.houses[1]] == own_day
