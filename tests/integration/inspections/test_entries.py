"""The report of an entry without consent: what it says, and the resident's copy."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.inspections.contract import Visit, Warrant
from onderdak.supervision.inspections.contract.reports import (
    CopyState,
    EntryReport,
    HandedHow,
    Handing,
    Oath,
    ReportOn,
    VisitReport,
    copies_due,
    make_entry_report,
    note_copy,
    reports_of,
)
from onderdak.supervision.inspections.contract.warrants import (
    ask_warrant,
    decide_warrant,
    note_entry,
)
from tests.integration.conftest import SignedIn
from tests.integration.inspections.reporting import LATER, found, record, sign
from tests.integration.inspections.visiting import (
    NOW,
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 14)
FRIDAY = datetime(2026, 3, 13, 9, tzinfo=UTC)


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def entered(town: VisitTown) -> tuple[Visit, Warrant]:
    """A visit on which somebody entered under a warrant."""
    visit = town.planned()
    with town.seen_by(town.lead):
        asked = ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            request=town.request(),
            at=NOW,
        )
    with town.seen_by(town.mayor):
        decide_warrant(
            by=town.mayor,
            municipality=town.code,
            warrant=asked.pk,
            grant=True,
            words="The danger of fire weighs more.",
            at=NOW,
        )
    with town.seen_by(town.lead):
        return visit, note_entry(
            by=town.lead, municipality=town.code, warrant=asked.pk, on=TUESDAY
        )


def entry(**other: object) -> EntryReport:
    said = {
        "who": ["E. Voorbeeld, toezichthouder"],
        "issued_on": date(2026, 3, 9),
        "issued_by": "de burgemeester van Eenstad",
        "provisions": ["Huisvestingswet 2014 art. 34"],
        "place": "Lindelaan 1",
        "at_whose": "niet bekend",
        "manner": "Met een sleutel van de verhuurder.",
        "entered_at": "19:05",
        "left_at": "19:40",
        "done": "De kamers zijn bekeken en de bewoners geteld.",
    }
    return EntryReport(**(said | other))


def make(
    town: VisitTown,
    visit: Visit,
    warrant: Warrant,
    address: int | None = None,
    **other: object,
) -> VisitReport:
    with town.seen_by(town.lead):
        return make_entry_report(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            warrant=warrant.pk,
            entry=entry(**other),
            at=LATER,
            address=address,
        )


def on(town: VisitTown, visit: Visit, day: date) -> ReportOn:
    with town.seen_by(town.lead):
        return reports_of(by=town.lead, visit=visit, on=day)[0]


@pytest.mark.parametrize(
    "missing", ["at_whose", "manner", "entered_at", "left_at", "done", "issued_by"]
)
def test_the_report_says_all_that_the_law_asks(town: VisitTown, missing: str) -> None:
    visit, warrant = entered(town)
    with pytest.raises(Invalid):
        make(town, visit, warrant, **{missing: " "})
    with pytest.raises(Invalid):
        make(town, visit, warrant, urgent=True)


def test_the_copy_is_due_by_the_fourth_day_and_alarms(town: VisitTown) -> None:
    """Q10: entered Tue 10-3-2026, copy by Sat 14-3."""
    visit, warrant = entered(town)
    with town.seen_by(town.lead):
        due = copies_due(by=town.lead, municipality=town.code)
        assert [one.warrant_id for one in due] == [warrant.pk]
    report = make(town, visit, warrant)
    assert on(town, visit, DUE).copy is CopyState.TO_HAND_OVER
    assert on(town, visit, date(2026, 3, 15)).copy is CopyState.LATE
    with pytest.raises(Conflict):
        hand(town, visit, report, HandedHow.LETTERBOX)
    with pytest.raises(Invalid):
        sign(town, visit, report, town.lead)
    sign(town, visit, report, town.lead, Oath.PROMISE)
    hand(town, visit, report, HandedHow.LETTERBOX)
    assert on(town, visit, date(2026, 3, 15)).copy is CopyState.HANDED
    with town.seen_by(town.lead):
        assert copies_due(by=town.lead, municipality=town.code) == []


def two_entered(town: VisitTown) -> tuple[Visit, Warrant]:
    """A visit on which two homes were entered under one warrant, a day apart."""
    visit = town.planned()
    with town.seen_by(town.lead):
        asked = ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            request=town.request(dwellings=town.houses[:3]),
            at=NOW,
        )
    with town.seen_by(town.mayor):
        decide_warrant(
            by=town.mayor,
            municipality=town.code,
            warrant=asked.pk,
            grant=True,
            words="The danger of fire weighs more.",
            at=NOW,
        )
    with town.seen_by(town.lead):
        about = {"by": town.lead, "municipality": town.code, "warrant": asked.pk}
        note_entry(**about, on=TUESDAY)
        entered_both = note_entry(**about, on=date(2026, 3, 11), address=town.houses[1])
    return visit, entered_both


def due_at(town: VisitTown) -> list[tuple[int, date | None]]:
    """Where a resident waits for a copy, and until when."""
    with town.seen_by(town.lead):
        waits = copies_due(by=town.lead, municipality=town.code)
    return [(one.address_id, one.copy_due_on) for one in waits]


def test_the_copy_for_one_resident_is_none_for_another(town: VisitTown) -> None:
    visit, warrant = two_entered(town)
    first, second, third = town.houses[:3]
    next_day = date(2026, 3, 15)
    assert due_at(town) == [(first, DUE), (second, next_day)]
    report = make(town, visit, warrant)
    sign(town, visit, report, town.lead, Oath.OATH)
    hand(town, visit, report, HandedHow.IN_HAND)
    assert due_at(town) == [(second, next_day)]
    other = make(town, visit, warrant, second, place="Lindelaan 2")
    shown = on(town, visit, DUE)
    assert (shown.due, shown.copy) == (next_day, CopyState.TO_HAND_OVER)
    # The report of the first is signed; that of the other is no second one of it.
    sign(town, visit, other, town.lead, Oath.OATH)
    hand(town, visit, other, HandedHow.LETTERBOX)
    assert due_at(town) == []
    for again in (None, second):
        with pytest.raises(Conflict, match="signed"):
            make(town, visit, warrant, again)
    with pytest.raises(Conflict, match="Nobody entered"):
        make(town, visit, warrant, third)


def test_each_home_that_was_entered_has_its_own_line_until_its_report_is_made(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit, warrant = two_entered(town)
    client, page = signed_in(town.lead), reverse("visit_report", args=[visit.number])
    with town.seen_by(town.lead):
        named = list(warrant.dwellings.order_by("place"))
    ways = [
        reverse("visit_entry_report", args=[visit.number, warrant.pk, one.pk])
        for one in named
    ]
    shown = client.get(page).content.decode()
    assert [way in shown for way in ways] == [True, True, False]
    said = {
        "at_whose": "niet bekend",
        "manner": "Met een sleutel van de verhuurder.",
        "entered_at": "19:05",
        "left_at": "19:25",
        "done": "De kamers zijn bekeken.",
    }
    assert client.post(ways[1], said).status_code == 302
    with town.seen_by(town.lead):
        [made_of] = reports_of(by=town.lead, visit=visit, on=DUE)
    assert made_of.dwelling is not None
    assert made_of.dwelling.address_id == town.houses[1]
    elsewhere = reverse("visit_entry_report", args=[visit.number, warrant.pk, 0])
    assert client.get(elsewhere).status_code == 404


def hand(town: VisitTown, visit: Visit, report: VisitReport, how: HandedHow) -> None:
    with town.seen_by(town.lead):
        note_copy(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            report=report.uid,
            handing=Handing(how, date(2026, 3, 13)),
            at=FRIDAY,
        )


def test_what_could_not_be_handed_over_lies_ready_for_six_months(
    town: VisitTown,
) -> None:
    visit, warrant = entered(town)
    report = make(town, visit, warrant)
    sign(town, visit, report, town.lead, Oath.OATH)
    hand(town, visit, report, HandedHow.UNDELIVERABLE)
    kept = on(town, visit, date(2026, 9, 10))
    assert kept.copies[-1].kept_until == date(2026, 9, 10)
    assert kept.copy is CopyState.KEPT
    assert on(town, visit, date(2026, 9, 11)).copy is CopyState.NO_LONGER_KEPT


def test_without_an_entry_there_is_no_report_of_one(town: VisitTown) -> None:
    visit = found(town)
    with town.seen_by(town.lead), pytest.raises(Conflict):
        make_entry_report(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            warrant=1,
            entry=entry(),
            at=LATER,
        )


def test_an_entry_for_serious_danger_needs_no_warrant_and_a_copy_all_the_same(
    town: VisitTown,
) -> None:
    visit = town.begun()
    asked: dict[str, Any] = {
        "by": town.lead,
        "municipality": town.code,
        "number": visit.number,
        "warrant": None,
        "entry": entry(issued_on=None, issued_by=""),
        "at": LATER,
    }
    with town.seen_by(town.lead), pytest.raises(Conflict), transaction.atomic():
        make_entry_report(**asked)
    typed = {"entry/serious_danger": True, "entry/entered": True}
    record(town, visit, typed, at=datetime(2026, 3, 10, 20, tzinfo=UTC))
    with town.seen_by(town.lead):
        report = make_entry_report(**asked)
    sign(town, visit, report, town.lead, Oath.OATH)
    with town.seen_by(town.lead):
        (on,) = reports_of(by=town.lead, visit=visit, on=DUE)
        assert (on.due, on.copy) == (DUE, CopyState.TO_HAND_OVER)
        note_copy(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            report=report.uid,
            handing=Handing(HandedHow.IN_HAND, FRIDAY.date()),
            at=FRIDAY,
        )
        # An entry without a warrant hides no other copy that is due.
        assert copies_due(by=town.lead, municipality=town.code) == []
    _, warrant = entered(town)
    with town.seen_by(town.lead):
        due = copies_due(by=town.lead, municipality=town.code)
        assert [one.warrant_id for one in due] == [warrant.pk]


def test_the_page_makes_the_report_of_an_entry_for_danger(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit, client = town.begun(), signed_in(town.lead)
    record(town, visit, {"entry/serious_danger": True, "entry/entered": True})
    here = reverse("visit_danger_report", args=[visit.number])
    page = client.get(reverse("visit_report", args=[visit.number]))
    assert here in page.content.decode()
    assert client.get(here).status_code == 200
    said = {
        "at_whose": "niet bekend",
        "manner": "De deur stond open; er was rook.",
        "entered_at": "19:05",
        "left_at": "19:25",
        "done": "Wij brachten iedereen naar buiten.",
    }
    assert client.post(here, said).status_code == 302
