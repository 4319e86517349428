"""What chain partners were given of a report, and what they answered."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# A partner has no account. The keyed hash of the secret in its link opens the one
# message it belongs to, as long as that was not taken back and has not expired.
_SHOWN = (
    "secret_hash = (SELECT decode("
    "nullif(current_setting('onderdak.presented', true), ''), 'hex'))"
    " AND revoked_at IS NULL AND expires_on > privacy_today()"
)
_KEYS = """
    ALTER TABLE desk_forward
        ADD CONSTRAINT desk_forward_report FOREIGN KEY (report_id, municipality_id)
            REFERENCES desk_report (id, municipality_id) ON DELETE CASCADE,
        ADD CONSTRAINT desk_forward_sharing FOREIGN KEY (sharing_id)
            REFERENCES privacy_sharingrecord (id) ON DELETE SET NULL;

    -- No message without a decision of the same municipality; none outlives it.
    CREATE POLICY decided_first ON desk_forward AS RESTRICTIVE FOR INSERT
        WITH CHECK (by_id = (SELECT scope_actor()) AND EXISTS (
            SELECT FROM privacy_sharingrecord s
            WHERE s.id = sharing_id AND s.municipality_id = desk_forward.municipality_id
              AND s.expires_on = desk_forward.expires_on));
    -- What was shared stays as it was built.
    REVOKE UPDATE ON desk_forward FROM onderdak_app;
    GRANT UPDATE (secret_hash, seen_at, answer, answered_at, arrived_at, revoked_at)
        ON desk_forward TO onderdak_app;
"""
_NO_KEYS = """
    GRANT UPDATE ON desk_forward TO onderdak_app;
    DROP POLICY decided_first ON desk_forward;
"""

# The trail of what a partner does, for the message that is shown only.
_EVENT = """
    CREATE FUNCTION desk_forward_event(shown text, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        one record;
    BEGIN
        PERFORM set_config('onderdak.presented', shown, true);
        SELECT id, municipality_id INTO one FROM desk_forward
        WHERE secret_hash = decode(shown, 'hex');
        IF one.id IS NULL THEN
            RETURN;
        END IF;
        PERFORM set_config('onderdak.municipalities',
                           '{' || one.municipality_id || '}', true);
        INSERT INTO identity_auditevent (at, actor_id, action, object, municipality,
                                         provider_id, detail)
        VALUES (clock_timestamp(), NULL, what, 'forward ' || one.id,
                one.municipality_id, NULL, '{}');
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
    END $$;
"""


class Migration(migrations.Migration):
    """What chain partners were given of a report."""

    dependencies = [
        ("desk", "0002_handling"),
        ("privacy", "0005_sharing"),
        ("identity", "0006_desk_roles"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Forward",
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
                ("partner", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("shared", models.JSONField()),
                ("secret_hash", models.BinaryField(unique=True)),
                ("expires_on", models.DateField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="desk.report",
                    ),
                ),
                (
                    "sharing",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="privacy.sharingrecord",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["report", "-id"], name="desk_forward_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                models.Q(("answered_at__isnull", False)),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="desk_forward_answered",
                    )
                ],
            },
        ),
        migrations.RunSQL(_KEYS, _NO_KEYS),
        isolate("desk_forward", municipality="municipality_id", also=_SHOWN),
        never_removed("desk_forward"),
        migrations.RunSQL(_EVENT, "DROP FUNCTION desk_forward_event(text, text)"),
    ]
