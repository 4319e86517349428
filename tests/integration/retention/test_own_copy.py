"""What a provider's own copy promises: all stays, read back as nothing new."""

from datetime import date

import pytest
from django.urls import reverse

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.identity.domain.permissions import Actor, Grant
from onderdak.foundation.privacy.models import Opening
from onderdak.kernel.errors import NotAllowed
from onderdak.register.nights.contract.ending import (
    soon_gone,
    take_own_copy,
)
from onderdak.register.nights.contract.files import (
    declare_file,
)
from tests.integration.conftest import SignedIn
from tests.integration.retention.test_destruction import (
    declare,
    make_town,
    set_term,
    stay,
)
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


def fill(house: House) -> None:
    declare(
        house,
        stay(house, "A1", date(2024, 5, 1), room="1", bed="a", status="none"),
        stay(house, "A1", None, arrival=date(2025, 1, 1), room="1", bed="a"),
        stay(
            house,
            "=B2",
            None,
            name="Łukasz Voorbeeld",
            arrival=date(2024, 12, 1),
            expected_departure=date(2025, 6, 1),
            room="02",
            status="brp",
            brp_municipality="GM9001",
            registered_since=date(2024, 12, 15),
        ),
        stay(house, "C3", date(2024, 3, 1), status="rni"),
    )


def test_the_copy_read_back_changes_nothing(house: House) -> None:
    fill(house)
    with scope(acting(house.manager)):
        copy = take_own_copy(by=house.manager, location=house.location)
        outcome = declare_file(
            by=house.manager,
            location=house.location,
            source=copy,
            filename="kopie.xlsx",
            mapping=None,
            on=TODAY,
            channel="file",
            preview=True,
        )
    done = outcome.declared
    assert (done.rows, done.unchanged, done.new, done.corrected) == (4, 4, 0, 0)
    assert done.errors == []


def test_every_name_in_the_copy_is_logged_as_opened(house: House) -> None:
    fill(house)
    with scope(acting(house.manager)):
        take_own_copy(by=house.manager, location=house.location)
        opened = Opening.objects.all()
        assert {one.ground for one in opened} == {"own_entry"}
        assert len({one.subject for one in opened}) == len(opened) == 3
        assert {one.actor_id for one in opened} == {house.manager.user_id}


def test_only_a_manager_of_this_provider_takes_a_copy(house: House, town: Town) -> None:
    fill(house)
    staff = Actor(
        1, "x@test.example", (Grant(1, Role.HOUSE_STAFF, None, None, house.provider),)
    )
    other = make_house(town, "Ander huis")
    for who in (staff, other.manager, town.officer):
        with scope(acting(house.manager)), pytest.raises(NotAllowed):
            take_own_copy(by=who, location=house.location)
    with scope(acting(house.manager)):
        assert not Opening.objects.exists()


def test_it_is_announced_what_will_go_and_when(house: House, town: Town) -> None:
    declare(
        house,
        stay(house, "A1", date(2024, 12, 1)),
        stay(house, "B2", date(2024, 12, 21)),
        stay(house, "C3", date(2024, 12, 22)),
        stay(house, "D4", None),
    )
    with scope(acting(house.manager)):
        (soon,) = soon_gone(
            by=house.manager, provider=house.provider, on=TODAY, days=30
        )
        assert (soon.municipality, soon.stays) == (town.code, 2)
        assert soon.first == date(2026, 12, 1)
    set_term(town, "nights", 84, since=date(2021, 1, 1))
    with scope(acting(house.manager)):
        assert (
            soon_gone(by=house.manager, provider=house.provider, on=TODAY, days=30)
            == []
        )


def test_the_file_asks_for_a_fresh_sign_in(
    house: House,
    signed_in: SignedIn,
) -> None:
    fill(house)
    client = signed_in(house.manager)
    for answer in (
        client.get(reverse("own_copy")),
        client.post(reverse("own_copy_file", args=[house.location.pk])),
    ):
        assert answer.status_code == 302
        assert "reauthenticate" in answer["Location"]
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": 4102444800.0, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(house.manager.user_id)
    session.save()
    page = client.get(reverse("own_copy"))
    assert page.status_code == 200
    assert "Pension Test" in page.content.decode()
    file = client.post(reverse("own_copy_file", args=[house.location.pk]))
    assert file.content.startswith(b"PK")
    assert file["Cache-Control"] == "no-store"


def test_the_first_page_says_what_will_go(
    house: House,
    signed_in: SignedIn,
) -> None:
    long_gone = date(2020, 1, 1)
    declare(house, stay(house, "A1", long_gone, arrival=date(2019, 1, 1)))
    page = signed_in(house.manager).get(reverse("home")).content.decode()
    assert "1 verblijf in Teststad wordt vanaf" in page
    assert reverse("own_copy") in page
