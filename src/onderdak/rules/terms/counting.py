"""Counts a term by the Algemene termijnenwet, with the account of the count."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onderdak.kernel.calendar import Term, term_end, working_days_after
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import Text, text
from onderdak.rules.engine.parameters import Dated
from onderdak.rules.terms.specs import TERM_UNITS, Start, TermSpec

_DAY: Final = timedelta(days=1)
_MONTHS_IN_YEAR: Final = 12
_DECEMBER: Final = (12, 31)


@dataclass(frozen=True, slots=True)
class Counted:
    """The last day, the first where a window opens, and the account."""

    last_day: date
    first_day: date | None
    told: tuple[Text, ...]


def count(
    spec: TermSpec,
    event: date,
    lengths: Sequence[Dated],
    opens: Dated | None,
    equated: Collection[date],
) -> Counted:
    """Count a term from its event, as its norm says it is counted."""
    start, told = _start(spec, event)
    last = start
    if lengths:
        counted = _last_day(spec, start, lengths, equated)
        last, told = counted.last_day, told + counted.counted
    if opens is None:
        return Counted(last, None, told)
    first = back(start, opens)
    return Counted(last, first, (*told, text("The first day is %(day)s.", day=first)))


def after(start: date, length: Dated) -> date:
    """Give the last day of a term, counted plainly from the day after an event."""
    return _plain(start, *_in_unit([length])).last_day


def back(start: date, length: Dated) -> date:
    """Count a term back from an event; it is not lengthened (Atw art. 1(2))."""
    unit, many = _in_unit([length])
    if unit in ("days", "weeks"):
        return start - timedelta(**{unit: many})
    return add_months(start, -many * (_MONTHS_IN_YEAR if unit == "years" else 1))


def _start(spec: TermSpec, event: date) -> tuple[date, tuple[Text, ...]]:
    if spec.start is Start.EVENT:
        return event, ()
    end = date(event.year, *_DECEMBER)
    return end, (text("The period ends on %(day)s.", day=end),)


def _last_day(
    spec: TermSpec, start: date, lengths: Sequence[Dated], equated: Collection[date]
) -> Term:
    unit, many = _in_unit(lengths)
    if spec.working_days:
        return _working_days(start, many, equated)
    if spec.first_day_counts:
        return _with_first_day(start, unit, many)
    if unit == "years" or not spec.extended:
        return _plain(start, unit, many)
    return _end(start, unit, many, extend=True, equated=equated)


def _plain(start: date, unit: str, many: int) -> Term:
    if unit != "years":
        return _end(start, unit, many, extend=False)
    last = add_months(start, many * _MONTHS_IN_YEAR)
    return Term(
        last,
        (
            text("The day itself, %(day)s, does not count.", day=start),
            text("Term in years: %(count)s. Last day: %(day)s.", count=many, day=last),
        ),
    )


def _end(
    start: date,
    unit: str,
    many: int,
    *,
    extend: bool,
    equated: Collection[date] = (),
) -> Term:
    return term_end(
        start,
        days=many if unit == "days" else None,
        weeks=many if unit == "weeks" else None,
        months=many if unit == "months" else None,
        extend=extend,
        equated=equated,
    )


def _with_first_day(start: date, unit: str, many: int) -> Term:
    last = _plain(start, unit, many).last_day - _DAY
    first = text("The day itself, %(day)s, counts.", day=start)
    return Term(last, (first, text("The last day is %(day)s.", day=last)))


def _working_days(start: date, many: int, equated: Collection[date]) -> Term:
    last = working_days_after(start, many, equated=equated)
    return Term(
        last,
        (
            text("The day itself, %(day)s, does not count.", day=start),
            text(
                "Term in working days: %(count)s. Last day: %(day)s.",
                count=many,
                day=last,
            ),
        ),
    )


def _in_unit(lengths: Sequence[Dated]) -> tuple[str, int]:
    units = {length.unit for length in lengths}
    if len(units) != 1 or not units <= TERM_UNITS:
        named = ", ".join(length.id for length in lengths)
        raise ConfigurationError(f"{named}: no term in days, weeks, months or years")
    many = sum(length.whole() for length in lengths)
    if many < 1:
        raise ConfigurationError(f"{lengths[0].id}: a term is at least one day")
    return units.pop(), many
