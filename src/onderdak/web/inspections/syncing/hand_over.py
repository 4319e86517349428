"""A document for the registry comes in sealed, and goes on at once."""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from onderdak.kernel.errors import Conflict
from onderdak.supervision.inspections.contract.handing_over import (
    MOST_BYTES,
    SealedDocument,
    hand_over_document,
)
from onderdak.web.account.contract import Request
from onderdak.web.inspections.round.entrance import for_a_script, said_of
from onderdak.web.inspections.syncing.answers import (
    NOT_GOOD,
    REFUSED,
    TOO_LARGE,
    TOO_OFTEN,
    braked,
    told,
    too_heavy,
)

# Base64 makes four signs of three bytes; the rest is the key and the names.
_MOST_BODY = MOST_BYTES * 4 // 3 + 10_000
_MOST_OFTEN = 200
# Some fifteen of the largest in five minutes; an evening has a few of a tenth of that.
_MOST_BYTES_OFTEN = 180_000_000


@require_POST
@for_a_script
@braked("hand_over", _MOST_OFTEN)
def hand_over(request: Request, visit: int) -> HttpResponseBase:
    """Give a sealed document on to the registry: `POST {id, key, iv, content}`."""
    if too_heavy(request, "hand_over", _MOST_BYTES_OFTEN):
        return told("often", TOO_OFTEN)
    body = request.read(_MOST_BODY + 1)
    if len(body) > _MOST_BODY:
        return told("size", TOO_LARGE)
    document = _read(body)
    if document is None:
        return told("shape", NOT_GOOD)
    try:
        hand_over_document(
            by=request.actor, visit=visit, document=document, at=timezone.now()
        )
    except Conflict as refused:
        # The registry answers no: that is no silence, and the phone says why.
        return told(said_of(refused), REFUSED)
    return JsonResponse({"handed": str(document.id)})


def _read(body: bytes) -> SealedDocument | None:
    try:
        sent = json.loads(body)
        return SealedDocument(
            id=UUID(sent["id"]),
            key=b64decode(sent["key"], validate=True),
            iv=b64decode(sent["iv"], validate=True),
            content=b64decode(sent["content"], validate=True),
        )
    except (ValueError, TypeError, KeyError, AttributeError, NotBase64):
        return None
