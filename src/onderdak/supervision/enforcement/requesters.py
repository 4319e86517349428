"""Keeps who asks for enforcement: sealed, and opened apart."""

from collections.abc import Mapping
from typing import Final

from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    seal_for_town,
)
from onderdak.supervision.enforcement.domain.requests import NewRequest
from onderdak.supervision.enforcement.models import EnforcementRequest

USE: Final = "enforcement-asker"


def sealed_request(municipality: str, uid: str, request: NewRequest) -> SealedWords:
    """Who asks and what they wrote, sealed for one row."""
    words = {
        "name": request.name,
        "address": request.address,
        "email": request.email,
        "words": request.words,
    }
    return seal_for_town(municipality, USE, f"request {uid}", words)


def opened_request(request: EnforcementRequest) -> Mapping[str, str]:
    """Who asked and what they wrote; callers check who may, and log it."""
    sealed = SealedWords(
        bytes(request.sealed), bytes(request.row_key), request.key_version
    )
    row = f"request {request.uid}"
    return open_for_town(request.municipality_id, USE, row, sealed)
