"""What the app of a round gets from the server, and who gets nothing."""

import base64
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import Actor, User
from onderdak.foundation.identity.models import AuditEvent
from onderdak.supervision.inspections.contract.planning import close_visit
from onderdak.web.inspections.round import shell
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _client(actor: Actor, *, lately: bool = False) -> Client:
    user = User.objects.get(pk=actor.user_id)
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
    )
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if lately:
        session = client.session
        said = {"method": "password", "at": time.time()}
        session["account_authentication_methods"] = [said]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def _tonight(actor: Actor) -> dict[str, Any]:
    answer = _client(actor).get(reverse("round_tonight"))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    told: dict[str, Any] = answer.json()
    return told


def test_tonight_holds_what_the_visits_of_this_supervisor_need(
    town: VisitTown,
) -> None:
    visit = town.planned(day=timezone.localdate())
    town.planned(
        address=town.houses[1],
        day=timezone.localdate(),
        lead=town.second.user_id,
        others=(),
        alone_because="Nobody else works this evening.",
    )
    told = _tonight(town.lead)
    (one,) = told["visits"]
    assert (one["id"], one["number"]) == (str(visit.pk), visit.number)
    assert one["address"].startswith("Lindelaan 1")
    assert {each["id"] for each in one["members"]} == {
        town.lead.user_id,
        town.second.user_id,
    }
    assert told["kits"][one["kit_key"]]["checklist"]
    assert told["packs"][one["pack_key"]]["norms"]
    assert one["warrant"] is None
    assert one["operations"] == []
    assert len(_tonight(town.second)["visits"]) == 2


def test_a_visit_that_is_over_comes_no_more_to_a_phone(town: VisitTown) -> None:
    visit = town.begun(day=timezone.localdate())
    assert len(_tonight(town.lead)["visits"]) == 1
    with town.seen_by(town.lead):
        close_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            at=timezone.now(),
        )
    assert _tonight(town.lead)["visits"] == []


def test_who_does_no_visits_gets_none(town: VisitTown) -> None:
    assert _client(town.mayor).get(reverse("round_who")).json()["inspector"] is False
    assert _tonight(town.mayor)["visits"] == []
    refused = _client(town.mayor).post(reverse("round_shift"))
    assert refused.status_code == 403
    assert refused.json()["why"]


def test_a_script_is_told_that_the_session_has_ended() -> None:
    answer = Client().get(reverse("round_tonight"))
    assert (answer.status_code, answer.json()) == (401, {"signedOut": True})
    # Asking who is there is no trouble: the answer is that nobody is.
    nobody = Client().get(reverse("round_who"))
    assert (nobody.status_code, nobody.json()) == (200, {"signedOut": True})


def test_a_shift_opens_again_for_its_own_account_after_signing_in(
    town: VisitTown,
) -> None:
    made = _client(town.lead).post(reverse("round_shift")).json()
    assert len(base64.b64decode(made["secret"])) == 32
    again = reverse("round_shift_again", args=[made["shift"]])
    # Signed in is not enough: just now, by password or second factor.
    assert _client(town.lead).post(again).status_code == 403
    assert _client(town.lead, lately=True).post(again).json() == made
    # Somebody else gets a secret that opens nothing.
    other = _client(town.second, lately=True).post(again).json()
    assert other["secret"] != made["secret"]
    with town.seen_by(town.lead):
        written = list(
            AuditEvent.objects.filter(action__startswith="inspections.")
            .filter(object__startswith="shift")
            .values_list("action", flat=True)
        )
    assert sorted(written) == [
        "inspections.begin_shift",
        "inspections.open_shift_again",
        "inspections.open_shift_again",
    ]


def test_the_page_that_a_phone_keeps_is_nobodys(town: VisitTown) -> None:
    town.planned(day=timezone.localdate())
    signed_in = _client(town.lead).get(reverse("round_shell", args=["nl"]))
    anybody = Client().get(reverse("round_shell", args=["nl"]))
    assert signed_in.content == anybody.content
    said = anybody.content.decode()
    assert 'lang="nl"' in said
    assert "csrfmiddlewaretoken" not in said
    assert Client().get(reverse("round_shell", args=["xx"])).status_code == 404
    assert not re.search(r"<script(?! (src|id)=)|style=|onclick", said)


def test_only_the_app_may_show_pictures_that_lie_on_the_device(
    town: VisitTown,
) -> None:
    policy = Client().get(reverse("round"))["Content-Security-Policy"]
    assert "blob:" in policy
    assert "unsafe" not in policy
    elsewhere = Client().get(reverse("norms"))["Content-Security-Policy"]
    assert "blob:" not in elsewhere


def test_the_worker_knows_every_file_of_the_app() -> None:
    script = Client().get(reverse("round_worker")).content.decode()
    files = re.findall(r'"(/static/[^"]+)"', script.splitlines()[0])
    assert "/static/onderdak/visit/round.mjs" in files
    assert not [
        name for name in files if finders.find(name.removeprefix("/static/")) is None
    ]
    # Whatever a module brings in is there without a connection too.
    for name in files:
        path = finders.find(name.removeprefix("/static/"))
        if not name.endswith(".mjs") or "vendor" in name or path is None:
            continue
        with open(str(path)) as module:
            wanted = re.findall(
                r'^(?:import|export) .*?from "(\.[^"]+)"', module.read(), re.M
            )
        folder = name.rsplit("/", 1)[0]
        for each in wanted:
            assert _joined(folder, each) in files, f"{name} brings in {each}"


def test_a_changed_page_reaches_the_phones_that_have_the_app(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = shell._version()
    shell._version.cache_clear()
    assert shell._version() == known
    page = shell._template() + "<p>changed</p>"
    monkeypatch.setattr(shell, "_template", lambda: page)
    shell._version.cache_clear()
    changed = shell._version()
    shell._version.cache_clear()
    assert changed != known


def _joined(folder: str, relative: str) -> str:
    parts = folder.split("/")
    for step in relative.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def test_the_app_says_what_a_phone_shows_of_it() -> None:
    told = Client().get(reverse("round_manifest"))
    assert told["Content-Type"].startswith("application/manifest+json")
    manifest = told.json()
    assert manifest["scope"] == manifest["start_url"] == "/round/"
    sizes = {(one["sizes"], one.get("purpose")) for one in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes


def test_nobody_begins_shifts_or_opens_them_again_without_end(town: VisitTown) -> None:
    client = _client(town.lead, lately=True)
    made = client.post(reverse("round_shift")).json()
    again = reverse("round_shift_again", args=[made["shift"]])
    told = [client.post(again).status_code for _ in range(30)]
    assert set(told[:29]) == {200}
    assert told[-1] == client.post(reverse("round_shift")).status_code == 429
    assert _client(town.second).post(reverse("round_shift")).status_code == 200
