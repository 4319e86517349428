"""The matrix of a municipality, its amounts, and what was chosen for a case and why."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.enforcement.contract.cases import Case
from onderdak.supervision.enforcement.contract.choices import (
    WAIT,
    Aggravating,
    AmountOf,
    Behaviour,
    Choice,
    Consequence,
    Intervention,
    MatrixCell,
    NewAmount,
    NewCell,
    NewChoice,
    Per,
    amounts_of,
    choice_of,
    choose_instrument,
    fill_amount,
    fill_cell,
    matrix_of,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon

pytestmark = pytest.mark.django_db
CELL = NewCell(
    behaviour=Behaviour.B,
    consequence=Consequence.CONCERN,
    advised=(Intervention.WARN, Intervention.PENALTY_ORDER),
    valid_from=date(2026, 1, 1),
    source="Besluit van het college van 16 december 2025",
)
CHOICE = NewChoice(
    behaviour=Behaviour.B,
    consequence=Consequence.CONCERN,
    instrument="penalty_order",
    proportionality="Seven people sleep in a house for four, for a month now.",
    subsidiarity="A warning was given in January and nothing was mended.",
    aggravating=(Aggravating.GAIN, Aggravating.GAIN),
)


def filled(town: EnforcingTown, cell: NewCell = CELL) -> MatrixCell:
    """A cell, filled by the administrator."""
    with town.seen_by(town.visits.admin):
        return fill_cell(
            by=town.visits.admin, municipality=town.code, cell=cell, at=noon(OPENED)
        )


def chosen(town: EnforcingTown, case: Case, choice: NewChoice = CHOICE) -> Choice:
    """A choice by the lawyer."""
    with town.seen_by(town.lawyer):
        return choose_instrument(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            chosen=choice,
            at=noon(OPENED),
        )


def test_the_matrix_is_empty_until_the_municipality_fills_it(
    town: EnforcingTown,
) -> None:
    with town.seen_by(town.lawyer):
        matrix = matrix_of(by=town.lawyer, municipality=town.code, on=OPENED)
    assert (len(matrix.cells), matrix.empty, matrix.invented) == (16, 16, False)


def test_a_cell_reads_as_it_did_on_the_day(town: EnforcingTown) -> None:
    filled(town)
    later = replace(CELL, advised=(Intervention.FINE,), valid_from=date(2026, 7, 1))
    filled(town, later)
    with town.seen_by(town.lawyer):
        advised = [
            matrix_of(by=town.lawyer, municipality=town.code, on=day)
            .cells[Behaviour.B, Consequence.CONCERN]
            .advised
            for day in (date(2025, 12, 31), OPENED, date(2026, 7, 1))
        ]
    assert advised == [(), CELL.advised, later.advised]


def test_a_choice_keeps_the_cell_as_it_read(town: EnforcingTown) -> None:
    filled(town)
    case = town.case()
    row = chosen(town, case)
    filled(town, replace(CELL, advised=(Intervention.FINE,)))
    with town.seen_by(town.lawyer):
        kept = choice_of(by=town.lawyer, municipality=town.code, number=case.number)
    assert kept is not None
    assert kept.pk == row.pk
    assert kept.cell["advised"] == ["warn", "penalty_order"]
    assert kept.aggravating == ["gain"]
    assert not kept.deviates


def test_a_deviation_needs_a_reason(town: EnforcingTown) -> None:
    filled(town, replace(CELL, advised=(Intervention.WARN,)))
    case = town.case()
    with pytest.raises(Conflict, match="differs from what the matrix advises"):
        chosen(town, case)
    why = "The same landlord was warned in another house last year."
    assert chosen(town, case, replace(CHOICE, deviation=why)).deviates


def test_unsafe_means_now_and_low_is_never_never(town: EnforcingTown) -> None:
    case = town.case()
    with pytest.raises(Conflict, match="act now"):
        chosen(town, case, replace(CHOICE, unsafe=True, instrument="warning"))
    with pytest.raises(Conflict, match="low is not never"):
        chosen(town, case, replace(CHOICE, low_priority=True))
    waits = replace(
        CHOICE,
        instrument=WAIT,
        low_priority=True,
        because_wait="Two houses where people are in danger go first.",
        look_again_on=date(2026, 6, 1),
    )
    assert chosen(town, case, waits).look_again_on == date(2026, 6, 1)


def test_the_database_itself_keeps_low_from_being_never(town: EnforcingTown) -> None:
    row = chosen(town, town.case())
    row.pk, row.low_priority = None, True
    with town.seen_by(town.lawyer), transaction.atomic():
        with pytest.raises(DatabaseError, match="low_is_not_never"):
            row.save(force_insert=True)


def test_a_choice_is_never_changed(town: EnforcingTown) -> None:
    chosen(town, town.case())
    with town.seen_by(town.lawyer), transaction.atomic():
        with pytest.raises(DatabaseError):
            Choice.objects.update(instrument="warning")


AMOUNT = NewAmount(
    amount_of=AmountOf.PENALTY,
    per=Per.WEEK,
    cents=1_500_00,
    most_cents=15_000_00,
    rule="A01",
    valid_from=date(2026, 1, 1),
    article="Beleidsregel handhaving, artikel 4",
    source="Besluit van het college van 16 december 2025",
)


def test_an_amount_holds_from_its_day_with_its_article(town: EnforcingTown) -> None:
    admin = town.visits.admin
    with town.seen_by(admin):
        here = {"by": admin, "municipality": town.code, "at": noon(OPENED)}
        fill_amount(amount=AMOUNT, **here)
        fill_amount(
            amount=replace(AMOUNT, cents=2_000_00, valid_from=date(2026, 7, 1)),
            **here,
        )
        fill_amount(
            amount=replace(AMOUNT, valid_from=date(2027, 1, 1), ended=True),
            **here,
        )
        cents = [
            [one.cents for one in amounts_of(by=admin, municipality=town.code, on=day)]
            for day in (
                date(2025, 12, 31),
                OPENED,
                date(2026, 7, 1),
                date(2027, 1, 1),
            )
        ]
    assert cents == [[], [1_500_00], [2_000_00], []]


@pytest.mark.parametrize(
    "wrong",
    [
        {"cents": 0},
        {"most_cents": None},
        {"most_cents": 1_000_00},
        {"article": " "},
        {"source": ""},
        {"amount_of": AmountOf.FINE},
    ],
)
def test_an_amount_has_an_article_and_an_order_its_maximum(
    town: EnforcingTown, wrong: dict[str, object]
) -> None:
    with town.seen_by(town.visits.admin), pytest.raises(Invalid):
        fill_amount(
            by=town.visits.admin,
            municipality=town.code,
            amount=replace(AMOUNT, **wrong),
            at=noon(OPENED),
        )


def test_a_supervisor_sees_the_matrix_and_does_not_fill_it(
    town: EnforcingTown,
) -> None:
    with town.seen_by(town.supervisor):
        matrix_of(by=town.supervisor, municipality=town.code, on=OPENED)
        with pytest.raises(NotAllowed):
            fill_cell(
                by=town.supervisor, municipality=town.code, cell=CELL, at=noon(OPENED)
            )
