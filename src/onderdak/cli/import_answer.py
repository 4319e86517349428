"""What `onderdak nights import` answers, for a program and for people."""

from collections.abc import Sequence
from typing import Any

from onderdak.cli.frame import console, errors
from onderdak.foundation.identity.contract import in_language
from onderdak.register.nights.contract import (
    HandIn,
)
from onderdak.register.nights.contract.files import (
    FileOutcome,
)
from onderdak.register.nights.contract.supervising import (
    Flag,
)

_MOST_FLAGS = 20


def flag_as_data(flag: Flag) -> dict[str, Any]:
    """Something that needs a look, with what would mend it."""
    return flag.as_dict() | {
        "what": in_language(flag.what),
        "mend": in_language(flag.mend),
    }


def as_data(
    outcome: FileOutcome, large: HandIn | None, flags: Sequence[Flag] = ()
) -> dict[str, Any]:
    """What became of a file, as a program reads it."""
    declared = outcome.declared
    told = large or declared
    return {
        "rows": declared.rows,
        "accepted": told.new + told.corrected if large else declared.accepted,
        "unchanged": told.unchanged,
        "rejected": declared.rejected,
        "new": told.new,
        "corrected": told.corrected,
        "double_let": told.double_let,
        "ended": told.ended,
        "withdrawn": told.withdrawn,
        "renamed": outcome.renamed,
        "recorded": True if large else declared.recorded,
        "errors": [
            {
                "line": error.line,
                "column": outcome.column(error.field),
                "value": error.value,
                "message": in_language(error.message),
            }
            for error in declared.errors
        ],
        "corrections": [
            {
                "line": one.line,
                "reference": one.reference,
                "arrival": one.arrival,
                "departure": one.departure,
                "was_arrival": one.was_arrival,
                "was_departure": one.was_departure,
            }
            for one in declared.corrections
        ],
        "leaving": [
            {
                "reference": one.reference,
                "arrival": one.arrival,
                "departure": one.departure,
                "ends_on": one.ends_on,
            }
            for one in declared.left_out
        ],
        "columns": dict(outcome.columns),
        "remembered_columns": bool(outcome.remembered),
        "notes": [in_language(note) for note in outcome.notes],
        "flags": [flag_as_data(flag) for flag in flags],
    }


def show(told: dict[str, Any]) -> None:
    """What became of a file, for people; wrong rows on standard error."""
    for note in told["notes"]:
        console.print(note, markup=False, highlight=False)
    for error in told["errors"]:
        errors.print(
            f"line {error['line']}, {error['column']}"
            f" = {error['value']!r}: {error['message']}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if told["renamed"]:
        errors.print(
            f"{told['renamed']} references stood for guests with other initials."
            " They count as corrected names; --leave-renamed leaves them out.",
            highlight=False,
        )
    verb = "recorded" if told["recorded"] else "nothing recorded"
    console.print(
        f"{told['rows']} rows: {told['new']} new, {told['corrected']} corrected,"
        f" {told['unchanged']} unchanged, {told['rejected']} rejected ({verb})."
    )
    if told["ended"] or told["withdrawn"]:
        console.print(f"{told['ended']} stays end, {told['withdrawn']} are withdrawn.")
    _show_flags(told["flags"])


def _show_flags(flags: Sequence[dict[str, Any]]) -> None:
    """What needs a look in what was recorded; the rest of a long list by its number."""
    for flag in flags[:_MOST_FLAGS]:
        errors.print(
            f"needs a look: {flag['what']} {flag['mend']}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if len(flags) > _MOST_FLAGS:
        errors.print(f"and {len(flags) - _MOST_FLAGS} more: onderdak nights flags")
