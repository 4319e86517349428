"""A visit whose findings stand under a case is not destroyed before that case is."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.foundation.privacy.destruction.planning import plan_destruction
from onderdak.foundation.privacy.models import (
    DestructionCertificate,
    RetentionTerm,
)
from onderdak.supervision.inspections.contract import Visit
from tests.integration.enforcement.enforcing import EnforcingTown
from tests.integration.enforcement.test_keeping import PAST, closed

pytestmark = pytest.mark.django_db
# Half a year after the visit was reported, whatever day that is.
MONTHS = timedelta(days=190)


def _terms(town: EnforcingTown, *rooms: str) -> None:
    with scope(Scope(municipalities=frozenset({town.code}))):
        for room in rooms:
            RetentionTerm.objects.create(
                municipality_id=town.code,
                room=room,
                months=6,
                reason="besloten",
                since=date(2026, 1, 1),
            )


def _run(town: EnforcingTown, on: date) -> list[str]:
    """The visits that are left after a run."""
    destroy_past_term(municipality=town.code, on=on, ran_by="test")
    with town.seen_by(town.supervisor):
        return list(Visit.objects.order_by("id").values_list("number", flat=True))


def _past(town: EnforcingTown) -> date:
    """A day on which the visits are past their term; not beyond today."""
    with town.seen_by(town.supervisor):
        last = max(
            localdate(each.reported_at) if each.reported_at else each.day
            for each in Visit.objects.all()
        )
    return last + MONTHS


def test_a_visit_under_an_open_case_stays_and_another_goes(
    town: EnforcingTown,
) -> None:
    _terms(town, "inspections")
    under, other = town.signed_visit(), town.signed_visit()
    town.case(visit=under)
    on = _past(town)
    with scope(Scope(municipalities=frozenset({town.code}))):
        plan = plan_destruction(municipality=town.code, on=on)
    held = [one.held for room in plan.rooms for one in room.tables if one.held]
    assert held == [1]
    assert _run(town, on) == [under.number]
    assert other.number != under.number
    with scope(Scope(municipalities=frozenset({town.code}))):
        certificate = DestructionCertificate.objects.get()
    (hold,) = certificate.holds
    assert hold["rows"] == 1


def test_a_closed_case_keeps_its_visit_until_it_goes_itself(
    town: EnforcingTown,
) -> None:
    _terms(town, "inspections")
    closed(town)
    on = max(_past(town), PAST)
    with town.seen_by(town.supervisor):
        (number,) = Visit.objects.values_list("number", flat=True)
    assert _run(town, on) == [number]
    _terms(town, "enforcement")
    # In one run the visit is looked at first, with the case still there.
    assert _run(town, on) == [number]
    assert _run(town, on) == []
