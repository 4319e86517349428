"""Which chain partners report, and what each of their reports must carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text

MOST_REFERENCE: Final = 80
_MOST_NAME: Final = 80


class Partner(StrEnum):
    """What kind of organisation hands a report in."""

    POLICE = "police"
    CORPORATION = "corporation"
    WASTE_TEAM = "waste_team"
    UTILITY = "utility"
    UWV_WAGES = "uwv_wages"
    UWV_HOUSING = "uwv_housing"
    SNF = "snf"
    INSPECTORATE = "inspectorate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Whose report it is: the kind of partner, its name, its own reference."""

    partner: Partner
    name: str
    reference: str


def check_handed_in(given: HandedIn) -> None:
    """Stop a report of which the sender cannot be told, or found again.

    Raises:
        Invalid: the name or the reference is missing or too long.
    """
    if not given.name.strip() or len(given.name) > _MOST_NAME:
        raise Invalid(text("Say in a few words which organisation reports it."))
    if not given.reference.strip() or len(given.reference) > MOST_REFERENCE:
        raise Invalid(
            text("Give the partner's own reference."),
            why=text("By it the same report is not written down twice."),
        )


def check_not_known(number: str) -> None:
    """Stop a report that the same partner handed in before under this reference.

    Raises:
        Conflict: it is here already.
    """
    if number:
        raise Conflict(
            text("This partner handed it in before: report %(number)s.", number=number),
            next_step=text("Add what is new to that report."),
        )


def partner_named(word: str) -> Partner:
    """A kind of partner by its key.

    Raises:
        Invalid: there is no such kind.
    """
    if word not in set(Partner):
        raise Invalid(
            text("There is no partner '%(word)s'.", word=word),
            next_step=text("Choose one of: %(all)s.", all=", ".join(Partner)),
        )
    return Partner(word)
