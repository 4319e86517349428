"""Access for systems, as its provider's manager makes and ends it."""

import re

import pytest
from django.test import Client

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.identity.models import AccessToken, AuditEvent
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db
WANTED = {
    "label": "Planning",
    "scopes": ["stays:read", "stays:write"],
    "months": "3",
}


def test_the_secret_is_shown_once_and_lets_in(
    house: House, signed_in: SignedIn
) -> None:
    manager = signed_in(house.manager)
    made = manager.post("/tokens/new/", WANTED)
    (secret,) = re.findall(r'value="(ondk_[\w-]{43})"', made.content.decode())
    assert made["Cache-Control"] == "no-store"
    listed = manager.get("/tokens/").content.decode()
    assert "Planning" in listed
    assert secret not in listed
    asked = Client().get(
        "/api/v1/locations", headers={"Authorization": f"Bearer {secret}"}
    )
    assert asked.status_code == 200


def test_a_token_that_is_ended_lets_nobody_in(
    house: House, signed_in: SignedIn
) -> None:
    manager = signed_in(house.manager)
    manager.post("/tokens/new/", WANTED)
    with scope(acting(house.manager)):
        number = AccessToken.objects.get().pk
    assert (
        f"/tokens/{number}/end/" in manager.get(f"/tokens/{number}/").content.decode()
    )
    assert manager.post(f"/tokens/{number}/end/").status_code == 302
    with scope(acting(house.manager)):
        assert AccessToken.objects.get().revoked_by_id == house.manager.user_id
        assert AuditEvent.objects.filter(action="identity.revoke_token").exists()
    assert (
        f"/tokens/{number}/end/"
        not in manager.get(f"/tokens/{number}/").content.decode()
    )


def test_another_provider_neither_sees_nor_ends_it(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    signed_in(house.manager).post("/tokens/new/", WANTED)
    with scope(acting(house.manager)):
        number = AccessToken.objects.get().pk
    other = signed_in(make_house(town, "Ander huis").manager)
    assert other.get(f"/tokens/{number}/").status_code == 404
    assert other.post(f"/tokens/{number}/end/").status_code == 404
    assert "Planning" not in other.get("/tokens/").content.decode()
    with scope(acting(house.manager)):
        assert AccessToken.objects.get().revoked_at is None


@pytest.mark.parametrize(
    "wrong", [{"label": ""}, {"scopes": []}, {"months": "13"}, {"months": "0"}]
)
def test_a_form_that_is_not_right_is_shown_again(
    wrong: dict[str, object], house: House, signed_in: SignedIn
) -> None:
    answer = signed_in(house.manager).post("/tokens/new/", WANTED | wrong)
    assert "error-summary" in answer.content.decode()
    with scope(acting(house.manager)):
        assert not AccessToken.objects.exists()


def test_the_page_about_the_api_tells_every_operation() -> None:
    body = Client().get("/api/").content.decode()
    for told in ("Declare stays, many at once", "Declare the full house of a night"):
        assert told in body
    assert '<script src="http' not in body
