"""What was typed in visits, what counts after all though it came late, and photos."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from onderdak.foundation.identity.isolation import append_only, isolate

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_TABLES = (
    "inspections_operation",
    "inspections_takenover",
    "inspections_photo",
)

# What belongs to a visit is of the same municipality, and goes with it.
_KEYS = (
    "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_visit
        FOREIGN KEY (visit_id, municipality_id)
        REFERENCES inspections_visit (id, municipality_id) ON DELETE CASCADE;
    """
        for table in _TABLES
    )
    + """
    ALTER TABLE inspections_operation ADD CONSTRAINT inspections_operation_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_takenover ADD CONSTRAINT inspections_takenover_operation
        FOREIGN KEY (operation_id, municipality_id)
        REFERENCES inspections_operation (id, municipality_id) ON DELETE CASCADE;
"""
)

# Whoever types is the one who is signed in: the database looks that up itself.
_OWN_NAME = """
    CREATE FUNCTION inspections_typed_by_oneself() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.by_id IS DISTINCT FROM scope_actor() THEN
            RAISE EXCEPTION 'nobody types for another'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER typed_by_oneself BEFORE INSERT ON inspections_operation
        FOR EACH ROW EXECUTE FUNCTION inspections_typed_by_oneself();
"""
_ANY_NAME = """
    DROP TRIGGER typed_by_oneself ON inspections_operation;
    DROP FUNCTION inspections_typed_by_oneself();
"""


def _of_visit() -> list[tuple[str, models.Field]]:
    return [
        (
            "municipality",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="identity.municipality",
            ),
        ),
        (
            "visit",
            models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="inspections.visit",
            ),
        ),
    ]


def _number() -> tuple[str, models.Field]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


class Migration(migrations.Migration):
    """What was typed in visits, what counts though it came late, and photos."""

    dependencies = [("inspections", "0001_visits")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Operation",
            fields=[
                _number(),
                ("uid", models.UUIDField()),
                ("device", models.UUIDField()),
                ("n", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=200)),
                ("typed", models.JSONField(null=True)),
                ("sealed", models.BinaryField(null=True)),
                ("row_key", models.BinaryField(null=True)),
                ("key_version", models.PositiveIntegerField(null=True)),
                (
                    "replaces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("by_id", models.BigIntegerField()),
                ("at_device", models.CharField(blank=True, max_length=40)),
                ("received_at", models.DateTimeField()),
                ("late", models.BooleanField(default=False)),
                *_of_visit(),
            ],
        ),
        migrations.CreateModel(
            name="TakenOver",
            fields=[
                _number(),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                *_of_visit(),
                (
                    "operation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inspections.operation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                _number(),
                ("uid", models.UUIDField()),
                ("sha256_sent", models.CharField(max_length=64)),
                ("sha256_kept", models.CharField(max_length=64)),
                ("drawn_anew", models.BooleanField()),
                ("image", models.BinaryField()),
                ("thumbnail", models.BinaryField()),
                ("bytes", models.PositiveIntegerField()),
                ("scanned", models.BooleanField()),
                ("by_id", models.BigIntegerField()),
                ("received_at", models.DateTimeField()),
                ("late", models.BooleanField(default=False)),
                *_of_visit(),
            ],
            options={"db_table": "inspections_photo"},
        ),
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(
                fields=["visit", "id"], name="inspections_operation_came"
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.UniqueConstraint(
                fields=("visit", "uid"), name="inspections_operation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=Q(
                    sealed__isnull=True,
                    row_key__isnull=True,
                    key_version__isnull=True,
                    typed__isnull=False,
                )
                | Q(
                    sealed__isnull=False,
                    row_key__isnull=False,
                    key_version__isnull=False,
                    typed__isnull=True,
                ),
                name="inspections_operation_open_or_sealed",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(path__startswith="statement/") | Q(path__startswith="child/"),
                    sealed__isnull=False,
                )
                | Q(
                    ~Q(path__startswith="statement/"),
                    ~Q(path__startswith="child/"),
                    sealed__isnull=True,
                ),
                name="inspections_statement_sealed",
            ),
        ),
        migrations.AddConstraint(
            model_name="takenover",
            constraint=models.UniqueConstraint(
                fields=("operation",), name="inspections_taken_over_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitphoto",
            constraint=models.UniqueConstraint(
                fields=("visit", "uid"), name="inspections_photo_once"
            ),
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
        migrations.RunSQL(_OWN_NAME, _ANY_NAME),
        *[isolate(table, municipality="municipality_id") for table in _TABLES],
        *[append_only(table) for table in _TABLES],
    ]
