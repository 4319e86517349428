"""What a visit found: how a finding is named, what the inspector says of it, its term.

A norm gives an outcome. The inspector confirms it or deviates with a reason, and gives
a term in which it must be mended. Which instrument follows is decided elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.kernel.calendar import term_end
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text

MOST_WORDS: Final = 2_000
MOST_DAYS: Final = 730


class Verdict(StrEnum):
    """What an inspector says of an outcome that was computed."""

    CONFIRMED = "confirmed"
    DEVIATES = "deviates"


class Theme(StrEnum):
    """About what a shortcoming is; the municipality has a term of repair for each."""

    SPACE = "space"
    FIRE = "fire"
    FACILITIES = "facilities"
    MANAGEMENT = "management"
    OTHER = "other"

    @property
    def parameter(self) -> str:
        """The parameter with the municipality's days for this theme."""
        return f"repair.{self.value}"


_SPACE: Final = frozenset(
    {"A01", "A02", "A03", "A04", "A05", "A06", "A07", "A17", "X01", "X02"}
)
_FIRE_RULES: Final = frozenset({"A12"})
_FACILITIES: Final = frozenset({"A08", "A09", "A10", "A11", "A13", "A18"})


def theme_of(rule: str, part: str | None) -> Theme:
    """About what a rule is, for the term in which a breach must be mended."""
    if rule == "A17" and part == "sanitary":
        return Theme.FACILITIES
    if rule in _FIRE_RULES:
        return Theme.FIRE
    if rule in _SPACE:
        return Theme.SPACE
    if rule in _FACILITIES:
        return Theme.FACILITIES
    if rule[:1] in {"B", "C", "E"} or rule == "A14":
        return Theme.MANAGEMENT
    return Theme.OTHER


def key_of(rule: str, part: str | None, place: str | None) -> str:
    """The name of a finding within its visit, as the device writes it.

    >>> key_of("A12", "smoke_alarms", "Unit 2")
    'A12.smoke_alarms@Unit 2'
    """
    ruled = f"{rule}.{part}" if part else rule
    return f"{ruled}@{place or ''}"


@dataclass(frozen=True, slots=True)
class Said:
    """What an inspector says of one finding."""

    verdict: Verdict
    why: str = ""

    def __post_init__(self) -> None:
        if self.verdict is Verdict.DEVIATES and not self.why.strip():
            raise Invalid(
                text("A deviation needs a reason."),
                next_step=text("Say why the outcome does not hold here."),
            )
        if len(self.why) > MOST_WORDS:
            raise Invalid(
                text("The reason has at most %(most)s characters.", most=MOST_WORDS)
            )


def said_on_device(settled: Mapping[str, object], key: str) -> Said | None:
    """What was said of a finding during the visit, by the settled values of its paths.

    What is in conflict is not settled, and so not said. A deviation without a reason is
    none: the inspector is asked again.
    """
    spoken = str(settled.get(f"finding/{key}/verdict") or "")
    why = str(settled.get(f"finding/{key}/why") or "").strip()[:MOST_WORDS]
    if spoken not in set(Verdict):
        return None
    verdict = Verdict(spoken)
    if verdict is Verdict.DEVIATES and not why:
        return None
    return Said(verdict, why)


@dataclass(frozen=True, slots=True)
class Act:
    """What was done at once because something was not safe."""

    id: str
    what: str
    who: str = ""
    phoned_at: str = ""
    about: str = ""


def acts_in(settled: Mapping[str, object]) -> tuple[Act, ...]:
    """What was done at once, by the settled values of `act/<id>/...`."""
    found: dict[str, dict[str, str]] = {}
    for path, value in settled.items():
        parts = path.split("/")
        if parts[0] != "act" or len(parts) not in (2, 3):
            continue
        whole = value if isinstance(value, Mapping) and len(parts) == 2 else None
        told = whole if whole is not None else {parts[-1]: value}
        found.setdefault(parts[1], {}).update(
            {str(name): str(said) for name, said in told.items() if said is not None}
        )
    return tuple(
        Act(
            id=id_,
            what=told.get("what", ""),
            who=told.get("who", ""),
            phoned_at=told.get("phoned_at", ""),
            about=told.get("about", ""),
        )
        for id_, told in sorted(found.items())
        if any(told.values())
    )


@dataclass(frozen=True, slots=True)
class TermOfRepair:
    """In how many days something must be mended, and on what that rests.

    Either the municipality's own value (`version`), or the inspector's reason.
    """

    days: int
    version: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.days <= MOST_DAYS:
            raise Invalid(
                text("A term of repair is from 1 to %(most)s days.", most=MOST_DAYS)
            )
        if not self.version and not self.reason.strip():
            raise Invalid(
                text("This term needs a reason."),
                text("The municipality has no term of its own for this."),
                next_step=text("Say why this term is long and short enough."),
            )


def term_given(days: int, reason: str, local: tuple[int, str] | None) -> TermOfRepair:
    """The term that an inspector gives.

    Args:
        local: the municipality's days with the version of the value; one that is
            followed needs no reason.
    """
    if local is not None and days == local[0]:
        return TermOfRepair(days, version=local[1], reason=reason.strip())
    return TermOfRepair(days, reason=reason.strip())


def last_day(told_on: date, days: int) -> tuple[date, tuple[Text, ...]]:
    """The last day of a term of repair, and how it was counted.

    The municipality sets this term itself, in a letter: no act or order does, so the
    Algemene termijnenwet does not lengthen it (art. 1 (1)).
    """
    found = term_end(told_on, days=days, extend=False)
    return found.last_day, found.counted


def open_questions(
    breaches: Sequence[str],
    said: Mapping[str, Said],
    terms: Mapping[str, TermOfRepair],
    acted_on: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which breaches wait for a verdict, and which confirmed ones for a term.

    A breach on which somebody acted at once needs no term.
    """
    unsaid = tuple(key for key in breaches if key not in said)
    termless = tuple(
        key
        for key in breaches
        if key in said
        and said[key].verdict is Verdict.CONFIRMED
        and key not in terms
        and key not in acted_on
    )
    return unsaid, termless
