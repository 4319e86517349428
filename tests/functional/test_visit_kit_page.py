"""A checklist goes from a file to a draft, on a phone: axe finds nothing anywhere."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import FilePayload, Page, expect

from onderdak.foundation.identity.contract import Role, actor_of, scope
from onderdak.supervision.inspections.contract.kits import (
    Kind,
    draft_checklist,
    kits,
    xlsform_of,
)
from tests.functional.test_every_page import Visitor, _faults, visitor
from tests.integration.inspections.own_lists import with_lift
from tests.people import OWN, Persona
from tests.world import acting

__all__ = ["visitor"]  # the fixture of every page serves here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PHONE = (360, 780)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _look(page: Page, name: str) -> None:
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert _faults(page) == [], name
    assert wider <= 0, name


def _open_all(page: Page) -> None:
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.open = true })"
    )


def _take_in(page: Page, data: bytes) -> None:
    page.select_option("select[name=kind]", "full")
    file = FilePayload(name="lijst.xlsx", mimeType=_XLSX, buffer=data)
    page.set_input_files("input[name=file]", file)
    page.fill("textarea[name=why]", "Onze huizen hebben een lift.")
    page.click("form.form button[type=submit]")
    page.wait_for_load_state()


def test_a_file_is_looked_at_and_kept_on_a_phone(visitor: Visitor) -> None:
    page = visitor.context(Role.SUPERVISOR, PHONE).new_page()
    page.goto(visitor.server + reverse("checklists"))
    _look(page, "list")
    page.goto(visitor.server + reverse("checklist_shipped", args=["full"]))
    _open_all(page)
    _look(page, "shipped")
    page.goto(visitor.server + reverse("checklist_new"))
    _look(page, "new")
    _take_in(page, xlsform_of(with_lift("Wat is uw nationaliteit?"), "1"))
    expect(page.locator("[data-error-summary] code").first).to_contain_text("survey!")
    _look(page, "faults")
    _take_in(page, xlsform_of(with_lift(), "1"))
    expect(page.locator("input[name=looked]")).to_have_count(1)
    _open_all(page)
    _look(page, "preview")
    page.click("form.form button[type=submit]")
    page.wait_for_url("**/checklists/*/")
    expect(page.locator("h1")).to_be_visible()
    _look(page, "draft")


def test_a_draft_of_a_colleague_can_be_put_in_use(visitor: Visitor) -> None:
    admin = actor_of(visitor.sides.users[Persona(OWN, Role.MUNICIPAL_ADMIN)])
    with scope(acting(admin)):
        made = draft_checklist(
            by=admin,
            municipality=visitor.sides.towns[OWN].code,
            checklist=kits()[Kind.SIMPLE],
            why="Zoals geleverd, vastgelegd.",
            today=localdate(),
        )
    page = visitor.context(Role.SUPERVISOR, (1280, 900)).new_page()
    page.goto(visitor.server + reverse("checklist", args=[made.pk]))
    _look(page, "theirs")
    page.click("form[action$='/use/'] button")
    page.wait_for_load_state()
    expect(page.locator("form[action$='/use/']")).to_have_count(0)
    _look(page, "in-use")
    page.goto(visitor.server + reverse("checklist_withdraw", args=[made.pk]))
    _look(page, "withdraw")
