"""A lawyer's desk in a real browser: what ends when, letters, money, people, setup."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Actor, User
from onderdak.supervision.enforcement.contract.choices import (
    Behaviour,
    Consequence,
    Intervention,
    NewCell,
    fill_cell,
)
from onderdak.supervision.enforcement.contract.letters import (
    draft_letter,
    review_letter,
)
from onderdak.supervision.enforcement.contract.people import (
    Answer,
    CountByHand,
    Held,
    NewTelling,
    ReserveFacts,
    ReserveKind,
    Seen,
    Told,
    add_reserve,
    answer_rehousing,
    count_people,
    hold_places,
    say_who_tells,
)
from onderdak.supervision.enforcement.models import Letter, StoredClock
from tests.functional.test_every_page import _faults
from tests.integration.enforcement.enforcing import (
    OPENED,
    EnforcingTown,
    make_enforcing_town,
    noon,
)
from tests.integration.enforcement.ordering import ORDERED, Ordered, ordered
from tests.integration.enforcement.test_case_pages import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

SIZES = ((390, 844), (320, 720), (1280, 900))
CHECKED = date(2026, 5, 4)


class Desk:
    """Pages of a live server, opened by somebody who works in the municipality."""

    def __init__(self, browser: Browser, server: str, town: EnforcingTown) -> None:
        self.browser, self.server, self.town = browser, server, town

    def page(self, who: Actor, *, scripts: bool = True) -> Page:
        client: Client = signed_in(who)
        made = self.browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="nl-NL",
            java_script_enabled=scripts,
        )
        names = (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
        session = client.cookies[names[0]].value
        made.add_cookies(
            [
                {"name": name, "value": value, "url": self.server}
                for name, value in zip(names, (session, "nl"), strict=True)
            ]
        )
        page = made.new_page()
        page.set_default_timeout(30_000)
        return page

    def at(self, name: str, *args: object) -> str:
        return self.server + reverse(name, args=args)


def _look(page: Page, name: str) -> None:
    """Nothing is wider than the screen, and axe finds nothing."""
    page.wait_for_load_state()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wider = page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )
        assert wider <= 0, (name, width)
    assert _faults(page) == [], name


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Desk:
    town = make_enforcing_town()
    User.objects.filter(pk=town.lawyer.user_id).update(language="nl")
    User.objects.filter(pk=town.colleague.user_id).update(language="nl")
    return Desk(browser, live_server.url, town)


def _arrange(made: Ordered) -> None:
    """People are counted, a place is held, and somebody tells them."""
    town, number = made.town, made.case.number
    where: dict[str, Any] = {"by": town.lawyer, "municipality": town.code, "at": now()}
    with town.seen_by(town.lawyer):
        place = add_reserve(
            facts=ReserveFacts(
                kind=ReserveKind.SHELTER,
                name="Opvang Eenstad",
                places=12,
                available_from=localdate() - timedelta(days=30),
                available_until=localdate() + timedelta(days=200),
                where="Kade 1, Eenstad",
                contact_name="De wacht",
                contact_phone="0000-000000",
            ),
            **where,
        )
        count_people(
            number=number,
            by_hand=CountByHand(7, localdate(), "Geteld aan de deur."),
            children=Seen.NONE,
            vulnerable=Seen.UNKNOWN,
            **where,
        )
        answer_rehousing(
            number=number, answer=Answer.RESERVE, words="Met de opvang.", **where
        )
        until = localdate() + timedelta(days=14)
        hold_places(
            number=number, key=place.pk, hold=Held(5, localdate(), until), **where
        )
        telling = NewTelling("pl", town.supervisor.user_id, Told.IN_PERSON, now())
        say_who_tells(number=number, telling=telling, **where)


def _fill(town: EnforcingTown) -> None:
    cell = NewCell(
        behaviour=Behaviour.C,
        consequence=Consequence.CONCERN,
        advised=(Intervention.PENALTY_ORDER, Intervention.FINE),
        valid_from=OPENED,
        source="Beleid handhaving 2026, hoofdstuk 4",
        invented=True,
    )
    with town.seen_by(town.lawyer):
        fill_cell(by=town.lawyer, municipality=town.code, cell=cell, at=noon(OPENED))


def _late_and_soon(made: Ordered) -> None:
    """Of the terms one is past, and the others end this week."""
    on = localdate()
    with made.town.seen_by(made.town.lawyer):
        rows = StoredClock.objects.filter(case=made.case, listed=True)
        for nth, row in enumerate(rows.order_by("id")):
            row.last_day = on + timedelta(days=2 * nth - 3)
            row.alarm_on = on - timedelta(days=5)
            row.save()


def _draft(made: Ordered) -> Letter:
    with made.town.seen_by(made.town.lawyer):
        return draft_letter(
            by=made.town.lawyer,
            municipality=made.town.code,
            number=made.case.number,
            measure=made.measure.pk,
            step="tell_forfeited",
            facts={"amount_cents": 1_000_00},
            at=now(),
        )


def _review(made: Ordered, letter: Letter) -> None:
    with made.town.seen_by(made.town.colleague):
        review_letter(
            by=made.town.colleague,
            municipality=made.town.code,
            number=made.case.number,
            letter=letter.pk,
            at=now(),
        )


def test_every_page_of_the_desk_is_sound_on_each_screen(desk: Desk) -> None:
    made = ordered(desk.town)
    made.check(CHECKED)
    _arrange(made)
    _fill(desk.town)
    _late_and_soon(made)
    letter, number = _draft(made), made.case.number
    page = desk.page(desk.town.lawyer)
    complaints: list[str] = []
    page.on(
        "console",
        lambda line: complaints.append(line.text) if line.type == "error" else None,
    )
    for name, args in (
        ("week", ()),
        ("letters", ()),
        ("letter", (number, letter.pk)),
        ("letter_change", (number, letter.pk)),
        ("letter_send_back", (number, letter.pk)),
        ("letter_withdraw", (number, letter.pk)),
        ("money", ()),
        ("case_money", (number,)),
        ("pay", (number,)),
        ("write_off", (number,)),
        ("cost", (number,)),
        ("case_people", (number,)),
        ("count", (number,)),
        ("rehouse", (number,)),
        ("hold", (number,)),
        ("tell", (number,)),
        ("care", (number,)),
        ("urgent", ()),
        ("choose", (number,)),
        ("evidence", (number,)),
        ("reserve", ()),
        ("reserve_new", ()),
        ("setup", ()),
        ("cell", ("C", "3")),
        ("amount_new", ()),
        ("letterhead", ()),
    ):
        answer = page.goto(desk.at(f"enforcement_{name}", *args))
        assert answer is not None
        assert answer.status == 200, name
        _look(page, name)
    _review(made, letter)
    page.goto(desk.at("enforcement_letter_dispatch", number, letter.pk))
    expect(page.locator("main form button[type=submit]")).to_be_visible()
    _look(page, "letter_dispatch")
    page.goto(desk.at("enforcement_choose", number) + "?behaviour=C&consequence=3")
    expect(page.locator("[name=proportionality]")).to_be_visible()
    _look(page, "choose-cell")
    page.goto(desk.at("enforcement_reserve"))
    page.click("table a:has-text('Opvang Eenstad')")
    expect(page.locator("h1")).to_have_text("Opvang Eenstad")
    _look(page, "reserve-one")
    assert complaints == []
    page.context.close()


def test_a_letter_is_reviewed_and_sent_by_keyboard_and_without_scripts(
    desk: Desk,
) -> None:
    made = ordered(desk.town)
    made.check(CHECKED)
    letter = _draft(made)
    reviewer = desk.page(desk.town.colleague, scripts=False)
    reviewer.goto(desk.at("enforcement_letters"))
    reviewer.locator("table a").first.press("Enter")
    expect(reviewer.locator("main form button").first).to_be_visible()
    reviewer.locator("main form button").first.press("Enter")
    expect(reviewer.locator(".tag").first).to_have_text("nagekeken")
    reviewer.context.close()
    writer = desk.page(desk.town.lawyer, scripts=False)
    writer.goto(desk.at("enforcement_letter_dispatch", made.case.number, letter.pk))
    writer.locator("main form button[type=submit]").press("Enter")
    expect(writer.locator(".tag").first).to_have_text("verzonden")
    writer.context.close()


def test_what_was_typed_stays_when_something_is_missing(desk: Desk) -> None:
    made = ordered(desk.town)
    page = desk.page(desk.town.lawyer)
    page.goto(desk.at("enforcement_count", made.case.number))
    page.check("input[name=visit][value=hand]")
    page.fill("[name=words]", "Verteld door de beheerder.")
    page.click("main form button[type=submit]")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value("Verteld door de beheerder.")
    _look(page, "count-wrong")
    assert localdate() > ORDERED
    page.context.close()
