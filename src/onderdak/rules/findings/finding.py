"""A finding: what a norm says of a location, why, and what would mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from onderdak.kernel.money import NumberStyle
from onderdak.rules.engine.parameters import Dated, Kind
from onderdak.rules.findings.norms import Norm
from onderdak.rules.findings.wording import LANGUAGES, plain
from onderdak.rules.locations.catalogue import Words


class Outcome(StrEnum):
    """What may be said of a norm; `cannot judge` is never turned into `meets`."""

    MEETS = "meets"
    BREACHES = "breaches"
    CANNOT_JUDGE = "cannot_judge"


@dataclass(frozen=True, slots=True)
class Coming:
    """The next change of a parameter: from this day it is something else."""

    from_: date
    parameter: str
    unit: str
    was: object
    becomes: object  # None where the rule ends, or nobody could verify it

    def as_dict(self) -> dict[str, object]:
        """Give it as plain data."""
        return {
            "from": self.from_.isoformat(),
            "parameter": self.parameter,
            "unit": self.unit,
            "was": self.was,
            "becomes": self.becomes,
        }


class Finding:
    """What one norm says of a location or of one of its units.

    Words and what is missing are made when they are asked for: whoever counts breaches
    over fifty thousand locations reads no sentences.
    """

    __slots__ = (
        "_missing",
        "_texts",
        "cited",
        "coming",
        "measured_raw",
        "norm",
        "outcome",
        "place",
        "prompt",
        "threshold_raw",
    )

    def __init__(
        self,
        norm: Norm,
        cited: Dated,
        coming: Coming | None,
        place: str | None,
        outcome: Outcome,
        prompt: bool,
        measured_raw: object,
        threshold_raw: object,
        missing: Callable[[], tuple[str, ...]],
        texts: Callable[["Finding", str, NumberStyle], str],
    ) -> None:
        self.norm = norm
        self.cited = cited
        self.coming = coming
        self.place = place
        self.outcome = outcome
        self.prompt = prompt
        self.measured_raw = measured_raw
        self.threshold_raw = threshold_raw
        self._missing = missing
        self._texts = texts

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.norm.rule

    @property
    def part(self) -> str | None:
        """Which judgement of the rule, where it has several."""
        return self.norm.part

    @property
    def kind(self) -> Kind:
        """How binding it is, here and on that day."""
        return self.cited.kind

    @property
    def unit(self) -> str | None:
        """In which unit it was measured."""
        return None if self.norm.judging is None else self.norm.judging.unit

    @property
    def measured(self) -> int | float | bool | str | None:
        """What was measured, in the unit that is shown."""
        return plain(self.measured_raw, self.unit)

    @property
    def threshold(self) -> int | float | bool | str | None:
        """What it was measured against, in the unit that is shown."""
        return plain(self.threshold_raw, self.unit)

    @property
    def missing(self) -> tuple[str, ...]:
        """Which facts or values are not known, where it cannot be judged."""
        return self._missing() if self.outcome is Outcome.CANNOT_JUDGE else ()

    @property
    def text(self) -> Words:
        """Say it in one plain sentence, in Dutch and in English."""
        return {one: self._texts(self, self.outcome, one) for one in LANGUAGES}

    @property
    def mend(self) -> Words | None:
        """Say what would mend a breach."""
        if self.outcome is not Outcome.BREACHES:
            return None
        return {one: self._texts(self, "mend", one) for one in LANGUAGES}

    def as_dict(self) -> dict[str, Any]:
        """Give the finding as plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "part": self.part,
            "place": self.place,
            "kind": self.kind.value,
            "outcome": self.outcome.value,
            "prompt": self.prompt,
            "measured": self.measured,
            "threshold": self.threshold,
            "unit": self.unit,
            "missing": list(self.missing),
            "article": self.cited.article,
            "parameter_version": self.cited.version,
            "text": dict(self.text),
            "mend": None if self.mend is None else dict(self.mend),
            "coming": None if self.coming is None else self.coming.as_dict(),
        }


def counted(findings: "tuple[Finding, ...]") -> Mapping[Outcome, int]:
    """Count findings by outcome."""
    return {
        outcome: sum(1 for one in findings if one.outcome is outcome)
        for outcome in Outcome
    }
