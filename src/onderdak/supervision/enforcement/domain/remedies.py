"""Objection, appeal, higher appeal and injunction: what each needs, and what ends it.

Source: chapters 6 to 8 Awb; a remedy hangs on a decision and does not suspend it
(6:16), unless a judge says so (8:81) or the authority itself does.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text


class RemedyKind(StrEnum):
    """What somebody can set against a decision."""

    OBJECTION = "objection"
    APPEAL = "appeal"
    HIGHER_APPEAL = "higher_appeal"
    INJUNCTION = "injunction"


class Party(StrEnum):
    """Who sets it against the decision."""

    OFFENDER = "offender"
    THIRD_PARTY = "third_party"


class Outcome(StrEnum):
    """How a remedy ended."""

    UNFOUNDED = "unfounded"
    PARTLY_FOUNDED = "partly_founded"
    FOUNDED = "founded"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"
    GRANTED = "granted"
    REFUSED = "refused"


_OF_JUDGEMENT: Final = frozenset(
    {
        Outcome.UNFOUNDED,
        Outcome.PARTLY_FOUNDED,
        Outcome.FOUNDED,
        Outcome.INADMISSIBLE,
        Outcome.WITHDRAWN,
    }
)
_OF_INJUNCTION: Final = frozenset(
    {Outcome.GRANTED, Outcome.REFUSED, Outcome.INADMISSIBLE, Outcome.WITHDRAWN}
)
# On what each can be set: nothing before an objection, a judge only after it.
_AFTER: Final = {
    RemedyKind.OBJECTION: None,
    RemedyKind.APPEAL: RemedyKind.OBJECTION,
    RemedyKind.HIGHER_APPEAL: RemedyKind.APPEAL,
}
# An injunction needs something that runs beside it (8:81: objection or appeal).
_CONNECTED: Final = frozenset(
    {RemedyKind.OBJECTION, RemedyKind.APPEAL, RemedyKind.HIGHER_APPEAL}
)


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed against a decision.

    `about` is the number of the earlier remedy: the objection whose decision an appeal
    is about, the appeal behind a higher appeal, and for an injunction the objection or
    appeal it goes with.
    """

    kind: RemedyKind
    party: Party
    filed_on: date
    about: int | None = None
    committee: bool = False
    reference: str = ""
    late_because: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The remedy that another one rests on."""

    kind: RemedyKind
    filed_on: date
    decided_on: date | None
    outcome: Outcome | None
    made_known_on: date | None = None


def outcomes_of(kind: RemedyKind) -> frozenset[Outcome]:
    """How a remedy of this kind can end."""
    return _OF_INJUNCTION if kind is RemedyKind.INJUNCTION else _OF_JUDGEMENT


def check_filed(
    filed: Filed,
    *,
    decided_on: date,
    earlier: Earlier | None,
    last_day: date | None,
    on: date,
) -> None:
    """Stop what cannot be filed: before its decision, or out of order.

    What comes late is taken in all the same, with the reason that was given: whether
    that excuses it is decided with the remedy itself (6:11 Awb).

    Args:
        decided_on: the day of the decision that it is set against.
        last_day: the last day for this remedy, where there is one.
        on: today.

    Raises:
        Invalid: a day that cannot be, or late without a word about that.
        Conflict: the remedy before it is missing, runs still or was withdrawn.
    """
    _check_days(filed, decided_on, on)
    _check_order(filed, earlier)
    if last_day is not None and filed.filed_on > last_day and not _said(filed):
        raise Invalid(
            text(
                "The last day for this was %(day)s.",
                day=last_day,
            ),
            why=text("What comes late may be excused (art. 6:11 Awb)."),
            next_step=text("Say why it is late, or that no reason was given."),
        )


def _said(filed: Filed) -> bool:
    return bool(filed.late_because.replace("\x00", "").strip())


def _check_days(filed: Filed, decided_on: date, on: date) -> None:
    _check_days_of_filing(filed.filed_on, decided_on)
    if filed.filed_on > on:
        raise Invalid(text("That day is still to come."))


def _check_days_of_filing(filed_on: date, decided_on: date) -> None:
    if filed_on < decided_on:
        raise Invalid(
            text("This was filed before the decision of %(day)s.", day=decided_on),
            next_step=text("Check the day, or choose another decision."),
        )


def _check_order(filed: Filed, earlier: Earlier | None) -> None:
    if filed.kind is RemedyKind.INJUNCTION:
        _check_connected(earlier)
        return
    wanted = _AFTER[filed.kind]
    if wanted is None:
        if earlier is not None:
            raise Invalid(text("An objection is set against a decision itself."))
        return
    if earlier is None or earlier.kind is not wanted:
        raise Conflict(
            text("An appeal is about the decision on what came before it."),
            why=text("First comes an objection, then appeal, then higher appeal."),
            next_step=text("Choose the remedy whose decision this is about."),
        )
    if earlier.decided_on is None or earlier.outcome is Outcome.WITHDRAWN:
        raise Conflict(text("What this is about is not decided on."))
    _check_days_of_filing(filed.filed_on, earlier.decided_on)


def _check_connected(earlier: Earlier | None) -> None:
    if earlier is None or earlier.kind not in _CONNECTED:
        raise Conflict(
            text("An injunction goes with an objection or an appeal."),
            why=text("A judge takes it up only beside one that runs (art. 8:81 Awb)."),
            next_step=text("Record the objection or appeal first."),
        )
    if earlier.decided_on is not None:
        raise Conflict(text("The objection or appeal it goes with was decided on."))


def check_outcome(
    kind: RemedyKind,
    outcome: Outcome,
    *,
    filed_on: date,
    decided_on: date,
    suspends: bool,
    on: date,
    made_known_on: date | None = None,
) -> None:
    """Stop an ending that this kind does not have, or on a day that cannot be.

    Raises:
        Invalid: there is no such ending, or the day is before filing or to come.
    """
    if outcome not in outcomes_of(kind):
        raise Invalid(text("A remedy of this kind does not end like that."))
    if not filed_on <= decided_on <= on:
        raise Invalid(
            text("The decision is on or after the day of filing, and not to come.")
        )
    if made_known_on is not None and not decided_on <= made_known_on <= on:
        raise Invalid(
            text("It is made known on or after the day of the decision, and not later.")
        )
    if suspends and outcome is not Outcome.GRANTED:
        raise Invalid(text("Only an injunction that is granted suspends a decision."))


def check_put_off(kind: RemedyKind, *, already: bool, decided: bool) -> None:
    """Stop putting off what cannot be put off: once, and only an objection.

    Source: art. 7:10(3) Awb.

    Raises:
        Conflict: it was put off or decided on, or is with a judge.
    """
    if kind is not RemedyKind.OBJECTION:
        raise Conflict(text("Only the decision on an objection is put off here."))
    if decided:
        raise Conflict(text("This was decided on already."))
    if already:
        raise Conflict(
            text("The decision was put off already."),
            why=text("That can be done once (art. 7:10(3) Awb)."),
        )
