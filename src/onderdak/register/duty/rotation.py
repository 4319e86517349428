"""Leaving just under the line: how often, per provider.

Somebody who has to leave a few nights before the duty of art. 2.38(1) Wet BRP would
begin, and again somebody else, may be moved on to keep people out of the register.
One such departure means nothing; a count per provider is a reason to talk.
"""

from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    may,
    rooms_on,
    rulebook,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.register.duty.domain.permissions import SEE_COUNTS
from onderdak.register.duty.domain.registration import terms_on

ROOM: Final = "duty"

# Who left in the last half year and sleeps nowhere of that provider in town now: the
# nights of the half year before the departure, against what would have made the duty.
_ROTATION: Final = """
    WITH here AS (
        SELECT s.provider_id, s.guest_id, s.arrival, s.ends
        FROM nights_location l
        JOIN nights_stay s ON s.location_id = l.id
            AND s.ends > (%(on)s::date - make_interval(months => 2 * %(months)s))::date
        WHERE l.municipality_id = %(municipality)s
    ), gone AS (
        SELECT provider_id, guest_id, max(ends) AS day FROM here
        GROUP BY provider_id, guest_id
        HAVING max(ends) <= %(on)s
           AND max(ends) > %(on)s::date - make_interval(months => %(months)s)
    ), windows AS (
        SELECT g.*, (g.day - make_interval(months => %(months)s))::date AS since
        FROM gone g
    ), counted AS (
        SELECT w.provider_id, w.guest_id,
               sum(s.ends - greatest(s.arrival, w.since)) AS nights,
               ((w.day - w.since) * %(numerator)s + %(denominator)s - 1)
                   / %(denominator)s AS threshold
        FROM windows w JOIN here s ON s.guest_id = w.guest_id AND s.ends > w.since
        GROUP BY w.provider_id, w.guest_id, w.day, w.since
    )
    SELECT c.provider_id, count(*) FROM counted c
    WHERE c.nights < c.threshold AND c.nights >= c.threshold - %(margin)s
      AND NOT EXISTS (SELECT 1 FROM nights_registrationstatement t
                      WHERE t.guest_id = c.guest_id
                        AND t.municipality_id = %(municipality)s AND t.status = 'brp')
    GROUP BY c.provider_id
"""


def sees_rotation(actor: Actor, municipality: str) -> bool:
    """Whether the duty is in use here, and this person sees its counts."""
    in_use = ROOM in rooms_on(municipality)
    return in_use and may(actor, SEE_COUNTS, municipality=municipality)


def rotation_counts(*, by: Actor, municipality: str, on: date) -> dict[int, int | None]:
    """How many guests left just under the line in the last half year, per provider.

    Small counts are None: who that was could be guessed. Guests stated to be in the
    BRP do not count.

    Source: rule C01 (art. 2.38(1) Wet BRP); `nights.rotation_margin_days`,
    `disclosure.minimum_count`.

    Raises:
        NotAllowed, RoomClosed: the actor may not see these counts.
    """
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    book, terms = rulebook(), terms_on(rulebook(), on, municipality)
    known: dict[str, Any] = {
        "municipality": municipality,
        "on": on,
        "months": terms.window_months,
        "numerator": terms.share.numerator,
        "denominator": terms.share.denominator,
        "margin": book.value("nights.rotation_margin_days", on, municipality).whole(),
    }
    least = book.value("disclosure.minimum_count", on, municipality).whole()
    with connection.cursor() as cursor:
        cursor.execute(_ROTATION, known)
        return {
            provider: number if number >= least else None
            for provider, number in cursor.fetchall()
        }
