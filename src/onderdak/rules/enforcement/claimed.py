"""Which penalties a claim was about: the oldest that could be collected on its day.

Each penalty lapses by itself (Awb 5:35), so what is claimed of one that lapsed is not
taken for a claim of one that lives. Money goes to the oldest claim that was there when
it came in; what came in above that, or before any claim, to what nobody claimed yet.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.rules.enforcement.forfeiture import Forfeiture
from onderdak.rules.enforcement.forms import Entry
from onderdak.rules.enforcement.limitation import Limitation
from onderdak.rules.enforcement.money import Steps
from onderdak.rules.enforcement.situation import CameIn


@dataclass(slots=True)
class Part:
    """A penalty: what was claimed and given up of it, and what came in."""

    penalty: Forfeiture
    limit: Limitation
    claimed: int = 0
    given_up: int = 0
    settled: int = 0  # of what was claimed
    paid_before: int = 0  # of what was not claimed

    @property
    def left(self) -> int:
        """What was neither claimed, given up, nor paid before a claim."""
        return self.unclaimed - self.paid_before

    @property
    def unclaimed(self) -> int:
        """What was neither claimed nor given up."""
        return self.penalty.cents - self.claimed - self.given_up

    @property
    def unpaid(self) -> int:
        """What of the claim is still to be paid."""
        return self.claimed - self.settled

    def lives(self, on: date) -> bool:
        """Whether it can be collected on a day."""
        return not self.limit.lapsed(on)


def parts_of(
    limited: Sequence[tuple[Forfeiture, Limitation]],
    steps: Steps,
    came_in: Iterable[CameIn] = (),
    fallen: Collection[int] = (),
) -> tuple[Part, ...]:
    """Give each penalty with what the steps of its measure claimed and gave up of it.

    What came in on the day of a decision was there before it.

    Args:
        limited: The penalties, each with until when it can be collected.
        steps: The steps of the measure.
        came_in: What came in on them, each with its day.
        fallen: The places of the claims that were annulled.
    """
    parts = [Part(one, limit) for one, limit in limited]
    parts.sort(key=lambda part: part.penalty.on_day)
    money = sorted(came_in, key=lambda one: one.on_day)
    over = 0
    for place, one, kind in steps:
        books = kind.books if kind.amount and place not in fallen else None
        if books not in (Entry.CLAIMED, Entry.WRITTEN_OFF):
            continue
        while money and money[0].on_day <= one.on_day:
            over = _paid(parts, money.pop(0), over)
        over = _paid(parts, CameIn(one.on_day, 0), over)
        cents = one.number(kind.amount or "") or 0
        _decided(_about(parts, place, one.on_day), books, cents)
    for paid in money:
        over = _paid(parts, paid, over)
    _paid(parts, CameIn(date.max, 0), over)
    return tuple(parts)


def _decided(parts: Iterable[Part], books: Entry, cents: int) -> None:
    """Claim or give up what is left; then what was paid before it was claimed."""
    known = list(parts)
    for before in (False, True):
        for part in known:
            taken = min(part.unclaimed if before else part.left, cents)
            cents -= taken
            if books is Entry.CLAIMED:
                part.claimed += taken
                part.settled += taken if before else 0
            else:
                part.given_up += taken
            part.paid_before -= taken if before else 0


def _paid(parts: Sequence[Part], one: CameIn, over: int) -> int:
    """Put what came in to what was owed by then; gives back what is above that.

    Args:
        parts: The penalties.
        one: What came in.
        over: What came in before it above what was owed.
    """
    cents = one.cents + over
    if cents < 0:
        return cents
    for part in parts:
        taken = min(part.unpaid, cents)
        part.settled += taken
        cents -= taken
    owed = [part for part in parts if part.penalty.on_day <= one.on_day]
    for part in sorted(owed, key=lambda each: not each.lives(one.on_day)):
        taken = min(part.left, cents)
        part.paid_before += taken
        cents -= taken
    return cents


def _about(parts: Sequence[Part], place: int, on: date) -> Iterable[Part]:
    """Those that lived on its day come first; one that lapsed can be given up."""
    known = [part for part in parts if part.penalty.check < place]
    yield from (part for part in known if part.lives(on))
    yield from (part for part in known if not part.lives(on))
