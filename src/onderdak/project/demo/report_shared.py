"""Rows of what chain partners were given: the decision first, then the message."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

from onderdak.project.demo.clock import instant
from onderdak.project.demo.report_told import Shared, Told, clerk_of
from onderdak.project.demo.standing_rows import Row, Table

_FIELDS: Final = ("number", "category", "received_on", "address", "summary")
_Report = tuple[int, str, Told]


def share_tables(
    rows: list[_Report], hashed: Callable[[str], bytes]
) -> Iterator[Table]:
    """The decisions to share, and what was shared by them."""
    shared = [
        (number, *row, row[2].shared)
        for number, row in zip(
            count(1), (row for row in rows if row[2].shared), strict=False
        )
    ]
    yield (
        "privacy_sharingrecord",
        "id municipality_id room object partner ground_kind ground ground_since"
        " ground_until purpose necessity proportionality left_out fields expires_on"
        " by_id at",
        (
            _decision(id_, number, told, given)
            for id_, _report, number, told, given in shared
            if given
        ),
    )
    yield (
        "desk_forward",
        "id municipality_id report_id sharing_id partner email shared secret_hash"
        " expires_on by_id at seen_at answer answered_at arrived_at lapsed_at",
        (
            _message(id_, (report, number, told), given, hashed)
            for id_, report, number, told, given in shared
            if given
        ),
    )


def _decision(id_: int, number: str, told: Told, given: Shared) -> Row:
    return (
        *(id_, told.town, "desk", f"report {number}", given.partner, "law"),
        *(given.ground, None, None, given.purpose, given.necessity),
        *(given.proportionality, given.left_out, "{" + ",".join(_FIELDS) + "}"),
        *(given.expires, clerk_of(told.town), instant(given.on, 14)),
    )


def _message(
    id_: int, report: _Report, given: Shared, hashed: Callable[[str], bytes]
) -> Row:
    key, number, told = report
    place = told.address
    shared = {
        "number": number,
        "category": told.category.names["nl"],
        "received_on": told.received.isoformat(),
        "address": f"{place.street} {place.number}, {place.town}" if place else "",
        "summary": given.summary,
    }
    answered = instant(given.answered, 11) if given.answered else None
    lapsed = None if answered else _lapsed(told)
    return (
        *(id_, told.town, key, id_, given.partner, "", json.dumps(shared)),
        *(hashed(given.secret or f"demo forward {id_}"), given.expires),
        *(clerk_of(told.town), instant(given.on, 14)),
        instant(given.seen, 10) if given.seen else None,
        *(given.answer, answered, answered, lapsed),
    )


def _lapsed(told: Told) -> object:
    """When the report came back because nobody answered before the link expired."""
    back = [one for one in told.history if one.what == "link_expired"]
    return instant(back[-1].day, back[-1].hour) if back else None
