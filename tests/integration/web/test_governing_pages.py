"""What those who govern a municipality see: opened names, and how it is set up."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    Actor,
    Role,
    actor_of,
    rooms_on,
    scope,
)
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.privacy.contract import (
    Controllership,
    Ground,
    Opening,
    record_controllership,
)
from onderdak.register.nights.contract import (
    open_guest_identity,
)
from onderdak.register.nights.models import Guest
from onderdak.web.account.setup import ROOM_NAMES
from onderdak.web.nights.openings import PAGE
from tests.integration.conftest import SignedIn
from tests.integration.web.conftest import sleeps_here
from tests.people import OTHER, OWN, PERSONAS, Persona, Sides, make_sides
from tests.world import BEGIN, acting, everything

pytestmark = pytest.mark.django_db
PRIVACY = Persona(OWN, Role.PRIVACY_OFFICER)
ADMIN = Persona(OWN, Role.MUNICIPAL_ADMIN)


@pytest.fixture
def sides() -> Sides:
    return make_sides()


def client_of(one: Persona, sides: Sides, signed_in: SignedIn) -> Client:
    return signed_in(actor_of(sides.users[one]))


def open_a_name(sides: Sides, side: str = OWN) -> int:
    """A provider opens the name of a guest of its own; the number of the guest."""
    house = sides.houses[side]
    sleeps_here(house, f"REF-{side}")
    with scope(acting(house.manager)):
        guest: int = Guest.objects.get(reference=f"REF-{side}").pk
        open_guest_identity(
            by=house.manager,
            guest=guest,
            municipality=sides.towns[side].code,
            ground=Ground.OWN_ENTRY,
        )
    return guest


def openings_of(
    sides: Sides, count: int, ground: Ground, by: Actor | None = None
) -> None:
    """Lines of the log by one account, with cases 'zaak 0', 'zaak 1' and on."""
    officer = by or actor_of(sides.users[PRIVACY])
    with scope(acting(officer)):
        for number in range(count):
            Opening.objects.create(
                actor_id=officer.user_id,
                role=Role.PRIVACY_OFFICER,
                ground=ground,
                case=f"zaak {number:03}",
                fields="name",
                subject=f"guest {number}",
                municipality=sides.towns[OWN].code,
                provider_id=sides.houses[OWN].provider,
            )


def cases(html: str) -> list[str]:
    """The cases that a page shows, in its order."""
    return [part[:3] for part in html.split("<span>zaak ")[1:]]


def test_an_opened_name_is_listed_for_the_own_privacy_officer_and_nobody_else(
    sides: Sides, signed_in: SignedIn
) -> None:
    guest = open_a_name(sides)
    opener = sides.houses[OWN].manager.email
    seen = {}
    for one in PERSONAS:
        html = client_of(one, sides, signed_in).get("/openings/").content.decode()
        if opener in html:
            seen[one] = html
    assert set(seen) == {PRIVACY}
    html = seen[PRIVACY]
    for told in ("manager", "own entry", f"guest {guest}", "not needed"):
        assert f"<span>{told}</span>" in html


def test_the_log_never_holds_the_name_itself(sides: Sides, signed_in: SignedIn) -> None:
    open_a_name(sides)
    client = client_of(PRIVACY, sides, signed_in)
    assert "Guest REF-own" not in client.get("/openings/").content.decode()


def test_looking_at_the_log_is_itself_no_opening(
    sides: Sides, signed_in: SignedIn
) -> None:
    open_a_name(sides)
    client_of(PRIVACY, sides, signed_in).get("/openings/")
    with scope(everything()):
        assert Opening.objects.count() == 1


def test_the_first_page_counts_what_was_opened_here(
    sides: Sides, signed_in: SignedIn
) -> None:
    open_a_name(sides)
    open_a_name(sides, OTHER)
    html = client_of(PRIVACY, sides, signed_in).get("/").content.decode()
    assert 'href="/openings/"' in html
    assert '<p class="tile__value">1</p>' in html


def test_an_empty_log_says_what_would_stand_there(
    sides: Sides, signed_in: SignedIn
) -> None:
    html = client_of(PRIVACY, sides, signed_in).get("/openings/").content.decode()
    assert "No name has been opened here yet." in html
    assert "export.csv" not in html


def test_pages_of_the_log_hold_each_line_once_newest_first(
    sides: Sides, signed_in: SignedIn
) -> None:
    openings_of(sides, 2 * PAGE + 5, Ground.THE_PERSON)
    client = client_of(PRIVACY, sides, signed_in)
    shown, address = [], "/openings/"
    pages = []
    while address:
        html = client.get(address).content.decode()
        pages.append(html)
        shown += cases(html)
        _, found, rest = html.partition('rel="next" href="')
        address = "/openings/" + rest.partition('"')[0] if found else ""
    assert shown == [f"{number:03}" for number in reversed(range(2 * PAGE + 5))]
    assert len(pages) == 3
    back = pages[1].partition('rel="prev" href="')[2].partition('"')[0]
    again = client.get("/openings/" + back).content.decode()
    assert cases(again) == cases(pages[0])
    assert 'rel="prev"' not in again


@pytest.mark.parametrize("key", ["after=x", "before=99999999", "after=" + "9" * 30])
def test_a_key_that_leads_nowhere_shows_the_first_page(
    key: str, sides: Sides, signed_in: SignedIn
) -> None:
    openings_of(sides, 2, Ground.THE_PERSON)
    client = client_of(PRIVACY, sides, signed_in)
    html = client.get(f"/openings/?{key}").content.decode()
    assert cases(html) == ["001", "000"]


def test_the_ground_narrows_the_page_and_the_file_alike(
    sides: Sides, signed_in: SignedIn
) -> None:
    open_a_name(sides)
    openings_of(sides, 2, Ground.THE_PERSON)
    client = client_of(PRIVACY, sides, signed_in)
    html = client.get("/openings/?ground=the_person").content.decode()
    assert cases(html) == ["001", "000"]
    assert sides.houses[OWN].manager.email not in html
    assert 'href="/openings/export.csv?ground=the_person"' in html
    file = b"".join(client.get("/openings/export.csv?ground=the_person"))
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    assert [row[4] for row in rows] == ["Case", "zaak 001", "zaak 000"]
    calamity = client.get("/openings/?ground=calamity").content.decode()
    assert "No name was opened on this ground." in calamity


def test_the_file_holds_the_whole_log_of_the_own_municipality(
    sides: Sides, signed_in: SignedIn
) -> None:
    open_a_name(sides, OTHER)
    openings_of(sides, PAGE + 5, Ground.THE_PERSON)
    file = b"".join(client_of(PRIVACY, sides, signed_in).get("/openings/export.csv"))
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == PAGE + 6
    assert {row[1] for row in rows[1:]} == {sides.users[PRIVACY].email}


def test_who_opened_is_looked_up_at_once(sides: Sides, signed_in: SignedIn) -> None:
    client = client_of(PRIVACY, sides, signed_in)
    openings_of(sides, 1, Ground.THE_PERSON)
    client.get("/openings/")
    with CaptureQueriesContext(connection) as few:
        client.get("/openings/")
    openings_of(sides, 30, Ground.THE_PERSON)
    with CaptureQueriesContext(connection) as many:
        client.get("/openings/")
    assert len(many) == len(few)


def test_the_set_up_tells_rooms_controllers_terms_and_accounts(
    sides: Sides, signed_in: SignedIn
) -> None:
    with scope(acting(sides.towns[OWN].officer)):
        RoomSwitch.objects.filter(room="levy").delete()
        record_controllership(
            by=sides.towns[OWN].officer,
            municipality=sides.towns[OWN].code,
            room="duty",
            part=Controllership.Part.PROCESSOR,
            party="Verwerker Voorbeeld",
            document="overeenkomst 7",
            since=BEGIN,
        )
    html = client_of(ADMIN, sides, signed_in).get("/setup/").content.decode()
    for told in ("Verwerker Voorbeeld", "overeenkomst 7", "processor", "24 months"):
        assert f"<span>{told}</span>" in html
    assert "decided by the council" in html
    in_use = rooms_on(sides.towns[OWN].code)
    assert in_use
    assert "levy" not in in_use
    assert html.count(">in use</span>") == len(in_use)
    assert html.count(">not in use</span>") == len(ROOM_NAMES) - len(in_use)
    for command in ("room", "controller", "retention"):
        assert f"<code>onderdak municipality {command}</code>" in html


def test_the_set_up_lists_the_accounts_of_this_municipality_only(
    sides: Sides, signed_in: SignedIn
) -> None:
    html = client_of(PRIVACY, sides, signed_in).get("/setup/").content.decode()
    listed = {one for one, user in sides.users.items() if user.email in html}
    assert listed == {Persona(OWN, role) for role in MUNICIPAL_ROLES}


def test_menu_items_are_for_those_who_may_go_there(
    sides: Sides, signed_in: SignedIn
) -> None:
    found = {}
    for one in PERSONAS:
        client = client_of(one, sides, signed_in)
        html = client.get("/").content.decode()
        menu = html.partition('class="menu__nav"')[2].partition("</nav>")[0]
        found[one] = set(re.findall(r'href="([^"]+)"', menu))
        wrong = [
            url for url in found[one] if client.get(url).status_code not in {200, 302}
        ]
        assert wrong == [], one
    assert {one for one, urls in found.items() if "/openings/" in urls} == {
        Persona(side, Role.PRIVACY_OFFICER) for side in (OWN, OTHER)
    }
    assert {one for one, urls in found.items() if "/setup/" in urls} == {
        Persona(side, role)
        for side in (OWN, OTHER)
        for role in (Role.PRIVACY_OFFICER, Role.MUNICIPAL_ADMIN)
    }


def test_an_account_that_is_gone_keeps_its_number_in_the_log(
    sides: Sides, signed_in: SignedIn
) -> None:
    gone = Actor(10**9, "gone@test.example", sides.towns[OWN].officer.grants)
    openings_of(sides, 1, Ground.THE_PERSON, by=gone)
    html = client_of(PRIVACY, sides, signed_in).get("/openings/").content.decode()
    assert "<span>account 1000000000</span>" in html
