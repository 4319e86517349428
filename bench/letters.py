"""Letters a second, one page each, every letter with other data."""

import resource
from datetime import date
from time import perf_counter
from typing import Any

from onderdak.foundation.documents.contract import (
    CARD,
    LETTER,
    Card,
    CardPart,
    Letter,
    Part,
    Picture,
    Sender,
    bullets,
    facts,
    qr_svg,
    render,
)
from onderdak.foundation.documents.domain.words import words
from onderdak.kernel.languages import LANGUAGES

LETTERS = 500
CARDS = 50
PROMISED = 100
ON = date(2026, 11, 21)
_SHOWN = ("nl", "pl", "uk", "ar", "ti", "hi", "zh")
_SENDER = Sender("Gemeente Voorbeeld", ("Postbus 1", "6800 AA Voorbeeld"))


def _letter(code: str, number: int) -> Letter:
    said = words(code)["unreviewed"]
    part = Part(
        code,
        f"{words(code)['subject']} {number}",
        (
            f"{said} " * 4,
            facts((words(code)["date"], ON), (words(code)["reference"], str(number))),
            bullets(said, said, said),
            f"{said} {number}. " * 4,
        ),
        closing=said,
    )
    return Letter(
        _SENDER,
        (f"Łukasz Żółć {number}", f"Dorpsstraat {number}", "6811 AA Voorbeeld"),
        (part,),
        f"2026-{number:06}",
        ("Het college van burgemeester en wethouders",),
    )


def _card(number: int) -> Card:
    parts = [
        CardPart(code, words(code)["subject"], [words(code)["unreviewed"]] * 4)
        for code in ("nl", "en", "pl", "ro", "bg", "uk", "ar")
    ]
    address = f"https://onderdak.example/k/{number:08}"
    return Card(_SENDER, f"Huize {number}", Picture(qr_svg(address), address), parts)


def _per_second(count: int, make: Any) -> float:
    for number in range(5):
        make(10_000_000 + number)  # the first ones read fonts and templates
    start = perf_counter()
    for number in range(count):
        make(number)
    return count / (perf_counter() - start)


def _one_letter(code: str) -> Any:
    return lambda number: render(
        LETTER, _letter(code, number), language=code, title=f"Brief {number}", on=ON
    )


def run() -> dict[str, Any]:
    """Letters a second per language, cards a second, and memory afterwards."""
    letters = {
        LANGUAGES[code].english: _per_second(LETTERS, _one_letter(code))
        for code in _SHOWN
    }
    cards = _per_second(
        CARDS,
        lambda n: render(CARD, _card(n), language="nl", title=f"Kaart {n}", on=ON),
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"letters": letters, "cards": cards, "peak_mb": peak}
