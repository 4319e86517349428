"""What the address bar asks of the list of ranked addresses, and a page of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract import View
from onderdak.supervision.picture.contract.ranking import (
    Ranked,
    RankingRun,
    Show,
    ranked_of,
)

PAGE = 50
_CHUNK = 500
_SHOWS = frozenset(Show)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list; `after` and `before` are places."""

    words: str = ""
    show: Show = Show.ALL
    indicator: str = ""
    run: int | None = None
    after: int | None = None
    before: int | None = None

    @property
    def kept(self) -> dict[str, str]:
        """What neighbouring pages and files must keep."""
        values = {
            "q": self.words,
            "show": self.show.value,
            "indicator": self.indicator,
            "run": str(self.run or ""),
        }
        return {name: value for name, value in values.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether less than the whole list is asked."""
        return bool(self.words or self.show or self.indicator)

    def address(self, **more: int) -> str:
        """The query string of this list, or of a page beside this one."""
        query = {**self.kept, **{name: str(place) for name, place in more.items()}}
        return "?" + urlencode(query) if query else ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list, and what lies around it."""

    asked: Asked
    rows: Sequence[Ranked]
    next_url: str = ""
    previous_url: str = ""


def asked_by(query: QueryDict) -> Asked:
    """What is asked; what cannot be read is left out."""
    show = query.get("show", "")
    return Asked(
        words=query.get("q", "").replace("\x00", "").strip()[:120],
        show=Show(show) if show in _SHOWS else Show.ALL,
        indicator=query.get("indicator", "").replace("\x00", "")[:60],
        run=whole_number(query.get("run", "")),
        after=whole_number(query.get("after", "")),
        before=whole_number(query.get("before", "")),
    )


def find(actor: Actor, run: RankingRun, asked: Asked, on: date) -> Found:
    """One page of the list, in its order."""
    backward = asked.before is not None and asked.after is None
    rows = list(_read(actor, run, asked, on, PAGE + 1))
    more = len(rows) > PAGE
    rows = rows[-PAGE:] if backward else rows[:PAGE]
    if not rows:
        return Found(asked, rows)
    later, earlier = more or backward, more if backward else asked.after is not None
    return Found(
        asked,
        rows,
        asked.address(after=rows[-1].place) if later else "",
        asked.address(before=rows[0].place) if earlier else "",
    )


def find_all(actor: Actor, run: RankingRun, asked: Asked, on: date) -> Iterator[Ranked]:
    """The whole list that is asked, in chunks."""
    asked = replace(asked, after=None, before=None)
    while chunk := _read(actor, run, asked, on, _CHUNK, View.How.FILE):
        yield from chunk
        if len(chunk) < _CHUNK:
            return
        asked = replace(asked, after=chunk[-1].place)


def _read(
    actor: Actor,
    run: RankingRun,
    asked: Asked,
    on: date,
    most: int,
    how: View.How = View.How.PAGE,
) -> Sequence[Ranked]:
    beside: dict[str, Any] = {
        "after": asked.after,
        "before": None if asked.after is not None else asked.before,
    }
    return ranked_of(
        by=actor,
        run=run,
        on=on,
        show=asked.show,
        words=asked.words,
        indicator=asked.indicator,
        most=most,
        how=how,
        **beside,
    )
