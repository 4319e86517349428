"""Idempotency-Key: a request that is sent again is answered again, and done once."""

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from ninja import Header

from onderdak.api.entrance import SystemRequest
from onderdak.api.problems import encoded
from onderdak.foundation.identity.contract import remember_answer, remembered

IdempotencyKey = Annotated[
    UUID | None,
    Header(
        alias="Idempotency-Key",
        description="A UUID of your own for this request. Sent again within 24 hours,"
        " it gets the same answer and nothing is done twice.",
    ),
]


def as_json(data: object, status: int = 200) -> HttpResponse:
    """An answer as JSON."""
    body = encoded(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False))
    return HttpResponse(body, status=status, content_type="application/json")


def once(
    request: SystemRequest, key: UUID | None, work: Callable[[], Any]
) -> HttpResponse:
    """Do the work, unless this very request was answered already.

    What is refused is not remembered: nothing was done, so it may be tried again.

    Raises:
        Conflict: the key was used for another request.
    """
    if key is None:
        return as_json(work())
    provider = request.auth.provider
    found = remembered(provider=provider, key=key, request_hash=_hash(request))
    if found is not None:
        status, body = found
        answer = HttpResponse(body, status=status, content_type="application/json")
        answer.headers["Idempotency-Replayed"] = "true"
        return answer
    answer = as_json(work())
    remember_answer(
        provider=provider,
        key=key,
        status=answer.status_code,
        answer=answer.content.decode(),
    )
    return answer


def _hash(request: SystemRequest) -> str:
    """What was asked, and with which rights: an answer may tell what others may not."""
    token = request.auth.actor.token
    rights = " ".join(sorted(token.scopes)) if token else ""
    asked = f"{request.method} {request.get_full_path()}\n{rights}\n".encode()
    return hashlib.sha256(asked + request.body).hexdigest()
