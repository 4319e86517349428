"""Pages of checklists: fetched, changed, looked at, kept, put in use by a colleague."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from onderdak.project.commands import app
from onderdak.supervision.inspections.contract.kits import (
    Checklist,
    ChecklistState,
    Kind,
    checklist_in_use,
    draft_checklist,
    kits,
    xlsform_of,
)
from tests.integration.conftest import SignedIn
from tests.integration.inspections.own_lists import with_lift
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.fixture
def lead(town: VisitTown, signed_in: SignedIn) -> Client:
    return signed_in(town.lead)


@pytest.fixture
def second(town: VisitTown, signed_in: SignedIn) -> Client:
    return signed_in(town.second)


def _file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("lijst.xlsx", data)


def _changed(
    change: Callable[[Worksheet], None],
) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsform_of(kits()[Kind.FULL], "0")))
    change(book["survey"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sent(client: Client, data: bytes) -> str:
    answer = client.post(
        reverse("checklist_new"),
        {"kind": "full", "why": "Wij hebben liften.", "file": _file(data)},
    )
    return answer.content.decode()


def test_from_the_shipped_file_to_a_checklist_in_use(
    town: VisitTown, lead: Client, second: Client
) -> None:
    page = lead.get(reverse("checklists")).content.decode()
    assert reverse("checklist_shipped", args=["full"]) in page
    file = lead.get(reverse("checklist_shipped_xlsx", args=["full"]))
    assert file["Content-Type"].endswith("sheet")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert {"survey", "choices", "settings"} <= set(book.sheetnames)

    looked = lead.post(
        reverse("checklist_new"),
        {
            "kind": "full",
            "why": "Wij hebben liften.",
            "file": _file(xlsform_of(with_lift(), "1")),
        },
    )
    assert "Is er een lift?" in looked.content.decode()
    with town.seen_by(town.lead):
        assert not Checklist.objects.exists()

    kept = lead.post(reverse("checklist_new"), {"looked": looked.context["looked"]})
    with town.seen_by(town.lead):
        made = Checklist.objects.get()
    assert kept["Location"] == reverse("checklist", args=[made.pk])
    own = lead.get(kept["Location"]).content.decode()
    assert reverse("checklist_use", args=[made.pk]) not in own

    theirs = second.get(kept["Location"]).content.decode()
    assert reverse("checklist_use", args=[made.pk]) in theirs
    second.post(reverse("checklist_use", args=[made.pk]))
    with town.seen_by(town.second):
        assert checklist_in_use(town.code, "visit", localdate()).version == "1"
    mine = lead.get(reverse("checklist_xlsx", args=[made.pk]))
    assert "checklist-full-1.xlsx" in mine["Content-Disposition"]


def test_every_bad_row_of_a_file_is_shown_with_its_place(lead: Client) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(8, 1).value = "barcode"
        sheet.append(["text", "bsn", "Wat is uw BSN?", "What is your BSN?"])

    page = _sent(lead, _changed(change))
    assert "survey!8 [type]" in page
    assert "burgerzaken" in page  # why a BSN is not asked
    assert "looked" not in page


def test_a_file_that_is_no_workbook_is_refused_in_words(lead: Client) -> None:
    assert "XLSX" in _sent(lead, b"type,name\n")


def test_what_was_tampered_with_after_the_look_is_not_kept(
    town: VisitTown, lead: Client
) -> None:
    answer = lead.post(reverse("checklist_new"), {"looked": "x:y:z"})
    assert answer.status_code == 400
    with town.seen_by(town.lead):
        assert not Checklist.objects.exists()


def test_who_made_it_cannot_put_it_in_use_and_withdrawing_asks_why(
    town: VisitTown, lead: Client
) -> None:
    with town.seen_by(town.lead):
        made = draft_checklist(
            by=town.lead,
            municipality=town.code,
            checklist=with_lift(),
            why="Liften.",
            today=localdate(),
        )
    lead.post(reverse("checklist_use", args=[made.pk]))
    with town.seen_by(town.lead):
        made.refresh_from_db()
        assert made.state == ChecklistState.DRAFT
    url = reverse("checklist_withdraw", args=[made.pk])
    assert lead.post(url, {"why": ""}).status_code == 200
    lead.post(url, {"why": "Te lang."})
    with town.seen_by(town.lead):
        made.refresh_from_db()
        assert made.state == ChecklistState.WITHDRAWN
    assert "Te lang." in lead.get(reverse("checklist", args=[made.pk])).content.decode()


def test_a_version_says_when_the_law_asks_something_else_by_now(
    town: VisitTown, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.seen_by(town.lead):
        made = draft_checklist(
            by=town.lead,
            municipality=town.code,
            checklist=with_lift(),
            why="Liften.",
            today=localdate(),
        )
    url = reverse("checklist", args=[made.pk])
    assert not lead.get(url).context["behind"]
    kit = kits()[Kind.FULL]
    fewer = replace(kit, sections=tuple(s for s in kit.sections if s.key != "signs"))
    place = "onderdak.supervision.inspections.checklist_queries.kits"
    monkeypatch.setattr(place, lambda: {Kind.FULL: fewer})
    assert lead.get(url).context["behind"]


def test_nobody_else_sees_checklists(
    town: VisitTown, signed_in: SignedIn, lead: Client
) -> None:
    assert lead.get(reverse("checklist_shipped", args=["nothing"])).status_code == 404
    mayor = signed_in(town.mayor)
    assert mayor.get(reverse("checklists")).status_code == 403
    assert mayor.get(reverse("checklist_new")).status_code == 403


def test_a_letter_is_made_on_the_page_of_its_visit(
    town: VisitTown, lead: Client
) -> None:
    visit = town.planned(announced=True, unannounced_because="", languages=("pl",))
    url = reverse("visit_letters", args=[visit.number])
    page = lead.get(url)
    assert page.context["form"]["language"].value() == "pl"
    given = {"kind": "residents", "language": "pl", "with_day": "on", "contact": ""}
    made = lead.post(url, given)
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert lead.post(url, {**given, "kind": "nobody"}).status_code == 400


def test_a_visit_without_a_letter_says_why(town: VisitTown, lead: Client) -> None:
    visit = town.planned(announced=False, unannounced_because="Beds would be moved.")
    page = lead.get(reverse("visit_letters", args=[visit.number])).content.decode()
    assert "<form class" not in page


def test_commands_check_write_and_take_in(town: VisitTown, tmp_path: Path) -> None:
    runner = CliRunner()
    path = str(tmp_path / "lijst.xlsx")
    shown = runner.invoke(app, ["kit", "check"])
    assert shown.exit_code == 0
    written = runner.invoke(app, ["kit", "export", "--kind", "full", "-o", path])
    assert written.exit_code == 0, written.output
    assert runner.invoke(app, ["kit", "check", path]).exit_code == 0
    email = "lead.gm9001@test.example"
    taken = runner.invoke(
        app,
        [
            *("kit", "import", path, "--kind", "simple", "--municipality", town.code),
            *("--why", "Proef", "--as", email),
        ],
    )
    assert taken.exit_code == 0, taken.output
    with town.seen_by(town.lead):
        assert Checklist.objects.get().kind == Kind.SIMPLE


def test_the_command_names_every_bad_cell(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(8, 1).value = "barcode"
        sheet.cell(9, 1).value = "geopoint"

    file = tmp_path / "lijst.xlsx"
    file.write_bytes(_changed(change))
    told = CliRunner().invoke(app, ["kit", "check", str(file)])
    assert told.exit_code == 1
    assert "survey!8 [type]" in told.output
    assert "survey!9 [type]" in told.output
