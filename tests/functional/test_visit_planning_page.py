"""A visit is planned, its warrant asked and given, a service asked along; it begins."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.places.contract import Address
from tests.functional.test_every_page import SIZES, Visitor, _faults, visitor
from tests.people import OWN
from tests.world import acting

__all__ = ["visitor"]  # the fixture of every page serves here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PHONE = (390, 844)


def _look(page: Page, name: str) -> None:
    page.wait_for_load_state()
    for width, height in (PHONE, SIZES["phone"], SIZES["desk"]):
        page.set_viewport_size({"width": width, "height": height})
        wider = page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )
        assert wider <= 0, (name, width)
    assert _faults(page) == [], name


def _page(visitor: Visitor, role: Role | None, *, scripts: bool = True) -> Page:
    context = visitor.context(role, SIZES["desk"], scripts=scripts)
    context.add_cookies(
        [
            {
                "name": settings.LANGUAGE_COOKIE_NAME,
                "value": "nl",
                "url": visitor.server,
            }
        ]
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def _plan(page: Page, visitor: Visitor) -> None:
    """From the search of an address to the page of the visit."""
    page.goto(visitor.server + reverse("visit_new"))
    page.fill("input[type=search]", "Lindelaan 3")
    page.click("form[role=search] button")
    page.click("table a:has-text('Lindelaan 3')")
    expect(page.locator("[name=reason]")).to_be_visible()
    page.click("form.form button[type=submit]")
    expect(page.locator(".error-summary, [role=alert]").first).to_be_visible()
    _look(page, "plan-wrong")
    for name, words in {
        "reason": "Twee meldingen van te veel bedden",
        "day": timezone.localdate().isoformat(),
        "from_time": "19:00",
        "until_time": "21:00",
        "alone_because": "De tweede toezichthouder is ziek",
        "tried-0-on_day": (timezone.localdate() - timedelta(days=9)).isoformat(),
        "tried-0-came_of": "Er kwam geen antwoord op de brief",
    }.items():
        page.fill(f"[name={name}]", words)
    page.select_option("[name=tried-0-what]", "letter")
    for name, value in {
        "chosen_by": "report",
        "ground": "huisvestingswet",
        "announced": "yes",
    }.items():
        page.check(f"input[name={name}][value={value}]")
    page.check("input[name=languages][value=pl]")
    page.click("form.form button[type=submit]")
    expect(page.locator("h1")).to_contain_text("2")
    expect(page.locator("main")).to_contain_text("Twee meldingen")


def _ask_warrant(page: Page) -> None:
    page.click("a[href$='/warrant/']")
    expect(page.locator("[name=reasons]")).to_be_visible()
    _look(page, "warrant-ask")
    page.fill("[name=reasons]", "Buren telden 14 mensen; er is maar een uitgang.")
    page.fill("[name=needed_because]", "Toestemming is twee keer geweigerd.")
    page.check("input[name=grounds][value=overcrowding]")
    page.check("input[name=power][value=huisvestingswet_34]")
    page.click("form.form button[type=submit]")
    expect(page.locator("main")).to_contain_text("wacht op de burgemeester")


def _decide(page: Page, visitor: Visitor) -> None:
    """The mayor finds what waits on the first page, and decides; without scripts."""
    page.goto(visitor.server + "/")
    page.click("ul.todo a")
    expect(page.locator("[name=words]")).to_be_visible()
    page.check("input[name=decision][value=grant]")
    page.fill("[name=words]", "Het gevaar weegt zwaarder dan de rust van het huis.")
    page.click("form.form button[type=submit]")
    expect(page.locator("main")).to_contain_text("Geldt tot en met")


def _share(page: Page) -> str:
    """Ask the fire brigade along, and share what it needs to come."""
    page.click("a[href$='/along/new/']")
    expect(page.locator("[name=organisation]")).to_be_visible()
    _look(page, "along-new")
    page.check("input[name=kind][value=fire_brigade]")
    page.fill("[name=organisation]", "Brandweer Eenstad")
    page.click("form.form button[type=submit]")
    expect(page.locator("h1")).to_have_text("Brandweer Eenstad")
    page.click("a[href$='/share/']")
    expect(page.locator("[name=purpose]")).to_be_visible()
    _look(page, "along-share")
    page.check("input[name=kind][value=law]")
    for name, words in {
        "ground": "Wet veiligheidsregio's art. 3",
        "purpose": "Kijken of het gebouw veilig is",
        "necessity": "Alleen de brandweer kan dat zien",
        "proportionality": "Dag en plaats zijn genoeg",
        "left_out": "Waarom dit adres gekozen is",
    }.items():
        page.fill(f"[name={name}]", words)
    page.click("form.form button[type=submit]")
    expect(page.locator("code")).to_be_visible()
    _look(page, "along-shared")
    return page.locator("code").inner_text()


def test_from_a_plan_to_the_beginning_of_a_visit(visitor: Visitor) -> None:
    town = visitor.sides.towns[OWN]
    with scope(acting(town.officer)):
        Address.objects.create(
            municipality_id=town.code, street="Lindelaan", number=3, town="Eenstad"
        )
    page = _page(visitor, Role.SUPERVISOR)
    _plan(page, visitor)
    here = page.url
    _look(page, "visit-planned")
    _ask_warrant(page)
    mayor = _page(visitor, Role.MAYOR, scripts=False)
    _decide(mayor, visitor)
    mayor.context.close()
    seen = _page(visitor, Role.MAYOR)
    seen.goto(visitor.server + reverse("warrants"))
    _look(seen, "warrants")
    seen.click("table a")
    expect(seen.locator("main")).to_contain_text("Het gevaar weegt")
    _look(seen, "warrant-given")
    page.goto(here)
    expect(page.locator("main")).to_contain_text("Geldt tot en met")
    link = _share(page)
    partner = _page(visitor, None)
    partner.goto(visitor.server + "/" + link.split("/", 3)[3])
    _look(partner, "partner")
    partner.check("input[name=coming][value=yes]")
    partner.fill("[name=said]", "Wij komen met twee.")
    partner.click("form button[type=submit]")
    expect(partner.locator("main")).to_contain_text("Wij komen met twee.")
    _look(partner, "partner-answered")
    page.goto(here)
    page.click("form[action$='/begin/'] button")
    expect(page.locator("form[action$='/close/']")).to_be_visible()
    _look(page, "visit-begun")
    page.goto(here + "typed/")
    _look(page, "visit-typed")
    page.goto(here + "file/")
    _look(page, "visit-file")
    page.goto(visitor.server + reverse("visits"))
    expect(page.locator("table a").first).to_be_visible()
    _look(page, "visits")
