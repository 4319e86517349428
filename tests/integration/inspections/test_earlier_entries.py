"""A day that stood on the warrant alone moves to its dwelling with the tables."""

from importlib import import_module

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import no_scope
from onderdak.supervision.inspections.models import WarrantDwelling
from tests.integration.inspections.test_entries import DUE, entered
from tests.integration.inspections.visiting import (
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
_CHANGE = "onderdak.supervision.inspections.migrations.0007_registry_box"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _fill() -> None:
    with no_scope(), connection.cursor() as cursor:
        cursor.execute(import_module(_CHANGE).FILL)


def test_a_dwelling_gets_the_day_of_its_warrant(town: VisitTown) -> None:
    _, warrant = entered(town)
    with town.seen_by(town.lead):
        rows = WarrantDwelling.objects.filter(warrant=warrant, place=0)
        rows.update(entered_on=None, copy_due_on=None)
    _fill()
    with town.seen_by(town.lead):
        [(entered_on, due)] = rows.values_list("entered_on", "copy_due_on")
    assert (entered_on, due) == (TUESDAY, DUE)


def test_where_another_dwelling_was_entered_nothing_is_made_up_of_this_one(
    town: VisitTown,
) -> None:
    _, warrant = entered(town)
    with town.seen_by(town.lead):
        rows = WarrantDwelling.objects.filter(warrant=warrant, place=0)
        rows.update(entered_on=None, copy_due_on=None)
        WarrantDwelling.objects.create(
            municipality_id=town.code,
            warrant=warrant,
            address_id=town.houses[1],
            place=1,
            entered_on=TUESDAY,
            copy_due_on=DUE,
        )
    _fill()
    with town.seen_by(town.lead):
        assert rows.get().entered_on is None
