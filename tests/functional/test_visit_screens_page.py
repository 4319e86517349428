"""The screens of a visit, as an inspector walks them: at the door, inside, after."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import User
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.handing_over import (
    HomeRegistry,
    RegistryAddress,
    SealedDocument,
    hand_over_to,
)
from onderdak.supervision.inspections.contract.syncing import photos_of, recorded
from onderdak.supervision.inspections.contract.warrants import (
    ask_warrant,
    decide_warrant,
)
from tests.functional.test_every_page import _faults
from tests.functional.test_visit_offline_page import (
    OTHER_PIN,
    PHONE,
    Evening,
    _asked,
    _begin,
    _do,
    _leave,
    _open,
    _sign_in,
    _waiting,
)
from tests.integration.inspections.visiting import make_visit_town
from tests.pictures import a_photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SCREENS = (
    *("", "file", "door", "rooms", "lists", "photos", "statements", "registry"),
    *("signs", "child", "good", "act", "findings", "conflicts", "unsent", "leave"),
    *("check/fire_safety/main", "check/manager", "check/neighbours_round"),
    *("read/purpose/pl", "read/silence/uk", "read/consent/bg", "leave/refused"),
)


@pytest.fixture
def evening(live_server: LiveServer) -> Evening:
    """A visit of tonight, and two inspectors who go."""
    town = make_visit_town()
    both = [town.lead.user_id, town.second.user_id]
    for user in both:
        Authenticator.objects.create(
            user_id=user,
            type=Authenticator.Type.TOTP,
            data={"secret": "unused in tests"},
        )
    User.objects.filter(pk__in=both).update(language="en")
    visit = town.planned(day=timezone.localdate())
    return Evening(town, visit, str(live_server.url))


@pytest.fixture
def phone(browser: Browser, evening: Evening) -> Iterator[BrowserContext]:
    yield from _phone_of(browser, evening, evening.town.lead.user_id)


@pytest.fixture
def other_phone(browser: Browser, evening: Evening) -> Iterator[BrowserContext]:
    yield from _phone_of(browser, evening, evening.town.second.user_id)


def _phone_of(
    browser: Browser, evening: Evening, user: int
) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=PHONE, locale="en-GB", has_touch=True)
    made.set_default_timeout(20_000)
    _sign_in(made, User.objects.get(pk=user), evening.server)
    asked = _asked(made)
    yield made
    # Nothing is sent any more while the database is emptied.
    made.set_offline(True)
    _leave(made, asked)


def _screen(page: Page, evening: Evening, path: str) -> None:
    """Go to a screen of the visit by its address, and wait until it stands."""
    wanted = "#/visit/" + "/".join(filter(None, (evening.id, path)))
    page.evaluate("wanted => { window.location.hash = wanted; }", wanted)
    page.wait_for_selector(f"main[data-screen='{path.split('/')[0] or 'visit'}']")


def _field(page: Page, path: str, part: str = "") -> Locator:
    """The control of a question, or one of its answers."""
    plain = "".join(each if each.isalnum() or each in "-_" else "_" for each in path)
    return page.locator(f"#f-{plain}{f'-{part}' if part else ''}")


def _answer(page: Page, path: str, part: str) -> None:
    field = _field(page, path, part)
    field.click()
    expect(field).to_have_attribute("aria-pressed", "true")


def _go_in(page: Page, evening: Evening) -> None:
    """Past the door by all steps, with the purpose read aloud in Polish."""
    _screen(page, evening, "door")
    _answer(page, "entry/at_dwelling", "true")
    _answer(page, "entry/identified", "true")
    _answer(page, "entry/language", "pl")
    page.get_by_role("link", name="Read aloud: why we are here").click()
    expect(page.locator(".visit__aloud")).to_have_attribute("lang", "pl")
    page.locator("#read-done").click()
    page.wait_for_selector("main[data-screen='door']")
    _answer(page, "entry/purpose_stated", "true")
    _answer(page, "entry/consent", "given")
    page.get_by_role("button", name="We go in with consent").click()
    page.wait_for_selector("main[data-screen='rooms']")


def _arrived(page: Page, evening: Evening, path: str, number: int) -> None:
    """Wait until the server has so many answers to a question."""
    for _ in range(200):
        with evening.town.seen_by(evening.town.lead):
            found = recorded(evening.visit).state.get(path)
        if found is not None and len(found.history) >= number:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{path} did not arrive")


def _add_room(page: Page, evening: Evening, kind: str) -> str:
    _screen(page, evening, "rooms")
    page.locator(f"#add-{kind}").click()
    page.wait_for_selector("main[data-screen='room']")
    return str(page.evaluate("window.location.hash.split('/').at(-1)"))


def test_a_visit_from_the_door_to_a_finding_with_the_network_cut(
    phone: BrowserContext, evening: Evening
) -> None:
    """Three rooms, a photo and a finding, in a basement; all of it arrives."""
    page = _begin(phone, evening)
    page.get_by_role("link", name="Lindelaan 1").click()
    expect(page.locator("h1")).to_be_focused()
    _go_in(page, evening)
    _waiting(page, 0)
    phone.set_offline(True)

    bedroom = _add_room(page, evening, "bedroom")
    expect(_field(page, f"room/{bedroom}/floor_area")).to_have_count(0)
    _answer(page, f"room/{bedroom}/consent", "given")
    _field(page, f"room/{bedroom}/floor_area").fill("9,5")
    for _ in range(4):
        _field(page, f"room/{bedroom}/people", "more").click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    expect(page.locator(".visit__thumb canvas[data-drawn]")).to_have_count(1)

    closed = _add_room(page, evening, "bedroom")
    _answer(page, f"room/{closed}/consent", "silent")
    expect(page.locator("main")).to_contain_text("Silence is refusal")
    expect(_field(page, f"room/{closed}/floor_area")).to_have_count(0)
    kitchen = _add_room(page, evening, "kitchen")
    _field(page, f"room/{kitchen}/floor_area").fill("twelve")
    expect(page.locator(".visit__wrong:visible")).to_contain_text("What you typed")

    _screen(page, evening, "check/unit_kind/main")
    _answer(page, "unit/main/use", "dwelling")
    _field(page, "unit/main/floor_area").fill("40")
    _field(page, "unit/main/people").fill("9")
    _screen(page, evening, "findings")
    found = page.locator('.visit__finding[data-rule="A01"]').first
    expect(found).to_contain_text("9")
    _answer(page, "finding/A01@/verdict", "confirmed")
    expect(page.locator("[data-sent]")).to_contain_text("to send")

    phone.set_offline(False)
    _waiting(page, 0)
    told = evening.told()
    assert told["entry/consent"] == "given"
    assert told["entry/purpose_read"] == "pl"
    assert told[f"room/{bedroom}/floor_area"] == "9,5"
    assert told[f"room/{bedroom}/people"] == 4
    assert told[f"room/{closed}/consent"] == "silent"
    assert told[f"room/{kitchen}/floor_area"] == "twelve"
    assert told["finding/A01@/verdict"] == "confirmed"
    with evening.town.seen_by(evening.town.lead):
        assert len(photos_of(evening.visit)) == 1


def test_two_inspectors_who_typed_something_else_settle_it_with_a_tap(
    phone: BrowserContext, other_phone: BrowserContext, evening: Evening
) -> None:
    """Both answers stand side by side until somebody chooses; none is lost."""
    one, two = _begin(phone, evening), _begin(other_phone, evening, OTHER_PIN)
    phone.set_offline(True)
    other_phone.set_offline(True)
    for page, area in ((one, "40"), (two, "44")):
        _screen(page, evening, "check/unit_kind/main")
        _field(page, "unit/main/floor_area").fill(area)
        page.wait_for_selector("body[data-waiting='1']")
    phone.set_offline(False)
    _waiting(one, 0)
    other_phone.set_offline(False)
    _waiting(two, 0)
    _screen(two, evening, "conflicts")
    sides = two.locator(".visit__side")
    expect(sides).to_have_count(2)
    expect(two.locator(".visit__sides")).to_contain_text("40")
    expect(two.locator(".visit__sides")).to_contain_text("44")
    assert _faults(two) == []
    sides.filter(has_text="40").get_by_role("button").click()
    expect(two.locator(".visit__side")).to_have_count(0)
    _arrived(two, evening, "unit/main/floor_area", 3)
    _do(one, "sync", evening.id)
    one.locator("h1").click()  # out of the field: now the colleague's answer is drawn
    expect(_field(one, "unit/main/floor_area")).to_have_value("40")
    one.get_by_role("link", name="Answers: 3").click()
    expect(one.locator(".visit__log")).to_contain_text("44")
    with evening.town.seen_by(evening.town.lead):
        state = recorded(evening.visit).state["unit/main/floor_area"]
        assert state.value == "40"
        assert {each.typed for each in state.history} == {"40", "44"}


def test_consent_can_be_withdrawn_from_every_screen_and_ends_it_there(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _go_in(page, evening)
    out = page.get_by_role("link", name="Consent withdrawn")
    for path in SCREENS:
        if not path.startswith("leave"):
            _screen(page, evening, path)
            expect(out).to_be_in_viewport()
    room = _add_room(page, evening, "bedroom")
    _answer(page, f"room/{room}/consent", "given")
    out.click()
    page.locator("#leave-now").click()
    page.wait_for_selector("main[data-screen='visit']")
    expect(page.locator("main")).to_contain_text("Consent was withdrawn")
    expect(out).to_have_count(0)
    _screen(page, evening, f"room/{room}")
    expect(_field(page, f"room/{room}/floor_area")).to_have_count(0)
    _arrived(page, evening, "entry/left_at", 1)
    told = evening.told()
    assert told["entry/consent"] == "withdrawn"
    assert told["entry/left_at_once"] is True
    assert told["entry/left_at"]


def test_silence_is_refusal_and_a_warrant_shows_only_where_there_is_one(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    _answer(page, "entry/consent", "silent")
    expect(page.locator("main")).to_contain_text("Silence is refusal")
    expect(page.get_by_role("button", name="We go in under")).to_have_count(0)
    expect(page.get_by_role("button", name="We go in with")).to_have_count(0)
    page.get_by_role("link", name="We leave").click()
    page.locator("#leave-now").click()
    page.wait_for_selector("main[data-screen='visit']")
    _arrived(page, evening, "entry/entered", 1)
    assert evening.told()["entry/entered"] is False


def _granted(evening: Evening) -> None:
    """A warrant of today, which speaks of the night too: a test runs at any hour."""
    # Of the day of the visit, also where midnight passes while this is written.
    town, day = evening.town, evening.visit.day
    now = timezone.make_aware(datetime.combine(day, time(0, 1)))
    night = "Residents are at home only after midnight."
    with town.seen_by(town.lead):
        asked = ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=evening.visit.number,
            request=town.request(dwellings=town.houses[:2], night_because=night),
            at=now,
        )
    with town.seen_by(town.mayor):
        decide_warrant(
            by=town.mayor,
            municipality=town.code,
            warrant=asked.pk,
            grant=True,
            words="Overcrowding is likely, and consent was refused.",
            at=now,
        )


def test_a_warrant_opens_its_way_after_a_no_and_the_homes_it_names(
    phone: BrowserContext, evening: Evening
) -> None:
    _granted(evening)
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    under = page.get_by_role("button", name="We go in under the warrant")
    expect(under).to_have_count(0)
    _answer(page, "entry/consent", "refused")
    expect(page.locator("main")).to_contain_text("Huisvestingswet 2014 art. 34")
    expect(page.locator(".visit__facts")).to_contain_text("Lindelaan 1")
    under.click()
    page.wait_for_selector("main[data-screen='rooms']")
    # Nobody let them in: nobody can send them out by withdrawing what was not given.
    expect(page.get_by_role("link", name="Consent withdrawn")).to_have_count(0)
    room = _add_room(page, evening, "bedroom")
    expect(page.locator("main")).to_contain_text("You are here under the warrant")
    area = _field(page, f"room/{room}/floor_area")
    expect(area).to_have_count(0)
    _answer(page, f"room/{room}/own_home", "false")
    expect(area).to_be_visible()
    _answer(page, f"room/{room}/own_home", "true")
    expect(area).to_have_count(0)
    _answer(page, f"room/{room}/named", "false")
    expect(area).to_have_count(0)
    _answer(page, f"room/{room}/consent", "given")
    expect(area).to_be_visible()
    _answer(page, f"room/{room}/consent", "refused")
    expect(area).to_have_count(0)
    _answer(page, f"room/{room}/named", "true")
    expect(area).to_have_count(0)
    _answer(page, f"room/{room}/dwelling", str(evening.town.houses[1]))
    expect(area).to_have_count(0)
    assert _faults(page) == []
    here = page.locator("#go-in-here")
    _answer(page, f"room/{room}/nobody_home", "true")
    expect(here).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Nobody is at home. The warrant does")
    _field(page, f"room/{room}/nobody_home", "true").click()
    here.click()
    expect(area).to_be_visible()
    page.locator("#not-inside-here").click()
    expect(area).to_have_count(0)
    expect(_field(page, f"room/{room}/not_inside_because")).to_be_visible()
    here.click()
    expect(area).to_be_visible()
    _arrived(page, evening, f"room/{room}/now_in", 3)
    assert _faults(page) == []
    _arrived(page, evening, f"room/{room}/named", 2)
    told = evening.told()
    assert told["entry/warrant"] is True
    assert told["entry/consent"] == "refused"
    assert told[f"room/{room}/entered"] == str(evening.town.houses[1])
    assert told[f"room/{room}/entered_on"]
    assert told[f"room/{room}/entered_at"]


def test_another_dwelling_asks_its_own_consent_also_for_what_is_shared_in_it(
    phone: BrowserContext, evening: Evening
) -> None:
    """The yes at the front door is one of who lives behind that."""
    page = _begin(phone, evening)
    _go_in(page, evening)
    kitchen = _add_room(page, evening, "kitchen")
    area = _field(page, f"room/{kitchen}/floor_area")
    expect(area).to_be_visible()
    _screen(page, evening, "rooms")
    page.locator("summary", has_text="More than one dwelling here?").click()
    page.get_by_role("button", name="Add a dwelling").click()
    asked = page.locator("[data-path^='unit/'][data-path$='/consent']")
    expect(asked).to_contain_text("Does who lives in this dwelling let you in?")
    assert _faults(page) == []
    unit = str(asked.get_attribute("data-path")).split("/")[1]
    _screen(page, evening, f"room/{kitchen}")
    _answer(page, f"room/{kitchen}/unit", unit)
    expect(area).to_have_count(0)
    _screen(page, evening, f"check/unit_kind/{unit}")
    people = _field(page, f"unit/{unit}/people")
    expect(people).to_be_hidden()
    _answer(page, f"unit/{unit}/consent", "refused")
    expect(page.locator("main")).to_contain_text("You do not go into this dwelling.")
    expect(people).to_be_hidden()
    _answer(page, f"unit/{unit}/consent", "given")
    expect(people).to_be_visible()
    assert _faults(page) == []
    _screen(page, evening, f"room/{kitchen}")
    expect(area).to_be_visible()
    expect(page.locator("main")).to_contain_text("the consent at its own door counts")


def test_consent_opens_the_door_only_after_the_card_and_when_it_was_free(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    goes = page.get_by_role("button", name="We go in with consent")
    _answer(page, "entry/consent", "given")
    missing = page.locator("main")
    expect(missing).to_contain_text("show your card, say the purpose")
    expect(goes).to_have_count(0)
    _answer(page, "entry/identified", "true")
    expect(goes).to_have_count(0)
    _answer(page, "entry/purpose_stated", "true")
    expect(goes).to_be_visible()
    _answer(page, "entry/consent_free", "false")
    expect(goes).to_have_count(0)
    expect(missing).to_contain_text("A yes under pressure is no consent")
    _answer(page, "entry/consent_free", "true")
    expect(goes).to_be_visible()


def test_danger_is_asked_twice_and_what_was_entered_on_it_stays_on_record(
    phone: BrowserContext, evening: Evening
) -> None:
    """Who says that nobody went in says why: a tap undoes no entry without a yes."""
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    _answer(page, "entry/consent", "refused")
    danger = page.get_by_role("button", name="We go in because of danger")
    danger.click()
    page.get_by_role("button", name="No, we stay outside").click()
    expect(danger).to_be_focused()
    danger.click()
    assert _faults(page) == []
    page.locator("#danger-sure").click()
    page.wait_for_selector("main[data-screen='rooms']")
    _screen(page, evening, "door")
    expect(page.locator("main")).to_contain_text("inside because of serious danger")
    page.locator("#not-inside").click()
    expect(page.locator("#not-inside")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("stays on record")
    _field(page, "entry/not_inside_because").fill("Somebody opened the door.")
    _arrived(page, evening, "entry/not_inside_because", 1)
    assert _faults(page) == []
    left = evening.told()
    assert left["entry/left_at"]

    _answer(page, "entry/identified", "true")
    _answer(page, "entry/purpose_stated", "true")
    _answer(page, "entry/consent", "given")
    for number in (2, 3):  # a wrong tap on consent says when they were inside last
        page.get_by_role("button", name="We go in with consent").click()
        page.wait_for_selector("main[data-screen='rooms']")
        expect(page.get_by_role("link", name="Consent withdrawn")).to_be_visible()
        _arrived(page, evening, "entry/entered", number)
        _screen(page, evening, "door")
        page.locator("#not-inside").click()
        expect(page.locator("#not-inside")).to_have_count(0)
        _arrived(page, evening, "entry/left_at", 2 * number - 1)
    told = evening.told()
    assert told["entry/entered"] is True
    kept = ("serious_danger", "entered_on", "entered_at", "hour", "left_at")
    assert {name: told[f"entry/{name}"] for name in kept} == {
        name: left[f"entry/{name}"] for name in kept
    }
    assert told["entry/serious_danger"] is True


def test_a_wrong_tap_on_consent_is_taken_back_as_if_nobody_went_in(
    phone: BrowserContext, evening: Evening
) -> None:
    """The history shows both."""
    page = _begin(phone, evening)
    _go_in(page, evening)
    _screen(page, evening, "door")
    page.locator("#not-inside").click()
    expect(page.locator("#not-inside")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("stays on record")
    _arrived(page, evening, "entry/entered", 2)
    told = evening.told()
    assert told["entry/entered"] is None
    assert told["entry/entered_on"] is None


def test_the_door_and_a_room_each_ask_their_own_question(
    phone: BrowserContext, evening: Evening
) -> None:
    """Whether somebody lives here is not which dwelling of a warrant it is."""
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    asked = page.locator("[data-path='entry/at_dwelling']")
    expect(asked).to_contain_text("Does somebody live here?")


def test_a_warrant_is_read_again_at_the_tap(
    phone: BrowserContext, evening: Evening
) -> None:
    """The screen stood open until the warrant was over."""
    _granted(evening)
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    _answer(page, "entry/consent", "refused")
    under = page.get_by_role("button", name="We go in under the warrant")
    expect(under).to_be_visible()
    page.clock.set_fixed_time(timezone.now() + timedelta(days=30))
    under.click()
    expect(page.locator("main")).to_contain_text("The warrant held up to")
    expect(under).to_have_count(0)
    expect(page.locator("main[data-screen='door']")).to_be_visible()


def test_what_a_colleague_typed_under_the_fingers_is_not_replaced(
    phone: BrowserContext, other_phone: BrowserContext, evening: Evening
) -> None:
    """It was on the device, and on no screen."""
    one, two = _begin(phone, evening), _begin(other_phone, evening, OTHER_PIN)
    path = "unit/main/floor_area"
    _screen(one, evening, "check/unit_kind/main")
    _field(one, path).fill("40")
    _arrived(one, evening, path, 1)
    _do(two, "sync", evening.id)
    _screen(two, evening, "check/unit_kind/main")
    expect(_field(two, path)).to_have_value("40")
    _field(two, path).fill("44")
    _arrived(two, evening, path, 2)
    _do(one, "sync", evening.id)
    expect(_field(one, path)).to_have_value("40")
    expect(_field(one, path)).to_be_focused()
    _field(one, path).fill("41")
    _arrived(one, evening, path, 3)
    with evening.town.seen_by(evening.town.lead):
        values = recorded(evening.visit).state[path].values
    assert {each.typed for each in values} == {"41", "44"}


def test_what_may_carry_a_fine_is_asked_after_the_right_to_be_silent(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _screen(page, evening, "check/manager")
    behind = _field(page, "place/management.site_manager", "true")
    expect(behind).to_have_count(0)
    page.get_by_role("link", name="Read aloud: you do not have to answer").click()
    page.locator("#language-ro").click()
    expect(page.locator(".visit__aloud")).to_have_attribute("lang", "ro")
    page.locator("#read-done").click()
    page.wait_for_selector("main[data-screen='check']")
    expect(behind).to_be_visible()


def test_a_statement_is_asked_only_where_the_purpose_needs_one(
    phone: BrowserContext, evening: Evening
) -> None:
    """And it is sealed as soon as the server has it."""
    page = _begin(phone, evening)
    _screen(page, evening, "statements")
    expect(page.locator("#statement-new")).to_have_count(0)
    _answer(page, "entry/statement_needed", "true")
    asked = page.locator("textarea[id$='_words']:not([id$='_own_words'])")
    for number in (1, 2):  # said to each of them anew
        page.locator("#statement-new").click()
        silence = page.get_by_role("link", name="Read aloud: you do not have")
        expect(silence).to_have_count(1)
        expect(asked).to_have_count(number - 1)
        silence.click()
        page.locator("#language-pl").click()
        expect(page.locator(".visit__aloud")).to_have_attribute("lang", "pl")
        page.locator("#read-done").click()
        page.wait_for_selector("main[data-screen='statements']")
        expect(asked).to_have_count(number)
    asked.last.fill("I pay 120 a week.")
    page.wait_for_selector("body:not([data-waiting='0'])")
    _waiting(page, 0)
    said = [path for path in evening.told() if path.startswith("statement/")]
    assert any(path.endswith("/words") for path in said)
    assert sum(path.endswith("/silence_told") for path in said) == 2
    assert "entry/silence_told" not in evening.told()
    assert not [path for path in said if evening.told()[path]]


def test_each_screen_is_accessible_and_fits_a_small_phone(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    _go_in(page, evening)
    room = _add_room(page, evening, "bedroom")
    _answer(page, f"room/{room}/consent", "given")
    for path in (*SCREENS, f"room/{room}"):
        _screen(page, evening, path)
        expect(page.locator("h1")).to_be_focused()
        assert _faults(page) == [], path
        page.set_viewport_size({"width": 320, "height": 640})
        assert _too_wide(page) <= 0, path
        page.set_viewport_size(PHONE)
    assert complaints == []


def _too_wide(page: Page) -> int:
    return int(
        page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )
    )


def test_the_door_can_be_walked_by_keyboard(
    phone: BrowserContext, evening: Evening
) -> None:
    """The focus stays at the question that was answered."""
    page = _begin(phone, evening)
    _screen(page, evening, "door")
    chosen = _field(page, "entry/consent", "given")
    chosen.focus()
    page.keyboard.press("Space")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(chosen).to_be_focused()
    page.keyboard.press("Space")  # taken back: that is an answer too
    expect(chosen).to_have_attribute("aria-pressed", "false")
    expect(page.locator("main")).to_contain_text("Answers: 2")


class _TestRegistry:
    """Takes documents in as a registry would: with the private key, and in memory."""

    def __init__(self) -> None:
        self._key = generate_private_key(public_exponent=65537, key_size=2048)
        self.received: list[bytes] = []
        self.refuses = False

    def address(self, municipality: str) -> RegistryAddress:
        key = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        key.pop("key_ops", None)
        return RegistryAddress("the registry of Eenstad", key)

    def receive(
        self, municipality: str, visit: str, document: SealedDocument, *, by: int
    ) -> None:
        if self.refuses:
            raise Conflict(text("The box of the registry is full. Phone the registry."))
        padding = OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None)
        key = self._key.decrypt(document.key, padding)
        self.received.append(AESGCM(key).decrypt(document.iv, document.content, None))


# As a phone that fetched the visit long before another checklist came in use.
OLD_LIST = """async visit => {
    const store = await import("/static/onderdak/visit/store.mjs");
    const file = await store.fileOf(visit);
    await store.keepFile(visit, { ...file, kit_key: "a".repeat(64) });
}"""


def test_a_phone_with_an_old_checklist_says_so_and_loses_nothing(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    page.evaluate(OLD_LIST, evening.id)
    _screen(page, evening, "check/unit_kind/main")
    _field(page, "unit/main/floor_area").fill("40")
    _arrived(page, evening, "unit/main/floor_area", 1)
    _screen(page, evening, "")
    told = page.locator(".visit__note--warning", has_text="another checklist")
    expect(told).to_contain_text("All that you typed is kept")
    # Fetched again, the phone asks what the visit asks, and has nothing more to say.
    page.locator("#shift-menu").click()
    page.locator("#shift-fetch").click()
    expect(told).to_have_count(0)
    assert evening.told()["unit/main/floor_area"] == "40"


def test_a_reinspection_asks_first_what_failed_and_the_rest_is_a_tap_away(
    phone: BrowserContext, evening: Evening
) -> None:
    alarms = {"rule": "A12", "part": "smoke_alarms", "place": "", "words": "Alarms"}
    with evening.town.seen_by(evening.town.lead):
        Visit.objects.filter(pk=evening.visit.pk).update(failed_items=[alarms])
    page = _begin(phone, evening)
    _screen(page, evening, "lists")
    rest = page.locator("details", has_text="The rest of the checklist")
    first = page.get_by_role("link", name="Fire safety")
    expect(first).to_be_visible()
    expect(rest.get_by_role("link").first).to_be_hidden()
    rest.locator("summary").click()
    expect(rest.get_by_role("link").first).to_be_visible()
    first.click()
    page.wait_for_selector("main[data-screen='check']")
    expect(_field(page, "unit/main/fire.smoke_alarms", "true")).to_be_visible()
    besides = page.locator("details", has_text="The rest of the checklist")
    expect(besides.locator("button").first).to_be_hidden()
    besides.locator("summary").click()
    expect(besides.locator("button").first).to_be_visible()


def test_a_document_goes_to_the_registry_and_stays_nowhere(
    phone: BrowserContext, evening: Evening
) -> None:
    registry = _TestRegistry()
    hand_over_to(registry)
    try:
        page = _begin(phone, evening)
        _screen(page, evening, "registry")
        document = a_photo()
        page.locator("main input[type=file]").set_input_files(
            {"name": "id.jpg", "mimeType": "image/jpeg", "buffer": document}
        )
        expect(page.locator("main")).to_contain_text("Handed over")
        page.wait_for_selector(".visit__part li")
        _waiting(page, 0)
        assert registry.received == [document]
        handed = [path for path in evening.told() if path.startswith("handed/")]
        assert len(handed) == 1
        assert set(evening.told()[handed[0]]) == {"to", "at"}
        with evening.town.seen_by(evening.town.lead):
            assert len(photos_of(evening.visit)) == 0
    finally:
        hand_over_to(HomeRegistry())


def test_where_no_answer_came_the_same_document_goes_again_or_hears_why_not(
    phone: BrowserContext, evening: Evening
) -> None:
    registry = _TestRegistry()
    hand_over_to(registry)
    sent: list[str] = []

    def lost_once(route: Route) -> None:
        sent.append(route.request.post_data or "")
        if len(sent) == 1:
            route.fetch()  # it arrives, and only the answer is lost
            route.abort()
        else:
            route.continue_()

    try:
        page = _begin(phone, evening)
        _screen(page, evening, "registry")
        chosen = page.locator("main input[type=file]")
        again = page.get_by_role("button", name="Send the same again")
        photo = a_photo()
        registry.refuses = True
        chosen.set_input_files(
            {"name": "id.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        expect(page.locator("main")).to_contain_text("Phone the registry")
        expect(again).to_have_count(0)
        registry.refuses = False
        phone.route("**/round/*/hand-over/", lost_once)
        chosen.set_input_files(
            {"name": "id.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        expect(again).to_be_visible()
        # What a colleague typed comes in, and everything is drawn anew.
        drawn = chosen.get_attribute("id")
        page.evaluate(
            "async visit => (await import('/static/onderdak/visit/book.mjs'))"
            ".tell({ visit, kind: 'operations' })",
            evening.id,
        )
        expect(chosen).not_to_have_attribute("id", drawn or "")
        expect(page.locator("main")).to_contain_text("No answer came")
        again.click()
        expect(page.locator("main")).to_contain_text("Handed over")
        page.wait_for_selector(".visit__part li")
        assert len(sent) == 2
        assert sent[0] == sent[1] != ""
        expect(again).to_have_count(0)
    finally:
        phone.unroute_all(behavior="ignoreErrors")
        hand_over_to(HomeRegistry())


def test_without_a_registry_no_document_is_asked_for(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _screen(page, evening, "registry")
    expect(page.locator("main")).to_contain_text("No registry system is connected")
    expect(page.locator("main input[type=file]")).to_have_count(0)


MANY = """async ([visit, rooms]) => {
    const store = await import("/static/onderdak/visit/store.mjs");
    for (let at = 0; at < rooms; at += 1) {
        const id = crypto.randomUUID();
        const says = { kind: "bedroom", consent: "given", floor_area: "9,5",
            beds: 2, people: 2, shared_by_own_wish: true };
        for (const [name, typed] of Object.entries(says))
            await store.addOperation(visit, { path: `room/${id}/${name}`, typed });
    }
}"""
# From a tap until the screen after it stands and is painted.
TAP = """selector => new Promise((done) => {
    const began = performance.now();
    document.querySelector(selector).click();
    const look = () => requestAnimationFrame(() => {
        if (document.querySelector("main").dataset.screen === "room")
            done(performance.now() - began);
        else look();
    });
    look();
})"""


TAPS = 5


def _tap_to_room(page: Page, evening: Evening) -> float:
    """The median time from a tap to the screen after it; each adds a room."""
    taken = []
    for _ in range(TAPS):
        _screen(page, evening, "rooms")
        taken.append(page.evaluate(TAP, "#add-bedroom"))
    return float(sorted(taken)[TAPS // 2])


def test_a_house_of_thirty_rooms_follows_the_thumb_on_a_slow_phone(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    page.wait_for_selector("body[data-worker]")
    _go_in(page, evening)
    _waiting(page, 0)
    phone.set_offline(True)
    page.evaluate(MANY, [evening.id, 1])
    page.reload()
    _open(page)
    slow = phone.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    alone = _tap_to_room(page, evening)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.evaluate(MANY, [evening.id, 30 - 1 - TAPS])
    for _ in range(60):
        _do(page, "photo", evening.id, "place/photo", 400)
    page.reload()
    _open(page)
    _screen(page, evening, "rooms")
    expect(page.locator(".visit__row")).to_have_count(30)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    large = _tap_to_room(page, evening)
    print("from tap to room, ms: alone", round(alone), "of thirty", round(large))
    # Against the same machine a moment ago, and generous, for it is shared: what is
    # promised is that a tap does not grow with the house.
    assert large < 5 * alone + 1_000
    _screen(page, evening, "photos")
    expect(page.locator(".visit__grid > li")).to_have_count(60)
    expect(page.locator(".visit__grid canvas[data-drawn]").first).to_be_visible()
    # Only what is in sight is opened and drawn.
    assert page.locator(".visit__grid canvas[data-drawn]").count() < 60
