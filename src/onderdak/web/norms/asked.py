"""What the address bar asks of the pages of norms; what cannot be read is not asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import municipality_names
from onderdak.rules import As, Kind
from onderdak.web.norms.words import SECTIONS

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
# Longer is no search, and no name of a norm.
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class When:
    """For which day and municipality norms are asked."""

    on: date
    municipality: str | None
    names: Mapping[str, str]

    @property
    def keys(self) -> dict[str, str]:
        """The same, as the address bar has it; today for everywhere is left out."""
        told = {} if self.on == localdate() else {"on": self.on.isoformat()}
        return told | ({"municipality": self.municipality} if self.municipality else {})

    @property
    def query(self) -> str:
        """The same, to be put behind an address."""
        return f"?{urlencode(self.keys)}" if self.keys else ""


def when_of(query: Mapping[str, str]) -> When:
    """Read the day and the municipality."""
    names = municipality_names()
    code = query.get("municipality", "")
    return When(
        on=day_of(query.get("on", "")) or localdate(),
        municipality=code if code in names else None,
        names=dict(sorted(names.items(), key=lambda pair: pair[1])),
    )


def day_of(written: str) -> date | None:
    """A day as a date field writes it; None for what is no day, or far away."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if len(written) == 10 and _FIRST <= day <= _LAST else None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which norms are asked for."""

    words: str = ""
    section: str = ""
    kind: str = ""
    use: str = ""
    after: str = ""
    before: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether less is asked than the whole list."""
        return bool(self.words or self.section or self.kind or self.use)

    @property
    def keys(self) -> dict[str, str]:
        """The same, as the address bar has it."""
        kept = {
            "q": self.words,
            "section": self.section,
            "kind": self.kind,
            "as": self.use,
        }
        return {key: value for key, value in kept.items() if value}


def asked_of(query: Mapping[str, str]) -> Asked:
    """Read which norms are asked for."""

    def one_of(key: str, known: Iterable[str]) -> str:
        value = query.get(key, "")
        return value if value in set(known) else ""

    return Asked(
        words=query.get("q", "").replace("\x00", "").strip()[:_LONGEST],
        section=one_of("section", SECTIONS),
        kind=one_of("kind", Kind),
        use=one_of("as", As),
        after=query.get("after", "")[:_LONGEST],
        before=query.get("before", "")[:_LONGEST],
    )
