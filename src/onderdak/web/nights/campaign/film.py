"""The short film of an evening on a phone, made by scripts/campaign_animation.py."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "pages/static/onderdak/campaign"


@dataclass(frozen=True)
class Film:
    """Where a film stands, how large it is, and how long it takes."""

    file: str
    width: int
    height: int
    seconds: int


@cache
def film_in(language: str) -> Film | None:
    """The film with captions in a language; None where none was made."""
    facts = FOLDER / "film.json"
    if not facts.exists():
        return None
    known = json.loads(facts.read_text(encoding="utf-8"))
    file = known["files"].get(language)
    if file is None:
        return None
    return Film(
        f"onderdak/campaign/{file}", known["width"], known["height"], known["seconds"]
    )
