"""A report in Polish from a phone to its answer, by nobody; then nothing is left."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.places.contract import Address
from onderdak.supervision.desk.contract import Message, Report
from onderdak.web.desk.public import brake
from tests.functional.conftest import CHROMIUM
from tests.integration.desk.desks import DeskTown, make_desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
SECRET = "Zabrał mi paszport w piwnicy"
STORES = """async () => ({
    local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie,
    databases: (await indexedDB.databases()).map(one => one.name),
    caches: await caches.keys(),
})"""
EMPTY = {"local": {}, "session": {}, "cookie": "", "databases": [], "caches": []}


@pytest.fixture(autouse=True)
def _fresh_brakes() -> None:
    for each in brake.ALL:
        each.forget()


@pytest.fixture
def desk() -> DeskTown:
    made = make_desk()
    with scope(made.rows):
        Address.objects.create(
            municipality_id=made.code, street="Teststraat", number=12, town="Eenstad"
        )
    return made


@pytest.fixture(autouse=True)
def elsewhere(settings: Any, live_server: LiveServer) -> str:
    """A page of another origin, for the browser of a test goes nowhere else."""
    other = live_server.url.replace("localhost", "127.0.0.1")
    settings.REPORT_EXIT = other + reverse("security_txt")
    return str(settings.REPORT_EXIT)


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
    page = context.new_page()
    page.__dict__["scripted"] = request.param
    yield page
    assert context.cookies() == []
    context.close()


@pytest.fixture
def scripted(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def _look(page: Page) -> None:
    """The way out in sight, nothing wider than the phone; axe finds nothing."""
    assert page.locator("[data-leave]").is_visible()
    if not page.__dict__.get("scripted", True):
        return
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(done => done.violations)",
        RULES,
    )
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []


def _next(page: Page, step: str) -> None:
    page.click(".buttons button[value='next']")
    page.wait_for_selector(f"form[data-step='{step}']", state="attached")
    _look(page)


def _to_place(page: Page, live_server: LiveServer, language: str) -> None:
    page.goto(f"{live_server.url}{reverse('report', args=['eenstad'])}?lang={language}")
    _look(page)
    page.check("input[value='exploitation']")
    _next(page, "danger")
    page.check("input[value='no']")
    _next(page, "what")
    page.check("input[value='documents']")
    page.fill("#text", SECRET)
    _next(page, "place")


def _to_code(page: Page, live_server: LiveServer, language: str) -> str:
    _to_place(page, live_server, language)
    page.fill("#sought", "teststraat 12")
    if page.__dict__.get("scripted", True):
        page.wait_for_selector("#found input")
    else:
        page.press("#sought", "Enter")
    page.check("#found input >> nth=0")
    _next(page, "contact")
    _next(page, "photos")
    _next(page, "check")
    page.click(".buttons button[value='next']")
    page.wait_for_selector("#code", state="attached")
    _look(page)
    return page.locator("#code").inner_text()


@pytest.mark.parametrize("language", ["nl", "pl"])
def test_a_report_from_a_phone_to_its_answer_by_nobody(
    phone: Page, live_server: LiveServer, desk: DeskTown, language: str
) -> None:
    code = _to_code(phone, live_server, language)
    assert code.replace(" ", "") not in phone.url
    with scope(desk.rows):
        made = Report.objects.get()
        assert (made.language, made.text) == (language, SECRET)
        assert made.address_id is not None
        Message.objects.create(
            municipality_id=desk.code,
            report=made,
            kind="result",
            text="Byliśmy na miejscu. Paszport został zwrócony.",
            language="pl",
            at=timezone.now(),
        )
        Report.objects.update(state="answered", answered_at=timezone.now())
    phone.click(f"main a[href*='lang={language}']")
    _look(phone)
    phone.fill("#code", code)
    phone.press("#code", "Enter")
    phone.wait_for_selector("#why", state="attached")
    assert phone.locator("div[lang=pl]", has_text="Paszport został").count() == 1
    _look(phone)
    phone.fill("#why", "Znowu to samo")
    phone.click("button[value='unsolved']")
    phone.wait_for_selector(".guests__sent", state="attached")
    _look(phone)
    with scope(desk.rows):
        assert Report.objects.get().state == "reopened"


def test_errors_stand_at_the_field_and_above_and_the_summary_is_read_first(
    scripted: Page, live_server: LiveServer, desk: DeskTown
) -> None:
    scripted.goto(live_server.url + reverse("report", args=["eenstad"]))
    scripted.click(".buttons button[value='next']")
    scripted.wait_for_selector(".error-summary")
    assert scripted.evaluate("document.activeElement.className") == "error-summary"
    _look(scripted)
    scripted.click(".error-summary a")
    assert scripted.evaluate("document.activeElement.id") == "category"


@pytest.mark.parametrize("way", ["button", "escape"])
def test_after_the_way_out_nothing_is_in_the_store_and_back_shows_nothing(
    scripted: Page, live_server: LiveServer, desk: DeskTown, way: str, elsewhere: str
) -> None:
    page, context = scripted, scripted.context
    _to_place(page, live_server, "pl")
    # The form keeps a draft at most, and cookies are nobody's to leave behind.
    page.evaluate("localStorage.setItem('onderdak-report', '{\"at\": 1}')")
    page.evaluate("document.cookie = 'old=1'")
    context.add_cookies([{"name": "kept", "value": "1", "url": live_server.url}])
    if way == "button":
        page.click("[data-leave]")
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(elsewhere)
    assert context.cookies(live_server.url) == []
    assert context.storage_state()["origins"] == []
    page.goto(live_server.url + reverse("security_txt"))
    assert page.evaluate(STORES) == EMPTY
    # A page that came after a form is not kept: the way back shows nothing of it.
    for _ in range(2):
        with suppress(PlaywrightError):
            page.go_back()
        page.wait_for_timeout(700)  # the browser's own page of a missing one settles
    assert SECRET not in page.content()


WORK_OF_OTHERS = """async () => {
    for (const name of ["onderdak-visit", "onderdak-evening"]) {
        const opened = await new Promise((done) => {
            const asked = indexedDB.open(name, 1);
            asked.onupgradeneeded = () => asked.result.createObjectStore("typed");
            asked.onsuccess = () => done(asked.result);
        });
        await new Promise((done) => {
            const writing = opened.transaction("typed", "readwrite");
            writing.objectStore("typed").put("not sent yet", 1);
            writing.oncomplete = done;
        });
        opened.close();
    }
    for (const name of ["visit-1", "onderdak-1"])
        await (await caches.open(name)).put("/kept", new Response("kept"));
}"""
STILL_THERE = """async () => {
    const found = {};
    for (const { name } of await indexedDB.databases()) {
        const opened = await new Promise((done) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => done(asked.result);
        });
        found[name] = await new Promise((done) => {
            const got = opened.transaction("typed").objectStore("typed").get(1);
            got.onsuccess = () => done(got.result);
        });
        opened.close();
    }
    return [found, (await caches.keys()).sort()];
}"""


def test_the_way_out_leaves_the_unsent_work_of_a_visit_and_of_an_evening(
    scripted: Page, live_server: LiveServer, desk: DeskTown, elsewhere: str
) -> None:
    """They lie in the same browser: an inspector tries the form of the town."""
    page = scripted
    _to_place(page, live_server, "nl")
    page.evaluate(WORK_OF_OTHERS)
    page.click("[data-leave]")
    page.wait_for_url(elsewhere)
    page.goto(live_server.url + reverse("security_txt"))
    kept, caches = page.evaluate(STILL_THERE)
    unsent = "not sent yet"
    assert kept == {"onderdak-visit": unsent, "onderdak-evening": unsent}
    assert caches == ["onderdak-1", "visit-1"]


def test_the_way_out_works_without_script(
    browser: Browser, live_server: LiveServer, desk: DeskTown, elsewhere: str
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.__dict__["scripted"] = False
    _to_place(page, live_server, "nl")
    context.add_cookies([{"name": "kept", "value": "1", "url": live_server.url}])
    page.click("[data-leave]")
    page.wait_for_url(elsewhere)
    assert context.cookies(live_server.url) == []
    context.close()


def test_nothing_typed_is_in_the_folder_of_the_browser(
    browser: Browser,
    live_server: LiveServer,
    desk: DeskTown,
    tmp_path: Path,
    elsewhere: str,
) -> None:
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=CHROMIUM,
        viewport=PHONE,
        args=["--headless=new", "--no-sandbox", "--disable-gpu"],
    )
    page = context.new_page()
    code = _to_code(page, live_server, "pl")
    page.click("[data-leave]")
    page.wait_for_url(elsewhere)
    assert context.cookies(live_server.url) == []
    context.close()
    typed = [SECRET, "paszport w piwnicy", code, code.replace(" ", "")]
    looked_for = [
        word.encode(kind) for word in typed for kind in ("utf-8", "utf-16-le")
    ]
    files = [one for one in (tmp_path / "profile").rglob("*") if one.is_file()]
    assert files
    left = [str(f) for f in files if any(w in f.read_bytes() for w in looked_for)]
    assert left == []


def test_a_draft_is_kept_on_request_only_sealed_and_never_when_watched(
    scripted: Page, live_server: LiveServer, desk: DeskTown
) -> None:
    address = live_server.url + reverse("report", args=["eenstad"])
    page = scripted
    page.goto(address)
    page.check("input[value='nuisance']")
    _next(page, "danger")
    page.check("input[value='no']")
    _next(page, "what")
    page.fill("#text", "Elke nacht lawaai")
    assert page.evaluate(STORES) == EMPTY
    page.click("button[value='keep']")
    page.wait_for_selector("form[data-keep]")
    kept = page.evaluate("localStorage.getItem('onderdak-report')")
    assert "lawaai" not in kept
    assert set(json.loads(kept)) == {"town", "at", "state"}
    _look(page)
    page.goto(address)
    page.wait_for_selector("[data-draft-found]:not([hidden])")
    _look(page)
    page.click("button[value='resume']")
    page.wait_for_selector("form[data-step='place']")
    page.click("button[value='back']")
    page.wait_for_selector("form[data-step='what']")
    assert page.locator("#text").input_value() == "Elke nacht lawaai"
    page.goto(address)
    page.check("input[value='bad_letting']")
    _next(page, "danger")
    assert page.evaluate(STORES) == EMPTY


def test_the_form_is_the_same_for_who_is_signed_in_elsewhere(desk: DeskTown) -> None:
    answer = Client().get(reverse("report", args=[desk.code.lower()]))
    assert answer.status_code == 200
