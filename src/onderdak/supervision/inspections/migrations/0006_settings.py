"""What a municipality sets for its visits, and the day each dwelling was entered."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from onderdak.foundation.identity.isolation import isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"
_ENTERED = """
    GRANT UPDATE (entered_on, copy_due_on) ON inspections_warrantdwelling
        TO onderdak_app;
"""
_NOT_ENTERED = """
    REVOKE UPDATE (entered_on, copy_due_on) ON inspections_warrantdwelling
        FROM onderdak_app;
"""
# A document stays what it was until it is gone, and is never another's.
_KEYS = """
    ALTER TABLE inspections_registrybox ADD CONSTRAINT inspections_box_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_registrydocument
        ADD CONSTRAINT inspections_document_visit
            FOREIGN KEY (visit_id, municipality_id)
            REFERENCES inspections_visit (id, municipality_id) ON DELETE CASCADE,
        ADD CONSTRAINT inspections_document_box FOREIGN KEY (box_id, municipality_id)
            REFERENCES inspections_registrybox (id, municipality_id);
    REVOKE UPDATE ON inspections_registrydocument, inspections_registrybox
        FROM onderdak_app;
    GRANT UPDATE (content, taken_by_id, taken_at, done_at)
        ON inspections_registrydocument TO onderdak_app;
    GRANT UPDATE (name, closed_at) ON inspections_registrybox TO onderdak_app;
    CREATE FUNCTION inspections_document_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.content IS DISTINCT FROM OLD.content AND NEW.content <> '' THEN
            RAISE EXCEPTION 'a document stays as it came, or goes'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER stays BEFORE UPDATE ON inspections_registrydocument
        FOR EACH ROW EXECUTE FUNCTION inspections_document_stays();
"""
_NO_KEYS = """
    DROP TRIGGER stays ON inspections_registrydocument;
    DROP FUNCTION inspections_document_stays();
    GRANT UPDATE ON inspections_registrydocument, inspections_registrybox
        TO onderdak_app;
"""


def _number() -> tuple[str, models.Field]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def _town() -> tuple[str, models.Field]:
    return (
        "municipality",
        models.ForeignKey(
            db_index=False,
            on_delete=django.db.models.deletion.PROTECT,
            to="identity.municipality",
        ),
    )


class Migration(migrations.Migration):
    """Telephone numbers, the box of the registry, and entries per dwelling."""

    dependencies = [("inspections", "0005_partners")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="TownPhone",
            fields=[
                _number(),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=20)),
                _town(),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "place"), name="inspections_phone_place"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="RegistryBox",
            fields=[
                _number(),
                ("name", models.CharField(max_length=80)),
                ("public_key", models.JSONField()),
                ("sealed", models.BinaryField()),
                ("row_key", models.BinaryField()),
                ("key_version", models.PositiveIntegerField()),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegistryDocument",
            fields=[
                _number(),
                ("uid", models.UUIDField(unique=True)),
                ("key", models.BinaryField()),
                ("iv", models.BinaryField()),
                ("content", models.BinaryField()),
                ("handed_by_id", models.BigIntegerField()),
                ("received_at", models.DateTimeField()),
                ("taken_by_id", models.BigIntegerField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspections.registrybox",
                    ),
                ),
                _town(),
                (
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inspections.visit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "id"], name="inspections_document_new"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(taken_at__isnull=True, taken_by_id__isnull=True)
                        | Q(taken_at__isnull=False, taken_by_id__isnull=False),
                        name="inspections_document_taken",
                    ),
                    models.CheckConstraint(
                        condition=Q(done_at__isnull=True) | Q(content=b""),
                        name="inspections_document_gone",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="warrantdwelling",
            name="entered_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="warrantdwelling",
            name="copy_due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="warrantdwelling",
            constraint=models.CheckConstraint(
                condition=Q(entered_on__isnull=True, copy_due_on__isnull=True)
                | Q(copy_due_on__gte=F("entered_on")),
                name="inspections_dwelling_entered",
            ),
        ),
        migrations.RunSQL(_ENTERED, _NOT_ENTERED),
        migrations.RunSQL(_KEYS, _NO_KEYS),
        isolate("inspections_townphone", municipality="municipality_id"),
        isolate("inspections_registrybox", municipality="municipality_id"),
        never_removed("inspections_registrybox"),
        isolate("inspections_registrydocument", municipality="municipality_id"),
        never_removed("inspections_registrydocument"),
    ]
