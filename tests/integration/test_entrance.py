"""Who comes in: one statement tells somebody's own memberships, and nobody else's."""

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import actor_of, scope
from onderdak.foundation.identity.models import User
from onderdak.foundation.parties.contract import entrance_of
from tests.world import acting, make_house, make_town

pytestmark = pytest.mark.django_db


def test_it_says_what_the_slow_way_says() -> None:
    town = make_town("GM9001", "Eenstad")
    house = make_house(town, "Huis")
    make_house(town, "Buurhuis")
    for actor in (town.officer, house.manager):
        found = entrance_of(actor.user_id, actor.email)
        assert found.actor == actor_of(User.objects.get(pk=actor.user_id))
    assert entrance_of(house.manager.user_id, "").provider_names == {
        house.provider: "Huis"
    }


def test_it_leaves_no_wider_scope_behind() -> None:
    town = make_town("GM9001", "Eenstad")
    house = make_house(town, "Huis")
    with scope(acting(town.officer)):
        before = _settings()
        entrance_of(house.manager.user_id, "")
        assert _settings() == before


def _settings() -> tuple[str, ...]:
    names = ("scope", "municipalities", "providers", "regions", "actor")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "
            + ", ".join(f"current_setting('onderdak.{name}', true)" for name in names)
        )
        row: tuple[str, ...] = cursor.fetchone()
    return row
