"""What the pages of large files promise, and what the preview of every file shows."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from onderdak.foundation.identity.contract import scope
from onderdak.register.nights.contract import (
    HandIn,
    Stay,
)
from onderdak.register.nights.models import ColumnChoice
from onderdak.register.nights.working import go_on
from tests.integration.conftest import SignedIn
from tests.integration.web.conftest import sleeps_here
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db
HEAD = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek\n"
ROW = "{0};Guest {0};Voorbeeldowo;paspoort;05-01-2025;\n"


def rows(*references: str) -> str:
    return HEAD + "".join(ROW.format(reference) for reference in references)


BAD = "B9;Piotr Voorbeeld;Voorbeeldowo;paspoort;32-01-2025;\n"


@pytest.fixture
def client(house: House, signed_in: SignedIn) -> Client:
    return signed_in(house.manager)


def send(client: Client, house: House, content: str, **more: str) -> Any:
    file = SimpleUploadedFile("lijst.csv", content.encode())
    data = {"location": house.location.pk, "file": file, **more}
    return client.post("/declare/", data, follow=True)


def text_of(answer: Any) -> str:
    return str(b"".join(answer).decode("utf-8-sig"))


# --- the preview of a small file


def test_each_row_says_what_happens_to_it(client: Client, house: House) -> None:
    sleeps_here(house, "A1", "A2")
    content = rows("A1", "A3") + ROW.format("A2").replace(";\n", ";09-01-2025\n") + BAD
    html = send(client, house, content).content.decode()
    for told in ("blijft zo", "nieuw", "verandert", "fout"):
        assert told in html


@pytest.mark.parametrize(
    ("asked", "references"),
    [
        ("", ["A1", "A3", ""]),
        ("?fate=new", ["A3"]),
        ("?q=a1", ["A1"]),
        ("?q=3", ["A3"]),
        ("?fate=bad", [""]),
    ],
)
def test_the_export_is_exactly_what_is_shown(
    client: Client, house: House, asked: str, references: list[str]
) -> None:
    sleeps_here(house, "A1")
    send(client, house, rows("A1", "A3") + BAD)
    answer = text_of(client.get(f"/declare/rows.csv{asked}"))
    found = list(csv.reader(io.StringIO(answer), delimiter=";"))[1:]
    assert [row[1] for row in found] == references
    book = client.get(f"/declare/rows.xlsx{asked}")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book))).active
    assert [row[1].value or "" for row in sheet.iter_rows(min_row=2)] == references


def test_the_marked_list_comes_back_mended(client: Client, house: House) -> None:
    send(client, house, rows("A1") + BAD)
    answer = client.get("/declare/mend.xlsx?rows=bad")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    assert sheet.max_row == 2
    assert "bestaat niet" in sheet["E2"].comment.text
    sheet["E2"] = "31-01-2025"
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("beter.xlsx", buffer.getvalue())
    client.post("/declare/", {"location": house.location.pk, "file": file})
    client.post("/declare/confirm/")
    with scope(acting(house.manager)):
        assert Stay.objects.get().arrival == date(2025, 1, 31)


def test_wrong_rows_alone_are_no_complete_list(client: Client, house: House) -> None:
    sleeps_here(house, "A1")
    send(client, house, rows("A1") + BAD)
    part = client.get("/declare/mend.xlsx?rows=bad").content
    file = SimpleUploadedFile("deel.xlsx", part)
    data = {"location": house.location.pk, "file": file, **NIGHTS}
    html = client.post("/declare/", data, follow=True).content.decode()
    assert "alleen de regels die fout waren" in html


def test_no_export_of_a_preview_holds_a_formula(client: Client, house: House) -> None:
    send(client, house, rows("A1").replace("A1;", "=1+1;", 1))
    assert "'=1+1" in text_of(client.get("/declare/rows.csv"))


# --- columns that are remembered

STRANGE = "Ons nr;Wie;Stad;Papier;Begin\nA1;Anna V;Voorbeeldowo;paspoort;05-01-2025\n"
CHOSEN = {
    "reference": "Ons nr",
    "name": "Wie",
    "residence": "Stad",
    "document_kind": "Papier",
    "arrival": "Begin",
}


def test_what_was_chosen_once_is_not_asked_again(client: Client, house: House) -> None:
    assert "Welke kolom is wat" in send(client, house, STRANGE).content.decode()
    client.post("/declare/columns/", CHOSEN)
    client.post("/declare/cancel/")
    later = STRANGE.replace("A1;Anna V", "A2;Jan V")
    html = send(client, house, later).content.decode()
    assert "Kijk na wat er verandert" in html
    assert "zoals u eerder koos" in html


def test_it_can_be_seen_and_forgotten(client: Client, house: House) -> None:
    send(client, house, STRANGE)
    client.post("/declare/columns/", CHOSEN)
    assert "Ons nr" in client.get("/declare/remembered/").content.decode()
    with scope(acting(house.manager)):
        choice = ColumnChoice.objects.get()
    client.post(reverse("forget_columns", args=[choice.pk]))
    assert "Welke kolom is wat" in send(client, house, STRANGE).content.decode()


def test_another_provider_neither_sees_nor_forgets_it(
    client: Client, house: House, town: Town, signed_in: SignedIn
) -> None:
    send(client, house, STRANGE)
    client.post("/declare/columns/", CHOSEN)
    with scope(acting(house.manager)):
        choice = ColumnChoice.objects.get()
    stranger = signed_in(make_house(town, "Elders").manager)
    assert "Ons nr" not in stranger.get("/declare/remembered/").content.decode()
    answer = stranger.post(reverse("forget_columns", args=[choice.pk]))
    assert answer.status_code == 404


# --- complete for a period

NIGHTS = {"complete_from": "2025-02-01", "complete_to": "2025-02-28"}


def departures(house: House) -> dict[str, date | None]:
    with scope(acting(house.manager)):
        found = Stay.objects.values_list("guest__reference", "departure")
        return dict(found)


def test_a_row_left_out_ends_only_when_the_file_is_complete(
    client: Client, house: House
) -> None:
    names = [f"A{n}" for n in range(12)]
    sleeps_here(house, *names)
    send(client, house, rows(*names[:-1]))
    client.post("/declare/confirm/")
    assert set(departures(house).values()) == {None}
    html = send(client, house, rows(*names[:-1]), **NIGHTS).content.decode()
    assert "eindigt" in html
    client.post("/declare/confirm/")
    assert departures(house)["A11"] == date(2025, 2, 1)


def test_half_a_list_is_asked_about_twice(client: Client, house: House) -> None:
    sleeps_here(house, "A1", "A2", "A3")
    html = send(client, house, rows("A1"), **NIGHTS).content.decode()
    assert "de 2 gasten die niet in het bestand staan, zijn weg" in html
    assert client.post("/declare/confirm/").status_code == 422
    assert set(departures(house).values()) == {None}
    client.post("/declare/confirm/", {"sure": "yes"})
    assert departures(house)["A3"] == date(2025, 2, 1)


@pytest.mark.parametrize(
    "nights",
    [
        {"complete_from": "2025-02-01"},
        {"complete_from": "2025-02-02", "complete_to": "2025-02-01"},
    ],
)
def test_half_a_period_is_refused(
    client: Client, house: House, nights: dict[str, str]
) -> None:
    html = send(client, house, rows("A1"), **nights).content.decode()
    assert "field__error" in html


# --- a reference of somebody else


def test_a_reference_with_other_initials_asks_whose_it_is(
    client: Client, house: House
) -> None:
    sleeps_here(house, "A1")
    content = rows("A1").replace("Guest A1", "Piotr Kowalski")
    html = send(client, house, content).content.decode()
    assert "andere initialen" in html
    client.post("/declare/confirm/", {"renamed": "leave"})
    with scope(acting(house.manager)):
        assert HandIn.objects.get().rejected == 1
    assert "andere initialen" in send(client, house, content).content.decode()


# --- large files


@pytest.fixture
def _large(settings: Any) -> None:
    settings.LARGE_FILE_BYTES = 10
    settings.HAND_IN_CHUNK = 2


def work(house: House) -> HandIn:
    with scope(acting(house.manager)):
        sent = HandIn.objects.latest("id")
    go_on(hand_in=sent.pk, provider=house.provider, user=house.manager.user_id)
    with scope(acting(house.manager)):
        sent.refresh_from_db()
    return sent


@pytest.mark.usefixtures("_large")
def test_a_large_file_goes_into_the_background_and_comes_back(
    client: Client, house: House
) -> None:
    html = send(client, house, rows("A1", "A2", "A3")).content.decode()
    assert 'class="progress"' in html
    sent = work(house)
    page = reverse("hand_in", args=[sent.pk])
    assert "Kijk na wat er verandert" in client.get(page).content.decode()
    assert client.post(f"{page}confirm/").status_code == 302
    work(house)
    html = client.get(page).content.decode()
    assert "vastgelegd" in html
    with scope(acting(house.manager)):
        assert Stay.objects.count() == 3


@pytest.mark.usefixtures("_large")
def test_progress_is_a_part_that_reloads_the_page_in_the_end(
    client: Client, house: House
) -> None:
    send(client, house, rows("A1"))
    with scope(acting(house.manager)):
        place = reverse("hand_in_progress", args=[HandIn.objects.get().pk])
    part = client.get(place).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    work(house)
    assert client.get(place)["HX-Refresh"] == "true"


@pytest.mark.usefixtures("_large")
def test_more_rows_than_a_page_can_bear_go_into_the_background(
    client: Client, house: House, settings: Any
) -> None:
    settings.LARGE_FILE_BYTES, settings.LARGE_FILE_ROWS = 10_000, 2
    send(client, house, rows("A1", "A2", "A3"))
    assert work(house).state == HandIn.State.WAITING


@pytest.mark.usefixtures("_large")
def test_a_large_file_offers_the_same_downloads(client: Client, house: House) -> None:
    send(client, house, rows("A1") + BAD)
    page = reverse("hand_in", args=[work(house).pk])
    assert "32-01-2025" in text_of(client.get(f"{page}errors.csv"))
    assert "A1" in text_of(client.get(f"{page}rows.csv?fate=new"))
    assert b"".join(client.get(f"{page}rows.xlsx")).startswith(b"PK")
    assert client.get(f"{page}mend.xlsx").content.startswith(b"PK")


@pytest.mark.usefixtures("_large")
def test_wrong_rows_are_not_recorded_unasked(client: Client, house: House) -> None:
    send(client, house, rows("A1") + BAD)
    page = reverse("hand_in", args=[work(house).pk])
    assert client.post(f"{page}confirm/").status_code == 422
    client.post(f"{page}confirm/", {"accept_good": "yes"})
    assert work(house).state == HandIn.State.DONE


@pytest.mark.usefixtures("_large")
def test_columns_of_a_large_file_are_asked_and_remembered(
    client: Client, house: House
) -> None:
    send(client, house, STRANGE)
    page = reverse("hand_in", args=[work(house).pk])
    assert "Welke kolom is wat" in client.get(page).content.decode()
    client.post(f"{page}columns/", CHOSEN)
    assert work(house).state == HandIn.State.WAITING
    with scope(acting(house.manager)):
        assert ColumnChoice.objects.count() == 1


@pytest.mark.usefixtures("_large")
def test_stopping_going_on_and_letting_go(client: Client, house: House) -> None:
    send(client, house, rows("A1"))
    with scope(acting(house.manager)):
        page = reverse("hand_in", args=[HandIn.objects.get().pk])
    client.post(f"{page}stop/")
    assert "Ga verder" in client.get(page).content.decode()
    client.post(f"{page}resume/")
    assert work(house).state == HandIn.State.WAITING
    client.post(f"{page}discard/")
    assert "Ga verder" not in client.get(page).content.decode()


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize(
    "name",
    [
        *("hand_in", "hand_in_progress", "hand_in_errors", "hand_in_rows_csv"),
        *("hand_in_rows_xlsx", "hand_in_mended", "hand_in_columns"),
        *("hand_in_confirm", "hand_in_stop", "hand_in_resume", "hand_in_discard"),
    ],
)
def test_a_file_of_another_provider_is_not_there(
    name: str, client: Client, house: House, town: Town, signed_in: SignedIn
) -> None:
    send(client, house, rows("A1"))
    sent = work(house)
    address = reverse(name, args=[sent.pk])
    for actor in (make_house(town, "Elders").manager, town.officer):
        stranger = signed_in(actor)
        answers = [stranger.get(address), stranger.post(address)]
        assert {answer.status_code for answer in answers} <= {403, 404, 405}
    with scope(acting(house.manager)):
        assert HandIn.objects.get().state == HandIn.State.WAITING


def test_every_file_stands_in_the_list(client: Client, house: House) -> None:
    send(client, house, rows("A1"))
    client.post("/declare/confirm/")
    html = client.get("/hand-ins/").content.decode()
    assert "lijst.csv" in html
    assert "lijst.csv" not in client.get("/hand-ins/?state=failed").content.decode()
    assert "lijst.csv" not in client.get("/hand-ins/?q=anders").content.decode()
    assert "lijst.csv" in text_of(client.get("/hand-ins/export.csv?q=lijst"))
    assert "lijst.csv" not in text_of(client.get("/hand-ins/export.csv?q=anders"))
