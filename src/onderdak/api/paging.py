"""Lists page by page: by cursor, in a fixed order, with links to both sides."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Field
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from onderdak.api.once import as_json
from onderdak.api.values import LARGEST, Shape

MOST = 1000
_PLACE = re.compile(r"[ab][0-9]{1,19}")


def _readable(cursor: str) -> str:
    place_of(cursor)
    return cursor


class Paged(Shape):
    """Which page, and how long."""

    cursor: Annotated[str, AfterValidator(_readable)] | None = Field(
        None, description="From `next` or `previous` of another page."
    )
    limit: Annotated[int, Field(ge=1, le=MOST, description="Most on a page.")] = 100


class Row(Protocol):
    """What is listed: it has a number, in the order of which it stands."""

    @property
    def id(self) -> int:
        """The number."""
        ...


R = TypeVar("R", bound=Row)
Fetch = Callable[[int | None, int | None, int], Sequence[R]]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and where the others begin."""

    rows: Sequence[Any]
    next: str | None
    previous: str | None


def cursor_of(direction: str, number: int) -> str:
    """A place in a list, in a form that nobody takes for a page number."""
    return (
        base64.urlsafe_b64encode(f"{direction}{number}".encode()).decode().rstrip("=")
    )


def place_of(cursor: str | None) -> tuple[int | None, int | None]:
    """The number after which a page begins, or before which it ends."""
    if cursor is None:
        return None, None
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        if not _PLACE.fullmatch(plain) or int(plain[1:]) > LARGEST:
            raise ValueError
        direction, number = plain[0], int(plain[1:])
    except (ValueError, binascii.Error) as error:
        raise PydanticCustomError("cursor", "not from `next` or `previous`") from error
    return (number, None) if direction == "a" else (None, number)


def page_of(paged: Paged, fetch: Fetch[R]) -> Page:
    """One page; a row more than it holds is asked for, to know whether there is one."""
    after, before = place_of(paged.cursor)
    found = fetch(after, before, paged.limit + 1)
    more = len(found) > paged.limit
    rows = found
    if more:
        rows = found[1:] if before is not None else found[: paged.limit]
    has_next = more if before is None else True
    has_previous = more if before is not None else after is not None
    return Page(
        rows=rows,
        next=cursor_of("a", rows[-1].id) if rows and has_next else None,
        previous=cursor_of("b", rows[0].id) if rows and has_previous else None,
    )


def paged_answer(
    request: HttpRequest, page: Page, shown: Sequence[Any], **more: object
) -> HttpResponse:
    """The page in the form of ZGW, with the same links as a header (RFC 8288)."""
    links = {
        name: _address(request, cursor)
        for name, cursor in (("next", page.next), ("previous", page.previous))
    }
    answer = as_json({**more, **links, "results": shown})
    header = [
        f'<{url}>; rel="{rel}"'
        for rel, url in (("next", links["next"]), ("prev", links["previous"]))
        if url
    ]
    if header:
        answer.headers["Link"] = ", ".join(header)
    return answer


def _address(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = {key: request.GET[key] for key in request.GET if key != "cursor"}
    query = urlencode({**asked, "cursor": cursor})
    return request.build_absolute_uri(f"{request.path}?{query}")
