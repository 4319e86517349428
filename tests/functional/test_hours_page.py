"""A neighbourhood worker on foot: hours and talks on a phone, with one thumb."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Role, actor_of, scope
from onderdak.supervision.picture.contract import Worked
from tests.integration.test_every_door import AREA, use_pictures
from tests.people import OWN, Persona, make_sides
from tests.world import acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
TARGET = 44


def _look(page: Page) -> None:
    """Nothing wider than the phone, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(told => told.violations.map("
        "one => one.id + ': ' + one.nodes.map(node => node.target).join(' ')))",
        RULES,
    )
    assert found == []


def _typed(page: Page) -> None:
    page.get_by_label("Uren", exact=True).select_option("1:45")
    page.get_by_label("Gesprekken met buurtbewoners").fill("4")
    page.get_by_label("Gesprekken met gasten").fill("2")
    page.get_by_text("Afval", exact=True).tap()
    page.get_by_text("Contact tussen buren", exact=True).tap()


def test_hours_are_written_mended_and_taken_back_on_a_phone(
    browser: Browser, live_server: LiveServer
) -> None:
    """Every control is large enough to tap; no field asks for a name or free words."""
    sides = make_sides()
    use_pictures(sides)
    user = sides.users[Persona(OWN, Role.NEIGHBOURHOOD_WORKER)]
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    context = browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [
            {"name": name, "value": value, "url": live_server.url}
            for name, value in (
                (settings.SESSION_COOKIE_NAME, session),
                (settings.LANGUAGE_COOKIE_NAME, "nl"),
            )
        ]
    )
    page = context.new_page()
    page.goto(live_server.url + reverse("home"))
    form = page.locator(".hours form.form")
    assert form.locator("textarea, input[type=text]").count() == 0
    for control in form.locator("select, input[type=number], .choice, button").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= TARGET
    _look(page)
    page.get_by_label("Buurt", exact=True).select_option(AREA)
    _typed(page)
    page.get_by_role("button", name="Schrijf op").tap()
    page.get_by_text("Uw uren zijn opgeschreven.").wait_for()
    _look(page)
    page.get_by_role("link", name="Wijzig", exact=True).tap()
    page.get_by_label("Uren", exact=True).select_option("2:00")
    _look(page)
    page.get_by_role("button", name="Opslaan").tap()
    page.get_by_text("Uw uren zijn gewijzigd.").wait_for()
    with scope(acting(actor_of(user))):
        entry = Worked.objects.get()
    assert (entry.quarters, entry.themes) == (8, ["contact", "waste"])
    page.get_by_role("link", name="Wijzig", exact=True).tap()
    page.locator("details.confirm summary").tap()
    page.get_by_role("dialog").get_by_role("button", name="Draai terug").tap()
    page.get_by_text("Uw uren zijn ingetrokken.").wait_for()
    with scope(acting(actor_of(user))):
        assert not Worked.objects.exists()
    context.close()
