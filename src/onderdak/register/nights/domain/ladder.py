"""Helping first: from a campaign to a warning, one step at a time.

The steps and what may follow what are a table. A municipality may skip a step with a
reason (danger does not wait); the software never proposes to. Enforcement is not on
this ladder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text


class Step(StrEnum):
    """What a municipality does when a provider's register falls behind."""

    CAMPAIGN = "campaign"
    REMINDER = "reminder"
    TALK = "talk"
    WARNING = "warning"


# What may follow without a reason; the last is what the software proposes.
FOLLOWS: Final[Mapping[Step | None, tuple[Step, ...]]] = {
    None: (Step.CAMPAIGN, Step.REMINDER),
    Step.CAMPAIGN: (Step.CAMPAIGN, Step.REMINDER),
    Step.REMINDER: (Step.CAMPAIGN, Step.REMINDER, Step.TALK),
    Step.TALK: (Step.REMINDER, Step.TALK, Step.WARNING),
    Step.WARNING: (Step.REMINDER, Step.TALK, Step.WARNING),
}
_HEIGHT: Final = {step: height for height, step in enumerate(Step)}


class Concern(StrEnum):
    """Why a provider stands out."""

    NEVER = "never"
    SILENT = "silent"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Terms:
    """The ladder's terms of a municipality on a day."""

    silent_days: int
    response_days: int
    fresh_after_days: int
    late_notices: int
    missed_nights: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a provider keeps the register, as counted on a day.

    `usual_days` is the median of the days between its declarations of the last year;
    `late` and `missed` are None where no by-law asks for them: then nothing can be
    late or missing.
    """

    known_since: date
    last_declared: date | None
    usual_days: int | None
    late: int | None
    missed: int | None
    guests: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, and until when the provider had to respond."""

    step: Step
    on: date
    respond_by: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next step, and why, in one sentence."""

    step: Step
    concern: Concern
    why: Text
    not_before: date


def concern(standing: Standing, terms: Terms, on: date) -> tuple[Concern, Text] | None:
    """The gravest reason to look at a provider, or None where all is in order."""
    for found in (_silence(standing, terms, on), _missed(standing, terms)):
        if found is not None:
            return found
    return _late(standing, terms)


def _silence(standing: Standing, terms: Terms, on: date) -> tuple[Concern, Text] | None:
    if standing.last_declared is None:
        waiting = (on - standing.known_since).days
        if waiting <= terms.silent_days:
            return None
        return Concern.NEVER, text(
            "Known here for %(days)s days, and nothing was declared yet.", days=waiting
        )
    silent = (on - standing.last_declared).days
    usual = standing.usual_days
    if silent <= max(terms.silent_days, 3 * (usual or 0)):
        return None
    if usual is None:
        return Concern.SILENT, text(
            "Nothing was declared for %(days)s days, after one declaration.",
            days=silent,
        )
    return Concern.SILENT, text(
        "Nothing was declared for %(days)s days; every %(usual)s days is usual here.",
        days=silent,
        usual=usual,
    )


def _missed(standing: Standing, terms: Terms) -> tuple[Concern, Text] | None:
    if standing.missed is None or standing.missed < terms.missed_nights:
        return None
    return Concern.MISSED, text(
        "%(nights)s nights of the last thirty days were not confirmed in time.",
        nights=standing.missed,
    )


def _late(standing: Standing, terms: Terms) -> tuple[Concern, Text] | None:
    if standing.late is None or standing.late < terms.late_notices:
        return None
    return Concern.LATE, text(
        "%(stays)s stays of the last three months were declared after the notice term.",
        stays=standing.late,
    )


def propose(
    standing: Standing, taken: Sequence[Taken], terms: Terms, on: date
) -> Proposal | None:
    """The next step on the ladder, when there is a concern and its time has come.

    Args:
        taken: every step so far, in any order; old ones no longer count.
    """
    found = concern(standing, terms, on)
    if found is None:
        return None
    latest = latest_step(taken, terms, on)
    if latest is None:
        return Proposal(Step.REMINDER, *found, on)
    if standing.last_declared is not None and standing.last_declared > latest.on:
        # The step helped, and the trouble is new: remind before more is done.
        return Proposal(Step.REMINDER, *found, on)
    not_before = latest.respond_by + timedelta(days=1)
    return Proposal(FOLLOWS[latest.step][-1], *found, max(on, not_before))


def latest_step(taken: Sequence[Taken], terms: Terms, on: date) -> Taken | None:
    """The step that counts now: the newest that is not too long ago."""
    oldest = on - timedelta(days=terms.fresh_after_days)
    fresh = [step for step in taken if oldest < step.on <= on]
    return max(fresh, key=lambda step: (step.on, _HEIGHT[step.step]), default=None)


def check_step(wanted: Step, latest: Taken | None, *, reason: str) -> None:
    """Stop a step that skips one, unless it says why.

    Raises:
        Invalid: the ladder has a lighter step first, and no reason is given.
    """
    before = latest.step if latest else None
    if wanted in FOLLOWS[before] or reason.strip():
        return
    raise Invalid(
        text("A lighter step comes before this one."),
        why=text("Helping first: remind, then talk, then warn."),
        next_step=text("Take the lighter step, or say why it is skipped."),
    )
