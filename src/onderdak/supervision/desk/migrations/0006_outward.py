"""Partners' systems, reminders of the waste pass, narrower doors without account."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# What is written here must not change its meaning later: no live models.
_TOWN = "municipality_id = ANY ((SELECT scope_municipalities())::text[])"
_CODE = (
    "(SELECT decode(nullif(current_setting('onderdak.presented', true), ''), 'hex'))"
)
_TOKEN = (
    "identity_accesstoken t WHERE t.secret_hash ="  # noqa: S105 - a query
    " nullif(current_setting('onderdak.token', true), '')"
    " AND t.revoked_at IS NULL AND t.expires_at > now()"
)
# The partner whose system shows its token, and in which municipality.
_PARTNER = f"(SELECT t.partner_id FROM {_TOKEN})"  # noqa: S608 - no input in it
_PARTNERS_TOWN = f"(SELECT t.municipality_id FROM {_TOKEN})"  # noqa: S608 - the same
_MAY_WRITE = f"(SELECT 'reports:write' = ANY (t.scopes) FROM {_TOKEN})"  # noqa: S608 - the same
_OF_PARTNER = f"partner_id = {_PARTNER} AND municipality_id = {_PARTNERS_TOWN}"

# A partner's system sees what that partner handed in, and hands in more of it.
_SYSTEMS = f"""
    CREATE POLICY seen_by_partner ON desk_report FOR SELECT USING ({_OF_PARTNER});
    CREATE POLICY handed_in ON desk_report FOR INSERT WITH CHECK (
        {_OF_PARTNER} AND {_MAY_WRITE}
        AND (partner_kind, partner_name) IN (
            SELECT k.kind, k.name FROM desk_knownpartner k
            WHERE k.organisation_id = partner_id
              AND k.municipality_id = desk_report.municipality_id)
        AND channel = 'api' AND state = 'received' AND code_hash IS NULL
        AND owner_id IS NULL AND team = '' AND merged_into_id IS NULL
        AND outcome = '' AND NOT dossier);
    CREATE POLICY step_of_partner ON desk_reportstep
        USING (what = 'receive' AND report_id IN
            (SELECT r.id FROM desk_report r WHERE r.partner_id = {_PARTNER}))
        WITH CHECK (what = 'receive' AND by_id IS NULL AND report_id IN
            (SELECT r.id FROM desk_report r WHERE r.partner_id = {_PARTNER}));
    ALTER TABLE desk_knownpartner ADD CONSTRAINT desk_knownpartner_of_town
        UNIQUE (organisation_id, municipality_id);
    ALTER TABLE desk_report ADD CONSTRAINT desk_report_partner
        FOREIGN KEY (partner_id, municipality_id)
        REFERENCES desk_knownpartner (organisation_id, municipality_id);
    GRANT UPDATE (partner_id) ON desk_report TO onderdak_app;
"""  # noqa: S608 - no input in it
_NO_SYSTEMS = """
    ALTER TABLE desk_report DROP CONSTRAINT desk_report_partner;
    ALTER TABLE desk_knownpartner DROP CONSTRAINT desk_knownpartner_of_town;
    DROP POLICY step_of_partner ON desk_reportstep;
    DROP POLICY handed_in ON desk_report;
    DROP POLICY seen_by_partner ON desk_report;
"""

# By code one hands a report in as it begins, and later changes no more than how far it
# is: nobody decides, routes or closes by code. The history is read as far as the
# reporter made it; how to reach the reporter, and photos, are written and not read.
_PUBLIC = f"""
    CREATE POLICY begins_as_new ON desk_report AS RESTRICTIVE FOR INSERT
        WITH CHECK ({_TOWN} OR ({_OF_PARTNER}) OR (
            channel = 'public' AND state = 'received' AND partner_id IS NULL
            AND partner_kind = '' AND partner_name = '' AND partner_reference = ''
            AND owner_id IS NULL AND team = '' AND merged_into_id IS NULL
            AND outcome = '' AND NOT dossier AND reopened_count = 0
            AND EXISTS (SELECT FROM identity_roomswitch s
                        WHERE s.municipality_id = desk_report.municipality_id
                          AND s.room = 'desk')));
    CREATE FUNCTION desk_by_code_only() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        may_change CONSTANT text[] := '{{state,due_on,reopened_count,answered_at,'
            'closed_at,outcome,outcome_reason,result_until,sanction_final_on}}';
    BEGIN
        IF NEW.municipality_id = ANY (scope_municipalities()) THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
           OR (NEW.state <> OLD.state AND NEW.state NOT IN ('in_hand', 'reopened'))
           OR NEW.outcome NOT IN ('', OLD.outcome)
           OR NEW.reopened_count < OLD.reopened_count THEN
            RAISE EXCEPTION 'nobody decides by code'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER desk_by_code_only BEFORE UPDATE ON desk_report
        FOR EACH ROW EXECUTE FUNCTION desk_by_code_only();
    CREATE POLICY own_steps ON desk_reportstep AS RESTRICTIVE FOR SELECT
        USING ({_TOWN} OR (by_id IS NULL AND reason = ''));
    CREATE POLICY contact_inside ON desk_contact AS RESTRICTIVE FOR SELECT
        USING ({_TOWN});
    CREATE POLICY photos_stay ON desk_reportphoto AS RESTRICTIVE FOR UPDATE
        USING ({_TOWN});
    REVOKE UPDATE, DELETE, TRUNCATE ON desk_contact FROM onderdak_app;
"""  # noqa: S608 - no input in it
_NOT_PUBLIC = """
    GRANT UPDATE, DELETE ON desk_contact TO onderdak_app;
    DROP POLICY photos_stay ON desk_reportphoto;
    DROP POLICY contact_inside ON desk_contact;
    DROP POLICY own_steps ON desk_reportstep;
    DROP TRIGGER desk_by_code_only ON desk_report;
    DROP FUNCTION desk_by_code_only();
    DROP POLICY begins_as_new ON desk_report;
"""

# One decision is good for one message: with that partner, of that report, those fields.
_DECIDED = """
    CREATE UNIQUE INDEX desk_forward_decided_once ON desk_forward (sharing_id);
    CREATE POLICY decided_so ON desk_forward AS RESTRICTIVE FOR INSERT
        WITH CHECK (EXISTS (
            SELECT FROM privacy_sharingrecord s
            JOIN desk_report r ON r.id = desk_forward.report_id
            WHERE s.id = sharing_id AND s.room = 'desk'
              AND s.partner = desk_forward.partner
              AND s.object = 'report ' || r.number
              AND NOT EXISTS (
                  SELECT FROM jsonb_object_keys(desk_forward.shared) AS key
                  WHERE key <> ALL (s.fields))));
    GRANT UPDATE (lapsed_at, taken_up_at) ON desk_forward TO onderdak_app;
"""
_NOT_DECIDED = """
    DROP POLICY decided_so ON desk_forward;
    DROP INDEX desk_forward_decided_once;
"""

# The definer functions take what they are for, and leave the settings as they were.
_NUMBER = """
    CREATE OR REPLACE FUNCTION desk_next_number(town text, in_year int) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        given int;
    BEGIN
        PERFORM set_config('onderdak.municipalities', ARRAY[town]::text, true);
        INSERT INTO desk_numbergiven AS n (municipality_id, year, last)
        VALUES (town, in_year, 1)
        ON CONFLICT (municipality_id, year) DO UPDATE SET last = n.last + 1
        RETURNING n.last INTO given;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
        RETURN in_year || '-' || lpad(given::text, greatest(5, length(given::text)),
                                      '0');
    END $$;
    REVOKE EXECUTE ON FUNCTION desk_next_number(text, int) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION desk_next_number(text, int) TO onderdak_app;
"""
_EVENT = """
    CREATE OR REPLACE FUNCTION {name}(shown text, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        towns text := current_setting('onderdak.municipalities', true);
        before text := current_setting('onderdak.presented', true);
        one record;
    BEGIN
        IF what NOT IN ({actions}) THEN
            RAISE EXCEPTION 'not done without an account: %', what
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        PERFORM set_config('onderdak.presented', shown, true);
        SELECT id, municipality_id INTO one FROM {table}
        WHERE {column} = decode(shown, 'hex');
        PERFORM set_config('onderdak.presented', coalesce(before, ''), true);
        IF one.id IS NULL THEN
            RETURN;
        END IF;
        PERFORM set_config('onderdak.municipalities',
                           ARRAY[one.municipality_id]::text, true);
        INSERT INTO identity_auditevent (at, actor_id, action, object, municipality,
                                         provider_id, detail)
        VALUES (clock_timestamp(), NULL, what, '{object} ' || one.id,
                one.municipality_id, NULL, '{{}}');
        PERFORM set_config('onderdak.municipalities', coalesce(towns, '{{}}'), true);
    END $$;
    REVOKE EXECUTE ON FUNCTION {name}(text, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION {name}(text, text) TO onderdak_app;
"""
_BY_CODE = _EVENT.format(
    name="desk_event",
    table="desk_report",
    column="code_hash",
    object="report",
    actions="'desk.report_in_public', 'desk.reporter_answered', 'desk.report_reopened'",
)
_BY_LINK = _EVENT.format(
    name="desk_forward_event",
    table="desk_forward",
    column="secret_hash",
    object="forward",
    actions="'desk.partner_read', 'desk.partner_answered'",
)

# A reminder belongs to its report, of the same municipality, and goes with it.
_REMINDERS = """
    ALTER TABLE desk_passreminder ADD CONSTRAINT desk_passreminder_report
        FOREIGN KEY (report_id, municipality_id)
        REFERENCES desk_report (id, municipality_id) ON DELETE CASCADE;
"""
_NO_REMINDERS = "ALTER TABLE desk_passreminder DROP CONSTRAINT desk_passreminder_report"


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
    """Partners' systems, waste pass reminders, and narrower doors without account."""

    dependencies = [
        ("desk", "0005_at_the_desk"),
        ("identity", "0007_partner_tokens"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="KnownPartner",
            fields=[
                _number(),
                ("kind", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=80)),
                _town(),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PassReminder",
            fields=[
                _number(),
                (
                    "way",
                    models.CharField(
                        choices=[("letter", "Letter"), ("in_person", "In Person")],
                        max_length=9,
                    ),
                ),
                ("on", models.DateField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                _town(),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="desk.report",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddField(
            model_name="report",
            name="signal",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="forward",
            name="lapsed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="forward",
            name="taken_up_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="knownpartner",
            constraint=models.UniqueConstraint(
                fields=("municipality", "kind", "name"), name="desk_partner_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=~models.Q(("partner_reference", "")),
                fields=(
                    "municipality",
                    "partner_kind",
                    "partner_name",
                    "partner_reference",
                ),
                name="desk_reference_once",
            ),
        ),
        isolate(
            "desk_knownpartner",
            municipality="municipality_id",
            also_read=f"organisation_id = {_PARTNER}",
        ),
        never_removed("desk_knownpartner"),
        isolate("desk_passreminder", municipality="municipality_id"),
        append_only("desk_passreminder"),
        migrations.RunSQL(_REMINDERS, _NO_REMINDERS),
        migrations.RunSQL(_SYSTEMS, _NO_SYSTEMS),
        migrations.RunSQL(_PUBLIC, _NOT_PUBLIC),
        migrations.RunSQL(_DECIDED, _NOT_DECIDED),
        *[
            migrations.RunSQL(made, migrations.RunSQL.noop)
            for made in (_NUMBER, _BY_CODE, _BY_LINK)
        ],
    ]
