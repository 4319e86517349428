"""A run puts addresses in order by points alone, says why, and decides nothing."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from onderdak.engines.ranking import LightStep
from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.parties.contract import PartAtAddress, Party
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.kernel.text import Text
from onderdak.supervision.picture.contract.ranking import (
    ChosenBy,
    Result,
    RunState,
    Show,
    What,
    choose,
    do_run,
    ranked_for,
    run_for,
    start_ranking,
    stop_ranking,
    switch_indicator,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.jobs import rank_task
from onderdak.supervision.picture.models import (
    RankedAddress,
    RankedChoice,
    RankingRun,
    View,
)
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.ordering import Way, draw
from onderdak.supervision.picture.ranking.runs import TASK
from tests.integration.picture.conftest import ON, line
from tests.integration.picture.ranking.conftest import Ranking
from tests.people import OTHER
from tests.world import acting

pytestmark = pytest.mark.django_db


def _crowd(ranking: Ranking, address: Address, registered: int) -> None:
    ranking.world.take_in(
        Role.REGISTRY_CLERK,
        line(address.bag_id or "", "registrations", registered, "brp"),
    )


def test_the_list_says_why_in_words(ranking: Ranking) -> None:
    ranking.use("registered_over_allowed", "violations_5y")
    _crowd(ranking, ranking.world.address, 14)
    found = ranking.listed(ranking.run())
    assert [(one.place, one.points) for one in found] == [(1, 3)]
    (reason,) = found[0].reasons
    assert str(reason.words) == "The surface allows 5, registered are 14"
    assert (reason.value, reason.points, reason.source) == (9, 3, "brp")
    assert [str(one.title) for one in found[0].unknown] == [
        "Violations at this object in five years"
    ]
    assert isinstance(found[0].unknown[0].why, Text)
    assert found[0].step is LightStep.LETTER


def test_an_address_without_points_is_not_written_down(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.IN_ORDER, date(2026, 3, 1))
    run = ranking.run()
    assert ranking.listed(run) == []
    with ranking.open():
        every = Address.objects.filter(municipality_id=ranking.town).count()
    assert (run.counts["addresses"], run.counts["with_points"]) == (every, 0)


def test_equal_points_are_put_in_order_by_the_seed_alone(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    for one in ranking.addresses(12):
        ranking.outcome(one, Result.BREACH, date(2026, 3, 1))
    first = [one.address for one in ranking.listed(ranking.run(seed=1))]
    again = [one.address for one in ranking.listed(ranking.run(seed=1))]
    other = [one.address for one in ranking.listed(ranking.run(seed=2))]
    assert first == again
    assert first != other
    assert sorted(first) == sorted(other)


def test_what_is_switched_off_gives_no_points(ranking: Ranking) -> None:
    from_here = ranking.world.address
    ranking.use("violations_5y", "registered_over_allowed")
    ranking.outcome(from_here, Result.BREACH, date(2026, 3, 1))
    with ranking.open() as by:
        switch_indicator(
            by=by,
            municipality=ranking.town,
            key="violations_5y",
            on=False,
            why="valt scheef uit",
            today=ON,
        )
    run = ranking.run()
    assert ranking.listed(run) == []
    assert run.switched_off == ["violations_5y"]


def test_the_seed_is_logged(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    run = ranking.run(seed=99)
    with ranking.open(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT detail FROM identity_auditevent WHERE action = %s",
            ["ranking.start_ranking"],
        )
        (detail,) = cursor.fetchone()
    assert run.seed == 99
    assert '"seed": 99' in str(detail).replace("'", '"')


def test_a_run_that_waits_can_be_stopped(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    with ranking.open() as by:
        made = start_ranking(
            by=by, municipality=ranking.town, on_day=ON, today=ON, wait=True
        )
        with pytest.raises(Conflict):
            start_ranking(
                by=by, municipality=ranking.town, on_day=ON, today=ON, wait=True
            )
        stop_ranking(by=by, run=made, today=ON)
    do_run(run=made.pk, municipality=ranking.town, user=made.by_id)
    with ranking.open() as by:
        assert run_for(by=by, number=made.pk, on=ON).state == RunState.STOPPED


def test_the_worker_does_a_run_that_somebody_asked_for(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    with ranking.open() as by:
        made = start_ranking(by=by, municipality=ranking.town, on_day=ON, today=ON)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT args FROM procrastinate_jobs WHERE task_name = %s", [TASK]
            )
            (args,) = cursor.fetchone()
    asked = json.loads(args) if isinstance(args, str) else args
    rank_task(**asked)
    assert asked["run"] == made.pk
    assert len(ranking.listed(made)) == 1


def test_a_run_whose_worker_died_is_stopped_and_begun_anew(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    with ranking.open() as by:
        made = start_ranking(
            by=by, municipality=ranking.town, on_day=ON, today=ON, wait=True
        )
        RankingRun.objects.filter(pk=made.pk).update(state=RunState.WORKING)
        stop_ranking(by=by, run=made, today=ON)
    assert ranking.run().state == RunState.DONE


def test_a_run_that_is_at_work_stops_between_two_sources(ranking: Ranking) -> None:
    ranking.use("violations_5y", "finding_open")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    with ranking.open() as by:
        made = start_ranking(
            by=by, municipality=ranking.town, on_day=ON, today=ON, wait=True
        )
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 1:
            RankingRun.objects.filter(pk=made.pk).update(stop_asked=True)

    do_run(run=made.pk, municipality=ranking.town, user=made.by_id, progress=stop)
    with ranking.open() as by, looking_for(Purpose.SUPERVISION):
        assert run_for(by=by, number=made.pk, on=ON).state == RunState.STOPPED
        assert not RankedAddress.objects.exists()
    assert seen == [(1, 3)]


def test_no_list_of_a_day_to_come(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    with pytest.raises(Invalid):
        ranking.run(on_day=date(2026, 11, 22))


def test_a_past_day_is_a_replay_with_what_was_known_then(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2025, 3, 1))
    ranking.outcome(ranking.world.second, Result.BREACH, date(2026, 3, 1))
    run = ranking.run(on_day=date(2025, 9, 1))
    assert run.replay
    assert [one.address for one in ranking.listed(run)] == [ranking.world.address.pk]


# Who sees a list


@pytest.mark.parametrize(
    "role", [Role.PRIVACY_OFFICER, Role.MUNICIPAL_ADMIN, Role.DESK_CLERK]
)
def test_only_supervision_sees_addresses(ranking: Ranking, role: Role) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    run = ranking.run()
    number = ranking.listed(run)[0].id
    with ranking.open(role) as by:
        with pytest.raises(NotFound):
            ranked_for(by=by, number=number, on=ON)
        with looking_for(Purpose.SUPERVISION):
            assert not RankedAddress.objects.exists()


def test_without_saying_for_what_no_row_is_seen(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    ranking.run()
    with ranking.open():
        assert not RankedAddress.objects.exists()
        with looking_for(Purpose.REPORT):
            assert not RankedAddress.objects.exists()
        with looking_for(Purpose.SUPERVISION):
            assert RankedAddress.objects.count() == 1


def test_another_town_sees_no_run(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    run = ranking.run()
    there = ranking.by(Role.SUPERVISOR, OTHER)
    with scope(acting(there)), pytest.raises(NotFound):
        run_for(by=there, number=run.pk, on=ON)


def test_that_somebody_saw_a_list_is_written_down(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    run = ranking.run()
    ranking.listed(run)
    with ranking.open():
        (view,) = View.objects.all()
    assert (view.addresses, view.kinds) == (1, ["inspections"])
    assert view.asked["run"] == str(run.pk)


# The list


def test_the_list_goes_on_from_a_place_and_is_searched(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    for one in ranking.addresses(5):
        ranking.outcome(one, Result.BREACH, date(2026, 3, 1))
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    run = ranking.run()
    pages = [
        [one.place for one in ranking.listed(run, after=start, most=2)]
        for start in (0, 2, 4)
    ]
    assert pages == [[1, 2], [3, 4], [5, 6]]
    assert [one.place for one in ranking.listed(run, before=5, most=2)] == [3, 4]
    found = ranking.listed(run, words="Kerkstraat")
    assert [one.address for one in found] == [ranking.world.address.pk]
    assert ranking.listed(run, indicator="finding_open") == []
    assert len(ranking.listed(run, indicator="violations_5y")) == 6


# Choosing


def test_a_person_chooses_with_a_reason(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    run = ranking.run()
    number = ranking.listed(run)[0].id
    with ranking.open() as by:
        with pytest.raises(Invalid):
            choose(by=by, number=number, what=What.VISIT, why=" ", today=ON)
        choose(by=by, number=number, what=What.VISIT, why="drie keer", today=ON)
        found = ranked_for(by=by, number=number, on=ON)
    assert [(one.what, one.why, one.by) for one in found.chosen] == [
        (What.VISIT, "drie keer", by.email)
    ]
    assert ranking.listed(run, show=Show.OPEN) == []
    assert len(ranking.listed(run, show=Show.CHOSEN)) == 1


def test_a_choice_is_never_changed(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    number = ranking.listed(ranking.run())[0].id
    with ranking.open() as by:
        choose(by=by, number=number, what=What.LEAVE, why="gesloopt", today=ON)
        with (
            looking_for(Purpose.SUPERVISION),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            RankedChoice.objects.update(why="anders")


def test_who_does_not_supervise_chooses_nothing(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    number = ranking.listed(ranking.run())[0].id
    with (
        ranking.open(Role.MUNICIPAL_ADMIN) as by,
        pytest.raises((NotFound, NotAllowed)),
    ):
        choose(by=by, number=number, what=What.VISIT, why="x", today=ON)


# By lot


def test_the_lot_is_drawn_among_periodic_supervision_alone(
    ranking: Ranking, yearly_visits: None
) -> None:
    ranking.use("violations_5y", share=500, capacity=10)
    made = ranking.addresses(8)
    _housed(ranking, made)
    for one in made[:6]:
        ranking.outcome(one, Result.IN_ORDER, date(2025, 3, 1), ChosenBy.PERIODIC)
    ranking.outcome(ranking.world.address, Result.IN_ORDER, date(2025, 3, 1))
    run = ranking.run()
    drawn = ranking.listed(run, show=Show.DRAWN)
    assert len(drawn) == 5
    assert {one.address for one in drawn} <= {one.pk for one in made[:6]}
    assert {one.step for one in drawn} <= {LightStep.LETTER, LightStep.DESK_CHECK}
    with ranking.open() as by:
        with pytest.raises(Conflict):
            choose(by=by, number=drawn[0].id, what=What.VISIT, why="lot", today=ON)
        choose(by=by, number=drawn[0].id, what=What.LETTER, why="lot", today=ON)
        choose(by=by, number=drawn[0].id, what=What.VISIT, why="vaag", today=ON)


def test_without_a_share_nobody_is_drawn() -> None:
    periodic = [(number, str(number)) for number in range(100)]
    way = Way(ON, 1, 10, 0, 40, 520)
    assert draw(periodic, way) == frozenset()


def test_every_location_has_an_equal_chance_of_the_lot() -> None:
    periodic = [(number, str(number)) for number in range(20)]
    drawn = [
        pk
        for seed in range(2_000)
        for pk in draw(periodic, Way(ON, seed, 10, 100, 40, 520))
    ]
    assert len(drawn) == 2_000
    counts = [drawn.count(number) for number in range(20)]
    # 100 of each are expected; far outside chance would be below 60 or above 140.
    assert min(counts) > 60
    assert max(counts) < 140


def test_a_small_share_is_not_made_larger() -> None:
    """Of half an address a run there is one in half of the runs, none in the others."""
    periodic = [(number, str(number)) for number in range(20)]
    sizes = [len(draw(periodic, Way(ON, seed, 10, 50, 40, 520))) for seed in range(400)]
    assert set(sizes) == {0, 1}
    assert 150 < sum(sizes) < 250


def test_also_with_points_the_lot_begins_with_something_light(
    ranking: Ranking, yearly_visits: None
) -> None:
    ranking.use("violations_5y", share=500, capacity=10)
    here = ranking.world.address
    _housed(ranking, [here])
    ranking.outcome(here, Result.BREACH, date(2026, 3, 1))
    (row,) = ranking.listed(ranking.run(), show=Show.DRAWN)
    assert row.points
    with ranking.open() as by, pytest.raises(Conflict):
        choose(by=by, number=row.id, what=What.VISIT, why="lot", today=ON)


def _housed(ranking: Ranking, addresses: list[Address]) -> None:
    with ranking.open():
        party = Party.objects.create(
            municipality_id=ranking.town, name="Voorbeeld", kind="company"
        )
        for one in addresses:
            PartAtAddress.objects.create(
                municipality_id=ranking.town,
                address=one,
                party=party,
                part="provider",
                since=date(2024, 1, 1),
                evidence="contract",
            )
