"""What a service that goes along can read of one visit, and what it answers."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# A partner has no account. The keyed hash of the secret in its link opens the one row
# it belongs to, as long as that was not taken back and has not expired.
_SHOWN = (
    "secret_hash = (SELECT decode("
    "nullif(current_setting('onderdak.presented', true), ''), 'hex'))"
    " AND revoked_at IS NULL AND expires_on > privacy_today()"
)
_KEYS = """
    ALTER TABLE inspections_partnerlink
        ADD CONSTRAINT inspections_link_visit FOREIGN KEY (visit_id, municipality_id)
            REFERENCES inspections_visit (id, municipality_id) ON DELETE CASCADE,
        ADD CONSTRAINT inspections_link_companion
            FOREIGN KEY (companion_id, municipality_id)
            REFERENCES inspections_companion (id, municipality_id) ON DELETE CASCADE,
        ADD CONSTRAINT inspections_link_sharing FOREIGN KEY (sharing_id)
            REFERENCES privacy_sharingrecord (id) ON DELETE SET NULL;

    -- No link without a decision of the same municipality; none outlives it.
    CREATE POLICY decided_first ON inspections_partnerlink AS RESTRICTIVE FOR INSERT
        WITH CHECK (by_id = (SELECT scope_actor()) AND EXISTS (
            SELECT FROM privacy_sharingrecord s
            WHERE s.id = sharing_id
              AND s.municipality_id = inspections_partnerlink.municipality_id
              AND s.expires_on = inspections_partnerlink.expires_on));
    REVOKE UPDATE ON inspections_partnerlink FROM onderdak_app;
    GRANT UPDATE (secret_hash, shared, cancelled, seen_at, coming, said, said_at,
        revoked_at) ON inspections_partnerlink TO onderdak_app;

    -- By a link somebody says whether they come, and changes nothing else.
    CREATE FUNCTION inspections_partner_says() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.municipality_id <> ALL (scope_municipalities()::text[]) AND
           (NEW.secret_hash, NEW.shared, NEW.cancelled, NEW.revoked_at)
           IS DISTINCT FROM
           (OLD.secret_hash, OLD.shared, OLD.cancelled, OLD.revoked_at) THEN
            RAISE EXCEPTION 'by a link one answers, and changes nothing else'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER partner_says BEFORE UPDATE ON inspections_partnerlink
        FOR EACH ROW EXECUTE FUNCTION inspections_partner_says();
"""
_NO_KEYS = """
    DROP TRIGGER partner_says ON inspections_partnerlink;
    DROP FUNCTION inspections_partner_says();
    GRANT UPDATE ON inspections_partnerlink TO onderdak_app;
    DROP POLICY decided_first ON inspections_partnerlink;
"""

# The trail of what a partner does, for the link that is shown only.
_EVENT = """
    CREATE FUNCTION inspections_link_event(shown text, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        one record;
    BEGIN
        PERFORM set_config('onderdak.presented', shown, true);
        SELECT id, municipality_id INTO one FROM inspections_partnerlink
        WHERE secret_hash = decode(shown, 'hex');
        IF one.id IS NULL THEN
            RETURN;
        END IF;
        PERFORM set_config('onderdak.municipalities',
                           '{' || one.municipality_id || '}', true);
        INSERT INTO identity_auditevent (at, actor_id, action, object, municipality,
                                         provider_id, detail)
        VALUES (clock_timestamp(), NULL, what, 'visit link ' || one.id,
                one.municipality_id, NULL, '{}');
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
    END $$;
"""

# A visit goes with all that belongs to it, counted from the last thing that happened to
# it. One that is still looked at again waits for that visit.
_PAST = """
    SELECT v.ctid, v.number, d.day
    FROM inspections_visit v
    CROSS JOIN LATERAL (SELECT greatest(v.day, (greatest(
        v.planned_at, v.begun_at, v.closed_at, v.reported_at, v.cancelled_at
        ) AT TIME ZONE 'Europe/Amsterdam')::date) AS day) d
    WHERE v.municipality_id = town
      AND (d.day + make_interval(months => months))::date <= on_day
      AND NOT EXISTS (SELECT FROM inspections_visit l
          WHERE l.earlier_id = v.id AND l.municipality_id = town
            AND l.state NOT IN ('reported', 'cancelled'))
"""


class Migration(migrations.Migration):
    """What a service that goes along can read of one visit, and what it answers."""

    dependencies = [
        ("inspections", "0004_reports"),
        ("privacy", "0006_ground_since"),
    ]
    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PartnerLink",
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
                ("shared", models.JSONField()),
                ("cancelled", models.BooleanField(default=False)),
                ("secret_hash", models.BinaryField(unique=True)),
                ("expires_on", models.DateField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("coming", models.BooleanField(null=True)),
                (
                    "said",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                ("said_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "companion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="inspections.companion",
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
                (
                    "sharing",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="privacy.sharingrecord",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["visit", "-id"], name="inspections_link_newest"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("coming__isnull", True), ("said_at__isnull", True)
                            ),
                            models.Q(
                                ("coming__isnull", False), ("said_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="inspections_link_said",
                    )
                ],
            },
        ),
        migrations.RunSQL(_KEYS, _NO_KEYS),
        isolate("inspections_partnerlink", municipality="municipality_id", also=_SHOWN),
        never_removed("inspections_partnerlink"),
        migrations.RunSQL(_EVENT, "DROP FUNCTION inspections_link_event(text, text)"),
        destroyable("inspections_visit", room="inspections", past=_PAST),
    ]
