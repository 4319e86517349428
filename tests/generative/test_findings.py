"""What must be true of findings, whatever the facts are."""

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onderdak.rules import (
    Judge,
    Judgement,
    Outcome,
    load,
    load_catalogue,
    load_norms,
    national_folder,
    read_facts,
)
from onderdak.rules.expressions.dimensions import Dimension
from onderdak.rules.locations.catalogue import Fact, Of

BOOK = load(national_folder())
CATALOGUE = load_catalogue()
NORMS = load_norms(BOOK, CATALOGUE)
ON = date(2026, 3, 1)
JUDGE = Judge(BOOK, NORMS, CATALOGUE, on=ON)
SPACE = Judge(BOOK, NORMS, CATALOGUE, on=ON, only={"A01", "A03"})
PER_PERSON = {
    "A01": BOOK.value("housing.floor_area_per_person", ON).whole(),
    "A03": BOOK.value("roemer.floor_area_per_person", ON).whole(),
}

areas = st.decimals(4, 20_000, places=1)
people = st.integers(0, 5_000)


def dwelling(area: object, residents: int) -> dict[str, Any]:
    return {
        "units": [{"use": "dwelling", "floor_area": f"{area} m2", "people": residents}]
    }


def outcomes(raw: dict[str, Any], judge: Judge = SPACE) -> dict[str, Outcome]:
    found = judge(read_facts(raw, CATALOGUE))
    return {one.rule: one.outcome for one in found.findings}


@given(areas, people, st.integers(1, 50))
def test_more_people_never_mend_overcrowding(
    area: object, residents: int, more: int
) -> None:
    before = outcomes(dwelling(area, min(residents, 4_900)))
    after = outcomes(dwelling(area, min(residents, 4_900) + more))

    for rule, outcome in before.items():
        assert not (outcome is Outcome.BREACHES and after[rule] is Outcome.MEETS)


@given(areas, st.integers(1, 500), people)
def test_more_space_never_makes_overcrowding(
    area: Any, more: int, residents: int
) -> None:
    before = outcomes(dwelling(area, residents))
    after = outcomes(dwelling(min(area + more, 20_000), residents))

    for rule, outcome in before.items():
        assert not (outcome is Outcome.MEETS and after[rule] is Outcome.BREACHES)


@given(areas, people)
def test_the_greatest_number_of_people_is_exact(area: Any, residents: int) -> None:
    for rule, outcome in outcomes(dwelling(area, residents)).items():
        most = floor(Fraction(area) / PER_PERSON[rule])
        assert (outcome is Outcome.BREACHES) == (residents > most)


def _written(fact: Fact) -> st.SearchStrategy[object]:
    match fact.type:
        case Dimension.TRUTH:
            return st.booleans()
        case Dimension.COUNT | Dimension.MONEY:
            return st.integers(fact.least or 0, min(fact.most or 1_000, 1_000_000))
        case Dimension.DATE:
            return st.integers(0, 4_000).map(
                lambda n: (ON - timedelta(days=n - 500)).isoformat()
            )
        case Dimension.WORD:
            return st.sampled_from(list(fact.words))
        case Dimension.WORDS:
            return st.lists(
                st.sampled_from(list(fact.words) or ["nl", "en"]), max_size=3
            )
        case _:
            return st.integers(fact.least or 0, fact.most or 100).map(
                lambda number: f"{number} {fact.unit}"
            )


@st.composite
def records(draw: st.DrawFn, of: Of) -> dict[str, Any]:
    """Some facts of a location, a unit or a room: partial, as they are in life."""
    raw: dict[str, Any] = {}
    for fact in draw(st.lists(st.sampled_from(CATALOGUE.of(of)), max_size=12)):
        here = raw
        for key in fact.keys[:-1]:
            here = here.setdefault(key, {})
        here[fact.keys[-1]] = draw(_written(fact))
    return raw


@st.composite
def locations(draw: st.DrawFn) -> dict[str, Any]:
    """Facts of a location with some units and rooms."""
    raw = draw(records(Of.LOCATION))
    units = draw(st.lists(records(Of.UNIT), max_size=2))
    for unit in units:
        rooms = draw(st.lists(records(Of.ROOM), max_size=2))
        if rooms:
            unit["rooms"] = rooms
    return raw | ({"units": units} if units else {})


@given(locations())
def test_any_facts_are_judged_and_told(raw: dict[str, Any]) -> None:
    judgement: Judgement = JUDGE(read_facts(raw, CATALOGUE))

    for one in (*judgement.findings, *judgement.hints):
        told = one.as_dict()
        assert told["article"]
        assert told["parameter_version"]
        assert told["text"]["nl"]
        assert told["text"]["en"]
        assert (told["mend"] is not None) == (one.outcome is Outcome.BREACHES)
        assert not (told["missing"] and one.outcome is not Outcome.CANNOT_JUDGE)
        assert not (one.prompt and one.outcome is not Outcome.CANNOT_JUDGE)


def test_nothing_known_meets_nothing() -> None:
    judgement = JUDGE(read_facts({}, CATALOGUE))

    met = [one for one in judgement.findings if one.outcome is Outcome.MEETS]
    assert [one.norm.id for one in met] == []
    assert len(judgement.findings) > 0
