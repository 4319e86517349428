"""The run: batch after batch goes, each with its proof, until nothing is past its term.

Every batch is a transaction of its own, so that no lock lasts long and a run that was
stopped goes on where it was. The proof of a batch is written by the database in the
statement that removes the rows; the certificate only adds up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import DatabaseError, connection

from onderdak import __version__
from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.destruction.planning import (
    held_in,
    hold_as_dict,
    plan_destruction,
)
from onderdak.foundation.privacy.destruction.ports import (
    DestroyingRoom,
    Progress,
    destroying_rooms,
    holds,
)
from onderdak.foundation.privacy.models import (
    DestroyedBatch,
    DestructionCertificate,
    DestructionRun,
)
from onderdak.foundation.privacy.readiness import retention_months
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Failure:
    """A table from which rows could not go; the other tables go on."""

    table: str
    message: str


@dataclass(frozen=True, slots=True)
class Destroyed:
    """The outcome of a run; without a certificate there was nothing to destroy."""

    municipality: str
    on: date
    rows: int
    certificate: int | None
    without_term: tuple[str, ...]
    failures: tuple[Failure, ...]


def _quiet(table: str, rows: int) -> None:
    """Show nothing."""


def destroy_past_term(
    *,
    municipality: str,
    on: date,
    ran_by: str,
    progress: Progress = _quiet,
    batch: int = BATCH,
) -> Destroyed:
    """Destroy what is past its term in a municipality, and certify that.

    Where no term is set nothing goes, and the outcome says so. A run that was stopped
    is taken up where it was; its certificate covers both parts.

    Args:
        on: the day to look from; the database never looks beyond its own today.
        ran_by: who or what started it, as the certificate names it.
        progress: told after every batch: the table, and how many rows went.

    Raises:
        Conflict: a run in this municipality is going on.
    """
    with _alone(municipality):
        run, without_term = _begin(municipality, on, ran_by)
        if run is None:
            return Destroyed(municipality, on, 0, None, without_term, ())
        failures = tuple(
            failure
            for room in destroying_rooms()
            if room.room not in without_term
            for failure in _room(room, run, progress, batch)
        )
        certificate = _certify(run, failures)
    return Destroyed(
        municipality, on, certificate.rows, certificate.pk, without_term, failures
    )


@contextmanager
def _own_rows(municipality: str) -> Iterator[None]:
    with scope(Scope(municipalities=frozenset({municipality}))):
        yield


@contextmanager
def _alone(municipality: str) -> Iterator[None]:
    """One run at a time in a municipality, however it was started."""
    key = [f"privacy.destroy.{municipality}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", key)
        if not cursor.fetchone()[0]:
            raise Conflict(
                text("Data of %(town)s are being destroyed now.", town=municipality),
                next_step=text("Wait until that is done."),
            )
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", key)


def _begin(
    municipality: str, on: date, ran_by: str
) -> tuple[DestructionRun | None, tuple[str, ...]]:
    """The run that was stopped, or a new one if anything is past its term."""
    with _own_rows(municipality):
        open_run = DestructionRun.objects.filter(
            municipality_id=municipality, certificate__isnull=True
        ).first()
        if open_run is not None:
            return open_run, _rooms_without_term(municipality, open_run.on_day)
        planned = plan_destruction(municipality=municipality, on=on)
        if not planned.rows:
            return None, planned.without_term
        run = DestructionRun.objects.create(
            municipality_id=municipality,
            on_day=on,
            ran_by=ran_by[:60],
            software=f"onderdak {__version__}"[:30],
        )
        return run, planned.without_term


def _rooms_without_term(municipality: str, on: date) -> tuple[str, ...]:
    return tuple(
        room.room
        for room in destroying_rooms()
        if room.own_term and retention_months(municipality, room.room, on) is None
    )


def _room(
    room: DestroyingRoom, run: DestructionRun, progress: Progress, batch: int
) -> Iterator[Failure]:
    for table in room.tables:
        try:
            _table(room, table, run, progress, batch)
        except DatabaseError as error:
            yield Failure(table, str(error).splitlines()[0][:200])


def _table(
    room: DestroyingRoom,
    table: str,
    run: DestructionRun,
    progress: Progress,
    batch: int,
) -> None:
    gone = batch
    while gone == batch:
        gone = _destroy(room, table, run, batch)
        progress(table, gone)


def _destroy(room: DestroyingRoom, table: str, run: DestructionRun, batch: int) -> int:
    """One batch; what must be kept is asked in the same transaction."""
    town = run.municipality_id
    with _own_rows(town):
        kept = held_in(room, table, tuple(holds(town, run.on_day)))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {table}_destroy(%s, %s, %s::bigint[])",
                [run.pk, batch, kept],
            )
            return int(cursor.fetchone()[0])


def _certify(
    run: DestructionRun, failures: tuple[Failure, ...]
) -> DestructionCertificate:
    town = run.municipality_id
    with _own_rows(town):
        batches = DestroyedBatch.objects.filter(run=run).order_by("id")
        proofs = list(batches.values_list("table_name", "rows", "digest"))
        certificate = DestructionCertificate.objects.create(
            run=run,
            municipality_id=town,
            rows=sum(rows for _table_name, rows, _digest in proofs),
            holds=[hold_as_dict(hold) for hold in holds(town, run.on_day)],
            errors=[{"table": one.table, "message": one.message} for one in failures],
            digest=digest_of(proofs),
        )
        announce(
            "privacy.destroyed",
            {"municipality": town, "certificate": certificate.pk},
        )
        return certificate


def digest_of(proofs: list[tuple[str, int, str]]) -> str:
    """One number over the proofs of all batches, in the order in which they went."""
    lines = "\n".join(f"{table} {rows} {digest}" for table, rows, digest in proofs)
    return sha256(lines.encode()).hexdigest()
