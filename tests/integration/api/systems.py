"""A provider's system for tests: a token, and requests that show it."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from onderdak.foundation.identity.contract import (
    SCOPES_OF_PROVIDERS,
    make_token,
    scope,
)
from onderdak.register.nights.contract import (
    Stay,
)
from tests.world import House, acting

BOTH = tuple(sorted(SCOPES_OF_PROVIDERS))


def token_for(house: House, *scopes: str, months: int = 1) -> str:
    """The secret of a new token of a house's provider."""
    with scope(acting(house.manager)):
        _, secret = make_token(
            by=house.manager,
            provider=house.provider,
            label="Proefsysteem",
            scopes=scopes or BOTH,
            months=months,
        )
    return secret


@dataclass
class System:
    """Asks as a system does: JSON, a token, no cookies."""

    secret: str
    language: str = "en"

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The answer to one request below /api/v1."""
        sent: dict[str, Any] = {}
        if body is not None:
            sent = {"data": json.dumps(body), "content_type": "application/json"}
        own = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client().generic(
            method,
            f"/api/v1{path}",
            headers={**own, "Accept-Language": self.language, **named},
            **sent,
        )

    def get(self, path: str) -> Any:
        """Read something back."""
        return self.ask("GET", path)

    def post(self, *stays: object, accept_good: bool = False, **headers: str) -> Any:
        """Declare stays."""
        body = {"stays": stays, "acceptGood": accept_good}
        return self.ask("POST", "/stays", body, **headers)

    def put(
        self, house: House, night: str, *guests: object, query: str = "", **headers: str
    ) -> Any:
        """Declare a full house."""
        path = f"/locations/{house.location.pk}/nights/{night}{query}"
        return self.ask("PUT", path, {"guests": guests}, **headers)


def stay(house: House, number: int = 1, **changes: object) -> dict[str, object]:
    """A stay as a system states it."""
    guest = guest_of(number)
    return {"location": house.location.pk, **guest, "arrival": "2026-11-01", **changes}


def guest_of(number: int, **changes: object) -> dict[str, object]:
    """A guest as a system states one."""
    return {
        "reference": f"P-{number}",
        "name": f"Gast {chr(64 + number)} Proef",
        "residence": "Voorbeeldowo",
        "documentKind": "passport",
        **changes,
    }


def stored(house: House) -> list[tuple[str, str, str | None]]:
    """Reference, arrival and departure of every stay that is kept."""
    with scope(acting(house.manager)):
        found = Stay.objects.order_by("guest__reference", "arrival").values_list(
            "guest__reference", "arrival", "departure"
        )
        return [
            (reference, str(came), left and str(left))
            for reference, came, left in found
        ]


def faults(answer: Any) -> dict[str, str]:
    """What a refusal says of each field."""
    return {one["name"]: one["reason"] for one in answer.json()["invalidParams"]}
