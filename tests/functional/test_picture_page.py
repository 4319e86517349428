"""From a file on a desk to the picture of an address on a phone, in a real browser."""

from pathlib import Path

import pytest

from onderdak.foundation.identity.contract import Role
from onderdak.foundation.places.contract import Address
from tests.functional.picturing import address, sound
from tests.functional.test_every_page import Visitor, visitor

__all__ = ["address", "visitor"]  # fixtures that serve here too
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

DESK, PHONE = (1280, 900), (390, 844)
FILE = """adres;soort;waarde;datum;bron
0000200000000012;inschrijvingen;9;2026-01-01;brp
Kerkstraat 12 bis, 1234AB Eenstad;leegstand;niemand ingeschreven;2026-01-01;leegstand
0000200000000012;inschrijvingen;veel;2026-01-02;brp
"""


def test_a_file_becomes_a_picture(
    visitor: Visitor, address: Address, tmp_path: Path
) -> None:
    """Looked at, recorded without the bad line, doubt settled by keyboard, and read."""
    file = tmp_path / "signalen.csv"
    file.write_text(FILE)
    desk = visitor.context(Role.REGISTRY_CLERK, DESK).new_page()
    desk.goto(visitor.server + "/signals/")
    desk.set_input_files("input[type=file]", str(file))
    desk.click("form.form button[type=submit]")
    sound(desk)
    assert desk.locator("text=veel").count() > 0
    desk.click("form[action$='/record/'] button")
    desk.wait_for_url(visitor.server + "/signals/doubts/")
    sound(desk)
    desk.click("text=Kerkstraat 12 bis")
    sound(desk)
    desk.focus("input[name=address]")
    desk.keyboard.press("Space")
    desk.focus("form.form button[type=submit]")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/signals/doubts/")

    phone = visitor.context(Role.SUPERVISOR, PHONE).new_page()
    phone.goto(visitor.server + "/addresses/")
    sound(phone)
    phone.click("text=Kerkstraat 12, Eenstad")
    sound(phone)
    assert phone.locator("text=nobody is registered").count() > 0
    assert phone.locator(".notice--warning").count() > 0  # nine, where five fit
    phone.click("details summary >> nth=-1")
    phone.click("form[action$='/explain/'] button")
    phone.wait_for_load_state()
    sound(phone)
    desk.goto(visitor.server + f"/addresses/{address.pk}/")
    sound(desk)


def test_the_levy_officer_sees_the_tax_and_the_supervisor_does_not(
    visitor: Visitor, address: Address, tmp_path: Path
) -> None:
    file = tmp_path / "woz.csv"
    file.write_text(
        "adres;soort;waarde;datum;bron\n"
        "0000200000000012;woz-waarde;312.000,00;2026-01-01;woz\n"
    )
    levy = visitor.context(Role.LEVY_OFFICER, DESK).new_page()
    levy.goto(visitor.server + "/signals/")
    levy.set_input_files("input[type=file]", str(file))
    levy.click("form.form button[type=submit]")
    levy.click("form[action$='/record/'] button")
    here = visitor.server + f"/addresses/{address.pk}/"
    levy.goto(here)
    assert "312,000.00" in levy.content()  # these people read English
    other = visitor.context(Role.SUPERVISOR, DESK).new_page()
    for query in ("", "?purpose=levy", "?purpose=taking_in"):
        other.goto(here + query)
        for written in ("312,000", "312.000", "312000"):
            assert written not in other.content()
