"""A lawyer walks from a finding to an order: on a desk, a phone, and by keyboard."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Actor, User
from onderdak.supervision.enforcement.contract.letters import (
    How,
    dispatch_letter,
    review_letter,
)
from onderdak.supervision.enforcement.models import Letter
from tests.functional.test_every_page import SIZES, _faults
from tests.integration.enforcement.enforcing import (
    EnforcingTown,
    make_enforcing_town,
    noon,
)
from tests.integration.enforcement.ordering import (
    ANNOUNCED,
    ORDERED,
    VIEWS,
    chosen,
    ordered,
)
from tests.integration.enforcement.test_case_pages import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE = (390, 844)


@pytest.fixture
def town(transactional_db: None) -> EnforcingTown:
    return make_enforcing_town()


class Desk:
    """The browser of somebody who works here."""

    def __init__(self, browser: Browser, server: str, who: Actor) -> None:
        self.server, self.who = server, who
        self.browser = browser
        self.contexts: list[BrowserContext] = []

    def page(self, *, scripts: bool = True) -> Page:
        """A page in Dutch, signed in."""
        width, height = SIZES["desk"]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        session = signed_in(self.who).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self.server}
                for name, value in (
                    (settings.LANGUAGE_COOKIE_NAME, "nl"),
                    (settings.SESSION_COOKIE_NAME, session),
                )
            ]
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, town: EnforcingTown) -> Desk:
    User.objects.filter(pk=town.lawyer.user_id).update(language="nl")
    return Desk(browser, live_server.url, town.lawyer)


def _look(page: Page, name: str) -> None:
    """Nothing is wider than the screen, and axe finds nothing."""
    page.wait_for_load_state()
    for width, height in (PHONE, SIZES["phone"], SIZES["desk"]):
        page.set_viewport_size({"width": width, "height": height})
        wider = page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )
        assert wider <= 0, (name, width)
    assert _faults(page) == [], name


def _send(page: Page) -> None:
    page.click("main form.form button[type=submit]")


def _dispatched(town: EnforcingTown, number: str, on: date) -> None:
    """The letter that waits is reviewed by a colleague and sent."""
    with town.seen_by(town.lawyer):
        letter = Letter.objects.filter(dispatched_on__isnull=True).latest("pk")
    here: dict[str, Any] = {
        "municipality": town.code,
        "number": number,
        "letter": letter.pk,
    }
    with town.seen_by(town.colleague):
        review_letter(by=town.colleague, at=noon(on), **here)
    with town.seen_by(town.lawyer):
        dispatch_letter(
            by=town.lawyer, on_day=on, how=How.REGISTERED, at=noon(on), **here
        )


def _open(page: Page, desk: Desk) -> str:
    """From the first page to a case with a name."""
    page.goto(desk.server + "/")
    page.click("ul.todo a[href$='/enforcement/new/']")
    expect(page.locator("table")).to_be_visible()
    _look(page, "which-visit")
    page.click("table a[href*='visit=']")
    expect(page.locator("[name=keys]").first).to_be_checked()
    _look(page, "open")
    page.fill("[name=reason]", "Te veel mensen en geen tweede uitgang.")
    _send(page)
    expect(page.locator("h1")).to_contain_text("H-2026-")
    _look(page, "case-new")
    page.click("a[href$='/offender/']")
    expect(page.locator("[name=name]")).to_be_visible()
    _send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    _look(page, "offender-wrong")
    page.check("input[name=kind][value=company]")
    page.check("input[name=part][value=landlord]")
    page.fill("[name=name]", "Verhuur Eenstad BV")
    page.fill("[name=address]", "Postbus 12, 1234 AB Eenstad")
    _send(page)
    expect(page.locator("main")).to_contain_text("Verhuur Eenstad BV")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def _begin(page: Page) -> None:
    page.click("a[href$='/begin/']")
    page.check("input[name=path][value=penalty_order]")
    page.fill("[name=reason]", "Een waarschuwing hielp niet.")
    _look(page, "begin")
    _send(page)
    expect(page.locator("ol.path")).to_be_visible()


def test_from_a_finding_to_the_draft_of_a_letter(
    town: EnforcingTown, desk: Desk
) -> None:
    town.signed_visit()
    page = desk.page()
    number = _open(page, desk)
    _begin(page)
    page.click("a[href$='/announce/']")
    expect(page.locator("[name=fact-mend]")).to_be_visible()
    _send(page)
    expect(page.locator("#id_fact-mend-error")).to_be_visible()
    _look(page, "step-wrong")
    page.fill("[name=fact-mend]", "Er slapen niet meer dan zes mensen.")
    page.check("input[name=fact-penalty_kind][value=per_unit]")
    page.check("input[name=fact-unit][value=day]")
    page.fill("[name=fact-amount_cents]", "1.000")
    page.fill("[name=fact-maximum_cents]", "3.000,00")
    _send(page)
    # The instrument was not chosen: that is said, and what was typed stays.
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("[name=fact-maximum_cents]")).to_have_value("3.000,00")
    page.goto(f"{desk.server}{reverse('enforcement_case', args=[number])}")
    _look(page, "case-begun")


def test_from_a_notice_to_an_order_without_scripts(
    town: EnforcingTown, desk: Desk
) -> None:
    case = town.case()
    chosen(town, case)
    measure = town.measure(case)
    url = desk.server + reverse("enforcement_case", args=[case.number])
    page = desk.page(scripts=False)
    page.goto(url)
    page.click("a[href$='/announce/']")
    page.fill("[name=fact-mend]", "Er slapen niet meer dan zes mensen.")
    page.check("input[name=fact-penalty_kind][value=lump]")
    page.fill("[name=fact-amount_cents]", "2.500,00")
    page.fill("[name=fact-maximum_cents]", "2.500,00")
    page.fill("[name=fact-compliance_days]", "28")
    page.fill("[name=reason]", "Er slapen tien mensen waar er zes mogen slapen.")
    _send(page)
    expect(page.locator("h1")).not_to_contain_text("Voornemen versturen")
    _dispatched(town, case.number, ANNOUNCED)
    page.goto(url)
    page.click("a[href$='/receive_views/']")
    page.fill("[name=on_day]", VIEWS.isoformat())
    page.fill("[name=fact-received_on]", VIEWS.isoformat())
    page.check("input[name=fact-how][value=written]")
    page.fill("[name=fact-weighed]", "Dit verandert niets.")
    _send(page)
    expect(page.locator("ol.path")).to_contain_text("Zienswijze vastleggen")
    page.click("a[href$='/order/']")
    # What the notice said stands there already.
    expect(page.locator("[name=fact-amount_cents]")).to_have_value("2.500,00")
    until = localdate() + timedelta(days=30)
    page.fill("[name=fact-compliance_until]", until.isoformat())
    page.check("input[name=fact-ends_stay][value=no]")
    page.fill("[name=fact-stay_reason]", "Zes mensen kunnen blijven.")
    page.fill("[name=reason]", "Er slapen nog tien mensen.")
    _send(page)
    expect(page.locator("h1")).not_to_contain_text("Last onder dwangsom opleggen")
    _dispatched(town, case.number, localdate())
    page.goto(url)
    expect(page.locator(f"#measure-{measure.pk}")).to_contain_text("Last opgelegd")
    expect(page.locator(".next-day").first).to_contain_text("tot en met")


def test_the_page_of_an_order_fits_a_phone_and_is_walked_by_keyboard(
    town: EnforcingTown, desk: Desk
) -> None:
    there = ordered(town)
    number = there.case.number
    page = desk.page()
    page.goto(desk.server + reverse("enforcement_case", args=[number]))
    _look(page, "case-ordered")
    page.locator("nav.jump a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#measures$"))
    objection = page.locator("a[href$='/remedy/']")
    objection.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=filed_on]")).to_be_visible()
    _look(page, "remedy-new")
    page.locator("input[name=kind][value=objection]").focus()
    page.keyboard.press("Space")
    page.locator("input[name=party][value=offender]").focus()
    page.keyboard.press("Space")
    page.fill("[name=filed_on]", (ORDERED + timedelta(days=5)).isoformat())
    page.locator("main form.form button[type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Bezwaar van")
    _look(page, "case-objection")
    page.click("a[href*='/remedies/']:has-text('Uitkomst')")
    _look(page, "remedy-decide")
    for name in ("close", "wait", "give", "offender"):
        url = page.url.split("/remedies/")[0]
        page.goto(f"{url}/{name}/")
        _look(page, name)
