"""Finding the mail of a page: by address and state, 50 at a time, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from onderdak.foundation.identity.contract import Actor, own_messages
from onderdak.foundation.outbox.contract import Message
from onderdak.kernel.identifiers import whole_number

PAGE = 50
_CHUNK = 500


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    state: str = ""
    start: str = ""
    after: int | None = None
    before: int | None = None

    def address(self, **key: int) -> str:
        """The query string of another page of the same search."""
        own = {"state": self.state, "q": self.start}
        return "?" + urlencode({**{k: v for k, v in own.items() if v}, **key})

    @property
    def narrowed(self) -> bool:
        """Whether not everything is asked for."""
        return bool(self.state or self.start)


@dataclass(frozen=True)
class Found:
    """One page of mail, and what lies around it."""

    messages: list[Message]
    total: int
    stuck: int
    has_next: bool
    has_previous: bool


def asked_by(query: QueryDict) -> Asked:
    """What is asked; a key that cannot be read is the beginning of the list."""
    state = query.get("state", "")
    return Asked(
        state=state if state in set(Message.State) else "",
        start=query.get("q", "").replace("\x00", "").strip()[:120],
        after=whole_number(query.get("after", "")),
        before=whole_number(query.get("before", "")),
    )


def own(actor: Actor) -> QuerySet[Message]:
    """The mail of the organisation that someone manages.

    Raises:
        NotAllowed: they do not manage one.
    """
    grant = actor.grants[0]
    return own_messages(
        by=actor, municipality=grant.municipality, provider=grant.provider
    )


def matching(actor: Actor, asked: Asked) -> QuerySet[Message]:
    """All mail that a search gives."""
    found = own(actor)
    if asked.state:
        found = found.filter(state=asked.state)
    return found.filter(email__istartswith=asked.start) if asked.start else found


def find(actor: Actor, asked: Asked) -> Found:
    """One page; a page before the first is the first."""
    everything = matching(actor, asked)
    total = everything.count()
    stuck = own(actor).filter(state="stuck", wiped_at__isnull=True).count()
    if asked.before is not None:
        newer = list(everything.filter(pk__gt=asked.before).order_by("id")[: PAGE + 1])
        if newer:
            return Found(newer[:PAGE][::-1], total, stuck, True, len(newer) > PAGE)
    after = asked.after
    older = everything.filter(pk__lt=after) if after else everything
    rows = list(older[: PAGE + 1])
    return Found(rows[:PAGE], total, stuck, len(rows) > PAGE, bool(after))


def find_all(actor: Actor, asked: Asked) -> Iterator[Message]:
    """All mail that a search gives, in chunks."""
    everything = matching(actor, asked)
    chunk = list(everything[:_CHUNK])
    while chunk:
        yield from chunk
        chunk = list(everything.filter(pk__lt=chunk[-1].pk)[:_CHUNK])
