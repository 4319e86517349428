"""Finding the reports of a page: filters of the address bar, and a key to go on by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.desk.contract.clerk import (
    BY_PARTNER,
    LAPSED,
    MINE,
    NOBODY,
    TO_CLOSE,
    Report,
    Sought,
    State,
    inbox,
)

PAGE = 50
_CHUNK = 500
_STATES = {"open", "all", "answered_by_reporter", TO_CLOSE, BY_PARTNER, LAPSED, *State}


@dataclass(frozen=True)
class Key:
    """The place of a report in its list."""

    due: date
    id: int

    def __str__(self) -> str:
        return f"{self.due:%Y%m%d}-{self.id}"


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    sought: Sought
    after: Key | None = None
    before: Key | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the open reports is asked."""
        return bool(self._query())

    @property
    def state(self) -> str:
        """The state as it stands in the address bar; '' for all that is open."""
        state = self.sought.state
        return "" if state == "open" else state or "all"

    def _query(self) -> dict[str, str]:
        sought = self.sought
        query = {
            "q": sought.words,
            "state": self.state,
            "category": sought.category,
            "owner": sought.owner,
            "late": "1" if sought.late else "",
        }
        return {name: value for name, value in query.items() if value}

    def address(self, **more: Key) -> str:
        """The query string of this list, or of a page beside this one."""
        query = self._query() | {name: str(key) for name, key in more.items()}
        return "?" + urlencode(query) if query else ""


@dataclass(frozen=True)
class Found:
    """One page of reports, and what lies around it."""

    asked: Asked
    reports: Sequence[Report]
    total: int
    next_url: str
    previous_url: str


def asked_by(query: QueryDict, on: date) -> Asked:
    """What is asked; what cannot be read is left out."""
    state = query.get("state", "") or "open"
    state = state if state in _STATES else "open"
    owner = query.get("owner", "")
    return Asked(
        Sought(
            words=query.get("q", "").replace("\x00", "").strip()[:80],
            state="" if state == "all" else state,
            category=query.get("category", "").replace("\x00", "")[:40],
            owner=owner if owner in (MINE, NOBODY) else "",
            late=query.get("late") == "1",
            on=on,
        ),
        after=_key(query.get("after", "")),
        before=_key(query.get("before", "")),
    )


def _key(written: str) -> Key | None:
    day, _, number = written.partition("-")
    found = whole_number(number)
    try:
        due = date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:8]}")
    except ValueError:
        return None
    return Key(due, found) if found is not None else None


def _town(actor: Actor) -> str:
    return actor.grants[0].municipality or ""


def _matching(actor: Actor, asked: Asked) -> QuerySet[Report]:
    return inbox(by=actor, municipality=_town(actor), sought=asked.sought)


def find(actor: Actor, asked: Asked) -> Found:
    """One page of the list; what must be answered first stands first."""
    everything = _matching(actor, asked)
    reports, more_after, more_before = _page(everything, asked)
    first, last = (
        (_key_of(reports[0]), _key_of(reports[-1])) if reports else (None, None)
    )
    return Found(
        asked=asked,
        reports=reports,
        total=everything.count(),
        next_url=asked.address(after=last) if more_after and last else "",
        previous_url=asked.address(before=first) if more_before and first else "",
    )


def find_all(actor: Actor, asked: Asked) -> Iterator[Report]:
    """The whole list that is asked, in chunks."""
    last: Key | None = None
    while True:
        part = _after(_matching(actor, asked), last).order_by("due_on", "id")
        chunk = list(part[:_CHUNK])
        yield from chunk
        if len(chunk) < _CHUNK:
            return
        last = _key_of(chunk[-1])


def _key_of(report: Report) -> Key:
    return Key(report.due_on, report.pk)


def _after(found: QuerySet[Report], key: Key | None) -> QuerySet[Report]:
    if key is None:
        return found
    return found.filter(Q(due_on__gt=key.due) | Q(due_on=key.due, id__gt=key.id))


def _page(found: QuerySet[Report], asked: Asked) -> tuple[list[Report], bool, bool]:
    if asked.before is not None:
        key = asked.before
        earlier = found.filter(Q(due_on__lt=key.due) | Q(due_on=key.due, id__lt=key.id))
        rows = list(earlier.order_by("-due_on", "-id")[: PAGE + 1])
        return rows[:PAGE][::-1], True, len(rows) > PAGE
    rows = list(_after(found, asked.after).order_by("due_on", "id")[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE, asked.after is not None
