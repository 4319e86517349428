"""Signals go when they are past the shorter of two terms; nothing younger does."""

import pytest

from onderdak.foundation.identity.contract import Role, Scope, scope
from onderdak.foundation.privacy.contract import destroy_past_term, plan_destruction
from onderdak.register.duty.contract import open_investigation
from onderdak.supervision.picture.contract import Purpose, looking_for
from onderdak.supervision.picture.models import Delivery, Signal
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
