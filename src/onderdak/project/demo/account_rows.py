"""Rows of the demo's accounts: users, their addresses, authenticators, memberships."""

import json
from collections.abc import Iterator
from datetime import date

from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password

from onderdak.project.demo.accounts import holds, kinds, password, totp_secret
from onderdak.project.demo.clock import instant
from onderdak.project.demo.plan import World
from onderdak.project.demo.standing_rows import Row, Table


def people(world: World, on: date) -> Iterator[Table]:
    """Each table of accounts; numbers follow the list, the operator is number one."""
    numbered = list(enumerate(kinds(), 1))
    yield (
        "identity_user",
        "id password email name language is_active date_joined",
        (
            (
                id_,
                make_password(password(kind.email)),
                kind.email,
                _name(kind.name),
                kind.language,
                True,
                instant(on, 8),
            )
            for id_, kind in numbered
        ),
    )
    yield (
        "account_emailaddress",
        "id email verified primary user_id",
        ((id_, kind.email, True, True, id_) for id_, kind in numbered),
    )
    yield (
        "mfa_authenticator",
        "id type data user_id created_at",
        (
            (id_, "totp", json.dumps({"secret": encrypt(secret)}), id_, instant(on, 8))
            for id_, kind in numbered
            if (secret := totp_secret(kind))
        ),
    )
    yield (
        "identity_membership",
        "id user_id role municipality_id region_id provider_id",
        _memberships(world),
    )


def _name(account: str) -> str:
    return f"Demo {account}"


def _memberships(world: World) -> Iterator[Row]:
    found = [
        (user, held)
        for user, kind in enumerate(kinds(), 1)
        for held in holds(kind, world)
    ]
    for id_, (user, held) in enumerate(found, 1):
        yield id_, user, held.role.value, held.municipality, held.region, held.provider
