"""What the commands promise to scripts: shapes, exit codes, whole files."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from onderdak import __version__
from onderdak.project.commands import app
from tests.world import House, make_house, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house(make_town("GM9001", "Teststad"), "Pension Test")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["--language", "en", *map(str, words)])


def told(*words: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(*words, "--json").stdout)
    return answer


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    """A list as people keep it: a title, a blank row, merged headers, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Nachtlijst Pension Test"
    sheet.append([])
    sheet.append(["Ref", "Naam", "Woonplaats", "Soort ID", "Verblijf", None, "BSN"])
    sheet.merge_cells("E3:F3")
    sheet.append([None, None, None, None, "Aankomst", "Vertrek"])
    for row in rows:
        sheet.append(list(row))
    sheet.append(["Totaal", len(rows)])
    book.save(path)
    return path


JAN = ("001", "Jan Proef", "Voorbeeldowo", "paspoort", datetime(2026, 9, 1), "heden")
ANA = ("002", "Ana Proef", "Testești", "ID-kaart", "1-10-2026", "31-10-2026")
BAD = ("003", "Ion Proef", "Testești", "passport", "1-10-2026", "30-02-2027")


def test_a_bad_row_stops_the_whole_file_and_is_named(
    house: House, tmp_path: Path
) -> None:
    file = workbook(tmp_path / "lijst.xlsx", JAN, BAD)
    words = ("nights", "import", file, "--location", house.location.pk)
    manager = ("--as", house.manager.email, "--on", "2026-11-21")
    answer = told(*words, *manager)
    assert {
        key: answer[key] for key in ("rows", "accepted", "unchanged", "rejected")
    } == {
        "rows": 2,
        "accepted": 0,
        "unchanged": 0,
        "rejected": 1,
    }
    assert [(e["line"], e["value"]) for e in answer["errors"]] == [(6, "30-02-2027")]
    assert "Vertrek" in answer["errors"][0]["column"]
    assert "does not exist" in answer["errors"][0]["message"]
    assert run(*words, *manager).exit_code == 1
    assert run(*words, *manager, "--accept-good").exit_code == 0


def test_a_re_sent_file_changes_nothing(house: House, tmp_path: Path) -> None:
    file = workbook(tmp_path / "lijst.xlsx", JAN, ANA)
    words = ("nights", "import", file, "--location", house.location.name)
    manager = ("--as", house.manager.email, "--on", "2026-11-21")
    assert told(*words, *manager, "--dry-run")["accepted"] == 2
    assert told(*words, *manager)["accepted"] == 2
    again = told(*words, *manager)
    assert (again["accepted"], again["unchanged"]) == (0, 2)


def test_the_line_from_a_workbook_to_three_answers(
    house: House, tmp_path: Path
) -> None:
    file = workbook(tmp_path / "lijst.xlsx", JAN, ANA)
    town, officer = (
        ("--municipality", "GM9001"),
        ("--as", "officer.gm9001@test.example"),
    )
    on = ("--on", "2026-11-21")
    run("nights", "import", file, "--location", house.location.pk, *on)
    told(
        *("nights", "import", file, "--location", house.location.pk),
        *(*on, "--as", house.manager.email),
    )
    counted = told(
        *("nights", "count", *town, "--from", "2026-10-01", "--to", "2026-12-01"),
        *(*on, *officer),
    )
    # Jan: 31 nights of October and 21 of November; Ana: 30.
    assert counted["nights"] == 82
    assert counted["stays"] == 2
    assert counted["locations"][0]["nights"] == 82
    due = told("duty", "list", *town, *on, *officer)
    assert set(due["totals"]) == {"approaching", "due", "overdue", "registered"}
    assert due["people"] is None
    levied = told("levy", "nights", *town, "--year", 2026, *on, *officer)
    assert levied["total_nights"] + levied["without_rate_nights"] == 112


def test_nobody_declares_for_another(house: House, tmp_path: Path) -> None:
    other = make_house(make_town("GM9002", "Anderstad"), "Ander")
    file = workbook(tmp_path / "lijst.xlsx", JAN)
    answer = run(
        *("nights", "import", file, "--location", house.location.pk),
        *("--as", other.manager.email),
    )
    assert answer.exit_code == 4  # for them there is no such location


def test_an_unknown_account_is_told_so(house: House) -> None:
    answer = run(
        *("nights", "count", "--municipality", "GM9001"),
        *("--from", "2026-01-01", "--to", "2026-02-01", "--as", "who@test.example"),
    )
    assert answer.exit_code == 4
    assert "no active account" in answer.output


def test_a_date_that_is_none_is_refused(house: House) -> None:
    answer = run(
        *("nights", "count", "--municipality", "GM9001"),
        *("--from", "1 januari", "--to", "2026-02-01"),
    )
    assert answer.exit_code == 2


def test_version() -> None:
    assert __version__ in CliRunner().invoke(app, ["--version"]).output


def test_doctor_answers_each_question_in_one_line() -> None:
    answer = CliRunner().invoke(app, ["doctor", "--json"])
    checks = json.loads(answer.stdout)
    assert all(set(check) == {"check", "ok", "detail"} for check in checks)
    asked = {check["check"] for check in checks}
    assert {"database", "role", "row security", "keys", "controllers"} <= asked
    assert [check for check in checks if not check["ok"]] == []
