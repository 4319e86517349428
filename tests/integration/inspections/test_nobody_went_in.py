"""An entry that never happened: who leads says so with a reason, and no copy is due."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.inspections.contract import Kind, Visit, Warrant
from onderdak.supervision.inspections.contract.planning import close_visit, steps_of
from onderdak.supervision.inspections.contract.reports import (
    Oath,
    Said,
    Verdict,
    VisitReport,
    danger_copies_due,
    make_entry_report,
    say_of_finding,
)
from onderdak.supervision.inspections.contract.syncing import take_over_late
from onderdak.supervision.inspections.contract.warrants import (
    entries_to_note,
    say_nobody_went_in,
    warrant_of,
)
from tests.integration.conftest import SignedIn
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    OVERCROWDED,
    confirm,
    found,
    made,
    record,
    sign,
)
from tests.integration.inspections.test_correcting_entries import correct
from tests.integration.inspections.test_entries import due_at, entry, make
from tests.integration.inspections.test_warrants import ask, decide
from tests.integration.inspections.visiting import (
    MONDAY,
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
WHY = "The wrong button: we stood outside and went away."
EVENING = datetime(2026, 3, 10, 20, tzinfo=UTC)
ENTERED = {
    "entry/entered_on": "2026-03-09",
    "entry/warrant": True,
    "entry/entered": True,
}
DANGER = {"entry/serious_danger": True, "entry/entered": True}
BACK = {"entry/not_inside_because": "wrong tap"}
DOOR = "room/11111111-1111-4111-8111-111111111111"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def under_warrant(town: VisitTown, **other: Any) -> tuple[Visit, Warrant]:
    visit = town.begun()
    warrant = decide(town, ask(town, visit, **other))
    record(town, visit, ENTERED)
    return visit, warrant


def deny(town: VisitTown, visit: Visit, **other: Any) -> None:
    said: dict[str, Any] = {
        "by": town.lead,
        "address": town.houses[0],
        "why": WHY,
        "at": LATER,
    }
    given = said | other
    with town.seen_by(given["by"]), transaction.atomic():
        say_nobody_went_in(municipality=town.code, number=visit.number, **given)


def for_danger(town: VisitTown) -> list[int]:
    with town.seen_by(town.lead):
        waits = danger_copies_due(by=town.lead, municipality=town.code)
    return [visit.pk for visit, _ in waits]


def test_a_wrong_tap_that_was_noted_ends_with_a_reason(town: VisitTown) -> None:
    visit, _ = under_warrant(town)
    assert [address for address, _ in due_at(town)] == [town.houses[0]]
    with pytest.raises(Conflict, match="nobody made"):
        deny(town, visit)
    record(town, visit, BACK)
    deny(town, visit)
    # What the phone sends again of the same evening notes nothing anew.
    record(town, visit, {"place/people": "3"})
    assert due_at(town) == []
    with town.seen_by(town.lead):
        held = warrant_of(visit)
        assert held is not None
        assert (held.entered_on, held.copy_due_on) == (None, None)
        assert held.dwellings.count() == 1
        assert entries_to_note(by=town.lead, municipality=town.code) == []
        steps = [(one.what, one.reason) for one in steps_of(visit)]
        logged = AuditEvent.objects.get(action="inspections.say_nobody_went_in")
    assert ("nobody_at_0", WHY) in steps
    assert logged.detail["before"] == "2026-03-09"


def test_who_goes_in_later_owes_the_copy_of_that(town: VisitTown) -> None:
    visit, _ = under_warrant(town)
    record(town, visit, BACK)
    deny(town, visit, at=EVENING)
    record(town, visit, {"entry/not_inside_because": None}, at=LATER)
    assert [address for address, _ in due_at(town)] == [town.houses[0]]


def test_a_home_where_another_was_chosen_since_is_no_entry(town: VisitTown) -> None:
    first, second, third = town.houses[:3]
    visit, _ = under_warrant(town, dwellings=town.houses[:3])
    chosen = {f"{DOOR}/own_home": True, f"{DOOR}/named": True}
    wrong = {f"{DOOR}/dwelling": str(second), f"{DOOR}/entered": str(second)}
    record(town, visit, chosen | wrong)
    assert [address for address, _ in due_at(town)] == [first, second]
    with pytest.raises(Conflict):
        deny(town, visit, address=second)
    record(town, visit, {f"{DOOR}/dwelling": str(third)}, by=town.lead)
    deny(town, visit, address=second)
    assert [address for address, _ in due_at(town)] == [first]
    with town.seen_by(town.lead):
        held = warrant_of(visit)
        assert held is not None
        assert held.entered_on == MONDAY
    with pytest.raises(NotFound):
        deny(town, visit, address=town.houses[4])


def test_only_the_lead_says_it_in_a_sentence(town: VisitTown) -> None:
    visit, _ = under_warrant(town)
    record(town, visit, BACK)
    with pytest.raises(NotAllowed):
        deny(town, visit, by=town.second)
    with pytest.raises(Invalid):
        deny(town, visit, why="a  b")
    assert due_at(town)


def test_an_unsigned_report_of_it_gives_way_and_a_signed_one_stays(
    town: VisitTown,
) -> None:
    visit, warrant = under_warrant(town)
    record(town, visit, BACK)
    report = make(town, visit, warrant)
    sign(town, visit, report, town.lead, Oath.OATH)
    with pytest.raises(Conflict, match="signed"):
        deny(town, visit)
    other, granted = under_warrant(town)
    record(town, other, BACK)
    unsigned = make(town, other, granted)
    deny(town, other)
    with town.seen_by(town.lead):
        assert VisitReport.objects.get(pk=unsigned.pk).replaced_at == LATER


def test_an_entry_for_danger_that_nobody_made_ends_until_there_is_one(
    town: VisitTown,
) -> None:
    visit = town.begun()
    record(town, visit, DANGER)
    assert for_danger(town) == [visit.pk]
    with pytest.raises(Conflict, match="nobody made"):
        deny(town, visit, address=None)
    record(town, visit, BACK)
    deny(town, visit, address=None, at=EVENING)
    assert for_danger(town) == []
    # A later yes brings nothing back; danger does.
    yes = {"entry/now_on": "consent", "entry/left_at": None}
    record(town, visit, yes, at=LATER)
    assert for_danger(town) == []
    record(town, visit, {"entry/serious_danger": True}, at=LATER)
    assert for_danger(town) == [visit.pk]


def test_danger_after_an_entry_under_a_warrant_has_a_report_of_its_own(
    town: VisitTown,
) -> None:
    visit, _ = under_warrant(town)
    record(town, visit, DANGER)
    assert for_danger(town) == [visit.pk]
    assert [address for address, _ in due_at(town)] == [town.houses[0]]
    with town.seen_by(town.lead):
        report = make_entry_report(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            warrant=None,
            entry=entry(issued_on=None, issued_by=""),
            at=LATER,
        )
    assert report.dwelling_id is None


def test_the_pages_lead_to_it_once_it_was_said_at_the_door(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit, warrant = under_warrant(town)
    record(town, visit, DANGER)
    lead = signed_in(town.lead)
    way = reverse("visit_nobody", args=[visit.number])
    pages = [
        reverse("visit_report", args=[visit.number]),
        reverse("warrant", args=[warrant.pk]),
    ]
    assert not [one for one in pages if way in lead.get(one).content.decode()]
    assert lead.get(way).status_code == 409
    record(town, visit, BACK)
    assert all(way in lead.get(one).content.decode() for one in pages)
    second = signed_in(town.second)
    assert way not in second.get(pages[0]).content.decode()
    unsaid = lead.post(way, {"address": town.houses[0]})
    assert 'href="#id_why"' in unsaid.content.decode()
    assert second.post(way, {"address": 0, "why": WHY}).status_code == 403
    for address in (town.houses[0], 0):
        said = {"address": address, "why": WHY}
        assert lead.post(way, said)["Location"] == pages[0]
    assert (due_at(town), for_danger(town)) == ([], [])
    shown = lead.get(reverse("visit", args=[visit.number])).content.decode()
    assert shown.count(WHY) == 2


def test_a_report_that_waits_gives_way_to_what_changed_since(town: VisitTown) -> None:
    """Who signs what was made before would sign what does not stand any more."""
    visit = found(town)
    confirm(town, visit)
    first = made(town, visit)
    sign(town, visit, first, town.lead)
    (late,) = record(town, visit, {"unit/main/people": "2"}, at=LATER)
    with town.seen_by(town.lead):
        take_over_late(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            operations=[late],
            at=LATER,
        )
    with pytest.raises(Conflict, match="not the document"):
        sign(town, visit, first, town.second)


def test_a_word_on_a_finding_replaces_the_report_that_waits(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    first = made(town, visit)
    with town.seen_by(town.lead):
        say_of_finding(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            key=OVERCROWDED,
            said=Said(Verdict.DEVIATES, "Two of them moved out that day."),
            at=LATER,
        )
    with pytest.raises(Conflict, match="not the document"):
        sign(town, visit, first, town.lead)


def test_the_right_day_of_an_entry_replaces_the_findings_that_name_it(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit, warrant = under_warrant(town)
    record(town, visit, MAIN)
    with town.seen_by(town.lead):
        close_visit(by=town.lead, municipality=town.code, number=visit.number, at=LATER)
    confirm(town, visit)
    first = made(town, visit)
    correct(town, warrant, on=TUESDAY, why=WHY)
    with town.seen_by(town.lead):
        assert VisitReport.objects.get(pk=first.pk).replaced_at is not None
    again = made(town, visit)
    sign(town, visit, again, town.lead)
    lead, way = signed_in(town.lead), reverse("warrant_correct", args=[warrant.pk])
    lead.cookies["django_language"] = "en"
    assert "findings is signed" not in lead.get(way).content.decode()
    sign(town, visit, again, town.second)
    assert "findings is signed" in lead.get(way).content.decode()


def test_the_visit_is_held_before_its_warrant(town: VisitTown) -> None:
    """Every change of a visit holds it first: two would wait for each other."""
    _, warrant = under_warrant(town)
    with CaptureQueriesContext(connection) as asked:
        correct(town, warrant, on=TUESDAY, why=WHY)
    held = [
        one["sql"].split(" FROM ")[1].split('"')[1]
        for one in asked.captured_queries
        if "FOR UPDATE" in one["sql"]
    ]
    tables = [one for one in held if one.startswith("inspections_")]
    assert tables[:2] == ["inspections_visit", "inspections_warrant"]


def test_who_plans_again_holds_the_visit_that_is_looked_at_again(
    town: VisitTown,
) -> None:
    first = found(town)
    with CaptureQueriesContext(connection) as asked:
        town.planned(
            kind=Kind.REINSPECTION,
            earlier=first.number,
            failed_items=({"rule": "A08"},),
        )
    assert any(
        "FOR UPDATE" in one["sql"] and f"'{first.number}'" in one["sql"]
        for one in asked.captured_queries
    )
