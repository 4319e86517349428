"""A small client of the night register: nothing but Python's own library.

Usage, with the address and the token in the environment:

    export ONDERDAK_ADDRESS=https://onderdak.example/api/v1
    export ONDERDAK_TOKEN=ondk_...
    python client.py locations
    python client.py declare stays.json
    python client.py night 12 2026-11-20 guests.json
    python client.py stays 12
"""

import json
import os
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TRIES = 5
LATER = {429, 503}


class Refused(Exception):
    """What the register refused, with every fault that it named."""

    def __init__(self, problem: dict[str, Any]) -> None:
        faults = [
            f"{each['name']}: {each['reason']}"
            for each in problem.get("invalidParams", [])
        ]
        super().__init__("\n".join([problem["detail"], *faults]))
        self.status: int = problem["status"]
        self.problem = problem


class NightRegister:
    """The night register of one provider."""

    def __init__(self, address: str, token: str, language: str = "nl") -> None:
        self._address = address.rstrip("/")
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept-Language": language,
            "Content-Type": "application/json",
        }

    def locations(self) -> Iterator[dict[str, Any]]:
        """Your own locations, page after page."""
        return self._pages("/locations", {})

    def stays(self, **wanted: object) -> Iterator[dict[str, Any]]:
        """Your own stays: location, since, until, reference, municipality."""
        return self._pages("/stays", wanted)

    def declare(
        self, stays: list[dict[str, Any]], *, accept_good: bool = False
    ) -> dict[str, Any]:
        """Declare stays; with `accept_good` the good ones although others are wrong."""
        return self._ask("POST", "/stays", {"stays": stays, "acceptGood": accept_good})

    def full_house(
        self,
        location: int,
        night: str,
        guests: list[dict[str, Any]],
        *,
        force: bool = False,
    ) -> dict[str, Any]:
        """Everyone who sleeps in a house on a night; who is absent has left."""
        path = f"/locations/{location}/nights/{night}"
        path += "?force=true" if force else ""
        return self._ask("PUT", path, {"guests": guests})

    def _pages(self, path: str, wanted: dict[str, object]) -> Iterator[dict[str, Any]]:
        url: str | None = f"{self._address}{path}?{urlencode(wanted)}"
        while url:
            page = self._send("GET", url)
            yield from page["results"]
            url = page["next"]
            if url and not url.startswith(f"{self._address}/"):
                # The token goes to your own address and nowhere else.
                raise RuntimeError(f"the next page is elsewhere: {url}")

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write something: one key for all tries, so that it is done once."""
        return self._send(method, self._address + path, body, str(uuid.uuid4()))

    def _send(
        self,
        method: str,
        url: str,
        body: dict[str, Any] | None = None,
        key: str | None = None,
    ) -> dict[str, Any]:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        data = None if body is None else json.dumps(body).encode()
        for turn in range(TRIES):
            try:
                request = Request(url, data, headers, method=method)  # noqa: S310 - your own address
                with urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
                    told: dict[str, Any] = json.load(answer)
                    return told
            except HTTPError as error:
                if error.code not in LATER or turn == TRIES - 1:
                    raise Refused(_problem(error)) from error
                time.sleep(_seconds(error))
            except URLError:  # no connection: the same key makes asking again safe
                if turn == TRIES - 1:
                    raise
                time.sleep(2**turn)
        raise RuntimeError("not reached")


def _problem(error: HTTPError) -> dict[str, Any]:
    """What the register says; or, where something before it answered, the status."""
    try:
        said = json.load(error)
    except ValueError:
        said = None
    known = isinstance(said, dict) and {"status", "detail"} <= said.keys()
    return said if known else {"status": error.code, "detail": str(error)}


def _seconds(error: HTTPError) -> float:
    wait = error.headers.get("Retry-After", "")
    return float(wait) if wait.isdecimal() else 5.0


def main(arguments: list[str]) -> int:
    """Do what the command line asks, and print the answer as JSON."""
    register = NightRegister(
        os.environ["ONDERDAK_ADDRESS"], os.environ["ONDERDAK_TOKEN"]
    )
    try:
        match arguments:
            case ["locations"]:
                answer: object = list(register.locations())
            case ["stays", location]:
                answer = list(register.stays(location=location))
            case ["declare", file]:
                answer = register.declare(_read(file))
            case ["night", location, night, file]:
                answer = register.full_house(int(location), night, _read(file))
            case _:
                sys.stderr.write(__doc__ or "")
                return 2
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return 0


def _read(file: str) -> list[dict[str, Any]]:
    with open(file, encoding="utf-8") as source:
        found: list[dict[str, Any]] = json.load(source)
        return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
