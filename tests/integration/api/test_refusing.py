"""Whatever is refused is a problem (RFC 9457), and every answer has its headers."""

import json
from typing import Any

import pytest
from django.test import Client

from onderdak.api.v1.nights import list_locations as module
from tests.integration.api.systems import System, faults
from tests.world import House

pytestmark = pytest.mark.django_db


def _told(answer: Any) -> dict[str, Any]:
    """The problem that an answer is, in the form that RFC 9457 gives it."""
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == answer.status_code
    assert told["title"]
    assert told["detail"]
    return told


def test_unknown_addresses_are_problems(system: System) -> None:
    for address in ("/api/x", "/api/v1", "/api/v1/", "/api/v2/stays", "/api/v1/stays/"):
        looked = Client().get(address)
        sent = Client().post(address, {}, content_type="application/json")
        assert (_told(looked)["status"], _told(sent)["status"]) == (404, 404)


def test_another_method_is_a_problem_and_says_which_are_known(system: System) -> None:
    answer = system.ask("DELETE", "/stays")
    assert _told(answer)["status"] == 405
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b"[1,2", b'{"stays": NaN', b"[" * 100_000],
    ids=["cut off", "no text", "half a list", "not a number", "deep"],
)
def test_a_body_that_is_not_json_is_a_problem(body: bytes, system: System) -> None:
    answer = Client().generic(
        "POST",
        "/api/v1/stays",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {system.secret}"},
    )
    assert _told(answer)["status"] == 400


@pytest.mark.parametrize("body", [None, [], "stays", 7, {"stays": {}}, {"stays": [1]}])
def test_json_of_another_form_is_a_problem(body: object, system: System) -> None:
    answer = system.ask("POST", "/stays", [body] if body is None else body)
    told = _told(answer)
    assert told["status"] == 400
    assert told["invalidParams"]


def test_another_kind_of_content_is_a_problem(system: System) -> None:
    answer = Client().generic(
        "POST",
        "/api/v1/stays",
        b"<stays/>",
        content_type="text/xml",
        headers={"Authorization": f"Bearer {system.secret}"},
    )
    assert _told(answer)["status"] == 415


def test_too_large_is_a_problem(system: System, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert _told(system.post({"reference": "x" * 1000}))["status"] == 413


def test_a_length_that_is_no_number_is_a_problem(system: System) -> None:
    answer = Client().generic(
        "POST",
        "/api/v1/stays",
        b"{}",
        content_type="application/json",
        CONTENT_LENGTH="\N{SUPERSCRIPT TWO}",
    )
    assert _told(answer)["status"] == 413


def test_too_many_stays_at_once_is_a_problem(system: System) -> None:
    told = faults(system.post(*[{}] * 5001))
    assert told == {"stays": "This list has more than 5000 items: send it in parts."}


def test_a_failure_of_ours_is_a_problem_with_a_number(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError("a secret of the house")

    monkeypatch.setattr(module, "own_locations", fail)
    told = _told(system.get("/locations"))
    assert told["status"] == 500
    assert told["instance"].startswith("urn:uuid:")
    assert "secret" not in str(told)


def test_refusals_speak_the_systems_language(system: System) -> None:
    english = system.get("/stays?since=x").json()
    dutch = System(system.secret, "nl-NL,nl;q=0.9").get("/stays?since=x")
    assert dutch["Content-Language"] == "nl"
    assert english["detail"] == "The request is not right."
    assert dutch.json()["detail"] == "De aanvraag klopt niet."


def test_every_answer_has_the_headers(system: System) -> None:
    for answer in (system.get("/stays"), system.get("/x"), Client().get("/api/x")):
        assert answer["API-Version"] == "1.0.0"
        assert answer["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert not answer.cookies


def test_a_browsers_session_counts_for_nothing(house: House) -> None:
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/api/v1/stays").status_code == 401
