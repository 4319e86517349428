"""A photo goes along with a step, is seen by who sees the quality, and goes again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.connections.clamav.client import ClamAv
from onderdak.connections.clamav.fake import EICAR, fake_clamd
from onderdak.foundation.documents.contract import NoScanner, scan_with
from onderdak.foundation.identity.contract import scope
from onderdak.housing.quality.contract import StatedFact
from onderdak.housing.quality.contract.photos import Photo
from onderdak.register.nights.contract import Unit
from tests.integration.conftest import SignedIn
from tests.pictures import a_bomb, a_photo, a_telling_photo, opened
from tests.world import House, Town, everything, make_house, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(house: House, signed_in: SignedIn) -> Client:
    return signed_in(house.manager)


@pytest.fixture
def supervisor(town: Town, signed_in: SignedIn) -> Client:
    client = signed_in(town.officer)
    session = client.session
    session["membership"] = next(
        grant.id for grant in town.officer.grants if grant.role == "supervisor"
    )
    session.save()
    return client


@pytest.fixture(autouse=True)
def _nothing_connected_after() -> Iterator[None]:
    yield
    scan_with(NoScanner())


def at(name: str, house: House, *more: Any) -> str:
    return reverse(name, args=[house.location.pk, *more])


def chosen(file: bytes, name: str = "keuken.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file, "image/jpeg")


def photos() -> list[Photo]:
    with scope(everything()):
        return list(Photo.objects.order_by("id"))


def with_step(client: Client, house: House, file: bytes, **more: Any) -> Any:
    url = at("quality_assess_step", house, more.pop("group", "units"))
    return client.post(url, {"photo": chosen(file), **more})


def test_a_photo_goes_along_with_a_step_and_its_page_shows_it(
    manager: Client, house: House
) -> None:
    answer = with_step(manager, house, a_telling_photo(), **{"unit-floor_area": "40"})
    assert answer.status_code == 302
    (photo,) = photos()
    assert (photo.subject, photo.place, photo.room) == ("units", "", "")
    assert photo.source == "provider"
    for name in ("quality_assess_step", "quality_file"):
        more = ["units"] if name == "quality_assess_step" else []
        page = manager.get(at(name, house, *more)).content.decode()
        assert f'src="{at("quality_photo_small", house, photo.pk)}"' in page
        assert f'href="{at("quality_photo", house, photo.pk)}"' in page
    elsewhere = manager.get(at("quality_assess_step", house, "rooms")).content
    assert b"photos/" not in elsewhere


def test_the_doors_of_a_photo_give_a_jpeg_and_nothing_besides(
    manager: Client, supervisor: Client, house: House
) -> None:
    with_step(manager, house, a_telling_photo())
    (photo,) = photos()
    for client in (manager, supervisor):
        for name, longest in (("quality_photo", 800), ("quality_photo_small", 320)):
            shown = client.get(at(name, house, photo.pk))
            assert shown.status_code == 200
            assert shown["Content-Type"] == "image/jpeg"
            assert shown["X-Content-Type-Options"] == "nosniff"
            assert shown["Cache-Control"].startswith("private")
            assert shown["Content-Disposition"] == (
                f'inline; filename="location-{house.location.pk}-photo-{photo.pk}.jpg"'
            )
            picture = opened(shown.content)
            assert max(picture.size) == longest
            assert not picture.getexif()


def test_who_may_not_see_the_quality_sees_no_photo(
    manager: Client, town: Town, house: House, signed_in: SignedIn
) -> None:
    with_step(manager, house, a_photo())
    (photo,) = photos()
    there = make_town("GM9002", "Tweestad", region="andere-regio")
    neighbour = make_house(town, "Huis Twee")
    for actor in (neighbour.manager, there.officer):
        client = signed_in(actor)
        for name in ("quality_photo", "quality_photo_small"):
            assert client.get(at(name, house, photo.pk)).status_code in (403, 404)
        gone = client.post(at("quality_photo_remove", house, photo.pk))
        assert gone.status_code in (403, 404)
        # Nor by way of a location of their own.
        own = reverse("quality_photo", args=[neighbour.location.pk, photo.pk])
        assert client.get(own).status_code in (403, 404)
    anyone = Client().get(at("quality_photo", house, photo.pk))
    assert anyone.status_code == 302
    assert photos()[0].removed_at is None


def test_a_photo_of_a_room_stays_with_the_name_that_was_just_typed(
    manager: Client, house: House
) -> None:
    rooms = {"row": ["1", "2"], "room1-name": "voor", "room2-name": ""}
    unnamed = with_step(
        manager, house, a_photo(), group="rooms", photo_room="2", **rooms
    )
    assert "photo_room" in unnamed.context["photo"].errors
    assert photos() == []
    named = rooms | {"room2-name": " achter "}
    with_step(manager, house, a_photo(), group="rooms", photo_room="2", **named)
    with_step(manager, house, a_photo((90, 60)), group="rooms", **named)
    assert [one.room for one in photos()] == ["achter", ""]
    page = manager.get(at("quality_assess_step", house, "rooms"))
    assert "achter" in page.content.decode()


def test_a_photo_of_a_unit_stays_with_its_unit(manager: Client, house: House) -> None:
    with scope(everything()):
        for label in ("A", "B"):
            Unit.objects.create(
                municipality_id=house.location.municipality_id,
                provider_id=house.provider,
                location=house.location,
                label=label,
            )
    url = at("quality_assess_unit", house, "units", 2)
    manager.post(url, {"photo": chosen(a_photo())})
    assert [one.place for one in photos()] == ["B"]
    assert b"photos/" in manager.get(url).content
    other = at("quality_assess_unit", house, "units", 1)
    assert b"photos/" not in manager.get(other).content


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "geen foto"),
        (b"<html><script>alert(1)</script>", "geen foto"),
        (a_photo()[:-600], "geen foto"),
        (a_photo(kind="GIF"), "geen foto"),
        (a_bomb(), "megapixels"),
        (a_photo() + b"\0" * 16 * 1024 * 1024, "16 MB"),
    ],
    ids=["svg", "html", "truncated", "gif", "bomb", "heavy"],
)
def test_a_hostile_file_is_told_and_nothing_of_the_step_is_kept(
    manager: Client, house: House, file: bytes, told: str
) -> None:
    answer = with_step(manager, house, file, **{"unit-floor_area": "40"})
    assert answer.status_code == 200
    (error,) = answer.context["photo"].errors["photo"]
    assert told in error or told in answer.content.decode()
    assert 'value="40"' in answer.content.decode()
    assert photos() == []
    with scope(everything()):
        assert StatedFact.objects.count() == 0


def test_the_name_and_the_claimed_kind_of_a_file_count_for_nothing(
    manager: Client, house: House
) -> None:
    odd = SimpleUploadedFile("../x.html", a_photo(kind="PNG"), "text/html")
    manager.post(at("quality_assess_step", house, "units"), {"photo": odd})
    (photo,) = photos()
    assert opened(bytes(photo.image)).format == "JPEG"


def test_a_photo_beside_a_slip_is_asked_again(manager: Client, house: House) -> None:
    answer = with_step(manager, house, a_photo(), **{"unit-floor_area": "veel"})
    assert "photo" in answer.context["photo"].errors
    more = with_step(manager, house, a_photo(), group="rooms", row="1", add="1")
    assert "photo" in more.context["photo"].errors
    assert photos() == []


def test_a_full_location_says_so_and_keeps_no_answer(
    manager: Client, house: House, settings: Any
) -> None:
    settings.PHOTOS_PER_LOCATION = 1
    with_step(manager, house, a_photo())
    answer = with_step(manager, house, a_photo((9, 9)), **{"unit-floor_area": "40"})
    assert answer.status_code == 422
    assert len(photos()) == 1
    with scope(everything()):
        assert StatedFact.objects.count() == 0


def test_an_official_shows_what_was_seen_on_the_day_of_the_visit(
    supervisor: Client, house: House
) -> None:
    day = localdate() - timedelta(days=3)
    with_step(supervisor, house, a_photo(), seen_on=day.isoformat(), reference="v 1")
    (photo,) = photos()
    assert (photo.source, photo.observed_on) == ("inspection", day)


def test_own_photos_can_be_removed_and_those_of_the_other_side_not(
    manager: Client, supervisor: Client, house: House
) -> None:
    with_step(manager, house, a_photo())
    (photo,) = photos()
    remove = at("quality_photo_remove", house, photo.pk)
    assert remove in manager.get(at("quality_file", house)).content.decode()
    assert remove not in supervisor.get(at("quality_file", house)).content.decode()
    assert supervisor.post(remove).status_code == 403
    assert manager.get(remove).status_code == 405
    step = at("quality_assess_step", house, "units")
    assert manager.post(remove, {"back": step}).url == step
    assert bytes(photos()[0].image) == b""
    assert manager.get(at("quality_photo", house, photo.pk)).status_code == 404
    assert manager.post(remove).status_code == 404


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/setup/", ""]
)
def test_removing_leads_nowhere_else(manager: Client, house: House, back: str) -> None:
    with_step(manager, house, a_photo())
    (photo,) = photos()
    gone = manager.post(at("quality_photo_remove", house, photo.pk), {"back": back})
    assert gone.url == at("quality_file", house)


def test_a_scanner_is_asked_and_silent_it_keeps_every_photo_out(
    manager: Client, house: House
) -> None:
    with fake_clamd() as clamd:
        scan_with(clamd)
        infected = with_step(manager, house, a_photo() + EICAR)
        assert "photo" in infected.context["photo"].errors
        assert with_step(manager, house, a_photo()).status_code == 302
    assert len(photos()) == 1
    scan_with(ClamAv(clamd.address, patience=1))
    silent = with_step(manager, house, a_photo((9, 9)))
    assert "photo" in silent.context["photo"].errors
    assert "later" in str(silent.context["photo"].errors["photo"])
    assert len(photos()) == 1


def test_many_photos_stand_behind_a_fold(manager: Client, house: House) -> None:
    for width in range(10, 24):
        with_step(manager, house, a_photo((width, 10)))
    shown = manager.get(at("quality_file", house)).context["photos"]
    assert (len(shown.first), len(shown.further)) == (12, 2)
