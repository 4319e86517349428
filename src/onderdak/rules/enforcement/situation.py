"""What a guard may look at besides the steps: the law, the case, the people, the money.

What is None is not known. A guard that needs it then says what is missing; one that
only matters later (a review, while the letter is still a draft) lets it pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

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
    booked_costs_cents: int | None = None  # the costs of coercion in the ledger
    local_fine_cents: int | None = None  # the municipality's own amount
    reviewed: bool | None = None  # by somebody else; None: the letter is a draft
    state: str | None = None  # where the measure stands; None: told by the history
