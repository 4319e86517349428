"""Certificates of destruction, and what may go of the logs."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate
from onderdak.foundation.privacy.destroyable import destroyable

_LOCAL_DAY = "({column} AT TIME ZONE 'Europe/Amsterdam')::date"


def _past(table: str, column: str) -> str:
    day = _LOCAL_DAY.format(column=column)
    # The first condition lets an index on the moment do the work.
    return f"""
        SELECT t.ctid, t.id::text, {day} FROM {table} t
        WHERE t.municipality = town
          AND t.{column} < (on_day - make_interval(months => months))
                           + interval '5 days'
          AND ({day} + make_interval(months => months))::date <= on_day
    """  # noqa: S608 - names from this file


# The day is the database's own: a caller may look back, never ahead.
_SHARED = """
    CREATE FUNCTION privacy_today() RETURNS date
    LANGUAGE sql STABLE SET search_path = pg_catalog AS
    $$ SELECT (clock_timestamp() AT TIME ZONE 'Europe/Amsterdam')::date $$;

    CREATE FUNCTION privacy_term(town text, wanted_room text, on_day date)
    RETURNS TABLE (months int, reason text)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT t.months::int, t.reason::text FROM privacy_retentionterm t
        WHERE t.municipality_id = town AND t.room = wanted_room
          AND t.since <= least(on_day, privacy_today())
        ORDER BY t.since DESC LIMIT 1
    $$;

    CREATE FUNCTION privacy_check_town(town text) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT coalesce(town = ANY (scope_municipalities()), false) THEN
            RAISE EXCEPTION '% is outside the scope', town
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END $$;
    REVOKE INSERT ON privacy_destroyedbatch FROM onderdak_app;
"""
_SHARED_REVERSE = """
    GRANT INSERT ON privacy_destroyedbatch TO onderdak_app;
    DROP FUNCTION privacy_check_town(text);
    DROP FUNCTION privacy_term(text, text, date);
    DROP FUNCTION privacy_today();
"""


class Migration(migrations.Migration):
    """Certificates of destruction."""

    dependencies = [
        ("privacy", "0002_isolation"),
        ("identity", "0004_access_tokens"),
    ]

    operations = [
        # Keys are checked when the tables are guarded already, and that asks a scope.
        migrations.RunSQL(
            "SELECT set_config('onderdak.scope', 'set', true)", migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name="DestructionRun",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                ("on_day", models.DateField()),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ran_by", models.CharField(max_length=60)),
                ("software", models.CharField(max_length=30)),
            ],
        ),
        migrations.CreateModel(
            name="DestroyedBatch",
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="privacy.destructionrun",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                ("room", models.CharField(max_length=40)),
                ("table_name", models.CharField(max_length=60)),
                ("months", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=300)),
                ("rows", models.PositiveIntegerField()),
                ("oldest", models.DateField(null=True)),
                ("newest", models.DateField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DestructionCertificate",
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
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="privacy.destructionrun",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True)),
                ("rows", models.PositiveBigIntegerField()),
                ("holds", models.JSONField(default=list)),
                ("errors", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddIndex(
            model_name="processingrecord",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["start_time"], name="processing_by_time"
            ),
        ),
        *[
            isolate(table, municipality="municipality_id")
            for table in (
                "privacy_destructionrun",
                "privacy_destroyedbatch",
                "privacy_destructioncertificate",
            )
        ],
        *[
            append_only(table)
            for table in (
                "privacy_destructionrun",
                "privacy_destroyedbatch",
                "privacy_destructioncertificate",
            )
        ],
        migrations.RunSQL(_SHARED, _SHARED_REVERSE),
        destroyable(
            "privacy_processingrecord",
            room="audit",
            past=_past("privacy_processingrecord", "start_time"),
        ),
        destroyable(
            "privacy_opening", room="audit", past=_past("privacy_opening", "at")
        ),
        destroyable(
            "identity_auditevent", room="audit", past=_past("identity_auditevent", "at")
        ),
    ]
