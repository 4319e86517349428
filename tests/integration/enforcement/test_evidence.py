"""The evidence of a case as one file: whole, known here, and checked by a command."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.project.commands import app
from onderdak.supervision.enforcement.contract.cases import Case, Measure
from onderdak.supervision.enforcement.contract.evidence import (
    Evidence,
    checked,
    evidence_of,
    exports_of,
    verify_evidence,
)
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.for_cases import (
    evidence_of_visit,
    people_facts,
)
from tests.integration.enforcement.enforcing import (
    COMPANY,
    OPENED,
    EnforcingTown,
    noon,
)
from tests.integration.enforcement.ordering import sent

pytestmark = pytest.mark.django_db


def taken_out(
    town: EnforcingTown,
    case: Case,
    reason: str = "The court asks",
    *,
    requesters: bool = False,
) -> Evidence:
    """The evidence of a case, taken out by the lawyer."""
    with town.seen_by(town.lawyer):
        return evidence_of(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            reason=reason,
            at=noon(OPENED),
            requesters=requesters,
        )


def _index(made: Evidence) -> dict[str, object]:
    with ZipFile(BytesIO(made.bundle.content)) as archive:
        found = json.loads(archive.read("index.json"))
    assert isinstance(found, dict)
    return found


def test_the_signed_report_is_in_it_with_the_hash_that_was_signed(
    town: EnforcingTown,
) -> None:
    visit: Visit = town.signed_visit()
    case = town.case(visit=visit)
    made = taken_out(town, case)
    assert made.name == f"bewijs-{case.number}.zip"
    items = _index(made)["items"]
    assert isinstance(items, list)
    report = next(one for one in items if one["kind"] == "report")
    assert report["origin"] == f"visit {visit.number}"
    assert len(report["more"]["signed_by"]) == 2
    with ZipFile(BytesIO(made.bundle.content)) as archive:
        assert archive.read(report["file"]).startswith(b"%PDF")
        record = json.loads(archive.read("record/case.json"))
    assert record["grounds"][0]["report_sha256"] == report["sha256"]
    assert COMPANY.name not in json.dumps(record)


def test_that_it_was_taken_out_is_written_down(town: EnforcingTown) -> None:
    case = town.case()
    made = taken_out(town, case)
    with town.seen_by(town.lawyer):
        (row,) = exports_of(by=town.lawyer, municipality=town.code, number=case.number)
        known = verify_evidence(
            by=town.lawyer, municipality=town.code, file=made.bundle.content
        )
    assert (row.sha256, row.reason) == (made.bundle.sha256, "The court asks")
    assert known.export == row


def test_who_asked_for_enforcement_is_named_only_when_that_is_asked(
    town: EnforcingTown,
) -> None:
    case, asked = town.case(), town.requested(house=0)
    assert asked.case_id == case.pk
    with town.seen_by(town.lawyer):
        request = Measure.objects.select_related("case").get(pk=asked.measure_id)
    sent(town, request, "confirm", OPENED, {})

    def letters(**more: bool) -> list[str]:
        items = _index(taken_out(town, case, **more))["items"]
        assert isinstance(items, list)
        return [one["title"] for one in items if one["kind"] == "letter"]

    assert letters() == []
    assert letters(requesters=True) == ["request_received"]
    with town.seen_by(town.visits.admin):
        events = AuditEvent.objects.filter(action="enforcement.evidence_of")
        assert [one.detail["requesters"] for one in events.order_by("id")] == [
            False,
            True,
        ]


def test_without_a_reason_nothing_is_taken_out(town: EnforcingTown) -> None:
    with pytest.raises(Invalid):
        taken_out(town, town.case(), reason=" ")


def test_a_supervisor_takes_no_evidence_out(town: EnforcingTown) -> None:
    case = town.case()
    with town.seen_by(town.supervisor), pytest.raises(NotAllowed):
        evidence_of(
            by=town.supervisor,
            municipality=town.code,
            number=case.number,
            reason="The court asks",
            at=noon(OPENED),
        )


def _told(*words: str) -> tuple[dict[str, object], BaseException | None]:
    told = CliRunner().invoke(app, ["enforcement", *words, "--json"])
    return json.loads(told.output), told.exception


def test_the_command_checks_a_file_by_itself(
    town: EnforcingTown, tmp_path: Path
) -> None:
    case = town.case()
    made = taken_out(town, case)
    path, other = tmp_path / "bewijs.zip", tmp_path / "anders.zip"
    path.write_bytes(made.bundle.content)
    told, wrong = _told("verify-evidence", str(path))
    assert wrong is None
    assert (told["whole"], told["case"]) == (True, case.number)
    with ZipFile(BytesIO(made.bundle.content)) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + b" ")
    told, wrong = _told("verify-evidence", str(other))
    assert isinstance(wrong, Conflict)
    assert told["whole"] is False


def test_the_command_looks_up_whether_it_was_made_here(
    town: EnforcingTown, tmp_path: Path
) -> None:
    case = town.case()
    path = tmp_path / "bewijs.zip"
    asked = ["--municipality", town.code, "--as", town.lawyer.email]
    out = CliRunner().invoke(
        app,
        [
            *("enforcement", "evidence", "--number", case.number, *asked),
            *("--reason", "The court asks", "--to", str(path)),
        ],
    )
    assert out.exit_code == 0, (out.output, out.exception)
    assert checked(path.read_bytes()).whole
    told, wrong = _told("verify-evidence", str(path), *asked)
    assert wrong is None
    assert told["made_for"] == case.number


def test_a_visit_gives_nothing_to_a_case_elsewhere_or_without_a_reason(
    town: EnforcingTown,
) -> None:
    visit = town.signed_visit()
    about = {"by": town.lawyer, "municipality": town.code, "number": visit.number}
    here, elsewhere = visit.address_id, town.visits.houses[3]
    with town.seen_by(town.lawyer):
        for address, reason in ((elsewhere, "The court asks"), (here, "  x ")):
            with pytest.raises(Invalid):
                evidence_of_visit(
                    address=address, reason=reason, at=noon(OPENED), **about
                )
            with pytest.raises(Invalid):
                people_facts(address=address, reason=reason, **about)


def test_that_the_people_of_a_visit_were_read_is_logged(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    with town.seen_by(town.lawyer):
        people_facts(
            by=town.lawyer,
            municipality=town.code,
            number=visit.number,
            address=visit.address_id,
            reason="case 7",
        )
    with town.seen_by(town.visits.admin):
        (event,) = AuditEvent.objects.filter(action="inspections.people_facts")
    assert event.detail["reason"] == "case 7"
