"""Every door as every role: pages from the resolver, commands from the tree.

For each door its people first see a planted row, and then nobody else does. A door
that stands in no table here, or that no role may enter, fails the build; so does a
page whose queries grow with its rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    Role,
    rulebook,
    scope,
)
from onderdak.foundation.privacy.contract import Identity
from onderdak.project.commands import app
from onderdak.register.nights.contract import DeclaredStay, Guest, declare_stays
from tests.people import OTHER, OWN, PERSONAS, Persona, Sides, make_sides
from tests.world import House, acting, add_location

pytestmark = pytest.mark.django_db

PROVIDERS = frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF})
COUNTS = frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN})
GOVERNORS = frozenset({Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER})
REGIONAL = frozenset({Role.REGION_COORDINATOR})
EVERYONE = frozenset(Role)
PLANT = "Huis own PLANT"
GUEST = "REF-PLANT"


@dataclass(frozen=True)
class Door:
    """Who may enter (of the own side), and who of them sees the planted row."""

    roles: frozenset[Role]
    sees: frozenset[Role] = frozenset()
    plant: str = PLANT
    path: dict[str, Any] = field(default_factory=dict)
    everyone_elses: bool = True  # people of the other side enter too, for their own
    posts: bool = False


LOCATION = {"pk": "location"}
DOORS = {
    # The levy officer's list names providers, and this house is called after its own.
    "home": Door(EVERYONE, PROVIDERS | COUNTS | {Role.LEVY_OFFICER}),
    "locations": Door(PROVIDERS | COUNTS, PROVIDERS | COUNTS),
    "locations_csv": Door(PROVIDERS | COUNTS, PROVIDERS | COUNTS),
    "locations_xlsx": Door(PROVIDERS | COUNTS),
    "location": Door(
        PROVIDERS | COUNTS, PROVIDERS | COUNTS, path=LOCATION, everyone_elses=False
    ),
    "chart_location": Door(PROVIDERS | COUNTS, path=LOCATION, everyone_elses=False),
    "chart_months": Door(COUNTS),
    "chart_municipalities": Door(REGIONAL),
    "map_neighbourhoods": Door(COUNTS),
    "map_municipalities": Door(REGIONAL),
    "declare": Door(PROVIDERS, PROVIDERS),
    "declare_template": Door(PROVIDERS),
    "invite": Door(frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})),
    "openings": Door(frozenset({Role.PRIVACY_OFFICER})),
    "openings_csv": Door(frozenset({Role.PRIVACY_OFFICER})),
    "setup": Door(GOVERNORS, GOVERNORS, plant="officer.gm9001@test.example"),
    "switch_membership": Door(EVERYONE, posts=True),
}
# Doors for anyone, signed in or not: they hold no tenant's rows.
PUBLIC = {
    *("health", "accessibility", "privacy", "security_txt", "demo", "design"),
}
# Doors with a state of their own, tried in tests beside the code that serves them.
TRIED_ELSEWHERE = {
    "invitation": "needs a secret: tests/integration/web",
    "set_language": "Django's own; changes a cookie",
    "declare_preview": "needs a file in the session: tests/integration/web",
    "declare_columns": "needs a file in the session: tests/integration/web",
    "declare_errors": "needs a file in the session: tests/integration/web",
    "declare_confirm": "needs a file in the session: tests/integration/web",
    "declare_cancel": "needs a file in the session: tests/integration/web",
    "declare_done": "needs a file in the session: tests/integration/web",
}


def _names(resolver: URLResolver, inside: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _names(one, inside + str(one.pattern))
        elif isinstance(one, URLPattern) and not inside.startswith("accounts/"):
            yield one.name or str(one.pattern)


def test_every_route_stands_in_a_table() -> None:
    known = {*DOORS, *PUBLIC, *TRIED_ELSEWHERE}
    assert set(_names(get_resolver())) - known == set()


def test_every_door_is_for_someone() -> None:
    assert [name for name, door in DOORS.items() if not door.roles] == []


_RATE = """
id: levy.rate
description: {nl: Tarief van de proefstad., en: Rate of the test town.}
unit: cents_per_night
kind: local
municipality: GM9001
values:
  - {from: 2020-01-01, value: 125, article: By-law of the test town, source: the test,
     checked: 2026-11-21}
"""


@pytest.fixture
def _local_rules(tmp_path: Path, settings: Any) -> Iterator[None]:
    (tmp_path / "rate.yaml").write_text(_RATE)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@pytest.fixture
def sides(_local_rules: None) -> Sides:
    cache.clear()
    made = make_sides()
    for side in (OWN, OTHER):
        _declare(made.houses[side], 1, f"REF-{'PLANT' if side == OWN else 'THEIRS'}")
    return made


def _declare(house: House, count: int, reference: str) -> None:
    today = timezone.localdate()
    rows = [
        DeclaredStay(
            line=number + 2,
            location_id=house.location.pk,
            reference=f"{reference}{number or ''}",
            identity=Identity(f"Gast {number}", "Voorbeeldowo", "passport"),
            arrival=today - timedelta(days=5),
            room=str(number),
        )
        for number in range(count)
    ]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=today,
            channel="page",
        )
    assert not done.errors


def _address(name: str, sides: Sides) -> str:
    known = {"location": sides.houses[OWN].location.pk}
    return reverse(
        name, kwargs={key: known[value] for key, value in DOORS[name].path.items()}
    )


def _knock(name: str, one: Persona, sides: Sides) -> Any:
    client = Client()
    client.force_login(
        sides.users[one],
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    address = _address(name, sides)
    return client.post(address) if DOORS[name].posts else client.get(address)


def _body(response: Any) -> str:
    content: bytes = (
        b"".join(response.streaming_content) if response.streaming else response.content
    )
    return str(content.decode(errors="replace"))


@pytest.mark.parametrize("name", DOORS)
def test_each_role_gets_in_where_it_may_and_nowhere_else(
    name: str, sides: Sides
) -> None:
    door, wrong = DOORS[name], []
    for one in PERSONAS:
        answer = _knock(name, one, sides)
        _body(answer)  # read to its end, which closes what it streams from
        status = answer.status_code
        entitled = one.role in door.roles and (one.side == OWN or door.everyone_elses)
        if one.role is Role.PARTNER_CONTACT:
            entitled = door.roles == EVERYONE  # an account without a membership
        allowed = {200, 302} if entitled else {403, 404}
        if status not in allowed:
            wrong.append(f"{one}: {status}")
    assert wrong == []


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.sees])
def test_the_planted_row_is_seen_by_its_own_people_only(
    name: str, sides: Sides
) -> None:
    door = DOORS[name]
    seen = {one for one in PERSONAS if door.plant in _body(_knock(name, one, sides))}
    assert seen == {Persona(OWN, role) for role in door.sees}


def test_a_guests_reference_is_seen_by_its_provider_only(sides: Sides) -> None:
    seen = {one for one in PERSONAS if GUEST in _body(_knock("location", one, sides))}
    assert seen == {Persona(OWN, role) for role in PROVIDERS}


@pytest.mark.parametrize("name", DOORS)
def test_without_signing_in_one_is_sent_to_the_door(name: str, sides: Sides) -> None:
    address = _address(name, sides)
    answer = Client().post(address) if DOORS[name].posts else Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_answer_anyone(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def _queries(name: str, one: Persona, sides: Sides) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        _body(_knock(name, one, sides))
    return len(caught)


@pytest.mark.parametrize("name", [n for n, d in DOORS.items() if not d.posts])
def test_queries_do_not_grow_with_rows(name: str, sides: Sides) -> None:
    role = sorted(DOORS[name].roles & (PROVIDERS | MUNICIPAL_ROLES | REGIONAL))[0]
    one = Persona(OWN, role)
    _queries(name, one, sides)  # what is cached once is cached now
    few = _queries(name, one, sides)
    house, town = sides.houses[OWN], sides.towns[OWN]
    with scope(_both(sides)):
        for number in range(40):
            add_location(house.provider, town, f"Meer {number:02}", capacity=3)
    _declare(house, 60, "MORE")
    _queries(name, one, sides)  # counts are remembered anew
    assert _queries(name, one, sides) <= few


def _both(sides: Sides) -> Any:
    own = acting(sides.houses[OWN].manager)
    return type(own)(
        municipalities=frozenset({sides.towns[OWN].code}), providers=own.providers
    )


# --- the third door: commands

INSTALLATION = {
    "municipality begin": "for the installer, where nobody has a membership yet",
    "setup": "prepares the database; shows no rows",
    "demo": "fills a demo; its own tests",
    "serve": "starts the server",
    "worker": "starts the worker",
    "stop": "stops the database",
    "doctor": "says whether the installation is healthy",
}
ADMIN = frozenset({Role.MUNICIPAL_ADMIN})
COMMANDS: dict[str, tuple[list[str], frozenset[Role], str]] = {
    "municipality room": (["--municipality", "GM9001", "--room", "nights"], ADMIN, ""),
    "municipality controller": (
        [
            *("--municipality", "GM9001", "--room", "nights", "--since", "2026-01-01"),
            *("--party", "College", "--document", "besluit"),
        ],
        ADMIN | {Role.PRIVACY_OFFICER},
        "",
    ),
    "municipality retention": (
        [
            *("--municipality", "GM9001", "--room", "nights", "--since", "2026-01-01"),
            *("--months", "12", "--reason", "besluit"),
        ],
        ADMIN | {Role.PRIVACY_OFFICER},
        "",
    ),
    "provider admit": (
        [
            *("--municipality", "GM9001", "--name", "Nieuw"),
            *("--manager", "nieuw@test.example"),
        ],
        ADMIN,
        "",
    ),
    "provider location": (
        [
            *("--municipality", "GM9001", "--provider", "{provider}"),
            *("--name", "Nieuw {role}", "--street", "Straat", "--number", "1"),
            *("--town", "Eenstad"),
        ],
        ADMIN | {Role.SUPERVISOR},
        "",
    ),
    "nights count": (
        ["--municipality", "GM9001", "--from", "2026-01-01", "--to", "2027-01-01"],
        COUNTS,
        PLANT,
    ),
    "duty list": (
        ["--municipality", "GM9001"],
        frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK}),
        PLANT,
    ),
    "duty investigate": (
        [
            *("--municipality", "GM9001", "--reference", "AO-{role}"),
            *("--ground", "twijfel", "--address", "{address}"),
        ],
        frozenset({Role.REGISTRY_CLERK}),
        "",
    ),
    "duty close": (
        ["--municipality", "GM9001", "--reference", "AO-0"],
        frozenset({Role.REGISTRY_CLERK}),
        "",
    ),
    "levy nights": (
        ["--municipality", "GM9001", "--year", "2026"],
        frozenset({Role.LEVY_OFFICER}),
        PLANT,
    ),
    "nights name": (
        [
            *("--municipality", "GM9001", "--guest", "{guest}"),
            *("--ground", "own_entry"),
        ],
        PROVIDERS,
        "Gast 0",
    ),
    "nights import": (["{file}", "--location", "{location}"], PROVIDERS, ""),
}


def _commands(group: Any, inside: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{inside}{name} ")
        else:
            yield inside + name


def test_every_command_stands_in_a_table() -> None:
    tree = set(_commands(typer.main.get_command(app)))
    assert tree == {*INSTALLATION, *COMMANDS}


def _guest_of(house: House) -> int:
    with scope(acting(house.manager)):
        return Guest.objects.get().pk


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_answers_its_own_people_only(
    name: str, sides: Sides, tmp_path: Path
) -> None:
    arguments, roles, plant = COMMANDS[name]
    file = tmp_path / "gasten.csv"
    file.write_text(
        "Referentie;Naam;Woonplaats;Document;Aankomst\n"
        "Z9;Gast Z;Voorbeeldowo;paspoort;2026-01-02\n"
    )
    house = sides.houses[OWN]
    known = {
        "role": "{role}",
        "guest": _guest_of(house),
        "provider": house.provider,
        "address": house.location.address_id,
        "location": house.location.pk,
        "file": file,
    }
    words = [word.format(**known) for word in arguments]
    entered, seen = set(), set()
    for one in PERSONAS:
        own = [word.replace("{role}", one.role) for word in words]
        call = [*name.split(), *own, "--as", sides.users[one].email]
        if plant:
            call.append("--json")
        done = CliRunner().invoke(app, call)
        if done.exit_code == 0 or (done.exit_code == 4 and name == "duty close"):
            entered.add(one)
        if plant and plant in done.output:
            seen.add(one)
    allowed = {Persona(OWN, role) for role in roles}
    if name == "duty close":
        assert allowed <= entered
    else:
        assert entered == allowed
    if plant:
        assert seen == allowed
