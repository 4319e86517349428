"""Enforcement as the law has it: paths, clocks, penalties, limitation and fines.

Nothing here opens a socket, reads a clock or keeps a case. A path is a file in
`paths/`; what was done in a case comes in as a list of steps, and by which day what has
to happen, what was forfeited and what stands in the way comes out.
"""

from onderdak.rules.enforcement.clocks import Clock, ClockState, clocks_of
from onderdak.rules.enforcement.fines import Ceiling, EarlierFine, fine_ceiling
from onderdak.rules.enforcement.forfeiture import (
    Check,
    Forfeiture,
    Order,
    Penalty,
    Unit,
    forfeitures,
)
from onderdak.rules.enforcement.forms import (
    CORRECT,
    ClockSpec,
    Entry,
    FactKind,
    FactSpec,
    Path,
    RemedyTerm,
    RuleSet,
    State,
    StepKind,
)
from onderdak.rules.enforcement.guards import GUARDS, problems
from onderdak.rules.enforcement.history import RemedyOn, Span, Taken, standing
from onderdak.rules.enforcement.limitation import (
    Hold,
    Holding,
    Interruption,
    Limitation,
    limitation,
)
from onderdak.rules.enforcement.money import forfeited, limitations
from onderdak.rules.enforcement.ruleset import read, shipped
from onderdak.rules.enforcement.situation import Decided, Ground, Situation, What

__all__ = [
    "CORRECT",
    "GUARDS",
    "Ceiling",
    "Check",
    "Clock",
    "ClockSpec",
    "ClockState",
    "Decided",
    "EarlierFine",
    "Entry",
    "FactKind",
    "FactSpec",
    "Forfeiture",
    "Ground",
    "Hold",
    "Holding",
    "Interruption",
    "Limitation",
    "Order",
    "Path",
    "Penalty",
    "RemedyOn",
    "RemedyTerm",
    "RuleSet",
    "Situation",
    "Span",
    "State",
    "StepKind",
    "Taken",
    "Unit",
    "What",
    "clocks_of",
    "fine_ceiling",
    "forfeited",
    "forfeitures",
    "limitation",
    "limitations",
    "problems",
    "read",
    "shipped",
    "standing",
]
