"""Destruction goes by the longest of two terms: then and now."""

from django.db import migrations

_TERM = """
    CREATE OR REPLACE FUNCTION privacy_term(town text, wanted_room text, on_day date)
    RETURNS TABLE (months int, reason text)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        {query}
    $$;
"""
# A run that looks back, or was stopped and is taken up, must not go by a term that a
# municipality has made longer since: what is gone does not come back.
_LONGEST = """
        SELECT t.months::int, t.reason::text FROM privacy_retentionterm t
        WHERE t.municipality_id = town AND t.room = wanted_room AND t.since IN (
            SELECT max(o.since) FROM privacy_retentionterm o
            CROSS JOIN (VALUES (least(on_day, privacy_today())), (privacy_today()))
                AS days (day)
            WHERE o.municipality_id = town AND o.room = wanted_room
              AND o.since <= days.day
            GROUP BY days.day)
        ORDER BY t.months DESC, t.since DESC LIMIT 1
"""
_OF_THE_DAY = """
        SELECT t.months::int, t.reason::text FROM privacy_retentionterm t
        WHERE t.municipality_id = town AND t.room = wanted_room
          AND t.since <= least(on_day, privacy_today())
        ORDER BY t.since DESC LIMIT 1
"""


class Migration(migrations.Migration):
    """The term of a destruction."""

    dependencies = [("privacy", "0003_destruction")]

    operations = [
        migrations.RunSQL(_TERM.format(query=_LONGEST), _TERM.format(query=_OF_THE_DAY))
    ]
