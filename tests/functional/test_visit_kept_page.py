"""What is typed on a visit is kept, also where the phone or the server fails."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from onderdak.supervision.inspections.contract.syncing import photos_of
from tests.functional import test_visit_offline_page as offline
from tests.functional.test_visit_offline_page import (
    Evening,
    _all_sent,
    _begin,
    _do,
    _goto,
    _kept,
    _open,
    _until,
    _waiting,
)
from tests.functional.test_visit_screens_page import (
    _field,
    _phone_of,
    _screen,
)
from tests.functional.test_visit_screens_page import evening as _evening

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
evening = _evening
# The disk of this phone is full for as long as `window.full` says so.
FULL = """() => {
    window.full = true;
    const asked = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, ...more) {
        const typing = [stores].flat().includes("operations");
        if (window.full && mode === "readwrite" && typing)
            throw new DOMException("no room", "QuotaExceededError");
        return asked.call(this, stores, mode, ...more);
    };
}"""
WHAT = "act/8c2f6f0e-0000-4000-8000-000000000002/what"


@pytest.fixture
def phone(browser: Browser, evening: Evening) -> Iterator[BrowserContext]:
    yield from _phone_of(browser, evening, evening.town.lead.user_id)


def _at_a_text(page: Page, evening: Evening) -> None:
    """A screen with a field to type in."""
    _do(page, "add", evening.id, WHAT, "")
    _all_sent(page)
    page.reload()
    _open(page)
    _screen(page, evening, "act")
    expect(_field(page, WHAT)).to_be_visible()


def test_what_could_not_be_kept_stays_is_said_and_is_tried_again(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _at_a_text(page, evening)
    phone.set_offline(True)
    page.evaluate(FULL)
    _field(page, WHAT).fill("The stairs are blocked")
    trouble = page.locator("[data-state][data-kind=error]")
    expect(trouble).to_contain_text("is not on this phone yet")
    # Locking would take it out of the only place where it is.
    page.locator("#shift-lock").click()
    page.wait_for_timeout(500)
    assert page.locator("body").get_attribute("data-shift") == "open"
    expect(trouble).to_contain_text("is not on this phone yet")
    # Another screen and back: it is still there.
    _screen(page, evening, "file")
    _screen(page, evening, "act")
    expect(_field(page, WHAT)).to_have_value("The stairs are blocked")
    page.evaluate("window.full = false")
    _waiting(page, 1)
    expect(trouble).to_be_hidden(timeout=20_000)
    assert _do(page, "said", evening.id)[WHAT] == "The stairs are blocked"
    page.locator("#shift-lock").click()
    page.wait_for_selector("body[data-shift=locked]")


def test_a_word_about_a_child_waits_sealed_until_it_is_sent(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _screen(page, evening, "child")
    words = page.locator("#childWords")
    words.fill("A child of four, alone")
    page.locator("[data-language=nl]").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(words).to_have_value("A child of four, alone")
    _screen(page, evening, "file")
    _screen(page, evening, "child")
    expect(words).to_have_value("A child of four, alone")
    page.locator("#shift-lock").click()
    page.wait_for_selector("body[data-shift=locked]")
    assert not [
        row for rows in _kept(page)["stores"].values() for row in rows if "four" in row
    ]
    page.reload()
    _open(page)
    _screen(page, evening, "child")
    expect(words).to_have_value("A child of four, alone")
    assert not [path for path in evening.told() if path.startswith("child/")]
    page.locator("#child-send").click()
    expect(words).to_have_value("")


def test_an_answer_that_passes_does_not_refuse_a_photo_for_good(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    answers = [404, 400]

    def passing(route: Route) -> None:
        if answers:
            route.fulfill(status=answers.pop(), json={"why": "passing"})
        else:
            route.continue_()

    phone.route("**/round/*/photos/*/", passing)
    _do(page, "photo", evening.id, "place/photo", 400)
    _until(page, lambda: _do(page, "sync", evening.id) is not None and not answers)
    _do(page, "sync", evening.id)
    _all_sent(page)
    with evening.town.seen_by(evening.town.lead):
        assert len(photos_of(evening.visit)) == 1


def test_a_photo_of_another_kind_is_refused(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    phone.route(
        "**/round/*/photos/*/",
        lambda route: route.fulfill(status=415, json={"why": "kind"}),
    )
    _do(page, "photo", evening.id, "place/photo", 400)
    _do(page, "sync", evening.id)

    def refused() -> list[int]:
        return [one["refused"] for one in _do(page, "waiting").values()]

    _until(page, lambda: refused() == [1])
    assert refused() == [1]
    with evening.town.seen_by(evening.town.lead):
        assert len(photos_of(evening.visit)) == 0


def test_ending_a_shift_keeps_what_another_tab_types(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    _at_a_text(page, evening)
    other = _goto(phone, evening)
    _open(other)
    phone.set_offline(True)
    other.locator("#shift-menu").click()
    other.locator("#shift-end").click()
    _field(page, WHAT).fill("Half typed")
    other.locator("#shift-end-now").click()
    other.wait_for_selector("body[data-ended='1']")
    # It lies here with its shift: it opens, and is the only thing that is left.
    stores = _kept(other)["stores"]
    assert (len(stores["shifts"]), len(stores["operations"])) == (1, 1)
    phone.set_offline(False)
    other.reload()
    _open(other, offline.PIN)
    _until(other, lambda: evening.told().get(WHAT) == "Half typed")


def test_a_tab_whose_shift_was_ended_elsewhere_locks(
    phone: BrowserContext, evening: Evening
) -> None:
    page = _begin(phone, evening)
    other = _goto(phone, evening)
    _open(other)
    _waiting(other, 0)
    other.locator("#shift-menu").click()
    other.locator("#shift-end").click()
    other.locator("#shift-end-now").click()
    other.wait_for_selector("body[data-ended='0']")
    page.wait_for_selector("body[data-shift=locked]")
    assert not any(_kept(page)["stores"].values())
