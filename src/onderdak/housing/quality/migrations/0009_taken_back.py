"""A provider takes back what it asked for: an application for the certificate."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# What was decided cannot be taken back, and on what was taken back nobody decides: who
# comes at the same moment waits for the other, and then sees what it did.
_GUARDED = """
    ALTER TABLE quality_regionalretraction
        ADD CONSTRAINT regional_retraction_of_application
        FOREIGN KEY (application_id, municipality_id, provider_id)
        REFERENCES quality_regionalapplication (id, municipality_id, provider_id);
    CREATE POLICY own_name ON quality_regionalretraction AS RESTRICTIVE FOR INSERT
        WITH CHECK (by_id = (SELECT scope_actor()));
    CREATE FUNCTION quality_check_retraction() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(
            hashtext('quality.regional'), NEW.application_id::int);
        IF TG_TABLE_NAME = 'quality_regionalretraction' THEN
            IF EXISTS (SELECT 1 FROM quality_regionaldecision d
                       WHERE d.application_id = NEW.application_id
                         AND d.outcome <> 'returned') THEN
                RAISE EXCEPTION 'this application was decided'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        ELSIF EXISTS (SELECT 1 FROM quality_regionalretraction r
                      WHERE r.application_id = NEW.application_id) THEN
            RAISE EXCEPTION 'this application was taken back'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER not_decided BEFORE INSERT ON quality_regionalretraction
        FOR EACH ROW EXECUTE FUNCTION quality_check_retraction();
    CREATE TRIGGER not_taken_back BEFORE INSERT ON quality_regionaldecision
        FOR EACH ROW EXECUTE FUNCTION quality_check_retraction();
    CREATE TRIGGER not_taken_back BEFORE INSERT ON quality_regionalassessment
        FOR EACH ROW EXECUTE FUNCTION quality_check_retraction();
"""
_NOT_GUARDED = """
    DROP FUNCTION quality_check_retraction() CASCADE;
    DROP POLICY own_name ON quality_regionalretraction;
    ALTER TABLE quality_regionalretraction
        DROP CONSTRAINT regional_retraction_of_application;
"""
_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """A provider takes its application for the regional certificate back."""

    dependencies = [("quality", "0007_photos")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="RegionalRetraction",
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
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
                (
                    "provider",
                    models.ForeignKey(on_delete=_PROTECT, to="parties.provider"),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=_PROTECT, to="quality.regionalapplication"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("retracted_on", models.DateField()),
                ("retracted_at", models.DateTimeField(auto_now_add=True)),
                ("by_id", models.BigIntegerField()),
            ],
        ),
        isolate(
            "quality_regionalretraction",
            municipality="municipality_id",
            provider="provider_id",
            writers="provider",
        ),
        append_only("quality_regionalretraction"),
        migrations.RunSQL(_GUARDED, _NOT_GUARDED),
    ]
