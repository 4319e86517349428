"""From asking on a phone to the public list, in a real browser: axe finds nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from onderdak.foundation.identity.contract import Role, scope
from onderdak.housing.quality.contract import Seen, Source, state_facts
from onderdak.housing.quality.contract.regional import (
    Proposal,
    RegionalApplication,
    assess_regional,
)
from tests.functional.test_every_page import SIZES, Visitor, _faults, visitor
from tests.people import OWN
from tests.world import acting

__all__ = ["visitor"]  # the fixture of every page serves here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

DAY = "2026-01-05"


def _fits(page: Page) -> bool:
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return bool(wider <= 0)


def _look(page: Page, visitor: Visitor, name: str, *args: object) -> None:
    page.goto(visitor.server + reverse(name, args=args))
    assert _faults(page) == [], name
    assert _fits(page), name


def test_a_provider_asks_on_a_phone_and_two_officers_decide(visitor: Visitor) -> None:
    house, town = visitor.sides.houses[OWN], visitor.sides.towns[OWN]
    phone = visitor.context(Role.PROVIDER_MANAGER, SIZES["phone"]).new_page()
    _look(phone, visitor, "regional_apply", house.location.pk)
    phone.fill("textarea[name=words]", "Graag")
    phone.click("form.form button[type=submit]")
    assert phone.url.startswith(visitor.server + "/regional/")
    assert _faults(phone) == []
    assert _fits(phone)

    with scope(acting(town.officer)):
        application = RegionalApplication.objects.select_related("location").get()
    desk = visitor.context(Role.SUPERVISOR, SIZES["desk"]).new_page()
    _look(desk, visitor, "regional_assess", application.pk)
    # Nothing judged by hand yet: it is refused in words beside the form.
    desk.check("input[name=proposal][value=grant]")
    desk.click("form.form button[type=submit]")
    assert _faults(desk) == []
    assert desk.locator("text=A03").count() > 0

    with scope(acting(town.officer)):
        # The planted certificate has lapsed; an inspector saw that it is mended.
        state_facts(
            by=town.officer,
            location=application.location,
            facts={"certificates": {"snf": {"registered": True}}},
            seen=Seen(Source.INSPECTION, application.applied_on),
            on=application.applied_on,
        )
        assess_regional(
            by=town.officer,
            application=application,
            proposal=Proposal.GRANT,
            reasons="",
            own=dict.fromkeys(application.criteria, (True, "gezien")),
            on=application.applied_on,
        )
    for name in ("regional", "regional_decide"):
        _look(desk, visitor, name, application.pk)
    desk.check("input[name=agree][value=yes]")
    desk.click("form.form button[type=submit]")
    _look(phone, visitor, "regional", application.pk)
    _look(phone, visitor, "certified")
    assert phone.locator(f"text={house.location.name}").count() > 0


def test_management_is_kept_on_a_phone(visitor: Visitor) -> None:
    house = visitor.sides.houses[OWN]
    where = house.location.pk
    phone = visitor.context(Role.PROVIDER_MANAGER, SIZES["phone"]).new_page()
    for kind in ("manager", "neighbours"):
        _look(phone, visitor, "management_contact", where, kind)
        phone.fill("input[name=function]", "Beheerder van dienst")
        phone.fill("input[name=phone]", "026 123 45 67")
        phone.click("form.form button[type=submit]")
    _look(phone, visitor, "management_paper", where, "emergency_plan")
    phone.check("input[name=there]")
    phone.fill("input[name=dated]", DAY)
    phone.fill("input[name=reference]", "map 3")
    phone.click("form.form button[type=submit]")
    _look(phone, visitor, "management", where)
    assert phone.locator("text=map 3").count() > 0
    desk = visitor.context(Role.SUPERVISOR, SIZES["phone"]).new_page()
    _look(desk, visitor, "manager_check", where)
    desk.check("input[name=answered][value=no]")
    desk.click("form.form button[type=submit]")
    _look(desk, visitor, "management", where)


def test_an_example_is_told_and_agreed_to(visitor: Visitor) -> None:
    where = visitor.sides.houses[OWN].location.pk
    phone = visitor.context(Role.PROVIDER_MANAGER, SIZES["phone"]).new_page()
    _look(phone, visitor, "location_example", where)
    phone.fill("input[name=title]", "Samen een tuin")
    phone.fill("textarea[name=story]", "Bewoners en buren")
    phone.click("form.form button[type=submit]")
    assert _faults(phone) == []
    phone.check("input[name=answer][value=yes]")
    phone.click("form.form button[type=submit]")
    assert _faults(phone) == []
    address = phone.url
    desk = visitor.context(Role.SUPERVISOR, SIZES["desk"]).new_page()
    desk.goto(address)
    desk.check("input[name=answer][value=yes]")
    desk.fill("textarea[name=words]", "goed")
    desk.click("form.form button[type=submit]")
    _look(desk, visitor, "examples")
    _look(phone, visitor, "good_examples")
    assert phone.locator("text=Samen een tuin").count() > 0
