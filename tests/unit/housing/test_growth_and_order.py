"""What comes first, what changes soon, and how a growth plan stands."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from onderdak.housing.quality.domain.growth import (
    PlanState,
    StepState,
    plan_state,
    progress_of,
    step_state,
)
from onderdak.housing.quality.domain.ordering import (
    awaited,
    changing,
    counts_of,
    in_order,
)
from onderdak.rules import (
    Catalogue,
    Fact,
    Group,
    Judge,
    Judgement,
    Kind,
    Of,
    Outcome,
    load,
    load_norms,
    read_facts,
)
from onderdak.rules.expressions.dimensions import Dimension

BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
DAY = timedelta(days=1)
_PARAMETER = """
id: {id}
description: {{nl: Proef., en: Test.}}
unit: people
kind: {kind}
values:
  - {{from: 2020-01-01, value: {was}, article: art. 1, source: the test,
     checked: 2026-11-21}}
  - {{from: 2026-07-01, value: {becomes}, article: art. 1, source: the test,
     checked: 2026-11-21}}
"""
_NORM = """
rule: {rule}
title: {{nl: Proef, en: Test}}
text: {{nl: Proef., en: Test.}}
as: finding
about: unit
by: {id}
measured: {{fact: unit.people}}
compare: at_most
threshold: {{param: {id}}}
unit: people
sentences:
  meets: {{nl: goed, en: fine}}
  breaches: {{nl: te veel, en: too many}}
  mend: {{nl: minder, en: fewer}}
"""


def _catalogue() -> Catalogue:
    words = {"nl": "mensen", "en": "people"}
    fact = Fact("unit.people", Of.UNIT, "units", Dimension.COUNT, words, words)
    return Catalogue([Group("units", Of.UNIT, words, (fact,))])


@pytest.fixture
def judged(tmp_path: Path) -> dict[date, Judgement]:
    """Units of 4, 6 and nobody knows how many, on both sides of a change."""
    parameters, norms = tmp_path / "parameters", tmp_path / "norms"
    parameters.mkdir()
    norms.mkdir()
    for rule, kind, was, becomes in (
        ("Z01", "policy", 3, 3),
        ("Z02", "law", 5, 5),
        ("Z03", "private", 6, 3),
    ):
        id_ = f"test.{rule.lower()}"
        written = _PARAMETER.format(id=id_, kind=kind, was=was, becomes=becomes)
        (parameters / f"{id_}.yaml").write_text(written)
        (norms / f"{rule}.yaml").write_text(_NORM.format(rule=rule, id=id_))
    book, catalogue = load(parameters), _catalogue()
    loaded = load_norms(book, catalogue, norms)
    units = [{"name": "A", "people": 4}, {"name": "B", "people": 6}, {"name": "C"}]
    facts = read_facts({"units": units}, catalogue)
    return {
        day: Judge(book, loaded, catalogue, on=day)(facts) for day in (BEFORE, AFTER)
    }


def test_the_law_comes_before_a_private_norm_and_a_policy(
    judged: dict[date, Judgement],
) -> None:
    breaches = [
        one for one in judged[AFTER].findings if one.outcome is Outcome.BREACHES
    ]
    assert [(one.rule, one.place) for one in in_order(breaches)] == [
        ("Z02", "B"),
        ("Z03", "A"),
        ("Z03", "B"),
        ("Z01", "A"),
        ("Z01", "B"),
    ]


def test_a_norm_counts_once_and_one_unit_that_breaches_it_is_enough(
    judged: dict[date, Judgement],
) -> None:
    before, after = counts_of(judged[BEFORE]), counts_of(judged[AFTER])
    assert {kind: many for kind, many in before.breaches.items() if many} == {
        Kind.POLICY: 1,
        Kind.LAW: 1,
    }
    # Unit C is unknown: a norm that A and B meet is not met by the location.
    assert (before.meets, before.cannot_judge) == (0, 1)
    assert after.breaches[Kind.PRIVATE] == 1
    assert after.worst < before.worst


def test_what_is_missing_is_told_once_with_all_that_waits_for_it(
    judged: dict[date, Judgement],
) -> None:
    unsure = [
        one for one in judged[BEFORE].findings if one.outcome is Outcome.CANNOT_JUDGE
    ]
    (line,) = awaited(unsure)
    assert line.path == "unit.people"
    assert {one.rule for one in line.findings} == {"Z01", "Z02", "Z03"}
    assert (line.norms, line.places) == (3, ["C"])


def test_a_norm_waits_once_for_a_fact_that_several_units_miss(
    judged: dict[date, Judgement],
) -> None:
    unsure = [
        one for one in judged[BEFORE].findings if one.outcome is Outcome.CANNOT_JUDGE
    ]
    (line,) = awaited([*unsure, *unsure])
    assert len(line.findings) == 6
    assert line.norms == 3


def test_what_a_later_norm_finds_otherwise_is_told_with_its_day(
    judged: dict[date, Judgement],
) -> None:
    found = changing(judged[BEFORE], judged[AFTER])
    assert [(one.from_, one.now, one.then.rule, one.then.place) for one in found] == [
        (AFTER, Outcome.MEETS, "Z03", "A"),
        (AFTER, Outcome.MEETS, "Z03", "B"),
    ]
    assert changing(judged[AFTER], judged[AFTER]) == []


def test_a_step_is_late_from_the_day_after_it_was_due() -> None:
    due = date(2026, 6, 1)
    assert step_state(due, None, None, due) is StepState.TO_DO
    assert step_state(due, None, None, due + DAY) is StepState.LATE
    assert step_state(due, due + 9 * DAY, None, due + 9 * DAY) is StepState.DONE
    assert step_state(due, None, due, due + DAY) is StepState.DROPPED


def test_a_plan_holds_only_while_both_agree() -> None:
    assert plan_state(BEFORE, None, None) is PlanState.PROPOSED
    assert plan_state(None, BEFORE, None) is PlanState.PROPOSED
    assert plan_state(BEFORE, BEFORE, None) is PlanState.AGREED
    assert plan_state(BEFORE, BEFORE, AFTER) is PlanState.ENDED


def test_what_was_dropped_is_no_part_of_the_progress() -> None:
    found = progress_of(
        [StepState.DONE, StepState.DROPPED, StepState.LATE, StepState.TO_DO]
    )
    assert (found.done, found.of, found.late) == (1, 3, 1)
