"""Points can be proposed from results: offline, without addresses, by people."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from typer.testing import CliRunner

from onderdak.engines.ranking import load_catalogue, read_points, steps_digest
from onderdak.foundation.identity.contract import Role
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, RoomClosed
from onderdak.project.commands import app
from onderdak.supervision.picture.contract.ranking import (
    FactsFile,
    PointSet,
    Proposal,
    Result,
    assessments_of,
    change_draft,
    facts_with_results,
    proposal_of,
    switch_indicator,
    switch_ranking,
    withdraw_point_set,
)
from onderdak.supervision.picture.models import View
from onderdak.supervision.picture.ranking.gathering import GATHERED
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking, points_text
from tests.people import OTHER

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)
_VISITS = 60


def _visited(ranking: Ranking, visits: int = _VISITS) -> list[str]:
    """Half had a breach before the day; those have one again."""
    ranking.use(*GATHERED, name="In gebruik")
    made = ranking.addresses(visits)
    for number, one in enumerate(made):
        earlier = Result.BREACH if number % 2 else Result.IN_ORDER
        ranking.outcome(one, earlier, date(2025, 6, 1))
        ranking.outcome(one, earlier, DAY + timedelta(days=1 + number % 60))
    return [one.bag_id or "" for one in made]


def _made(ranking: Ranking, role: Role = Role.SUPERVISOR) -> FactsFile:
    with ranking.open(role) as by:
        return facts_with_results(
            by=by, municipality=ranking.town, on_day=DAY, today=ON
        )


def test_a_file_holds_facts_and_results_and_no_address(ranking: Ranking) -> None:
    marks = _visited(ranking)
    made = _made(ranking)
    rows = list(csv.DictReader(made.content.splitlines(), delimiter=";"))
    assert set(rows[0]) == {"row", *GATHERED, "found", "found_in"}
    assert (made.rows, made.finds, len(rows)) == (_VISITS, 30, _VISITS)
    # What was found on the day itself and later is no fact of before.
    assert all(row["violations_5y"] == row["found"] for row in rows)
    assert {row["found_in"] for row in rows} == {
        "2026-01-01",
        "2026-02-01",
        "2026-03-01",
    }
    assert not any(mark in made.content for mark in [*marks, "Langestraat"])


def test_marks_are_drawn_anew_and_the_order_is_theirs(ranking: Ranking) -> None:
    _visited(ranking)
    marks = [
        [line.partition(";")[0] for line in _made(ranking).content.splitlines()[1:]]
        for _ in range(2)
    ]
    assert not set(marks[0]) & set(marks[1])
    assert all(each == sorted(each) for each in marks)


def test_that_a_file_was_made_is_written_down(ranking: Ranking) -> None:
    _visited(ranking)
    made = _made(ranking)
    with ranking.open():
        view = View.objects.get(asked__list="facts with results")
        assert (view.purpose, view.addresses) == ("supervision", _VISITS)
        assert view.asked["digest"] == made.digest
        event = AuditEvent.objects.get(action="ranking.facts_with_results")
        assert event.detail["rows"] == _VISITS


def test_what_does_not_count_is_not_gathered(ranking: Ranking) -> None:
    """Switched off, and not in the points that were approved."""
    _visited(ranking)
    ranking.use("violations_5y", "reports_12m")
    with ranking.open() as by:
        switch_indicator(
            by=by,
            municipality=ranking.town,
            key="reports_12m",
            on=False,
            why="proef",
            today=ON,
        )
    header = _made(ranking).content.partition("\n")[0]
    assert header == "row;violations_5y;found;found_in"


def test_nothing_is_handed_out_while_the_ranking_is_off(ranking: Ranking) -> None:
    _visited(ranking)
    with ranking.open() as by:
        switch_ranking(by=by, municipality=ranking.town, on=False, why="p", today=ON)
    with pytest.raises(RoomClosed):
        _made(ranking)


def test_without_points_in_use_nothing_is_handed_out(ranking: Ranking) -> None:
    _visited(ranking)
    with ranking.open() as by:
        withdraw_point_set(
            by=by,
            point_set=PointSet.objects.get(name="In gebruik"),
            why="proef",
            today=ON,
        )
    with pytest.raises(Conflict, match="No facts count"):
        _made(ranking)


def test_few_results_are_not_handed_out(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    for one in ranking.addresses(9):
        ranking.outcome(one, Result.BREACH, DAY + timedelta(days=1))
    with pytest.raises(Conflict, match="9 of the 50"):
        _made(ranking)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_only_supervision_makes_the_file(ranking: Ranking, role: Role) -> None:
    with pytest.raises(NotAllowed):
        _made(ranking, role)


# What was proposed is kept


def _proposed(
    ranking: Ranking, digest: str, says: str = "Proposed on 2026-11-20"
) -> str:
    return points_text("violations_5y", derived=f"{says} (SHA-256 {digest}): 60")


def _proposal(
    ranking: Ranking, made: PointSet, role: Role = Role.PRIVACY_OFFICER
) -> Proposal | None:
    with ranking.open(role) as by:
        return proposal_of(by=by, point_set=made, on=ON)


def test_a_draft_keeps_what_was_proposed_when_a_person_changes_it(
    ranking: Ranking,
) -> None:
    _visited(ranking)
    body = _proposed(ranking, _made(ranking).digest)
    draft = ranking.draft(body)
    with ranking.open() as by:
        changed = body.replace("points: 3", "points: 2")
        draft = change_draft(
            by=by, point_set=draft, body=changed, why="minder", today=ON
        )
    for role in (Role.PRIVACY_OFFICER, Role.MUNICIPAL_ADMIN):
        found = _proposal(ranking, draft, role)
        assert found is not None
        (one,) = found.indicators
        assert [step.points for step in one.before] == [1, 3]
        assert [step.points for step in one.now] == [1, 2]
        assert one.changed
        assert found.exported_on is not None
        assert found.rows == _VISITS


def test_a_file_from_elsewhere_is_said_to_be_from_elsewhere(ranking: Ranking) -> None:
    found = _proposal(ranking, ranking.draft(_proposed(ranking, "0" * 64)))
    assert found is not None
    assert found.exported_on is None


def test_a_later_version_keeps_what_was_proposed_first(ranking: Ranking) -> None:
    body = _proposed(ranking, "0" * 64)
    ranking.draft(body)
    later = body.replace("version: 1", "version: 2").replace("points: 3", "points: 9")
    found = _proposal(ranking, ranking.draft(later))
    assert found is not None
    assert [step.points for step in found.indicators[0].before] == [1, 3]


def test_points_changed_before_they_came_here_are_not_called_as_calculated(
    ranking: Ranking,
) -> None:
    points = read_points(points_text("violations_5y"), load_catalogue("addresses"))
    calculated = steps_digest({one.key: one.steps for one in points.indicators})
    body = points_text("violations_5y", derived=f"Proposed. Points: {calculated}.")
    other = body.replace("points: 3", "points: 9").replace("version: 1", "version: 2")
    changed = other.replace("Proposed.", "Proposed again.")
    found = [_proposal(ranking, ranking.draft(each)) for each in (body, changed)]
    assert [one and one.as_proposed for one in found] == [True, False]


def test_a_draft_that_begins_to_say_that_it_was_proposed_keeps_it(
    ranking: Ranking,
) -> None:
    draft = ranking.draft(points_text("violations_5y"))
    with ranking.open() as by:
        body = _proposed(ranking, "0" * 64)
        draft = change_draft(by=by, point_set=draft, body=body, why="nu", today=ON)
    assert _proposal(ranking, draft) is not None
    with ranking.open(), pytest.raises(IntegrityError, match="proposed"):
        with transaction.atomic():
            PointSet.objects.filter(pk=draft.pk).update(proposal={"says": "anders"})


def test_points_that_people_wrote_have_no_proposal(ranking: Ranking) -> None:
    assert _proposal(ranking, ranking.draft(points_text("violations_5y"))) is None


def test_another_town_sees_no_proposal(ranking: Ranking) -> None:
    made = ranking.draft(_proposed(ranking, "0" * 64))
    by = ranking.by(Role.PRIVACY_OFFICER, OTHER)
    with ranking.open(), pytest.raises(NotAllowed):
        proposal_of(by=by, point_set=made, on=ON)


@pytest.mark.django_db(transaction=True)
def test_from_facts_to_a_draft_on_the_command_line(
    ranking: Ranking, tmp_path: Path
) -> None:
    visits = 2 * _VISITS  # of fewer in a bin nothing is proposed
    _visited(ranking, visits)

    def call(*words: str) -> str:
        done = CliRunner().invoke(app, ["--language", "en", "ranking", *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    me = ("--as", ranking.by(Role.SUPERVISOR).email)
    town, facts = ("--municipality", ranking.town), str(tmp_path / "facts.csv")
    told = json.loads(
        call("facts", *town, "--on", DAY.isoformat(), "-o", facts, "--json", *me)
    )
    assert told["rows"] == visits
    points = str(tmp_path / "points.yaml")
    call(
        *("propose", facts, "--outcome", "found", "--identifier", "row"),
        *("--date", "found_in", "-o", points),
    )
    made = json.loads(call("draft", points, *town, "--why", "proef", "--json", *me))
    assert made["proposed"] is True
    with ranking.open():
        kept = PointSet.objects.get(pk=made["number"])
    found = _proposal(ranking, kept)
    assert found is not None
    assert told["digest"] in found.says
    assert found.exported_on is not None
    assert found.as_proposed


# The file of the assessment


def test_the_file_of_an_assessment_is_not_read_with_the_list(ranking: Ranking) -> None:
    made = ranking.use("violations_5y")
    with ranking.open() as by:
        (one,) = assessments_of(by=by, point_set=made, on=ON)
        assert one.get_deferred_fields() == {"file"}


def test_without_a_file_of_facts_nothing_of_tomorrow(ranking: Ranking) -> None:
    with ranking.open() as by, pytest.raises(Invalid):
        facts_with_results(
            by=by, municipality=ranking.town, on_day=date(2026, 11, 22), today=ON
        )
