"""What handing in a file promises: look first, confirm once, nothing stays behind."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from onderdak.foundation.identity.contract import scope
from onderdak.register.nights.contract.files import (
    keeping,
)
from onderdak.register.nights.models import Declaration, Stay
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db
HEAD = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek\n"
GOOD = HEAD + "A1;Anna Voorbeeld;Voorbeeldowo;paspoort;05-01-2025;\n"
BAD = GOOD + "A2;Piotr Voorbeeld;Voorbeeldowo;paspoort;32-01-2025;\n"
STRANGE = (
    "Ons nr;Wie;Stad;Papier;Begin\nA1;Anna Voorbeeld;Voorbeeldowo;paspoort;05-01-2025\n"
)


@pytest.fixture
def client(house: House, signed_in: SignedIn) -> Client:
    return signed_in(house.manager)


def send(client: Client, house: House, content: str, name: str = "list.csv") -> str:
    """Upload a file; returns the page that comes next."""
    answer = client.post(
        "/declare/",
        {
            "location": house.location.pk,
            "file": SimpleUploadedFile(name, content.encode()),
        },
        follow=True,
    )
    return answer.content.decode()


def stays(house: House) -> int:
    with scope(acting(house.manager)):
        return Stay.objects.filter(location=house.location).count()


def test_nothing_is_recorded_before_it_is_confirmed(
    client: Client, house: House
) -> None:
    html = send(client, house, GOOD)
    assert "Nieuwe verblijven" in html
    assert stays(house) == 0


def test_confirming_records_and_says_what_became_of_it(
    client: Client, house: House
) -> None:
    send(client, house, GOOD)
    html = client.post("/declare/confirm/", follow=True).content.decode()
    assert stays(house) == 1
    assert "Uw bestand is vastgelegd" in html


def test_confirming_twice_declares_once(client: Client, house: House) -> None:
    send(client, house, GOOD)
    client.post("/declare/confirm/")
    again = client.post("/declare/confirm/", follow=True)
    assert "Uw bestand is vastgelegd" in again.content.decode()
    with scope(acting(house.manager)):
        assert Declaration.objects.filter(provider_id=house.provider).count() == 1


def test_an_error_is_told_by_line_and_column(client: Client, house: House) -> None:
    html = send(client, house, BAD)
    assert "32-01-2025" in html
    assert "Aankomst" in html


def test_with_an_error_nothing_is_recorded_unasked(
    client: Client, house: House
) -> None:
    send(client, house, BAD)
    client.post("/declare/confirm/")
    assert stays(house) == 0


def test_the_good_rows_are_recorded_when_asked(client: Client, house: House) -> None:
    send(client, house, BAD)
    client.post("/declare/confirm/", {"accept_good": "yes"})
    assert stays(house) == 1


def test_all_errors_can_be_fetched_as_a_file(client: Client, house: House) -> None:
    send(client, house, BAD)
    answer = client.get("/declare/errors.csv")
    text = b"".join(answer).decode()
    assert text.splitlines()[1].startswith("3;Aankomst;32-01-2025;")


def test_a_correction_shows_before_and_after(client: Client, house: House) -> None:
    send(client, house, GOOD)
    client.post("/declare/confirm/")
    html = send(client, house, GOOD.replace("05-01-2025;", "05-01-2025;09-01-2025"))
    assert "5 januari 2025 – nog hier" in html
    assert "5 januari 2025 – 9 januari 2025" in html


def test_unknown_columns_are_asked_and_then_read(client: Client, house: House) -> None:
    assert "Welke kolom is wat?" in send(client, house, STRANGE)
    chosen = {
        "reference": "Ons nr",
        "name": "Wie",
        "residence": "Stad",
        "document_kind": "Papier",
        "arrival": "Begin",
    }
    html = client.post("/declare/columns/", chosen, follow=True).content.decode()
    assert "Kijk na wat er verandert" in html
    client.post("/declare/confirm/")
    assert stays(house) == 1


def test_one_column_cannot_hold_two_things(client: Client, house: House) -> None:
    send(client, house, STRANGE)
    chosen = dict.fromkeys(("name", "residence", "document_kind", "arrival"), "Wie")
    assert client.post("/declare/columns/", chosen).status_code == 422


def test_a_file_that_is_no_list_is_refused_with_a_reason(
    client: Client, house: House
) -> None:
    html = send(client, house, "%PDF-1.7 nothing", "list.pdf")
    assert "geen rekenblad" in html


def test_the_name_of_a_guest_lies_nowhere_in_the_clear(
    client: Client, house: House, tmp_path: Path
) -> None:
    html = send(client, house, GOOD)
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert b"Anna" not in kept[0]
    assert "Anna Voorbeeld" not in html
    assert "Anna" not in str(dict(client.session))


@pytest.mark.parametrize("way", ["/declare/confirm/", "/declare/cancel/"])
def test_the_file_is_gone_afterwards(
    way: str, client: Client, house: House, tmp_path: Path
) -> None:
    send(client, house, GOOD)
    client.post(way)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_left_behind_is_removed_at_the_next_one(
    client: Client, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.keep(b"left behind")
    later = timezone.now() + keeping.BRIEF.kept * 2
    monkeypatch.setattr(keeping.timezone, "now", lambda: later)
    keeping.forget_old()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_is_gone_is_told_so(client: Client) -> None:
    answer = client.get("/declare/preview/")
    assert answer.status_code == 410
    assert "niet meer" in answer.content.decode()


def test_a_location_of_another_provider_cannot_be_chosen(
    client: Client, town: Town
) -> None:
    other = make_house(town, "Elders")
    html = send(client, other, GOOD)
    assert "field__error" in html


def test_a_municipality_does_not_hand_in_files(town: Town, signed_in: SignedIn) -> None:
    assert signed_in(town.officer).get("/declare/").status_code == 403


def test_the_empty_list_can_be_fetched(client: Client) -> None:
    assert client.get("/declare/template.xlsx").content.startswith(b"PK")
