"""The pages after a visit in a real browser: signed by hand, axe finds nothing."""

import os
from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Actor, User, no_scope
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.after import (
    Repair,
    proof_behind,
    repairs_of_visit,
)
from onderdak.supervision.inspections.contract.planning import close_visit
from onderdak.supervision.inspections.contract.reports import reports_of
from tests.functional.test_every_page import SIZES, _faults
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    OVERCROWDED,
    confirm,
    confirm_in_order,
    found,
    made,
    record,
)
from tests.integration.inspections.test_repairs import WEDNESDAY, begin, told
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PICTURES = os.environ.get("ONDERDAK_PICTURES", "")


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def opened(
    browser: Browser, server: str, who: Actor | None, size: tuple[int, int]
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="nl-NL"
    )
    if who is not None:
        user, client = User.objects.get(pk=who.user_id), Client()
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
        )
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server}]
        )
    return context


def checked(page: Page, url: str, name: str) -> None:
    """Open a page, and find nothing wrong with it."""
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    assert _faults(page) == [], url
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0, url
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_a_visit_are_accessible(
    browser: Browser, live_server: LiveServer, town: VisitTown, size: str
) -> None:
    visit = found(town)
    secret = told(town, visit)
    one = _first(town, visit)
    with no_scope():
        proof_behind(secret, one.pk, None, "Gedaan.", WEDNESDAY)
    context = opened(browser, live_server.url, town.lead, SIZES[size])
    page = context.new_page()
    with town.seen_by(town.lead):
        report = reports_of(by=town.lead, visit=visit, on=date(2026, 3, 11))[0].row.uid
    number = [visit.number]
    query = f"?key={one.key}"
    addresses = {
        "findings": reverse("visit_findings", args=number),
        "verdict": reverse("visit_verdict", args=number) + query,
        "term": reverse("visit_term", args=number) + query,
        "report": reverse("visit_report", args=number),
        "addendum": reverse("visit_report_add", args=[*number, report]),
        "repairs": reverse("visit_repairs", args=number),
        "letter": reverse("visit_repair_letter", args=number),
        "revoke": reverse("visit_repair_revoke", args=number),
        "again": reverse("visit_again", args=number),
        "repair": reverse("town_repair", args=[one.pk]),
        "town-repairs": reverse("town_repairs"),
        "result": reverse("visit_result", args=number),
        "units": reverse("visit_units", args=number),
        "reports": reverse("visit_reports"),
        "verify": reverse("verify_report"),
    }
    for name, path in addresses.items():
        checked(page, live_server.url + path, f"{name}-{size}")
    context.close()
    outside = opened(browser, live_server.url, None, SIZES[size])
    link = live_server.url + reverse("repair_link", args=[secret])
    checked(outside.new_page(), link, f"link-{size}")
    outside.close()


def _first(town: VisitTown, visit: Visit) -> Repair:
    with town.seen_by(town.lead):
        rows = repairs_of_visit(by=town.lead, visit=visit, on=date(2026, 3, 11))
        return rows[0].row


def test_two_inspectors_sign_and_the_page_says_that_it_is_locked(
    browser: Browser, live_server: LiveServer, town: VisitTown
) -> None:
    visit = found(town)
    confirm(town, visit)
    made(town, visit)
    here = live_server.url + reverse("visit_report", args=[visit.number])
    for who in (town.lead, town.second):
        _signs(browser, live_server.url, who, visit)
    context = opened(browser, live_server.url, town.lead, SIZES["desk"])
    page = context.new_page()
    page.goto(here)
    expect(page.get_by_role("heading", name="ondertekend en vastgezet")).to_be_visible()
    expect(page.get_by_role("link", name="Ondertekenen", exact=True)).to_have_count(0)
    context.close()


def test_what_failed_is_looked_at_again_and_is_mended_when_both_signed(
    browser: Browser, live_server: LiveServer, town: VisitTown
) -> None:
    visit = found(town)
    told(town, visit)
    context = opened(browser, live_server.url, town.lead, SIZES["desk"])
    page = context.new_page()
    repairs = live_server.url + reverse("visit_repairs", args=[visit.number])
    page.goto(repairs)
    page.get_by_role("link", name="Opnieuw kijken naar wat niet in orde was").click()
    page.get_by_label("Reden").fill("Kijken of er nu minder mensen wonen.")
    page.get_by_role("button", name="Plannen", exact=True).click()
    expect(page.get_by_text("Het bezoek is gepland.")).to_be_visible()
    with town.seen_by(town.lead):
        again = Visit.objects.get(earlier=visit)
    # One at a time: the way to plan it is now the way to it.
    page.goto(repairs)
    expect(page.get_by_role("link", name=f"Hercontrole {again.number}")).to_be_visible()
    _looked(town, again)
    for who in (town.lead, town.second):
        _signs(browser, live_server.url, who, again)
    with town.seen_by(town.lead):
        key = Repair.objects.get(visit=visit, key=OVERCROWDED).pk
    page.goto(live_server.url + reverse("town_repair", args=[key]))
    expect(page.get_by_text(f"Gezien op bezoek {again.number}")).to_be_visible()
    assert _faults(page) == []
    context.close()


def _looked(town: VisitTown, again: Visit) -> None:
    """What a phone sends of a visit on which fewer people were counted."""
    begin(town, again)
    record(town, again, MAIN | {"unit/main/people": "4"})
    with town.seen_by(town.lead):
        close_visit(by=town.lead, municipality=town.code, number=again.number, at=LATER)
    confirm(town, again)
    confirm_in_order(town, again)
    made(town, again)


def _signs(browser: Browser, server: str, who: Actor, visit: Visit) -> None:
    context = opened(browser, server, who, SIZES["desk"])
    page = context.new_page()
    page.goto(server + reverse("visit_report", args=[visit.number]))
    page.get_by_role("link", name="Ondertekenen", exact=True).click()
    page.get_by_label("Ik heb dit document gelezen en er staat in wat ik zag").check()
    page.get_by_role("button", name="Ondertekenen", exact=True).click()
    expect(page.get_by_text("U hebt dit document ondertekend.")).to_be_visible()
    context.close()
