"""The answer to a question after a term or an amount, with the account of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onderdak.kernel.text import Text
from onderdak.rules.engine.parameters import Kind

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """By which day, how much, how it was counted, and under which article.

    A window that opens before the event has a first day too. An amount that nobody
    could verify is None, and the text says so.
    """

    rule: str
    part: str | None
    kind: Kind
    text: Words = field(hash=False)
    article: str
    parameter_version: str
    start: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    amount_cents: int | None = None
    category: int | None = None
    counted: tuple[Text, ...] = ()
    other_parts: tuple[str, ...] = ()
    event: Words | None = field(default=None, hash=False)  # which day was to be given

    def as_dict(self, say: Callable[[Text], str] = str) -> dict[str, Any]:
        """Give the answer as plain data; `say` puts the account into a language."""
        return {
            "rule": self.rule,
            "part": self.part,
            "from": _iso(self.start),
            "event": None if self.event is None else dict(self.event),
            "first_day": _iso(self.first_day),
            "last_day": _iso(self.last_day),
            "amount_cents": self.amount_cents,
            "category": self.category,
            "counted": [say(sentence) for sentence in self.counted],
            "kind": self.kind.value,
            "article": self.article,
            "parameter_version": self.parameter_version,
            "text": dict(self.text),
            "other_parts": list(self.other_parts),
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
