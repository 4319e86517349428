"""What a re-inspection finds mended is mended, with the finding as its proof."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor
from onderdak.supervision.inspections.domain.findings import Verdict
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.repairs import Judged
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.findings_queries import findings_in
from onderdak.supervision.inspections.looked_over import looked_over
from onderdak.supervision.inspections.models import (
    Finding,
    Repair,
    RepairJudgement,
    Visit,
)
from onderdak.supervision.inspections.moving import record
from onderdak.supervision.inspections.recorded import recorded

_FURTHEST_BACK: Final = 20


def mend_as_seen(by: Actor, visit: Visit, at: datetime) -> int:
    """Call mended what the signed report of a re-inspection says is in order.

    Only the same norm at the same place, and only where the inspector confirmed that
    outcome: what was not looked at as a whole, what nobody could judge, and what a
    person said later is not mended, waits for a person.

    Returns:
        How many repairs were mended; callers checked who may, in an action.
    """
    if visit.kind != Kind.REINSPECTION:
        return 0
    in_order = {one.key: one for one in _in_order(visit)}
    waiting = (
        Repair.objects.select_for_update(of=("self",))
        .filter(
            visit_id__in=_looked_at_before(visit),
            mended_at__isnull=True,
            key__in=list(in_order),
        )
        .select_related("visit")
    )
    mended = [one for one in waiting.order_by("id") if _may_mend(visit, one)]
    for one in mended:
        _mend(by, visit, one, in_order[one.key], at)
    return len(mended)


def open_again(visit: Visit) -> Visit | None:
    """The re-inspection of a visit that is planned or under way."""
    return Visit.objects.filter(
        earlier=visit, kind=Kind.REINSPECTION, state__in=OPEN_STATES
    ).first()


def _in_order(visit: Visit) -> list[Finding]:
    return [
        one.row
        for one in findings_in(visit, recorded(visit)).every
        if one.row.outcome == "meets"
        and one.said is not None
        and one.said.verdict is Verdict.CONFIRMED
    ]


def _may_mend(visit: Visit, repair: Repair) -> bool:
    """Whether nobody judged otherwise since, and nothing was left unseen."""
    judged = RepairJudgement.objects.filter(repair=repair).order_by("-id").first()
    later = judged is not None and localdate(judged.at) >= day_of(visit)
    return not later and looked_over(visit, repair)


def _looked_at_before(visit: Visit) -> Sequence[int]:
    """The visit that was followed up, and those before it, as far as they are kept."""
    found: list[int] = []
    before = visit.earlier
    while before is not None and len(found) < _FURTHEST_BACK:
        found.append(before.pk)
        before = before.earlier if before.kind == Kind.REINSPECTION else None
    return found


def _mend(
    by: Actor, visit: Visit, repair: Repair, finding: Finding, at: datetime
) -> None:
    RepairJudgement.objects.create(
        municipality_id=repair.municipality_id,
        visit_id=repair.visit_id,
        provider_id=repair.provider_id,
        repair=repair,
        judged=Judged.MENDED,
        seen_number=visit.number,
        finding_id=finding.pk,
        sentence=finding.sentence,
        by_id=by.user_id,
        at=at,
    )
    repair.mended_at = at
    repair.save(update_fields=["mended_at"])
    record(by, visit, "mend_as_seen", repair=repair.pk, finding=finding.key)
