"""Refusals as problem details (RFC 9457), in the reader's language."""

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    RoomClosed,
    UserError,
)
from onderdak.kernel.text import Text, msgid, text

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)

STATUS_OF_ERROR: list[tuple[type[UserError], int]] = [
    (NotAllowed, 403),
    (RoomClosed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (UserError, 400),
]
_SAYS = {
    400: text("The request is not right."),
    401: text("This door asks for a token."),
    403: text("This token may not do this."),
    404: text("There is nothing here."),
    405: text("This cannot be done here."),
    409: text("This clashes with what is there."),
    413: text("This request is too large."),
    415: text("Send JSON, with Content-Type: application/json."),
    429: text("Too many requests. Wait a moment."),
    500: text("Something went wrong here. Nothing was recorded."),
    503: text("The register is busy. Ask again in a moment."),
}
# Why a form is wrong, by the words of the library that looks at it.
_NO_NUMBER = msgid("This must be a whole number.")
_NO_TEXT = msgid("This must be a text between quotation marks.")
_NO_OBJECT = msgid("This must be an object between braces.")
_NO_YES_OR_NO = msgid("This must be true or false.")
_REASONS = {
    "missing": msgid("This is missing."),
    "extra_forbidden": msgid("There is no such field here."),
    "int_parsing": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "int_from_float": _NO_NUMBER,
    "int_parsing_size": _NO_NUMBER,
    "string_type": _NO_TEXT,
    "dict_type": _NO_OBJECT,
    "model_type": _NO_OBJECT,
    "model_attributes_type": _NO_OBJECT,
    "bool_type": _NO_YES_OR_NO,
    "bool_parsing": _NO_YES_OR_NO,
    "list_type": msgid("This must be a list between square brackets."),
    "too_short": msgid("This list needs at least %(min_length)s items."),
    "too_long": msgid(
        "This list has more than %(max_length)s items: send it in parts."
    ),
    "greater_than_equal": msgid("This must be %(ge)s or more."),
    "less_than_equal": msgid("This must be %(le)s or less."),
    "string_too_long": msgid("This text is longer than %(max_length)s characters."),
    "string_pattern_mismatch": msgid("This is not in the form that is asked."),
    "uuid_parsing": msgid("This must be a UUID."),
    "string_too_short": msgid("This is empty."),
    "string_unicode": msgid("This holds half a sign that cannot be read."),
    "enum": msgid("This is not on the list."),
    "bag": msgid("This is no BAG id of an address or of what stands there."),
    "date": msgid("Write the date like 2026-11-21, from 1901 to 2100."),
    "cursor": msgid("This is no cursor: take it from `next` or `previous`."),
}
_INVALID_BODY = text("The body is not JSON that can be read.")


class InvalidParams(Invalid):
    """A request with faults that each have a name: all of them at once."""

    def __init__(self, what: Text, params: Sequence[Mapping[str, str]]) -> None:
        super().__init__(what)
        self.params = params


class TooMany(UserError):
    """More requests than may be; with the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_SAYS[429])
        self.seconds = seconds


def problem(
    status: int,
    detail: str = "",
    *,
    params: Sequence[Mapping[str, str]] = (),
    **more: str,
) -> HttpResponse:
    """A refusal that a system can read, and the person who wrote it too."""
    says = _SAYS.get(status)
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or (in_language(says) if says else HTTPStatus(status).phrase),
        **more,
    }
    if params:
        said["invalidParams"] = list(params)
    body = encoded(json.dumps(said, ensure_ascii=False))
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


def encoded(told: str) -> bytes:
    """JSON as bytes; half a sign that somebody sent comes back as it was written."""
    return told.encode(errors="backslashreplace")


def of_error(error: Exception) -> HttpResponse:
    """The answer to whatever stopped a request."""
    if isinstance(error, TooMany):
        answer = problem(429)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    if isinstance(error, UserError):
        return _refused(error)
    if isinstance(error, ValidationError):
        return problem(400, params=[param_of(each) for each in error.errors])
    if isinstance(error, AuthenticationError):
        return _without_token()
    if isinstance(error, HttpError):
        return problem(
            error.status_code,
            in_language(_INVALID_BODY) if error.status_code == 400 else "",
        )
    if isinstance(error, Http404):
        return problem(404)
    if isinstance(error, RequestDataTooBig):
        return problem(413)
    if isinstance(error, OperationalError):
        _log.error("the database could not answer", exc_info=error)
        answer = problem(503)
        answer.headers["Retry-After"] = "5"
        return answer
    return _failed(error)


def _refused(error: UserError) -> HttpResponse:
    status = next(status for kind, status in STATUS_OF_ERROR if isinstance(error, kind))
    sentences = " ".join(in_language(sentence) for sentence in error.texts)
    params = error.params if isinstance(error, InvalidParams) else ()
    return problem(status, sentences, params=params)


def _without_token() -> HttpResponse:
    answer = problem(
        401,
        _(
            "This door asks for a token that has not expired and was not revoked:"
            " Authorization: Bearer …"
        ),
    )
    answer.headers["WWW-Authenticate"] = 'Bearer realm="onderdak"'
    return answer


def _failed(error: Exception) -> HttpResponse:
    """A failure of ours: logged under the number that the answer gives."""
    number = f"urn:uuid:{uuid4()}"
    _log.error("%s", number, exc_info=error)
    return problem(500, instance=number)


def param_of(error: Mapping[str, Any]) -> dict[str, str]:
    """A fault that the form of the request shows, by the place where it stands."""
    source, *place = (str(part) for part in error["loc"])
    # Parameters stand below their name; a body below the name of its argument.
    inside = place[1:] if source == "body" and len(place) > 1 else place
    code = str(error["type"])
    return {"name": ".".join(inside), "code": code, "reason": _reason(code, error)}


def _reason(code: str, error: Mapping[str, Any]) -> str:
    """Why, in words; what is rare is told in the words of the library."""
    says = _REASONS.get(code)
    return in_language(text(says, **error.get("ctx", {}))) if says else error["msg"]


def refuse(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The same, as the API's handlers are called."""
    return of_error(error if isinstance(error, Exception) else error())
