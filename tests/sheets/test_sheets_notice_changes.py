"""Changing a threshold by one unit must make a sheet fail: none stands untested."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from onderdak.rules import Dated, Judge, Parameter, ParameterBook, StepTable
from onderdak.rules.engine.units import Value
from tests.sheets.reading import book, catalogue, norms, sheets
from tests.sheets.test_sheets import failures, told

ALL = list(sheets())


def _one_more(value: Value, sign: int) -> Iterator[Value]:
    """The value changed by one unit, in each place where it has a number."""
    match value:
        case bool():
            if sign > 0:
                yield not value
        case int():
            yield value + sign
        case Decimal():
            yield value + sign * Decimal(1).scaleb(int(value.as_tuple().exponent))
        case Fraction():
            yield Fraction(value.numerator + sign, value.denominator)
        case StepTable():
            yield from _changed_steps(value, sign)
        case _:
            # A list of words: one word less.
            if sign > 0 and value and isinstance(value[0], str):
                yield from (value[:n] + value[n + 1 :] for n in range(len(value)))


def _changed_steps(table: StepTable, sign: int) -> Iterator[Value]:
    for number, step in enumerate(table.steps):
        changed = [replace(step, start=step.start + sign)]
        if isinstance(step.value, int):
            changed.append(replace(step, value=step.value + sign))
        elif step.value is not None:
            part = Fraction(step.value.numerator + sign, step.value.denominator)
            changed.append(replace(step, value=part))
        if step.per is not None and step.per + sign > 0:
            changed.append(replace(step, per=step.per + sign))
        for one in changed:
            steps = (*table.steps[:number], one, *table.steps[number + 1 :])
            starts = [step.start for step in steps]
            if starts == sorted(set(starts)):
                yield StepTable(steps)


def _used() -> set[str]:
    return {id_ for norm in norms().judged for id_ in norm.parameters}


def _mutants() -> Iterator[tuple[str, Parameter, Parameter]]:
    used = _used()
    for parameter in book().parameters:
        if parameter.id not in used:
            continue
        for number, dated in enumerate(parameter.values):
            if dated is None or dated.value is None:
                continue
            for sign in (1, -1):
                for value in _one_more(dated.value, sign):
                    yield _mutant(parameter, number, dated, value)


def _mutant(
    parameter: Parameter, number: int, dated: Dated, value: Value
) -> tuple[str, Parameter, Parameter]:
    changed = replace(dated, value=value)
    values = (*parameter.values[:number], changed, *parameter.values[number + 1 :])
    name = f"{dated.version}: {dated.value} -> {value}"
    return name, parameter, replace(parameter, values=values)


MUTANTS = list(_mutants())


@pytest.mark.parametrize(
    ("original", "changed"),
    [mutant[1:] for mutant in MUTANTS],
    ids=[mutant[0] for mutant in MUTANTS],
)
def test_a_sheet_notices_that_a_value_changed(
    original: Parameter, changed: Parameter
) -> None:
    rules = {norm.rule for norm in norms().judged if original.id in norm.parameters}
    other = ParameterBook(
        changed if one is original else one for one in book().parameters
    )
    concerned = [sheet for sheet in ALL if sheet.rules & rules]

    noticed = any(
        failures(
            sheet,
            told(
                sheet,
                Judge(
                    other,
                    norms(),
                    catalogue(),
                    on=sheet.on,
                    municipality=sheet.municipality,
                    only=rules,
                ),
            ),
        )
        for sheet in concerned
    )

    assert noticed, f"no sheet of {sorted(rules)} fails when {changed.id} changes"
