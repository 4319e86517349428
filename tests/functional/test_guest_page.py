"""A guest's phone, without JavaScript: in Polish and Arabic, nothing left behind."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract import (
    DeclaredStay,
    Guest,
    declare_stays,
)
from onderdak.register.nights.contract.guests import (
    location_codes,
    make_emergency_link,
    make_guest_code,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TODAY = timezone.localdate()


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    made = make_house(town, "Huis aan de Dijk")
    row = DeclaredStay(
        line=2,
        location_id=made.location.pk,
        reference="A-1",
        identity=Identity("Oleksa Voorbeeld", "Lwiw", "passport"),
        arrival=TODAY - timedelta(days=150),
        room="12",
    )
    with scope(acting(made.manager)):
        declare_stays(
            by=made.manager,
            location=made.location,
            rows=[row],
            on=TODAY,
            channel="page",
        )
    return made


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=request.param
    )
    page = context.new_page()
    page.__dict__["scripted"] = request.param
    yield page
    assert context.cookies() == []
    context.close()


def _look(page: Page) -> None:
    """Nothing wider than the phone; axe finds nothing where it can run."""
    if not page.__dict__["scripted"]:
        return
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(done => done.violations)",
        RULES,
    )
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_card_and_ones_own_nights_on_a_phone(
    phone: Page, live_server: LiveServer, house: House, language: str
) -> None:
    with scope(acting(house.manager)):
        card = location_codes(by=house.manager, provider=house.provider)
        guest = Guest.objects.get().pk
        code = make_guest_code(by=house.manager, guest=guest, on=TODAY)
    address = live_server.url + reverse("guest_card", args=[card[house.location.pk]])
    phone.goto(f"{address}?lang={language}")
    _look(phone)
    phone.locator(f"main a[href*='lang={language}']").click()
    phone.fill("#code", code)
    phone.press("#code", "Enter")
    assert code not in phone.url
    assert phone.locator("html").get_attribute("lang") == language
    assert phone.locator("bdi", has_text="Huis aan de Dijk").count() == 1
    assert phone.locator("text=Oleksa").count() == 0
    _look(phone)
    phone.locator("button[value='name-0']").click()
    assert phone.locator("text=Oleksa").count() == 1
    phone.locator(".guests__mend > summary").click()
    phone.fill("textarea", "123 Zły dzień")
    phone.locator("button[value='uk']").click()
    assert phone.locator("html").get_attribute("lang") == "uk"
    assert phone.locator("textarea").input_value() == "123 Zły dzień"
    phone.locator("button[value='mend-0']").click()
    assert phone.locator(".guests__sent").count() == 1
    _look(phone)


def test_the_control_room_reads_numbers_on_any_phone(
    phone: Page, live_server: LiveServer, house: House, town: Town
) -> None:
    with scope(acting(town.officer)):
        secret = make_emergency_link(
            by=town.officer,
            municipality=town.code,
            holder="Meldkamer",
            expires_on=TODAY,
            on=TODAY,
        )
    phone.goto(live_server.url + reverse("emergency", args=[secret]))
    _look(phone)
    phone.fill("#q", "teststraat 1")
    phone.press("#q", "Enter")
    assert phone.locator(".floors__total").inner_text() == "1"
    _look(phone)
