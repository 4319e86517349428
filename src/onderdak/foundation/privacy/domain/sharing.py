"""Sharing with a chain partner is a decision: its ground, its purpose, and how little.

A law goes before a covenant, and a covenant before a project plan; the last two lapse
and are good for the days only that they name. Whoever decides says why it is necessary
and proportional, and what was left out (art. 5, 6(1)(e) and 6(4) AVG).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.text import Text, text

_LEAST_SIGNS = 10


class SharingGround(StrEnum):
    """On what sharing rests, the strongest first."""

    LAW = "law"
    COVENANT = "covenant"
    PROJECT_PLAN = "project_plan"


@dataclass(frozen=True, slots=True)
class SharingDecision:
    """What somebody decides before anything is shared.

    Attributes:
        partner: with whom.
        kind: on what kind of ground.
        ground: the article, or the covenant or plan by name.
        ground_since: the first day on which that ground holds; None for a law.
        ground_until: the first day on which it no longer does; None for a law.
        purpose: for what the partner may use it.
        necessity: why it cannot do without.
        proportionality: why less would not do.
        left_out: what was known and is not shared.
        fields: which fields are shared, of those that the room offers.
        expires_on: the first day on which the partner can no longer get at it.
    """

    partner: str
    kind: SharingGround
    ground: str
    ground_since: date | None
    ground_until: date | None
    purpose: str
    necessity: str
    proportionality: str
    left_out: str
    fields: tuple[str, ...]
    expires_on: date


def check_decision(
    decision: SharingDecision, *, offered: Sequence[str], on: date, most_days: int
) -> None:
    """Stop a decision that carries no sharing, with every fault at once.

    Args:
        offered: the fields that the room can share at all.
        on: the day of the decision.
        most_days: for how long a partner may get at it at most.

    Raises:
        Invalid: something is missing, or the ground does not hold.
    """
    faults = [
        *_faults_of_ground(decision, on),
        *_faults_of_words(decision),
        *_faults_of_fields(decision, offered),
        *_faults_of_days(decision, on, most_days),
    ]
    if faults:
        raise Invalid(
            faults[0],
            why=faults[1] if len(faults) > 1 else None,
            next_step=text("Complete the decision; nothing was shared."),
        )


def _faults_of_ground(decision: SharingDecision, on: date) -> Iterator[Text]:
    until = decision.ground_until
    if not decision.ground.strip():
        yield text("Name the article, the covenant or the plan on which this rests.")
    if decision.kind is not SharingGround.LAW and until is None:
        yield text("A covenant or a project plan has a last day: state it.")
    if decision.kind is not SharingGround.LAW and decision.ground_since is None:
        yield text("A covenant or a project plan has a first day: state it.")
    since = decision.ground_since or on
    if on < since or (until is not None and on >= until):
        yield text("The ground does not hold today.")
    if until is not None and decision.expires_on > until:
        yield text("What is shared cannot outlive its ground.")


def _faults_of_words(decision: SharingDecision) -> Iterator[Text]:
    words = (
        (decision.purpose, text("State for what the partner may use it.")),
        (decision.necessity, text("State why the partner cannot do without it.")),
        (decision.proportionality, text("State why less would not do.")),
        (decision.left_out, text("State what you left out.")),
    )
    if not decision.partner.strip():
        yield text("State with whom it is shared.")
    for said, fault in words:
        if len(said.strip()) < _LEAST_SIGNS:
            yield fault


def _faults_of_fields(
    decision: SharingDecision, offered: Sequence[str]
) -> Iterator[Text]:
    if not decision.fields:
        yield text("Choose at least one field to share.")
    for field in decision.fields:
        if field not in offered:
            yield text("There is no field '%(field)s' to share.", field=field)


def _faults_of_days(
    decision: SharingDecision, on: date, most_days: int
) -> Iterator[Text]:
    if decision.expires_on <= on:
        yield text("The day on which it expires must be after today.")
    if decision.expires_on > on + timedelta(days=most_days):
        yield text("It can be shared for at most %(days)s days.", days=most_days)


def shared_part(
    available: Mapping[str, object],
    *,
    fields: Sequence[str],
    expires_on: date,
    on: date,
) -> dict[str, object]:
    """Exactly what was decided to share, in the order of the decision.

    Raises:
        NotAllowed: the decision has expired.
    """
    if on >= expires_on:
        raise NotAllowed(
            text("This was shared until %(day)s.", day=expires_on.isoformat()),
            next_step=text("Ask the municipality to share it anew."),
        )
    return {field: available[field] for field in fields if field in available}
