"""Changing a term, an amount or a share by one unit must make a sheet fail."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onderdak.rules import Parameter, ParameterBook, StepTable
from onderdak.rules.engine.units import Value
from onderdak.rules.terms import spec_of, with_terms
from tests.sheets.asking import Asked, book, norms, pay_sheets, term_sheets
from tests.sheets.test_sheets_notice_changes import _one_more

_PAY = ("wml.hourly", "wml.youth_share", "wml.housing_share")


def _sheets_of() -> dict[str, list[Asked]]:
    """Which sheets rest on which parameter."""
    found: dict[str, list[Asked]] = {id_: list(pay_sheets()) for id_ in _PAY}
    for norm in with_terms(norms()):
        about = [sheet for sheet in term_sheets() if sheet.rule == norm.rule]
        for id_ in spec_of(norm).parameters:
            found.setdefault(id_, []).extend(about)
    return found


SHEETS_OF = _sheets_of()


def _mutants() -> Iterator[tuple[str, Parameter, Parameter]]:
    for parameter in book().parameters:
        if parameter.id not in SHEETS_OF or parameter.unit == "yes_no":
            continue
        for number, dated in enumerate(parameter.values):
            if dated is None or dated.value is None:
                continue
            for sign in (1, -1):
                for value in _one_more(dated.value, sign):
                    yield _mutant(parameter, number, value)


def _mutant(
    parameter: Parameter, number: int, value: Value
) -> tuple[str, Parameter, Parameter]:
    dated = parameter.values[number]
    assert dated is not None
    changed = replace(dated, value=value)
    values = (*parameter.values[:number], changed, *parameter.values[number + 1 :])
    shown = value if not isinstance(value, StepTable) else str(value)
    name = f"{dated.version}: {dated.value} -> {shown}"
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
    other = ParameterBook(
        changed if one is original else one for one in book().parameters
    )

    noticed = any(sheet.failures(other) for sheet in SHEETS_OF[original.id])

    assert noticed, f"no sheet fails when {changed.id} changes"
