"""What providers read: one data file per language, the same keys in all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from onderdak.kernel.languages import LANGUAGES
from onderdak.register.nights.contract.guests import (
    Texts,
)

_FOLDER = Path(__file__).parent / "languages"
# The order in which languages are offered; the first is what the rest falls back on.
OFFERED = ("nl", "en", "pl")


@cache
def campaign_texts() -> Mapping[str, Texts]:
    """All languages that providers are spoken to in."""
    return {code: _read(code) for code in OFFERED}


def _read(code: str) -> Texts:
    content = yaml.safe_load((_FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return Texts(
        language=LANGUAGES[code],
        reviewed=bool(content["reviewed"]),
        sentences=content["texts"],
        values={},
    )


def campaign_language(asked: str, accepted: str) -> str:
    """The language that was asked for, else the browser's, else Dutch.

    >>> campaign_language("xx", "pl-PL,pl;q=0.9")
    'pl'
    """
    parts = [part.split(";")[0].strip().lower() for part in accepted.split(",")[:20]]
    wanted = [asked, *(part.split("-")[0] for part in parts)]
    return next((code for code in wanted if code in OFFERED), OFFERED[0])
