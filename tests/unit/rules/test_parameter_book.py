"""The book gives the value that held on the day of the event."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.ranges import DateRange
from onderdak.rules import (
    Kind,
    NoValue,
    ParameterBook,
    UnknownParameter,
    load,
    national_folder,
)

ARNHEM = "GM0202"


def local_file(folder: Path, id_: str, unit: str, values: dict[date, object]) -> Path:
    content = {
        "id": id_,
        "municipality": ARNHEM,
        "description": {"nl": "Tarief", "en": "Rate"},
        "unit": unit,
        "kind": "local",
        "values": [
            {
                "from": start,
                "value": value,
                "article": "By-law art. 5",
                "source": "Gazette 1",
                "checked": date(2026, 1, 2),
            }
            for start, value in values.items()
        ],
    }
    (folder / f"{id_}.yaml").write_text(yaml.safe_dump(content), "utf-8")
    return folder


@pytest.fixture
def book(tmp_path: Path) -> ParameterBook:
    rates: dict[date, object] = {
        date(2026, 7, 1): 150,
        date(2026, 1, 1): 125,
        date(2027, 1, 1): None,
    }
    local_file(tmp_path, "levy.rate", "cents_per_night", rates)
    ahead: dict[date, object] = {date(2026, 1, 1): 21, date(2027, 1, 1): None}
    local_file(tmp_path, "duty.approaching_days", "days", ahead)
    return load(national_folder(), tmp_path)


@pytest.mark.parametrize(
    ("id_", "unit", "value"),
    [
        ("brp.window_months", "months", 6),
        ("brp.share", "ratio", Fraction(2, 3)),
        ("brp.report_within_days", "days", 5),
        ("duty.approaching_days", "days", 14),
        ("disclosure.minimum_count", "people", 5),
        ("nights.long_open_days", "days", 60),
    ],
)
def test_the_country_has_the_values_that_law_and_choice_say(id_, unit, value):
    dated = load(national_folder()).value(id_, on=date(2026, 11, 21))
    assert (dated.value, dated.unit) == (value, unit)
    assert dated.version == f"{id_}@2014-01-06"


@pytest.mark.parametrize("id_", ["brp.window_months", "brp.share"])
def test_a_jurist_is_asked_to_confirm_the_registration_duty(book, id_):
    dated = book.value(id_, on=date(2026, 1, 1))
    assert dated.article == "Wet BRP art. 2.38(1)"
    assert dated.note is not None
    assert all("jurist" in dated.note[language] for language in ("nl", "en"))


def test_a_local_value_goes_before_the_national_and_says_so(book):
    dated = book.value(
        "duty.approaching_days", on=date(2026, 5, 1), municipality=ARNHEM
    )
    assert dated.whole() == 21
    assert dated.kind is Kind.LOCAL
    assert dated.version == "duty.approaching_days@2026-01-01/GM0202"
    assert dated.trace.as_dict() == {
        "rule": "duty.approaching_days",
        "value": 21,
        "inputs": {"municipality": ARNHEM},
        "article": "By-law art. 5",
        "parameter_version": "duty.approaching_days@2026-01-01/GM0202",
        "parts": [],
    }


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_the_national_value_holds_before_and_after_the_local_rule(book, day):
    dated = book.value("duty.approaching_days", on=day, municipality=ARNHEM)
    assert (dated.value, dated.municipality) == (14, None)


def test_another_municipality_has_the_national_value(book):
    dated = book.value(
        "duty.approaching_days", on=date(2026, 5, 1), municipality="GM0268"
    )
    assert dated.value == 14


def test_a_value_holds_from_its_first_day(book):
    on = {
        day: book.value("levy.rate", on=day, municipality=ARNHEM).value
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    }
    assert on == {date(2026, 6, 30): 125, date(2026, 7, 1): 150}


@pytest.mark.parametrize(
    ("day", "municipality"),
    [
        (date(2025, 12, 31), ARNHEM),
        (date(2027, 1, 1), ARNHEM),
        (date(2026, 5, 1), None),
    ],
)
def test_without_a_rate_nothing_is_guessed(book, day, municipality):
    with pytest.raises(NoValue, match=r"levy.rate"):
        book.value("levy.rate", on=day, municipality=municipality)


def test_a_rule_that_no_file_describes_is_a_fault_of_the_set_up(book):
    with pytest.raises(UnknownParameter, match=r"levy.rates"):
        book.value("levy.rates", on=date(2026, 1, 1))
    with pytest.raises(ConfigurationError):
        book.periods("levy.rates", DateRange(date(2026, 1, 1)))


def test_a_year_is_cut_where_the_rate_changes_and_gaps_are_left_out(book):
    within = DateRange(date(2025, 12, 1), date(2027, 3, 1))
    pieces = book.periods("levy.rate", within, ARNHEM)
    assert [(piece, dated.value) for piece, dated in pieces] == [
        (DateRange(date(2026, 1, 1), date(2026, 7, 1)), 125),
        (DateRange(date(2026, 7, 1), date(2027, 1, 1)), 150),
    ]


def test_an_open_range_ends_in_an_open_piece(book):
    within = DateRange(date(2026, 12, 1))
    pieces = book.periods("duty.approaching_days", within, ARNHEM)
    assert [(piece, dated.value) for piece, dated in pieces] == [
        (DateRange(date(2026, 12, 1), date(2027, 1, 1)), 21),
        (DateRange(date(2027, 1, 1)), 14),
    ]


def test_a_national_change_under_a_local_value_cuts_nothing(tmp_path):
    ahead: dict[date, object] = {date(2013, 1, 1): 21}
    book = load(
        national_folder(), local_file(tmp_path, "duty.approaching_days", "days", ahead)
    )
    within = DateRange(date(2013, 6, 1), date(2015, 1, 1))
    [(piece, dated)] = book.periods("duty.approaching_days", within, ARNHEM)
    assert (piece, dated.value) == (within, 21)


def test_an_empty_range_has_no_pieces(book):
    day = date(2026, 3, 1)
    assert book.periods("brp.share", DateRange(day, day)) == []


def test_a_value_is_not_read_as_what_it_is_not(book):
    day = date(2026, 1, 2)
    assert book.value("brp.share", on=day).ratio() == Fraction(2, 3)
    assert day in book.value("terms.equated_days", on=day).dates()
    for wrong in (
        book.value("brp.share", on=day).whole,
        book.value("brp.share", on=day).dates,
        book.value("brp.window_months", on=day).ratio,
    ):
        with pytest.raises(ConfigurationError, match="is no"):
            wrong()


def test_values_in_other_units_are_exact(tmp_path):
    for unit, value in (("square_metres", "12.5"), ("yes_no", True), ("metres", 3)):
        national = yaml.safe_load(
            (national_folder() / "duty/approaching_days.yaml").read_text()
        )
        national |= {"id": f"test.{unit}", "unit": unit}
        national["values"][0]["value"] = value
        (tmp_path / f"{unit}.yaml").write_text(yaml.safe_dump(national), "utf-8")
    book = load(tmp_path)
    found = {
        one.unit: str(one.values[0] and one.values[0].value) for one in book.parameters
    }
    assert found == {"square_metres": "12.5", "yes_no": "True", "metres": "3"}
    with pytest.raises(ConfigurationError, match="no whole number"):
        book.value("test.yes_no", on=date(2026, 1, 1)).whole()
