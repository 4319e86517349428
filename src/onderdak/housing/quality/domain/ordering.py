"""What comes first: the law before a by-law, that before a private norm or a policy."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from onderdak.rules import Finding, Judgement, Kind, Outcome

_FIRST: Final = {
    kind: place
    for place, kind in enumerate((Kind.LAW, Kind.LOCAL, Kind.PRIVATE, Kind.POLICY))
}
Key = tuple[str, str | None, str | None]


def key_of(finding: Finding) -> Key:
    """By what a finding is recognised from day to day."""
    return finding.rule, finding.part, finding.place


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Put findings in the order in which to look at them."""
    return sorted(
        findings,
        key=lambda one: (
            _FIRST[one.kind],
            one.rule,
            one.part or "",
            one.place or "",
        ),
    )


@dataclass(frozen=True, slots=True)
class Awaited:
    """A fact that nobody knows, with the findings that wait for it."""

    path: str
    findings: tuple[Finding, ...]

    @property
    def norms(self) -> int:
        """How many norms wait for it; a norm counts once, for however many units."""
        return len({one.norm.id for one in self.findings})

    @property
    def places(self) -> list[str]:
        """The units that wait for it, by name."""
        return sorted({one.place for one in self.findings if one.place})


def awaited(findings: Iterable[Finding]) -> list[Awaited]:
    """Say which facts are missing, those that decide most first."""
    waiting: dict[str, list[Finding]] = {}
    for one in findings:
        for path in one.missing:
            waiting.setdefault(path, []).append(one)
    lines = [Awaited(path, tuple(found)) for path, found in waiting.items()]
    return sorted(lines, key=lambda line: (-line.norms, -len(line.findings), line.path))


@dataclass(frozen=True, slots=True)
class Changing:
    """A finding that will be another on a day to come, with the same facts."""

    from_: date
    now: Outcome | None  # None where the norm does not hold yet
    then: Finding


def changing(now: Judgement, then: Judgement) -> list[Changing]:
    """Say what the norms of a later day will find that those of today do not."""
    today = {key_of(one): one.outcome for one in now.findings}
    found = [
        Changing(then.on, today.get(key_of(one)), one)
        for one in then.findings
        if today.get(key_of(one)) is not one.outcome
    ]
    order = {id(one): place for place, one in enumerate(in_order(then.findings))}
    return sorted(found, key=lambda each: order[id(each.then)])


@dataclass(frozen=True, slots=True)
class Counts:
    """How many norms a location breaches by kind, meets, and cannot be judged by."""

    breaches: Mapping[Kind, int] = field(hash=False)
    meets: int
    cannot_judge: int

    @property
    def worst(self) -> tuple[int, ...]:
        """To put first who breaches most, the law before all else."""
        return tuple(-self.breaches[kind] for kind in _FIRST)


_WORST: Final = (Outcome.BREACHES, Outcome.CANNOT_JUDGE, Outcome.MEETS)


def counts_of(judgement: Judgement) -> Counts:
    """Count the norms that one location breaches, meets, or cannot be judged by.

    A norm counts once, however many units it is judged for: one unit that breaches it
    is enough, and it is met when every unit meets it.
    """
    worst: dict[str, tuple[int, Kind]] = {}
    for one in judgement.findings:
        place = _WORST.index(one.outcome)
        worst[one.norm.id] = min(
            worst.get(one.norm.id, (place, one.kind)), (place, one.kind)
        )
    outcomes = Counter(_WORST[place] for place, _kind in worst.values())
    breaches = Counter(kind for place, kind in worst.values() if not place)
    return Counts(
        breaches={kind: breaches[kind] for kind in _FIRST},
        meets=outcomes[Outcome.MEETS],
        cannot_judge=outcomes[Outcome.CANNOT_JUDGE],
    )
