"""The work of one declaration, step by step: plan first, then record."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, connection

from onderdak.foundation.privacy.contract import Sealer
from onderdak.kernel.errors import Conflict
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.bulk import leaving_out, matching, recording
from onderdak.register.nights.bulk.numbering import number_all
from onderdak.register.nights.bulk.seals import (
    ToSeal,
    find_to_seal,
    start_sealing,
)
from onderdak.register.nights.bulk.staging import stage
from onderdak.register.nights.domain.declared import (
    Declared,
    DeclaredStay,
    LeftOut,
    Outcome,
    RowError,
)

_CORRECTIONS_SHOWN = 200


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let the collector rest while a bulk makes many values and no cycles.

    It would walk over all rows again and again: a sixth of the time of a large bulk.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Complete:
    """That rows are complete for a period at some locations."""

    period: DateRange
    locations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a declaration would do, and what is needed to do it."""

    outcome: Declared
    sealer: Sealer
    to_seal: ToSeal


def plan(
    rows: Sequence[DeclaredStay],
    *,
    provider: int,
    municipality: str,
    earlier_errors: Sequence[RowError],
    complete: Complete | None = None,
    asks_work: bool = False,
) -> Plan:
    """Stage the rows and decide what each of them is; bad rows are left out.

    Rows with errors are not complete: as long as one is bad, nobody is left out.
    """
    wait_for_turn(provider)
    sealer = Sealer.load(provider=provider, municipality=municipality)
    numbers = number_all(rows, provider=provider, municipality=municipality)
    to_seal = find_to_seal(rows, numbers, sealer)
    stage(rows, numbers, frozenset(to_seal.identities))
    matching.match(provider, municipality, asks_work=asks_work)
    leaving_out.prepare()
    left_out: list[LeftOut] = []
    if complete is not None and not earlier_errors:
        left_out = leaving_out.find(provider, complete.locations, complete.period)
    found = matching.find_errors(rows, to_seal, provider)
    if found:
        left_out = []
        found += _drop(found, provider)
    errors = sorted([*earlier_errors, *found], key=lambda error: error.line)
    outcome = _outcome(rows, errors, earlier_errors)
    return Plan(replace(outcome, left_out=left_out), sealer, to_seal)


def _drop(found: Sequence[RowError], provider: int) -> list[RowError]:
    """Leave bad rows out; returns what is wrong only now that those are gone.

    The stay that a bad row would have corrected stays as it is, and may stand in the
    way of another row.
    """
    further: list[RowError] = []
    dropped = list(found)
    while dropped:
        matching.drop_lines({error.line for error in dropped})
        leaving_out.prepare()
        dropped = matching.find_elsewhere(provider)
        further += dropped
    return further


def wait_for_turn(provider: int) -> None:
    """Let declarations of one provider follow each other, whatever their doors."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('nights.declare'), %s)", [provider]
        )


def _outcome(
    rows: Sequence[DeclaredStay],
    errors: Sequence[RowError],
    earlier_errors: Sequence[RowError],
) -> Declared:
    counts = matching.outcomes()
    unread = {error.line for error in earlier_errors} - {row.line for row in rows}
    return Declared(
        rows=len(rows) + len(unread),
        new=counts.get(Outcome.NEW, 0),
        corrected=counts.get(Outcome.CORRECTED, 0),
        unchanged=counts.get(Outcome.UNCHANGED, 0),
        errors=errors,
        corrections=matching.corrections(_CORRECTIONS_SHOWN),
    )


def record(
    planned: Plan, *, provider: int, municipality: str, declaration: int, on: date
) -> int:
    """Write what was planned; returns how many double lets it brought to light.

    Raises:
        Conflict: a constraint found what the plan could not have seen.
    """
    known = {
        "provider": provider,
        "municipality": municipality,
        "declaration": declaration,
        "version": planned.sealer.hash_version,
        "provider_key": planned.sealer.provider_key_version,
        "municipality_key": planned.sealer.municipality_key_version,
        "on": on,
    }
    try:
        with ThreadPoolExecutor(max_workers=1) as pool:
            seals = start_sealing(planned.to_seal, planned.sealer, pool)
            recording.record_guests(known)
            recording.record_rooms(known)
            recording.record_stays(known)
            recording.record_statements(known)
            double_lets = recording.flag_double_lets(known)
            recording.record_seals(seals.result(), known)
    except IntegrityError as error:
        raise Conflict(
            text("These stays could not be recorded."),
            why=text("The register was changed at the same time."),
            next_step=text("Send the same file again."),
        ) from error
    return double_lets
