"""The mail of one's own organisation: what became of it, and sending it again."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from onderdak.foundation.identity.contract import Role, actor_of, invite, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.contract import Message, deliver_now, send_mail
from onderdak.web.messages.finding import PAGE
from tests.integration.conftest import SignedIn
from tests.people import OTHER, OWN, Persona, Sides, make_sides
from tests.world import acting, everything

pytestmark = pytest.mark.django_db
ADMIN = Persona(OWN, Role.MUNICIPAL_ADMIN)
MANAGER = Persona(OWN, Role.PROVIDER_MANAGER)


@pytest.fixture
def sides() -> Sides:
    return make_sides()


def client_of(one: Persona, sides: Sides, signed_in: SignedIn) -> Client:
    return signed_in(actor_of(sides.users[one]))


def invite_as(one: Persona, sides: Sides, email: str = "nieuw@test.example") -> int:
    """Invite someone; the number of the mail."""
    actor = actor_of(sides.users[one])
    tenant: dict[str, Any] = (
        {"provider": sides.houses[one.side].provider, "role": Role.HOUSE_STAFF}
        if one.role is Role.PROVIDER_MANAGER
        else {"municipality": sides.towns[one.side].code, "role": Role.SUPERVISOR}
    )
    with scope(acting(actor)):
        invite(by=actor, email=email, **tenant)
    with scope(everything()):
        return Message.objects.latest("id").pk


def all_stuck() -> None:
    with scope(everything()):
        Message.objects.update(state="stuck", last_error="ConnectionRefusedError")


def test_an_invitation_is_mailed_with_a_link_that_works(
    sides: Sides, client: Client
) -> None:
    invite_as(ADMIN, sides)
    assert list(deliver_now()) == ["sent"]
    (sent,) = mail.outbox
    assert sent.to == ["nieuw@test.example"]
    assert "Een account voor Onderdak" in sent.subject
    (link, same) = re.findall(r"http://localhost:8000(/invitation/\S+/)", sent.body)
    assert link == same  # once in Dutch, once in English
    assert client.get(link).status_code == 200
    with scope(everything()):
        assert Message.objects.get().body == ""


@pytest.mark.parametrize("one", [ADMIN, MANAGER])
def test_what_is_stuck_stands_on_the_first_page_and_can_be_sent_again(
    one: Persona, sides: Sides, signed_in: SignedIn
) -> None:
    number = invite_as(one, sides)
    client = client_of(one, sides, signed_in)
    assert "could not be delivered" not in client.get("/").content.decode()
    all_stuck()
    home = client.get("/").content.decode()
    assert "1 message could not be delivered" in home
    assert "/messages/?state=stuck" in home
    page = client.get(f"/messages/{number}/").content.decode()
    assert "The mail server could not be reached." in page
    answer = client.post(f"/messages/{number}/again/", follow=True)
    assert "on its way again" in answer.content.decode()
    assert list(deliver_now()) == ["sent"]
    with scope(everything()):
        assert AuditEvent.objects.filter(action="identity.retry_message").count() == 1


def test_all_that_is_stuck_can_be_sent_again_at_once(
    sides: Sides, signed_in: SignedIn
) -> None:
    for number in range(3):
        invite_as(ADMIN, sides, f"nieuw{number}@test.example")
    all_stuck()
    answer = client_of(ADMIN, sides, signed_in).post("/messages/again/", follow=True)
    assert "3 messages are on their way again" in answer.content.decode()


def test_a_sent_mail_is_not_sent_again(sides: Sides, signed_in: SignedIn) -> None:
    number = invite_as(ADMIN, sides)
    list(deliver_now())
    client = client_of(ADMIN, sides, signed_in)
    assert client.post(f"/messages/{number}/again/").status_code == 409
    assert list(deliver_now()) == []


def test_nobody_reaches_the_mail_of_another_organisation(
    sides: Sides, signed_in: SignedIn
) -> None:
    number = invite_as(ADMIN, sides)
    all_stuck()
    for one in (MANAGER, Persona(OTHER, Role.MUNICIPAL_ADMIN)):
        client = client_of(one, sides, signed_in)
        assert client.get(f"/messages/{number}/").status_code == 404
        assert client.post(f"/messages/{number}/again/").status_code == 404
        assert "nieuw@" not in client.get("/messages/").content.decode()
    supervisor = client_of(Persona(OWN, Role.SUPERVISOR), sides, signed_in)
    assert supervisor.get(f"/messages/{number}/").status_code == 403
    assert supervisor.post(f"/messages/{number}/again/").status_code == 403


def test_the_list_is_searched_paged_and_fetched_as_a_file(
    sides: Sides, signed_in: SignedIn
) -> None:
    for number in range(PAGE + 1):
        invite_as(ADMIN, sides, f"nieuw{number:02}@test.example")
    client = client_of(ADMIN, sides, signed_in)
    first = client.get("/messages/").content.decode()
    assert "nieuw50@" in first
    assert "nieuw00@" not in first
    assert "after=" in first
    found = client.get("/messages/", {"q": "nieuw00"}).content.decode()
    assert "nieuw00@" in found
    assert "nieuw01@" not in found
    assert "nieuw" not in client.get("/messages/", {"state": "stuck"}).content.decode()
    file = client.get("/messages/export.csv", {"q": "nieuw0"})
    lines = file.getvalue().decode().splitlines()
    assert len(lines) == 11
    assert client.get("/messages/", {"after": "x"}).status_code == 200


def test_a_forgotten_password_is_mailed_without_keeping_its_link(
    sides: Sides, client: Client
) -> None:
    user = sides.users[ADMIN]
    client.post("/accounts/password/reset/", {"email": user.email})
    assert mail.outbox == []  # the page does not wait for a mail server
    assert list(deliver_now()) == ["sent"]
    assert mail.outbox[0].to == [user.email]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_the_demo_says_where_its_mail_goes(client: Client, settings: Any) -> None:
    settings.DEMO, settings.EMAIL_FILE_PATH = True, "/var/mail-of-the-demo"
    assert "/var/mail-of-the-demo" in client.get("/demo/").content.decode()


def test_the_address_of_a_reporter_is_in_nobodys_list(
    sides: Sides, signed_in: SignedIn
) -> None:
    town = sides.towns[OWN]
    with scope(acting(town.officer)):
        send_mail(
            to="melder@test.example",
            subject="Nieuws",
            body="Er is nieuws.",
            kind="news",
            municipality=town.code,
        )
    client = client_of(ADMIN, sides, signed_in)
    for path in ("/messages/", "/messages/?q=melder", "/messages/export.csv"):
        answer = client.get(path)
        content = answer.getvalue()
        assert b"melder@test" not in content
