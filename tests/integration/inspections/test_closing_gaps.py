"""Entries per dwelling, what came late, lists as files, and telling the provider."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from onderdak.kernel.errors import Conflict, NotFound
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.reports import (
    danger_copies_due,
    findings_of,
)
from onderdak.supervision.inspections.contract.syncing import (
    keep_operations,
    recorded,
    take_over_late,
)
from onderdak.supervision.inspections.contract.warrants import (
    ask_warrant,
    decide_warrant,
    entered_at_night,
    entries_to_note,
    hour_of_entry,
    may_enter_now,
    note_entry,
)
from onderdak.supervision.inspections.domain.report_data import Consent
from onderdak.supervision.inspections.models import VisitPhoto, WarrantDwelling
from onderdak.supervision.inspections.report_gathering import gathered
from tests.integration.inspections.reporting import LATER, MAIN, found, record
from tests.integration.inspections.test_round import _client
from tests.integration.inspections.visiting import (
    MONDAY,
    NOW,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
HOME = "room/11111111-1111-4111-8111-111111111111"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _granted(town: VisitTown, visit: Visit) -> int:
    """A warrant for the dwelling of the visit and one other."""
    with town.seen_by(town.lead):
        asked = ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            request=town.request(dwellings=town.houses[:2]),
            at=NOW,
        )
    with town.seen_by(town.mayor):
        decide_warrant(
            by=town.mayor,
            municipality=town.code,
            warrant=asked.pk,
            grant=True,
            words="Overcrowding is likely, and consent was refused.",
            at=NOW,
        )
    return int(asked.pk)


def _days(town: VisitTown, warrant: int) -> dict[int, date | None]:
    with town.seen_by(town.lead):
        rows = WarrantDwelling.objects.filter(warrant_id=warrant)
        return {row.address_id: row.entered_on for row in rows}


def test_each_dwelling_of_a_warrant_has_its_own_day_of_entry(town: VisitTown) -> None:
    visit = town.begun()
    warrant = _granted(town, visit)
    first, second, third = town.houses[:3]
    with town.seen_by(town.lead):
        may = [may_enter_now(visit, at=NOW, address=one).may for one in town.houses[:3]]
        about = {"by": town.lead, "municipality": town.code, "warrant": warrant}
        note_entry(**about, on=MONDAY, address=first)
        note_entry(**about, on=date(2026, 3, 10), address=second)
        with pytest.raises(NotFound):
            note_entry(**about, on=MONDAY, address=third)
        with pytest.raises(Conflict):
            note_entry(**about, on=MONDAY, address=second)
    assert may == [True, True, False]
    assert _days(town, warrant) == {first: MONDAY, second: date(2026, 3, 10)}


def test_a_home_that_the_warrant_names_is_entered_under_it_in_the_report(
    town: VisitTown,
) -> None:
    visit = town.begun()
    warrant = _granted(town, visit)
    typed = {
        **{
            "entry/warrant": True,
            "entry/entered": True,
            "entry/entered_on": "2026-03-09",
        },
        **{f"{HOME}/name": "Kamer 1", f"{HOME}/kind": "bedroom"},
        **{f"{HOME}/own_home": True, f"{HOME}/named": True},
        f"{HOME}/dwelling": str(town.houses[1]),
        f"{HOME}/entered": str(town.houses[1]),
    }
    record(town, visit, typed)
    assert set(_days(town, warrant).values()) == {MONDAY}
    with town.seen_by(town.lead):
        data = gathered(visit, recorded(visit))
    [room] = data.rooms
    assert room.consent is Consent.WARRANT
    assert ("A home of its own", "yes") in room.rows or (
        "Een eigen woning",
        "ja",
    ) in room.rows
    assert sum("Lindelaan" in value for _label, value in data.warrant) == 2


@pytest.mark.parametrize(
    "besides",
    [
        {f"{HOME}/named": False},
        {f"{HOME}/own_home": False},
        {f"{HOME}/own_home": None},
        {f"{HOME}/gone": "It is the same room."},
        # Which dwelling it is, alone says nothing of going in.
        {f"{HOME}/entered": None},
        # Another was chosen after the tap: nobody tapped for that one.
        {f"{HOME}/dwelling": "0"},
    ],
)
def test_a_home_that_was_not_entered_under_the_warrant_has_no_day(
    town: VisitTown, besides: dict[str, object]
) -> None:
    visit = town.begun()
    warrant = _granted(town, visit)
    typed = {
        "entry/warrant": True,
        "entry/entered": True,
        "entry/entered_on": "2026-03-09",
        f"{HOME}/kind": "bedroom",
        f"{HOME}/own_home": True,
        f"{HOME}/named": True,
        f"{HOME}/dwelling": str(town.houses[1]),
        f"{HOME}/entered": str(town.houses[1]),
    }
    record(town, visit, typed | besides)
    assert _days(town, warrant) == {town.houses[0]: MONDAY, town.houses[1]: None}


def test_a_home_that_the_warrant_does_not_name_is_not_entered_under_it(
    town: VisitTown,
) -> None:
    visit = town.begun()
    warrant = _granted(town, visit)
    typed = {
        "entry/warrant": True,
        "entry/entered": True,
        "entry/entered_on": "2026-03-09",
        f"{HOME}/kind": "bedroom",
        f"{HOME}/own_home": True,
        f"{HOME}/named": True,
        f"{HOME}/dwelling": str(town.houses[2]),
        f"{HOME}/entered": str(town.houses[2]),
    }
    record(town, visit, typed)
    assert set(_days(town, warrant).values()) == {MONDAY, None}
    with town.seen_by(town.lead):
        [room] = gathered(visit, recorded(visit)).rooms
    assert room.consent is not Consent.WARRANT


def test_the_copy_is_due_by_the_first_entry_in_whichever_order_they_are_noted(
    town: VisitTown,
) -> None:
    visit = town.begun()
    about = {"municipality": town.code, "warrant": _granted(town, visit)}
    first, second = town.houses[:2]
    with town.seen_by(town.lead):
        note_entry(by=town.lead, **about, on=date(2026, 3, 10), address=first)
        noted = note_entry(by=town.lead, **about, on=MONDAY, address=second)
    assert (noted.entered_on, noted.copy_due_on) == (MONDAY, date(2026, 3, 13))


def _sent(
    town: VisitTown, visit: Visit, typed: dict[str, tuple[object, str]], at: datetime
) -> None:
    """Keep what a phone sends, each value typed at a moment by its own clock."""
    device = str(uuid4())
    operations = [
        {
            **{"id": str(uuid4()), "device": device, "n": n, "path": path},
            **{"typed": value, "replaces": [], "at": said},
        }
        for n, (path, (value, said)) in enumerate(typed.items(), start=1)
    ]
    with town.seen_by(town.lead):
        keep_operations(by=town.lead, visit=visit.pk, operations=operations, at=at)


@pytest.mark.parametrize(
    ("said", "own_day"),
    [
        ("2026-03-10T09:15:00+01:00", date(2026, 3, 10)),
        # No clock is believed that runs ahead, or behind the visit itself.
        ("2026-03-19T09:15:00+01:00", MONDAY),
        ("2026-03-01T09:15:00+01:00", MONDAY),
    ],
)
def test_a_home_that_was_entered_a_day_later_has_that_day_of_its_own(
    town: VisitTown, said: str, own_day: date
) -> None:
    visit = town.begun()
    warrant = _granted(town, visit)
    evening = "2026-03-09T20:05:00+01:00"
    typed = {
        "entry/warrant": (True, evening),
        "entry/entered": (True, evening),
        "entry/entered_on": ("2026-03-09", evening),
        f"{HOME}/own_home": (True, evening),
        f"{HOME}/named": (True, evening),
        f"{HOME}/dwelling": (str(town.houses[1]), evening),
        f"{HOME}/entered": (str(town.houses[1]), said),
    }
    _sent(town, visit, typed, datetime(2026, 3, 10, 12, tzinfo=UTC))
    assert _days(town, warrant) == {town.houses[0]: MONDAY, town.houses[1]: own_day}


def test_a_day_on_which_the_warrant_held_no_more_keeps_no_other_from_being_noted(
    town: VisitTown,
) -> None:
    visit = town.begun()
    warrant = _granted(town, visit)
    evening, later = "2026-03-09T20:05:00+01:00", "2026-03-20T20:05:00+01:00"
    typed = {
        f"{HOME}/own_home": (True, evening),
        f"{HOME}/named": (True, evening),
        f"{HOME}/dwelling": (str(town.houses[1]), evening),
        f"{HOME}/entered": (str(town.houses[1]), later),
        "entry/warrant": (True, evening),
        "entry/entered": (True, evening),
        "entry/entered_on": ("2026-03-09", evening),
    }
    _sent(town, visit, typed, datetime(2026, 3, 20, 21, tzinfo=UTC))
    assert _days(town, warrant) == {town.houses[0]: MONDAY, town.houses[1]: None}
    with town.seen_by(town.lead):
        waits = entries_to_note(by=town.lead, municipality=town.code)
    assert [one.pk for one in waits] == [warrant]


def test_a_later_yes_leaves_the_report_of_an_entry_for_danger_due(
    town: VisitTown,
) -> None:
    visit = town.begun()
    typed = {
        "entry/serious_danger": True,
        "entry/entered": True,
        "entry/consent": "given",
        "entry/now_on": "consent",
    }
    record(town, visit, typed)
    with town.seen_by(town.lead), translation.override("nl"):
        waiting = danger_copies_due(by=town.lead, municipality=town.code)
        rows = gathered(visit, recorded(visit)).entry
    assert [each.pk for each, _due in waiting] == [visit.pk]
    assert ("Daarna binnen op grond van", "toestemming") in rows


def test_it_was_night_when_somebody_went_in_and_not_when_a_phone_sent(
    town: VisitTown,
) -> None:
    visit = town.begun()
    record(town, visit, {"entry/hour": 3})
    with town.seen_by(town.lead):
        assert hour_of_entry(visit) == 3
        assert entered_at_night(visit)
    day = town.begun(address=town.houses[1])
    with town.seen_by(town.lead):
        assert hour_of_entry(day) == 11
        assert not entered_at_night(day)


def test_an_entry_for_danger_waits_for_its_copy_on_the_first_page(
    town: VisitTown,
) -> None:
    visit = town.begun()
    record(town, visit, {"entry/serious_danger": True, "entry/entered": True})
    with town.seen_by(town.lead):
        [(waits, due)] = danger_copies_due(by=town.lead, municipality=town.code)
    assert (waits.pk, due) == (visit.pk, date(2026, 3, 13))
    page = _client(town.lead).get(reverse("home")).content.decode()
    assert reverse("visit_report", args=[visit.number]) in page


def test_what_counts_after_all_is_judged_and_a_late_photo_is_listed(
    town: VisitTown,
) -> None:
    visit = found(town, {"unit/main/use": "dwelling", "unit/main/people": "7"})
    with town.seen_by(town.lead):
        assert not findings_of(by=town.lead, visit=visit).breaches
    late = record(town, visit, {"unit/main/floor_area": "60"}, at=LATER)
    with town.seen_by(town.lead):
        take_over_late(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            operations=late,
            at=LATER,
        )
        keys = findings_of(by=town.lead, visit=visit).unsaid
        assert "A01@" in keys
        VisitPhoto.objects.create(
            **{
                "municipality_id": town.code,
                "visit": visit,
                "by_id": town.lead.user_id,
            },
            **{"uid": "22222222-2222-4222-8222-222222222222", "image": b"x"},
            **{"sha256_sent": "a" * 64, "sha256_kept": "a" * 64, "bytes": 1},
            **{"thumbnail": b"x", "drawn_anew": False, "scanned": False},
            **{"received_at": LATER, "late": True},
        )
        told = gathered(visit, recorded(visit)).late
    assert [one.value for one in told] == ["a" * 64]


def test_the_lists_of_warrants_and_of_what_was_typed_go_along_as_files(
    town: VisitTown,
) -> None:
    visit = town.begun()
    _granted(town, visit)
    record(town, visit, MAIN)
    client = _client(town.lead)
    listed = b"".join(client.get(reverse("warrants_csv"))).decode()
    assert "Lindelaan 1" in listed
    typed = b"".join(
        client.get(reverse("visit_typed_csv", args=[visit.number]))
    ).decode()
    assert "unit/main/people" in typed
    assert client.get(reverse("warrants_xlsx")).getvalue()[:2] == b"PK"
    page = client.get(reverse("visit_typed", args=[visit.number])).content.decode()
    assert reverse("visit_typed_xlsx", args=[visit.number]) in page


def test_the_link_of_the_integral_checks_begins_with_that_kind(town: VisitTown) -> None:
    client = _client(town.lead)
    page = client.get(
        reverse("visit_new"), {"kind": "integral", "address": str(town.houses[0])}
    ).content.decode()
    assert re.search(r'value="integral"[^>]*(checked|selected)', page)
    search = client.get(reverse("visit_new"), {"kind": "integral", "q": "Lindelaan"})
    assert "kind=integral" in search.content.decode()
