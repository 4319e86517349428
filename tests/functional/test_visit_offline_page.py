"""The app of a round on a phone: a shift, a lock, and a network that goes away."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Route,
    ViewportSize,
    expect,
)
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Actor, User
from onderdak.supervision.inspections.contract.kits import checklist_in_use
from onderdak.supervision.inspections.contract.planning import (
    Pinned,
    begin_visit,
    close_visit,
)
from onderdak.supervision.inspections.contract.shifts import Visit
from onderdak.supervision.inspections.contract.syncing import (
    photos_of,
    recorded,
)
from tests.functional.conftest import CHROMIUM
from tests.functional.test_every_page import _faults
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE: ViewportSize = {"width": 390, "height": 844}
PIN, OTHER_PIN = "482913", "735520"
STORES = ("shifts", "files", "operations", "photos", "chunks", "visits", "keys")
SECRET_WORDS = ("Lindelaan", "vierpersoons", "Two reports", "8c2f6f0e")

IN_STORE = """async ([work, ...given]) => {
    const store = await import("/static/onderdak/visit/store.mjs");
    const sending = await import("/static/onderdak/visit/sending.mjs");
    const does = {
        add: (visit, path, typed) => store.addOperation(visit, { path, typed }),
        said: async (visit) => Object.fromEntries(
            [...await store.stateOf(visit)].map(([path, one]) => [path, one.value])),
        sync: (visit) => sending.sync(visit),
        photo: async (visit, path, width) => {
            const canvas = new OffscreenCanvas(width, width * 3 / 4);
            const pen = canvas.getContext("2d");
            for (let at = 0; at < 400; at += 1) {
                pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
                pen.fillRect(Math.random() * width, Math.random() * width, 80, 80);
            }
            const blob = await canvas.convertToBlob({ type: "image/jpeg" });
            return store.keepPhoto(visit, blob, { path });
        },
        waiting: () => store.unsent(store.owner()),
    };
    return does[work](...given);
}"""

ALL_KEPT = """async (names) => {
    const out = { stores: {}, cached: [] };
    for (const name of await caches.keys()) {
        for (const one of await (await caches.open(name)).keys())
            out.cached.push(new URL(one.url).pathname);
    }
    if (!(await indexedDB.databases()).some((one) => one.name === "onderdak-visit"))
        return out;
    const opened = await new Promise((done) => {
        const asked = indexedDB.open("onderdak-visit");
        asked.onsuccess = () => done(asked.result);
    });
    const text = new TextDecoder("latin1");
    for (const name of names) {
        const all = await new Promise((done) => {
            const got = opened.transaction(name).objectStore(name).getAll();
            got.onsuccess = () => done(got.result);
        });
        out.stores[name] = all.map((one) => JSON.stringify(one, (key, value) =>
            value instanceof ArrayBuffer || ArrayBuffer.isView(value)
                ? text.decode(value) : value));
    }
    opened.close();
    return out;
}"""


@dataclass(frozen=True)
class Evening:
    """A visit of tonight, who goes on it, and the server that knows it."""

    town: VisitTown
    visit: Visit
    server: str

    @property
    def id(self) -> str:
        """The visit, as the phone knows it."""
        return str(self.visit.pk)

    def user(self, actor: Actor) -> User:
        """The account of somebody of the pair."""
        return User.objects.get(pk=actor.user_id)

    def told(self) -> dict[str, Any]:
        """What the server knows of the visit, path by path."""
        with self.town.seen_by(self.town.lead):
            state = recorded(self.visit).state
            return {path: one.value for path, one in state.items()}


@pytest.fixture
def evening(live_server: LiveServer) -> Evening:
    town = make_visit_town()
    for actor in (town.lead, town.second):
        Authenticator.objects.create(
            user_id=actor.user_id,
            type=Authenticator.Type.TOTP,
            data={"secret": "unused in tests"},
        )
    User.objects.filter(pk__in=[town.lead.user_id, town.second.user_id]).update(
        language="en"
    )
    today = timezone.localdate()
    visit = town.planned(day=today)
    with town.seen_by(town.lead):
        used = checklist_in_use(town.code, "visit", today)
        begin_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            checklist=Pinned(used.key, used.version, used.digest, used.body),
            at=timezone.now(),
        )
    return Evening(town, visit, str(live_server.url))


def _sign_in(context: BrowserContext, user: User, server: str) -> None:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": server}])


def _signed_in_now(context: BrowserContext, user: User, server: str) -> None:
    """As after giving the password: the session says when that was."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": server}])


@pytest.fixture
def phone(browser: Browser, evening: Evening) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True)
    made.set_default_timeout(20_000)
    _sign_in(made, evening.user(evening.town.lead), evening.server)
    asked = _asked(made)
    yield made
    _leave(made, asked)


def _asked(context: BrowserContext) -> set[Request]:
    """What the pages ask of the server and was not answered yet."""
    asked: set[Request] = set()
    context.on("request", lambda one: asked.add(one))
    context.on("requestfinished", lambda one: asked.discard(one))
    context.on("requestfailed", lambda one: asked.discard(one))
    return asked


def _leave(context: BrowserContext, asked: set[Request]) -> None:
    """Close the browser when the server is done: its rows are about to go."""
    quiet = 0
    for _ in range(100):
        if not context.pages or quiet == 8:
            break
        context.pages[0].wait_for_timeout(100)
        quiet = 0 if asked else quiet + 1
    context.close()


def _start(browser: Browser, profile: Path) -> BrowserContext:
    """A browser of its own, whose profile outlives it."""
    started = browser.browser_type.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        args=["--headless=new", "--no-sandbox", "--disable-gpu"],
        viewport=PHONE,
        locale="nl-NL",
    )
    started.set_default_timeout(20_000)
    return started


def _goto(context: BrowserContext, evening: Evening) -> Page:
    page = context.new_page()
    page.goto(evening.server + reverse("round"))
    page.wait_for_selector("body[data-ready]")
    return page


def _begin(context: BrowserContext, evening: Evening, pin: str = PIN) -> Page:
    """A new shift, with the visits of tonight on the phone."""
    page = _goto(context, evening)
    page.fill("#pin-new", pin)
    page.fill("#pin-again", pin)
    page.locator("main button[type=submit]").click()
    page.wait_for_selector("body[data-shift=open][data-round][data-waiting='0']")
    page.wait_for_selector("body[data-worker]")
    return page


def _open(page: Page, pin: str = PIN) -> None:
    page.fill("#pin-open", pin)
    page.locator("main button[type=submit]").click()
    page.wait_for_selector("body[data-shift=open][data-round]")


def _do(page: Page, work: str, *given: object) -> Any:
    return page.evaluate(IN_STORE, [work, *given])


def _waiting(page: Page, number: int) -> None:
    page.wait_for_selector(f"body[data-waiting='{number}']")


def _until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that the page does not show."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def _all_sent(page: Page) -> None:
    _until(page, lambda: _do(page, "waiting") == {})


def _kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(ALL_KEPT, list(STORES))
    return found


def _readable(profile: Path) -> list[str]:
    """Words of the visit that stand somewhere in the folder of a browser."""
    words = [word.encode() for word in SECRET_WORDS]
    wide = [word.decode().encode("utf-16-le") for word in words]
    return [
        f"{word!r} in {found.name}"
        for found in profile.rglob("*")
        if found.is_file()
        for word in (*words, *wide)
        if word in found.read_bytes()
    ]


def test_an_evening_with_the_network_cut_in_the_middle_and_the_app_restarted(
    browser: Browser, evening: Evening, tmp_path: Path
) -> None:
    """Nothing that was typed is lost; after it nothing lies on the phone."""
    lead, room = evening.town.lead, "room/8c2f6f0e-0000-4000-8000-000000000001"
    first = _start(browser, tmp_path)
    _sign_in(first, evening.user(lead), evening.server)
    page = _begin(first, evening)
    expect(page.locator("main")).to_contain_text("Lindelaan 1")
    page.locator(f"a[href='#/visit/{evening.id}']").click()
    expect(page.locator("h1")).to_contain_text("Lindelaan 1")
    _do(page, "add", evening.id, "place/people", "12")
    _all_sent(page)
    first.set_offline(True)
    _do(page, "add", evening.id, f"{room}/name", "vierpersoons kamer")
    _do(page, "add", evening.id, f"{room}/floor_area", "9,5")
    _do(page, "photo", evening.id, f"{room}/floor_area", 2000)
    _waiting(page, 4)  # the photo is said in an operation, and is a file
    first.close()
    assert _readable(tmp_path) == []

    second = _start(browser, tmp_path)
    asked = _asked(second)
    second.set_offline(True)
    page = _goto(second, evening)
    _open(page)
    assert _do(page, "said", evening.id)[f"{room}/floor_area"] == "9,5"
    _do(page, "add", evening.id, f"{room}/floor_area", "9,75")
    _waiting(page, 5)
    second.clear_cookies()  # meanwhile the session has ended
    second.set_offline(False)
    page.wait_for_selector("body[data-sending=signedOut]")
    expect(page.locator("[data-state] a")).to_be_visible()
    _waiting(page, 5)
    assert evening.told() == {"place/people": "12"}

    _sign_in(second, evening.user(lead), evening.server)
    page.reload()
    _open(page)
    _waiting(page, 0)
    told = evening.told()
    assert told[f"{room}/name"] == "vierpersoons kamer"
    assert told[f"{room}/floor_area"] == "9,75"
    with evening.town.seen_by(lead):
        assert len(photos_of(evening.visit)) == 1
        floor = recorded(evening.visit).state[f"{room}/floor_area"]
        assert [one.typed for one in floor.history] == ["9,5", "9,75"]

    _the_other_phone_sees(browser, evening, f"{room}/floor_area", "9,75")

    with evening.town.seen_by(lead):
        close_visit(
            by=lead,
            municipality=evening.town.code,
            number=evening.visit.number,
            at=timezone.now(),
        )
    assert _do(page, "sync", evening.id)["cleared"] is True
    kept = _kept(page)["stores"]
    assert not kept["operations"] + kept["photos"] + kept["chunks"] + kept["visits"]
    page.locator("#shift-menu").click()
    page.locator("#shift-end").click()
    page.locator("#shift-end-now").click()
    page.wait_for_selector("body[data-ended='0']")
    _nothing_lies_here(page)
    _leave(second, asked)
    assert _readable(tmp_path) == []


def _the_other_phone_sees(
    browser: Browser, evening: Evening, path: str, value: str
) -> None:
    other = browser.new_context(viewport=PHONE, locale="nl-NL")
    other.set_default_timeout(20_000)
    _sign_in(other, evening.user(evening.town.second), evening.server)
    asked = _asked(other)
    page = _begin(other, evening, OTHER_PIN)
    assert _do(page, "said", evening.id)[path] == value
    _leave(other, asked)


def _nothing_lies_here(page: Page) -> None:
    kept = _kept(page)
    assert not [name for name, rows in kept["stores"].items() if rows]
    assert [path for path in kept["cached"] if path.startswith("/round/")]
    assert not [
        path
        for path in kept["cached"]
        if not path.startswith(("/static/", "/round/shell/", "/round/language"))
    ]


def test_what_lies_on_the_phone_cannot_be_read_and_is_nobody_elses(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    phone.set_offline(True)
    _do(page, "add", evening.id, "unit/main/name", "vierpersoons")
    _waiting(page, 1)
    kept = _kept(page)["stores"]
    assert kept["files"]
    assert kept["operations"]
    plain = json.dumps(kept)
    assert not [word for word in SECRET_WORDS if word in plain]
    page.close()
    # Another account on the same phone: it may begin its own shift, and sees nothing.
    _sign_in(phone, evening.user(evening.town.second), evening.server)
    phone.set_offline(False)
    page = _begin(phone, evening, OTHER_PIN)
    assert "unit/main/name" not in _do(page, "said", evening.id)
    assert evening.told() == {}
    assert len(_kept(page)["stores"]["shifts"]) == 2
    page.locator("#shift-lock").click()
    page.wait_for_selector("#pin-open")
    # Without a connection nobody can say who it is: each shift has its own PIN.
    phone.set_offline(True)
    page.reload()
    page.wait_for_selector("#pin-open")
    expect(page.get_by_role("button", name="Shift that began")).to_have_count(1)
    phone.set_offline(False)
    # Its own account comes back: it waits there, and goes.
    _sign_in(phone, evening.user(evening.town.lead), evening.server)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    _open(page)
    _waiting(page, 0)
    assert evening.told() == {"unit/main/name": "vierpersoons"}


def test_a_wrong_pin_slows_down_and_a_forgotten_one_loses_nothing(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    phone.set_offline(True)
    _do(page, "add", evening.id, "unit/main/name", "vierpersoons")
    _waiting(page, 1)
    page.locator("#shift-lock").click()
    wrong = page.locator("main [role=alert]")
    for left in (9, 8, 7):
        page.fill("#pin-open", "111222")
        page.locator("main button[type=submit]").click()
        expect(wrong).to_contain_text(str(left))
    page.fill("#pin-open", "111222")
    page.locator("main button[type=submit]").click()
    expect(wrong).to_contain_text("seconds")
    # Now even the right one waits.
    page.fill("#pin-open", PIN)
    page.locator("main button[type=submit]").click()
    expect(wrong).to_contain_text("seconds")
    assert page.locator("body[data-shift=locked]").count() == 1

    phone.set_offline(False)
    page.reload()
    page.wait_for_selector("#pin-open")
    page.locator("main p button").click()
    page.fill("#pin-new", OTHER_PIN)
    page.fill("#pin-again", OTHER_PIN)
    page.locator("main button[type=submit]").click()
    # Signed in, but not just now: first sign in again.
    expect(page.locator("main a")).to_have_attribute(
        "href", "/accounts/reauthenticate/?next=/round/"
    )
    _signed_in_now(phone, evening.user(evening.town.lead), evening.server)
    page.reload()
    page.wait_for_selector("#pin-open")
    page.locator("main p button").click()
    page.fill("#pin-new", OTHER_PIN)
    page.fill("#pin-again", OTHER_PIN)
    page.locator("main button[type=submit]").click()
    page.wait_for_selector("body[data-shift=open]")
    _waiting(page, 0)
    assert evening.told() == {"unit/main/name": "vierpersoons"}


def test_an_answer_that_got_lost_and_a_second_tab_send_nothing_twice(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    lost: list[str] = []

    def lose(route: Route) -> None:
        """The server has it; the phone never hears so."""
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data or "")
        route.fetch()
        route.abort()

    phone.route("**/round/*/sync/", lose)
    _do(page, "add", evening.id, "place/people", "3")
    _until(page, lambda: bool(lost))
    other = _goto(phone, evening)
    _open(other)
    _all_sent(page)
    assert evening.told() == {"place/people": "3"}
    # What one tab types, the other shows; and one sends.
    _do(other, "add", evening.id, "place/people", "4")
    _all_sent(other)
    _until(page, lambda: _do(page, "said", evening.id).get("place/people") == "4")
    with evening.town.seen_by(evening.town.lead):
        people = recorded(evening.visit).state["place/people"]
    assert [one.typed for one in people.history] == ["3", "4"]


def test_left_alone_it_locks_and_after_its_term_the_files_are_gone(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    phone.set_offline(True)
    _do(page, "add", evening.id, "place/people", "5")
    _waiting(page, 1)
    page.close()
    now = time.time()
    later = phone.new_page()
    later.clock.install(time=now)
    later.goto(evening.server + reverse("round"))
    later.wait_for_selector("#pin-open")
    _open(later)
    later.clock.fast_forward("06:00")
    later.wait_for_selector("body[data-shift=locked]")
    later.close()
    tomorrow = phone.new_page()
    tomorrow.clock.install(time=now + 17 * 3600)
    tomorrow.goto(evening.server + reverse("round"))
    tomorrow.wait_for_selector("#pin-open")
    kept = _kept(tomorrow)["stores"]
    assert kept["files"] == []
    assert len(kept["operations"]) == 1
    # What was not sent is still there, opens, and goes; then nothing is left.
    phone.set_offline(False)
    tomorrow.fill("#pin-open", PIN)
    tomorrow.locator("main button[type=submit]").click()
    tomorrow.wait_for_selector("#pin-new")
    assert evening.told() == {"place/people": "5"}
    assert not any(_kept(tomorrow)["stores"].values())


def test_a_passkey_opens_the_shift(phone: BrowserContext, evening: Evening) -> None:
    page = _begin(phone, evening)
    tool = phone.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "ctap2Version": "ctap2_1",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "hasPrf": True,
                "isUserVerified": True,
            }
        },
    )
    page.locator("#shift-menu").click()
    page.locator("#shift-passkey").click()
    page.fill("#pin-passkey", PIN)
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("[data-state]")).to_contain_text("passkey")
    page.locator("#shift-lock").click()
    page.wait_for_selector("#pin-open")
    page.get_by_role("button", name="Open with a passkey").click()
    page.wait_for_selector("body[data-shift=open][data-round]")


def test_the_ways_into_a_shift_are_accessible_and_can_be_installed(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _goto(phone, evening)
    page.wait_for_selector("#pin-new")
    assert _faults(page) == []
    page.fill("#pin-new", "123456")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main [role=alert]").first).to_contain_text("guess")
    assert _faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(PHONE)
    page.locator("[data-language=nl]").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("h1")).to_have_text("Begin uw dienst")
    manifest = page.request.get(evening.server + reverse("round_manifest")).json()
    assert manifest["start_url"] == manifest["scope"] == "/round/"
    for icon in manifest["icons"]:
        assert page.request.get(evening.server + icon["src"]).ok
    page.fill("#pin-new", PIN)
    page.fill("#pin-again", PIN)
    page.locator("main button[type=submit]").click()
    page.wait_for_selector("body[data-shift=open][data-round]")
    page.locator("#shift-menu").click()
    assert _faults(page) == []
    page.locator("#shift-end").click()
    assert _faults(page) == []
    page.locator("#shift-sign-out").click()
    expect(page.locator("main a")).to_have_attribute(
        "href", "/accounts/login/?next=/round/"
    )
    assert not any(_kept(page)["stores"].values())


def test_without_script_the_page_says_what_to_do(
    browser: Browser, evening: Evening
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(evening.server + reverse("round"))
    assert page.locator("noscript").count() == 1
    assert "Lindelaan" not in page.content()
    context.close()


SLOW = """async (visit) => {
    const store = await import("/static/onderdak/visit/store.mjs");
    const gaps = [];
    let last = performance.now(), going = true;
    const beat = () => {
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        if (going) setTimeout(beat, 0);
    };
    beat();
    const took = async (work) => {
        const from = performance.now();
        await work();
        return performance.now() - from;
    };
    const typing = [];
    for (let room = 0; room < 30; room += 1) {
        const id = crypto.randomUUID();
        for (const [name, typed] of [["name", `${room}`], ["kind", "bedroom"],
            ["floor_area", "9,5"], ["beds", "2"], ["residents", "2"],
            ["ceiling_height", "2,4"], ["window", true], ["heating", true]])
            typing.push(await took(() => store.addOperation(visit,
                { path: `room/${id}/${name}`, typed })));
    }
    const canvas = new OffscreenCanvas(4000, 3000);
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 3000; at += 1) {
        pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
        pen.fillRect(Math.random() * 4000, Math.random() * 3000, 60, 60);
    }
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    gaps.length = 0;
    last = performance.now();
    const photos = [], among = [];
    for (let at = 0; at < 60; at += 1) {
        const kept = took(() => store.keepPhoto(visit, blob, { path: "place/photo" }));
        among.push(await took(() => store.addOperation(visit,
            { path: "place/people", typed: String(at) })));
        photos.push(await kept);
    }
    going = false;
    const most = (all) => Math.round(Math.max(...all));
    const middle = (all) => Math.round(all.sort((a, b) => a - b)[all.length >> 1]);
    const of = (all) => ({ middle: middle(all), most: most(all) });
    return { bytes: blob.size, typing: of(typing), typingAmongPhotos: of(among),
        photo: of(photos), longestHold: most(gaps),
        reading: Math.round(await took(() => store.stateOf(visit))) };
}"""


def test_thirty_rooms_and_sixty_photos_on_a_slow_phone(
    phone: BrowserContext, evening: Evening, record_property: Any
) -> None:
    """Everything is kept and arrives; how long it took is told, never judged here."""
    page = _begin(phone, evening)
    phone.set_offline(True)
    tool = phone.new_cdp_session(page)
    tool.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.set_default_timeout(240_000)
    measured = page.evaluate(SLOW, evening.id)
    page.locator("#shift-lock").click()
    page.wait_for_selector("#pin-open")
    began = time.monotonic()
    _open(page)
    measured["opening"] = round((time.monotonic() - began) * 1000)
    tool.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    _waiting(page, 30 * 8 + 60 + 60 + 60)
    phone.set_offline(False)
    began = time.monotonic()
    _waiting(page, 0)
    measured["sending"] = round((time.monotonic() - began) * 1000)
    for name, value in measured.items():
        record_property(name, json.dumps(value))
    print(json.dumps(measured))
    with evening.town.seen_by(evening.town.lead):
        here = recorded(evening.visit).state
        kept = photos_of(evening.visit)
    assert len([path for path in here if path.endswith("/floor_area")]) == 30
    assert len(kept) == 60
