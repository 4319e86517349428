"""Taking back, looks at lists, further sources of files, and tighter locks."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_SOURCES_HEAD = """
    CREATE OR REPLACE FUNCTION picture_sources() RETURNS TABLE (
        key text, purposes text[], roles text[], takers text[], months int
    ) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ VALUES
"""
_SOURCES_BEFORE = """
        ('permits', '{supervision,report}'::text[], '{supervisor,desk_clerk}'::text[],
            '{municipal_admin,supervisor}'::text[], 120),
        ('inspections', '{supervision}', '{supervisor}',
            '{municipal_admin,supervisor}', 60),
        ('brp', '{supervision,registration}', '{supervisor,registry_clerk}',
            '{municipal_admin,registry_clerk}', 24),
        ('vacancy', '{supervision,registration}', '{supervisor,registry_clerk}',
            '{municipal_admin,supervisor,registry_clerk}', 36),
        ('kvk', '{supervision,levy}', '{supervisor,levy_officer}',
            '{municipal_admin,supervisor}', 24),
        ('laa', '{registration}', '{registry_clerk}',
            '{municipal_admin,registry_clerk}', 24),
        ('tmv', '{registration}', '{registry_clerk}',
            '{municipal_admin,registry_clerk}', 24),
        ('woz', '{levy}', '{levy_officer}', '{levy_officer}', 84),
        ('stay_tax', '{levy}', '{levy_officer}', '{levy_officer}', 84)
"""
_SOURCES_MORE = """,
        ('parties', '{supervision,report,levy}',
            '{supervisor,desk_clerk,levy_officer}', '{municipal_admin,supervisor}', 60),
        ('certificates', '{supervision}', '{supervisor}',
            '{municipal_admin,supervisor}', 60),
        ('quality', '{supervision}', '{supervisor}',
            '{municipal_admin,supervisor}', 60)
"""
_SOURCES = f"{_SOURCES_HEAD}{_SOURCES_BEFORE}{_SOURCES_MORE} $$;"
_SOURCES_AS_BEFORE = f"{_SOURCES_HEAD}{_SOURCES_BEFORE} $$;"

# A fact with a mark of its own is a fact of that address: one permit may hold at two.
# What has no mark is known again by its day; the mark of a batch is none of its own.
_KEYS = """
    ALTER TABLE picture_signal NO FORCE ROW LEVEL SECURITY;
    UPDATE picture_signal SET key = kind || ':' || CASE
            WHEN kind IN ('permit', 'inspection', 'finding', 'company')
            THEN source_reference ELSE on_date::text END || '@' || address_id;
    UPDATE picture_signal SET replaced_because = 'corrected'
        WHERE replaced_at IS NOT NULL;
    ALTER TABLE picture_signal FORCE ROW LEVEL SECURITY;
"""
# Of two rows in force that are one fact by the new key, the later one holds.
_ONE_IN_FORCE = """
    ALTER TABLE picture_signal NO FORCE ROW LEVEL SECURITY;
    UPDATE picture_signal s SET replaced_at = now()
    WHERE s.replaced_at IS NULL AND s.source_reference <> ''
        AND s.kind NOT IN ('permit', 'inspection', 'finding', 'company')
        AND EXISTS (SELECT FROM picture_signal o
            WHERE o.municipality_id = s.municipality_id AND o.source = s.source
                AND o.kind = s.kind AND o.address_id = s.address_id
                AND o.on_date = s.on_date AND o.replaced_at IS NULL AND o.id > s.id);
    ALTER TABLE picture_signal FORCE ROW LEVEL SECURITY;
"""
_KEYS_AS_BEFORE = """
    ALTER TABLE picture_signal NO FORCE ROW LEVEL SECURITY;
    UPDATE picture_signal SET key = kind || ':' || source_reference || '@' || address_id
        WHERE source_reference <> '';
    ALTER TABLE picture_signal FORCE ROW LEVEL SECURITY;
"""
# Who goes back loses the looks at lists: they have no address to stand with.
_NO_LISTS = """
    ALTER TABLE picture_view NO FORCE ROW LEVEL SECURITY;
    DELETE FROM picture_view WHERE address_id IS NULL;
    ALTER TABLE picture_view FORCE ROW LEVEL SECURITY;
"""
_DEFAULTS = """
    ALTER TABLE picture_signal ALTER COLUMN place SET DEFAULT '[]';
    ALTER TABLE picture_view ALTER COLUMN asked SET DEFAULT '{}';
    GRANT UPDATE (replaced_because, replaced_why, replaced_by_id)
        ON picture_signal TO onderdak_app;
    GRANT UPDATE (sources, complete) ON picture_delivery TO onderdak_app;
"""

# How many are registered is a count of the BRP, also beside what explains it. A file's
# row is read by all who look (is a source connected?); it is changed by who may take in
# all that the file holds.
_OPEN_COUNT = "(municipality_id || ':brp') = ANY ((SELECT picture_open())::text[])"
_ALL_OPEN = (
    "NOT EXISTS (SELECT FROM unnest(sources) AS one WHERE"
    " (municipality_id || ':' || one) <> ALL ((SELECT picture_open())::text[]))"
)
_LOCKS = f"""
    CREATE POLICY for_a_purpose ON picture_explained AS RESTRICTIVE TO onderdak_app
        USING ({_OPEN_COUNT}) WITH CHECK ({_OPEN_COUNT});
    CREATE POLICY for_a_purpose ON picture_delivery AS RESTRICTIVE FOR UPDATE
        TO onderdak_app USING ({_ALL_OPEN}) WITH CHECK ({_ALL_OPEN});
    CREATE POLICY made_for_a_purpose ON picture_delivery AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK ({_ALL_OPEN});
"""
_NO_LOCKS = """
    DROP POLICY made_for_a_purpose ON picture_delivery;
    DROP POLICY for_a_purpose ON picture_delivery;
    DROP POLICY for_a_purpose ON picture_explained;
"""

# A file that nobody comes back to goes after two weeks, and waits for nobody then.
_FILES = """
    SELECT f.ctid, f.delivery_id::text, d.received_at::date
    FROM picture_deliveredfile f JOIN picture_delivery d ON d.id = f.delivery_id
    WHERE f.municipality_id = town AND d.received_at::date + 14 <= on_day
"""
_FILES_BEFORE = """
    SELECT f.ctid, f.delivery_id::text, d.received_at::date
    FROM picture_deliveredfile f JOIN picture_delivery d ON d.id = f.delivery_id
    WHERE f.municipality_id = town
      AND (d.received_at + make_interval(months => months))::date <= on_day
"""
_FILES_OLD = destroyable("picture_deliveredfile", room="picture", past=_FILES_BEFORE)
_LEFT = """
    CREATE FUNCTION picture_file_gone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        UPDATE picture_delivery SET state = 'left', settled_at = now()
        WHERE id = OLD.delivery_id AND state = 'waiting';
        RETURN NULL;
    END $$;
    REVOKE ALL ON FUNCTION picture_file_gone() FROM PUBLIC;
    CREATE TRIGGER file_gone AFTER DELETE ON picture_deliveredfile
        FOR EACH ROW EXECUTE FUNCTION picture_file_gone();
"""
_NOT_LEFT = """
    DROP TRIGGER file_gone ON picture_deliveredfile;
    DROP FUNCTION picture_file_gone();
"""

# What an investigation looks into is kept, also at the addresses of its units.
_KEPT_AT_UNITS = """NOT EXISTS (SELECT FROM nights_location l
    WHERE l.id = ANY (kept) AND (l.address_id = s.address_id
        OR EXISTS (SELECT FROM nights_unit u
            WHERE u.location_id = l.id AND u.address_id = s.address_id)))"""
_KEPT_BEFORE = """NOT EXISTS (SELECT FROM nights_location l
    WHERE l.id = ANY (kept) AND l.address_id = s.address_id)"""


def _past(kept: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION picture_signal_past(
        town text, months int, on_day date, kept bigint[]
    ) RETURNS TABLE (at tid, key text, day date)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT s.ctid, s.source || ':' || s.key || ':' || s.id, s.on_date
        FROM picture_signal s WHERE s.municipality_id = town AND months IS NOT NULL
          AND (s.on_date
               + make_interval(months => least(months, picture_months(s.source)))
              )::date <= on_day AND {kept}
    $$;
    CREATE OR REPLACE FUNCTION picture_explained_past(
        town text, months int, on_day date, kept bigint[]
    ) RETURNS TABLE (at tid, key text, day date)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT s.ctid, s.id::text, s.on_date FROM picture_explained s
        WHERE s.municipality_id = town
          AND (s.on_date + make_interval(months => months))::date <= on_day AND {kept}
    $$;
    """  # noqa: S608 - fixed parts


def _added(model: str, name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField(model_name=model, name=name, field=field)


_CHOICES = [
    ("corrected", "Corrected"),
    ("no_longer", "No Longer"),
    ("taken_back", "Taken Back"),
    ("moved", "Moved"),
]


class Migration(migrations.Migration):
    """Taking back, looks at lists, further sources of files, and tighter locks."""

    dependencies = [
        ("picture", "0002_neighbourhoods"),
        ("places", "0005_areas_in_force"),
        ("nights", "0003_living_register"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AlterField(
            "signal", "ground", models.CharField(blank=True, max_length=200)
        ),
        _added("signal", "place", models.JSONField(default=list)),
        _added("signal", "until", models.DateField(blank=True, null=True)),
        _added(
            "signal",
            "part_of",
            models.CharField(blank=True, db_default="", max_length=80),
        ),
        _added(
            "signal",
            "condition",
            models.CharField(
                blank=True,
                choices=[("open", "Open"), ("mended", "Mended")],
                db_default="",
                max_length=6,
            ),
        ),
        _added(
            "signal",
            "replaced_because",
            models.CharField(
                blank=True, choices=_CHOICES, db_default="", max_length=10
            ),
        ),
        _added(
            "signal",
            "replaced_why",
            models.CharField(blank=True, db_default="", max_length=20),
        ),
        _added(
            "signal", "replaced_by_id", models.BigIntegerField(blank=True, null=True)
        ),
        migrations.AlterField(
            "delivery",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("recorded", "Recorded"),
                    ("left", "Left"),
                    ("taken_back", "Taken Back"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        _added(
            "delivery", "complete", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AlterField(
            "doubt",
            "state",
            models.CharField(
                choices=[
                    ("open", "Open"),
                    ("matched", "Matched"),
                    ("none", "None"),
                    ("gone", "Gone"),
                ],
                default="open",
                max_length=7,
            ),
        ),
        _added("deliveredfile", "matches", models.JSONField(blank=True, null=True)),
        migrations.AlterField(
            "view",
            "address",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="places.address",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, _NO_LISTS),
        _added("view", "asked", models.JSONField(default=dict)),
        _added("view", "addresses", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=["municipality", "source", "address", "-on_date"],
                name="signal_in_force",
            ),
        ),
        migrations.RunSQL(_DEFAULTS, migrations.RunSQL.noop),
        migrations.RunSQL(_ONE_IN_FORCE, migrations.RunSQL.noop),
        migrations.RunSQL(_KEYS, _KEYS_AS_BEFORE),
        migrations.RunSQL(_SOURCES, _SOURCES_AS_BEFORE),
        migrations.RunSQL(_LOCKS, _NO_LOCKS),
        migrations.RunSQL(str(_FILES_OLD.reverse_sql), str(_FILES_OLD.sql)),
        destroyable(
            "picture_deliveredfile",
            room="picture",
            past=_FILES,
            fixed="once recorded or left, or 14 days after it came",
        ),
        migrations.RunSQL(_LEFT, _NOT_LEFT),
        migrations.RunSQL(_past(_KEPT_AT_UNITS), _past(_KEPT_BEFORE)),
        migrations.RunSQL(migrations.RunSQL.noop, _IN_SCOPE),
    ]
