"""How well written addresses are linked, and how fast: by the very way files take.

A town is put in the database, and every line goes through `match_places` with the
columns that the file of signals has. Beside the lines with slips stand lines of which
the register has something that comes near, and which must not be linked at all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import process_time

from django.db import transaction

from bench.labelled_addresses import House, Labelled, hard, houses, labelled
from onderdak.engines.linkage import Match
from onderdak.foundation.identity.contract import Municipality, Scope, scope
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.domain.signals import WrittenPlace
from onderdak.supervision.picture.matching import match_places

# Another register and other slips than those the weights were counted on.
SEED = 20261121
STREETS = 500
WRITTEN = 20_000
HARD = 4_000
PROMISED = {"columns": (0.99, 0.97), "words": (0.99, 0.90)}
TOWN = "GM9989"
_BATCH = 2_000
_ONE_IN_GONE = 97
_GONE_ON = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Quality:
    """The share of what was linked that is right, and of what is there that was.

    `levels` is how many were linked at each level, and how many of those wrongly.
    """

    written: int
    precision: float
    recall: float
    doubtful: float
    per_second: float
    levels: dict[str, tuple[int, int]]


def quality(
    meant: Sequence[int | None], found: Sequence[Match], took: float
) -> Quality:
    """Compare what was linked with what was meant."""
    linked = [(one, key) for one, key in zip(found, meant, strict=True) if one.sure]
    wrong = Counter(one.level.value for one, key in linked if one.key != key)
    right = len(linked) - wrong.total()
    there = sum(key is not None for key in meant)
    return Quality(
        len(meant),
        right / len(linked) if linked else 1.0,
        right / there if there else 1.0,
        sum(not one.sure and bool(one.candidates) for one in found) / len(meant),
        len(meant) / took,
        {
            level: (number, wrong[level])
            for level, number in Counter(one.level.value for one, _ in linked).items()
        },
    )


def _measured(
    rows: Iterable[Labelled], numbers: dict[int, int], *, in_words: bool
) -> Quality:
    rows = list(rows)
    places = [_in_words(row) if in_words else _in_columns(row) for row in rows]
    began = process_time()
    found = match_places(TOWN, places)
    took = process_time() - began
    meant = [None if row.meant is None else numbers[row.meant] for row in rows]
    return quality(meant, found, took)


def _in_words(row: Labelled) -> WrittenPlace:
    return WrittenPlace(row.words)


def _in_columns(row: Labelled) -> WrittenPlace:
    columns = row.columns
    return WrittenPlace(
        columns["bag_id"],
        columns["postcode"],
        columns["number"],
        columns["addition"],
        columns["street"],
        columns["town"],
    )


def _fill(register: Iterable[House]) -> dict[int, int]:
    """The addresses of the town; returns the number of each."""
    made = Address.objects.bulk_create(
        [
            Address(
                municipality_id=TOWN,
                bag_id=one.bag_id,
                street=one.street,
                number=one.number,
                addition=one.addition,
                postcode=one.postcode,
                town=one.town,
                gone_on=_GONE_ON if one.gone else None,
            )
            for one in register
        ],
        batch_size=_BATCH,
    )
    return {one.key: each.pk for one, each in zip(register, made, strict=True)}


def linkage() -> dict[str, Quality]:
    """Both kinds of writing and the hard lines, on a register of their own."""
    register = [
        replace(one, gone=one.key % _ONE_IN_GONE == 0) for one in houses(SEED, STREETS)
    ]
    here = Scope(municipalities=frozenset({TOWN}))
    with transaction.atomic(), scope(here):
        Municipality.objects.create(code=TOWN, name="Meetstad")
        numbers = _fill(register)
        rows = list(labelled(register, WRITTEN, SEED))
        near = list(hard(register, HARD, SEED))
        found = {
            "columns": _measured(rows, numbers, in_words=False),
            "words": _measured(rows, numbers, in_words=True),
            "hard lines, columns": _measured(near, numbers, in_words=False),
            "hard lines, words": _measured(near, numbers, in_words=True),
        }
        transaction.set_rollback(True)
    return found


if __name__ == "__main__":
    for kind, measured in linkage().items():
        print(kind, measured)
