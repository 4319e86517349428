"""What providers state about the registration of their guests.

The longer somebody stays, the likelier an entry in the BRP; many get it some months
after they came, some never.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from onderdak.project.demo.plan import StatementRow, Visit

Numbering = Callable[[int, str, date], int]

# Up to this many nights planned: of a hundred guests, how many have no registration on
# arrival, how many are in the RNI (the rest in the BRP), and how many of those without
# BRP get it later.
_BY_LENGTH: Final = (
    (60, 38, 58, 0),
    (120, 32, 62, 12),
    (240, 26, 58, 45),
    (9999, 22, 52, 68),
)


def statements(
    visits: Iterable[Visit], on: date, declaration: Numbering
) -> Iterator[StatementRow]:
    """The statements of all guests up to a day; only a change is stated anew."""
    last: dict[tuple[int, str], str] = {}
    for visit in visits:
        if visit.number or visit.arrival > on:
            continue
        location = visit.chain.location
        key = visit.guest, location.municipality
        for day, status in _of_visit(visit, known=last.get(key)):
            if day > on:
                break
            last[key] = status
            number = declaration(location.provider, location.municipality, day)
            yield StatementRow(
                visit.guest, location.provider, key[1], day, status, number
            )


def _of_visit(visit: Visit, known: str | None) -> Iterator[tuple[date, str]]:
    """What is stated on arrival, and what changes before the guest leaves."""
    chain = visit.chain
    nights = (chain.end - chain.arrival).days
    _, none, rni, later = next(line for line in _BY_LENGTH if nights <= line[0])
    coin = chain.pick * 100
    status = known or ("none" if coin < none else "rni" if coin < none + rni else "brp")
    if known is None:
        yield chain.arrival, status
    if status != "brp" and chain.slip * 100 > 100 - later:
        day = chain.arrival + timedelta(days=20 + int(chain.spoken * 150))
        if day < chain.end:
            yield day, "brp"
