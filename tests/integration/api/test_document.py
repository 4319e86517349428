"""The document: complete, published, kept in the repository, and free of findings."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from onderdak.api.v1.operations import document

ROOT = Path(__file__).parents[3]
SPECTRAL = ROOT / "node_modules" / ".bin" / "spectral"
KEPT = ROOT / "docs" / "reference" / "openapi.json"
WRONG = Path(__file__).parent / "everything_wrong.json"
# Of the rules' own making; a document has one version of OpenAPI only.
_RULES = (ROOT / ".spectral.yaml").read_text()
OWN_RULES = {*re.findall(r"^  ([a-z-]+):\n    description", _RULES, re.MULTILINE)} - {
    "doc-openapi"
}


def _findings(file: Path) -> set[str]:
    done = subprocess.run(
        [SPECTRAL, "lint", file, "-r", ROOT / ".spectral.yaml", "-f", "json", "-q"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return {found["code"] for found in json.loads(done.stdout)}


def test_the_document_in_the_repository_is_that_of_the_code() -> None:
    assert json.loads(KEPT.read_text()) == document(), "run scripts/reference.py"


@pytest.mark.django_db
def test_anyone_may_read_it_from_anywhere() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.json() == document()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_rules_of_government_apis_find_nothing() -> None:
    assert _findings(KEPT) == set()


def test_every_rule_finds_what_it_is_about() -> None:
    assert len(OWN_RULES) >= 14
    assert OWN_RULES - _findings(WRONG) == set()
