"""A small world for database tests, made as the app's role, inside scopes."""

from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Membership,
    Municipality,
    Organisation,
    Region,
    Role,
    Scope,
    User,
    actor_of,
    scope,
)
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.parties.contract import Admission, Provider
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.models import Controllership, RetentionTerm
from onderdak.register.nights.contract import (
    Location,
)

BEGIN = date(2025, 1, 1)
OPENED = date(2000, 1, 1)  # houses are older than the register


@dataclass(frozen=True)
class Town:
    """A municipality with its rooms on, and an officer with every municipal role."""

    code: str
    officer: Actor


@dataclass(frozen=True)
class House:
    """A provider with one location in a town, and its manager."""

    provider: int
    location: Location
    manager: Actor


def everything() -> Scope:
    """The scope of everyone made here: only tests may ask for this."""
    return Scope(
        municipalities=frozenset(Municipality.objects.values_list("code", flat=True)),
        providers=frozenset(Organisation.objects.values_list("pk", flat=True)),
        regions=frozenset(Region.objects.values_list("code", flat=True)),
    )


def make_town(
    code: str, name: str, *, region: str | None = None, retention: bool = True
) -> Town:
    """A municipality that uses the register."""
    if region:
        Region.objects.get_or_create(code=region, defaults={"name": region})
    Municipality.objects.create(code=code, name=name, region_id=region)
    officer = User.objects.create_user(f"officer.{code.lower()}@test.example")
    with scope(Scope(municipalities=frozenset({code}))):
        for room in ("nights", "duty", "levy"):
            RoomSwitch.objects.create(municipality_id=code, room=room)
            Controllership.objects.create(
                municipality_id=code,
                room=room,
                part="controller",
                party=name,
                document="decision",
                since=BEGIN,
            )
        if retention:
            RetentionTerm.objects.create(
                municipality_id=code,
                room="nights",
                months=24,
                reason="decided by the council",
                since=BEGIN,
            )
        for role in (
            Role.SUPERVISOR,
            Role.REGISTRY_CLERK,
            Role.LEVY_OFFICER,
            Role.PRIVACY_OFFICER,
            Role.MUNICIPAL_ADMIN,
        ):
            Membership.objects.create(user=officer, role=role, municipality_id=code)
    return Town(code, actor_of(officer))


def use_rooms(town: str, *rooms: str) -> None:
    """Switch more rooms on, with somebody who answers for them and a term."""
    with scope(Scope(municipalities=frozenset({town}))):
        for room in rooms:
            RoomSwitch.objects.get_or_create(municipality_id=town, room=room)
            Controllership.objects.create(
                municipality_id=town,
                room=room,
                part="controller",
                party="De gemeente",
                document="besluit",
                since=BEGIN,
            )
            RetentionTerm.objects.create(
                municipality_id=town,
                room=room,
                months=60,
                reason="besloten",
                since=BEGIN,
            )


def make_house(town: Town, name: str, *, capacity: int = 10) -> House:
    """A provider with one location in a town."""
    provider = Organisation.objects.create(kind="provider").pk
    manager = User.objects.create_user(f"manager.{provider}@test.example")
    tenants = Scope(
        municipalities=frozenset({town.code}), providers=frozenset({provider})
    )
    with scope(tenants):
        Provider.objects.create(organisation_id=provider, name=name, kind="company")
        location = add_location(provider, town, name, capacity=capacity)
        Membership.objects.create(
            user=manager, role=Role.PROVIDER_MANAGER, provider_id=provider
        )
    return House(provider, location, actor_of(manager))


def add_location(provider: int, town: Town, name: str, *, capacity: int) -> Location:
    """One more location of a provider."""
    Admission.objects.get_or_create(
        provider_id=provider, municipality_id=town.code, defaults={"since": BEGIN}
    )
    address = Address.objects.create(
        municipality_id=town.code, street="Teststraat", number=1, town="Teststad"
    )
    return Location.objects.create(
        municipality_id=town.code,
        provider_id=provider,
        address=address,
        name=name,
        kind="pension",
        permitted_capacity=capacity,
        factual_capacity=capacity,
        opened_on=OPENED,
    )


def acting(actor: Actor) -> Scope:
    """The scope of an actor's own memberships."""
    return Scope(
        municipalities=actor.municipalities,
        providers=actor.providers,
        regions=actor.regions,
        actor=actor.user_id,
    )


def stranger() -> Actor:
    """Someone with a membership of nothing that exists."""
    return Actor(0, "nobody@test.example", (Grant(0, Role.SUPERVISOR, "GM0000"),))
