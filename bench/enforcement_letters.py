"""Letters of enforcement a second: each kind with its summary, drawn and hashed."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from os import cpu_count, getloadavg
from time import perf_counter, process_time
from typing import Any

import django

from onderdak.supervision.enforcement.letter_pdf import Head, drawn
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.letters.words import summaries
from onderdak.supervision.enforcement.letters.writing import (
    ROWS,
    Found,
    LetterData,
)

LETTERS = 520
PROMISED = 60
ON = date(2026, 3, 2)
_HEAD = Head("Gemeente Voorbeeld", ("Postbus 1", "6800 AA Voorbeeld"), "#154273")
_GROUNDS = tuple(
    Found(
        title=f"Bevinding {number}",
        sentence="Er woonden elf mensen op 95 vierkante meter; zeven mag.",
        article="Besluit bouwwerken leefomgeving art. 3.7",
        found_on=date(2026, 1, 20),
    )
    for number in range(4)
)


def _letter(number: int) -> LetterData:
    """Another letter each time: kind, language, address and amounts."""
    kinds = tuple(letter_kinds().values())
    kind, languages = kinds[number % len(kinds)], ("nl", *summaries())
    names = kind.names()
    days = {one for one in names if one.endswith(("_until", "_on", "_from"))}
    cents = {one for one in names if one.endswith("_cents")}
    return LetterData(
        kind=kind,
        case=f"H-2026-{number:05}",
        address=f"Dorpsstraat {number}, 6811 AA Voorbeeld",
        town="Voorbeeld",
        on=ON,
        language=languages[number % len(languages)],
        recipient=(f"Verhuur {number} B.V.", f"Postbus {number}", "6800 AB Voorbeeld"),
        remedy=kind.remedy,
        power="Gemeentewet art. 125",
        said=dict.fromkeys(names - days - cents, f"Woorden van zaak {number}."),
        dates=dict.fromkeys([*days, "views_until", "last_day"], date(2026, 4, 13)),
        cents=dict.fromkeys(cents & {*ROWS}, 1_000_00 + number),
        chosen={"penalty_kind": "per_unit", "ends_stay": "yes"},
        grounds=_GROUNDS,
        own=f"De veiligheid van de bewoners weegt in zaak {number} zwaarder. " * 4,
        contact="team Toezicht, 026 - 123 45 67",
    )


def _made(letters: list[LetterData]) -> tuple[float, float, int]:
    """Seconds by the clock and of this process, and the bytes that came out."""
    begun, worked, size = perf_counter(), process_time(), 0
    for letter in letters:
        pdf = drawn(_HEAD, letter, ON, concept=False).pdf
        sha256(pdf).hexdigest()
        size += len(pdf)
    return perf_counter() - begun, process_time() - worked, size


def _ready() -> None:
    """A process of its own, as the server has several, with its fonts read."""
    django.setup()
    _made([_letter(number) for number in range(5)])


def _part(numbers: range) -> int:
    _clock, _worked, size = _made([_letter(number) for number in numbers])
    return size


def _by_all_cores() -> float:
    """Letters a second by the clock, each core of this machine drawing its share."""
    cores = cpu_count() or 1
    shares = [range(nth, LETTERS, cores) for nth in range(cores)]
    with get_context("spawn").Pool(cores, _ready) as pool:
        pool.map(_part, [range(1)] * cores, chunksize=1)  # every one has begun
        begun = perf_counter()
        pool.map(_part, shares, chunksize=1)
        return LETTERS / (perf_counter() - begun)


def run() -> dict[str, Any]:
    """Letters a second, with the Dutch part alone and with a summary beside it."""
    together = _by_all_cores()
    letters = [_letter(number) for number in range(LETTERS)]
    _made(letters[:5])  # the first ones read fonts and templates
    clock, worked, size = _made(letters)
    alone, worked_alone, _size = _made([replace(one, language="nl") for one in letters])
    return {
        "letters": LETTERS,
        "together_a_second": together,
        "a_second": LETTERS / clock,
        "a_second_of_work": LETTERS / worked,
        "dutch_a_second": LETTERS / alone,
        "dutch_a_second_of_work": LETTERS / worked_alone,
        "bytes_each": size // LETTERS,
        "load": getloadavg()[0],
    }


def lines(measured: dict[str, Any]) -> list[str]:
    """The table of the report."""
    m = measured
    return [
        "| letters | a second, all cores | one core | a second of own work"
        " | Dutch alone | of own work | size |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        f"| {m['letters']} | {m['together_a_second']:.0f} | {m['a_second']:.0f}"
        f" | {m['a_second_of_work']:.0f}"
        f" | {m['dutch_a_second']:.0f} | {m['dutch_a_second_of_work']:.0f}"
        f" | {m['bytes_each'] // 1024} KiB |",
        "",
        f"Load of the machine, two cores: {m['load']:.1f}.",
    ]
