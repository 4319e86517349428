"""The findings of a visit with what was said of them, ready to show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.inspections.domain.findings import (
    Act,
    Said,
    TermOfRepair,
    Verdict,
    acts_in,
    open_questions,
    said_on_device,
)
from onderdak.supervision.inspections.domain.permissions import SEE_VISITS
from onderdak.supervision.inspections.findings_computing import (
    day_of,
    days_of_town,
    is_besides,
)
from onderdak.supervision.inspections.models import (
    Finding,
    FindingTerm,
    FindingVerdict,
    Visit,
)
from onderdak.supervision.inspections.recorded import Recorded, recorded

_BINDING = ("law", "local")
_ORDER = {"breaches": 0, "cannot_judge": 1, "meets": 2}


@dataclass(frozen=True, slots=True)
class FindingOn:
    """A finding with the inspector's word, the term, and what the town's days are."""

    row: Finding
    said: Said | None
    said_at: datetime | None
    by: int | None
    term: TermOfRepair | None
    local: tuple[int, str] | None
    acts: tuple[Act, ...]
    # A breach that a re-inspection was not planned for.
    is_new: bool = False

    @property
    def is_breach(self) -> bool:
        """Whether it is a breach of what binds that nobody deviated from.

        Only law and by-law bind. What falls short of a private norm or of policy is in
        the report as advice: nobody is told to mend it.
        """
        deviates = self.said is not None and self.said.verdict is Verdict.DEVIATES
        binds = self.row.kind in _BINDING
        return self.row.outcome == "breaches" and binds and not deviates


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a visit, what was done at once, and what still must be said."""

    every: tuple[FindingOn, ...]
    acts: tuple[Act, ...]
    unsaid: tuple[str, ...]
    termless: tuple[str, ...]

    @property
    def breaches(self) -> tuple[FindingOn, ...]:
        """The breaches that an inspector confirmed."""
        return tuple(
            one
            for one in self.every
            if one.is_breach and one.said and one.said.verdict is Verdict.CONFIRMED
        )


def findings_of(*, by: Actor, visit: Visit) -> Findings:
    """What the norms say of a visit and what was said of that, breaches first.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    return findings_in(visit, recorded(visit))


def findings_in(visit: Visit, here: Recorded) -> Findings:
    """The same, for who has read the visit already and checked who may."""
    rows = list(Finding.objects.filter(visit=visit, gone_at__isnull=True))
    rows.sort(key=lambda row: (_ORDER.get(row.outcome, 3), row.rule, row.key))
    settled, acts = here.settled, acts_in(here.settled)
    verdicts = {row.key: row for row in _of(visit)}
    terms = _terms(visit)
    on = day_of(visit)
    every = tuple(
        replace(
            _finding(on, row, verdicts.get(row.key), terms.get(row.key), settled, acts),
            is_new=row.outcome == "breaches" and is_besides(visit, row),
        )
        for row in rows
    )
    unsaid, termless = open_questions(
        [one.row.key for one in every if one.row.outcome == "breaches"],
        {one.row.key: one.said for one in every if one.said is not None},
        terms,
        [act.about for act in acts if act.about],
    )
    binding = {one.row.key for one in every if one.is_breach}
    return Findings(every, acts, unsaid, tuple(k for k in termless if k in binding))


def _of(visit: Visit) -> list[FindingVerdict]:
    return list(FindingVerdict.objects.filter(visit=visit).order_by("id"))


def _terms(visit: Visit) -> dict[str, TermOfRepair]:
    """The newest line of each counts."""
    return {
        row.key: TermOfRepair(row.days, row.parameter_version, row.reason)
        for row in FindingTerm.objects.filter(visit=visit).order_by("id")
    }


def _finding(
    on: date,
    row: Finding,
    verdict: FindingVerdict | None,
    term: TermOfRepair | None,
    settled: Mapping[str, object],
    acts: tuple[Act, ...],
) -> FindingOn:
    """What was said behind a desk goes before what was said at the door."""
    at_the_door = said_on_device(settled, row.key)
    said = Said(Verdict(verdict.verdict), verdict.why) if verdict else at_the_door
    breach = row.outcome == "breaches"
    return FindingOn(
        row=row,
        said=said,
        said_at=verdict.at if verdict else None,
        by=verdict.by_id if verdict else None,
        term=term,
        local=days_of_town(row.rule, row.part, row.municipality_id, on)
        if breach
        else None,
        acts=tuple(act for act in acts if act.about == row.key),
    )
