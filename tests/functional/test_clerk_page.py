"""A clerk brings a report to its answer in the browser; axe finds nothing."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import User, no_scope, scope
from onderdak.supervision.desk.contract.clerk import Report
from onderdak.supervision.desk.contract.public import (
    NewReport,
    Reachable,
    new_code,
    own_report,
    report_in_public,
)
from tests.integration.desk.desks import DeskTown, make_desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


@pytest.fixture(params=[(320, 720), (1280, 900)], ids=["phone", "desk"])
def page(
    browser: Browser,
    live_server: LiveServer,
    desk: DeskTown,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="nl-NL"
    )
    user, client = User.objects.get(pk=desk.clerk.user_id), Client()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(
        user,
        backend=settings.AUTHENTICATION_BACKENDS[0],
    )
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    yield context.new_page()
    context.close()


def _report(desk: DeskTown, words: str) -> tuple[str, str]:
    code = new_code()
    with no_scope():
        taken = report_in_public(
            desk.code,
            NewReport(
                "waste",
                words,
                language="pl",
                place_text="Obok szkoły",
                contact=Reachable(phone="0612345678"),
            ),
            code,
            timezone.now() - timedelta(days=1),
        )
    return taken.number, code


def _look(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("ONDERDAK_SHOTS"):
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(done => done.violations)",
        RULES,
    )
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []


def _press(page: Page, text: str) -> None:
    page.get_by_role("button", name=text, exact=True).click()
    page.wait_for_load_state()


def test_a_clerk_answers_a_report_and_its_reporter_reads_it(
    page: Page, live_server: LiveServer, desk: DeskTown
) -> None:
    number, code = _report(desk, "Śmieci na ulicy przy szkole")
    _report(desk, "Śmieci przy szkole na ulicy")
    page.goto(live_server.url + reverse("home"))
    _look(page, "home")
    page.click(f"text={number}")
    _look(page, "report")
    _press(page, "Accepteren")
    page.click("text=De melder een vraag stellen")
    _look(page, "ask")
    page.fill("textarea[name=message]", "Gdzie dokładnie?")
    _press(page, "De vraag versturen")
    page.click("text=De melder antwoorden")
    _look(page, "answer")
    page.fill("textarea[name=message]", "Posprzątane.")
    _press(page, "Verstuur het antwoord")
    page.click("text=De melding sluiten")
    _look(page, "close")
    page.check("input[value=solved]")
    _press(page, "Sluiten")
    _look(page, "closed")
    with scope(desk.rows):
        assert Report.objects.get(number=number).state == "closed"
    with no_scope():
        seen = own_report(code, timezone.localdate())
    assert seen is not None
    assert [each.text for each in seen.messages] == ["Gdzie dokładnie?", "Posprzątane."]


def test_the_other_pages_of_the_desk(
    page: Page, live_server: LiveServer, desk: DeskTown
) -> None:
    number, _code = _report(desk, "Śmieci na ulicy")
    page.goto(live_server.url + reverse("desk_contact", args=[number]))
    _look(page, "contact-asked")
    page.fill("textarea", "terugbellen")
    _press(page, "Contactgegevens openen")
    assert page.locator("text=0612345678").count() == 1
    _look(page, "contact")
    for name in ("desk_place", "desk_answer"):
        page.goto(live_server.url + reverse(name, args=[number]) + "?q=Kade")
        _look(page, name)
    for what in ("category", "danger"):
        page.goto(live_server.url + reverse("desk_act", args=[number, what]))
        _look(page, what)
    page.goto(live_server.url + reverse("desk_category", args=["waste"]))
    _look(page, "category-of-desk")
    own = (
        "reports",
        "desk_setting",
        "desk_categories",
        "desk_texts",
        "desk_text_new",
        "desk_figures",
    )
    for name in own:
        page.goto(live_server.url + reverse(name))
        _look(page, name)
    page.goto(live_server.url + reverse("desk_public", args=["eenstad"]))
    _look(page, "public")
    page.goto(live_server.url + reverse("desk_routing_new"))
    _look(page, "rule")
    page.check("input[name=kind][value=waste]")
    page.fill("input[name=team]", "afval")
    _press(page, "Bewaren als nieuwe versie")
    _look(page, "routing")
    page.click("text=De nieuwste versie proberen")
    _press(page, "Proberen")
    assert page.locator("table", has_text=number).count() == 1
    _look(page, "trial")
    _press(page, "Deze versie vanaf nu gebruiken")
    _look(page, "used")
