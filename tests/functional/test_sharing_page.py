"""A report to a partner and a child to a care worker, on a phone: axe finds nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from onderdak.foundation.care.contract import CareTask
from onderdak.foundation.identity.contract import Actor, Role, actor_of, scope
from onderdak.supervision.desk.contract import (
    Channel,
    NewReport,
    record_report,
    set_up_desk,
)
from tests.functional.test_every_page import SIZES, Visitor, _faults, visitor
from tests.people import OWN, Persona
from tests.world import acting, use_rooms

__all__ = ["visitor"]  # the fixture of every page serves here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PHONE = (390, 844)


def _look(page: Page, name: str) -> None:
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert _faults(page) == [], name
    assert wider <= 0, name


def _clerk(visitor: Visitor) -> Actor:
    clerk = actor_of(visitor.sides.users[Persona(OWN, Role.DESK_CLERK)])
    town = visitor.sides.towns[OWN].code
    use_rooms(town, "desk", "care")
    with scope(acting(clerk)):
        set_up_desk(by=clerk, municipality=town)
    return clerk


def _report(clerk: Actor, town: str) -> str:
    with scope(acting(clerk)):
        return record_report(
            by=clerk,
            municipality=town,
            new=NewReport(
                category="unsafe", text="De nooduitgang is dicht.", place_text="Kade 12"
            ),
            channel=Channel.PHONE,
            at=timezone.now(),
        ).number


def test_a_partner_reads_and_answers_on_a_phone(visitor: Visitor) -> None:
    clerk, town = _clerk(visitor), visitor.sides.towns[OWN].code
    number = _report(clerk, town)
    desk = visitor.context(Role.DESK_CLERK, SIZES["phone"]).new_page()
    desk.goto(visitor.server + reverse("desk_forward_new", args=[number]))
    _look(desk, "the form")
    for name, words in {
        "partner": "Brandweer Eenstad",
        "ground": "Wet veiligheidsregio's art. 3",
        "purpose": "Kijken of het gebouw veilig is",
        "necessity": "Alleen de brandweer kan dat zien",
        "proportionality": "Alleen de plaats en wat er is",
        "left_out": "De antwoorden van de melder",
        "expires_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }.items():
        desk.fill(f"[name={name}]", words)
    desk.check("input[name=kind][value=law]")
    desk.check("input[name=fields_shared][value=address]")
    desk.click("form.form button[type=submit]")
    _look(desk, "the link")
    link = desk.locator("code").first.inner_text()

    partner = visitor.context(None, PHONE).new_page()
    partner.goto(visitor.server + "/shared/" + link.rsplit("/shared/", 1)[1])
    _look(partner, "the partner's page")
    assert "Kade 12" in partner.content()
    assert "nooduitgang" not in partner.content()
    partner.fill("textarea[name=answer]", "Wij gaan morgen kijken.")
    partner.click("form.form button[type=submit]")
    partner.wait_for_selector("text=Wij gaan morgen kijken.")
    _look(partner, "the answer")
    desk.goto(visitor.server + reverse("desk_forwards", args=[number]))
    _look(desk, "the list")
    assert desk.locator("text=Wij gaan morgen kijken.").count() > 0


def test_a_care_task_goes_from_clerk_to_care_worker(visitor: Visitor) -> None:
    _clerk(visitor)
    desk = visitor.context(Role.DESK_CLERK, PHONE).new_page()
    desk.goto(visitor.server + reverse("care_new") + "?origin=report 2026-00001")
    _look(desk, "the form")
    desk.check("input[name=about][value=child]")
    desk.fill("textarea[name=words]", "Een kind slaapt in de gang.")
    desk.click("form.form button[type=submit]")
    desk.wait_for_url("**/care/opened/")
    _look(desk, "what was opened")
    assert "slaapt" not in desk.content()

    worker = visitor.context(Role.CARE_WORKER, PHONE).new_page()
    worker.goto(visitor.server + reverse("home"))
    _look(worker, "the list")
    worker.click("table a")
    _look(worker, "the task")
    worker.click("form[action$='/take-up/'] button")
    _look(worker, "taken up")
    worker.click("a[href$='/close/']")
    _look(worker, "closing")
    worker.check("input[name=outcome][value=looked_after]")
    worker.fill("textarea[name=words]", "Bezocht en geregeld.")
    worker.click("form.form button[type=submit]")
    worker.wait_for_url("**/care/")
    person = actor_of(visitor.sides.users[Persona(OWN, Role.CARE_WORKER)])
    with scope(acting(person)):
        assert CareTask.objects.get().outcome == "looked_after"
