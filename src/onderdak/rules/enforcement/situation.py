"""What a guard may look at besides the steps: the law, the case, the people, the money.

What is None is not known. A guard that needs it then says what is missing; one that
only matters later (a review, while the letter is still a draft) lets it pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onderdak.rules.enforcement.fines import EarlierFine
from onderdak.rules.enforcement.history import RemedyOn
from onderdak.rules.engine.parameters import ParameterBook
from onderdak.rules.findings.norms import NormBook


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding that the case rests on."""

    rule: str
    part: str | None = None
    found_on: date | None = None
    report: str | None = None  # the hash of the signed report


class What(StrEnum):
    """What was decided before, that a later step may rest on."""

    FINE = "fine"
    WITHDRAWAL = "withdrawal"  # of a letting permit
    TAKEOVER = "takeover"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision against this offender, in any case here, that still stands."""

    what: What
    on_day: date
    works_from: date | None = None  # the day on which it takes effect
    here: bool = True  # about the address of this case
    rule: str = ""  # of a fine, with its part: E11, F10_danger
    breached_on: date | None = None  # of a fine
    norm: str = ""  # which rule of the act a fine is for, as its report says


@dataclass(frozen=True, slots=True)
class CameIn:
    """What was paid on a day, or written off by hand; below nothing: given back."""

    on_day: date
    cents: int


@dataclass(frozen=True, slots=True)
class Situation:
    """The case around a step."""

    book: ParameterBook = field(compare=False)
    norms: NormBook = field(compare=False)
    municipality: str | None
    measure: int | str = 1
    offender: str | None = None  # person or company; None: nobody is named yet
    language: str = "nl"  # of the offender
    grounds: Sequence[Ground] = ()
    remedies: Sequence[RemedyOn] = ()
    earlier_fines: Sequence[EarlierFine] = ()
    chosen: bool = False  # the instrument was chosen with its reasons
    people: int | None = None  # who sleep there, as counted
    teller: bool = False  # somebody was named who tells them
    balance_cents: int | None = None  # what is owed on this measure; None: not known
    claimed_cents: int | None = None  # what was claimed; None: not known
    paid_cents: int | None = None  # what came in and was not given back
    written_off_cents: int | None = None
    came_in: Sequence[CameIn] = ()  # when it came in; what is not told came last
    booked_costs_cents: int | None = None  # the costs of coercion in the ledger
    local_fine_cents: int | None = None  # the municipality's own amount
    local_fee_cents: int | None = None  # its own fee for management, a month
    decided: Sequence[Decided] = ()  # what stands, outside this measure
    reviewed: bool | None = None  # by somebody else; None: the letter is a draft
    state: str | None = None  # where the measure stands; None: told by the history
