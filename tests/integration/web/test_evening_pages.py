"""The page of an evening as the server gives it: what it holds, and who may have it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import rulebook, scope
from onderdak.foundation.privacy.contract import Ground
from onderdak.foundation.privacy.models import Opening
from onderdak.register.nights.contract.evenings import (
    night_of,
)
from onderdak.register.nights.models import Guest, Stay, Tap
from onderdak.web.nights.evening import offline
from tests.integration.conftest import SignedIn
from tests.integration.web.conftest import sleeps_here
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db
_BY_LAW = """
id: bylaw.nightly_confirmation
description: {nl: Proefverordening., en: By-law of the test town.}
unit: yes_no
kind: local
municipality: GM9001
values:
  - {from: 2020-01-01, value: true, article: Test by-law art. 1, source: the test,
    checked: 2026-11-21}
"""


@pytest.fixture
def client(house: House, signed_in: SignedIn) -> Client:
    sleeps_here(house, "AAA", "BBB")
    client = signed_in(house.manager)
    client.cookies["django_language"] = "en"
    return client


def _address(house: House, name: str = "evening") -> str:
    return reverse(name, args=[house.location.pk])


def _night() -> str:
    return night_of(timezone.localtime()).isoformat()


def _guest(house: House, reference: str = "AAA") -> int:
    with scope(acting(house.manager)):
        return Guest.objects.get(reference=reference).pk


def _send(client: Client, house: House, *taps: dict[str, object]) -> Any:
    body = {"device": str(uuid4()), "taps": list(taps), "night": _night()}
    return client.post(
        _address(house, "evening_taps"),
        json.dumps(body),
        content_type="application/json",
    )


def _tap(act: str, sequence: int = 1, **more: object) -> dict[str, object]:
    known = {"key": str(uuid4()), "act": act, "sequence": sequence, "night": _night()}
    return known | more


def test_the_page_shows_initials_and_opens_no_name(
    client: Client, house: House
) -> None:
    page = client.get(_address(house))
    shown = page.content.decode()
    assert "GA" in shown
    assert "AAA" in shown
    assert "Guest AAA" not in shown
    assert page["Cache-Control"] == "no-store"
    with scope(acting(house.manager)):
        assert not Opening.objects.exists()


def test_a_name_is_opened_by_a_post_and_logged_once(
    client: Client, house: House, town: Town
) -> None:
    address = _address(house, "evening_name")
    assert client.get(address, {"open": _guest(house)}).status_code == 405
    opened = client.post(address, {"open": _guest(house)})
    assert "Guest AAA" in opened.content.decode()
    assert "Guest BBB" not in opened.content.decode()
    assert opened["Cache-Control"] == "no-store"
    assert "Guest AAA" not in client.get(_address(house)).content.decode()
    with scope(acting(town.officer)):
        assert Opening.objects.get().ground == Ground.OWN_ENTRY


@pytest.mark.parametrize(
    "name", ["evening", "evening_move", "evening_part", "evening_tap", "evening_name"]
)
def test_another_providers_house_is_not_there(
    name: str, house: House, client: Client, signed_in: SignedIn
) -> None:
    other = signed_in(make_house(make_town("GM9002", "Elders"), "Anders").manager)
    posts = name in {"evening_tap", "evening_name"}
    data = {"tap": f"leave {_guest(house)}", "open": str(_guest(house))}
    answer = (other.post if posts else other.get)(_address(house, name), data)
    assert answer.status_code == 404
    assert _send(other, house, _tap("confirm")).status_code == 404
    with scope(acting(house.manager)):
        assert not Tap.objects.exists()


def test_the_municipality_has_no_list_of_an_evening(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    officer = signed_in(town.officer)
    assert officer.get(_address(house)).status_code == 403
    assert _send(officer, house, _tap("confirm")).status_code == 403


def test_a_script_without_a_session_is_told_so(house: House) -> None:
    assert _send(Client(), house, _tap("confirm")).status_code == 401
    assert Client().get(_address(house, "evening_part")).status_code == 401


def test_taps_of_a_phone_are_recorded_in_one_go(client: Client, house: House) -> None:
    arrival = {"name": "Nora Nieuw", "residence": "Voorbeeldowo", "place": "7\tB"}
    taps = [
        _tap("leave", 1, about=str(_guest(house))),
        _tap("arrive", 2, **arrival, document_kind="passport", at="2026-11-21T22:59Z"),
        _tap("leave", 3, about="999999"),
        _tap("confirm", 4),
    ]
    answer = _send(client, house, *taps).json()
    refused = [bool(one["reason"]) for one in answer["outcomes"]]
    assert refused == [False, False, True, False]
    assert "NN" in answer["html"]
    assert "Nora" not in answer["html"]
    with scope(acting(house.manager)):
        stay = Stay.objects.get(guest__initials="NN")
        assert (stay.room_id, stay.bed_id) != (None, None)


def test_a_tap_before_its_turn_stops_the_rest(client: Client, house: House) -> None:
    early, late = _tap("confirm", 2), _tap("confirm", 3)
    answer = _send(client, house, early, late).json()
    assert answer["tooSoon"] == early["key"]
    assert answer["outcomes"] == []


@pytest.mark.parametrize(
    "body",
    [
        *("", "[]", '{"taps": 1}', '{"device": "x", "taps": []}'),
        '{"device": "00000000-0000-4000-8000-000000000001", "taps": [7]}',
        '{"device": "00000000-0000-4000-8000-000000000001", "taps": [{"key": "x"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_tap_is_refused_whole(
    body: str, client: Client, house: House
) -> None:
    answer = client.post(
        _address(house, "evening_taps"), body, content_type="application/json"
    )
    assert answer.status_code == 400


def test_half_a_sign_is_no_room(client: Client, house: House) -> None:
    moves = _tap("move", 1, about=str(_guest(house)), room="\ud800")
    assert _send(client, house, moves).status_code == 400


@pytest.mark.parametrize(
    "at",
    [
        *("9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2031-01-01T00:00Z"),
        *("1999-01-01T00:00Z", "", "yesterday"),
    ],
)
def test_a_phone_whose_clock_is_wrong_is_not_believed(
    at: str, client: Client, house: House
) -> None:
    sent = _send(client, house, _tap("leave", 1, about=str(_guest(house)), at=at))
    assert sent.json()["outcomes"][0]["reason"] == ""
    assert client.get(_address(house)).status_code == 200
    with scope(acting(house.manager)):
        assert Tap.objects.get().tapped_at is None


def test_taps_of_one_account_do_not_go_under_another(
    client: Client, house: House
) -> None:
    body = {"device": str(uuid4()), "taps": [_tap("confirm")], "night": _night()}
    for owner, status in ((house.manager.user_id + 1, 403), ("1", 403), ([], 403)):
        answer = client.post(
            _address(house, "evening_taps"),
            json.dumps(body | {"owner": owner}),
            content_type="application/json",
        )
        assert answer.status_code == status
    with scope(acting(house.manager)):
        assert not Tap.objects.exists()
    own = json.dumps(body | {"owner": house.manager.user_id})
    address = _address(house, "evening_taps")
    answer = client.post(address, own, content_type="application/json")
    assert answer.json()["outcomes"][0]["reason"] == ""


def test_the_same_form_twice_is_one_tap(client: Client, house: House) -> None:
    form = {"tap": f"leave {_guest(house)}", "night": _night(), "key": str(uuid4())}
    for _ in range(2):
        answer = client.post(_address(house, "evening_tap"), form)
        assert answer.status_code == 302
    client.post(
        _address(house, "evening_tap"), form | {"tap": f"leave {_guest(house, 'BBB')}"}
    )
    with scope(acting(house.manager)):
        assert Tap.objects.filter(act="leave").count() == 2


def test_a_form_with_gaps_comes_back_as_it_was_typed(
    client: Client, house: House
) -> None:
    form = {"tap": "arrive", "night": _night(), "name": "Nora Nieuw", "residence": ""}
    answer = client.post(_address(house, "evening_tap"), form)
    assert answer.status_code == 422
    assert 'value="Nora Nieuw"' in answer.content.decode()
    assert "error-summary" in answer.content.decode()


def test_without_a_by_law_nothing_is_missing(client: Client, house: House) -> None:
    assert "still to be confirmed" not in client.get(_address(house)).content.decode()


def test_where_a_by_law_asks_the_page_says_what_is_to_be_confirmed(
    client: Client, house: House, tmp_path: Path, settings: Any
) -> None:
    (tmp_path / "confirm.yaml").write_text(_BY_LAW)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    try:
        assert "still to be confirmed" in client.get(_address(house)).content.decode()
        client.post(_address(house, "evening_tap"), {"tap": "confirm"})
        after = client.get(_address(house)).content.decode()
    finally:
        rulebook.cache_clear()
    assert "still to be confirmed" not in after
    assert "with 2 guests" in after


def test_where_work_is_not_asked_for_the_field_is_absent(
    client: Client, house: House, tmp_path: Path, settings: Any
) -> None:
    assert "work_municipality" not in client.get(_address(house)).content.decode()
    by_law = _BY_LAW.replace("nightly_confirmation", "work_municipality")
    (tmp_path / "work.yaml").write_text(by_law)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    try:
        assert "work_municipality" in client.get(_address(house)).content.decode()
        who = {"name": "Nora Nieuw", "residence": "Elders", "document_kind": "other"}
        since = timezone.localdate() - timedelta(days=2)
        came = _tap("arrive", 1, **who, work_municipality="Duiven", night=f"{since}")
        _send(client, house, came)
        with scope(acting(house.manager)):
            stay = Stay.objects.get(guest__initials="NN")
        assert stay.work_municipality == "Duiven"
        _moved_and_back(client, house, stay.guest_id)
    finally:
        rulebook.cache_clear()


def _moved_and_back(client: Client, house: House, guest: int) -> None:
    """Who moves still works where they did, and so does who is put back."""
    moves = _tap("move", 1, about=str(guest), room="77")
    back = _tap("take_back", 2, about=moves["key"])
    for tapped in (moves, back):
        assert _send(client, house, tapped | {"sequence": 1}).status_code == 200
        with scope(acting(house.manager)):
            known = Stay.objects.filter(guest=guest)
            assert {each.work_municipality for each in known} == {"Duiven"}


def test_what_needs_a_look_is_said(
    house: House, signed_in: SignedIn, town: Town
) -> None:
    sleeps_here(house, "AAA", "BBB", "CCC", "DDD", beds=("A", "A", "B", "C"))
    client = signed_in(house.manager)
    client.cookies["django_language"] = "en"
    shown = client.get(_address(house)).content.decode()
    assert "4 guests sleep here tonight; 3 are permitted" in shown
    assert "Bed let twice: room 1, bed A" in shown


def test_what_a_phone_may_keep_names_nobody(
    client: Client, house: House, town: Town
) -> None:
    sleeps_here(house, "REF-PLANT")
    shell = client.get(reverse("evening_shell", args=["nl"]), secure=False)
    assert "REF-PLANT" not in shell.content.decode()
    worker = client.get(reverse("service_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    files = json.loads(
        worker.content.decode().split("const KNOWN = ", 1)[1].split(";\n", 1)[0]
    )
    assert not [name for name in files["files"] if "/locations/" in name]
    assert client.get(reverse("evening_shell", args=["xx"])).status_code == 404


def test_modules_are_kept_under_the_name_by_which_they_ask_for_each_other(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files carry a hash in their name where a server hands them out for long."""
    monkeypatch.setattr(offline, "static", lambda name: f"/static/{name}?hash")
    worker = client.get(reverse("service_worker")).content.decode()
    kept = json.loads(worker.split("const KNOWN = ", 1)[1].split(";\n", 1)[0])["files"]
    for name in ("onderdak/evening.mjs?hash", "onderdak/evening-store.mjs"):
        assert f"/static/{name}" in kept


def test_a_large_house_is_shown_in_pages_and_found_by_room(
    house: House, signed_in: SignedIn
) -> None:
    references = [f"R{number:03}" for number in range(60)]
    beds = tuple(str(number) for number in range(60))
    sleeps_here(house, *references, beds=beds)
    client = signed_in(house.manager)
    first = client.get(_address(house)).content.decode()
    assert first.count("data-guest=") == 50
    second = client.get(_address(house), {"page": "2"}).content.decode()
    assert second.count("data-guest=") == 10
    found = client.get(_address(house), {"q": "R059"}).content.decode()
    assert found.count("data-guest=") == 1
