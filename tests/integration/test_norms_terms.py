"""`onderdak norms term` and `norms pay` give scripts the keys that are published."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onderdak.project.commands import app


def run(*words: str, language: str = "en") -> Result:
    return CliRunner().invoke(app, ["--language", language, "norms", *words])


def told(*words: str) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


# The fixed cases, by the rule table: rule, days, and what must come out.
FIXED = [
    (("D10", "--from", "2025-01-01"), {"last_day": "2028-12-31"}),
    (("D10", "--from", "2025-12-31"), {"last_day": "2028-12-31"}),
    (("G15", "--from", "2026-03-02"), {"last_day": "2026-04-13"}),
    (("G15", "--from", "2026-02-20"), {"last_day": "2026-04-07"}),
    (("I06", "--from", "2026-03-09"), {"last_day": "2026-03-12"}),
    (("I08", "--from", "2026-03-10"), {"last_day": "2026-03-14"}),
    (("E11", "--from", "2022-03-01", "--on", "2026-02-01"), {"category": 5}),
    (("E11", "--from", "2022-03-01", "--on", "2026-04-01"), {"category": 4}),
    (("G06", "--from", "2026-02-10"), {"last_day": "2026-03-24"}),
    (("G07", "--from", "2026-02-10"), {"last_day": "2027-02-10"}),
    (("C07", "--on", "2026-01-01"), {"amount_cents": 32500, "last_day": None}),
]


@pytest.mark.parametrize(("words", "expected"), FIXED)
def test_a_fixed_case_comes_out(
    words: tuple[str, ...], expected: dict[str, object]
) -> None:
    answer = told("term", *words)

    assert {key: answer[key] for key in expected} == expected
    published = {"rule", "from", "last_day", "amount_cents", "counted", "article"}
    assert published | {"parameter_version"} <= answer.keys()


@pytest.mark.parametrize(
    ("on", "wage", "most"),
    [("2026-07-01", 239840, 59960), ("2026-01-01", 235360, 58840)],
)
def test_the_pay_check_gives_the_sum(on: str, wage: int, most: int) -> None:
    words = ("--hourly-cents", "1600", "--hours", "160", "--age", "21", "--on", on)
    answer = told("pay", *words, "--housing-cents", str(most))
    refused = told("pay", *words, "--housing-cents", str(most), "--not-certified")

    assert (answer["minimum_wage_cents"], answer["max_housing_cents"]) == (wage, most)
    assert (answer["allowed"], refused["allowed"]) == (True, False)
    assert set(answer) == {
        "minimum_wage_cents",
        "max_housing_cents",
        "allowed",
        "article",
        "parameter_version",
        "text",
    }


def test_hours_may_be_written_with_a_comma() -> None:
    words = ("--hourly-cents", "1600", "--age", "21", "--housing-cents", "0")
    with_comma = told("pay", *words, "--hours", "152,5", "--on", "2026-07-01")
    with_point = told("pay", *words, "--hours", "152.5", "--on", "2026-07-01")

    assert with_comma == with_point


@pytest.mark.parametrize(
    ("words", "exit_code", "says"),
    [
        (("term", "Z99", "--from", "2026-03-02"), 4, "There is no rule Z99."),
        (("term", "G16", "--from", "2026-03-02", "--part", "x"), 4, "committee"),
        (("term", "G04", "--from", "2026-03-02"), 1, "no term and no amount"),
        (("term", "G15"), 1, "--from"),
        (("term", "C16", "--from", "2026-03-02"), 1, "bylaw.notice_days"),
    ],
)
def test_a_question_without_an_answer_says_what_to_do(
    words: tuple[str, ...], exit_code: int, says: str
) -> None:
    result = run(*words)

    assert result.exit_code == exit_code
    assert says in result.output


def test_people_read_the_account_in_their_own_language() -> None:
    words = ("term", "C03", "--from", "2026-03-05")

    assert "reports it from four weeks before" in run(*words).output
    assert "geeft dat door van vier weken voor" in run(*words, language="nl").output
