"""How long a warrant holds, and by when the resident has a copy of the report."""

from datetime import date

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import Text, text
from onderdak.rules.terms import term


def valid_until(municipality: str, issued_on: date) -> date:
    """The last day on which a warrant holds (art. 6 Awbi)."""
    return _last_day("I06", municipality, issued_on)


def how_counted(municipality: str, issued_on: date) -> tuple[Text, ...]:
    """How the last day of a warrant was counted, sentence by sentence."""
    book, norms = rulebook(), normbook()
    return term("I06", issued_on, issued_on, municipality, book, norms).counted


def copy_due(municipality: str, entered_on: date) -> date:
    """The day by which the resident has a copy of the report (art. 10, 11 Awbi)."""
    return _last_day("I08", municipality, entered_on)


def _last_day(rule: str, municipality: str, start: date) -> date:
    answer = term(rule, start, start, municipality, rulebook(), normbook())
    if answer.last_day is None:
        raise Conflict(text("The rules do not say how long this holds."))
    return answer.last_day
