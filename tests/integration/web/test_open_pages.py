"""What the pages for everyone promise, and how an account comes about."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client

from onderdak.foundation.identity.contract import (
    PROVIDER_ROLES,
    User,
    actor_of,
)
from onderdak.project.demo.accounts import password
from onderdak.web.account import pages
from tests.integration.conftest import SignedIn
from tests.world import House, Town

pytestmark = pytest.mark.django_db
GOOD = {"name": "Test", "password": "een lange zin als sleutel", "language": "nl"}


@pytest.mark.parametrize(
    "path", ["/demo/", "/accessibility/", "/privacy/", "/accounts/login/", "/design"]
)
def test_anyone_may_read_it(path: str) -> None:
    assert Client().get(path).status_code == 200


def test_the_demo_page_holds_addresses_and_no_password() -> None:
    html = Client().get("/demo/").content.decode()
    assert "toezicht@demo.onderdak.example" in html
    assert password("toezicht@demo.onderdak.example") not in html


def test_without_a_demo_there_is_no_demo_page(settings) -> None:
    settings.DEMO = False
    assert Client().get("/demo/").status_code == 404


def test_health_is_told_in_a_word() -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_health_says_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def cursor(self) -> object:
            raise DatabaseError

    monkeypatch.setattr(pages, "connection", Away())
    assert Client().get("/health/").status_code == 503


def test_security_txt_says_where_to_report_and_until_when_it_holds() -> None:
    text = Client().get("/.well-known/security.txt").content.decode()
    assert re.search(r"^Contact: https://", text, re.M)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT", text, re.M)


def test_a_page_that_is_not_there_says_so_in_dutch() -> None:
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_dutch(
    town: Town, signed_in: SignedIn
) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/membership/", {})
    assert answer.status_code == 403
    assert "formulier" in answer.content.decode()


def test_someone_without_the_obligatory_second_factor_must_set_it_up(
    house: House,
) -> None:
    client = Client()
    client.force_login(
        User.objects.get(pk=house.manager.user_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert client.get("/").headers["Location"] == "/accounts/2fa/totp/activate/"


def link_for(client: Client, email: str = "new@test.example") -> str:
    answer = client.post("/invitation/new/", {"email": email, "role": "house_staff"})
    return answer.context["link"].removeprefix("http://testserver")


def test_who_is_invited_gets_an_account_for_that_organisation(
    house: House, signed_in: SignedIn
) -> None:
    link = link_for(signed_in(house.manager))
    answer = Client().post(link, GOOD)
    assert answer.headers["Location"] == "/accounts/login/"
    grant = actor_of(User.objects.get(email="new@test.example")).grants[0]
    assert (grant.provider, grant.role) == (house.provider, "house_staff")
    assert grant.role in PROVIDER_ROLES


def test_an_invitation_works_once(house: House, signed_in: SignedIn) -> None:
    link = link_for(signed_in(house.manager))
    Client().post(link, GOOD)
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("weak", ["short", "passwordpassword1"[:8], ""])
def test_a_weak_password_is_refused(
    weak: str, house: House, signed_in: SignedIn
) -> None:
    link = link_for(signed_in(house.manager))
    html = Client().post(link, {**GOOD, "password": weak}).content.decode()
    assert "field__error" in html
    assert not User.objects.filter(email="new@test.example").exists()


def test_guessing_invitations_is_braked() -> None:
    client = Client()
    answers = [client.get(f"/invitation/guess-{n}/").status_code for n in range(25)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_a_supervisor_invites_nobody(town: Town, signed_in: SignedIn) -> None:
    client = signed_in(town.officer)  # the first of the roles is supervisor
    assert client.get("/invitation/new/").status_code == 403


def test_a_provider_cannot_make_someone_a_municipal_officer(
    house: House, signed_in: SignedIn
) -> None:
    answer = signed_in(house.manager).post(
        "/invitation/new/", {"email": "x@test.example", "role": "supervisor"}
    )
    assert "link" not in answer.context


def test_what_is_too_large_is_refused_before_it_is_read(settings) -> None:
    settings.MAX_REQUEST_BYTES = 1000
    answer = Client().generic("POST", "/accounts/login/", b"x" * 1001)
    assert answer.status_code == 413
    assert "0 MB" in answer.content.decode()
    assert Client().post("/accounts/login/", {"login": "x"}).status_code == 200
