"""The client and the commands of the how-to, against a server that listens."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from tests.integration.api.systems import System, guest_of, stay, stored
from tests.world import House

pytestmark = pytest.mark.django_db(transaction=True)

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to"
CLIENT = HOW_TO / "api" / "client.py"
NIGHT = timezone.localdate() - timedelta(days=1)


def _client(
    system: System, server: LiveServer, *words: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, CLIENT, *words],
        env={
            **os.environ,
            "ONDERDAK_ADDRESS": f"{server.url}/api/v1",
            "ONDERDAK_TOKEN": system.secret,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_client_declares_and_reads_back(
    system: System, house: House, live_server: LiveServer, tmp_path: Path
) -> None:
    file = tmp_path / "stays.json"
    number = str(house.location.pk)
    file.write_text(json.dumps([stay(house, one) for one in range(1, 21)]))
    done = _client(system, live_server, "declare", str(file))
    assert json.loads(done.stdout)["new"] == 20, done.stderr
    file.write_text(json.dumps([guest_of(1), {"reference": "P-2"}]))
    done = _client(system, live_server, "night", number, str(NIGHT), str(file))
    assert len(json.loads(done.stdout)["ended"]) == 18, done.stderr
    done = _client(system, live_server, "stays", number)
    assert len(json.loads(done.stdout)) == 20, done.stderr
    done = _client(system, live_server, "locations")
    assert json.loads(done.stdout)[0]["id"] == house.location.pk


def test_the_client_shows_what_is_refused(
    system: System, house: House, live_server: LiveServer, tmp_path: Path
) -> None:
    file = tmp_path / "stays.json"
    file.write_text(json.dumps([stay(house, 1, arrival="gisteren")]))
    done = _client(system, live_server, "declare", str(file))
    assert done.returncode == 1
    assert "stays.0.arrival" in done.stderr


def test_every_command_of_the_how_to_runs(
    system: System, house: House, live_server: LiveServer
) -> None:
    page = (HOW_TO / "use-the-api.md").read_text()
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 7
    # Each answer is followed by its status, except where it is read into a variable.
    told = r"curl --write-out '%{http_code}\n' --silent"
    script = "\n".join(["set -e", *blocks]).replace("curl --silent", told)
    script = script.replace(f"$({told}", "$(curl --silent")
    done = subprocess.run(
        ["bash", "-c", script],
        env={
            **os.environ,
            "ADDRESS": f"{live_server.url}/api/v1",
            "TOKEN": system.secret,
            "NIGHT": NIGHT.isoformat(),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answers = re.findall(r"\}(\d{3})$", done.stdout, re.MULTILINE)
    assert answers == ["200", "200", "200", "200", "200", "200", "400"]
    assert '"outcome": "error"' in done.stdout
    references = [reference for reference, _, _ in stored(house)]
    assert references == ["P-1001", "P-1002", "P-1003"]
