"""A visit as somebody plans it: what must be said before anybody stands at a door.

Whoever supervises uses a power only as far as the task reasonably needs it (art. 5:13
Awb): so the reason, what was tried before, and the pair are asked for here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.domain.kinds import Ground, Kind, Means

_LEAST_WORDS: Final = 5
_MOST_LANGUAGES: Final = 6


@dataclass(frozen=True, slots=True)
class Tried:
    """A lighter means: what, when, and what came of it."""

    what: Means
    on_day: date
    came_of: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit as it is planned, or planned anew."""

    address: int
    kind: Kind
    reason: str
    # In the words with which the ranking tells how an address was chosen.
    chosen_by: str
    ground: Ground
    day: date
    from_time: time
    until_time: time
    lead: int
    # Who else goes, the second first.
    others: tuple[int, ...] = ()
    alone_because: str = ""
    announced: bool = True
    unannounced_because: str = ""
    tried: tuple[Tried, ...] = ()
    no_lighter_because: str = ""
    handled_hard: str = ""
    handled_soft: str = ""
    languages: tuple[str, ...] = ()
    checklist: str = "location"
    # The reference of a running address investigation.
    investigation: str = ""
    # The number of the visit of which this is the re-inspection, and what failed then.
    earlier: str = ""
    failed_items: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Pinned:
    """The checklist of a visit, as it was when the visit began; it stays that."""

    key: str
    version: str
    digest: str
    body: Mapping[str, object]


def check_plan(plan: Plan) -> None:
    """Stop a plan in which something that the law or good practice asks is missing.

    Raises:
        Invalid: what is missing, and why it is asked.
    """
    _check_said(plan.reason, text("Say why this address is visited."))
    _check_hours(plan)
    _check_pair(plan)
    _check_lighter(plan)
    if not plan.announced:
        _check_said(
            plan.unannounced_because, text("Say why the visit is not announced.")
        )
    _check_kind(plan)
    if len(plan.languages) > _MOST_LANGUAGES:
        raise Invalid(text("Choose at most %(most)s languages.", most=_MOST_LANGUAGES))


def _check_said(words: str, missing: Text, why: Text | None = None) -> None:
    if len(words.strip()) < _LEAST_WORDS:
        raise Invalid(missing, why=why)


def _check_hours(plan: Plan) -> None:
    if plan.until_time <= plan.from_time:
        raise Invalid(text("The visit ends before it begins. Change the hours."))


def _check_pair(plan: Plan) -> None:
    if plan.lead in plan.others or len(set(plan.others)) < len(plan.others):
        raise Invalid(text("Somebody is named twice. Name each person once."))
    if plan.others:
        return
    _check_said(
        plan.alone_because,
        text("A visit is made by two. Choose a second person, or say why not."),
        why=text("Two see more than one, and it is safer."),
    )


def _check_lighter(plan: Plan) -> None:
    for one in plan.tried:
        if one.on_day > plan.day:
            raise Invalid(text("What was tried lies after the visit. Change the day."))
        _check_said(one.came_of, text("Say what came of what was tried before."))
    if plan.tried:
        return
    _check_said(
        plan.no_lighter_because,
        text("Say which lighter means were tried, or why none."),
        why=text("A power is used only as far as it is needed (art. 5:13 Awb)."),
    )


def _check_kind(plan: Plan) -> None:
    if plan.kind is Kind.ADDRESS_CHECK and not plan.investigation.strip():
        raise Invalid(
            text("Give the reference of the running address investigation."),
            why=text(
                "An address check is part of an investigation of the BRP"
                " (art. 2.37d Wet BRP)."
            ),
        )
    if plan.kind is Kind.REINSPECTION and not plan.earlier.strip():
        raise Invalid(text("Give the number of the visit that is looked at again."))
