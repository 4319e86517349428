"""`onderdak enforcement`: a case opened, listed and shown without a screen."""

import json

import pytest
from typer.testing import CliRunner

from onderdak.kernel.errors import NotAllowed, NotFound
from onderdak.project.commands import app
from tests.integration.enforcement.enforcing import PERSON, EnforcingTown

pytestmark = pytest.mark.django_db


def asked(town: EnforcingTown, *words: str) -> str:
    """What a command answers the lawyer."""
    here = ["--municipality", town.code, "--as", town.lawyer.email]
    told = CliRunner().invoke(app, ["enforcement", *words, *here])
    assert told.exit_code == 0, (told.output, told.exception)
    return told.output


def test_a_case_is_opened_listed_and_shown(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    assert "is open" in asked(town, "open", "--visit", visit.number)
    listed = json.loads(asked(town, "cases", "--open", "--json"))
    assert [one["owner"] for one in listed] == [town.lawyer.email]
    number = listed[0]["number"]
    shown = json.loads(asked(town, "show", "--number", number, "--json"))
    assert any(one.startswith("A01") for one in shown["grounds"])
    assert number in asked(town, "cases", "--search", "linde")
    assert number in asked(town, "show", "--number", number)


def test_a_person_is_named_nowhere(town: EnforcingTown) -> None:
    case = town.case(offender=PERSON)
    assert PERSON.name not in asked(town, "cases")
    assert PERSON.name not in asked(town, "show", "--number", case.number, "--json")


def test_a_case_that_is_not_there(town: EnforcingTown) -> None:
    here = ["--municipality", town.code, "--as", town.lawyer.email]
    told = CliRunner().invoke(
        app, ["enforcement", "show", "--number", "H-2026-09999", *here]
    )
    assert told.exit_code == NotFound.exit_code


def test_all_terms_are_counted_when_somebody_asks(town: EnforcingTown) -> None:
    town.requested()
    told = json.loads(asked(town, "recount", "--json"))
    assert (told["measures"], told["failed"]) == (1, 0)
    assert "measures" in asked(town, "recount")
    here = ["--municipality", town.code, "--as", town.visits.lead.email]
    refused = CliRunner().invoke(app, ["enforcement", "recount", *here])
    assert refused.exit_code == NotAllowed.exit_code
