"""When the data of a report go: by law for bad letting, by the town's term otherwise.

Besluit goed verhuurderschap art. 2: what was reported goes when it is unfounded, after
referral or the decision not to enforce (unless it is part of a dossier), and when a
sanction cannot be contested any more; a dossier at most four years after the report.
The database holds the same rules and does the work (`migrations/0002_handling.py`); a
test keeps the two alike.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from onderdak.kernel.ranges import add_months
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.outcomes import Outcome


class Because(StrEnum):
    """Why the data of a report go on a day, or why no day is known yet."""

    UNFOUNDED = "unfounded"
    REFERRED = "referred"
    NOT_ENFORCED = "not_enforced"
    SANCTION_FINAL = "sanction_final"
    FOUR_YEARS = "four_years"
    TOWN_TERM = "town_term"
    NOT_CLOSED = "not_closed"
    NO_TERM = "no_term"


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for the term of a report."""

    kind: Kind
    received: date
    closed: date | None = None
    outcome: Outcome | None = None
    dossier: bool = False
    # Until this day the reporter can read the result.
    result_until: date | None = None
    sanction_final: date | None = None


@dataclass(frozen=True, slots=True)
class Goes:
    """On which day the data go, and why; no day where that is not known yet."""

    on: date | None
    because: Because


def goes(standing: Standing, *, file_years: int, months: int | None) -> Goes:
    """When the data of a report go.

    Args:
        file_years: the longest that a dossier may be kept after the report
            (Besluit goed verhuurderschap art. 2).
        months: the municipality's own term after closing; None where it set none, and
            then nothing of the other kinds goes.
    """
    if standing.kind is not Kind.BAD_LETTING:
        return _by_town(standing, months)
    last = Goes(add_months(standing.received, 12 * file_years), Because.FOUR_YEARS)
    sooner = _by_law(standing)
    if sooner is None or last.on is None or sooner.on is None:
        return last
    return sooner if sooner.on <= last.on else last


def _by_town(standing: Standing, months: int | None) -> Goes:
    if standing.closed is None:
        return Goes(None, Because.NOT_CLOSED)
    if months is None:
        return Goes(None, Because.NO_TERM)
    return Goes(add_months(standing.closed, months), Because.TOWN_TERM)


def _by_law(standing: Standing) -> Goes | None:
    begins = _begins(standing)
    if begins is None or standing.closed is None:
        return None
    day, because = begins
    if standing.result_until is not None:
        day = max(day, standing.result_until + timedelta(days=1))
    return Goes(day, because)


def _begins(standing: Standing) -> tuple[date, Because] | None:
    """The day that the article names, and which of its grounds it is."""
    if standing.closed is None:
        return None
    if standing.outcome is Outcome.UNFOUNDED:
        return standing.closed, Because.UNFOUNDED
    if standing.outcome is Outcome.SANCTION:
        final = standing.sanction_final
        return (final, Because.SANCTION_FINAL) if final else None
    if standing.dossier:
        return None
    if standing.outcome is Outcome.REFERRED:
        return standing.closed, Because.REFERRED
    return standing.closed, Because.NOT_ENFORCED
