"""Outcomes come in from a file or a visit, are read for supervision, and go in time."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from onderdak.foundation.identity.contract import Role
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.picture.contract.ranking import (
    Outcome,
    Result,
    TakenIn,
    hear_outcome,
    outcomes_of,
    take_in_outcomes,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.purposes import looking_for
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking

pytestmark = pytest.mark.django_db

HEADER = "bag-id;datum;uitkomst;gekozen door;kenmerk"


def _take_in(ranking: Ranking, *rows: str) -> TakenIn:
    with ranking.open() as by:
        return take_in_outcomes(
            by=by,
            municipality=ranking.town,
            data="\n".join([HEADER, *rows]).encode(),
            filename="uitkomsten.csv",
            today=ON,
        )


def _row(ranking: Ranking, reference: str, result: str = "overtreding") -> str:
    here = ranking.world.address.bag_id
    return f"{here};2026-03-01;{result};melding;{reference}"


def _count(ranking: Ranking) -> int:
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        return Outcome.objects.count()


def test_a_file_is_recorded_once(ranking: Ranking) -> None:
    rows = [_row(ranking, "A-1"), _row(ranking, "A-2", "in orde")]
    assert _take_in(ranking, *rows) == TakenIn(2, 0)
    assert _take_in(ranking, *rows) == TakenIn(0, 2)
    assert _count(ranking) == 2


def test_all_bad_lines_are_told_at_once_and_nothing_is_recorded(
    ranking: Ranking,
) -> None:
    here = ranking.world.address.bag_id
    found = _take_in(
        ranking,
        _row(ranking, "A-1"),
        f"{here};2026-12-01;overtreding;melding;A-2",
        f"{here};2026-03-01;prima;melding;A-3",
        f"{here};2026-03-01;overtreding;gevoel;",
        "0000200000000000;2026-03-01;overtreding;melding;A-5",
        _row(ranking, "A-1"),
    )
    assert [(one.line, one.column) for one in found.bad] == [
        *((3, "B"), (4, "C"), (5, "D"), (5, "E"), (6, "A"), (7, "")),
    ]
    assert found.recorded == _count(ranking) == 0


def test_what_was_said_otherwise_before_is_a_bad_line(ranking: Ranking) -> None:
    _take_in(ranking, _row(ranking, "A-1"))
    found = _take_in(ranking, _row(ranking, "A-1", "in orde"))
    assert [one.line for one in found.bad] == [2]
    assert _count(ranking) == 1


def test_an_address_of_another_town_is_not_known_here(ranking: Ranking) -> None:
    there = ranking.world.there.bag_id
    found = _take_in(ranking, f"{there};2026-03-01;overtreding;melding;A-1")
    assert [(one.line, one.column) for one in found.bad] == [(2, "A")]


def test_a_visit_writes_by_event_and_telling_twice_is_harmless(
    ranking: Ranking,
) -> None:
    told = {
        "municipality": ranking.town,
        "address": ranking.world.address.pk,
        "on": "2026-03-01",
        "result": "breach",
        "chosen_by": "ranked",
        "reference": "bezoek 7",
    }
    hear_outcome(told)
    hear_outcome(told)
    with ranking.open() as by:
        (found,) = outcomes_of(by=by, municipality=ranking.town, on=ON)
    assert (found.result, found.source, found.chosen_by) == (
        "breach",
        "event",
        "ranked",
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"result": "suspect"}, "'suspect' is not a valid Result"),
        ({"on": "2126-01-01"}, "of a day to come"),
        ({"reference": ""}, "without a reference"),
    ],
)
def test_an_event_that_says_something_else_is_not_lost_in_silence(
    ranking: Ranking, wrong: dict[str, str], says: str
) -> None:
    told = {
        "municipality": ranking.town,
        "address": ranking.world.address.pk,
        "on": "2026-03-01",
        "result": "breach",
        "chosen_by": "ranked",
        "reference": "bezoek 7",
        **wrong,
    }
    with pytest.raises(ValueError, match=says):
        hear_outcome(told)


def test_a_retelling_with_another_result_is_not_lost_in_silence(
    ranking: Ranking,
) -> None:
    told = {
        "municipality": ranking.town,
        "address": ranking.world.address.pk,
        "on": "2026-11-01",
        "result": "breach",
        "chosen_by": "ranked",
        "reference": "I-77",
    }
    hear_outcome(told)
    with pytest.raises(ValueError, match="something else"):
        hear_outcome({**told, "result": "in_order"})


def test_one_visit_is_recorded_once_and_not_of_tomorrow(ranking: Ranking) -> None:
    here = ranking.world.address
    ranking.outcome(here, Result.BREACH, ON, reference="x")
    with pytest.raises(Conflict):
        ranking.outcome(here, Result.IN_ORDER, ON, reference="x")
    with pytest.raises(Invalid):
        ranking.outcome(here, Result.BREACH, ON + timedelta(days=1))
    with pytest.raises(NotFound):
        ranking.outcome(ranking.world.there, Result.BREACH, ON)


@pytest.mark.parametrize("role", [Role.DESK_CLERK, Role.PRIVACY_OFFICER])
def test_only_supervision_reads_and_records_outcomes(
    ranking: Ranking, role: Role
) -> None:
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    with ranking.open(role) as by:
        with pytest.raises(NotAllowed):
            outcomes_of(by=by, municipality=ranking.town, on=ON)
        with looking_for(Purpose.SUPERVISION):
            assert not Outcome.objects.exists()


def test_an_outcome_is_never_changed(ranking: Ranking) -> None:
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    with (
        ranking.open(),
        looking_for(Purpose.SUPERVISION),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        Outcome.objects.update(result="in_order")
