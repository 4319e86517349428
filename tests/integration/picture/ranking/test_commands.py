"""On the command line: a run, the list, an approval; each for its own people."""

import json
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from typer.testing import CliRunner, Result

from onderdak.foundation.identity.contract import Role
from onderdak.project.commands import app
from onderdak.supervision.picture.contract.ranking import Result as Found
from onderdak.supervision.picture.contract.ranking import submit_point_set
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking, points_text

pytestmark = pytest.mark.django_db(transaction=True)

_NOT_ALLOWED, _NOT_FOUND, _CONFLICT = 3, 4, 5


def _call(ranking: Ranking, role: Role, *words: str) -> Result:
    call = ["ranking", *words, "--as", ranking.by(role).email]
    return CliRunner().invoke(app, call)


def test_a_town_is_ranked_and_listed(ranking: Ranking) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Found.BREACH, ON.replace(month=3))
    words = ("--municipality", ranking.town, "--json")
    done = _call(ranking, Role.SUPERVISOR, "run", *words, "--seed", "5")
    told = json.loads(done.output)
    assert (told["state"], told["with_points"], told["seed"]) == ("done", 1, 5)
    listed = json.loads(_call(ranking, Role.SUPERVISOR, "list", *words).output)
    (first,) = listed["addresses"]
    assert (first["place"], first["points"]) == (1, 1)
    assert first["address"] == ranking.world.address.in_full


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_else_runs_or_lists(ranking: Ranking, role: Role) -> None:
    ranking.use("violations_5y")
    ranking.run()
    words = ("--municipality", ranking.town)
    assert _call(ranking, role, "run", *words).exit_code == _NOT_ALLOWED
    assert _call(ranking, role, "list", *words).exit_code == _NOT_ALLOWED


def test_without_a_list_it_says_how_to_make_one(ranking: Ranking) -> None:
    done = _call(ranking, Role.SUPERVISOR, "list", "--municipality", ranking.town)
    assert done.exit_code == _CONFLICT


def test_the_privacy_officer_approves_and_nobody_else(
    ranking: Ranking, tmp_path: Path
) -> None:
    made = ranking.draft(points_text("violations_5y"))
    with ranking.open() as by:
        submit_point_set(by=by, point_set=made, today=ON)
    file = tmp_path / "dpia.pdf"
    file.write_bytes(b"%PDF-1.7")
    words = ("approve", str(made.pk), "--file", str(file), "--words", "akkoord")
    dated = (*words, "--assessed-on", localdate(made.made_at).isoformat())
    for role in sorted(set(Role) - {Role.PRIVACY_OFFICER}):
        refused = _call(ranking, role, *dated).exit_code
        assert refused in (_NOT_ALLOWED, _NOT_FOUND), role
    assert _call(ranking, Role.PRIVACY_OFFICER, *dated).exit_code == 0
    assert _call(ranking, Role.PRIVACY_OFFICER, *dated).exit_code == _CONFLICT
