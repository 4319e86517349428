"""From points to a decision in a real browser, on desk and phone."""

from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page

from onderdak.engines.ranking import load_catalogue
from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.supervision.picture.contract.ranking import RankingRun, do_run
from tests.functional.test_every_page import SIZES, Visitor, _faults, visitor
from tests.people import OWN
from tests.world import acting

__all__ = ["visitor"]  # the fixture of every page serves here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

FILE = """adres;soort;waarde;datum;bron
0000200000000012;inschrijvingen;9;{day};brp
"""
KEY = "registered_over_allowed"


def _sound(page: Page) -> None:
    assert _faults(page) == []
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


@pytest.fixture
def address(visitor: Visitor) -> Address:
    town = visitor.sides.towns[OWN]
    with scope(acting(town.officer)):
        made = Address.objects.create(
            municipality_id=town.code,
            bag_id="0000200000000012",
            street="Kerkstraat",
            number=12,
            postcode="1234AB",
            town="Eenstad",
        )
        DwellingObject.objects.create(
            municipality_id=town.code,
            address=made,
            bag_id="0000010000000012",
            uses=["woonfunctie"],
            floor_area=60,
        )
    return made


def _register(visitor: Visitor, tmp_path: Path) -> None:
    """Nine registrations where five fit, taken in by the registry clerk."""
    file = tmp_path / "signalen.csv"
    file.write_text(FILE.format(day=localdate().replace(day=1)))
    page = visitor.context(Role.REGISTRY_CLERK, SIZES["desk"]).new_page()
    page.goto(visitor.server + "/signals/")
    page.set_input_files("input[type=file]", str(file))
    page.click("form.form button[type=submit]")
    page.click("form[action$='/record/'] button")


def _make_points(page: Page, server: str) -> None:
    """One fact, filled in by keyboard and mouse."""
    page.goto(server + "/ranking/points/new/")
    _sound(page)
    page.fill("#id_name", "Van de werkgroep")
    page.fill("#id_since", f"{localdate():%Y-%m-%d}")
    page.fill("#id_until", f"{localdate().year + 1}-12-31")
    page.fill("#id_why", "proef")
    page.click(f"#{KEY} > summary")
    page.check(f"#id_{KEY}-use")
    page.fill(f"#id_{KEY}-steps", "2 = 2\n4 = 1")
    page.fill(f"#id_{KEY}-reason", "Er wonen er misschien te veel.")
    page.fill(f"#id_{KEY}-ground", load_catalogue()[KEY].ground[:40])
    page.fill(f"#id_{KEY}-expires_on", f"{localdate().year + 1}-12-31")
    page.click("form.form button[type=submit]")


@pytest.mark.parametrize("size", SIZES)
def test_from_points_to_a_decision(
    visitor: Visitor, address: Address, tmp_path: Path, size: str
) -> None:
    """A supervisor draws up, the privacy officer approves, a person decides."""
    _register(visitor, tmp_path)
    page = visitor.context(Role.SUPERVISOR, SIZES[size]).new_page()
    officer = visitor.context(Role.PRIVACY_OFFICER, SIZES[size]).new_page()
    _make_points(page, visitor.server)
    # Points that go down are refused, with what was typed still there.
    assert page.locator(".error-summary li").count() == 1
    _sound(page)
    page.fill(f"#id_{KEY}-steps", "2 = 1\n4 = 2")
    page.click("form.form button[type=submit]")
    page.click("form[action$='/submit/'] button")
    _sound(page)

    officer.goto(visitor.server + "/")
    officer.click(".todo a")
    _sound(officer)
    officer.check("input[name=verdict][value=approved]")
    officer.fill("#id_words", "Nodig en met een grondslag.")
    officer.set_input_files(
        "#id_file", {"name": "dpia.txt", "mimeType": "text/plain", "buffer": b"DPIA"}
    )
    officer.click("form.form button[type=submit]")
    officer.wait_for_load_state()
    _sound(officer)

    page.reload()
    page.click("form[action$='/use/'] button")
    page.goto(visitor.server + "/ranking/switch/")
    page.fill("#id_why", "Wij beginnen.")
    page.click("form.form button[type=submit]")
    page.goto(visitor.server + "/ranking/lists/")
    page.click("form.form button[type=submit]")
    page.wait_for_load_state()
    _sound(page)
    town = visitor.sides.towns[OWN]
    with scope(acting(town.officer)):
        run = RankingRun.objects.get()
    do_run(run=run.pk, municipality=town.code, user=run.by_id)

    page.goto(visitor.server + "/ranking/")
    _sound(page)
    assert "The surface allows 5, registered are 9" in page.content()
    page.click("text=Kerkstraat 12")
    _sound(page)
    page.focus("input[name=what][value=letter]")
    page.keyboard.press("Space")
    page.fill("#id_why", "Eerst vragen hoeveel mensen er wonen.")
    page.focus("form.form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Eerst vragen hoeveel mensen er wonen.")
    _sound(page)
    officer.goto(visitor.server + "/ranking/evaluation/")
    _sound(officer)
    assert "Not enough visits yet." in officer.content()


@pytest.mark.parametrize("size", SIZES)
def test_the_public_page_needs_no_account(visitor: Visitor, size: str) -> None:
    page = visitor.context(None, SIZES[size]).new_page()
    page.goto(visitor.server + "/how-addresses-are-chosen/eenstad/")
    _sound(page)
    assert "nationaliteit" in page.content()
