"""Isolation in the database itself: who sees what, whatever the code above asks."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from onderdak.foundation.identity.actions import make_invitation
from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Membership,
    Role,
    Scope,
    ScopeWidened,
    User,
    accept_invitation,
    actor_of,
    current_scope,
    invite,
    no_scope,
    open_invitation,
    scope,
)
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.register.nights.contract import (
    DeclaredStay,
    Guest,
    GuestIdentity,
    Location,
    Stay,
    declare_stays,
    occupancy_per_municipality,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def towns() -> tuple[Town, Town]:
    return (
        make_town("GM9001", "Eenstad", region="proefregio"),
        make_town("GM9002", "Tweestad", region="proefregio"),
    )


@pytest.fixture
def houses(towns: tuple[Town, Town]) -> tuple[House, House]:
    found = tuple(make_house(town, f"Huis in {town.code}") for town in towns)
    for house in found:
        with scope(acting(house.manager)):
            declare_stays(
                by=house.manager,
                location=house.location,
                rows=[
                    DeclaredStay(
                        2,
                        house.location.pk,
                        "A1",
                        Identity("Gast", "Voorbeeldowo", "passport"),
                        date(2026, 11, 1),
                    )
                ],
                on=TODAY,
                channel="page",
            )
    return found


def test_a_query_without_a_scope_raises_instead_of_finding_nothing(
    houses: tuple[House, House],
) -> None:
    with pytest.raises(DatabaseError, match="no scope was set"), transaction.atomic():
        list(Stay.objects.all())


def test_no_scope_finds_nothing(houses: tuple[House, House]) -> None:
    with no_scope():
        assert Stay.objects.count() == 0
        assert Location.objects.count() == 0


def test_a_provider_sees_its_own_and_nothing_else(houses: tuple[House, House]) -> None:
    one, two = houses
    with scope(acting(one.manager)):
        assert set(Stay.objects.values_list("provider_id", flat=True)) == {one.provider}
        assert set(Guest.objects.values_list("provider_id", flat=True)) == {
            one.provider
        }
        assert not Location.objects.filter(pk=two.location.pk).exists()


def test_a_municipality_sees_its_stays_but_no_references(
    towns: tuple[Town, Town], houses: tuple[House, House]
) -> None:
    with scope(acting(towns[0].officer)):
        assert set(Stay.objects.values_list("municipality_id", flat=True)) == {"GM9001"}
        assert GuestIdentity.objects.count() == 1
        assert Guest.objects.count() == 0  # the provider's own words stay his


def test_a_row_cannot_be_written_for_another_tenant(
    houses: tuple[House, House],
) -> None:
    one, two = houses
    with scope(acting(one.manager)), pytest.raises(DatabaseError, match="row-level"):
        with transaction.atomic():
            Guest.objects.create(provider_id=two.provider, reference="B")


def test_a_stay_cannot_point_at_another_tenants_guest_or_location(
    houses: tuple[House, House],
) -> None:
    one, two = houses
    both = Scope(providers=frozenset({one.provider, two.provider}))
    with scope(both):
        theirs = Guest.objects.get(provider_id=two.provider)
    for location, guest in ((two.location, None), (one.location, theirs)):
        with scope(acting(one.manager)):
            mine = guest or Guest.objects.get()
            with pytest.raises(DatabaseError, match="is not of this provider"):
                with transaction.atomic():
                    Stay.objects.create(
                        municipality_id="GM9001",
                        provider_id=one.provider,
                        location_id=location.pk,
                        guest_id=mine.pk,
                        arrival=date(2025, 3, 1),
                        departure=date(2025, 3, 2),
                        declaration_id=0,
                    )


def test_a_guest_with_stays_cannot_be_removed(houses: tuple[House, House]) -> None:
    with scope(acting(houses[0].manager)):
        with pytest.raises(DatabaseError, match="has stays"), transaction.atomic():
            Guest.objects.all()._raw_delete("default")


def test_a_stay_is_replaced_never_changed(houses: tuple[House, House]) -> None:
    with scope(acting(houses[0].manager)):
        with pytest.raises(DatabaseError, match="permission denied"):
            with transaction.atomic():
                Stay.objects.update(arrival=date(2026, 1, 1))


def test_an_inner_scope_can_be_smaller_but_not_larger(
    houses: tuple[House, House],
) -> None:
    one, two = houses
    both = Scope(providers=frozenset({one.provider, two.provider}))
    with scope(both):
        with scope(both.only(providers=[one.provider])):
            assert Stay.objects.count() == 1
        assert Stay.objects.count() == 2  # the outer scope is back
    with scope(acting(one.manager)), pytest.raises(ScopeWidened):
        with scope(both):
            pass


def test_after_a_failure_the_outer_scope_is_back(houses: tuple[House, House]) -> None:
    one, _ = houses
    both = Scope(providers=frozenset(house.provider for house in houses))
    with scope(both):
        with pytest.raises(ZeroDivisionError):
            with scope(both.only(providers=[one.provider])):
                raise ZeroDivisionError
        assert current_scope() == both


def test_after_a_scope_nothing_is_left(houses: tuple[House, House]) -> None:
    with scope(acting(houses[0].manager)):
        pass
    with pytest.raises(RuntimeError, match="no scope"):
        current_scope()


def test_a_region_sees_counts_per_municipality_and_no_rows(
    houses: tuple[House, House],
) -> None:
    user = User.objects.create_user("regio@test.example")
    grant = Grant(1, Role.REGION_COORDINATOR, region="proefregio")
    coordinator = Actor(user.pk, user.email, (grant,))
    with scope(acting(coordinator)):
        assert Stay.objects.count() == 0
        assert Location.objects.count() == 0
        found = occupancy_per_municipality(
            by=coordinator, region="proefregio", names={}, on=TODAY
        )
        assert [(o.code, o.locations, o.guests) for o in found] == [
            ("GM9001", 1, 1),
            ("GM9002", 1, 1),
        ]
        assert Stay.objects.count() == 0  # the function left nothing open


def test_a_region_out_of_scope_is_refused_by_the_database(
    towns: tuple[Town, Town],
) -> None:
    with no_scope(), pytest.raises(DatabaseError, match="outside the scope"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM nights_region_occupancy('proefregio', '2026-11-21')"
            )


def test_one_sees_only_ones_own_memberships(towns: tuple[Town, Town]) -> None:
    one, _ = towns
    with no_scope(actor=one.officer.user_id):
        assert {m.user_id for m in Membership.objects.all()} == {one.officer.user_id}


def test_an_invitation_works_once_and_for_its_own_tenant(
    towns: tuple[Town, Town],
) -> None:
    officer = towns[0].officer
    with scope(acting(officer)):
        secret = invite(
            by=officer,
            email="Nieuw@test.example",
            role=Role.SUPERVISOR,
            municipality="GM9001",
        )
        with pytest.raises(NotAllowed):
            invite(
                by=officer,
                email="x@test.example",
                role=Role.SUPERVISOR,
                municipality="GM9002",
            )
        with pytest.raises(Invalid):
            invite(
                by=officer,
                email="x@test.example",
                role=Role.HOUSE_STAFF,
                municipality="GM9001",
            )
    with no_scope():
        found = open_invitation(secret)
        assert found is not None
        assert secret not in found.secret_hash
        user = accept_invitation(
            secret=secret, name="Nieuw", password="lang-en-veilig-1", language="nl"
        )
    assert actor_of(user).municipalities == {"GM9001"}
    with no_scope(), pytest.raises(Invalid):
        accept_invitation(secret=secret, name="", password="x", language="nl")


def test_rooms_are_switched_by_their_own_municipality(
    towns: tuple[Town, Town],
) -> None:
    with scope(acting(towns[0].officer)):
        RoomSwitch.objects.filter(municipality_id="GM9002").delete()
    with scope(acting(towns[1].officer)):
        assert RoomSwitch.objects.filter(municipality_id="GM9002").count() == 3


def test_an_account_made_with_anothers_address_gets_nothing_of_theirs(
    towns: tuple[Town, Town], houses: tuple[House, House]
) -> None:
    """Whoever sees a link may make the account; it must not inherit later tasks."""
    manager, officer = houses[1].manager, towns[0].officer
    with scope(acting(manager)):
        first = invite(
            by=manager,
            email="victim@test.example",
            role=Role.HOUSE_STAFF,
            provider=houses[1].provider,
        )
    with no_scope():
        taken = accept_invitation(
            secret=first, name="x", password="lang-en-veilig-1", language="nl"
        )
    with scope(acting(officer)):
        second = invite(
            by=officer,
            email="victim@test.example",
            role=Role.SUPERVISOR,
            municipality="GM9001",
        )
    with no_scope(), pytest.raises(NotAllowed, match="account with this"):
        accept_invitation(secret=second, name="x", password="y", language="nl")
    assert actor_of(taken).municipalities == frozenset()
    with no_scope():
        assert open_invitation(second) is not None  # the link is not spent by that
        accept_invitation(secret=second, signed_in=taken.pk)
    assert actor_of(taken).municipalities == {"GM9001"}


@pytest.mark.parametrize("role", [Role.LEVY_OFFICER, Role.PRIVACY_OFFICER])
def test_nobody_gives_oneself_tax_data_or_the_log_of_looks(
    towns: tuple[Town, Town], role: Role
) -> None:
    """Who opens tax data and who watches over it is decided by two."""
    officer = towns[0].officer
    with scope(acting(officer)):
        for email in (officer.email, f" {officer.email.upper()} "):
            with pytest.raises(NotAllowed, match="oneself"):
                invite(
                    by=officer, email=email.strip(), role=role, municipality="GM9001"
                )
        secret = make_invitation(
            email=officer.email,
            role=role,
            municipality="GM9001",
            provider=None,
            invited_by=officer.user_id,
        )
    with no_scope(), pytest.raises(NotAllowed, match="oneself"):
        accept_invitation(secret=secret, signed_in=officer.user_id)
