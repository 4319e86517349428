"""What expressions come to: exact numbers, three-valued logic, what is missing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules import Catalogue, load, load_catalogue, read_facts
from onderdak.rules.engine.reading import Place
from onderdak.rules.expressions.compiled import NO_ROOM, NO_UNIT
from onderdak.rules.expressions.compiling import COMPILERS, Moment, compile_expression
from onderdak.rules.expressions.forms import (
    FORMS,
    Scope,
    dimension_of,
    facts_in,
    parameters_in,
)
from onderdak.rules.locations.catalogue import Of
from onderdak.rules.locations.values import day_number

FACTS = """
group: test
of: {of}
label: {{nl: Proef, en: Test}}
facts:
"""
ONE = (
    "  - {{path: '{path}', type: {type}, label: {{nl: '{path}', en: '{path}'}},"
    " ask: {{nl: vraag, en: question}}{more}}}\n"
)
PARAMETER = """
id: {id}
description: {{nl: Proef, en: Test}}
unit: {unit}
kind: policy
values:
  - from: 2020-01-01
    value: {value}
    article: No article
    source: A test
    checked: 2026-01-01
"""
YES, NO = {"fact": "yes"}, {"fact": "no"}
UNKNOWN: dict[str, Any] = {"fact": "unknown"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("facts")
    rows = {
        "location": [
            ("yes", "truth", ""),
            ("no", "truth", ""),
            ("begun", "date", ""),
            ("unknown", "truth", ""),
            ("rare", "truth", ", exception: true"),
            ("kind", "word", ", words: {a: {nl: a, en: a}, b: {nl: b, en: b}}"),
            ("languages", "words", ""),
        ],
        "unit": [("unit.people", "count", ""), ("unit.area", "area", ", unit: m2")],
        "room": [("room.area", "area", ", unit: m2"), ("room.people", "count", "")],
    }
    for of, facts in rows.items():
        lines = "".join(ONE.format(path=p, type=t, more=m) for p, t, m in facts)
        folder.joinpath(f"{of}.yaml").write_text(FACTS.format(of=of) + lines)
    return load_catalogue(folder)


@pytest.fixture(scope="module")
def moment(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Moment:
    folder = tmp_path_factory.mktemp("parameters")
    values = {
        "t.area": ("square_metres", "'3.5'"),
        "t.per": ("square_metres", "12"),
        "t.people": ("people", "8"),
        "t.share": ("ratio", "'2/3'"),
        "t.weeks": ("weeks", "6"),
        "t.months": ("months", "1"),
        "t.later": ("weeks", "unverified"),
        "t.languages": ("words", "[nl, pl]"),
        "t.steps": (
            "steps",
            "[{from: 1, value: 4}, {from: 9, per: 2}, {from: 31, value: 16}]",
        ),
    }
    for id_, (unit, value) in values.items():
        file = folder / f"{id_}.yaml"
        file.write_text(PARAMETER.format(id=id_, unit=unit, value=value))
    return Moment(load(folder), catalogue, date(2026, 3, 1), None)


FOUND = {
    "yes": True,
    "no": False,
    "kind": "a",
    "begun": "2026-03-02",
    "languages": ["pl", "nl", "en"],
    "units": [
        {
            "people": 9,
            "area": "107.9 m2",
            "rooms": [
                {"area": "8 m2", "people": 1},
                {"area": "5.5 m2", "people": 2},
                {"people": 0},
            ],
        }
    ],
}


def value_of(node: dict[str, Any], moment: Moment, of: Of = Of.UNIT) -> Any:
    """What a checked expression comes to for the facts above."""
    scope = Scope(moment.book, moment.catalogue, of, Place(Path("test.yaml")))
    dimension_of(node, scope)
    facts = read_facts(FOUND, moment.catalogue)
    unit = facts.units[0] if of is Of.UNIT and facts.units else NO_UNIT
    return compile_expression(node, moment).value(facts, unit, NO_ROOM)


def missing_of(node: dict[str, Any], moment: Moment) -> tuple[str, ...]:
    facts = read_facts(FOUND, moment.catalogue)
    unit = facts.units[0] if facts.units else NO_UNIT
    return compile_expression(node, moment).missing(facts, unit, NO_ROOM)


@pytest.mark.parametrize(
    ("node", "value"),
    [
        # 107.9 m2 at 12 m2 each is 8, and 8.99 is not 9.
        ({"whole_part": [{"fact": "unit.area"}, {"param": "t.per"}]}, 8),
        ({"rounded_up": [{"fact": "unit.people"}, {"param": "t.people"}]}, 2),
        ({"times": [{"param": "t.area"}, {"fact": "unit.people"}]}, 315_000),
        ({"minus": [{"fact": "unit.people"}, {"param": "t.people"}]}, 1),
        ({"plus": [{"fact": "unit.people"}, {"whole": 1}]}, 10),
        ({"share": [{"param": "t.people"}, {"param": "t.share"}]}, 5),
        ({"share_up": [{"param": "t.people"}, {"param": "t.share"}]}, 6),
        ({"smallest": [{"fact": "unit.people"}, {"param": "t.people"}]}, 8),
        ({"largest": [{"fact": "unit.people"}, {"param": "t.people"}]}, 9),
        ({"step": [{"fact": "unit.people"}, "t.steps"]}, 5),
        ({"step": [{"param": "t.people"}, "t.steps"]}, 4),
        ({"step": [{"whole": 0}, "t.steps"]}, None),
        ({"sum": "rooms", "of": {"fact": "room.people"}}, 3),
        ({"sum": "rooms", "of": {"fact": "room.area"}}, None),
        (
            {
                "sum": "rooms",
                "where": {"more_than": [{"fact": "room.people"}, {"whole": 0}]},
                "of": {"fact": "room.area"},
            },
            135_000,
        ),
        ({"count": "rooms"}, 3),
        (
            {"after": [{"fact": "begun"}, {"param": "t.weeks"}]},
            day_number(date(2026, 4, 13)),
        ),
        (
            {"after": [{"day": "on"}, {"param": "t.months"}]},
            day_number(date(2026, 4, 1)),
        ),
        ({"after": [{"fact": "begun"}, {"param": "t.later"}]}, None),
        ({"first_known": [{"fact": "unknown"}, {"fact": "yes"}]}, True),
    ],
)
def test_numbers_are_exact(node: dict[str, Any], value: object, moment: Moment) -> None:
    assert value_of(node, moment) == value


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ({"all": [YES, UNKNOWN]}, None),
        ({"all": [NO, UNKNOWN]}, False),
        ({"any": [YES, UNKNOWN]}, True),
        ({"any": [NO, UNKNOWN]}, None),
        ({"not": UNKNOWN}, None),
        ({"not": NO}, True),
        ({"known": "unknown"}, False),
        ({"known": "rooms"}, True),
        ({"fact": "rare"}, False),  # a rare exception that nobody stated
        ({"if": [UNKNOWN, {"whole": 1}, {"whole": 1}]}, 1),
        ({"if": [UNKNOWN, {"whole": 1}, {"whole": 0}]}, None),
        ({"if": [NO, {"whole": 1}, {"whole": 0}]}, 0),
        ({"one_of": [{"fact": "kind"}, ["b"]]}, False),
        ({"holds_all": [{"fact": "languages"}, {"param": "t.languages"}]}, True),
        ({"holds_all": [{"fact": "languages"}, ["nl", "de"]]}, False),
        # One room is too small: no need to know the third.
        (
            {
                "every": "rooms",
                "holds": {"at_least": [{"fact": "room.area"}, {"param": "t.per"}]},
            },
            False,
        ),
        (
            {
                "every": "rooms",
                "holds": {"at_least": [{"fact": "room.area"}, {"param": "t.area"}]},
            },
            None,
        ),
        (
            {
                "some": "rooms",
                "holds": {"at_least": [{"fact": "room.area"}, {"param": "t.area"}]},
            },
            True,
        ),
    ],
)
def test_unknown_is_neither_yes_nor_no(
    node: dict[str, Any], value: object, moment: Moment
) -> None:
    assert value_of(node, moment) is value or value_of(node, moment) == value


@pytest.mark.parametrize(
    ("node", "missing"),
    [
        ({"all": [YES, UNKNOWN]}, ("unknown",)),
        ({"sum": "rooms", "of": {"fact": "room.area"}}, ("room.area",)),
        ({"after": [{"fact": "begun"}, {"param": "t.later"}]}, ("parameter:t.later",)),
        ({"if": [UNKNOWN, YES, NO]}, ("unknown",)),
    ],
)
def test_it_says_what_is_missing(
    node: dict[str, Any], missing: tuple[str, ...], moment: Moment
) -> None:
    assert missing_of(node, moment) == missing


@pytest.mark.parametrize(
    ("node", "says"),
    [
        ({"plus": [{"fact": "unit.area"}, {"fact": "unit.people"}]}, "do not go"),
        ({"times": [{"fact": "unit.area"}, {"param": "t.per"}]}, "measures nothing"),
        ({"at_least": [YES, NO]}, "more or less"),
        ({"whole": 12}, "parameters"),  # a threshold is never a bare number
        ({"fact": "nationality"}, "no fact"),
        ({"fact": "room.area"}, "cannot be seen"),
        ({"param": "t.unheard"}, "parameter"),
        ({"one_of": [{"fact": "kind"}, ["c"]]}, "never"),
        ({"eval": "1 + 1"}, "no such form"),
        ({"every": "rooms"}, "missing"),
        ({"not": YES, "or": NO}, "does not belong"),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_read(
    node: dict[str, Any], says: str, moment: Moment
) -> None:
    with pytest.raises(ConfigurationError, match=says) as refused:
        value_of(node, moment)

    assert "test.yaml" in str(refused.value)


def test_it_names_the_facts_and_parameters_it_rests_on() -> None:
    node = {
        "all": [
            {"at_least": [{"fact": "unit.area"}, {"param": "t.area"}]},
            {
                "at_least": [
                    {"step": [{"fact": "unit.people"}, "t.steps"]},
                    {"whole": 1},
                ]
            },
        ]
    }

    assert facts_in(node) == ("unit.area", "unit.people")
    assert parameters_in(node) == ("t.area", "t.steps")


def test_every_form_has_both_a_check_and_a_computation() -> None:
    assert set(FORMS) == set(COMPILERS)
