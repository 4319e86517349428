"""The matrix and the amounts of a municipality on a day, and what was chosen."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.enforcement.case_rows import case_to_see
from onderdak.supervision.enforcement.domain.amounts import AmountOf
from onderdak.supervision.enforcement.domain.choosing import (
    Behaviour,
    CellRead,
    Consequence,
    Intervention,
)
from onderdak.supervision.enforcement.domain.permissions import SEE_SETTINGS
from onderdak.supervision.enforcement.models import Choice, LocalAmount, MatrixCell


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix of a municipality on a day; a cell that nobody filled advises none."""

    cells: dict[tuple[Behaviour, Consequence], CellRead]

    @property
    def empty(self) -> int:
        """How many of the sixteen cells nobody filled."""
        return sum(not cell.filled for cell in self.cells.values())

    @property
    def invented(self) -> bool:
        """Whether any of it was invented for a municipality that does not exist."""
        return any(cell.invented for cell in self.cells.values())


def matrix_of(*, by: Actor, municipality: str, on: date) -> Matrix:
    """All sixteen cells as they read on a day.

    Raises:
        NotAllowed: this person does not work with the matrix here.
    """
    check_may(by, SEE_SETTINGS, municipality=municipality)
    return Matrix(_cells(municipality, on))


def cell_on(
    municipality: str, behaviour: Behaviour, consequence: Consequence, on: date
) -> CellRead:
    """One cell as it reads on a day; callers checked who may."""
    return _cells(municipality, on)[behaviour, consequence]


def _cells(
    municipality: str, on: date
) -> dict[tuple[Behaviour, Consequence], CellRead]:
    cells = {(b, c): CellRead(b, c) for b in Behaviour for c in Consequence}
    rows = MatrixCell.objects.filter(municipality_id=municipality, valid_from__lte=on)
    for row in rows.order_by("valid_from", "id"):
        read = _read(row)
        cells[read.behaviour, read.consequence] = read
    return cells


def _read(row: MatrixCell) -> CellRead:
    return CellRead(
        behaviour=Behaviour(row.behaviour),
        consequence=Consequence(row.consequence),
        advised=tuple(Intervention(each) for each in row.advised),
        words=row.words,
        source=row.source,
        valid_from=row.valid_from,
        invented=row.invented,
        version=row.pk,
    )


def cell_history(
    *, by: Actor, municipality: str, behaviour: Behaviour, consequence: Consequence
) -> list[MatrixCell]:
    """Every version of a cell, the newest first.

    Raises:
        NotAllowed: this person does not work with the matrix here.
    """
    check_may(by, SEE_SETTINGS, municipality=municipality)
    rows = MatrixCell.objects.filter(
        municipality_id=municipality, behaviour=behaviour, consequence=consequence
    )
    return list(rows.order_by("-valid_from", "-id")[:100])


def amounts_of(*, by: Actor, municipality: str, on: date) -> list[LocalAmount]:
    """The local amounts that hold on a day, by kind and norm.

    Raises:
        NotAllowed: this person does not work with the amounts here.
    """
    check_may(by, SEE_SETTINGS, municipality=municipality)
    return _amounts(Q(municipality_id=municipality), on)


def amounts_for(
    municipality: str, amount_of: AmountOf, rule: str, on: date
) -> list[LocalAmount]:
    """The amounts for a norm, or else those for every norm; callers checked who may."""
    wanted = Q(municipality_id=municipality, amount_of=amount_of, rule__in=[rule, ""])
    found = _amounts(wanted, on)
    return [row for row in found if row.rule == rule] or found


def _amounts(wanted: Q, on: date) -> list[LocalAmount]:
    rows = LocalAmount.objects.filter(wanted, valid_from__lte=on)
    newest: dict[tuple[str, str, str], LocalAmount] = {}
    for row in rows.order_by("valid_from", "id"):
        newest[row.amount_of, row.rule, row.per] = row
    held = [row for row in newest.values() if not row.ended]
    return sorted(held, key=lambda row: (row.amount_of, row.rule, row.per))


def choices_of(*, by: Actor, municipality: str, number: str) -> list[Choice]:
    """What was chosen for a case, the newest first: that one counts.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    case = case_to_see(by, municipality, number)
    return list(Choice.objects.filter(case=case).order_by("-id")[:100])


def choice_of(*, by: Actor, municipality: str, number: str) -> Choice | None:
    """The choice that counts for a case; None where none was made.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    return next(iter(choices_of(by=by, municipality=municipality, number=number)), None)
