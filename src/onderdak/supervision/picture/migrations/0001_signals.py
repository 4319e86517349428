"""Signals of an address, deliveries, and the log of views."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import (
    append_only,
    isolate,
    never_removed,
)
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# The sources that come in as a file: for which purposes they may be seen, by which
# roles, by whom they may be taken in, and the longest they are kept, in months.
# `domain/sources.py` says the same; a test keeps the two alike.
_SOURCES = """
    CREATE FUNCTION picture_sources() RETURNS TABLE (
        key text, purposes text[], roles text[], takers text[], months int
    ) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ VALUES
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
    $$;

    -- Which sources are open now, as 'GM0202:brp': the purpose must have been said, and
    -- the one who acts must have a role that may. Neither alone opens anything.
    CREATE FUNCTION picture_open() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
        SELECT coalesce(array_agg(DISTINCT m.municipality_id || ':' || s.key), '{}')
        FROM identity_membership m
        JOIN picture_sources() s ON
            (s.purposes && string_to_array(
                nullif(current_setting('onderdak.purposes', true), ''), ',')
             AND m.role = ANY (s.roles))
            OR (current_setting('onderdak.purposes', true) = 'taking_in'
                AND m.role = ANY (s.takers))
        WHERE m.user_id = scope_actor()
          AND m.municipality_id = ANY (scope_municipalities())
    $$;

    CREATE FUNCTION picture_months(wanted text) RETURNS int
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
        SELECT months FROM picture_sources() WHERE key = wanted
    $$;
"""
_NO_SOURCES = """
    DROP FUNCTION picture_months(text);
    DROP FUNCTION picture_open();
    DROP FUNCTION picture_sources();
"""
_OPEN = "(municipality_id || ':' || source) = ANY ((SELECT picture_open())::text[])"
_ALL_OPEN = (
    "cardinality(sources) > 0 AND NOT EXISTS (SELECT FROM unnest(sources) AS one WHERE"
    " (municipality_id || ':' || one) <> ALL ((SELECT picture_open())::text[]))"
)


def _locked(table: str, condition: str) -> migrations.RunSQL:
    """Beside the municipality: only sources that are open for what was said.

    For the app alone: what destroys rows past their term acts for nobody.
    """
    return migrations.RunSQL(
        f"CREATE POLICY for_a_purpose ON {table} AS RESTRICTIVE TO onderdak_app"
        f" USING ({condition}) WITH CHECK ({condition})",
        f"DROP POLICY for_a_purpose ON {table}",
    )


_OWN_NAMES = """
    CREATE POLICY own_name ON picture_view AS RESTRICTIVE FOR INSERT
        WITH CHECK (user_id = (SELECT scope_actor()));
    CREATE POLICY own_name ON picture_explained AS RESTRICTIVE FOR INSERT
        WITH CHECK (by_id = (SELECT scope_actor()));
    REVOKE UPDATE ON picture_signal, picture_doubt, picture_delivery FROM onderdak_app;
    GRANT UPDATE (replaced_at) ON picture_signal TO onderdak_app;
    GRANT UPDATE (state, address_id, decided_by_id, decided_at, said, candidates,
        weight, delivery_id) ON picture_doubt TO onderdak_app;
    GRANT UPDATE (state, counts, settled_at) ON picture_delivery TO onderdak_app;
"""
_NO_NAMES = """
    GRANT UPDATE ON picture_signal, picture_doubt, picture_delivery TO onderdak_app;
    DROP POLICY own_name ON picture_explained;
    DROP POLICY own_name ON picture_view;
"""

# Addresses of a location that must be kept (a running address investigation) stay.
_NOT_KEPT = """NOT EXISTS (SELECT FROM nights_location l
    WHERE l.id = ANY (kept) AND l.address_id = s.address_id)"""
_SIGNALS = f"""
    SELECT s.ctid, s.source || ':' || s.key || ':' || s.id, s.on_date
    FROM picture_signal s WHERE s.municipality_id = town AND months IS NOT NULL
      AND (s.on_date + make_interval(months => least(months, picture_months(s.source)))
          )::date <= on_day AND {_NOT_KEPT}
"""  # noqa: S608 - a fixed part
_DOUBTS = """
    SELECT s.ctid, s.source || ':' || s.key, (s.said ->> 'on')::date
    FROM picture_doubt s WHERE s.municipality_id = town AND months IS NOT NULL
      AND ((s.said ->> 'on')::date
           + make_interval(months => least(months, picture_months(s.source)))
          )::date <= on_day
"""
_EXPLAINED = f"""
    SELECT s.ctid, s.id::text, s.on_date FROM picture_explained s
    WHERE s.municipality_id = town
      AND (s.on_date + make_interval(months => months))::date <= on_day AND {_NOT_KEPT}
"""  # noqa: S608 - a fixed part
_FILES = """
    SELECT f.ctid, f.delivery_id::text, d.received_at::date
    FROM picture_deliveredfile f JOIN picture_delivery d ON d.id = f.delivery_id
    WHERE f.municipality_id = town
      AND (d.received_at + make_interval(months => months))::date <= on_day
"""
_DELIVERIES = """
    SELECT d.ctid, d.id::text, d.received_at::date
    FROM picture_delivery d WHERE d.municipality_id = town
      AND (d.received_at + make_interval(months => months))::date <= on_day
      AND NOT EXISTS (SELECT FROM picture_signal s WHERE s.delivery_id = d.id)
      AND NOT EXISTS (SELECT FROM picture_doubt s WHERE s.delivery_id = d.id)
      AND NOT EXISTS (SELECT FROM picture_deliveredfile s WHERE s.delivery_id = d.id)
"""
_VIEWS = """
    SELECT v.ctid, v.id::text, v.at::date FROM picture_view v
    WHERE v.municipality_id = town
      AND (v.at + make_interval(months => months))::date <= on_day
"""
_TABLES = (
    "picture_delivery",
    "picture_deliveredfile",
    "picture_doubt",
    "picture_signal",
    "picture_view",
    "picture_explained",
)


class Migration(migrations.Migration):
    """Signals of an address, deliveries, and the log of views."""

    dependencies = [
        ("desk", "0002_handling"),
        ("places", "0004_register"),
        ("privacy", "0004_longest_term"),
        ("nights", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("filename", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("recorded", "Recorded"),
                            ("left", "Left"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("by_id", models.BigIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=140)),
                ("said", models.JSONField()),
                ("candidates", models.JSONField(default=list)),
                ("weight", models.FloatField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("matched", "Matched"),
                            ("none", "None"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("decided_by_id", models.BigIntegerField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "address",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="picture.delivery",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Explained",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "explanation",
                    models.CharField(
                        choices=[
                            ("family", "family"),
                            ("not_deregistered", "not_deregistered"),
                            ("several_dwellings", "several_dwellings"),
                            ("wrong_area", "wrong_area"),
                            ("lodging", "lodging"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("registrations", models.PositiveIntegerField()),
                ("on_date", models.DateField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "address",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=140)),
                ("value", models.JSONField()),
                ("on_date", models.DateField()),
                ("ground", models.CharField(max_length=200)),
                ("source_reference", models.CharField(blank=True, max_length=80)),
                (
                    "match_level",
                    models.CharField(
                        choices=[
                            ("bag_id", "Bag Id"),
                            ("postcode", "Postcode"),
                            ("street", "Street"),
                            ("likeness", "Likeness"),
                            ("person", "Person"),
                        ],
                        max_length=8,
                    ),
                ),
                ("match_weight", models.FloatField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "address",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="picture.delivery",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="View",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("user_id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=20)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("file", "File"),
                            ("command", "Command"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "address",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeliveredFile",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="picture.delivery",
                    ),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("content", models.BinaryField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["municipality", "-id"], name="delivery_list"),
        ),
        migrations.AddIndex(
            model_name="doubt",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["municipality", "id"],
                name="doubt_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.UniqueConstraint(
                fields=("municipality", "source", "key"), name="doubt_once"
            ),
        ),
        migrations.AddIndex(
            model_name="explained",
            index=models.Index(
                fields=["municipality", "address"], name="explained_address"
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                fields=["municipality", "address", "-on_date"], name="signal_of_address"
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                fields=["municipality", "source", "on_date"], name="signal_of_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("municipality", "source", "key"),
                name="signal_in_force_once",
            ),
        ),
        migrations.AddIndex(
            model_name="view",
            index=models.Index(
                fields=["municipality", "-id"], name="picture_view_list"
            ),
        ),
        migrations.AddIndex(
            model_name="view",
            index=models.Index(fields=["municipality", "at"], name="picture_view_past"),
        ),
        *[isolate(table, municipality="municipality_id") for table in _TABLES],
        migrations.RunSQL(_SOURCES, _NO_SOURCES),
        _locked("picture_signal", _OPEN),
        _locked("picture_doubt", _OPEN),
        _locked("picture_deliveredfile", _ALL_OPEN),
        migrations.RunSQL(_OWN_NAMES, _NO_NAMES),
        append_only("picture_view"),
        append_only("picture_explained"),
        never_removed("picture_signal"),
        never_removed("picture_doubt"),
        never_removed("picture_delivery"),
        destroyable("picture_signal", room="picture", past=_SIGNALS),
        destroyable("picture_doubt", room="picture", past=_DOUBTS),
        destroyable("picture_explained", room="picture", past=_EXPLAINED),
        destroyable("picture_deliveredfile", room="picture", past=_FILES),
        destroyable("picture_delivery", room="picture", past=_DELIVERIES),
        destroyable("picture_view", room="audit", past=_VIEWS),
    ]
