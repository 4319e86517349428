"""A term is read from its norm, counted with an account, or refused with a reason."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import onderdak.project
from onderdak.kernel.errors import ConfigurationError, Invalid, NotFound
from onderdak.rules import (
    As,
    Norm,
    NormBook,
    NoValue,
    ParameterBook,
    Unverified,
    load,
    load_catalogue,
    load_norms,
    national_folder,
)
from onderdak.rules.terms import (
    BEHAVIOURS,
    CONSEQUENCES,
    TermAnswer,
    matrix_cell,
    spec_of,
    term,
)

DEMO = Path(onderdak.project.__file__).parent / "demo" / "local_rules"
INVENTED = "GM9901"
WORDS = {"nl": "dag", "en": "day"}
ON = date(2026, 3, 2)


@cache
def book() -> ParameterBook:
    return load(national_folder(), DEMO)


@cache
def norms() -> NormBook:
    return load_norms(book(), load_catalogue())


def asked(rule: str, start: date | None = None, **more: Any) -> TermAnswer:
    on, municipality = more.pop("on", None), more.pop("municipality", None)
    return term(rule, start, on, municipality, book(), norms(), **more)


def norm(as_: As = As.TERM, by: str | None = "terms.objection", **written: Any) -> Norm:
    return Norm("Z01", None, WORDS, WORDS, as_, by, further={"term": written})


def test_the_answer_has_the_keys_that_are_published() -> None:
    answer = asked("G15", date(2026, 2, 20)).as_dict()

    assert answer["rule"] == "G15"
    assert answer["from"] == "2026-02-20"
    assert answer["last_day"] == "2026-04-07"
    assert answer["amount_cents"] is None
    assert answer["article"] == "Awb art. 6:7 en 6:8"
    assert answer["parameter_version"] == "terms.objection@1994-01-01"
    assert answer["counted"][2] == "2026-04-03 is Good Friday."
    assert answer["kind"] == "law"


def test_the_account_can_be_told_in_another_language() -> None:
    answer = asked("G15", ON).as_dict(lambda sentence: sentence.msgid)

    assert answer["counted"][0] == "The day itself, %(day)s, does not count."


def test_a_rule_is_found_whatever_its_letters() -> None:
    assert asked(" g15 ", ON).rule == "G15"


def test_other_terms_of_a_rule_are_listed() -> None:
    assert asked("G16", ON).other_parts == (
        "committee",
        "committee_put_off",
        "put_off",
    )
    assert asked("G16", ON, part="committee").other_parts == (
        "committee_put_off",
        "put_off",
    )


def test_a_part_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(NotFound, match="committee, committee_put_off, put_off"):
        asked("G16", ON, part="commission")


@pytest.mark.parametrize(
    ("rule", "kind", "says"),
    [
        ("Z99", NotFound, "There is no rule Z99"),
        ("G04", Invalid, "no term and no amount"),
        ("A01", Invalid, "no term and no amount"),
    ],
)
def test_a_rule_without_a_term_says_so(
    rule: str, kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says):
        asked(rule, ON)


def test_a_term_without_its_day_is_refused() -> None:
    with pytest.raises(Invalid, match="--from"):
        asked("G15")


def test_an_amount_holds_today_where_no_day_is_given() -> None:
    assert asked("C07", today=ON).amount_cents == 32500
    with pytest.raises(Invalid, match="--on"):
        asked("C07")


def test_an_earlier_fine_is_no_day_of_a_new_breach() -> None:
    earlier = date(2020, 12, 1)

    assert asked("E11", earlier, today=date(2024, 11, 1)).category == 5
    with pytest.raises(Invalid, match="lies before the earlier fine"):
        asked("E11", date(2024, 1, 10), on=date(2024, 1, 9))


def test_the_day_whose_law_counts_can_differ_from_the_event() -> None:
    with pytest.raises(NoValue):
        asked("E08", date(2020, 5, 1))

    assert asked("E08", date(2020, 5, 1), on=ON).last_day == date(2028, 5, 1)


def test_an_amount_that_nobody_verified_is_empty_and_says_why() -> None:
    answer = asked("E11", on=ON)

    assert answer.amount_cents is None
    assert "Nobody could verify" in answer.text["en"]
    assert "kon niemand nagaan" in answer.text["nl"]
    assert answer.parameter_version.endswith("fines.category_4@2026-01-01")


def test_the_invented_municipality_has_an_amount_and_says_that_it_is_invented() -> None:
    answer = asked("E11", on=ON, municipality=INVENTED)

    assert answer.amount_cents == 1_111_100
    assert "€ 11.111,00" in answer.text["nl"]
    assert "€ 11,111.00" in answer.text["en"]
    assert "invented" in answer.article


def test_another_municipality_has_no_amount_either() -> None:
    assert asked("E11", on=ON, municipality="GM0202").amount_cents is None


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
@pytest.mark.parametrize("consequences", CONSEQUENCES)
def test_a_cell_of_the_matrix_is_empty_until_a_municipality_fills_it(
    behaviour: str, consequences: int
) -> None:
    with pytest.raises(Unverified):
        matrix_cell(behaviour, consequences, ON, "GM0202", book())

    filled = matrix_cell(behaviour, consequences, ON, INVENTED, book())
    assert all(step.startswith("invented_") for step in filled.words())


@pytest.mark.parametrize(("behaviour", "consequences"), [("E", 1), ("a", 1), ("A", 5)])
def test_a_cell_outside_the_matrix_is_refused(
    behaviour: str, consequences: int
) -> None:
    with pytest.raises(Invalid):
        matrix_cell(behaviour, consequences, ON, INVENTED, book())


FAULTS: list[tuple[Callable[[], Norm], str]] = [
    (lambda: norm(lengths="terms.objection", event=WORDS), "lengths is not known"),
    (lambda: norm(event=WORDS), "a term has a length"),
    (lambda: norm(length="terms.objection"), "from which event"),
    (lambda: norm(length=3, event=WORDS), "expected a parameter"),
    (lambda: norm(length="terms.objection", event={"nl": "dag"}), "nl and en"),
    (lambda: norm(length="t.a", event=WORDS, **{"from": "now"}), "no day to count"),
    (lambda: norm(length="t.a", event=WORDS, extended="yes"), "true or false"),
    (lambda: norm(length="t.a", event=WORDS, opens=4), "opens: expected a parameter"),
    (lambda: norm(As.AMOUNT, length="t.a", event=WORDS), "an amount has none"),
    (lambda: norm(As.AMOUNT, fine="t.a", repeated="t.b"), "within which term"),
    (
        lambda: norm(length="t.a", event=WORDS, extended=True, working_days=True),
        "not lengthened",
    ),
    (lambda: norm(by=None, length="t.a", event=WORDS), "expected a parameter"),
]


@pytest.mark.parametrize(("written", "says"), FAULTS)
def test_a_term_that_is_written_wrongly_names_its_norm(
    written: Callable[[], Norm], says: str
) -> None:
    with pytest.raises(ConfigurationError, match="norm Z01") as fault:
        spec_of(written())

    assert says in str(fault.value)


def test_lengths_of_different_units_are_not_added_up() -> None:
    mixed = norm(length=["terms.objection", "terms.recovery_lapses"], event=WORDS)

    with pytest.raises(ConfigurationError, match="no term in days"):
        term("Z01", ON, None, None, book(), NormBook([mixed]))
