"""What stands staged, row by row: read in the transaction in which it was planned."""

from collections.abc import Mapping

from django.db import connection

from onderdak.register.nights.domain.initials import initials
from onderdak.register.nights.domain.previewed import Fate, PreviewRow

_ROWS = """
    SELECT d.line, d.reference, d.outcome, d.arrival, d.departure, s.arrival,
           s.departure,
           s.id IS NOT NULL AND (s.room_id, s.bed_id) IS DISTINCT FROM
               (d.room_id, d.bed_id),
           d.to_seal AND g.id IS NOT NULL, coalesce(g.initials, '')
    FROM declared d
    LEFT JOIN nights_stay s ON s.id = d.stay_id
    LEFT JOIN nights_guest g ON g.id = d.guest_id
    ORDER BY d.line
"""


def staged_rows(names: Mapping[str, str]) -> list[PreviewRow]:
    """Every staged row with what it would do.

    Args:
        names: the name that the rows give to each reference. A reference that stood
            for other initials may stand for another person; nothing is opened for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        return [
            PreviewRow(
                line=line,
                reference=reference,
                fate=_fate(outcome, sealed_anew, names.get(reference, ""), known_as),
                arrival=arrival,
                departure=departure,
                was_arrival=was_arrival,
                was_departure=was_departure,
                other_place=other_place,
                other_identity=sealed_anew,
            )
            for line, reference, outcome, arrival, departure, was_arrival,
            was_departure, other_place, sealed_anew, known_as in cursor.fetchall()
        ]  # fmt: skip


def _fate(outcome: str, sealed_anew: bool, name: str, known_as: str) -> Fate:
    # Sorted: 'Nowak, Anna' is nobody else than 'Anna Nowak'.
    if sealed_anew and known_as and name and sorted(initials(name)) != sorted(known_as):
        return Fate.RENAMED
    return Fate(outcome)
