"""Who comes in: everything a page must know of somebody before it has a scope."""

from dataclasses import dataclass

from django.db import connection

from onderdak.foundation.identity.contract import Actor, Grant, Role


@dataclass(frozen=True, slots=True)
class Entrance:
    """Someone with all memberships, and the names of the providers among them."""

    actor: Actor
    provider_names: dict[int, str]


def entrance_of(user: int, email: str) -> Entrance:
    """Look someone's own memberships up, in one statement and outside any scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM parties_entrance(%s)", [user])
        rows = cursor.fetchall()
    grants = tuple(
        Grant(number, Role(role), municipality, region, provider, partner)
        for number, role, municipality, region, provider, partner, _name in rows
    )
    names = {row[4]: row[6] for row in rows if row[6] is not None}
    return Entrance(Actor(user_id=user, email=email, grants=grants), names)
