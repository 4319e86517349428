"""What a by-law asks of providers beyond art. 438 Sr: all off until a town sets it.

Each extra is a local parameter that names its article. What holds in a town is public,
so a campaign page may say it to anybody; the page for those who govern is asked for by
someone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from onderdak.foundation.identity.contract import (
    Actor,
    by_law_asks,
    check_may,
    local_value,
    rulebook,
)
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.domain.permissions import SEE_BY_LAW
from onderdak.register.nights.files import EXTRA_FIELDS

_AHEAD = timedelta(days=2 * 366)
_HOUR = "bylaw.confirm_by_hour"


class Extra(StrEnum):
    """What a by-law may ask beyond the law, by its parameter."""

    NOTICE = "bylaw.notice_days"
    CONFIRMATION = "bylaw.nightly_confirmation"
    WORK = "bylaw.work_municipality"


@dataclass(frozen=True, slots=True)
class ByLawExtra:
    """One extra on a day: whether it is on, since when, and by which article.

    `number` is the days of the notice term, or the hour until which a night can be
    confirmed; None where the by-law names none. `changes_on` is the next day on which
    a dated value changes it.
    """

    extra: Extra
    on: bool
    number: int | None = None
    since: date | None = None
    article: str = ""
    source: Mapping[str, str] = field(default_factory=dict, hash=False)
    changes_on: date | None = None


def by_law_extras(municipality: str, on: date) -> list[ByLawExtra]:
    """Every extra as it is in a municipality on a day, on or off."""
    return [_asked(each, municipality, on) for each in Extra]


def extras_on(municipality: str, on: date) -> list[ByLawExtra]:
    """The extras that a municipality's by-law asks for on a day."""
    return [each for each in by_law_extras(municipality, on) if each.on]


def extra_fields(municipality: str, on: date) -> tuple[str, ...]:
    """The columns beyond the law that a list of this municipality may have."""
    asked = by_law_asks(Extra.WORK.value, municipality=municipality, on=on)
    return EXTRA_FIELDS if asked else ()


def by_law_of(*, by: Actor, municipality: str, on: date) -> list[ByLawExtra]:
    """Every extra of one's own municipality, with where it comes from.

    Raises:
        NotAllowed: the actor does not govern this municipality's register.
    """
    check_may(by, SEE_BY_LAW, municipality=municipality)
    return by_law_extras(municipality, on)


def _asked(extra: Extra, municipality: str, on: date) -> ByLawExtra:
    found = local_value(extra.value, municipality=municipality, on=on)
    changes = _changes_on(extra, municipality, on)
    if found is None or found.value is False:
        return ByLawExtra(extra, on=False, changes_on=changes)
    return ByLawExtra(
        extra,
        on=True,
        number=_number(extra, municipality, on),
        since=found.valid_from,
        article=found.article,
        source=found.source,
        changes_on=changes,
    )


def _number(extra: Extra, municipality: str, on: date) -> int | None:
    if extra is Extra.WORK:
        return None
    name = _HOUR if extra is Extra.CONFIRMATION else extra.value
    found = local_value(name, municipality=municipality, on=on)
    return found.whole() if found else None


def _changes_on(extra: Extra, municipality: str, on: date) -> date | None:
    """The first day after `on` from which something else holds, if one is written."""
    within = DateRange(on, on + _AHEAD)
    periods = rulebook().periods(extra.value, within, municipality)
    if not periods:
        return None
    first = periods[0][0]
    if first.start > on:
        return first.start
    return first.end if first.end != within.end else None
