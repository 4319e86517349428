"""By when a report is answered, and until when a reporter can say it is not solved."""

from collections.abc import Collection
from datetime import date, timedelta

from onderdak.kernel.calendar import working_days_after
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import Text, text


def due_on(received: date, working_days: int, equated: Collection[date] = ()) -> date:
    """The last day on which an answer is in time: so many working days after receipt.

    The day of receipt does not count; Saturdays, Sundays and holidays do not either
    (Algemene termijnenwet art. 3).

    >>> due_on(date(2026, 11, 20), 5)
    datetime.date(2026, 11, 27)
    """
    return working_days_after(received, working_days, equated=equated)


def counted(received: date, working_days: int, last: date) -> tuple[Text, ...]:
    """How the term was counted, for whoever keeps it."""
    return (
        text("The day itself, %(day)s, does not count.", day=received),
        text(
            "Term in working days: %(count)s. Last day: %(day)s.",
            count=working_days,
            day=last,
        ),
    )


def reopens_until(done: date, days: int) -> date:
    """The last day on which a reporter can say that it is not solved."""
    return done + timedelta(days=days)


def check_reopens(done: date | None, days: int, on: date) -> None:
    """Stop who asks to look again after the term.

    Raises:
        Conflict: it was not answered yet, or too long ago.
    """
    if done is None:
        raise Conflict(text("This report was not answered yet."))
    last = reopens_until(done, days)
    if on > last:
        raise Conflict(
            text("This could be said until %(day)s.", day=last),
            next_step=text("Write a new report, and name the number of this one."),
        )
