"""A closed case goes past the municipality's term with all that is its; none else."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.foundation.privacy.models import RetentionTerm
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    CaseEntry,
    EnforcementRequest,
    Ground,
    Measure,
    Offender,
    Step,
    close_case,
    reopen_case,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import sent

pytestmark = pytest.mark.django_db
CLOSED = OPENED + timedelta(days=10)
# Half a year after the closing, and before the database's own today.
PAST = date(2026, 9, 27)


@pytest.fixture
def keeping(town: EnforcingTown) -> EnforcingTown:
    with scope(Scope(municipalities=frozenset({town.code}))):
        RetentionTerm.objects.create(
            municipality_id=town.code,
            room="enforcement",
            months=6,
            reason="besloten",
            since=date(2026, 1, 1),
        )
    return town


def closed(town: EnforcingTown) -> Case:
    """A case with a step, a letter and an end."""
    case = town.case()
    measure = town.measure(case, "self_repair")
    mend = {"mend": "Six people at most.", "mend_until": CLOSED}
    sent(town, measure, "advise", OPENED, mend)
    seen = {"checked_on": CLOSED, "words": "Six people sleep there."}
    town.step(measure, "check_mended", CLOSED, seen)
    with town.seen_by(town.lawyer):
        return close_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            closing="ended",
            words="It was mended.",
            on=CLOSED,
            at=noon(CLOSED),
        )


def left(town: EnforcingTown, on: date) -> list[str]:
    """The cases that are left after a run."""
    destroy_past_term(municipality=town.code, on=on, ran_by="test")
    with town.seen_by(town.lawyer):
        return list(Case.objects.order_by("id").values_list("number", flat=True))


def test_a_closed_case_goes_with_all_that_is_its(keeping: EnforcingTown) -> None:
    case = closed(keeping)
    assert left(keeping, PAST - timedelta(days=1)) == [case.number]
    assert left(keeping, PAST) == []
    with keeping.seen_by(keeping.lawyer):
        for table in (Ground, CaseEntry, Measure, Step, EnforcementRequest, Offender):
            assert not table._default_manager.exists(), table.__name__
        for model in apps.get_app_config("enforcement").get_models():
            if {"case", "measure"} & {one.name for one in model._meta.get_fields()}:
                assert not model._default_manager.exists(), model.__name__


def test_an_open_case_stays_however_long(keeping: EnforcingTown) -> None:
    case = closed(keeping)
    with keeping.seen_by(keeping.lawyer):
        reopen_case(
            by=keeping.lawyer,
            municipality=keeping.code,
            number=case.number,
            words="It began again.",
            on=CLOSED,
            at=noon(CLOSED),
        )
    assert left(keeping, PAST + timedelta(days=40)) == [case.number]
    with keeping.seen_by(keeping.lawyer):
        assert Offender.objects.exists()
