"""What a list is worth is counted from outcomes after its day; no address is shown."""

from datetime import date, timedelta

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.identity.rulebook import rulebook
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import NotAllowed
from onderdak.supervision.picture.contract.ranking import (
    BaseFrom,
    ChosenBy,
    Evaluation,
    RankingRun,
    Result,
    algorithm_register_of,
    evaluation_of,
    switch_ranking,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import RankedAddress
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.register_table import (
    faults_of,
    register_fields,
)
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking
from tests.people import OTHER
from tests.world import acting

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


def _evaluated(
    ranking: Ranking, run: RankingRun, role: Role = Role.PRIVACY_OFFICER
) -> Evaluation:
    with ranking.open(role) as by:
        return evaluation_of(by=by, run=run, on=ON)


def _before(ranking: Ranking, addresses: list[Address]) -> None:
    """A breach before the day of the run: that gives points."""
    for one in addresses:
        ranking.outcome(one, Result.BREACH, date(2025, 6, 1))


def _after(
    ranking: Ranking,
    addresses: list[Address],
    result: Result,
    chosen_by: ChosenBy = ChosenBy.OTHER,
) -> None:
    for number, one in enumerate(addresses):
        day = DAY + timedelta(days=100 - number)
        ranking.outcome(one, result, day, chosen_by)


def test_with_few_visits_nothing_is_said(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    made = ranking.addresses(5)
    _before(ranking, made[:2])
    run = ranking.run(on_day=DAY)
    _after(ranking, made, Result.BREACH)
    found = _evaluated(ranking, run)
    assert (found.visits, found.needed, found.enough) == (5, 50, False)
    assert (found.precision, found.base, found.lift, found.earlier) == (None,) * 4
    assert str(found.says[0]).startswith("Not enough visits yet: 5 of the 50")


def test_a_list_that_finds_more_says_so_with_its_interval(
    ranking: Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 60 visited addresses the 20 with points hold all breaches but four."""
    ranking.use("violations_5y", capacity=5)
    made = ranking.addresses(60)
    _before(ranking, made[:20])
    run = ranking.run(on_day=DAY)
    _after(ranking, made[:16], Result.BREACH)
    _after(ranking, made[16:20], Result.IN_ORDER)
    _after(ranking, made[20:24], Result.BREACH, ChosenBy.PERIODIC)
    _after(ranking, made[24:], Result.IN_ORDER, ChosenBy.PERIODIC)
    found = _evaluated(ranking, run)
    assert found.capacity == 20
    assert found.precision is not None
    assert (found.precision.hits, found.precision.of) == (16, 20)
    assert found.precision.low < 0.8 < found.precision.high
    assert found.base_from is BaseFrom.PERIODIC
    assert any("under periodic supervision only" in str(one) for one in found.says)
    assert found.base is not None
    assert (found.base.hits, found.base.of) == (4, 40)
    assert found.lift is not None
    assert found.lift.ratio == pytest.approx(8.0)
    assert found.lift.low > 1
    assert found.earlier is not None
    assert (found.earlier.breaches, found.earlier.visits) == (20, 60)


def test_who_is_in_the_sample_is_not_in_the_first_as_well(ranking: Ranking) -> None:
    ranking.use("violations_5y", capacity=5)
    made = ranking.addresses(60)
    _before(ranking, made[:20])
    run = ranking.run(on_day=DAY)
    _after(ranking, made[:12], Result.BREACH)
    _after(ranking, made[12:20], Result.BREACH, ChosenBy.PERIODIC)
    _after(ranking, made[20:], Result.IN_ORDER, ChosenBy.PERIODIC)
    found = _evaluated(ranking, run)
    assert found.precision is not None
    assert found.base is not None
    assert (found.precision.hits, found.precision.of) == (12, 12)
    assert (found.base.hits, found.base.of) == (8, 48)


def test_only_what_a_list_drew_is_a_sample_by_lot(
    ranking: Ranking, yearly_visits: None
) -> None:
    """Whoever writes 'random' of an address that was not drawn chose it."""
    ranking.use("violations_5y", share=500, capacity=20)
    made = ranking.addresses(55)
    run = ranking.run(on_day=DAY)
    _after(ranking, made, Result.IN_ORDER, ChosenBy.RANDOM)
    assert _evaluated(ranking, run).base_from is BaseFrom.ALL
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        lists = RankingRun.objects.create(
            municipality_id=ranking.town,
            point_set=run.point_set,
            on_day=DAY,
            seed=1,
            random_share=500,
            capacity=20,
            state="done",
            by_id=run.by_id,
        )
        RankedAddress.objects.bulk_create(
            RankedAddress(
                municipality_id=ranking.town,
                run=lists,
                address=one,
                place=place,
                points=0,
                parts=[],
                unknown=[],
                drawn=True,
                step="letter",
            )
            for place, one in enumerate(made[:12], 1)
        )
    found = _evaluated(ranking, run)
    assert found.base_from is BaseFrom.RANDOM
    assert found.base is not None
    assert found.base.of == 12


def test_a_list_that_looks_back_says_what_it_does_not_know(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    found = _evaluated(ranking, ranking.run(on_day=DAY))
    assert any("as they are today" in str(one) for one in found.says)


def test_without_a_sample_all_visits_are_the_base_and_it_says_so(
    ranking: Ranking,
) -> None:
    ranking.use("violations_5y")
    made = ranking.addresses(55)
    _before(ranking, made[:10])
    run = ranking.run(on_day=DAY)
    _after(ranking, made, Result.BREACH, ChosenBy.REPORT)
    found = _evaluated(ranking, run)
    assert found.base_from is BaseFrom.ALL
    said = [str(one) for one in found.says]
    assert any("No base rate known" in one for one in said)
    assert any("than the other visits" in one for one in said)
    assert not any("chance" in one for one in said)


def test_small_groups_are_not_shown(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    made = ranking.addresses(9)
    _before(ranking, made)
    found = _evaluated(ranking, ranking.run(on_day=DAY))
    groups = [one.rates for parted in found.groupings for one in parted.groups]
    assert {one.addresses for one in groups} <= {None, 12}
    assert all(one.visits is None for one in groups)


def test_only_the_first_result_at_an_address_counts_and_no_access_never(
    ranking: Ranking,
) -> None:
    ranking.use("violations_5y")
    here, there = ranking.world.address, ranking.world.second
    run = ranking.run(on_day=DAY)
    ranking.outcome(here, Result.NO_ACCESS, date(2026, 2, 1))
    ranking.outcome(here, Result.IN_ORDER, date(2026, 3, 1))
    ranking.outcome(here, Result.BREACH, date(2026, 4, 1))
    ranking.outcome(there, Result.NO_ACCESS, date(2026, 2, 1))
    assert _evaluated(ranking, run).visits == 1


def test_no_address_leaves_the_database_for_the_evidence(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    run = ranking.run(on_day=DAY)
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 4, 1))
    with ranking.open(Role.PRIVACY_OFFICER), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM picture_ranking_evidence(%s, %s)", [run.pk, ON])
        names = [column.name for column in cursor.description]
        assert len(cursor.fetchall()) == 1
    assert not [name for name in names if "address" in name or name == "id"]


@pytest.mark.parametrize("role", [Role.DESK_CLERK, Role.LEVY_OFFICER])
def test_others_see_no_evidence_also_not_in_the_database(
    ranking: Ranking, role: Role
) -> None:
    ranking.use("violations_5y")
    run = ranking.run(on_day=DAY)
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 4, 1))
    with ranking.open(role) as by:
        with pytest.raises(NotAllowed):
            evaluation_of(by=by, run=run, on=ON)
        assert _rows(run) == 0
    there = ranking.by(Role.SUPERVISOR, OTHER)
    with scope(acting(there)):
        assert _rows(run) == 0


def _rows(run: RankingRun) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM picture_ranking_evidence(%s, %s)", [run.pk, ON]
        )
        return int(cursor.fetchone()[0])


def test_stability_says_on_which_indicator_the_order_leans(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    _before(ranking, ranking.addresses(3))
    found = _evaluated(ranking, ranking.run(on_day=DAY))
    assert [(one.key, one.share) for one in found.stable] == [("violations_5y", 1.0)]


def test_every_number_of_the_evaluation_stands_in_the_rulebook() -> None:
    for key in (
        *("evaluation_months", "needed_visits", "smallest_count", "ratio_low"),
        *("ratio_high", "capacity_weeks", "fresh_months"),
    ):
        assert rulebook().value(f"ranking.{key}", ON, "GM9001").value


# The algorithm register


def test_the_register_entry_follows_the_points_in_use(ranking: Ranking) -> None:
    ranking.use("violations_5y", "certificate_lapsed", share=100)
    with ranking.open() as by:
        found = algorithm_register_of(by=by, municipality=ranking.town, on=ON)
    assert found.wrong == []
    assert found.fields["status"] == "In gebruik"
    assert found.fields["lang"] == "nld"
    assert set(found.fields) <= {one.key for one in register_fields()}
    methods = str(found.fields["methods_and_models"])
    assert "niet zelflerend" in methods
    assert "vanaf 3: 3 punten" in methods
    assert "100" in str(found.fields["risks"])
    assert "dpia.pdf" in str(found.fields["impacttoetsen"])
    links = [one for one in found.fields.values() if isinstance(one, list)]
    assert [one for each in links for one in each if "''" in str(one)] == []


def test_points_whose_term_is_over_are_out_of_use(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    with ranking.open() as by:
        for day, status in (
            (date(2027, 6, 30), "In gebruik"),
            (date(2027, 7, 1), "Buiten gebruik"),  # every fact expired
        ):
            found = algorithm_register_of(by=by, municipality=ranking.town, on=day)
            assert found.fields["status"] == status
    assert "geeft geen punten meer" in str(found.fields["methods_and_models"])


def test_what_is_switched_off_is_out_of_use_in_the_register(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    town = ranking.town
    with ranking.open() as by:
        switch_ranking(by=by, municipality=town, on=False, why="stop", today=ON)
        found = algorithm_register_of(by=by, municipality=town, on=ON)
    assert found.fields["status"] == "Buiten gebruik"


def test_before_there_are_points_it_is_being_developed(ranking: Ranking) -> None:
    with ranking.open() as by:
        found = algorithm_register_of(by=by, municipality=ranking.town, on=ON)
    assert found.fields["status"] == "In ontwikkeling"
    assert found.wrong == []


@pytest.mark.parametrize("field", register_fields(), ids=lambda one: one.key)
def test_each_field_is_checked_by_the_table_of_the_standard(
    ranking: Ranking, field: object
) -> None:
    with ranking.open() as by:
        right = dict(
            algorithm_register_of(by=by, municipality=ranking.town, on=ON).fields
        )
    bad = {
        "words": "x" * ((field.most or 0) + 1),
        "list": ["x"] * ((field.most or 0) + 1),
        "links": [{"title": "x", "link": ""}],
    }.get(field.kind, "zomaar iets")
    wrong = faults_of({**right, field.key: bad})
    assert [str(one).partition(":")[0] for one in wrong] == [field.key]
    missing = faults_of({**right, field.key: ""})
    assert bool(missing) is field.required


def test_a_field_that_the_standard_does_not_know_is_wrong() -> None:
    wrong = [str(one) for one in faults_of({"score": "hoog"})]
    assert "score: the standard has no such field." in wrong
