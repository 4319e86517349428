"""Which penalties a claim was about: the oldest that could be collected on its day.

Each penalty lapses by itself (Awb 5:35), so what is claimed of one that lapsed is not
taken for a claim of one that lives. Money that came in goes to the oldest claim first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.rules.enforcement.forfeiture import Forfeiture
from onderdak.rules.enforcement.forms import Entry
from onderdak.rules.enforcement.limitation import Limitation
from onderdak.rules.enforcement.money import Steps


@dataclass(slots=True)
class Part:
    """A penalty, with what was claimed and what was given up of it."""

    penalty: Forfeiture
    limit: Limitation
    claimed: int = 0
    given_up: int = 0

    @property
    def left(self) -> int:
        """What was neither claimed nor given up."""
        return self.penalty.cents - self.claimed - self.given_up

    def lives(self, on: date) -> bool:
        """Whether it can be collected on a day."""
        return not self.limit.lapsed(on)


def parts_of(
    limited: Sequence[tuple[Forfeiture, Limitation]], steps: Steps
) -> tuple[Part, ...]:
    """Give each penalty with what the steps of its measure claimed and gave up of it.

    Args:
        limited: The penalties, each with until when it can be collected.
        steps: The steps of the measure.
    """
    parts = [Part(one, limit) for one, limit in limited]
    parts.sort(key=lambda part: part.penalty.on_day)
    for place, one, kind in steps:
        if kind.amount is None or kind.books not in (Entry.CLAIMED, Entry.WRITTEN_OFF):
            continue
        cents = one.number(kind.amount) or 0
        for part in _about(parts, place, one.on_day):
            taken = min(part.left, cents)
            cents -= taken
            if kind.books is Entry.CLAIMED:
                part.claimed += taken
            else:
                part.given_up += taken
    return tuple(parts)


def claimed_and_unpaid(
    parts: Sequence[Part], came_in: int
) -> Iterator[tuple[Part, int]]:
    """Give what of each claimed penalty is still to be paid; the oldest is paid first.

    Args:
        parts: The penalties.
        came_in: What was paid on them, or written off after it was claimed.
    """
    for part in parts:
        settled = min(part.claimed, max(0, came_in))
        came_in -= settled
        yield part, part.claimed - settled


def _about(parts: Sequence[Part], place: int, on: date) -> Iterator[Part]:
    """Those that lived on its day come first; one that lapsed can be given up."""
    known = [part for part in parts if part.penalty.check < place]
    yield from (part for part in known if part.lives(on))
    yield from (part for part in known if not part.lives(on))
