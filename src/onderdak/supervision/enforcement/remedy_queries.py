"""Reads of what was set against decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor, User, check_may
from onderdak.supervision.enforcement.domain.permissions import SEE_CASES
from onderdak.supervision.enforcement.domain.remedies import (
    Filed,
    Outcome,
    Party,
    RemedyKind,
)
from onderdak.supervision.enforcement.models import Remedy, RemedyStep, Step
from onderdak.supervision.enforcement.path_words import path_title, step_kind
from onderdak.supervision.enforcement.remedy_terms import last_day_for


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """Something that was recorded of a remedy."""

    what: str
    on_day: date
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RemedyOnCase:
    """An objection, appeal, higher appeal or injunction, with its history."""

    pk: int
    kind: RemedyKind
    party: Party
    step: int
    step_title: Mapping[str, str] = field(hash=False)
    measure: int
    decided_on_day: date
    about: int | None
    reference: str
    filed_on: date
    late_because: str
    committee: bool
    put_off_on: date | None
    outcome: Outcome | None
    decided_on: date | None
    made_known_on: date | None
    suspends: bool
    suspends_until: date | None
    words: str
    lines: tuple[RemedyLine, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a case, with which remedy can be filed next, and until when."""

    step: int
    measure: int
    path_title: Mapping[str, str] = field(hash=False)
    title: Mapping[str, str] = field(hash=False)
    on_day: date
    last_day: date | None


def remedies_of(*, by: Actor, municipality: str, number: str) -> Sequence[RemedyOnCase]:
    """What was set against the decisions of a case, the first filed first.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = list(
        Remedy.objects.filter(municipality_id=municipality, case__number=number)
        .select_related("step")
        .order_by("filed_on", "id")
    )
    lines = list(RemedyStep.objects.filter(remedy__in=found).order_by("id"))
    names = _names({one.by_id for one in lines})
    return [
        _read(
            one, tuple(_line(each, names) for each in lines if each.remedy_id == one.pk)
        )
        for one in found
    ]


def decisions_of(*, by: Actor, municipality: str, number: str) -> Sequence[Decision]:
    """The decisions of a case to which something can be set against.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    steps = Step.objects.filter(
        municipality_id=municipality,
        measure__case__number=number,
    )
    found = []
    for step in steps.counting().order_by("on_day", "id"):
        kind = step_kind(step.ruleset_id, step.path, step.step)
        if kind is None or not kind.decision:
            continue
        asked = Filed(RemedyKind.OBJECTION, Party.OFFENDER, step.on_day)
        found.append(
            Decision(
                step=step.pk,
                measure=step.measure_id,
                path_title=path_title(step.ruleset_id, step.path),
                title=dict(kind.title),
                on_day=step.on_day,
                last_day=last_day_for(step, asked, None),
            )
        )
    return found


def _read(one: Remedy, lines: Sequence[RemedyLine]) -> RemedyOnCase:
    kind = step_kind(one.step.ruleset_id, one.step.path, one.step.step)
    return RemedyOnCase(
        pk=one.pk,
        kind=RemedyKind(one.kind),
        party=Party(one.party),
        step=one.step_id,
        step_title=dict(kind.title) if kind else {},
        measure=one.measure_id,
        decided_on_day=one.step.on_day,
        about=one.about_id,
        reference=one.reference,
        filed_on=one.filed_on,
        late_because=one.late_because,
        committee=one.committee,
        put_off_on=one.put_off_on,
        outcome=Outcome(one.outcome) if one.outcome else None,
        decided_on=one.decided_on,
        made_known_on=one.made_known_on,
        suspends=one.suspends,
        suspends_until=one.suspends_until,
        words=one.words,
        lines=tuple(lines),
    )


def _line(one: RemedyStep, names: Mapping[int, str]) -> RemedyLine:
    return RemedyLine(
        what=one.what,
        on_day=one.on_day,
        by=names.get(one.by_id, ""),
        at=one.at,
        reason=one.detail.get("reason", ""),
    )


def _names(users: set[int]) -> dict[int, str]:
    found = User.objects.filter(pk__in=users).values_list("pk", "name", "email")
    return {pk: name or email for pk, name, email in found}
