"""What is handed in is bounded: work, depth, length, and the calendar."""

from datetime import date
from typing import Any

import pytest

from onderdak.kernel.errors import UserError
from onderdak.rules import (
    Judge,
    Limits,
    UnreadableFacts,
    load,
    load_catalogue,
    load_norms,
    national_folder,
    pack,
    read_facts,
)
from onderdak.rules.findings.describing import described
from onderdak.rules.locations import reading
from onderdak.rules.terms import term, with_terms

BOOK, CATALOGUE = load(national_folder()), load_catalogue()
NORMS = load_norms(BOOK, CATALOGUE)
FULL = {"units": [{"use": "dwelling", "floor_area": "95 m2", "people": 8}]}


def refused(raw: object, **more: Any) -> list[str]:
    with pytest.raises(UnreadableFacts) as slips:
        read_facts(raw, CATALOGUE, **more)
    return [fault.what.msgid for fault in slips.value.faults]


def test_names_are_likened_for_the_first_slips_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Comparing letters with every fact is work; a thousand slips need it not."""
    likened = []

    def liken(written: str, *_: object, **__: object) -> list[str]:
        likened.append(written)
        return []

    monkeypatch.setattr(reading, "get_close_matches", liken)
    assert len(refused({f"castle{number}": 1 for number in range(1000)})) == 1000
    assert len(likened) == 20
    likened.clear()
    refused({"c" * 61: 1})
    assert likened == []


def test_a_slip_of_the_pen_is_still_seen() -> None:
    assert "Is %(near)s meant" in refused({"peple": 4})[0]


def test_facts_in_facts_end_where_no_fact_is_deeper() -> None:
    deep: dict[str, Any] = {}
    for _ in range(900):
        deep = {"a": deep}
    assert len(refused(deep)) == 1


def test_units_rooms_and_names_have_a_most() -> None:
    few = Limits(units=2, rooms=3)
    two = {"units": [{"rooms": [{}, {}]}, {"rooms": [{}]}]}
    read_facts(two, CATALOGUE, few)
    assert refused({"units": [{}, {}, {}]}, limits=few) == [
        "This list is too long: at most %(most)s."
    ]
    assert refused({"units": [*two["units"][:1], *two["units"][:1]]}, limits=few) == [
        "There are too many rooms in all: at most %(most)s."
    ]
    read_facts({"units": [{"name": "A" * 60}]}, CATALOGUE)
    assert "too long" in refused({"units": [{"name": "A" * 61}]})[0]
    languages = {"management": {"house_rules_languages": ["nl"] * 201}}
    assert "too long" in refused(languages)[0]


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"]
)
def test_a_day_far_away_is_no_fact(day: str) -> None:
    """A term that counts on from it would leave the calendar."""
    raw = {"contracts": {"notice_given_on": day}}
    assert refused(raw) == ["%(written)s lies too far away. Check the year."]


@pytest.mark.parametrize(
    "day", [date.min, date(1965, 12, 31), date(2101, 1, 1), date.max]
)
@pytest.mark.parametrize("norm", with_terms(NORMS), ids=lambda norm: norm.id)
def test_no_term_is_counted_from_a_day_far_away(norm: Any, day: date) -> None:
    near = date(2026, 3, 2)
    for start, on in ((day, None), (day, near), (near, day)):
        with pytest.raises(UserError, match="too far away"):
            term(norm.rule, start, on, None, BOOK, NORMS, part=norm.part, today=near)


@pytest.mark.parametrize("day", [date.min, date(1990, 1, 1), date.max])
def test_every_norm_is_described_on_any_day(day: date) -> None:
    """Also where a whole table of steps is still to come."""
    for rule in NORMS.rules:
        assert described(BOOK, CATALOGUE, NORMS.of(rule), day, None)["rule"] == rule


@pytest.mark.parametrize(
    "day", [date(1950, 5, 5), date(2025, 12, 31), date(2026, 3, 1)]
)
def test_a_judge_moved_within_a_stretch_is_the_judge_of_that_day(day: date) -> None:
    since = max((turn for turn in BOOK.turns() if turn <= day), default=date.min)
    moved = Judge(BOOK, NORMS, CATALOGUE, on=since).moved(day, "GM0001")
    own = Judge(BOOK, NORMS, CATALOGUE, on=day, municipality="GM0001")
    facts = read_facts(FULL, CATALOGUE)
    assert moved(facts).as_dict() == own(facts).as_dict()
    whole = {"on": day, "municipality": "GM0001"}
    assert pack(BOOK, NORMS, CATALOGUE, **whole, judge=moved) == pack(
        BOOK, NORMS, CATALOGUE, **whole
    )
