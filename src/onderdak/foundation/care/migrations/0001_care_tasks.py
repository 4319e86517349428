"""Care tasks, read by their addressee only."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# A task whose addressee no longer works here is for every care worker again.
_FUNCTIONS = """
    CREATE FUNCTION care_worker_of(town text, who bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (SELECT FROM identity_membership m WHERE m.user_id = who
            AND m.municipality_id = town AND m.role = 'care_worker')
    $$;

    CREATE FUNCTION care_mine(town text, addressee bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT town = ANY (scope_municipalities()::text[])
            AND care_worker_of(town, scope_actor())
            AND (addressee IS NULL OR addressee = scope_actor()
                 OR NOT care_worker_of(town, addressee))
    $$;

    -- Whoever hands over can no longer read it afterwards, so this is done here.
    CREATE FUNCTION care_hand_over(
        wanted uuid, to_user bigint, said text, on_moment timestamptz
    ) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        town text;
    BEGIN
        UPDATE care_caretask t SET addressee_id = to_user, worker_id = NULL
        WHERE t.id = wanted AND t.closed_at IS NULL
          AND care_mine(t.municipality_id, t.addressee_id)
          AND (to_user IS NULL OR care_worker_of(t.municipality_id, to_user))
        RETURNING t.municipality_id INTO town;
        IF town IS NULL THEN
            RETURN false;
        END IF;
        INSERT INTO care_carestep (municipality_id, task_id, what, words, by_id, at)
        VALUES (town, wanted, 'handed_over', said, scope_actor(), on_moment);
        RETURN true;
    END $$;

    -- Who opened a task sees that somebody took it up, and nothing more.
    CREATE FUNCTION care_opened(town text)
    RETURNS TABLE (origin text, opened_at timestamptz, taken_up boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT t.origin::text, t.opened_at, t.taken_up_at IS NOT NULL
        FROM care_caretask t
        WHERE t.municipality_id = town AND t.opened_by_id = scope_actor()
          AND town = ANY (scope_municipalities()::text[])
        ORDER BY t.opened_at DESC LIMIT 200
    $$;
"""
_NO_FUNCTIONS = """
    DROP FUNCTION care_opened(text);
    DROP FUNCTION care_hand_over(uuid, bigint, text, timestamptz);
    DROP FUNCTION care_mine(text, bigint);
    DROP FUNCTION care_worker_of(text, bigint);
"""

# For the app alone: what destroys rows past their term acts for nobody.
_GUARDED = """
    ALTER TABLE care_carestep ADD CONSTRAINT care_step_of_task
        FOREIGN KEY (task_id) REFERENCES care_caretask (id) ON DELETE CASCADE;
    CREATE POLICY addressee_reads ON care_caretask AS RESTRICTIVE FOR SELECT
        TO onderdak_app USING (care_mine(municipality_id, addressee_id));
    CREATE POLICY addressee_changes ON care_caretask AS RESTRICTIVE FOR UPDATE
        TO onderdak_app USING (care_mine(municipality_id, addressee_id));
    CREATE POLICY own_name ON care_caretask AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (opened_by_id = (SELECT scope_actor())
            AND (addressee_id IS NULL
                 OR care_worker_of(municipality_id, addressee_id)));
    CREATE POLICY addressee_reads ON care_carestep AS RESTRICTIVE FOR SELECT
        TO onderdak_app
        USING (EXISTS (SELECT FROM care_caretask t WHERE t.id = task_id));
    CREATE POLICY own_name ON care_carestep AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (by_id = (SELECT scope_actor())
            AND EXISTS (SELECT FROM care_caretask t WHERE t.id = task_id));
    REVOKE UPDATE ON care_caretask FROM onderdak_app;
    GRANT UPDATE (worker_id, taken_up_at, closed_at, outcome) ON care_caretask
        TO onderdak_app;
"""
_NOT_GUARDED = """
    GRANT UPDATE ON care_caretask TO onderdak_app;
    DROP POLICY own_name ON care_carestep;
    DROP POLICY addressee_reads ON care_carestep;
    DROP POLICY own_name ON care_caretask;
    DROP POLICY addressee_changes ON care_caretask;
    DROP POLICY addressee_reads ON care_caretask;
"""
# The steps go with their task; one that is open waits for whoever closes it.
_PAST = """
    SELECT t.ctid, t.id::text, (t.closed_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM care_caretask t
    WHERE t.municipality_id = town
      AND ((t.closed_at AT TIME ZONE 'Europe/Amsterdam')::date
          + make_interval(months => months))::date <= on_day
"""


class Migration(migrations.Migration):
    """Care tasks, read by their addressee only."""

    dependencies = [
        ("identity", "0006_desk_roles"),
        ("privacy", "0005_sharing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="CareTask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("child", "child"), ("person", "person")], max_length=6
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("origin", models.CharField(blank=True, max_length=60)),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("looked_after", "looked_after"),
                            ("referred", "referred"),
                            ("not_needed", "not_needed"),
                            ("not_found", "not_found"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareStep",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("taken_up", "taken_up"),
                            ("noted", "noted"),
                            ("handed_over", "handed_over"),
                            ("closed", "closed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "task",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="care.caretask",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="caretask",
            index=models.Index(
                fields=["municipality", "due_on", "id"], name="care_task_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="caretask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(
                        models.Q(("closed_at__isnull", False)),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="care_closed_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="caretask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("worker__isnull", True),
                    ("taken_up_at__isnull", False),
                    _connector="OR",
                ),
                name="care_worker_took_up",
            ),
        ),
        migrations.RunSQL(_FUNCTIONS, _NO_FUNCTIONS),
        isolate("care_caretask", municipality="municipality_id"),
        isolate("care_carestep", municipality="municipality_id"),
        migrations.RunSQL(_GUARDED, _NOT_GUARDED),
        never_removed("care_caretask"),
        append_only("care_carestep"),
        destroyable("care_caretask", room="care", past=_PAST),
    ]
