"""Who listens to what, and how the deliverer opens a tenant's rows.

This room stands below the one that knows scopes, and below all that announce. So both
are handed in from above, once, when the software starts (`project/wiring.py`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

Payload = Mapping[str, str | int | None]
Handler = Callable[[Payload], None]
Opener = Callable[[str | None, int | None], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who acts on an event."""

    name: str
    handle: Handler
    queue: str


_LISTENERS: dict[str, dict[str, Listener]] = {}
_OPENERS: list[Opener] = []


def on_event(
    event: str, handler_name: str, handler: Handler, *, queue: str = "normal"
) -> None:
    """Let a handler act on every event of this name from now on.

    The handler gets the identifiers of the event, opens its own scope, and runs in the
    transaction in which its success is written down: what it changes in the database
    happens once. It may be tried again after a failure, apart from other handlers.

    Args:
        handler_name: `room.what_it_does`; it stands in the table of deliveries, so a
            name is never given to something else.
        queue: `urgent`, `normal` or `bulk`.
    """
    listeners = _LISTENERS.setdefault(event, {})
    listeners[handler_name] = Listener(handler_name, handler, queue)


def listeners_of(event: str) -> list[Listener]:
    """Everybody who listens to an event."""
    return list(_LISTENERS.get(event, {}).values())


def listener(event: str, handler_name: str) -> Listener:
    """One who listens.

    Raises:
        LookupError: nobody of this name listens any more.
    """
    return _LISTENERS[event][handler_name]


def forget(event: str) -> None:
    """Let nobody listen to an event any more."""
    _LISTENERS.pop(event, None)


def open_tenants_with(opener: Opener) -> None:
    """Say how the rows of a municipality, a provider or nobody are opened."""
    _OPENERS[:] = [opener]


@contextmanager
def rows_of(municipality: str | None, provider: int | None) -> Iterator[None]:
    """Open the rows of one tenant in a transaction; of nobody, the installation's.

    Raises:
        RuntimeError: nothing was wired, so no row may be opened.
    """
    if not _OPENERS:
        raise RuntimeError("the outbox was not told how to open a tenant's rows")
    with transaction.atomic(), _OPENERS[0](municipality, provider):
        if municipality is None and provider is None:
            with installations_own():
                yield
        else:
            yield


@contextmanager
def installations_own() -> Iterator[None]:
    """Let mail that belongs to no tenant be written and read in this block."""
    with transaction.atomic():
        _set("installation")
        yield
        # Only after success: what is rolled back takes its setting with it.
        if not connection.needs_rollback:
            _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('onderdak.outbox', %s, true)", [value])
