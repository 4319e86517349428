"""The scope: whose rows the database shows, from here to the end of the block.

Row security reads five settings of the transaction. `scope()` owns them: it opens
the transaction, sets them, and puts the old values back. A query outside any scope
raises instead of returning nothing, because an empty list looks like a true answer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection, transaction

from onderdak.foundation.identity.domain.permissions import Actor

_SETTINGS = ("scope", "municipalities", "providers", "regions", "actor")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows may be seen: those of these municipalities *or* these providers.

    Regions give counts only; `actor` gives a person their own memberships.
    """

    municipalities: frozenset[str] = frozenset()
    providers: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()
    actor: int | None = None

    def holds(self, other: "Scope") -> bool:
        """Whether another scope shows nothing that this one does not."""
        return (
            other.municipalities <= self.municipalities
            and other.providers <= self.providers
            and other.regions <= self.regions
        )

    def only(
        self,
        *,
        municipalities: Iterable[str] = (),
        providers: Iterable[int] = (),
    ) -> "Scope":
        """The same person with fewer rows."""
        return replace(
            self,
            municipalities=frozenset(municipalities),
            providers=frozenset(providers),
            regions=frozenset(),
        )


def scope_of(actor: Actor) -> Scope:
    """Everything that someone's memberships give."""
    return Scope(
        municipalities=actor.municipalities,
        providers=actor.providers,
        regions=actor.regions,
        actor=actor.user_id,
    )


class ScopeWidened(RuntimeError):
    """An inner block asked for more rows than the block around it has."""


def _as_settings(scope: Scope | None) -> tuple[str, ...]:
    if scope is None:
        return ("none", "{}", "{}", "{}", "")
    return (
        "set",
        "{" + ",".join(sorted(scope.municipalities)) + "}",
        "{" + ",".join(str(number) for number in sorted(scope.providers)) + "}",
        "{" + ",".join(sorted(scope.regions)) + "}",
        "" if scope.actor is None else str(scope.actor),
    )


def _read() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "
            + ", ".join(
                f"coalesce(current_setting('onderdak.{name}', true), '')"
                for name in _SETTINGS
            )
        )
        row = cursor.fetchone()
    return tuple(row or ())


def _write(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "
            + ", ".join(
                f"set_config('onderdak.{name}', %s, true)" for name in _SETTINGS
            ),
            values,
        )


def _from_settings(values: tuple[str, ...]) -> Scope | None:
    """The scope in force, or None where none is set."""
    if values[0] != "set":
        return None

    def items(text: str) -> list[str]:
        return [item for item in text.strip("{}").split(",") if item]

    return Scope(
        municipalities=frozenset(items(values[1])),
        providers=frozenset(int(item) for item in items(values[2])),
        regions=frozenset(items(values[3])),
        actor=int(values[4]) if values[4] else None,
    )


@contextmanager
def _settings(values: tuple[str, ...], inner: Scope) -> Iterator[None]:
    if not connection.in_atomic_block:
        # The settings live as long as this transaction: nothing to read or restore.
        with transaction.atomic():
            _write(values)
            yield
        return
    with transaction.atomic():
        before = _read()
        around = _from_settings(before)
        if around is not None and not around.holds(inner):
            raise ScopeWidened(f"{inner} asks for more than {around}")
        _write(values)
        yield
        # Only after success: what is rolled back takes its settings with it.
        if not connection.needs_rollback:
            _write(before)


@contextmanager
def scope(wanted: Scope) -> Iterator[None]:
    """Show the rows of this scope, in a transaction, until the block ends.

    Raises:
        ScopeWidened: a scope around this one shows fewer rows.
    """
    with _settings(_as_settings(wanted), wanted):
        yield


@contextmanager
def no_scope(actor: int | None = None) -> Iterator[None]:
    """Say that no tenant's rows are needed: sign-in, health, choosing a membership.

    Args:
        actor: someone whose own memberships may be read.
    """
    own = Scope(actor=actor)
    with _settings(_as_settings(own if actor else None), own):
        yield


def current_scope() -> Scope:
    """The scope in force.

    Raises:
        RuntimeError: no scope was set.
    """
    found = _from_settings(_read())
    if found is None:
        raise RuntimeError("no scope was set")
    return found
