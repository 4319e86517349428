"""How well written addresses are linked, and how fast."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import process_time

from bench.labelled_addresses import Labelled, book_of, houses, labelled
from onderdak.engines.linkage import (
    AddressBook,
    Match,
    WrittenAddress,
    match,
    read_address,
)

# Another register and other slips than those the weights were counted on.
SEED = 20261121
STREETS = 500
WRITTEN = 20_000
PROMISED = {"columns": (0.99, 0.97), "words": (0.99, 0.90)}


@dataclass(frozen=True, slots=True)
class Quality:
    """The share of what was linked that is right, and of what is there that was."""

    written: int
    precision: float
    recall: float
    doubtful: float
    per_second: float


def measure(
    rows: Iterable[Labelled],
    book: AddressBook,
    as_written: Callable[[Labelled], WrittenAddress],
) -> Quality:
    """Link rows, and compare with what was meant."""
    meant: list[int | None] = []
    found: list[Match] = []
    began = process_time()
    for row in rows:
        meant.append(row.meant)
        found.append(match(as_written(row), book))
    took = process_time() - began
    linked = [(one.key, key) for one, key in zip(found, meant, strict=True) if one.sure]
    right = sum(key == wanted for key, wanted in linked)
    there = sum(key is not None for key in meant)
    doubtful = sum(not one.sure and bool(one.candidates) for one in found)
    return Quality(
        len(meant),
        right / len(linked),
        right / there,
        doubtful / len(meant),
        len(meant) / took,
    )


def linkage() -> dict[str, Quality]:
    """Both kinds of writing, on a register and slips of their own."""
    register = houses(SEED, STREETS)
    book = book_of(register)
    rows = list(labelled(register, WRITTEN, SEED))
    return {
        "columns": measure(rows, book, lambda row: row.written()),
        "words": measure(rows, book, lambda row: read_address(row.words, book.towns)),
    }


if __name__ == "__main__":
    for kind, quality in linkage().items():
        print(kind, quality)
