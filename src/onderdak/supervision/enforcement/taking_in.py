"""The rules of enforcement as rows: a case keeps the ones it began with."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from onderdak.rules.enforcement import CORRECT, Path, RuleSet, shipped
from onderdak.supervision.enforcement.models import RuleSet as KeptRules


def take_in(at: datetime, rules: RuleSet | None = None) -> KeptRules:
    """The shipped rules as a row, written down the first time a case begins with them.

    The database copies the transitions to their table; nothing is added to them later.
    """
    rules = rules or shipped()
    kept, _made = KeptRules.objects.get_or_create(
        digest=rules.digest,
        defaults={
            "body": rules.as_dict(),
            "transitions": list(transitions_of(rules)),
            "taken_in_at": at,
        },
    )
    return kept


def transitions_of(rules: RuleSet) -> Iterator[dict[str, Any]]:
    """Every step that the rules permit, and where each path begins."""
    for path in rules.paths.values():
        yield _row(path, "", "", path.begins)
        for step, start, end in path.transitions():
            yield _row(path, step, start, end)


def _row(path: Path, step: str, start: str, end: str) -> dict[str, Any]:
    kind = None if step in ("", CORRECT) else path.steps[step]
    return {
        "path": path.key,
        "step": step,
        "from_state": start,
        "to_state": end,
        "decision": kind is not None and kind.decision,
        "letter": (kind.letter or "") if kind else "",
        "ends": path.states[end].ends,
        "empties_beds": kind is not None and kind.empties_beds,
    }
