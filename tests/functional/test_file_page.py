"""Handing in a file in a real browser: small and large, with and without script."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Role, scope
from onderdak.project import translations
from onderdak.register.nights.contract import (
    HandIn,
)
from onderdak.register.nights.working import go_on
from tests.functional.test_every_page import SIZES, Visitor, _faults
from tests.integration.test_every_door import _declare
from tests.people import OWN, Persona, make_sides
from tests.world import acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HEAD = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek\n"
BAD = "B9;Piotr Voorbeeld;Voorbeeldowo;paspoort;32-01-2026;\n"
PICTURES = os.environ.get("ONDERDAK_PICTURES")


def line(number: int) -> str:
    return f"R{number};Gast {number};Voorbeeldowo;paspoort;05-01-2026;\n"


@pytest.fixture(scope="module", autouse=True)
def _dutch() -> None:
    translations.compile_all()


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Visitor:
    sides = make_sides()
    _declare(sides.houses[OWN], 12, "REF-PLANT")
    sides.users[Persona(OWN, Role.PROVIDER_MANAGER)].language = "nl"
    sides.users[Persona(OWN, Role.PROVIDER_MANAGER)].save()
    return Visitor(browser, live_server.url, sides)


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, visitor: Visitor) -> Iterator[Page]:
    context = visitor.context(Role.PROVIDER_MANAGER, SIZES[request.param])
    yield context.new_page()
    context.close()


def send(page: Page, visitor: Visitor, file: Path, content: str) -> None:
    file.write_text(content)
    page.goto(visitor.server + "/declare/")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Verder").click()


def is_well_made(page: Page, name: str) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    if PICTURES:
        width = page.evaluate("document.documentElement.clientWidth")
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    assert _faults(page) == []
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


def work(visitor: Visitor) -> None:
    house = visitor.sides.houses[OWN]
    with scope(acting(house.manager)):
        sent = HandIn.objects.latest("id")
    go_on(hand_in=sent.pk, provider=house.provider, user=house.manager.user_id)


def test_a_small_file_is_looked_at_marked_and_recorded(
    page: Page, visitor: Visitor, tmp_path: Path
) -> None:
    content = HEAD + "".join(map(line, range(60))) + BAD
    send(page, visitor, tmp_path / "lijst.csv", content)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Kijk na wat er verandert")
    is_well_made(page, "preview")
    with page.expect_download() as marked:
        page.get_by_role("link", name="Alleen de foute regels").click()
    assert marked.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="Volgende").click()
    expect(page.locator("#rows-caption")).to_be_visible()
    page.get_by_role("button", name="Leg de 60 goede regels vast").click()
    expect(heading).to_have_text("Uw bestand is vastgelegd")
    page.goto(visitor.server + "/hand-ins/")
    is_well_made(page, "hand-ins")
    page.goto(visitor.server + "/declare/")
    page.get_by_text("In de lijst staat iedereen die hier sliep").click()
    is_well_made(page, "upload")


def test_a_large_file_shows_how_far_it_is_and_goes_on_by_itself(
    page: Page, visitor: Visitor, tmp_path: Path, settings: Any
) -> None:
    settings.LARGE_FILE_BYTES = 100
    send(page, visitor, tmp_path / "lijst.csv", HEAD + "".join(map(line, range(9))))
    expect(page.locator("progress")).to_be_visible()
    is_well_made(page, "progress")
    work(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Kijk na wat er verandert", timeout=10_000
    )
    page.get_by_role("button", name="Leg dit vast").click()
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    work(visitor)
    expect(page.get_by_role("button", name="Ga verder")).to_be_visible(timeout=10_000)
    is_well_made(page, "stopped")
    page.get_by_role("button", name="Ga verder").click()
    work(visitor)
    expect(page.get_by_role("link", name="Bekijk de locatie")).to_be_visible(
        timeout=10_000
    )
    is_well_made(page, "done")


def test_columns_are_asked_once_and_shown(
    page: Page, visitor: Visitor, tmp_path: Path
) -> None:
    strange = HEAD.replace("Naam", "Wie").replace("Woonplaats", "Waar") + line(1)
    send(page, visitor, tmp_path / "vreemd.csv", strange)
    page.get_by_label("Naam").select_option("Wie")
    page.get_by_label("Woonplaats").select_option("Waar")
    page.get_by_role("button", name="Verder").click()
    page.goto(visitor.server + "/declare/remembered/")
    is_well_made(page, "remembered")
    expect(page.get_by_text("Wie", exact=True)).to_be_visible()


def test_without_script_a_large_file_works_by_looking_again(
    browser: Browser, visitor: Visitor, tmp_path: Path, settings: Any
) -> None:
    settings.LARGE_FILE_BYTES = 100
    signed_in = visitor.context(Role.PROVIDER_MANAGER, SIZES["phone"])
    context = browser.new_context(
        java_script_enabled=False, storage_state=signed_in.storage_state()
    )
    page = context.new_page()
    send(page, visitor, tmp_path / "lijst.csv", HEAD + "".join(map(line, range(9))))
    work(visitor)
    page.get_by_role("link", name="Kijk hoe ver het nu is").click()
    page.get_by_role("button", name="Leg dit vast").click()
    work(visitor)
    page.get_by_role("link", name="Kijk hoe ver het nu is").click()
    expect(page.get_by_role("link", name="Bekijk de locatie")).to_be_visible()
    context.close()
    signed_in.close()
