"""What is known of all addresses of a municipality on a day: one query a source.

Nothing is guessed: an address of which a source says nothing is unknown, and has 0 only
where the source is of all addresses. What was corrected since is read as corrected.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from psycopg.sql import Composable

from onderdak.foundation.identity.contract import local_value, rooms_on, rulebook
from onderdak.foundation.privacy.contract import is_answered_for
from onderdak.kernel.ranges import add_months
from onderdak.supervision.picture.picture import AREA_PER_PERSON
from onderdak.supervision.picture.ranking import queries

FRESH: Final = "ranking.fresh_months"
PERIODIC: Final = "ranking.periodic_months"
_PERMIT: Final = "local.operating_permit"
_ROOMS: Final = "hvw.rooms"
_YEAR, _FIVE_YEARS = 12, 60
_TWICE: Final = 2
_AS_OF: Final = "as_of"

# What somebody reported about the house itself. Signs of exploitation would point at
# who told of them, and nuisance is about people: neither is counted.
HOUSING_REPORTS: Final = ("bad_letting", "unsafe", "overcrowding")
WASTE_REPORTS: Final = ("waste",)


@dataclass(frozen=True, slots=True)
class Found:
    """What an indicator knows: values and details by address, and the rest.

    `otherwise` is the value of all other addresses; None: not known there. `days` are
    those of the facts themselves, where a source says one.
    """

    values: Mapping[int, int]
    details: Mapping[int, Mapping[str, object]]
    otherwise: int | None = None
    days: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """Of which municipality, on which day."""

    town: str
    day: date

    def value(self, id_: str) -> int:
        """A number of the rulebook, as it holds here on the day."""
        return rulebook().value(id_, self.day, self.town).whole()

    @property
    def known(self) -> dict[str, Any]:
        """What every query may say."""
        return {
            "town": self.town,
            "day": self.day,
            "year": add_months(self.day, -_YEAR),
            "five_years": add_months(self.day, -_FIVE_YEARS),
        }


NOTHING: Final = Found({}, {})


def _read(
    statement: Composable, asking: Asking, otherwise: int | None = None, **more: Any
) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asking.known, **more})
        rows = cursor.fetchall()
    details = {address: json.loads(more) for address, _, more in rows if more}
    days = {address: told.pop(_AS_OF, None) for address, told in details.items()}
    return Found(
        {address: value for address, value, _ in rows},
        {address: told for address, told in details.items() if told},
        otherwise,
        {address: day for address, day in days.items() if day},
    )


def _delivered(asking: Asking, *sources: str) -> bool:
    """Whether anything of these sources was ever taken in here by the day."""
    with connection.cursor() as cursor:
        cursor.execute(queries.DELIVERED, {**asking.known, "sources": list(sources)})
        row = cursor.fetchone()
    return bool(row and row[0])


def _registered(asking: Asking) -> Found:
    return _read(
        queries.REGISTERED_OVER_ALLOWED,
        asking,
        area=asking.value(AREA_PER_PERSON),
        fresh=add_months(asking.day, -asking.value(FRESH)),
    )


def _reports(asking: Asking, kinds: tuple[str, ...]) -> Found:
    """Without a desk nobody knows of reports; with one, no report is none."""
    uses = "desk" in rooms_on(asking.town)
    if not uses or not is_answered_for(asking.town, "desk", asking.day):
        return NOTHING
    return _read(queries.REPORTS, asking, 0, kinds=list(kinds))


def _housing_reports(asking: Asking) -> Found:
    return _reports(asking, HOUSING_REPORTS)


def _waste_reports(asking: Asking) -> Found:
    return _reports(asking, WASTE_REPORTS)


def _findings(asking: Asking) -> Found:
    return _read(queries.FINDINGS_OPEN, asking)


def _violations(asking: Asking) -> Found:
    return _read(queries.VIOLATIONS, asking)


def _permit_missing(asking: Asking) -> Found:
    """Where the by-law asks for a permit, and permits were handed in."""
    asked = any(
        found is not None and found.value is True
        for found in (
            local_value(_PERMIT, municipality=asking.town, on=asking.day),
            local_value(_ROOMS, municipality=asking.town, on=asking.day),
        )
    )
    if not asked or not _delivered(asking, "permits"):
        return NOTHING
    return _read(queries.PERMIT_MISSING, asking)


def _permit_exceeded(asking: Asking) -> Found:
    return _read(queries.PERMIT_EXCEEDED, asking)


def _certificates(asking: Asking) -> Found:
    return _read(queries.CERTIFICATE_LAPSED, asking)


def _vacancy(asking: Asking) -> Found:
    otherwise = 0 if _delivered(asking, "vacancy") else None
    return _read(queries.VACANCY_CONTRADICTED, asking, otherwise)


def _last_visit(asking: Asking) -> Found:
    """Only where the municipality has set its rhythm of visits."""
    rhythm = local_value(PERIODIC, municipality=asking.town, on=asking.day)
    if rhythm is None:
        return NOTHING
    return _read(queries.LAST_VISIT, asking, months=rhythm.whole())


def _of_provider(asking: Asking) -> Found:
    return _read(queries.PROVIDER_VIOLATIONS, asking)


def _fire_defects(asking: Asking) -> Found:
    return _read(queries.FIRE_DEFECTS, asking)


def _landlord(asking: Asking) -> Found:
    return _read(queries.LANDLORD_PERMIT, asking)


def _returned_mail(asking: Asking) -> Found:
    otherwise = 0 if _delivered(asking, "mail") else None
    return _read(queries.RETURNED_MAIL, asking, otherwise)


# LAA and TMV are for registration alone: supervision has no ground to read them. Mail
# that came back is that of the municipality itself, with a ground for this use.
GATHERED: Final[Mapping[str, Callable[[Asking], Found]]] = {
    "registered_over_allowed": _registered,
    "reports_12m": _housing_reports,
    "finding_open": _findings,
    "violations_5y": _violations,
    "fire_defect": _fire_defects,
    "permit_missing": _permit_missing,
    "permit_exceeded": _permit_exceeded,
    "certificate_lapsed": _certificates,
    "landlord_without_permit": _landlord,
    "return_mail": _returned_mail,
    "vacancy_contradicted": _vacancy,
    "last_visit_days_over": _last_visit,
    "waste_reports_12m": _waste_reports,
    "provider_violations_5y": _of_provider,
}


def gather(key: str, asking: Asking) -> Found:
    """What an indicator knows of a municipality; called while supervision is open."""
    return GATHERED[key](asking)


def addresses(asking: Asking) -> list[tuple[int, str, str, str]]:
    """Every address in force: number, mark for the lot, neighbourhood, use."""
    with connection.cursor() as cursor:
        cursor.execute(queries.ADDRESSES, asking.known)
        return [(pk, mark, area, use) for pk, mark, area, use in cursor.fetchall()]


def under_periodic_supervision(asking: Asking) -> list[tuple[int, str]]:
    """Housing that is known, and was visited within twice the rhythm of visits.

    Nothing where the municipality has not set that rhythm: then nobody knows where it
    returns to anyhow, and nobody is drawn by lot.
    """
    rhythm = local_value(PERIODIC, municipality=asking.town, on=asking.day)
    if rhythm is None:
        return []
    known = {**asking.known, "months": _TWICE * rhythm.whole()}
    with connection.cursor() as cursor:
        cursor.execute(queries.PERIODIC, known)
        return [(pk, mark) for pk, mark in cursor.fetchall()]
