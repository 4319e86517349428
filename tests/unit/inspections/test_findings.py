"""What is said of a finding, its term, and what is left to say."""

from datetime import date

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.supervision.inspections.domain.asked import fact_paths, is_failed
from onderdak.supervision.inspections.domain.findings import (
    Act,
    Said,
    Theme,
    Verdict,
    acts_in,
    key_of,
    last_day,
    open_questions,
    said_on_device,
    term_given,
    theme_of,
)
from onderdak.supervision.inspections.domain.report_data import Consent, consent_of


def test_a_deviation_without_a_reason_is_none() -> None:
    with pytest.raises(Invalid):
        Said(Verdict.DEVIATES, " ")
    assert said_on_device({"finding/A01@/verdict": "deviates"}, "A01@") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"finding/A01@/verdict": "confirmed"}, Said(Verdict.CONFIRMED)),
        (
            {"finding/A01@/verdict": "deviates", "finding/A01@/why": "Guests."},
            Said(Verdict.DEVIATES, "Guests."),
        ),
        ({"finding/A01@/verdict": "perhaps"}, None),
        ({}, None),
    ],
)
def test_what_was_said_at_the_door_is_read(
    typed: dict[str, object], said: Said | None
) -> None:
    assert said_on_device(typed, "A01@") == said


def test_a_finding_is_named_as_the_device_names_it() -> None:
    assert key_of("A01", None, None) == "A01@"
    assert key_of("A12", "smoke_alarms", "Unit 2") == "A12.smoke_alarms@Unit 2"


@pytest.mark.parametrize(
    ("rule", "part", "theme"),
    [
        ("A01", None, Theme.SPACE),
        ("A12", "wiring", Theme.FIRE),
        ("A17", "sanitary", Theme.FACILITIES),
        ("B02", "emergency_plan", Theme.MANAGEMENT),
        ("F02", None, Theme.OTHER),
    ],
)
def test_each_rule_has_a_theme_with_days(
    rule: str, part: str | None, theme: Theme
) -> None:
    assert theme_of(rule, part) is theme
    assert theme.parameter == f"repair.{theme.value}"


def test_the_days_of_the_town_need_no_reason_and_others_do() -> None:
    own = term_given(14, "", (14, "repair.fire@2026-01-01/GM9001"))
    assert (own.days, own.version) == (14, "repair.fire@2026-01-01/GM9001")
    with pytest.raises(Invalid):
        term_given(15, "", (14, "repair.fire@2026-01-01/GM9001"))
    with pytest.raises(Invalid):
        term_given(14, "", None)
    assert term_given(14, "Parts are to be ordered.", None).version == ""


@pytest.mark.parametrize("days", [0, 731])
def test_a_term_has_bounds(days: int) -> None:
    with pytest.raises(Invalid):
        term_given(days, "Because.", None)


def test_a_term_of_a_letter_is_not_lengthened_over_a_weekend() -> None:
    """No act sets it, so the Algemene termijnenwet does not reach it (art. 1 (1))."""
    last, counted = last_day(date(2026, 3, 6), 8)
    assert last == date(2026, 3, 14)  # a Saturday
    assert counted


def test_what_was_done_at_once_is_gathered_by_act() -> None:
    typed = {
        "act/1/what": "Gas shut off.",
        "act/1/who": "Network company",
        "act/1/about": "A12.smoke_alarms@",
        "act/2/what": "",
        "room/1/name": "Room 1",
    }
    done = Act("1", "Gas shut off.", "Network company", about="A12.smoke_alarms@")
    assert acts_in(typed) == (done,)


def test_a_breach_waits_for_a_word_and_then_for_a_term_unless_acted_on() -> None:
    said = {
        "a": Said(Verdict.CONFIRMED),
        "b": Said(Verdict.DEVIATES, "Guests."),
        "c": Said(Verdict.CONFIRMED),
    }
    unsaid, termless = open_questions(["a", "b", "c", "d"], said, {}, ["c"])
    assert (unsaid, termless) == (("d",), ("a",))


def test_facts_are_known_by_the_paths_that_were_typed() -> None:
    typed = ["place/people", "unit/main/fire.alarm_system", "room/1/beds", "act/1/who"]
    assert fact_paths(typed) == {"people", "unit.fire.alarm_system", "room.beds"}


def test_a_failed_item_is_known_by_rule_and_part() -> None:
    items = [{"rule": "A12", "part": "wiring"}, {"rule": "A01", "part": ""}]
    assert is_failed(items, "A01", None, None)
    assert is_failed(items, "A12", "wiring", None)
    assert not is_failed(items, "A12", "blanket", None)


@pytest.mark.parametrize(
    ("typed", "consent"),
    [
        ("given", Consent.GIVEN),
        ("silent", Consent.SILENT),
        ("absent", Consent.ABSENT),
        (True, Consent.GIVEN),
        (False, Consent.REFUSED),
        (None, Consent.NOT_ASKED),
        ("perhaps", Consent.REFUSED),
    ],
)
def test_consent_that_cannot_be_read_was_not_given(
    typed: object, consent: Consent
) -> None:
    assert consent_of(typed) is consent
