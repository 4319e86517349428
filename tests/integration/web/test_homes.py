"""What the first page and the pages of locations promise, by role."""

import json

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Role,
    Scope,
    User,
    actor_of,
    scope,
)
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.web.nights.home import home
from tests.integration.conftest import SignedIn
from tests.integration.web.conftest import sleeps_here
from tests.world import (
    House,
    Town,
    acting,
    add_location,
    everything,
    make_house,
    make_town,
)

pytestmark = pytest.mark.django_db
PAGES_OF_TENANTS = ("/", "/locations/", "/locations/export.csv", "/declare/")


@pytest.mark.parametrize("path", PAGES_OF_TENANTS)
def test_who_is_not_signed_in_is_led_to_the_sign_in_page(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_provider_sees_tonight_and_a_bed_that_is_let_twice(
    house: House, signed_in: SignedIn
) -> None:
    sleeps_here(house, "A1", "A2", beds=("a", "a"))
    html = signed_in(house.manager).get("/").content.decode()
    assert "1 bed dubbel verhuurd" in html
    assert f"/locations/{house.location.pk}/" in html


def test_a_location_with_more_guests_than_permitted_needs_a_look(
    house: House, signed_in: SignedIn
) -> None:
    sleeps_here(house, "A1", "A2", "A3", "A4")
    html = signed_in(house.manager).get("/").content.decode()
    assert "4 gasten, 3 toegestaan" in html


def test_a_municipality_sees_counts_and_never_a_reference(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    sleeps_here(house, "SECRET-1", "SECRET-2")
    client = signed_in(town.officer)
    pages = [
        client.get(path).content.decode()
        for path in ("/", "/locations/", f"/locations/{house.location.pk}/")
    ]
    assert "2 gasten vannacht" in pages[2]
    assert all("SECRET" not in page for page in pages)


def test_a_provider_sees_its_own_references_room_and_bed(
    house: House, signed_in: SignedIn
) -> None:
    sleeps_here(house, "A1", beds=("b",))
    answer = signed_in(house.manager).get(f"/locations/{house.location.pk}/")
    html = answer.content.decode()
    assert "A1" in html
    assert "kamer 1, bed b" in html


def test_another_providers_location_is_not_there(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    other = make_house(town, "Elders")
    client = signed_in(house.manager)
    assert client.get(f"/locations/{other.location.pk}/").status_code == 404
    assert "Elders" not in client.get("/locations/").content.decode()


def test_another_municipalitys_location_is_not_there(
    house: House, signed_in: SignedIn
) -> None:
    elsewhere = make_town("GM9002", "Anderstad")
    client = signed_in(elsewhere.officer)
    assert client.get(f"/locations/{house.location.pk}/").status_code == 404


def test_a_municipality_without_the_register_sees_no_link_to_it(
    town: Town, signed_in: SignedIn
) -> None:
    with scope(acting(town.officer)):
        RoomSwitch.objects.filter(municipality_id=town.code).delete()
    html = signed_in(town.officer).get("/").content.decode()
    assert 'href="/locations/"' not in html
    assert "gebruikt dit onderdeel" in html


def test_the_search_finds_first_letters_in_any_case(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    with scope(everything()):
        add_location(house.provider, town, "Zonnehoek", capacity=4)
    names, _ = names_on(signed_in(house.manager), "/locations/?q=zonne")
    assert names == ["Zonnehoek"]


@pytest.fixture
def many(house: House, town: Town) -> list[str]:
    names = [f"Huis {number:03d}" for number in range(120)]
    with scope(everything()):
        for name in names:
            add_location(house.provider, town, name, capacity=4)
    return [*names, "Pension Test"]


def names_on(client: Client, address: str) -> tuple[list[str], dict[str, str]]:
    table = client.get(address).context["locations"]
    return [row[0].value for row in table.rows], {
        "next": table.paging.next_url,
        "previous": table.paging.previous_url,
    }


def test_paging_shows_each_location_once_forwards_and_back(
    house: House, many: list[str], signed_in: SignedIn
) -> None:
    client = signed_in(house.manager)
    first, links = names_on(client, "/locations/")
    second, links_2 = names_on(client, "/locations/" + links["next"])
    third, links_3 = names_on(client, "/locations/" + links_2["next"])
    assert [*first, *second, *third] == many
    assert links_3["next"] == ""
    assert names_on(client, "/locations/" + links_2["previous"])[0] == first


def test_more_locations_cost_no_more_queries(
    house: House, town: Town, many: list[str], signed_in: SignedIn
) -> None:
    client = signed_in(house.manager)
    for path in ("/", "/locations/"):
        client.get(path)  # what is remembered for minutes costs its first reader
        with CaptureQueriesContext(connection) as full:
            client.get(path)
        with CaptureQueriesContext(connection) as narrow:
            client.get(f"{path}?q=huis 001")
        assert len(full) <= len(narrow)


def test_a_key_that_cannot_be_read_shows_the_beginning(
    house: House, signed_in: SignedIn
) -> None:
    client = signed_in(house.manager)
    for key in ("x", "9" * 40 + ":a", "1:", "-1:a", "%00:%00"):
        assert client.get(f"/locations/?after={key}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/charts/nights-per-month.svg", "/maps/neighbourhoods.geojson"]
)
def test_pictures_are_for_their_own_municipality_only(
    path: str, house: House, town: Town, signed_in: SignedIn
) -> None:
    assert signed_in(town.officer).get(path).status_code == 200
    assert signed_in(house.manager).get(path).status_code == 403


def test_the_chart_of_a_location_is_drawn_for_phones_too(
    house: House, signed_in: SignedIn
) -> None:
    sleeps_here(house, "A1")
    client = signed_in(house.manager)
    path = f"/locations/{house.location.pk}/guests-per-night.svg"
    wide, narrow = client.get(path), client.get(path + "?narrow=1")
    assert wide.content.startswith(b"<svg")
    assert wide.content != narrow.content


def test_a_person_without_a_task_is_told_so(signed_in: SignedIn) -> None:
    user = User.objects.create_user("nobody@test.example")
    html = signed_in(actor_of(user)).get("/").content.decode()
    assert "nog geen taak" in html


def test_work_goes_on_under_another_own_membership_only(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    client = signed_in(town.officer)
    own = max(grant.id for grant in town.officer.grants)
    client.post("/membership/", {"membership": own, "next": "/privacy/"})
    assert client.session["membership"] == own
    foreign = house.manager.grants[0].id
    client.post("/membership/", {"membership": foreign})
    assert client.session["membership"] == own


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "x"])
def test_changing_membership_never_leads_elsewhere(
    wanted: str, town: Town, signed_in: SignedIn
) -> None:
    answer = signed_in(town.officer).post("/membership/", {"next": wanted})
    assert answer.headers["Location"] == "/"


def test_the_map_says_the_number_of_each_area(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    answer = signed_in(town.officer).get("/maps/neighbourhoods.geojson")
    assert json.loads(answer.content)["type"] == "FeatureCollection"


def test_every_role_has_a_first_page(town: Town, signed_in: SignedIn) -> None:
    client = signed_in(town.officer)
    for grant in town.officer.grants:
        client.post("/membership/", {"membership": grant.id})
        assert client.get("/").status_code == 200


def region_page(region: str, rf: RequestFactory) -> str:
    user = User.objects.create_user("coordinator@test.example")
    grant = Grant(0, Role.REGION_COORDINATOR, region=region)
    request = rf.get("/")
    request.user, request.provider_names = user, {}
    request.actor = Actor(user.pk, user.email, (grant,))
    request.memberships = (grant,)
    with scope(Scope(regions=frozenset({region}))):
        return home(request).content.decode()


def test_a_coordinator_sees_numbers_and_no_location(rf: RequestFactory) -> None:
    town = make_town("GM9003", "Regiostad", region="testregio")
    house = make_house(town, "Regiohuis", capacity=9)
    sleeps_here(house, *(f"A{number}" for number in range(7)))
    html = region_page("testregio", rf)
    assert "Regiostad" in html
    assert "Regiohuis" not in html
    assert ">7<" in html


def test_a_very_small_number_is_not_told_to_the_region(rf: RequestFactory) -> None:
    town = make_town("GM9003", "Regiostad", region="testregio")
    sleeps_here(make_house(town, "Regiohuis"), "A1", "A2")
    html = region_page("testregio", rf)
    assert "&lt;5" in html
    assert ">2<" not in html
