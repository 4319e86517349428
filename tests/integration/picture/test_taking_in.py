"""A file of signals: every bad cell at once, no doubles, corrections, doubts."""

from datetime import date

import pytest

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.privacy.models import RetentionTerm
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, RoomClosed
from onderdak.supervision.picture.contract import (
    Purpose,
    decide_doubt,
    doubt_for,
    leave_delivery,
    looking_for,
    open_doubts,
    preview_of,
    receive_signals,
    record_signals,
)
from onderdak.supervision.picture.models import DeliveredFile, Signal
from tests.integration.picture.conftest import HEADER, ON, Picturing, line
from tests.people import OTHER
from tests.world import acting

CLERK, SUPERVISOR = Role.REGISTRY_CLERK, Role.SUPERVISOR


def _registered(world: Picturing) -> list[tuple[int, date, bool]]:
    with scope(acting(world.by(CLERK))), looking_for(Purpose.REGISTRATION):
        rows = Signal.objects.filter(source="brp").order_by("pk")
        return [(one.value, one.on_date, one.replaced_at is None) for one in rows]


def test_an_address_is_found_by_bag_number_or_postcode_and_number(
    world: Picturing,
) -> None:
    """Of the address or of its object; in columns or in words."""
    address = world.address
    found = (address.bag_id or "", (address.bag_id or "").replace("20", "01", 1))
    lines = [
        line(found[0], "registrations", 1, "brp", day="2026-01-01"),
        line(found[1], "registrations", 2, "brp", day="2026-02-01"),
        ";1234 ab;12;;inschrijvingen;3;2026-03-01;BRP;;",
        line("Kerkstraat 12, 1234AB Eenstad", "registrations", 4, "brp"),
    ]
    assert world.take_in(CLERK, *lines) == {"new": 4}
    with scope(acting(world.by(CLERK))), looking_for(Purpose.REGISTRATION):
        rows = list(Signal.objects.order_by("on_date"))
    assert {row.address_id for row in rows} == {address.pk}
    assert [row.match_level for row in rows] == ["bag_id", "bag_id", *["postcode"] * 2]


def test_every_bad_cell_is_told_at_once_by_line_and_column(world: Picturing) -> None:
    by = world.by(SUPERVISOR)
    lines = [
        line("Kerkstraat 12", "vacant", "leegstandlijst", "vacancy", day="2031-01-01"),
        line("", "vacant", "leegstandlijst", "vacancy"),
        line("Kerkstraat 12", "vacant", "regel", "onbekend"),
        line("Kerkstraat 12", "permit", "kamers", "permits"),
        ";12;12;;vacant;;2026-01-01;vacancy;;",
    ]
    with scope(acting(by)):
        made = world.receive(SUPERVISOR, *lines)
        seen = preview_of(by=by, delivery=made, today=ON)
        assert [(one.line, one.column) for one in seen.bad] == [
            *((2, "G"), (3, "A"), (4, "H"), (5, "J"), (6, "B"), (6, "F")),
        ]
        with pytest.raises(Invalid):
            record_signals(by=by, delivery=made, today=ON)
        with pytest.raises(Invalid, match="No line"):  # nothing would be recorded
            record_signals(by=by, delivery=made, today=ON, without_bad=True)


def test_a_word_where_a_number_belongs_is_refused(world: Picturing) -> None:
    by = world.by(CLERK)
    with scope(acting(by)):
        made = world.receive(CLERK, line("Kerkstraat 12", "registrations", "x", "brp"))
        (bad,) = preview_of(by=by, delivery=made, today=ON).bad
    assert (bad.line, bad.column) == (2, "F")


def test_the_same_file_again_changes_nothing(world: Picturing) -> None:
    one = line(world.address.bag_id or "", "registrations", 5, "brp")
    assert world.take_in(CLERK, one) == {"new": 1}
    assert world.take_in(CLERK, one) == {"known": 1}
    assert len(_registered(world)) == 1


def test_the_same_day_with_another_number_corrects_and_keeps_what_was(
    world: Picturing,
) -> None:
    where = world.address.bag_id or ""
    world.take_in(CLERK, line(where, "registrations", 5, "brp"))
    # The same address, written in another way.
    counts = world.take_in(
        CLERK, line("Kerkstraat 12, 1234AB", "registrations", 6, "brp")
    )
    assert counts == {"corrected": 1}
    day = date(2026, 11, 1)
    assert _registered(world) == [(5, day, False), (6, day, True)]


def test_an_older_line_never_takes_the_place_of_a_newer(world: Picturing) -> None:
    """By its reference a fact is known again; the latest day wins, in any order."""
    where = world.address.bag_id or ""

    def permit(value: str, day: str) -> str:
        return line(where, "permit", value, "permits", day=day, reference="Z-1")

    assert world.take_in(SUPERVISOR, permit("new", "2026-02-01")) == {"new": 1}
    assert world.take_in(SUPERVISOR, permit("old", "2025-02-01")) == {"known": 1}
    assert world.take_in(SUPERVISOR, permit("newer", "2026-03-01")) == {"corrected": 1}


def test_a_line_twice_in_one_file_is_refused(world: Picturing) -> None:
    one = line(world.address.bag_id or "", "registrations", 5, "brp")
    by = world.by(CLERK)
    with scope(acting(by)):
        seen = preview_of(by=by, delivery=world.receive(CLERK, one, one), today=ON)
    assert [bad.line for bad in seen.bad] == [3]


def test_an_addition_is_never_guessed_and_one_answer_settles_all(
    world: Picturing,
) -> None:
    words = "Kerkstraat 12 bis, 1234AB Eenstad"
    lines = [
        line(words, "registrations", 5, "brp"),
        line(words, "vacant", "leegstandlijst", "vacancy"),
    ]
    assert world.take_in(CLERK, *lines) == {"doubtful": 2}
    by = world.by(CLERK)
    with scope(acting(by)):
        first, second = open_doubts(by=by, municipality=world.town, today=ON)
        known = doubt_for(by=by, doubt=first.id, today=ON)
        assert world.address.pk in [one.pk for one, _weight in known.candidates]
        decide_doubt(by=by, doubt=first.id, address=world.address, today=ON)
        assert open_doubts(by=by, municipality=world.town, today=ON) == []
        with pytest.raises(Conflict):
            decide_doubt(by=by, doubt=second.id, address=None, today=ON)
    assert _registered(world) == [(5, date(2026, 11, 1), True)]
    later = line(words, "registrations", 6, "brp", day="2026-11-20")
    assert world.take_in(CLERK, later) == {"new": 1}


def test_none_of_these_is_remembered_too(world: Picturing) -> None:
    words = "Verweggistraat 900, 9999ZZ Elders"
    world.take_in(CLERK, line(words, "registrations", 5, "brp"))
    by = world.by(CLERK)
    with scope(acting(by)):
        (one,) = open_doubts(by=by, municipality=world.town, today=ON)
        decide_doubt(by=by, doubt=one.id, address=None, today=ON)
    later = line(words, "registrations", 5, "brp", day="2026-11-20")
    assert world.take_in(CLERK, later) == {"elsewhere": 1}
    assert _registered(world) == []


def test_an_address_of_another_municipality_is_not_taken(world: Picturing) -> None:
    where = world.there.bag_id or ""
    assert world.take_in(CLERK, line(where, "registrations", 5, "brp")) == {
        "doubtful": 1
    }


def test_leaving_a_file_keeps_nothing_of_it(world: Picturing) -> None:
    by = world.by(CLERK)
    with scope(acting(by)):
        made = world.receive(
            CLERK, line(world.address.bag_id or "", "registrations", 5, "brp")
        )
        leave_delivery(by=by, delivery=made)
        with looking_for(Purpose.TAKING_IN):
            assert not DeliveredFile.objects.exists()
        with pytest.raises(Conflict):
            record_signals(by=by, delivery=made, today=ON)
    assert _registered(world) == []


def test_a_file_without_our_columns_says_which_are_needed(world: Picturing) -> None:
    by = world.by(CLERK)
    with scope(acting(by)), pytest.raises(Invalid) as refused:
        receive_signals(
            by=by,
            municipality=world.town,
            data=b"naam;plaats\nx;y\n",
            filename="x.csv",
            today=ON,
        )
    assert "adres" in str(refused.value)
    assert HEADER.startswith("adres;postcode")


def test_nobody_takes_in_for_another_town_or_without_the_task(
    world: Picturing,
) -> None:
    known = {"data": b"", "filename": "x.csv", "today": ON}
    for by in (world.by(CLERK, OTHER), world.by(Role.PRIVACY_OFFICER)):
        with scope(acting(by)), pytest.raises(NotAllowed):
            receive_signals(by=by, municipality=world.town, **known)


def test_without_a_term_nothing_comes_in(world: Picturing) -> None:
    """How long signals are kept must be decided before the first one is."""
    town = world.town
    by = world.by(CLERK)
    with scope(acting(by)):
        RetentionTerm.objects.filter(municipality_id=town, room="picture").delete()
        with pytest.raises(RoomClosed):
            world.receive(CLERK, line("x", "registrations", 5, "brp"))
