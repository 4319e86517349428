"""The rules that a case keeps, read once in a process, and the words for its paths."""

import json
from functools import lru_cache
from typing import Final

from onderdak.rules.enforcement import RuleSet, StepKind, read, shipped
from onderdak.supervision.enforcement.models import RuleSet as KeptRules

# Each change of the shipped paths makes one more; few are in use at a time.
_KEPT: Final = 32


@lru_cache(maxsize=_KEPT)
def rules_of(digest: str) -> RuleSet:
    """The rules under a digest, as they stood when a case began with them."""
    now = shipped()
    if now.digest == digest:
        return now
    return read(json.dumps(KeptRules.objects.get(pk=digest).body))


def path_title(digest: str, path: str) -> dict[str, str]:
    """What a path is called, in Dutch and in English."""
    found = rules_of(digest).paths.get(path)
    return dict(found.title) if found else {"nl": path, "en": path}


def step_kind(digest: str, path: str, step: str) -> StepKind | None:
    """What the rules of a case say of a step; None for one that takes another back."""
    found = rules_of(digest).paths.get(path)
    return found.steps.get(step) if found else None
