"""The campaign in a browser, with and without JavaScript: readable, still, no trace."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.functional.test_every_page import AXE, RULES, SIZES
from tests.world import make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def _faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(done => done.violations)",
        RULES,
    )
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "pl"])
def test_the_campaign_is_accessible_and_plays_nothing_by_itself(
    browser: Browser, live_server: LiveServer, size: str, language: str
) -> None:
    make_town("GM9001", "Eenstad")
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{live_server.url}/campaign/GM9001/?lang={language}")
    film = page.locator("details img")
    assert film.is_hidden()
    assert _faults(page) == []
    page.locator("summary").click()
    film.wait_for(state="visible")
    page.wait_for_function("document.querySelector('details img').naturalWidth > 0")
    assert _faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("summary").click()
    assert film.is_hidden()
    assert context.cookies() == []
    context.close()


def test_it_works_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    make_town("GM9001", "Eenstad")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/campaign/GM9001/")
    page.locator("summary").click()
    assert page.locator("details img").is_visible()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()
