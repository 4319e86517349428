"""What is past its term goes; what is in use, and the newest setting, stays."""

from datetime import date

import psycopg
import pytest
from django.conf import settings

from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.supervision.picture.contract.ranking import (
    Result,
    What,
    choose,
    set_ranking,
    switch_indicator,
    withdraw_point_set,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import (
    Assessment,
    Outcome,
    PointSet,
    PointSwitch,
    RankedAddress,
    RankedChoice,
    RankingRun,
    RankingSetting,
)
from onderdak.supervision.picture.purposes import looking_for
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking

pytestmark = pytest.mark.django_db(transaction=True)

_TABLES = (
    RankedChoice,
    RankedAddress,
    RankingRun,
    Outcome,
    Assessment,
    PointSet,
    PointSwitch,
    RankingSetting,
)
_OLDER = (
    "UPDATE picture_rankingrun SET at = at - interval '6 years'",
    "UPDATE picture_choice SET at = at - interval '6 years'",
    "UPDATE picture_pointswitch SET at = at - interval '6 years'",
    "UPDATE picture_rankingsetting SET at = at - interval '6 years'",
    "UPDATE picture_outcome SET on_date = on_date - interval '6 years'",
    "UPDATE picture_pointset SET changed_at = changed_at - interval '6 years'",
)


def _left(ranking: Ranking) -> dict[str, int]:
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        return {each.__name__: each.objects.count() for each in _TABLES}


def _older(ranking: Ranking) -> None:
    """Six years go by, as the owner of the database would have it."""
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute(
            "SELECT set_config('onderdak.scope', 'set', true),"
            " set_config('onderdak.municipalities', %s, true)",
            ["{" + ranking.town + "}"],
        )
        for statement in _OLDER:
            owner.execute(statement)


def _lived(ranking: Ranking) -> PointSet:
    made = ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    number = ranking.listed(ranking.run())[0].id
    with ranking.open() as by:
        choose(by=by, number=number, what=What.LETTER, why="eerst", today=ON)
        for on in (False, True):
            switch_indicator(
                by=by,
                municipality=ranking.town,
                key="violations_5y",
                on=on,
                why="proef",
                today=ON,
            )
        set_ranking(
            by=by,
            municipality=ranking.town,
            random_share=50,
            capacity=5,
            why="minder",
            today=ON,
        )
    return made


def test_nothing_younger_than_the_term_goes(ranking: Ranking) -> None:
    _lived(ranking)
    before = _left(ranking)
    destroy_past_term(municipality=ranking.town, on=ON, ran_by="test")
    assert _left(ranking) == before


def test_what_is_past_its_term_goes_and_what_is_in_use_stays(ranking: Ranking) -> None:
    _lived(ranking)
    _older(ranking)
    destroy_past_term(municipality=ranking.town, on=ON, ran_by="test")
    assert _left(ranking) == {
        "RankedChoice": 0,
        "RankedAddress": 0,
        "RankingRun": 0,
        "Outcome": 0,
        "Assessment": 1,
        "PointSet": 1,
        "PointSwitch": 1,
        "RankingSetting": 1,
    }


def test_withdrawn_points_go_with_their_assessment(ranking: Ranking) -> None:
    made = _lived(ranking)
    with ranking.open() as by:
        withdraw_point_set(by=by, point_set=made, why="oud", today=ON)
    _older(ranking)
    destroy_past_term(municipality=ranking.town, on=ON, ran_by="test")
    left = _left(ranking)
    assert (left["Assessment"], left["PointSet"]) == (0, 0)
