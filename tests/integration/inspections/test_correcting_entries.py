"""A wrong day of an entry is corrected with the reason, and the term follows it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.inspections.contract import Visit, Warrant
from onderdak.supervision.inspections.contract.planning import steps_of
from onderdak.supervision.inspections.contract.reports import Oath, VisitReport
from onderdak.supervision.inspections.contract.warrants import correct_entry
from tests.integration.conftest import SignedIn
from tests.integration.inspections.reporting import sign
from tests.integration.inspections.test_entries import (
    FRIDAY,
    due_at,
    make,
    two_entered,
)
from tests.integration.inspections.visiting import MONDAY, VisitTown, make_visit_town

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 3, 11)
WHY = "The phone was a day ahead; the colleague noted Monday."


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def correct(town: VisitTown, warrant: Warrant, **other: Any) -> Warrant:
    said: dict[str, Any] = {
        "by": town.lead,
        "address": town.houses[0],
        "on": MONDAY,
        "why": WHY,
        "at": FRIDAY,
    }
    given = said | other
    with town.seen_by(given["by"]):
        return correct_entry(municipality=town.code, warrant=warrant.pk, **given)


def history(town: VisitTown, visit: Visit) -> list[tuple[str, str]]:
    with town.seen_by(town.lead):
        return [(one.what, one.reason) for one in steps_of(visit)]


def test_the_right_day_moves_the_copy_of_that_dwelling_alone(town: VisitTown) -> None:
    visit, warrant = two_entered(town)
    first, second = town.houses[:2]
    assert due_at(town) == [(first, date(2026, 3, 14)), (second, date(2026, 3, 15))]
    after = correct(town, warrant)
    assert due_at(town) == [(first, date(2026, 3, 13)), (second, date(2026, 3, 15))]
    assert (after.entered_on, after.copy_due_on) == (MONDAY, date(2026, 3, 13))
    # The first entry of all counts for the warrant, also where it turns out later.
    after = correct(town, warrant, on=date(2026, 3, 12), why="It was Thursday night.")
    assert after.entered_on == WEDNESDAY
    assert [one for one in history(town, visit) if one[0] == "correct_entry"] == [
        ("correct_entry", "It was Thursday night."),
        ("correct_entry", WHY),
    ]
    with town.seen_by(town.lead):
        events = AuditEvent.objects.filter(action="inspections.correct_entry")
        logged = events.earliest("pk")
    assert (logged.detail["before"], logged.detail["on"]) == (
        "2026-03-10",
        "2026-03-09",
    )
    assert logged.detail["why"] == WHY


def test_a_report_that_says_the_wrong_day_gives_way_unless_it_is_signed(
    town: VisitTown,
) -> None:
    visit, warrant = two_entered(town)
    first = make(town, visit, warrant)
    other = make(town, visit, warrant, town.houses[1], place="Lindelaan 2")
    sign(town, visit, other, town.lead, Oath.OATH)
    correct(town, warrant)
    correct(town, warrant, address=town.houses[1], on=date(2026, 3, 12))
    with town.seen_by(town.lead):
        standing = VisitReport.objects.filter(visit=visit, replaced_at=None)
        left = set(standing.values_list("pk", flat=True))
    assert (first.pk in left, other.pk in left) == (False, True)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"why": "a   b   c   d"}, Invalid),
        ({"on": date(2026, 3, 10)}, Invalid),
        ({"on": date(2026, 3, 14)}, Invalid),
        ({"on": date(2026, 3, 8)}, Conflict),
    ],
)
def test_what_cannot_be_is_refused(
    town: VisitTown, wrong: dict[str, Any], fault: type[Exception]
) -> None:
    _, warrant = two_entered(town)
    with pytest.raises(fault):
        correct(town, warrant, **wrong)
    assert due_at(town)[0] == (town.houses[0], date(2026, 3, 14))


def test_only_of_a_dwelling_that_was_entered_and_by_who_goes(town: VisitTown) -> None:
    _, warrant = two_entered(town)
    with pytest.raises(Conflict, match="nothing to correct"):
        correct(town, warrant, address=town.houses[2])
    with pytest.raises(NotFound):
        correct(town, warrant, address=town.houses[4])
    with pytest.raises(NotAllowed):
        correct(town, warrant, by=town.mayor)


def test_the_page_of_a_warrant_leads_to_it(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit, warrant = two_entered(town)
    lead, way = signed_in(town.lead), reverse("warrant_correct", args=[warrant.pk])
    here = reverse("warrant", args=[warrant.pk])
    assert way in lead.get(here).content.decode()
    said = {"address": town.houses[0], "on": "2026-03-09"}
    unsaid = lead.post(way, said)
    assert 'href="#id_why"' in unsaid.content.decode()
    assert lead.post(way, said | {"why": WHY})["Location"] == here
    assert due_at(town)[0] == (town.houses[0], date(2026, 3, 13))
    page = lead.get(reverse("visit", args=[visit.number])).content.decode()
    assert WHY in page
    mayor = signed_in(town.mayor)
    assert way not in mayor.get(here).content.decode()
    assert mayor.post(way, said | {"why": WHY}).status_code == 403
