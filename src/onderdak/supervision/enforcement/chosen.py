"""Whether the instrument was chosen for this measure, and not for an old one."""

from onderdak.supervision.enforcement.domain.choosing import WAIT
from onderdak.supervision.enforcement.domain.kinds import Entry
from onderdak.supervision.enforcement.models import (
    Case,
    CaseEntry,
    Choice,
    Measure,
)


def is_chosen(case: Case, measure: Measure) -> bool:
    """Whether the newest word on this path is that it was chosen, for this measure.

    A choice was used up by an earlier measure of the same path, and one from before
    the case was closed and opened again is of another time. Who chose to wait after it
    did not choose it any more.
    """
    newest = (
        Choice.objects.filter(case=case, instrument__in=(measure.path, WAIT))
        .order_by("-id")
        .first()
    )
    if newest is None or newest.instrument != measure.path:
        return False
    earlier = (
        Measure.objects.filter(case=case, path=measure.path, nth__lt=measure.nth)
        .order_by("-nth")
        .first()
    )
    opened = (
        CaseEntry.objects.filter(case=case, what=Entry.REOPENED).order_by("-id").first()
    )
    used = [one.begun_at for one in [earlier] if one]
    used += [one.at for one in [opened] if one]
    return all(newest.at > moment for moment in used)
