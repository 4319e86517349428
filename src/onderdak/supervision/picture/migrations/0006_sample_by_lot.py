"""The sample by lot is what a list drew; what is retold is compared."""

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("onderdak.supervision.picture.migrations.0004_ranking")

# Somebody who writes 'random' of an address that no list drew chose it all the same.
_CHOSEN_BY = "o.chosen_by::text, coalesce(a.neighbourhood_id"
_DRAWN = """CASE WHEN o.chosen_by = 'random' AND NOT EXISTS (
                    SELECT FROM picture_rankedaddress d
                    JOIN picture_rankingrun w ON w.id = d.run_id
                    WHERE d.address_id = o.address_id AND d.drawn AND NOT w.replay
                      AND w.municipality_id = o.municipality_id
                      AND w.on_day < o.on_date)
                THEN 'other' ELSE o.chosen_by::text END, coalesce(a.neighbourhood_id"""
_OLD = _BEFORE._EVIDENCE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
_NEW = _OLD.replace(_CHOSEN_BY, _DRAWN)
if _NEW == _OLD:
    raise RuntimeError("the function of the evidence is not as it was")

_WAS_TOLD = """
    CREATE FUNCTION picture_outcome_was_told(town text, named text, place bigint,
        day date, found text, because text)
    RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (SELECT FROM picture_outcome o
            WHERE o.municipality_id = town
              AND town = ANY (scope_municipalities()::text[])
              AND o.source = 'event' AND o.reference = named AND o.address_id = place
              AND o.on_date = day AND o.result = found AND o.chosen_by = because)
    $$;
    REVOKE ALL ON FUNCTION
        picture_outcome_was_told(text, text, bigint, date, text, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION
        picture_outcome_was_told(text, text, bigint, date, text, text) TO onderdak_app;
"""
_NOT_TOLD = (
    "DROP FUNCTION picture_outcome_was_told(text, text, bigint, date, text, text)"
)


class Migration(migrations.Migration):
    """The sample by lot is what was drawn; what is retold is laid beside the first."""

    dependencies = [("picture", "0005_counts_outside")]

    operations = [
        migrations.RunSQL(_NEW, _OLD),
        migrations.RunSQL(_WAS_TOLD, _NOT_TOLD),
    ]
