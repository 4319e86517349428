"""What may be seen of the stay tax: taxable nights per rate and provider."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    municipality_names,
    rulebook,
)
from onderdak.foundation.parties.contract import Provider
from onderdak.foundation.privacy.contract import require_room
from onderdak.register.levy.domain.permissions import SEE
from onderdak.register.levy.domain.taxable import (
    Rate,
    TaxedNights,
    rates,
    taxable_period,
)

ROOM: Final = "levy"

# Nights are never written out one by one: of each stay the ends are cut to the period
# of a rate, and of registered guests the overlap with their registered time is taken
# off again. A column a rate lets one reading of the stays serve them all.
_TAXABLE: Final = """
    WITH registered AS (
        SELECT r.guest_id, r.valid_from,
               coalesce(following.valid_from, 'infinity') AS valid_until
        FROM nights_registrationstatement r
        CROSS JOIN LATERAL (
            SELECT min(n.valid_from) AS valid_from FROM nights_registrationstatement n
            WHERE n.guest_id = r.guest_id AND n.municipality_id = %(municipality)s
              AND n.valid_from > r.valid_from) AS following
        WHERE r.municipality_id = %(municipality)s AND r.status = 'brp'
          AND lower(trim(r.brp_municipality)) IN (%(code)s, %(name)s)
          AND r.valid_from < %(until)s
    ), slept AS (
        SELECT s.provider_id, ARRAY[:slept] AS nights
        FROM nights_stay s
        WHERE s.municipality_id = %(municipality)s
          AND s.arrival < %(until)s AND s.ends > %(since)s
        GROUP BY s.provider_id
    ), exempt AS (
        SELECT s.provider_id, ARRAY[:exempt] AS nights
        FROM registered g JOIN nights_stay s ON s.guest_id = g.guest_id
        WHERE s.municipality_id = %(municipality)s
          AND s.arrival < least(g.valid_until, %(until)s)
          AND s.ends > greatest(g.valid_from, %(since)s)
        GROUP BY s.provider_id
    )
    SELECT s.provider_id, s.nights, e.nights
    FROM slept s LEFT JOIN exempt e USING (provider_id)
    ORDER BY s.provider_id"""
_SLEPT: Final = """
    sum(greatest(0, least(s.ends, %(end_:n)s) - greatest(s.arrival, %(start_:n)s)))"""
_EXEMPT: Final = """
    sum(greatest(0, least(s.ends, g.valid_until, %(end_:n)s)
                    - greatest(s.arrival, g.valid_from, %(start_:n)s)))"""


def taxable_nights(
    *, by: Actor, municipality: str, year: int, on: date
) -> dict[str, Any]:
    """The taxable nights of a year, per rate and provider, with their amounts.

    Nights are counted up to and including the night of `on`; those in a period without
    a rate are named apart and come to nothing.

    Source: art. 224(1) Gemeentewet; rate: the by-law, parameter `levy.rate`.

    Raises:
        NotAllowed: the actor does not levy for this municipality.
        RoomClosed: the municipality does not use this room.
    """
    check_may(by, SEE, municipality=municipality)
    require_room(municipality, ROOM, on)
    known = rates(rulebook(), taxable_period(year, on), municipality)
    counted = _counted(municipality, known)
    taxed = [(who, nights) for who, nights in counted if nights.rate.cents is not None]
    rows = _told(taxed)
    return {
        "municipality": municipality,
        "year": year,
        "on": on,
        "rows": rows,
        "total_nights": sum(row["nights"] for row in rows),
        "total_cents": sum(row["amount_cents"] for row in rows),
        "without_rate_nights": sum(
            nights.nights for _, nights in counted if nights.rate.cents is None
        ),
    }


def _counted(municipality: str, known: Sequence[Rate]) -> list[tuple[int, TaxedNights]]:
    """Per provider and rate under which anybody slept: the taxable nights."""
    if not known:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(known)), _asked(municipality, known))
        return [
            (provider, TaxedNights(rate, nights - off))
            for provider, slept, exempt in cursor.fetchall()
            for rate, nights, off in zip(
                known, slept, exempt or [0] * len(known), strict=True
            )
            if nights
        ]


def _statement(rates: int) -> str:
    def columns(one: str) -> str:
        return ", ".join(one.replace(":n", str(number)) for number in range(rates))

    return _TAXABLE.replace(":slept", columns(_SLEPT)).replace(
        ":exempt", columns(_EXEMPT)
    )


def _asked(municipality: str, known: Sequence[Rate]) -> dict[str, Any]:
    starts = [rate.period.start for rate in known]
    ends = [rate.period.end or rate.period.start for rate in known]
    name = municipality_names().get(municipality, municipality)
    return {
        "municipality": municipality,
        "code": municipality.lower(),
        "name": name.lower(),
        "since": min(starts),
        "until": max(ends),
        **{f"start_{number}": start for number, start in enumerate(starts)},
        **{f"end_{number}": end for number, end in enumerate(ends)},
    }


def _told(taxed: Sequence[tuple[int, TaxedNights]]) -> list[dict[str, Any]]:
    names = dict(
        Provider.objects.filter(pk__in={provider for provider, _ in taxed}).values_list(
            "pk", "name"
        )
    )
    rows = [
        {
            "provider": names.get(provider, str(provider)),
            "provider_id": provider,
            "rate_cents": nights.rate.cents,
            "nights": nights.nights,
            "amount_cents": nights.amount,
            "trace": nights.trace.as_dict(),
        }
        for provider, nights in taxed
    ]
    return sorted(rows, key=lambda row: (row["provider"].lower(), row["provider_id"]))
