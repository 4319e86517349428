"""What needs a look in what was declared: told with a way to mend it, never refused.

A flag is about a provider's own entry. It says nothing of a person that the provider
did not say, and nothing of another provider.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onderdak.kernel.text import Text, text


class FlagKind(StrEnum):
    """What is odd about an entry."""

    OVER_CAPACITY = "over_capacity"
    BED_LET_TWICE = "bed_let_twice"
    LONG_OPEN = "long_open"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that needs a look, where it is, and what would mend it.

    `reference` is the provider's own, where it is about one guest; `since` the first
    night concerned, `until` the day after the last, or None where it goes on.
    """

    kind: FlagKind
    location: int
    location_name: str
    since: date
    until: date | None
    reference: str
    what: Text
    mend: Text

    def as_dict(self) -> dict[str, object]:
        """All of it but the sentences, which a door says in its own language."""
        return {
            "kind": self.kind.value,
            "location": self.location,
            "location_name": self.location_name,
            "since": self.since,
            "until": self.until,
            "reference": self.reference or None,
        }


def over_capacity(
    location: int, name: str, permitted: int, guests: int, since: date, until: date
) -> Flag:
    """More guests declared than places are permitted, in some nights."""
    return Flag(
        FlagKind.OVER_CAPACITY,
        location,
        name,
        since,
        until,
        "",
        text(
            "%(location)s: up to %(guests)s guests in one night, %(permitted)s places"
            " are permitted.",
            location=name,
            guests=guests,
            permitted=permitted,
        ),
        text(
            "State who has left, correct the dates, or ask the municipality to correct"
            " the number of places."
        ),
    )


def bed_let_twice(
    location: int,
    name: str,
    bed: str,
    since: date,
    until: date | None,
    references: tuple[str, str],
) -> Flag:
    """One bed, two guests in the same night."""
    return Flag(
        FlagKind.BED_LET_TWICE,
        location,
        name,
        since,
        until,
        references[0],
        text(
            "%(location)s, bed %(bed)s: guests %(first)s and %(second)s in the same"
            " nights.",
            location=name,
            bed=bed,
            first=references[0],
            second=references[1],
        ),
        text("State which of the two has left, or in which bed the other sleeps."),
    )


def long_open(
    location: int, name: str, reference: str, arrival: date, days: int
) -> Flag:
    """A stay without an end, for longer than a parameter says."""
    return Flag(
        FlagKind.LONG_OPEN,
        location,
        name,
        arrival,
        None,
        reference,
        text(
            "%(location)s: guest %(reference)s has been here for %(days)s days without"
            " a day of departure.",
            location=name,
            reference=reference,
            days=days,
        ),
        text("State that the guest is still here until an expected day, or has left."),
    )


def gap(location: int, name: str, reference: str, since: date, until: date) -> Flag:
    """A few nights between two stays of one guest: away, or forgotten?"""
    return Flag(
        FlagKind.GAP,
        location,
        name,
        since,
        until,
        reference,
        text(
            "%(location)s: guest %(reference)s is missing for %(nights)s nights from"
            " %(since)s on.",
            location=name,
            reference=reference,
            nights=(until - since).days,
            since=since,
        ),
        text("Add these nights if the guest slept here; else nothing is needed."),
    )
