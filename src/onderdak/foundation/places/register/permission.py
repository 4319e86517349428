"""Who may load registers, and for which municipalities."""

from typing import Final

from django.db import connection

from onderdak.foundation.identity.contract import (
    Actor,
    Permission,
    Role,
    check_may,
    may,
)

LOAD_REGISTER: Final = Permission(
    "places.load_register", frozenset({Role.MUNICIPAL_ADMIN})
)


def ours_of(by: Actor, municipality: str | None) -> list[str]:
    """The municipalities to load for, and nobody else loads at the same time.

    Raises:
        NotAllowed: there is none for which the person may.
    """
    asked = {municipality} if municipality else by.municipalities
    ours = sorted(m for m in asked if may(by, LOAD_REGISTER, municipality=m))
    if not ours:
        check_may(by, LOAD_REGISTER, municipality=municipality)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('places.load_register'))")
    return ours
