"""What the norms say of a visit, computed from the facts that stand in it."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from onderdak.engines.merge import State, merged
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    judge_on,
    local_value,
)
from onderdak.kernel.errors import OnderdakError
from onderdak.rules import Finding as Found
from onderdak.rules import Outcome, read_facts
from onderdak.supervision.inspections.domain.asked import fact_paths, is_failed
from onderdak.supervision.inspections.domain.facts import facts_in
from onderdak.supervision.inspections.domain.findings import key_of, theme_of
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.reports import Kind as ReportKind
from onderdak.supervision.inspections.models import (
    Finding,
    Operation,
    TakenOver,
    Visit,
    VisitReport,
)
from onderdak.supervision.inspections.recorded import recorded, typed_of

log = logging.getLogger("onderdak.inspections")

_COMPUTED = (
    *("rule", "part", "place", "title", "kind", "outcome", "prompt", "measured"),
    *("threshold", "unit", "missing", "article", "parameter_version", "sentence"),
    *("mend", "computed_at", "gone_at"),
)


def day_of(visit: Visit) -> date:
    """The day of which the norms count: that on which the visit was held.

    A visit that was held offline begins here when its phone sends, which may be a day
    later. So the day that was noted at the door goes first; then the planned day, where
    the clock of the device says that the visit was typed on it. No clock is believed
    that runs ahead of the server.
    """
    begun = localdate(visit.begun_at) if visit.begun_at else visit.day
    if visit.begun_at is None:
        return begun
    return _day_at_the_door(visit) or _planned_day(visit) or begun


def _day_at_the_door(visit: Visit) -> date | None:
    taken = TakenOver.objects.filter(visit=visit).values("operation_id")
    rows = list(
        Operation.objects.filter(visit=visit, path="entry/entered_on")
        .exclude(~Q(pk__in=taken), late=True)
        .order_by("id")
    )
    stands = merged(map(typed_of, rows)).get("entry/entered_on")
    if stands is None or not stands.settled:
        return None
    found = parsed_day(stands.value)
    last = max(localdate(row.received_at) for row in rows)
    planned = localdate(visit.planned_at)
    return found if found and planned <= found <= last else None


def _planned_day(visit: Visit) -> date | None:
    first = Operation.objects.filter(visit=visit, late=False).order_by("id").first()
    if first is None or visit.day > localdate(first.received_at):
        return None
    try:
        said = datetime.fromisoformat(first.at_device)
    except ValueError:
        return None
    typed_on = localdate(said) if said.tzinfo else said.date()
    return visit.day if typed_on == visit.day else None


def parsed_day(typed: object) -> date | None:
    """A day as a phone writes it; None where it is none.

    >>> parsed_day("2026-03-10"), parsed_day("20:05")
    (datetime.date(2026, 3, 10), None)
    """
    try:
        return date.fromisoformat(typed) if isinstance(typed, str) else None
    except ValueError:
        return None


def other_day(visit: Visit) -> date | None:
    """The day of a visit, where it began here on another: somebody must confirm it."""
    if visit.begun_at is None:
        return None
    found = day_of(visit)
    return None if found == localdate(visit.begun_at) else found


def is_locked(visit: Visit) -> bool:
    """Whether the report of a visit is signed by all."""
    return VisitReport.objects.filter(
        visit=visit,
        locked_at__isnull=False,
        kind__in=[ReportKind.FINDINGS, ReportKind.OFFICIAL],
    ).exists()


def renew_findings(visit: Visit, at: datetime) -> int:
    """Write down what the norms say now; callers checked who may, in an action.

    What a signed report says is left as it is. A finding that does not follow from the
    facts any more is kept, with since when.
    """
    if is_locked(visit):
        return 0
    found = judged(visit, recorded(visit).state, day_of(visit))
    rows = [finding_row(visit, one, at) for one in found]
    Finding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["visit", "key"],
        update_fields=_COMPUTED,
    )
    Finding.objects.filter(visit=visit, gone_at__isnull=True).exclude(
        key__in=[row.key for row in rows]
    ).update(gone_at=at)
    return len(rows)


def judge_again(visit: Visit, at: datetime) -> None:
    """Let the norms say what follows; that they cannot never loses what was typed."""
    try:
        with transaction.atomic():
            renew_findings(visit, at)
    except OnderdakError as fault:
        log.warning("no findings of visit %s: %s", visit.pk, fault)
    except Exception:
        # A fault here would make the phone send the same again for ever.
        log.exception("no findings of visit %s", visit.pk)


def judged(visit: Visit, state: State, on: date) -> list[Found]:
    """What the norms say of what stands in a visit, of its day and municipality.

    A norm of which nothing was asked says nothing. A re-inspection looks at what failed
    before; of the rest it keeps what is a breach, for a new danger is not left out.
    """
    catalogue = fact_catalogue()
    facts = read_facts(facts_in(state, catalogue).raw, catalogue)
    typed = fact_paths(state)
    judge = judge_on(on, visit.municipality_id)
    return [
        one
        for one in judge(facts).findings
        if (one.outcome is not Outcome.CANNOT_JUDGE or typed & set(one.norm.facts))
        and (one.outcome is Outcome.BREACHES or not is_besides(visit, one))
    ]


def is_besides(visit: Visit, one: Found | Finding) -> bool:
    """Whether a norm, there, is not among what a re-inspection was planned for."""
    again = visit.kind == Kind.REINSPECTION and bool(visit.failed_items)
    failed = visit.failed_items
    return again and not is_failed(failed, one.rule, one.part or None, one.place)


def finding_row(visit: Visit, one: Found, at: datetime) -> Finding:
    """What one norm says, as a row of a visit that is not kept yet."""
    return Finding(
        municipality_id=visit.municipality_id,
        visit=visit,
        key=key_of(one.rule, one.part, one.place),
        rule=one.rule,
        part=one.part or "",
        place=one.place or "",
        title=dict(one.norm.title),
        kind=one.kind.value,
        outcome=one.outcome.value,
        prompt=one.prompt,
        measured=one.measured,
        threshold=one.threshold,
        unit=one.unit or "",
        missing=list(one.missing),
        article=one.cited.article[:500],
        parameter_version=one.cited.version,
        sentence=dict(one.text),
        mend=None if one.mend is None else dict(one.mend),
        computed_at=at,
        gone_at=None,
    )


def days_of_town(
    rule: str, part: str, municipality: str, on: date
) -> tuple[int, str] | None:
    """The municipality's own days for such a breach with the version of that value."""
    theme = theme_of(rule, part or None)
    found = local_value(theme.parameter, municipality=municipality, on=on)
    return None if found is None else (found.whole(), found.version)
