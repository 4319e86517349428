"""Asks the PDOK Locatieserver (v3.1): `suggest` while typing, `lookup` for one.

A municipality is asked for by its code: names of places are not unique, and a filter on
a name lets addresses of others in. Trouble elsewhere never stops a form: then there are
no suggestions.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from onderdak.connections.pdok.mapping import address_of, suggestion_of
from onderdak.foundation.places.contract.register import LookedUp, Suggestion
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text

_log = logging.getLogger(__name__)

# Seconds; who types waits no longer.
_PATIENCE: Final = 2.0
_LARGEST_ANSWER: Final = 1024 * 1024
_LONGEST_WORDS: Final = 100
_CODE: Final = re.compile(r"GM(\d{4})")
_ID: Final = re.compile(r"[A-Za-z0-9-]{1,60}")
_WANTED: Final = (
    "id weergavenaam nummeraanduiding_id straatnaam huisnummer huisletter"
    " huisnummertoevoeging postcode woonplaatsnaam gemeentecode buurtcode centroide_ll"
)


@dataclass(frozen=True, slots=True)
class Locatieserver:
    """The search at an address such as `https://.../search/v3_1`."""

    address: str
    patience: float = _PATIENCE

    def suggest(
        self, *, municipality: str, words: str, limit: int = 10
    ) -> list[Suggestion]:
        """Addresses in a municipality that look like the words; see `AddressSearch`."""
        code = _CODE.fullmatch(municipality)
        plain = " ".join(words.split())[:_LONGEST_WORDS]
        if code is None or not plain:
            return []
        documents = self._asked(
            "suggest",
            [
                ("q", plain),
                ("fq", "type:adres"),
                ("fq", f"gemeentecode:{code[1]}"),
                ("fl", "id weergavenaam"),
                ("rows", str(limit)),
            ],
        )
        found = [suggestion_of(each) for each in documents]
        return [each for each in found if each][:limit]

    def lookup(self, *, id: str, municipality: str) -> LookedUp | None:
        """One suggestion in full; see `AddressSearch`."""
        if not _ID.fullmatch(id):
            return None
        documents = self._asked("lookup", [("id", id), ("fl", _WANTED)])
        found = address_of(documents[0]) if documents else None
        return found if found and found.municipality == municipality else None

    def _asked(
        self, what: str, parameters: list[tuple[str, str]]
    ) -> list[Mapping[str, Any]]:
        url = f"{self.address}/{what}?{urlencode(parameters)}"
        request = Request(url, headers={"Accept": "application/json"})  # noqa: S310 - https or http only, see `locatieserver_at`
        try:
            with urlopen(request, timeout=self.patience) as answer:  # noqa: S310 - the same
                content = json.loads(answer.read(_LARGEST_ANSWER))
            documents = content["response"]["docs"]
        except (OSError, HTTPException, ValueError, KeyError, TypeError) as slip:
            # What was typed stays out of the log.
            _log.warning("the address search gives no answer: %s", type(slip).__name__)
            return []
        if not isinstance(documents, list):
            return []
        return [each for each in documents if isinstance(each, dict)]


def locatieserver_at(address: str) -> Locatieserver | None:
    """The search at an address; None without one.

    Raises:
        ConfigurationError: this is no address.
    """
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ConfigurationError(
            text("ONDERDAK_PDOK is no address of a search."),
            next_step=text("Write it with https://, up to and with the version."),
        )
    return Locatieserver(address.rstrip("/"))
