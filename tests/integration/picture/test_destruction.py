"""Signals go when they are past the shorter of two terms; nothing younger does."""

from datetime import date, timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from onderdak.foundation.identity.contract import Role, Scope, scope
from onderdak.foundation.privacy.contract import destroy_past_term, plan_destruction
from onderdak.register.duty.contract import open_investigation
from onderdak.register.nights.models import Unit
from onderdak.supervision.picture.contract import Purpose, looking_for
from onderdak.supervision.picture.models import DeliveredFile, Delivery, Signal
from tests.integration.picture.conftest import ON, Picturing, line
from tests.people import OWN
from tests.world import acting

pytestmark = pytest.mark.django_db(transaction=True)


def _permit(where: str, day: str) -> str:
    return line(where, "permit", "kamers", "permits", day=day, reference=f"Z-{day}")


def _registered(where: str, day: str) -> str:
    return line(where, "registrations", 3, "brp", day=day)


def _left(world: Picturing) -> set[tuple[str, str]]:
    with scope(acting(world.by(Role.SUPERVISOR))), looking_for(Purpose.SUPERVISION):
        return {(one.source, str(one.on_date)) for one in Signal.objects.all()}


def test_the_shorter_of_the_town_s_term_and_the_source_s_holds(
    world: Picturing,
) -> None:
    """Five years for the town here; registrations are kept for two at most."""
    where = world.address.bag_id or ""
    world.take_in(
        Role.REGISTRY_CLERK,
        _registered(where, "2024-10-01"),
        _registered(where, "2025-01-01"),
    )
    world.take_in(
        Role.SUPERVISOR, _permit(where, "2024-10-01"), _permit(where, "2020-01-01")
    )
    with scope(Scope(municipalities=frozenset({world.town}))):
        plan = plan_destruction(municipality=world.town, on=ON)
    rows = {t.table: t.rows for room in plan.rooms for t in room.tables}
    assert rows["picture_signal"] == 2
    destroy_past_term(municipality=world.town, on=ON, ran_by="test")
    assert _left(world) == {("brp", "2025-01-01"), ("permits", "2024-10-01")}
    with scope(acting(world.by(Role.SUPERVISOR))):
        assert Delivery.objects.count() == 2  # what is left still says how it came


def test_what_an_address_investigation_looks_into_is_kept(world: Picturing) -> None:
    """Until it is closed, nothing of the address goes."""
    house, town = world.sides.houses[OWN], world.sides.towns[OWN]
    where = "Teststraat 1, Teststad"
    world.take_in(Role.REGISTRY_CLERK, _registered(where, "2020-10-01"))
    with scope(acting(town.officer)):
        open_investigation(
            by=town.officer,
            municipality=town.code,
            reference="AO-1",
            ground="twijfel",
            address_ids=[house.location.address_id],
            started_on=ON,
        )
    destroy_past_term(municipality=world.town, on=ON, ran_by="test")
    assert _left(world) == {("brp", "2020-10-01")}


def test_a_file_that_nobody_comes_back_to_goes_after_two_weeks(
    world: Picturing,
) -> None:
    """However long signals are kept; the list says that it was left."""
    by = world.by(Role.REGISTRY_CLERK)
    with scope(acting(by)):
        made = world.receive(
            Role.REGISTRY_CLERK, _registered(world.address.bag_id or "", "2026-11-01")
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT privacy_today()")
            (today,) = cursor.fetchone()
    later = max(today, ON)
    destroy_past_term(municipality=world.town, on=later, ran_by="test")
    assert _state(world, made) == ("waiting", 1)
    _came(made, later - timedelta(days=14))
    destroy_past_term(municipality=world.town, on=later, ran_by="test")
    assert _state(world, made) == ("left", 0)


def _came(made: Delivery, day: date) -> None:
    """As the owner: the app itself cannot change when a file came."""
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute("ALTER TABLE picture_delivery NO FORCE ROW LEVEL SECURITY")
        owner.execute(
            "UPDATE picture_delivery SET received_at = %s WHERE id = %s",
            [day, made.pk],
        )
        owner.execute("ALTER TABLE picture_delivery FORCE ROW LEVEL SECURITY")


def _state(world: Picturing, made: Delivery) -> tuple[str, int]:
    with scope(acting(world.by(Role.REGISTRY_CLERK))), looking_for(Purpose.TAKING_IN):
        files = DeliveredFile.objects.filter(delivery=made).count()
        return Delivery.objects.get(pk=made.pk).state, files


def test_an_investigation_keeps_the_addresses_of_units_too(world: Picturing) -> None:
    """A park is looked into as a whole."""
    house, town = world.sides.houses[OWN], world.sides.towns[OWN]
    with scope(acting(town.officer)):
        Unit.objects.create(
            municipality_id=town.code,
            provider_id=house.provider,
            location=house.location,
            label="unit 1",
            address=world.address,
        )
        open_investigation(
            by=town.officer,
            municipality=town.code,
            reference="AO-2",
            ground="twijfel",
            address_ids=[house.location.address_id],
            started_on=ON,
        )
    where = world.address.bag_id or ""
    world.take_in(Role.REGISTRY_CLERK, _registered(where, "2020-10-01"))
    destroy_past_term(municipality=world.town, on=ON, ran_by="test")
    assert _left(world) == {("brp", "2020-10-01")}
