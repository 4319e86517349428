"""What the command promises about files: remembered, complete, and safe to stop."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import User, scope
from onderdak.project.commands import app
from onderdak.register.nights.contract import (
    HandIn,
    Stay,
)
from tests.world import House, acting, make_house, make_town

HEAD = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek\n"


def rows(*numbers: int) -> str:
    return HEAD + "".join(
        f"R{n:05};Gast{n} Voorbeeld;Voorbeeldowo;paspoort;01-09-2026;\n"
        for n in numbers
    )


@pytest.fixture
def house() -> House:
    return make_house(make_town("GM9001", "Teststad"), "Pension Test", capacity=9000)


def run(house: House, *words: object) -> Any:
    user = User.objects.get(pk=house.manager.user_id)
    called = [str(word) for word in words]
    return CliRunner().invoke(app, ["nights", *called, "--as", user.email])


def send(house: House, file: Path, content: str, *words: object) -> Any:
    file.write_text(content)
    place = ["--location", house.location.pk]
    return run(house, "import", file, *place, "--json", *words)


def stays(house: House) -> int:
    with scope(acting(house.manager)):
        return Stay.objects.filter(departure__isnull=True).count()


STRANGE = rows(1).replace("Naam", "Wie").replace("Woonplaats", "Waar")
MAPPED = ("--mapping", "name=Wie", "--mapping", "residence=Waar")


@pytest.mark.django_db
def test_a_mapping_is_remembered_shown_and_forgotten(
    house: House, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    assert send(house, file, STRANGE).exit_code == 1
    assert send(house, file, STRANGE, *MAPPED).exit_code == 0
    again = json.loads(send(house, file, STRANGE).stdout)
    assert (again["unchanged"], again["remembered_columns"]) == (1, True)
    found = json.loads(run(house, "columns", "--json").stdout)
    assert found[0]["mapping"] == {"name": "Wie", "residence": "Waar"}
    assert run(house, "forget-columns", found[0]["number"]).exit_code == 0
    assert send(house, file, STRANGE).exit_code == 1


@pytest.mark.django_db
def test_a_dry_run_remembers_nothing(house: House, tmp_path: Path) -> None:
    send(house, tmp_path / "a.csv", STRANGE, "--dry-run", *MAPPED)
    assert json.loads(run(house, "columns", "--json").stdout) == []


@pytest.mark.django_db
@pytest.mark.parametrize("large_from", [5000, 1])
def test_a_complete_file_ends_who_is_not_in_it(
    house: House, tmp_path: Path, settings: Any, large_from: int
) -> None:
    settings.LARGE_FILE_ROWS, settings.HAND_IN_CHUNK = large_from, 3
    file = tmp_path / "a.csv"
    send(house, file, rows(*range(20)))
    period = ("--complete", "2026-11-01", "2026-11-30")
    few = json.loads(send(house, file, rows(*range(19)), *period).stdout)
    assert (few["ended"], stays(house)) == (1, 19)
    refused = send(house, file, rows(*range(10)), *period)
    assert (refused.exit_code, stays(house)) == (1, 19)
    told = json.loads(send(house, file, rows(*range(10)), *period, "--yes").stdout)
    assert (told["ended"], stays(house)) == (9, 10)
    with scope(acting(house.manager)):
        ends = Stay.objects.filter(departure__isnull=False).values_list("departure")
        assert {day for (day,) in ends} == {date(2026, 11, 1)}


@pytest.mark.django_db
def test_a_large_file_is_recorded_in_chunks(
    house: House, tmp_path: Path, settings: Any
) -> None:
    settings.LARGE_FILE_ROWS, settings.HAND_IN_CHUNK = 5, 4
    told = json.loads(send(house, tmp_path / "a.csv", rows(*range(10))).stdout)
    assert (told["new"], told["recorded"], stays(house)) == (10, True, 10)
    with scope(acting(house.manager)):
        found = HandIn.objects.get()
    assert (found.state, found.done, found.channel) == ("done", 10, "command")


@pytest.mark.django_db
def test_other_initials_can_be_left_out(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    send(house, file, rows(1, 2))
    other = rows(1, 2).replace("Gast2 Voorbeeld", "Piotr Kowalski")
    assert json.loads(send(house, file, other, "--dry-run").stdout)["renamed"] == 1
    told = json.loads(send(house, file, other, "--leave-renamed").stdout)
    assert (told["corrected"], told["unchanged"], told["rejected"]) == (0, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_ctrl_c_says_what_is_recorded_and_the_same_command_goes_on(
    owner_address: str, tmp_path: Path
) -> None:
    house = make_house(make_town("GM9001", "Teststad"), "Pension Test", capacity=9000)
    file = tmp_path / "a.csv"
    file.write_text(rows(*range(6000)))
    user = User.objects.get(pk=house.manager.user_id)
    command = [
        *(sys.executable, "-c", "from onderdak.project.entry import main; main()"),
        *("nights", "import"),
        *(str(file), "--location", str(house.location.pk), "--as", user.email),
    ]
    environment = {
        **os.environ,
        "ONDERDAK_DATABASE": urlsplit(owner_address).path.lstrip("/"),
        "ONDERDAK_HAND_IN_CHUNK": "100",
    }
    running = subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    end = time.monotonic() + 60
    while stays(house) == 0:
        assert time.monotonic() < end, "it did not come so far"
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    recorded = stays(house)
    assert running.returncode == 130
    assert f"{recorded} of 6000 rows are recorded" in " ".join(told.decode().split())
    with scope(acting(house.manager)):
        assert HandIn.objects.get().state == HandIn.State.STOPPED
    again = environment | {"ONDERDAK_HAND_IN_CHUNK": "5000"}
    done = subprocess.run(command, env=again, capture_output=True, check=False)
    assert (done.returncode, stays(house)) == (0, 6000)
