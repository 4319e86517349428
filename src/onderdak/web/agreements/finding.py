"""Finding agreements: by first letters, kind and state, 50 at a time, newest first."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementOn,
    TermState,
    agreements_seen,
    as_they_stand,
)
from onderdak.kernel.identifiers import whole_number

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    prefix: str = ""
    kind: str = ""
    state: str = ""
    after: int | None = None
    before: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether less is asked than the whole list."""
        return bool(self.prefix or self.kind or self.state)

    def address(self, **key: int) -> str:
        """The query string of another page of the same list."""
        kept = {"q": self.prefix, "kind": self.kind, "state": self.state}
        return "?" + urlencode({**{k: v for k, v in kept.items() if v}, **key})


@dataclass(frozen=True)
class Found:
    """One page of agreements, and what lies around it."""

    agreements: list[AgreementOn]
    total: int
    has_next: bool
    has_previous: bool


def asked_by(query: QueryDict) -> Asked:
    """What is asked; what cannot be read is not asked."""
    kind, state = query.get("kind", ""), query.get("state", "")
    return Asked(
        prefix=query.get("q", "").replace("\x00", "").strip()[:120],
        kind=kind if kind in set(Agreement.Kind) else "",
        state=state if state in set(TermState) else "",
        after=whole_number(query.get("after", "")),
        before=whole_number(query.get("before", "")),
    )


def find_all(actor: Actor, asked: Asked, on: date) -> list[AgreementOn]:
    """All agreements that are asked for, the newest first.

    A municipality has some hundreds at most; where each stands on a day is computed.
    """
    found = agreements_seen(by=actor).order_by("-id")
    if asked.prefix:
        found = found.filter(title__istartswith=asked.prefix)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    standing = as_they_stand(found, on)
    if not asked.state:
        return standing
    return [each for each in standing if each.state == asked.state]


def find(actor: Actor, asked: Asked, on: date) -> Found:
    """One page of the list."""
    everything = find_all(actor, asked, on)
    if asked.before is not None:
        newer = [each for each in everything if each.id > asked.before]
        page = newer[-PAGE:]
        return Found(page, len(everything), True, len(newer) > PAGE)
    after = asked.after
    older = [each for each in everything if after is None or each.id < after]
    return Found(older[:PAGE], len(everything), len(older) > PAGE, after is not None)
