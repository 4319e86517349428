"""What somebody typed for a fact, as a facts file writes it.

A supervisor types "12,5" for a floor area, "350,50" for a rent and "21-11-2026" for a
day; the fact itself says what it is measured in. What cannot be meant becomes unknown,
and stays in the record as it was typed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from onderdak.engines.merge import Json
from onderdak.rules import Fact, UnreadableFacts, read_fact

_SPACE: Final = " \t\r\n\u00a0"
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_MEASURED: Final = re.compile(
    r"([0-9]{1,9}(?:[.,][0-9]{1,4})?)[ \u00a0]?([a-zA-Z]+[23²³]?)?"
)
_EUROS: Final = re.compile(r"(?:€ ?)?([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")
_DAY: Final = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")
_TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "ja"), True),
    **dict.fromkeys(("false", "no", "nee"), False),
}
_NOT_SAID: Final = ("", "unknown")


class Unreadable(ValueError):
    """What was typed cannot be meant as this fact."""


def raw_fact(typed: Json, fact: Fact) -> Json:
    """Give what was typed as a facts file writes it; None where nothing was said.

    Raises:
        Unreadable: it cannot be meant as this fact.
    """
    said = _plain(typed)
    if said is None:
        return None
    raw = _FORMS.get(fact.type.value, _measured)(said, fact)
    try:
        read_fact(raw, fact)
    except UnreadableFacts as slips:
        raise Unreadable(fact.path) from slips
    return raw


def plain_text(typed: Json) -> str:
    """A name or a key as typed, without the spaces around it; '' where it is none."""
    return typed.strip(_SPACE) if isinstance(typed, str) else ""


def _plain(typed: Json) -> Json:
    if isinstance(typed, str):
        said = typed.strip(_SPACE)
        return None if said in _NOT_SAID else said
    return typed


def _written(said: Json) -> str:
    """A number that came as a number is read as if it had been typed."""
    if isinstance(said, int | float) and not isinstance(said, bool):
        return str(int(said) if float(said).is_integer() else said)
    return said if isinstance(said, str) else ""


def _truth(said: Json, _: Fact) -> Json:
    if isinstance(said, str) and said.lower() in _TRUTHS:
        return _TRUTHS[said.lower()]
    return said


def _count(said: Json, fact: Fact) -> Json:
    return int(_found(_WHOLE, said, fact)[0])


def _money(said: Json, fact: Fact) -> Json:
    whole, cents = _found(_EUROS, said, fact).groups()
    return int(whole) * 100 + int((cents or "").ljust(2, "0"))


def _date(said: Json, _: Fact) -> Json:
    found = _DAY.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        return said
    day, month, year = found.groups()
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def _words(said: Json, _: Fact) -> Json:
    return [said] if isinstance(said, str) else said


def _measured(said: Json, fact: Fact) -> Json:
    number, unit = _found(_MEASURED, said, fact).groups()
    return f"{number.replace(',', '.')} {unit or fact.unit}"


def _found(form: re.Pattern[str], said: Json, fact: Fact) -> re.Match[str]:
    found = form.fullmatch(_written(said))
    if found is None:
        raise Unreadable(fact.path)
    return found


_FORMS: Final[Mapping[str, Callable[[Json, Fact], Json]]] = {
    "truth": _truth,
    "count": _count,
    "money": _money,
    "date": _date,
    "word": lambda said, _: said,
    "words": _words,
}
