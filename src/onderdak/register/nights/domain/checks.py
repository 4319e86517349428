"""What is wrong with a declared stay in itself, whatever door it came through.

The doors read what is written in their own way (a cell, a form, a message); what a stay
may be is decided here, once. What clashes with other stays only the register can say.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import msgid, text
from onderdak.register.nights.domain.declared import DeclaredStay, Field, RowError

# As long as the register keeps them.
LONGEST_REFERENCE = 60
LONGEST_LABEL = 30
LONGEST_PLACE = 60
LONGEST_NAME = 200

_TOO_LONG = msgid("This text is longer than %(limit)s characters.")
_TOO_FAR_AHEAD = msgid(
    "The arrival on %(date)s is more than a year ahead. Check the year."
)
_NO_NIGHT = msgid(
    "The departure (%(departure)s) is not after the arrival (%(arrival)s). A stay has"
    " at least one night."
)


def sound_rows(
    rows: Sequence[DeclaredStay], on: date
) -> tuple[list[DeclaredStay], list[RowError]]:
    """The rows that can be right as they stand, and what is wrong with the others.

    An expected departure means nothing once the guest has left, and is left out.
    """
    horizon = add_months(on, 12)
    sound: list[DeclaredStay] = []
    errors: list[RowError] = []
    for row in rows:
        wrong = list(_faults(row, horizon))
        if wrong:
            errors += wrong
        elif row.departure is not None and row.expected_departure is not None:
            sound.append(row._replace(expected_departure=None))
        else:
            sound.append(row)
    return sound, errors


def _faults(row: DeclaredStay, horizon: date) -> Iterator[RowError]:
    came = row.arrival
    if came > horizon:
        message = text(_TOO_FAR_AHEAD, date=came.isoformat())
        yield RowError(row.line, Field.ARRIVAL, came.isoformat(), message)
    if row.departure is not None and row.departure <= came:
        yield _no_night(row, Field.DEPARTURE, row.departure)
    elif row.expected_departure is not None and row.expected_departure <= came:
        yield _no_night(row, Field.EXPECTED_DEPARTURE, row.expected_departure)
    if (
        len(row.reference) > LONGEST_REFERENCE
        or len(row.room) > LONGEST_LABEL
        or len(row.bed) > LONGEST_LABEL
        or len(row.brp_municipality) > LONGEST_PLACE
        or len(row.work_municipality) > LONGEST_PLACE
    ):
        yield from _too_long(row)


def _no_night(row: DeclaredStay, field: Field, left: date) -> RowError:
    message = text(
        _NO_NIGHT, departure=left.isoformat(), arrival=row.arrival.isoformat()
    )
    return RowError(row.line, field, left.isoformat(), message)


def _too_long(row: DeclaredStay) -> Iterator[RowError]:
    limits = {
        "reference": LONGEST_REFERENCE,
        "room": LONGEST_LABEL,
        "bed": LONGEST_LABEL,
        "brp_municipality": LONGEST_PLACE,
        "work_municipality": LONGEST_PLACE,
    }
    for field, limit in limits.items():
        value = getattr(row, field)
        if len(value) > limit:
            yield RowError(row.line, field, value[:limit], text(_TOO_LONG, limit=limit))
