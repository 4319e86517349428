"""The door of choosing an instrument: the matrix, the amounts, and what was chosen."""

from onderdak.supervision.enforcement.choice_actions import (
    NewAmount,
    NewCell,
    choose_instrument,
    fill_amount,
    fill_cell,
)
from onderdak.supervision.enforcement.choice_queries import (
    Matrix,
    amounts_for,
    amounts_of,
    cell_history,
    choice_of,
    choices_of,
    matrix_of,
)
from onderdak.supervision.enforcement.domain.amounts import AMOUNTS, PERS, AmountOf, Per
from onderdak.supervision.enforcement.domain.choosing import (
    AGGRAVATIONS,
    AT_ONCE,
    BEHAVIOURS,
    CONSEQUENCES,
    INTERVENTIONS,
    WAIT,
    Aggravating,
    Behaviour,
    CellRead,
    Consequence,
    Intervention,
    NewChoice,
    deviates,
    paths_for,
)
from onderdak.supervision.enforcement.domain.permissions import (
    SEE_SETTINGS,
    SET_UP_ENFORCEMENT,
)
from onderdak.supervision.enforcement.models import Choice, LocalAmount, MatrixCell

__all__ = [
    "AGGRAVATIONS",
    "AMOUNTS",
    "AT_ONCE",
    "BEHAVIOURS",
    "CONSEQUENCES",
    "INTERVENTIONS",
    "PERS",
    "SEE_SETTINGS",
    "SET_UP_ENFORCEMENT",
    "WAIT",
    "Aggravating",
    "AmountOf",
    "Behaviour",
    "CellRead",
    "Choice",
    "Consequence",
    "Intervention",
    "LocalAmount",
    "Matrix",
    "MatrixCell",
    "NewAmount",
    "NewCell",
    "NewChoice",
    "Per",
    "amounts_for",
    "amounts_of",
    "cell_history",
    "choice_of",
    "choices_of",
    "choose_instrument",
    "deviates",
    "fill_amount",
    "fill_cell",
    "matrix_of",
    "paths_for",
]
