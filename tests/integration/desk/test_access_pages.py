"""The pages on which partners' systems are let in and shut out."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from onderdak.foundation.identity.contract import AccessToken, scope
from tests.integration.api.systems import System
from tests.integration.conftest import SignedIn
from tests.integration.desk.desks import DeskTown, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> DeskTown:
    cache.clear()
    return make_desk()


def test_the_secret_is_shown_once_and_lets_the_system_in(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    clerk = signed_in(desk.clerk)
    given = {"partner": "snf", "name": "SNF", "months": 3}
    page = clerk.post(reverse("desk_access_new"), given)
    secret = page.context["secret"]
    assert "no-store" in page["Cache-Control"]
    listed = clerk.get(reverse("desk_access")).content.decode()
    assert "SNF" in listed
    assert secret not in listed
    assert System(secret).get("/reports").status_code == 200


def test_shutting_out_is_asked_first_and_works_at_once(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    clerk = signed_in(desk.clerk)
    given = {"partner": "police", "name": "Wijkteam", "months": 1}
    secret = clerk.post(reverse("desk_access_new"), given).context["secret"]
    with scope(desk.rows):
        url = reverse("desk_access_end", args=[AccessToken.objects.get().pk])
    other = signed_in(make_desk("GM9002").clerk)
    assert other.get(url).status_code == 404
    assert other.post(url).status_code == 404
    assert clerk.get(url).status_code == 200
    assert System(secret).get("/reports").status_code == 200
    assert clerk.post(url).status_code == 302
    assert System(secret).get("/reports").status_code == 401
    assert clerk.get(url).status_code == 200


def test_without_a_name_nobody_is_let_in(desk: DeskTown, signed_in: SignedIn) -> None:
    given = {"partner": "police", "name": " ", "months": 99}
    page = signed_in(desk.clerk).post(reverse("desk_access_new"), given)
    assert set(page.context["form"].errors) == {"name", "months"}
    with scope(desk.rows):
        assert not AccessToken.objects.exists()
