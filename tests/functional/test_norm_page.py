"""A norm on a phone: tried with and without a script; and the check of pay."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import normbook
from onderdak.rules.findings.norms import JUDGED
from tests.functional.test_every_page import _faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
ON = "2026-03-01"


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 720},
        java_script_enabled=request.param,
        locale="nl-NL",
    )
    page = context.new_page()
    page.__dict__["scripted"] = request.param
    yield page
    context.close()


def _faults_on_phone(page: Page) -> list[str]:
    """What is wider than the phone, and what axe finds; both where a script can run."""
    if not page.__dict__["scripted"]:
        return []
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*([f"{width} wide"] if width > 320 else []), *_faults(page)]


def _fill_in(page: Page, people: str) -> None:
    page.locator("[name='unit-1:unit.use'][value=dwelling]").check()
    page.locator("[name='unit-1:unit.floor_area']").fill("95")
    page.locator("[name='unit-1:unit.people']").fill(people)


def test_a_norm_is_tried_on_a_phone(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/norms/A01/?on={ON}")
    outcome = phone.locator("[data-outcome]")
    expect(outcome).to_be_hidden()
    _fill_in(phone, "8")
    if not phone.__dict__["scripted"]:
        phone.get_by_role("button", name="Toets", exact=True).click()
    expect(outcome).to_contain_text("voldoet niet")
    expect(outcome).to_contain_text("housing.floor_area_per_person@2024-01-01")
    assert _faults_on_phone(phone) == []

    _fill_in(phone, "7")
    if not phone.__dict__["scripted"]:
        phone.get_by_role("button", name="Toets", exact=True).click()
    expect(outcome).not_to_contain_text("voldoet niet")
    expect(outcome).to_contain_text("voldoet")


@pytest.mark.parametrize(
    "address", ["A17/?on=2025-12-01", "G15/?try=1&day=2026-03-02", "C09/", "E11/?try=1"]
)
def test_a_norm_of_any_use_keeps_to_the_phone(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    """A norm with several judgements, a term, text only, and an amount."""
    context = browser.new_context(viewport={"width": 320, "height": 720})
    page = context.new_page()
    page.__dict__["scripted"] = True
    page.goto(f"{live_server.url}/norms/{address}")
    assert _faults_on_phone(page) == []
    context.close()


def test_the_script_says_what_the_server_says(
    browser: Browser, live_server: LiveServer
) -> None:
    """For some norms of every section, with everything filled in: the same list."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    rules = sorted({norm.rule for norm in normbook().norms if norm.as_ in JUDGED})
    told: list[str] = []
    for rule in rules[::8]:
        page.goto(f"{live_server.url}/norms/{rule}/?on={ON}")
        _fill_everything(page)
        page.wait_for_selector("body[data-judged]")
        by_script = _said(page)
        page.get_by_role("button", name="Toets", exact=True).click()
        page.wait_for_selector("body:not([data-judged])[data-ready]")
        assert _said(page) == by_script, rule
        told += by_script
    assert len(told) > 5  # it was no comparing of nothing with nothing
    context.close()


def _fill_everything(page: Page) -> None:
    page.evaluate(
        """() => {
            const form = document.querySelector("form[data-try]");
            const seen = new Set();
            for (const one of form.elements) {
                if (one.type === "radio") one.checked = !seen.has(one.name);
                seen.add(one.name);
                if (one.type === "checkbox") one.checked = one.value !== "?";
                if (["text", "number"].includes(one.type)) one.value = "5";
                if (one.type === "date") one.value = "2026-01-01";
            }
            form.dispatchEvent(new Event("input"));
        }"""
    )


def _said(page: Page) -> list[str]:
    lines = page.locator("[data-findings] > li").all_text_contents()
    return [re.sub(r"\s+", " ", line).strip() for line in lines]


def test_what_cannot_be_read_waits_for_the_server(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.goto(f"{live_server.url}/norms/A01/?on={ON}")
    page.locator("[name='unit-1:unit.floor_area']").fill("95 cm")
    expect(page.locator("[data-unreadable]")).to_be_visible()
    page.get_by_role("button", name="Toets", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    context.close()


def test_pay_is_checked_on_a_phone(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/pay/")
    for name, value in {
        "hourly": "14,99",
        "hours": "160",
        "age": "21",
        "housing": "700",
        "on": "2026-07-01",
    }.items():
        phone.locator(f"[name={name}]").fill(value)
    phone.get_by_role("button", name="Controleer de inhouding").click()
    expect(phone.locator("#outcome")).to_contain_text("599,60")
    expect(phone.locator("#outcome")).to_contain_text("Arbeidsinspectie")
    assert _faults_on_phone(phone) == []
