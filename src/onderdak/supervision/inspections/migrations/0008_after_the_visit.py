"""What happens to a visit's papers and repairs after it.

The report of an entry is of one dwelling; a re-inspection is planned once at a time and
mends what it finds mended; the key of a closed box goes.
"""

from django.db import migrations, models
from django.db.models import Q

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"
_AROUND = """
    DO $$
    DECLARE
        around text := coalesce(current_setting('onderdak.scope', true), '');
        towns text := coalesce(current_setting('onderdak.municipalities', true), '');
    BEGIN
        PERFORM set_config('onderdak.scope', 'set', true);
        PERFORM set_config('onderdak.municipalities', (
            SELECT array_agg(code)::text FROM identity_municipality), true);
        {does}
        PERFORM set_config('onderdak.municipalities', towns, true);
        PERFORM set_config('onderdak.scope', around, true);
    END $$;
"""
# One report was made for a whole warrant: it was that of the dwelling itself. The
# residents of the others had no copy, and now that stands there.
_OPEN_LOCK = "ALTER TABLE inspections_visitreport DISABLE TRIGGER stays"
FILL = _AROUND.format(
    does="""
        UPDATE inspections_visitreport AS report
        SET dwelling_id = dwelling.id
        FROM inspections_warrantdwelling AS dwelling
        WHERE report.kind = 'entry'
            AND report.dwelling_id IS NULL
            AND dwelling.warrant_id = report.warrant_id
            AND dwelling.place = 0;
"""
)
_SHUT_LOCK = "ALTER TABLE inspections_visitreport ENABLE TRIGGER stays"
# Of two that were open at a time the one stays on which somebody went, else the first.
ONE_AGAIN = _AROUND.format(
    does="""
        WITH called_off AS (
            UPDATE inspections_visit AS twice
            SET state = 'cancelled', cancelled_at = now(),
                cancelled_because = 'Er was al een herinspectie van dit bezoek.'
            WHERE twice.kind = 'reinspection' AND twice.state = 'planned'
                AND EXISTS (
                    SELECT 1 FROM inspections_visit AS stays
                    WHERE stays.earlier_id = twice.earlier_id
                        AND stays.kind = 'reinspection'
                        AND (stays.state = 'under_way'
                            OR stays.state = 'planned' AND stays.id < twice.id))
            RETURNING id, municipality_id
        )
        INSERT INTO inspections_visitstep
            (municipality_id, visit_id, what, from_state, to_state, at, reason)
        SELECT municipality_id, id, 'cancel', 'planned', 'cancelled', now(),
            'Er was al een herinspectie van dit bezoek.'
        FROM called_off;
        UPDATE inspections_visit AS twice
        SET earlier_id = NULL
        WHERE twice.kind = 'reinspection' AND twice.state = 'under_way'
            AND EXISTS (
                SELECT 1 FROM inspections_visit AS stays
                WHERE stays.earlier_id = twice.earlier_id
                    AND stays.kind = 'reinspection' AND stays.state = 'under_way'
                    AND stays.id < twice.id);
"""
)
_OF_DWELLING = """
    ALTER TABLE inspections_warrantdwelling
        ADD CONSTRAINT inspections_dwelling_of_warrant
        UNIQUE (id, warrant_id, municipality_id);
    ALTER TABLE inspections_visitreport ADD CONSTRAINT inspections_report_dwelling
        FOREIGN KEY (dwelling_id, warrant_id, municipality_id)
        REFERENCES inspections_warrantdwelling (id, warrant_id, municipality_id)
        ON DELETE CASCADE;
"""
_OF_NO_DWELLING = """
    ALTER TABLE inspections_visitreport DROP CONSTRAINT inspections_report_dwelling;
    ALTER TABLE inspections_warrantdwelling
        DROP CONSTRAINT inspections_dwelling_of_warrant;
"""
# The key of a box stays as it was made, until it goes.
_KEY_GOES = """
    GRANT UPDATE (sealed, row_key, wiped_at) ON inspections_registrybox
        TO onderdak_app;
    CREATE FUNCTION inspections_box_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.wiped_at IS NOT NULL OR (
            (NEW.sealed, NEW.row_key) IS DISTINCT FROM (OLD.sealed, OLD.row_key)
            AND (NEW.sealed, NEW.row_key) <> (''::bytea, ''::bytea)) THEN
            RAISE EXCEPTION 'the key of a box stays as it was made, or goes'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER stays BEFORE UPDATE ON inspections_registrybox
        FOR EACH ROW EXECUTE FUNCTION inspections_box_stays();
"""
_KEY_STAYS = """
    DROP TRIGGER stays ON inspections_registrybox;
    DROP FUNCTION inspections_box_stays();
    REVOKE UPDATE (sealed, row_key, wiped_at) ON inspections_registrybox
        FROM onderdak_app;
"""


class Migration(migrations.Migration):
    """An entry per dwelling, one re-inspection at a time, and a key that goes."""

    dependencies = [("inspections", "0007_registry_box")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="visitreport",
            name="dwelling_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunSQL(_OPEN_LOCK, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(_SHUT_LOCK, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="visitreport",
            constraint=models.CheckConstraint(
                condition=Q(warrant_id__isnull=True, dwelling_id__isnull=True)
                | Q(warrant_id__isnull=False, dwelling_id__isnull=False),
                name="inspections_report_of_dwelling",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitreport",
            constraint=models.UniqueConstraint(
                fields=("dwelling_id",),
                condition=Q(replaced_at__isnull=True),
                name="inspections_report_one_each",
            ),
        ),
        migrations.RunSQL(_OF_DWELLING, _OF_NO_DWELLING),
        migrations.RunSQL(ONE_AGAIN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("earlier",),
                condition=Q(kind="reinspection", state__in=["planned", "under_way"]),
                name="inspections_again_once",
            ),
        ),
        migrations.AddField(
            model_name="repairjudgement",
            name="seen_number",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.AddField(
            model_name="repairjudgement",
            name="finding_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="repairjudgement",
            name="sentence",
            field=models.JSONField(null=True),
        ),
        migrations.AddConstraint(
            model_name="repairjudgement",
            constraint=models.CheckConstraint(
                condition=Q(
                    seen_number="", finding_id__isnull=True, sentence__isnull=True
                )
                | Q(
                    ~Q(seen_number=""),
                    Q(finding_id__isnull=False, sentence__isnull=False),
                ),
                name="inspections_judged_as_seen",
            ),
        ),
        migrations.AddField(
            model_name="registrybox",
            name="wiped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="registrybox",
            constraint=models.CheckConstraint(
                condition=Q(~Q(sealed=b""), ~Q(row_key=b""), Q(wiped_at__isnull=True))
                | Q(
                    sealed=b"",
                    row_key=b"",
                    wiped_at__isnull=False,
                    closed_at__isnull=False,
                ),
                name="inspections_box_key_gone",
            ),
        ),
        migrations.RunSQL(_KEY_GOES, _KEY_STAYS),
    ]
