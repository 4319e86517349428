"""Staff pages about guests: cards, codes, messages, texts, links, a calamity."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.privacy.contract import Identity, Opening
from onderdak.register.nights.contract import (
    DeclaredStay,
    Guest,
    declare_stays,
)
from onderdak.register.nights.contract.guests import (
    answer_mending,
    ask_mending,
    location_codes,
    look_into_building,
    make_guest_code,
    own_entries,
)
from onderdak.register.nights.models import EmergencyLink, MendingRequest
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, add_location

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def guest(house: House) -> int:
    row = DeclaredStay(
        line=2,
        location_id=house.location.pk,
        reference="A-1",
        identity=Identity("Oleksa Voorbeeld", "Lwiw", "passport"),
        arrival=TODAY - timedelta(days=5),
        room="12",
    )
    with scope(acting(house.manager)):
        declare_stays(
            by=house.manager,
            location=house.location,
            rows=[row],
            on=TODAY,
            channel="page",
        )
        return int(Guest.objects.get().pk)


def _shown_code(page: str) -> str:
    found = re.search(r"guests__shown-code\">([\d ]+)<", page)
    assert found
    return found.group(1)


def test_a_code_is_shown_once_and_works(
    house: House, guest: int, signed_in: SignedIn
) -> None:
    client = signed_in(house.manager)
    address = reverse("guest_codes", args=[house.location.pk])
    answer = client.post(address, {"guest": guest, "do": "make"})
    code = _shown_code(answer.content.decode())
    assert answer["Cache-Control"] == "no-store"
    assert code not in client.get(address).content.decode()
    with no_scope():
        assert len(own_entries([code], TODAY)) == 1
    client.post(address, {"guest": guest, "do": "revoke"})
    with no_scope():
        assert own_entries([code], TODAY) == []


def test_a_guest_who_has_left_is_found_by_reference(
    house: House, guest: int, signed_in: SignedIn
) -> None:
    row = DeclaredStay(
        line=2,
        location_id=house.location.pk,
        reference="OUD-7",
        identity=Identity("Ander Voorbeeld", "Lwiw", "passport"),
        arrival=TODAY - timedelta(days=50),
        departure=TODAY - timedelta(days=40),
    )
    with scope(acting(house.manager)):
        declare_stays(
            by=house.manager,
            location=house.location,
            rows=[row],
            on=TODAY,
            channel="page",
        )
    client = signed_in(house.manager)
    address = reverse("guest_codes", args=[house.location.pk])
    assert "OUD-7" not in client.get(address).content.decode()
    found = client.get(address, {"q": "oud"}).content.decode()
    assert "OUD-7" in found
    assert "A-1" not in found


def test_the_slip_is_a_pdf_that_is_kept_nowhere(
    house: House, guest: int, signed_in: SignedIn
) -> None:
    client = signed_in(house.manager)
    address = reverse("guest_code_slip", args=[house.location.pk])
    answer = client.post(address, {"code": "1234567890123456"})
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"
    assert client.post(address, {"code": "x"}).status_code == 302


def test_the_pages_for_guests_are_the_same_for_staff_who_are_signed_in(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    with scope(acting(house.manager)):
        codes = location_codes(by=house.manager, provider=house.provider)
    card = reverse("guest_card", args=[codes[house.location.pk]])
    for address in (card, reverse("my_nights")):
        for person in (house.manager, town.officer):
            own = signed_in(person).get(address)
            assert own.status_code == 200
            assert own.content == Client().get(address).content


def test_the_card_is_a_pdf_and_all_cards_are_one_file(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    with scope(acting(house.manager)), pytest.raises(Exception, match="row-level"):
        add_location(house.provider, town, "Bijgebouw", capacity=2)
    client = signed_in(house.manager)
    one = client.get(reverse("location_card_file", args=[house.location.pk]))
    assert one.content.startswith(b"%PDF")
    whole = client.get(reverse("location_cards_zip")).getvalue()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        (name,) = archive.namelist()
        assert name == f"pension-test-{house.location.pk}.pdf"
        assert archive.read(name).startswith(b"%PDF")


def test_the_provider_answers_and_the_officer_only_looks(
    house: House, town: Town, guest: int, signed_in: SignedIn
) -> None:
    with scope(acting(house.manager)):
        code = make_guest_code(by=house.manager, guest=guest, on=TODAY)
    with no_scope():
        assert ask_mending(
            code, stay=None, message="Verkeerde dag", language="pl", on=TODAY
        )
    with scope(acting(house.manager)):
        asked = MendingRequest.objects.get().pk
    address = reverse("mending", args=[asked])
    provider, officer = signed_in(house.manager), signed_in(town.officer)
    assert "Verkeerde dag" in provider.get(address).content.decode()
    home = provider.get("/").content.decode()
    assert reverse("mending", args=[asked]) in home
    assert provider.post(address, {"answer": "Verbeterd"}).status_code == 302
    assert provider.get(address).content.decode().count("Verbeterd") == 1
    with scope(acting(house.manager)), pytest.raises(Exception, match="answered"):
        answer_mending(by=house.manager, request=asked, answer="Nog eens")
    assert officer.get("/").status_code == 200


def test_the_list_of_messages_asks_for_all_references_at_once(
    house: House, guest: int, signed_in: SignedIn
) -> None:
    provider, counts = signed_in(house.manager), []
    with scope(acting(house.manager)):
        code = make_guest_code(by=house.manager, guest=guest, on=TODAY)
        reference = Guest.objects.get(pk=guest).reference
    for asked in (1, 2, 3):
        with no_scope():
            assert ask_mending(
                code, stay=None, message=f"Dag {asked}", language="pl", on=TODAY
            )
        with CaptureQueriesContext(connection) as caught:
            page = provider.get(reverse("mending_requests")).content.decode()
        assert page.count(f">{reference}<") == asked
        counts.append(len(caught))
    assert counts[1] == counts[2]


def test_a_text_on_registering_is_written_and_reviewed(
    town: Town, signed_in: SignedIn
) -> None:
    client = signed_in(town.officer)
    client.post(
        reverse("switch_membership"),
        {"membership": _membership(town, "municipal_admin"), "next": "/"},
    )
    address = reverse("registering", args=["ar"])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"words": "احجز موعدا", "reviewed_by": "tolk"})
    assert answer.status_code == 302
    assert "tolk" in client.get(reverse("registering_texts")).content.decode()
    assert client.get(reverse("registering", args=["xx"])).status_code == 404


def _membership(town: Town, role: str) -> int:
    return next(grant.id for grant in town.officer.grants if grant.role == role)


def _as_admin(client: Client, town: Town) -> Client:
    client.post(
        reverse("switch_membership"),
        {"membership": _membership(town, "municipal_admin"), "next": "/"},
    )
    return client


def test_an_emergency_link_is_shown_once_used_seen_and_withdrawn(
    house: House, town: Town, guest: int, signed_in: SignedIn
) -> None:
    client = _as_admin(signed_in(town.officer), town)
    address = reverse("emergency_links")
    answer = client.post(
        address,
        {"holder": "Meldkamer", "expires_on": f"{TODAY + timedelta(days=9):%Y-%m-%d}"},
    )
    found = re.search(r"/emergency/([\w-]+)/", answer.content.decode())
    assert found
    assert answer["Cache-Control"] == "no-store"
    assert found.group(1) not in client.get(address).content.decode()
    with no_scope():
        look_into_building(found.group(1), at=timezone.localtime(), typed="Teststraat")
    assert reverse("emergency_links") in client.get("/").content.decode()
    log = client.get(address).content.decode()
    assert "Teststraat" in log
    lines = client.get(reverse("emergency_uses_csv")).getvalue()
    assert b"Meldkamer" in lines
    client.post(reverse("emergency_seen"))
    assert "is gebruikt" not in client.get("/").content.decode()
    with scope(acting(town.officer)):
        link = EmergencyLink.objects.get().pk
    client.post(reverse("emergency_revoke", args=[link]))
    with no_scope():
        assert look_into_building(found.group(1), at=timezone.localtime()) is None


def test_a_calamity_shows_names_only_after_a_reason(
    house: House, town: Town, guest: int, signed_in: SignedIn
) -> None:
    client = _as_admin(signed_in(town.officer), town)
    address = reverse("calamity", args=[house.location.pk])
    assert "Oleksa" not in client.get(address).content.decode()
    person = f"gast {guest}"
    assert person not in client.get(address).content.decode()
    refused = client.post(address, {"case": "", "do": "people"}).content.decode()
    assert "Oleksa" not in refused
    assert person not in refused
    apart = client.post(address, {"case": "brand 7", "do": "people"}).content.decode()
    assert person in apart
    assert "Oleksa" not in apart
    answer = client.post(address, {"case": "brand 7"})
    assert "Oleksa Voorbeeld" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    with scope(acting(town.officer)):
        (line,) = Opening.objects.all()
        assert (line.ground, line.case) == ("calamity", "brand 7")
    found = client.get(reverse("calamities"), {"q": "teststraat 1"}).content.decode()
    assert address in found


def test_a_guests_own_look_stands_in_the_log_of_openings(
    house: House, town: Town, guest: int, signed_in: SignedIn
) -> None:
    with scope(acting(house.manager)):
        code = make_guest_code(by=house.manager, guest=guest, on=TODAY)
    Client().post(reverse("my_nights"), {"code": code, "do": "name-0"})
    client = signed_in(town.officer)
    client.post(
        reverse("switch_membership"),
        {"membership": _membership(town, "privacy_officer"), "next": "/"},
    )
    page = client.get(reverse("openings")).content.decode()
    assert "de persoon zelf, met een code" in page
