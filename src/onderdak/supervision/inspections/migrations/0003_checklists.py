"""A municipality's own checklists: each version stays as it was made."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# What is asked never changes after it was written, and nobody writes or puts in use in
# another's name. That it was not the maker is a check of the table itself.
_WORD = """
    REVOKE UPDATE ON inspections_checklist FROM onderdak_app;
    GRANT UPDATE (state, used_by_id, used_from, withdrawn_by_id, withdrawn_on,
        withdrawn_because) ON inspections_checklist TO onderdak_app;
    CREATE POLICY own_name ON inspections_checklist AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (
            made_by_id = (SELECT scope_actor()) AND state = 'draft');
    CREATE FUNCTION inspections_checklist_keeps() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF (NEW.body, NEW.digest, NEW.kind, NEW.key, NEW.version, NEW.made_by_id)
                IS DISTINCT FROM
                (OLD.body, OLD.digest, OLD.kind, OLD.key, OLD.version, OLD.made_by_id)
        THEN
            RAISE EXCEPTION 'checklist % cannot change', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
                ('draft', 'in_use'), ('draft', 'withdrawn'), ('in_use', 'withdrawn'))
        THEN
            RAISE EXCEPTION 'a checklist does not go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.used_by_id IS DISTINCT FROM OLD.used_by_id
                AND (OLD.used_by_id IS NOT NULL
                     OR NEW.used_by_id IS DISTINCT FROM scope_actor()) THEN
            RAISE EXCEPTION 'checklist % is put in use in one''s own name', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER keeps_its_word BEFORE UPDATE ON inspections_checklist
        FOR EACH ROW EXECUTE FUNCTION inspections_checklist_keeps();
"""
_NO_WORD = """
    DROP TRIGGER keeps_its_word ON inspections_checklist;
    DROP FUNCTION inspections_checklist_keeps();
    DROP POLICY own_name ON inspections_checklist;
    GRANT UPDATE ON inspections_checklist TO onderdak_app;
"""


class Migration(migrations.Migration):
    """A municipality's own checklists."""

    dependencies = [
        ("inspections", "0002_operations"),
        ("identity", "0008_mayor"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Checklist",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("full", "full"),
                            ("simple", "simple"),
                            ("park", "park"),
                            ("address_check", "address_check"),
                        ],
                        max_length=13,
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("body", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("why", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_use", "in_use"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("used_by_id", models.BigIntegerField(null=True)),
                ("used_from", models.DateField(null=True)),
                ("withdrawn_by_id", models.BigIntegerField(null=True)),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, default="", max_length=1000),
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
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "-id"], name="inspections_checklist_new"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "version"),
                        name="inspections_checklist_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_use")),
                        fields=("municipality", "kind"),
                        name="inspections_checklist_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_by_id__isnull", True),
                            models.Q(
                                ("used_by_id", models.F("made_by_id")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="inspections_checklist_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_use"), _negated=True),
                            models.Q(
                                ("used_by_id__isnull", False),
                                ("used_from__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inspections_checklist_used",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(
                                ("withdrawn_by_id__isnull", False),
                                ("withdrawn_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inspections_checklist_gone",
                    ),
                ],
            },
        ),
        isolate("inspections_checklist", municipality="municipality_id"),
        never_removed("inspections_checklist"),
        migrations.RunSQL(_WORD, _NO_WORD),
    ]
