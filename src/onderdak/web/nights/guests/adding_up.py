"""All nights of one person together, in plain words; reckoned here and forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import rulebook
from onderdak.register.duty.contract import (
    KnownStay,
    OwnNights,
    State,
    add_up,
    months_of,
    terms_on,
)
from onderdak.register.nights.contract.guests import (
    OwnEntries,
    Texts,
)
from onderdak.web.nights.guests.door import long_day


@dataclass(frozen=True)
class Summed:
    """What is said of all nights together."""

    nights: str
    duty: str
    urgent: bool


def summed(entries: Sequence[OwnEntries], texts: Texts, on: date) -> Summed | None:
    """The nights of every code that was entered, and how near the duty is (C01)."""
    stays = [
        KnownStay(stay.arrival, stay.departure, stay.expected)
        for each in entries
        for stay in each.stays
    ]
    if not stays:
        return None
    registered = any(each.status == "brp" for each in entries)
    book = rulebook()
    own = add_up(stays, on, terms_on(book, on), registered=registered)
    nights = texts.say(
        "sum_nights",
        nights=own.nights,
        **{
            "from": long_day(texts, own.window.start),
            "until": long_day(texts, on),
        },
    )
    days = terms_on(book, on).report_within_days
    duty = _duty(own, texts, months=months_of(book, on), days=days)
    return Summed(nights, duty, own.state in (State.DUE, State.OVERDUE))


def _duty(own: OwnNights, texts: Texts, *, months: int, days: int) -> str:
    match own.state:
        case State.DUE | State.OVERDUE:
            return texts.say("duty_due", months=months, days=days)
        case State.APPROACHING:
            return texts.say("duty_near", day=long_day(texts, own.since))
        case State.REGISTERED:
            return texts.say("duty_registered")
    if own.nights >= own.threshold:
        return ""  # gone again: there is nothing that must be done here now
    return texts.say("duty_far", threshold=own.threshold)
