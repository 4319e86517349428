"""A visit goes when it is past the municipality's term, with all that belongs to it."""

from datetime import date, timedelta

import pytest

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.foundation.privacy.models import RetentionTerm
from onderdak.supervision.inspections.contract import Kind, Visit, Warrant
from onderdak.supervision.inspections.contract.planning import (
    cancel_visit,
    close_visit,
    report_visit,
)
from onderdak.supervision.inspections.contract.warrants import ask_warrant
from onderdak.supervision.inspections.models import (
    LighterMeans,
    Member,
    VisitStep,
    WarrantDwelling,
)
from tests.integration.inspections.visiting import (
    NOW,
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
# Half a year after the visits, and before the database's own today.
LATE = date(2026, 10, 1)


@pytest.fixture
def town() -> VisitTown:
    made = make_visit_town()
    with scope(Scope(municipalities=frozenset({made.code}))):
        RetentionTerm.objects.create(
            municipality_id=made.code,
            room="inspections",
            months=6,
            reason="besloten",
            since=date(2026, 1, 1),
        )
    return made


def _closed(town: VisitTown) -> Visit:
    visit = town.begun()
    with town.seen_by(town.lead):
        return close_visit(
            by=town.lead, municipality=town.code, number=visit.number, at=NOW
        )


def _left(town: VisitTown, on: date = LATE) -> list[str]:
    destroy_past_term(municipality=town.code, on=on, ran_by="test")
    with town.seen_by(town.lead):
        return list(Visit.objects.order_by("id").values_list("number", flat=True))


def test_past_the_term_a_visit_goes_with_all_that_belongs_to_it(
    town: VisitTown,
) -> None:
    visit = town.planned()
    with town.seen_by(town.lead):
        ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            request=town.request(),
            at=NOW,
        )
        cancel_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            because="The house is empty",
            at=NOW,
        )
    assert _left(town, on=date(2026, 9, 9)) == [visit.number]
    assert _left(town) == []
    with town.seen_by(town.lead):
        for table in (Member, LighterMeans, VisitStep, Warrant, WarrantDwelling):
            assert not table._default_manager.exists()


def test_what_is_looked_at_again_waits_for_that_visit(town: VisitTown) -> None:
    first = _closed(town)
    later = TUESDAY + timedelta(days=100)
    again = town.planned(kind=Kind.REINSPECTION, earlier=first.number, day=later)
    assert _left(town) == [first.number, again.number]
    with town.seen_by(town.lead):
        cancel_visit(
            by=town.lead,
            municipality=town.code,
            number=again.number,
            because="It was mended",
            at=NOW,
        )
    assert _left(town) == [again.number]


def test_a_later_visit_outlives_the_earlier_and_keeps_its_number(
    town: VisitTown,
) -> None:
    first = _closed(town)
    later = town.planned(
        kind=Kind.REINSPECTION,
        earlier=first.number,
        day=TUESDAY + timedelta(days=100),
    )
    with town.seen_by(town.lead):
        cancel_visit(
            by=town.lead,
            municipality=town.code,
            number=later.number,
            because="It was mended",
            at=NOW,
        )
        report_visit(by=town.lead, municipality=town.code, number=first.number, at=NOW)
    assert _left(town) == [later.number]
    with town.seen_by(town.lead):
        kept = Visit.objects.get(pk=later.pk)
    assert (kept.earlier_id, kept.earlier_number) == (None, first.number)
