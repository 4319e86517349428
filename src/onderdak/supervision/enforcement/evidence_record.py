"""What was done in a case, as plain values for its evidence: no name of a person."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Model

from onderdak.supervision.enforcement.models import (
    Case,
    CaseEntry,
    Choice,
    Ground,
    Hold,
    Measure,
    PeopleCount,
    Rehousing,
    Step,
    Telling,
    UrgentTask,
)
from onderdak.supervision.enforcement.step_words import opened_step

_SEAL: Final = frozenset({"sealed", "row_key", "key_version"})


def record_of(case: Case) -> dict[str, Any]:
    """Everything that was written down in a case, in the order in which it was."""
    measures = list(Measure.objects.filter(case=case).order_by("nth"))
    return {
        "case": {
            "number": case.number,
            "state": case.state,
            "opened_on": case.opened_on,
            "closed_on": case.closed_on,
            "closing": case.closing,
            "closing_words": case.closing_words,
            "rules": case.ruleset_id,
        },
        "grounds": _plain(Ground.objects.filter(case=case)),
        "history": _plain(CaseEntry.objects.filter(case=case)),
        "measures": [_measure(one) for one in measures],
        "choices": _plain(Choice.objects.filter(case=case)),
        "people": {
            "counts": _plain(PeopleCount.objects.filter(case=case)),
            "answers": _plain(Rehousing.objects.filter(case=case)),
            "tellings": _plain(Telling.objects.filter(case=case)),
            "holds": _plain(Hold.objects.filter(case=case)),
            "urgent": _plain(UrgentTask.objects.filter(case=case)),
        },
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "nth": measure.nth,
        "path": measure.path,
        "state": measure.state,
        "begun_on": measure.begun_on,
        "ended_on": measure.ended_on,
        "reason": measure.reason,
        "article": measure.article,
        "steps": [
            _step(one) for one in Step.objects.filter(measure=measure).order_by("id")
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    """With the words that its row keeps sealed, and without the seal."""
    said, [row] = opened_step(step), _plain([step])
    kept = {key: value for key, value in row.items() if key not in _SEAL}
    return kept | {"facts": dict(said.facts), "reason": said.reason}


def _plain(rows: Iterable[Model]) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: row.pk)
    return [
        {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            # Keys and accounts say nothing to who reads it outside.
            if field.attname != "id" and not field.attname.endswith("_id")
        }
        for row in ordered
    ]
