"""The pages of money: what is booked, what puts it right, and what is open."""

import csv
import io
from datetime import date

import pytest
from django.conf import settings
from django.utils.timezone import localdate

from onderdak.supervision.enforcement.contract.money import EntryKind, ledger_of
from tests.integration.enforcement.enforcing import EnforcingTown
from tests.integration.enforcement.ordering import Ordered, ordered
from tests.integration.enforcement.test_case_pages import (
    at,
    done,
    refused,
    shown,
    signed_in,
)

pytestmark = pytest.mark.django_db

CHECKED = date(2026, 5, 4)


@pytest.fixture
def owed(town: EnforcingTown) -> Ordered:
    """An order of which a check found that it was not kept."""
    made = ordered(town)
    made.check(CHECKED)
    return made


def lines(made: Ordered) -> list[tuple[str, int]]:
    with made.town.seen_by(made.town.lawyer):
        found = ledger_of(
            by=made.town.lawyer,
            municipality=made.town.code,
            number=made.case.number,
        )
    return [(one.kind.value, one.cents) for one in found]


def test_the_ledger_shows_what_a_check_forfeited(owed: Ordered) -> None:
    page = shown(
        signed_in(owed.town.lawyer), at("enforcement_case_money", owed.case.number)
    )
    assert "forfeited" in page
    assert "€\u00a01,000.00" in page
    assert "not claimed yet" in page


def test_a_payment_is_booked_and_put_right_by_a_line(owed: Ordered) -> None:
    client, number = signed_in(owed.town.lawyer), owed.case.number
    paid = {
        "about_what": f"{owed.measure.pk}_penalty",
        "cents": "600.00",
        "on_day": localdate().isoformat(),
        "about": "2026-113",
    }
    done(client, at("enforcement_pay", number), paid)
    assert ("paid", 600_00) in lines(owed)
    with owed.town.seen_by(owed.town.lawyer):
        entry = next(
            one.pk
            for one in ledger_of(
                by=owed.town.lawyer, municipality=owed.town.code, number=number
            )
            if one.kind is EntryKind.PAID
        )
    wrong = {"way": "less", "cents": "100.00", "reason": "Typed 600 for 500."}
    done(client, at("enforcement_correct", number, entry), wrong)
    assert ("correction", -100_00) in lines(owed)
    assert "Typed 600 for 500." in shown(client, at("enforcement_case_money", number))


def test_what_cannot_be_booked_stands_above_the_form(owed: Ordered) -> None:
    client, number = signed_in(owed.town.lawyer), owed.case.number
    off = {
        "about_what": f"{owed.measure.pk}_penalty",
        "cents": "99999.00",
        "on_day": localdate().isoformat(),
        "reason": "Bankrupt.",
    }
    page = refused(client, at("enforcement_write_off", number), off)
    assert "is open" in page
    assert "99999.00" in page
    page = refused(client, at("enforcement_pay", number), {"cents": "veel"})
    assert "is not an amount of money" in page


def test_a_cost_of_coercion_names_its_bill(owed: Ordered) -> None:
    client, number = signed_in(owed.town.lawyer), owed.case.number
    bill = {
        "measure": str(owed.measure.pk),
        "cents": "250.00",
        "on_day": localdate().isoformat(),
        "about": "locksmith",
    }
    done(client, at("enforcement_cost", number), bill)
    assert ("cost", 250_00) in lines(owed)


def test_the_ledger_and_the_balances_are_files(owed: Ordered) -> None:
    client, number = signed_in(owed.town.lawyer), owed.case.number
    told = client.get(at("enforcement_case_money_csv", number)).getvalue()
    rows = list(csv.reader(io.StringIO(told.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1] == number
    assert shown(client, at("enforcement_money")).count(number) >= 1
    assert number in shown(client, at("enforcement_money"), state="not_claimed")
    assert number not in shown(client, at("enforcement_money"), state="to_give_back")
    told = client.get(at("enforcement_money_csv")).getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told), delimiter=";"))
    assert rows[1][0] == number


def test_a_supervisor_reads_the_ledger_and_books_nothing(owed: Ordered) -> None:
    client, number = signed_in(owed.town.supervisor), owed.case.number
    page = shown(client, at("enforcement_case_money", number))
    assert at("enforcement_pay", number) not in page
    for name in ("enforcement_pay", "enforcement_cost", "enforcement_write_off"):
        assert client.get(at(name, number)).status_code == 403, name


def test_what_was_paid_too_much_is_given_back_on_its_page(owed: Ordered) -> None:
    client, number = signed_in(owed.town.lawyer), owed.case.number
    here = {
        "about_what": f"{owed.measure.pk}_penalty",
        "on_day": localdate().isoformat(),
        "about": "2026-113",
    }
    assert "Book what was given back" not in shown(
        client, at("enforcement_case_money", number)
    )
    done(client, at("enforcement_pay", number), here | {"cents": "1,500.00"})
    assert "Book what was given back" in shown(
        client, at("enforcement_case_money", number)
    )
    back = at("enforcement_give_back", number)
    said = refused(client, back, here | {"cents": "500.01"})
    assert "is to be given back" in said
    assert ("given_back", 500_01) not in lines(owed)
    done(client, back, here | {"cents": "500.00"})
    assert ("given_back", 500_00) in lines(owed)
    assert "Book what was given back" not in shown(
        client, at("enforcement_case_money", number)
    )


def test_why_the_software_put_a_line_right_is_read_in_dutch(owed: Ordered) -> None:
    client, number = signed_in(owed.town.lawyer), owed.case.number
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    owed.sent("withdraw", CHECKED, {"from_start": True, "words": "The wrong company."})
    page = shown(client, at("enforcement_case_money", number))
    assert "vernietigd of ingetrokken" in page
