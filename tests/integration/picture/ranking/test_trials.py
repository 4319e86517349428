"""Points that nobody approved show no address, and what is off shows none either."""

from datetime import date, timedelta

import pytest
import yaml

from onderdak.foundation.identity.contract import Role
from onderdak.kernel.errors import Conflict, Invalid, RoomClosed
from onderdak.supervision.picture.contract.ranking import (
    PointSet,
    RankingRun,
    Result,
    RunState,
    Verdict,
    What,
    assess_point_set,
    choose,
    do_run,
    evaluation_of,
    put_in_use,
    ranked_for,
    run_for,
    start_ranking,
    submit_point_set,
    switch_indicator,
    switch_ranking,
    withdraw_point_set,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import RankedAddress, View
from onderdak.supervision.picture.purposes import looking_for
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking, points_text

pytestmark = pytest.mark.django_db


def _try(ranking: Ranking, points: PointSet) -> RankingRun:
    with ranking.open() as by:
        made = start_ranking(
            by=by,
            municipality=ranking.town,
            on_day=ON,
            today=ON,
            wait=True,
            point_set=points,
        )
    do_run(run=made.pk, municipality=ranking.town, user=made.by_id)
    with ranking.open() as by:
        return run_for(by=by, number=made.pk, on=ON)


def _breach(ranking: Ranking) -> None:
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))


def _off(ranking: Ranking) -> None:
    with ranking.open() as by:
        switch_ranking(by=by, municipality=ranking.town, on=False, why="stop", today=ON)


def test_a_trial_counts_and_keeps_no_address(ranking: Ranking) -> None:
    ranking.use("finding_open")
    _breach(ranking)
    run = _try(ranking, ranking.draft(points_text("violations_5y", version=2)))
    assert run.state == RunState.DONE
    assert run.counts["effect"]["more"] == 1
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        assert not RankedAddress.objects.exists()
    with pytest.raises(Conflict):
        ranking.listed(run)
    with ranking.open() as by, pytest.raises(Conflict):
        evaluation_of(by=by, run=run, on=ON)


def test_refused_and_withdrawn_points_are_not_tried(ranking: Ranking) -> None:
    ranking.use("finding_open")
    refused = ranking.draft(points_text("violations_5y", version=2))
    _assess(ranking, refused, ON, Verdict.REFUSED)
    with ranking.open():
        refused.refresh_from_db()
    with pytest.raises(Conflict):
        _try(ranking, refused)
    gone = ranking.draft(points_text("violations_5y", version=3))
    with ranking.open() as by:
        withdraw_point_set(by=by, point_set=gone, why="fout", today=ON)
        gone.refresh_from_db()
    with pytest.raises(Conflict):
        _try(ranking, gone)


def _assess(
    ranking: Ranking,
    points: PointSet,
    on_date: date,
    verdict: Verdict = Verdict.APPROVED,
) -> None:
    with ranking.open() as by:
        submit_point_set(by=by, point_set=points, today=ON)
    with ranking.open(Role.PRIVACY_OFFICER) as by:
        assess_point_set(
            by=by,
            point_set=points,
            verdict=verdict,
            on_date=on_date,
            words="bekeken",
            file=b"%PDF-1.7 toets",
            filename="dpia.pdf",
            today=ON,
        )


def test_while_it_is_off_no_list_and_no_row_is_seen(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    _breach(ranking)
    run = ranking.run()
    number = ranking.listed(run)[0].id
    _off(ranking)
    with pytest.raises(RoomClosed):
        ranking.listed(run)
    with ranking.open() as by, pytest.raises(RoomClosed):
        ranked_for(by=by, number=number, on=ON)


def test_a_run_that_waits_is_not_done_once_it_is_off(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    _breach(ranking)
    with ranking.open() as by:
        made = start_ranking(
            by=by, municipality=ranking.town, on_day=ON, today=ON, wait=True
        )
    _off(ranking)
    with pytest.raises(RoomClosed):
        do_run(run=made.pk, municipality=ranking.town, user=made.by_id)
    with ranking.open() as by, looking_for(Purpose.SUPERVISION):
        assert run_for(by=by, number=made.pk, on=ON).state == RunState.FAILED
        assert not RankedAddress.objects.exists()


def test_nobody_chooses_by_points_that_are_not_in_use_any_more(
    ranking: Ranking,
) -> None:
    points = ranking.use("violations_5y")
    _breach(ranking)
    number = ranking.listed(ranking.run())[0].id
    with ranking.open() as by:
        withdraw_point_set(by=by, point_set=points, why="oud", today=ON)
        with pytest.raises(Conflict):
            choose(by=by, number=number, what=What.LETTER, why="x", today=ON)


def test_nobody_chooses_by_a_fact_that_was_switched_off(ranking: Ranking) -> None:
    ranking.use("violations_5y", "finding_open")
    _breach(ranking)
    number = ranking.listed(ranking.run())[0].id
    with ranking.open() as by:
        for key in ("finding_open", "violations_5y"):
            switch_indicator(
                by=by,
                municipality=ranking.town,
                key=key,
                on=False,
                why="scheef",
                today=ON,
            )
            if key == "finding_open":  # it gave this address nothing
                choose(by=by, number=number, what=What.LETTER, why="x", today=ON)
        with pytest.raises(Conflict):
            choose(by=by, number=number, what=What.LETTER, why="x", today=ON)


def test_that_somebody_saw_one_address_is_written_down(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    _breach(ranking)
    number = ranking.listed(ranking.run())[0].id
    with ranking.open() as by:
        ranked_for(by=by, number=number, on=ON)
        (view,) = View.objects.exclude(address=None)
    assert view.address_id == ranking.world.address.pk
    assert (view.purpose, view.kinds) == ("supervision", ["inspections"])


# What is put in use


def test_reports_never_count_without_an_upper_bound(ranking: Ranking) -> None:
    raw = yaml.safe_load(points_text("reports_12m", "finding_open"))
    del raw["indicators"][0]["at_most"]
    made = ranking.draft(yaml.safe_dump(raw))
    ranking.approve(made)
    with ranking.open() as by, pytest.raises(Conflict):
        put_in_use(by=by, point_set=made, today=ON)


def test_a_set_that_is_off_as_a_whole_is_not_put_in_use(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open", on=False))
    ranking.approve(made)
    with ranking.open() as by, pytest.raises(Conflict):
        put_in_use(by=by, point_set=made, today=ON)


def test_no_assessment_from_before_the_points_were_made(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open"))
    with pytest.raises(Invalid):
        _assess(ranking, made, ON - timedelta(days=3650))
