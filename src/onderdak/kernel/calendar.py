"""Legal terms: on which day a term ends, and how that was counted.

The Algemene termijnenwet (Atw) lengthens a term set by an act or an order in council
that ends on a Saturday, a Sunday or a public holiday. It does not reach terms of a
by-law or a contract, terms in hours, or terms counted back from an event: there the
caller passes `extend=False`::

    >>> term_end(date(2026, 2, 20), weeks=6).last_day
    datetime.date(2026, 4, 7)
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import country_holidays
from holidays.constants import OPTIONAL, PUBLIC

from onderdak.kernel.errors import Invalid
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import Text, msgid, text

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_SUNDAY: Final = 6

# The words of the Atw itself, not values of a rule: art. 4 (a) keeps longer terms out,
# art. 2 asks two working days in each term of at least three days.
_LONGEST: Final = {"days": 90, "weeks": 12, "months": 3}
_SHORT_TERM_DAYS: Final = 3
_WORKING_DAYS_IN_TERM: Final = 2

# The first full year of the Atw, and the last year the holidays are computed for.
FIRST_YEAR: Final = 1966
LAST_YEAR: Final = 2100

_IN_UNIT: Final = {
    "days": msgid("Term in days: %(count)s. Last day: %(day)s."),
    "weeks": msgid("Term in weeks: %(count)s. Last day: %(day)s."),
    "months": msgid("Term in months: %(count)s. Last day: %(day)s."),
}
_HOLIDAY: Final = msgid("%(day)s is a public holiday.")
_HOLIDAYS: Final = {
    "New Year's Day": msgid("%(day)s is New Year's Day."),
    "Good Friday": msgid("%(day)s is Good Friday."),
    "Easter Monday": msgid("%(day)s is Easter Monday."),
    "Queen's Day": msgid("%(day)s is Queen's Day."),
    "King's Day": msgid("%(day)s is King's Day."),
    "Liberation Day": msgid("%(day)s is Liberation Day (5 May)."),
    "Ascension Day": msgid("%(day)s is Ascension Day."),
    "Pentecost Monday": msgid("%(day)s is Whit Monday."),
    "Christmas Day": msgid("%(day)s is Christmas Day."),
    "Second Day of Christmas": msgid("%(day)s is Boxing Day (26 December)."),
}


@dataclass(frozen=True, slots=True)
class Term:
    """The last day on which something can be done, and the account of the count."""

    last_day: date
    counted: tuple[Text, ...]


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def holidays_in(year: int) -> dict[date, str]:
    """Give the public holidays of Atw art. 3 (1) and (2), with Good Friday and 5 May.

    Easter Sunday and Whit Sunday are among them; the act leaves Sundays unsaid.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(
            what=text("No holidays are known for the year %(year)s.", year=year),
            next_step=text("Check the year of the date."),
        )
    found = country_holidays(
        "NL", years=year, categories=(PUBLIC, OPTIONAL), language="en_US"
    )
    return {day: found.get_list(day)[0] for day in sorted(found)}


def is_working_day(day: date, *, equated: Collection[date] = ()) -> bool:
    """Whether a day is no Saturday, Sunday, public holiday or day equated with one.

    Days are equated by royal decree (Atw art. 3 (3)); the caller passes their list.
    """
    return _why_free(day, equated) is None


def working_days_after(start: date, n: int, *, equated: Collection[date] = ()) -> date:
    """Give the n-th working day after a day; the day itself does not count."""
    if n < 1:
        raise ValueError("count at least one working day")
    day = start
    for _ in range(n):
        day = _next_working_day(day + _DAY, equated)
    return day


def term_end(
    start: date,
    *,
    days: int | None = None,
    weeks: int | None = None,
    months: int | None = None,
    extend: bool = True,
    equated: Collection[date] = (),
) -> Term:
    """Give the last day of a term after an event, with the account of the count.

    The day of the event does not count. Atw art. 1 (1) and art. 2 lengthen the term,
    unless it is longer than art. 4 (a) allows or `extend` is false.
    """
    unit, count = _one_unit(days=days, weeks=weeks, months=months)
    planned = _counted_end(start, unit, count)
    told = [
        text("The day itself, %(day)s, does not count.", day=start),
        text(_IN_UNIT[unit], count=count, day=planned),
    ]
    if not extend:
        return Term(planned, tuple(told))
    if count > _LONGEST[unit]:
        told.append(text("A term this long is not lengthened (Atw art. 4)."))
        return Term(planned, tuple(told))
    last = _lengthened(start, planned, equated, told)
    return Term(last, tuple(told))


def _lengthened(
    start: date, planned: date, equated: Collection[date], told: list[Text]
) -> date:
    last = _next_working_day(planned, equated, told)
    if last != planned:
        told.append(text("The term runs through %(day)s (Atw art. 1).", day=last))
    if (planned - start).days < _SHORT_TERM_DAYS:
        return last
    enough = working_days_after(start, _WORKING_DAYS_IN_TERM, equated=equated)
    if enough <= last:
        return last
    told.append(
        text(
            "A term holds two working days, so it runs through %(day)s (Atw art. 2).",
            day=enough,
        )
    )
    return enough


def _one_unit(**given: int | None) -> tuple[str, int]:
    found = [(unit, count) for unit, count in given.items() if count is not None]
    if len(found) != 1:
        raise ValueError("state a term in days, in weeks or in months")
    if found[0][1] < 1:
        raise ValueError("a term is at least one day, week or month")
    return found[0]


def _counted_end(start: date, unit: str, count: int) -> date:
    if unit == "months":
        return add_months(start, count)
    return start + timedelta(**{unit: count})


def _next_working_day(
    day: date, equated: Collection[date], told: list[Text] | None = None
) -> date:
    for reason in _free_days(day, equated):
        if told is not None:
            told.append(reason)
        day += _DAY
    return day


def _free_days(day: date, equated: Collection[date]) -> Iterator[Text]:
    while (reason := _why_free(day, equated)) is not None:
        yield reason
        day += _DAY


def _why_free(day: date, equated: Collection[date]) -> Text | None:
    if day.weekday() == _SATURDAY:
        return text("%(day)s is a Saturday.", day=day)
    if day.weekday() == _SUNDAY:
        return text("%(day)s is a Sunday.", day=day)
    if (name := holidays_in(day.year).get(day)) is not None:
        return text(_HOLIDAYS.get(name, _HOLIDAY), day=day)
    if day in equated:
        return text("%(day)s is equated with a holiday by royal decree.", day=day)
    return None
