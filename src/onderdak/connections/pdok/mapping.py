"""From the documents of the Locatieserver (v3.1) to addresses."""

import re
from collections.abc import Mapping
from typing import Any, Final

from onderdak.foundation.places.contract.register import LookedUp, Suggestion

_POINT: Final = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")


def suggestion_of(document: Mapping[str, Any]) -> Suggestion | None:
    """What is proposed, or None of a document that is no address."""
    id_, label = document.get("id"), document.get("weergavenaam")
    if not (isinstance(id_, str) and isinstance(label, str)):
        return None
    return Suggestion(id_, label)


def address_of(document: Mapping[str, Any]) -> LookedUp | None:
    """An address in full, or None where it lacks what every address has."""
    point = _POINT.fullmatch(str(document.get("centroide_ll", "")))
    try:
        if point is None:
            return None
        letter = str(document.get("huisletter", ""))
        suffix = str(document.get("huisnummertoevoeging", ""))
        return LookedUp(
            bag_id=str(document["nummeraanduiding_id"]),
            street=str(document["straatnaam"]),
            number=int(document["huisnummer"]),
            addition=letter + (f"-{suffix}" if suffix else ""),
            postcode=str(document.get("postcode", "")),
            town=str(document["woonplaatsnaam"]),
            municipality=f"GM{document['gemeentecode']}",
            neighbourhood=str(document.get("buurtcode", "")),
            longitude=float(point[1]),
            latitude=float(point[2]),
        )
    except (KeyError, ValueError, TypeError):
        return None
