"""`onderdak visit verify`: is a file a report from here, and who signed it?"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onderdak.kernel.errors import NotFound
from onderdak.project.commands import app
from onderdak.supervision.inspections.contract.reports import read_report
from tests.integration.inspections.reporting import found, signed
from tests.integration.inspections.visiting import make_visit_town

pytestmark = pytest.mark.django_db


def test_a_signed_report_is_known_and_one_changed_byte_is_not(tmp_path: Path) -> None:
    town = make_visit_town()
    visit = found(town)
    report = signed(town, visit)
    with town.seen_by(town.lead):
        _row, pdf = read_report(
            by=town.lead, municipality=town.code, number=visit.number, report=report.uid
        )
    kept, changed = tmp_path / "kept.pdf", tmp_path / "changed.pdf"
    kept.write_bytes(pdf)
    changed.write_bytes(pdf[:-2] + b"X\n")
    asked = ["--municipality", town.code, "--as", town.lead.email, "--json"]
    right = CliRunner().invoke(app, ["visit", "verify", str(kept), *asked])
    assert right.exit_code == 0, right.output
    told = json.loads(right.output)
    assert (told["visit"], told["state"]) == (visit.number, "locked")
    assert len(told["signed"]) == 2
    wrong = CliRunner().invoke(app, ["visit", "verify", str(changed), *asked])
    assert isinstance(wrong.exception, NotFound)
