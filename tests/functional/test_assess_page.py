"""A manager assesses a house on a phone: step by step, and the result at once."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Role, scope
from onderdak.housing.quality.contract import ROOMS, StatedFact
from tests.functional.test_every_page import _faults
from tests.people import OWN, Persona, Sides, make_sides
from tests.pictures import a_photo
from tests.world import acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def sides() -> Sides:
    return make_sides()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(
    request: pytest.FixtureRequest,
    browser: Browser,
    sides: Sides,
    live_server: LiveServer,
) -> Iterator[BrowserContext]:
    made = browser.new_context(
        viewport=PHONE,
        locale="nl-NL",
        has_touch=True,
        java_script_enabled=request.param,
    )
    made.set_default_timeout(10_000)
    client = Client()
    client.force_login(
        sides.users[Persona(OWN, Role.PROVIDER_MANAGER)],
        backend=settings.AUTHENTICATION_BACKENDS[0],
    )
    name = settings.SESSION_COOKIE_NAME
    made.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    yield made
    made.close()


def _stated(sides: Sides) -> dict[str, object]:
    house = sides.houses[OWN]
    with scope(acting(house.manager)):
        rows = StatedFact.objects.filter(location=house.location).order_by("id")
        return {one.path: one.value for one in rows}


def _room(page: Page, number: int, name: str, area: str, sleepers: str) -> None:
    for field, value in (
        ("name", name),
        ("room-floor_area", area),
        ("room-people", sleepers),
    ):
        page.locator(f"[name=room{number}-{field}]").fill(value)


def _sound(page: Page, scripts: bool) -> None:
    if scripts:
        assert _faults(page) == []


def test_a_manager_assesses_a_house_and_sees_what_comes_first(
    phone: BrowserContext,
    sides: Sides,
    live_server: LiveServer,
    request: pytest.FixtureRequest,
) -> None:
    scripts = "without" not in request.node.name
    pk = sides.houses[OWN].location.pk
    page = phone.new_page()
    page.goto(live_server.url + reverse("location", args=[pk]))
    page.get_by_role("link", name="What the norms say of this location").click()
    _sound(page, scripts)
    page.get_by_role("link", name="Assess this location").click()
    _sound(page, scripts)
    page.get_by_role("link", name="Housing unit").click()
    _sound(page, scripts)
    page.locator("[name=unit-use][value=dwelling]").check()
    page.locator("[name=unit-floor_area]").fill("0,4")
    page.locator("[name=unit-people]").fill("8")
    page.get_by_role("button", name="Save and go on").click()
    # A slip: it is told, and nothing that was typed is gone.
    expect(page.locator("[name=unit-floor_area]")).to_have_value("0,4")
    expect(page.locator("[name=unit-people]")).to_have_value("8")
    _sound(page, scripts)
    page.locator("[name=unit-floor_area]").fill("40")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rooms")
    _sound(page, scripts)
    _room(page, 1, "voor", "12", "2")
    _room(page, 2, "achter", "8,5", "1")
    _room(page, 3, "zolder", "6", "1")
    page.get_by_role("button", name="Add a room").click()
    _room(page, 4, "kast", "4", "0")
    page.get_by_role("button", name="Remove room 4").click()
    expect(page.locator("[name=room3-name]")).to_have_value("zolder")
    page.get_by_role("button", name="Save and see the result").click()
    expect(page.locator(".findings > li").first).to_contain_text("law")
    _sound(page, scripts)
    said = _stated(sides)
    assert said["unit.floor_area"] == "40 m2"
    assert said[ROOMS] == [
        {"name": "voor", "floor_area": "12 m2", "people": 2},
        {"name": "achter", "floor_area": "8,5 m2", "people": 1},
        {"name": "zolder", "floor_area": "6 m2", "people": 1},
    ]


def test_enter_in_a_list_of_rooms_saves_and_removes_nothing(
    phone: BrowserContext, sides: Sides, live_server: LiveServer
) -> None:
    pk = sides.houses[OWN].location.pk
    page = phone.new_page()
    page.goto(live_server.url + reverse("quality_assess_step", args=[pk, "rooms"]))
    _room(page, 1, "voor", "12", "2")
    with page.expect_navigation():
        page.locator("[name=room1-room-people]").press("Enter")
    (rooms,) = _stated(sides).values()
    assert rooms == [{"name": "voor", "floor_area": "12 m2", "people": 2}]


def test_a_photo_is_taken_along_on_a_phone_and_removed_again(
    phone: BrowserContext,
    sides: Sides,
    live_server: LiveServer,
    request: pytest.FixtureRequest,
) -> None:
    scripts = "without" not in request.node.name
    pk = sides.houses[OWN].location.pk
    page = phone.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + reverse("quality_assess_step", args=[pk, "rooms"]))
    _room(page, 1, "voor", "12", "2")
    _choose(page, b"no photo at all")
    page.get_by_label("The photo shows").select_option("1")
    page.get_by_role("button", name="Save and see the result").click()
    expect(page.locator("#id_photo-error")).to_contain_text("not a photo")
    expect(page.locator("[name=room1-name]")).to_have_value("voor")
    _sound(page, scripts)
    _choose(page, a_photo((1200, 900)))
    page.get_by_role("button", name="Save and see the result").click()
    small = page.get_by_role("img", name="Photo: Rooms, voor")
    small.scroll_into_view_if_needed()
    expect(small).to_have_js_property("naturalWidth", 320)
    assert page.evaluate("document.body.scrollWidth") <= 320
    _sound(page, scripts)
    page.goto(live_server.url + reverse("quality_assess_step", args=[pk, "rooms"]))
    _sound(page, scripts)
    with page.expect_navigation():
        small.click()
    expect(page.locator("img")).to_have_js_property("naturalWidth", 1200)
    page.go_back()
    page.locator(".photo summary").click()
    _sound(page, scripts)
    page.locator(".photo, dialog").get_by_role(
        "button", name="Remove this photo"
    ).last.click()
    expect(page.get_by_text("The photo is removed.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rooms")
    expect(page.locator(".photo")).to_have_count(0)


def _choose(page: Page, file: bytes) -> None:
    page.get_by_label("Add a photo").set_input_files(
        {"name": "kamer.jpg", "mimeType": "image/jpeg", "buffer": file}
    )
