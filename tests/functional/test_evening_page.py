"""An evening on a phone: one thumb, and a network that goes away for a minute."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Role, User, scope
from onderdak.foundation.privacy.models import Opening
from onderdak.register.nights.contract.evenings import (
    night_of,
)
from onderdak.register.nights.models import Guest, Stay, Tap
from tests.functional.conftest import CHROMIUM
from tests.functional.test_every_page import _faults
from tests.integration.test_every_door import _declare
from tests.people import OWN, Persona, Sides, make_sides
from tests.world import acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE: ViewportSize = {"width": 390, "height": 844}
GUESTS = 12


@pytest.fixture
def sides() -> Sides:
    made = make_sides()
    _declare(made.houses[OWN], GUESTS, "REF-")
    return made


def _sign_in(context: BrowserContext, user: User, server: str) -> None:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": value, "url": server}])


def _manager(sides: Sides) -> User:
    return sides.users[Persona(OWN, Role.PROVIDER_MANAGER)]


@pytest.fixture
def address(sides: Sides, live_server: LiveServer) -> str:
    place = sides.houses[OWN].location.pk
    return str(live_server.url) + reverse("evening", args=[place])


@pytest.fixture
def phone(
    browser: Browser, sides: Sides, live_server: LiveServer
) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True)
    made.set_default_timeout(10_000)
    _sign_in(made, _manager(sides), live_server.url)
    yield made
    for page in made.pages:
        page.wait_for_load_state("networkidle")
    made.close()


def _open(phone: BrowserContext, address: str) -> Page:
    page = phone.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-evening][data-worker]")
    return page


def _rows(page: Page) -> int:
    return page.locator("[data-list] > .evening__list").first.locator("> li").count()


def _row(page: Page, number: int) -> str:
    return page.locator("[data-guest]").nth(number).get_attribute("data-guest") or ""


def _tap(page: Page, act: str, guest: str) -> None:
    page.locator(f'button[name=tap][value="{act} {guest}"]').click()


def _move(page: Page, guest: str, room: str) -> None:
    page.locator(f'[data-move="{guest}"]').click()
    page.locator("#move summary").click()
    page.fill("#move [name=room]", room)
    page.locator("#move button[value=move]").click()


def _arrives(page: Page, name: str, room: str) -> None:
    form = page.locator("[data-arrival]")
    form.locator("[name=name]").fill(name)
    form.locator("[name=residence]").fill("Voorbeeldowo")
    if not form.locator("[name=room]").is_visible():
        form.locator("summary").click()
    form.locator("[name=room]").fill(room)
    form.locator("button[value=arrive]").click()


def _recorded(page: Page, sides: Sides, number: int) -> None:
    """Wait until the server has so many taps, and the page knows it."""
    for _ in range(100):
        if len(_taps(sides)) == number:
            break
        page.wait_for_timeout(50)
    assert len(_taps(sides)) == number
    page.wait_for_selector('body[data-waiting="0"]')


def _taps(sides: Sides) -> list[tuple[int | None, str, list[object]]]:
    with scope(acting(sides.houses[OWN].manager)):
        return [
            (tap.sequence, tap.act, tap.refused) for tap in Tap.objects.order_by("id")
        ]


def test_an_evening_with_the_network_cut(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    """Taps go on, survive a reload without network, and arrive in their order."""
    page = _open(phone, address)
    first, second, third = (_row(page, number) for number in range(3))
    _tap(page, "leave", first)
    _recorded(page, sides, 1)
    phone.set_offline(True)
    _tap(page, "leave", second)
    _move(page, third, "98")
    _move(page, third, "99")
    _arrives(page, "Anna Voorbeeld", "97")
    page.wait_for_selector('body[data-waiting="4"]')
    page.reload()
    page.wait_for_selector('body[data-waiting="4"]')
    expect(page.locator("[data-sending]")).to_contain_text("AV")
    expect(page.locator("[data-guest]").first).to_be_visible()
    assert "Anna" not in page.content()
    page.locator("[data-arrival] [name=name]").fill("Piotr Half")
    page.wait_for_timeout(400)
    page.reload()
    page.wait_for_selector('body[data-waiting="4"]')
    expect(page.locator("[data-arrival] [name=name]")).to_have_value("Piotr Half")
    assert len(_taps(sides)) == 1
    phone.set_offline(False)
    _recorded(page, sides, 5)
    assert _taps(sides) == [
        (1, "leave", []),
        (2, "leave", []),
        (3, "move", []),
        (4, "move", []),
        (5, "arrive", []),
    ]
    assert _kept(page, "taps") == 0
    with scope(acting(sides.houses[OWN].manager)):
        tonight = night_of(timezone.localtime())
        here = Stay.objects.filter(arrival__lte=tonight, ends__gt=tonight)
        assert here.count() == GUESTS - 2 + 1
        assert here.filter(guest__initials="AV").count() == 1


def _kept(page: Page, store: str) -> int:
    return int(
        page.evaluate(
            """store => new Promise((done) => {
                const asked = indexedDB.open("onderdak-evening");
                asked.onsuccess = () => {
                    const count = asked.result.transaction(store)
                        .objectStore(store).count();
                    count.onsuccess = () => done(count.result);
                };
            })""",
            store,
        )
    )


def test_a_list_of_last_night_is_written_to_only_by_who_says_so(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    """The list of the evening, opened next morning without a connection."""
    night = night_of(timezone.localtime())
    page = phone.new_page()
    page.clock.set_fixed_time(f"{night}T20:00:00Z")
    page.goto(address)
    page.wait_for_selector("body[data-evening][data-worker]")
    phone.set_offline(True)
    page.clock.set_fixed_time(f"{night + timedelta(days=1)}T07:30:00Z")
    page.reload()
    expect(page.locator("[data-sending]")).to_contain_text("not of tonight")
    first = _row(page, 0)
    asked: list[str] = []
    page.once("dialog", lambda question: asked.append(question.message))
    page.once("dialog", lambda question: question.dismiss())
    _tap(page, "leave", first)
    assert "record this for that night" in asked[0]
    assert page.locator('body[data-waiting="0"]').count() == 1
    page.once("dialog", lambda question: question.accept())
    _tap(page, "leave", first)
    page.wait_for_selector('body[data-waiting="1"]')
    phone.set_offline(False)
    _recorded(page, sides, 1)
    with scope(acting(sides.houses[OWN].manager)):
        assert Tap.objects.get().night == night


def test_nothing_readable_lies_on_the_phone(
    phone: BrowserContext, address: str
) -> None:
    page = _open(phone, address)
    phone.set_offline(True)
    _arrives(page, "Anna Voorbeeld", "97")
    page.wait_for_selector('body[data-waiting="1"]')
    kept = page.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.open("onderdak-evening");
            asked.onsuccess = async () => {
                const text = new TextDecoder(), out = {};
                for (const store of ["taps", "copies", "drafts", "devices"]) {
                    const all = await new Promise((resolve) => {
                        const got = asked.result.transaction(store)
                            .objectStore(store).getAll();
                        got.onsuccess = () => resolve(got.result);
                    });
                    out[store] = all.map((one) => JSON.stringify({ ...one,
                        sealed: one.sealed ? text.decode(one.sealed) : "" }));
                }
                const key = await new Promise((resolve) => {
                    const got = asked.result.transaction("keys")
                        .objectStore("keys").get("own");
                    got.onsuccess = () => resolve(got.result);
                });
                const names = await caches.keys(), cached = [];
                for (const name of names) {
                    for (const one of await (await caches.open(name)).keys())
                        cached.push(new URL(one.url).pathname);
                }
                done({ out, extractable: key.extractable, cached });
            };
        })"""
    )
    plain = json.dumps(kept["out"])
    assert kept["out"]["taps"]
    assert kept["out"]["copies"]
    assert not [word for word in ("Anna", "Voorbeeldowo", "REF-") if word in plain]
    assert kept["extractable"] is False
    assert not [path for path in kept["cached"] if path.startswith("/locations/")]


def test_a_name_is_opened_one_at_a_time_and_logged_once(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    page = _open(phone, address)
    assert "Gast 0" not in page.content()
    openers = page.locator("button[name=open]")
    openers.nth(0).click()
    names = page.locator("[data-name]:visible")
    expect(names).to_have_count(1)
    expect(names).to_contain_text("Gast")
    openers.nth(1).click()
    expect(names).to_have_count(1)
    openers.nth(1).click()
    expect(names).to_have_count(0)
    with scope(acting(sides.towns[OWN].officer)):
        assert Opening.objects.filter(ground="own_entry").count() == 2


def _start(browser: Browser, profile: Path) -> BrowserContext:
    """A browser of its own, whose profile outlives it."""
    started = browser.browser_type.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        args=["--headless=new", "--no-sandbox", "--disable-gpu"],
        viewport=PHONE,
        locale="nl-NL",
    )
    started.set_default_timeout(10_000)
    return started


def test_what_waits_survives_closing_the_browser(
    browser: Browser,
    address: str,
    sides: Sides,
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    first = _start(browser, tmp_path)
    _sign_in(first, _manager(sides), live_server.url)
    page = _open(first, address)
    guest = _row(page, 0)
    first.set_offline(True)
    _tap(page, "leave", guest)
    _arrives(page, "Anna Voorbeeld", "97")
    page.wait_for_selector('body[data-waiting="2"]')
    first.close()
    assert not [
        found
        for found in tmp_path.rglob("*")
        if found.is_file() and b"Anna Voorbeeld" in found.read_bytes()
    ]
    second = _start(browser, tmp_path)
    second.set_offline(True)
    page = second.new_page()
    page.goto(address)
    page.wait_for_selector('body[data-waiting="2"]')
    second.set_offline(False)
    _sign_in(second, _manager(sides), live_server.url)
    page.goto(address)
    _recorded(page, sides, 2)
    assert [act for _number, act, _why in _taps(sides)] == ["leave", "arrive"]
    second.close()


def test_a_tap_can_be_taken_out_while_it_waits(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    """It keeps its turn, empty, so that the taps after it are not held up."""
    page = _open(phone, address)
    first, second = _row(page, 0), _row(page, 1)
    phone.set_offline(True)
    _tap(page, "leave", first)
    _tap(page, "leave", second)
    page.wait_for_selector('body[data-waiting="2"]')
    page.locator("[data-sending-list] button").first.click()
    page.wait_for_selector('body[data-waiting="1"]')
    phone.set_offline(False)
    _recorded(page, sides, 2)
    assert [act for _number, act, _why in _taps(sides)] == ["void", "leave"]
    expect(page.locator(f'[data-list] [value="leave {first}"]')).to_be_visible()


def test_ten_changes_take_few_taps(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    """Four leave, three move, two arrive, one stays, and the list is right."""
    page = _open(phone, address)
    page.evaluate(
        """() => { window.fingers = 0; document.addEventListener(
            "pointerdown", () => { window.fingers += 1; }, true); }"""
    )
    rows = [_row(page, number) for number in range(8)]
    for guest in rows[:4]:
        _tap(page, "leave", guest)
    _recorded(page, sides, 4)
    for guest in rows[4:7]:
        page.locator(f'[data-move="{guest}"]').click()
        page.select_option("#move-place, #moving-place", index=1)
        page.locator("#move button[value=move]").click()
    _recorded(page, sides, 7)
    _tap(page, "stay", rows[0])
    for name in ("Anna Voorbeeld", "Piotr Proef"):
        form = page.locator("[data-arrival]")
        form.locator("[name=name]").fill(name)
        form.locator("[name=residence]").fill("Voorbeeldowo")
        form.locator("select[name=place]").select_option(index=1)
        form.locator("button[value=arrive]").click()
    _recorded(page, sides, 10)
    page.locator("button[value=confirm]").click()
    _recorded(page, sides, 11)
    # Choosing from a list and coming to a field to type are taps too.
    assert page.evaluate("window.fingers") + 3 + 2 * 4 <= 30
    assert all(not why for _number, _act, why in _taps(sides))


def test_an_ended_session_loses_nothing(
    phone: BrowserContext, address: str, sides: Sides, live_server: LiveServer
) -> None:
    """The taps wait for a new sign-in, with a new token, and then go."""
    page = _open(phone, address)
    phone.clear_cookies()
    _tap(page, "leave", _row(page, 0))
    expect(page.locator("[data-sending-door] a")).to_be_visible()
    page.wait_for_selector('body[data-waiting="1"]')
    assert _taps(sides) == []
    _sign_in(phone, _manager(sides), live_server.url)
    page.goto(address)
    _recorded(page, sides, 1)
    assert [act for _number, act, _why in _taps(sides)] == ["leave"]


def test_taps_do_not_go_under_the_account_of_who_signed_in_after(
    phone: BrowserContext, address: str, sides: Sides, live_server: LiveServer
) -> None:
    """One phone, two people: what the first tapped waits for the first."""
    page = _open(phone, address)
    phone.set_offline(True)
    _tap(page, "leave", _row(page, 0))
    page.wait_for_selector('body[data-waiting="1"]')
    _sign_in(phone, sides.users[Persona(OWN, Role.HOUSE_STAFF)], str(live_server.url))
    phone.set_offline(False)
    expect(page.locator("[data-sending]")).to_contain_text("account")
    assert _taps(sides) == []
    _sign_in(phone, _manager(sides), str(live_server.url))
    page.reload()
    _recorded(page, sides, 1)


def test_a_list_that_is_not_kept_is_fetched_all_the_same(
    phone: BrowserContext, address: str, live_server: LiveServer
) -> None:
    """The page itself came too late over a slow connection; the list still comes."""
    empty = Client().get(reverse("evening_shell", args=["nl"])).content.decode()
    phone.route(
        address, lambda route: route.fulfill(body=empty, content_type="text/html")
    )
    page = phone.new_page()
    page.goto(address)
    expect(page.locator("[data-guest]").first).to_be_visible()
    page.wait_for_selector("body[data-evening]")


def test_a_refused_tap_says_why_and_goes_back_into_the_form(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    page = _open(phone, address)
    form = page.locator("[data-arrival]")
    form.locator("[name=reference]").fill("REF-1")
    _arrives(page, "Anna Voorbeeld", "97")
    refused = page.locator('[data-sending-list] li[data-state="refused"]')
    expect(refused).to_be_visible()
    refused.locator("button").first.click()
    expect(form.locator("[name=name]")).to_have_value("Anna Voorbeeld")
    form.locator("[name=reference]").fill("")
    form.locator("button[value=arrive]").click()
    _recorded(page, sides, 2)
    assert [why for *_tap, why in _taps(sides)][1:] == [[]]
    with scope(acting(sides.houses[OWN].manager)):
        assert Guest.objects.filter(initials="AV").count() == 1


def test_signing_out_takes_the_list_from_the_phone(
    phone: BrowserContext, address: str, live_server: LiveServer
) -> None:
    page = _open(phone, address)
    page.reload()  # the service worker stands between from now on
    page.wait_for_selector("body[data-evening]")
    assert _kept(page, "copies") == 1
    page.evaluate(
        """() => { const form = document.querySelector(
            'form[action="/accounts/logout/"]'); form.requestSubmit(); }"""
    )
    page.wait_for_url("**/accounts/login/**")
    for _ in range(20):
        if _kept(page, "copies") == 0:
            break
        page.wait_for_timeout(100)
    assert _kept(page, "copies") == 0


def test_an_evening_without_script(
    browser: Browser, address: str, sides: Sides, live_server: LiveServer
) -> None:
    """The same acts by plain forms, each with its answer."""
    context = browser.new_context(
        viewport=PHONE,
        java_script_enabled=False,
    )
    _sign_in(context, _manager(sides), live_server.url)
    page = context.new_page()
    page.goto(address)
    guest = _row(page, 0)
    page.locator(f'button[value="leave {guest}"]').click()
    expect(page.locator(".notice--success")).to_be_visible()
    guest = _row(page, 0)
    page.locator(f'[data-guest="{guest}"] a').click()
    page.locator("summary", has_text="kamer").or_(
        page.locator("main summary")
    ).first.click()
    page.fill("main [name=room]", "77")
    page.locator("button[value=move]").click()
    page.locator("[data-arrival] [name=name]").fill("Anna Voorbeeld")
    page.locator("[data-arrival] [name=residence]").fill("Voorbeeldowo")
    page.locator("button[value=arrive]").click()
    page.locator("button[value=confirm]").click()
    page.locator("button[name=open]").first.click()
    expect(page.locator("[data-name]:visible")).to_have_count(1)
    assert [act for _n, act, _w in _taps(sides)] == [
        *("leave", "move", "arrive", "confirm"),
    ]
    context.close()


def test_the_evening_by_keyboard(
    phone: BrowserContext, address: str, sides: Sides
) -> None:
    page = _open(phone, address)
    mover = page.locator("[data-move]").first
    mover.focus()
    page.keyboard.press("Enter")
    dialogue = page.locator("#move")
    expect(dialogue).to_be_visible()
    assert _faults(page) == []
    page.keyboard.press("Escape")
    expect(dialogue).to_be_hidden()
    page.locator("button[name=tap]").nth(1).focus()
    page.keyboard.press("Enter")
    _recorded(page, sides, 1)
    expect(page.locator("[data-sending-list] [data-state=sent]")).to_be_visible()
    page.wait_for_selector(".evening__steps button")
    # The focus stays with the guest, who now stands under those who left.
    assert page.evaluate("document.activeElement.closest('[data-guest]') !== null")
    page.locator(".evening__steps button").first.focus()
    page.keyboard.press("Space")
    _recorded(page, sides, 2)
    assert [act for _n, act, _w in _taps(sides)] == ["leave", "take_back"]


def test_the_page_of_an_evening_stays_accessible_as_it_changes(
    phone: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = _open(phone, address)
    assert _faults(page) == []
    phone.set_offline(True)
    _tap(page, "leave", _row(page, 0))
    _arrives(page, "Anna Voorbeeld", "97")
    page.wait_for_selector('body[data-waiting="2"]')
    assert _faults(page) == []
    page.reload()
    page.wait_for_selector('body[data-waiting="2"]')
    assert _faults(page) == []
