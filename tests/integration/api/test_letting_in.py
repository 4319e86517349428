"""Who is let in, for what, and how often."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from onderdak.api.v1.operations import document
from onderdak.foundation.identity.contract import (
    SCOPES_OF_PROVIDERS,
    Actor,
    Grant,
    Role,
    TokenInUse,
    TokenScope,
    make_token,
    may,
    revoke_token,
    scope,
    tokens_of,
)
from onderdak.foundation.identity.models import AccessToken
from onderdak.kernel.errors import Invalid, NotAllowed, NotFound
from onderdak.register.nights.domain.permissions import DECLARE, OPEN_NAMES
from tests.integration.api.systems import System, guest_of, stay, token_for
from tests.world import House, acting

pytestmark = pytest.mark.django_db

NIGHT = "2026-11-01"


def _requests(house: House) -> dict[str, tuple[str, str, object]]:
    """Every operation that asks for a token, as one request about a house."""
    night = f"/locations/{house.location.pk}/nights/{NIGHT}"
    return {
        "declareStays": ("POST", "/stays", {"stays": [stay(house, 1)]}),
        "listStays": ("GET", f"/stays?location={house.location.pk}", None),
        "listLocations": ("GET", "/locations", None),
        "readNight": ("GET", night, None),
        "declareNight": ("PUT", night, {"guests": [guest_of(1)]}),
    }


WRITES = {"declareStays", "declareNight"}
OPERATIONS = ["declareStays", "listStays", "listLocations", "readNight", "declareNight"]
# Partners' systems are tried with every token in test_partner_reports.py.
OF_PARTNERS = ["handInReport", "listReports"]
PUBLIC = [
    *("listNorms", "readNorm", "checkFacts", "readPack", "readFactsSchema"),
    "openapi",
]


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for operations in document()["paths"].values():
        for told in operations.values():
            yield told["operationId"], told


def test_every_operation_stands_in_a_table() -> None:
    """A new one must be tried with every token that does not fit."""
    asks = {name: bool(told["security"]) for name, told in _operations()}
    with_token = dict.fromkeys([*OPERATIONS, *OF_PARTNERS], True)
    assert asks == with_token | dict.fromkeys(PUBLIC, False)


def test_every_route_is_in_the_document() -> None:
    (routes,) = [
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and str(one.pattern) == "api/v1/"
    ]
    known = {*document()["paths"]}
    there = {
        "/" + re.sub(r"<(\w+)>", r"{\1}", str(one.pattern))
        for one in routes.url_patterns
    }
    assert there - known == {"/"}  # the root answers nobody


@pytest.mark.parametrize("name", OPERATIONS)
def test_without_a_good_token_nobody_is_let_in(name: str, house: House) -> None:
    method, path, body = _requests(house)[name]
    for secret in ("", "ondk_wrong", "wrong in many words"):
        answer = System(secret).ask(method, path, body)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_a_token_that_ended_lets_nobody_in(name: str, end: str, house: House) -> None:
    system = System(token_for(house))
    with scope(acting(house.manager)):
        token = AccessToken.objects.get()
        if end == "revoked":
            revoke_token(by=house.manager, token=token.pk)
        else:
            past = timezone.now() - timedelta(seconds=1)
            AccessToken.objects.update(
                made_at=past - timedelta(days=1), expires_at=past
            )
    assert system.ask(*_requests(house)[name]).status_code == 401


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_token_does_what_it_is_for(name: str, house: House) -> None:
    for one in SCOPES_OF_PROVIDERS:
        fits = (one is TokenScope.WRITE_STAYS) == (name in WRITES)
        answer = System(token_for(house, one)).ask(*_requests(house)[name])
        assert answer.status_code == (200 if fits else 403), answer.content


@pytest.mark.parametrize("name", OPERATIONS)
def test_another_providers_house_is_not_there(
    name: str, house: House, neighbour: House
) -> None:
    answer = System(token_for(house)).ask(*_requests(neighbour)[name])
    if name == "declareStays":
        assert [one["name"] for one in answer.json()["invalidParams"]] == [
            "stays.0.location"
        ]
    elif name.startswith("list"):
        assert "Buurhuis" not in answer.content.decode()
        assert answer.status_code == 200
    else:
        assert answer.status_code == 404


def test_what_the_neighbour_declared_is_not_read(
    house: House, neighbour: House
) -> None:
    System(token_for(neighbour)).post(stay(neighbour, 3))
    read = System(token_for(house)).get("/stays").json()["results"]
    own = System(token_for(neighbour)).get("/stays").json()["results"]
    assert (read, [one["reference"] for one in own]) == ([], ["P-3"])


def test_no_token_opens_a_name() -> None:
    """Whatever its scopes: what a permission does not name, a token may not."""
    token = TokenInUse(1, frozenset(TokenScope))
    grant = Grant(0, Role.PROVIDER_MANAGER, provider=7)
    assert may(Actor(1, "token 1", (grant,), token), DECLARE, provider=7)
    assert may(Actor(1, "someone", (grant,)), OPEN_NAMES, provider=7)
    assert not may(Actor(1, "token 1", (grant,), token), OPEN_NAMES, provider=7)


def test_too_many_requests_with_a_token_must_wait(house: House, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    system = System(token_for(house))
    statuses = [system.get("/locations").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert int(system.get("/locations")["Retry-After"]) > 0
    assert System(token_for(house)).get("/locations").status_code == 200


def test_who_tries_token_after_token_must_wait(house: House, settings: Any) -> None:
    cache.clear()
    settings.API_FAILURES = 3
    statuses = [System(f"try{n}").get("/stays").status_code for n in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert System(token_for(house)).get("/stays").status_code == 200


# --- the tokens themselves


def test_of_the_secret_only_a_hash_is_kept(house: House) -> None:
    secret = token_for(house)
    with scope(acting(house.manager)):
        row = AccessToken.objects.values().get()
    assert secret not in str(row)
    assert row["last_used_at"] is None


def test_the_manager_sees_when_a_token_was_used(house: House) -> None:
    System(token_for(house)).get("/locations")
    with scope(acting(house.manager)):
        (token,) = tokens_of(by=house.manager, provider=house.provider)
    assert token.last_used_at is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"months": 0},
        {"months": 13},
        {"label": " "},
        {"label": "x" * 81},
        {"scopes": []},
        {"scopes": ["stays:read", "names:open"]},
    ],
)
def test_a_token_has_a_name_a_scope_and_an_end(
    changes: dict[str, Any], house: House
) -> None:
    wanted = {"label": "Systeem", "scopes": ["stays:read"], "months": 6, **changes}
    with scope(acting(house.manager)), pytest.raises(Invalid):
        make_token(by=house.manager, provider=house.provider, **wanted)


def test_nobody_elses_manager_makes_or_ends_a_token(
    house: House, neighbour: House
) -> None:
    token_for(house)
    with scope(acting(house.manager)):
        number = AccessToken.objects.get().pk
    with scope(acting(neighbour.manager)):
        with pytest.raises(NotFound):
            revoke_token(by=neighbour.manager, token=number)
        with pytest.raises(NotAllowed):
            make_token(
                by=neighbour.manager,
                provider=house.provider,
                label="Vreemd",
                scopes=["stays:read"],
                months=1,
            )
