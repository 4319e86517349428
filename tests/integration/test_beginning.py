"""A new municipality begins from nothing, with commands alone, and takes a file."""

import re
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import accept_invitation, no_scope
from onderdak.project.commands import app

pytestmark = pytest.mark.django_db

TOWN = ("--municipality", "GM9009")
SINCE = ("--since", "2026-01-01")


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["--language", "en", *words])
    assert done.exit_code == 0, done.output
    return done.output


def accept(output: str) -> str:
    """Take the invitation in a command's answer up; returns who did."""
    found = re.search(r"/invitation/([\w-]+)/", output)
    assert found
    assert Client().get(f"/invitation/{found[1]}/").status_code == 200
    with no_scope():
        return accept_invitation(
            secret=found[1], name="Nieuw", password="lang-en-veilig-1", language="nl"
        ).email


def test_from_nothing_to_the_first_stays(tmp_path: Path) -> None:
    admin = accept(
        run(
            *("municipality", "begin", *TOWN, "--name", "Nieuwstad"),
            *("--administrator", "beheer@nieuwstad.example"),
        )
    )
    act = ("--as", admin)
    room = ("--room", "nights")
    decided = ("--party", "College", "--document", "besluit 1")
    run("municipality", "controller", *TOWN, *room, *decided, *SINCE, *act)
    run("municipality", "room", *TOWN, *room, *act)
    months = ("--months", "24", "--reason", "besluit 2")
    run("municipality", "retention", *TOWN, *room, *months, *SINCE, *act)
    admitted = run(
        *("provider", "admit", *TOWN, "--name", "Pension Nieuw"),
        *("--manager", "manager@pension.example", "--on", "2026-01-01", *act),
    )
    number = re.search(r"provider (\d+)", admitted)
    assert number
    manager = accept(admitted)
    opened = run(
        *("provider", "location", *TOWN, "--provider", number[1], "--name", "Huis"),
        *("--street", "Dorpsstraat", "--number", "1", "--town", "Nieuwstad", *act),
    )
    location = re.search(r"location (\d+)", opened)
    assert location
    file = tmp_path / "gasten.csv"
    file.write_text(
        "Referentie;Naam;Woonplaats;Document;Aankomst\n"
        "Z9;Gast Z;Voorbeeldowo;paspoort;2026-11-02\n"
    )
    taken = run(
        "nights", "import", str(file), "--location", location[1], "--as", manager
    )
    assert "1 new" in taken


def test_a_municipality_begins_once() -> None:
    words = ["municipality", "begin", *TOWN, "--name", "Nieuwstad", "--administrator"]
    accept(run(*words, "een@nieuwstad.example"))
    again = CliRunner().invoke(app, [*words, "twee@nieuwstad.example"])
    assert again.exit_code == 5
