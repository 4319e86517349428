"""Reports, what was said to and by their reporters, and photos."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# Who reports has no account. The keyed hash of the code that somebody shows opens the
# one report it belongs to, in whatever scope; all other tables stay closed. A report is
# written under the hash of its own new code.
_SHOWN = (
    "(SELECT decode(nullif(current_setting('onderdak.presented', true), ''), 'hex'))"
)
_OWN = f"code_hash = {_SHOWN}"
_OF_OWN = f"report_id = (SELECT r.id FROM desk_report r WHERE r.{_OWN})"  # noqa: S608 - no input in it
_CHILDREN = ("desk_contact", "desk_message", "desk_reportstep", "desk_reportphoto")

# What belongs to a report is of the same municipality, and goes with it.
_KEYS = """
    ALTER TABLE desk_category ADD CONSTRAINT desk_category_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE desk_report ADD CONSTRAINT desk_report_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE desk_report
        ADD CONSTRAINT desk_report_category FOREIGN KEY (category_id, municipality_id)
            REFERENCES desk_category (id, municipality_id),
        ADD CONSTRAINT desk_report_merged FOREIGN KEY (merged_into_id, municipality_id)
            REFERENCES desk_report (id, municipality_id)
            ON DELETE SET NULL (merged_into_id);
""" + "".join(
    f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_{column}
        FOREIGN KEY ({column}_id, municipality_id)
        REFERENCES desk_report (id, municipality_id) ON DELETE CASCADE;
    """
    for table, column in (
        *((table, "report") for table in (*_CHILDREN, "desk_reportlink")),
        ("desk_reportlink", "other"),
    )
)

# By code one gives an answer in nobody's name, and asks or decides nothing.
_BY_CODE = """
    CREATE POLICY reporter_answers ON desk_message AS RESTRICTIVE FOR INSERT
        WITH CHECK (municipality_id = ANY ((SELECT scope_municipalities())::text[])
            OR (kind = 'answer' AND by_id IS NULL));
    CREATE POLICY notes_stay_inside ON desk_message AS RESTRICTIVE FOR SELECT
        USING (kind <> 'note'
            OR municipality_id = ANY ((SELECT scope_municipalities())::text[]));
    CREATE POLICY reporter_steps ON desk_reportstep AS RESTRICTIVE FOR INSERT
        WITH CHECK (municipality_id = ANY ((SELECT scope_municipalities())::text[])
            OR by_id IS NULL);
"""
_NOT_BY_CODE = """
    DROP POLICY reporter_steps ON desk_reportstep;
    DROP POLICY notes_stay_inside ON desk_message;
    DROP POLICY reporter_answers ON desk_message;
"""

# What is said stays said, and what was reported stays as it was written.
_KEPT = """
    REVOKE UPDATE ON desk_message, desk_reportphoto, desk_report FROM onderdak_app;
    GRANT UPDATE (read_at) ON desk_message TO onderdak_app;
    GRANT UPDATE (image, thumbnail, removed_at) ON desk_reportphoto TO onderdak_app;
    GRANT UPDATE (category_id, address_id, place_text, neighbourhood_id, danger, state,
        priority, due_on, owner_id, team, partner_id, partner_name, partner_reference,
        merged_into_id, answered_at, closed_at, outcome, outcome_reason,
        reopened_count, dossier) ON desk_report TO onderdak_app;
"""
_NOT_KEPT = (
    "GRANT UPDATE ON desk_message, desk_reportphoto, desk_report TO onderdak_app"
)

_NUMBER = """
    CREATE FUNCTION desk_next_number(town text, in_year int) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        given int;
    BEGIN
        PERFORM set_config('onderdak.municipalities', '{' || town || '}', true);
        INSERT INTO desk_numbergiven AS n (municipality_id, year, last)
        VALUES (town, in_year, 1)
        ON CONFLICT (municipality_id, year) DO UPDATE SET last = n.last + 1
        RETURNING n.last INTO given;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
        RETURN in_year || '-' || lpad(given::text, greatest(5, length(given::text)),
                                      '0');
    END $$;
"""

# The trail of what is done without an account, for the report that is shown only.
_EVENT = """
    CREATE FUNCTION desk_event(shown text, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        one record;
    BEGIN
        PERFORM set_config('onderdak.presented', shown, true);
        SELECT id, municipality_id INTO one FROM desk_report
        WHERE code_hash = decode(shown, 'hex');
        IF one.id IS NULL THEN
            RETURN;
        END IF;
        PERFORM set_config('onderdak.municipalities',
                           '{' || one.municipality_id || '}', true);
        INSERT INTO identity_auditevent (at, actor_id, action, object, municipality,
                                         provider_id, detail)
        VALUES (clock_timestamp(), NULL, what, 'report ' || one.id,
                one.municipality_id, NULL, '{}');
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
    END $$;
"""

# A whole report goes at once, with all that belongs to it: only one that is closed,
# and only in the scope of its own municipality.
_DESTROY = """
    CREATE FUNCTION desk_destroy_report(wanted bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        DELETE FROM desk_report
        WHERE id = wanted AND state = 'closed'
          AND municipality_id = ANY (scope_municipalities()::text[]);
        RETURN FOUND;
    END $$;
"""
_FUNCTIONS = (
    (_NUMBER, "DROP FUNCTION desk_next_number(text, int)"),
    (_EVENT, "DROP FUNCTION desk_event(text, text)"),
    (_DESTROY, "DROP FUNCTION desk_destroy_report(bigint)"),
)


class Migration(migrations.Migration):
    """Reports, what was said to and by their reporters, and photos."""

    dependencies = [
        ("identity", "0006_desk_roles"),
        ("places", "0003_proposed"),
        ("care", "0001_care_tasks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Category",
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
                ("key", models.SlugField(db_index=False, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bad_letting", "bad_letting"),
                            ("nuisance", "nuisance"),
                            ("waste", "waste"),
                            ("unsafe", "unsafe"),
                            ("overcrowding", "overcrowding"),
                            ("exploitation", "exploitation"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("names", models.JSONField(default=dict)),
                ("ground", models.CharField(blank=True, max_length=120)),
                ("term_working_days", models.PositiveSmallIntegerField()),
                ("leaves_nothing", models.BooleanField()),
                ("active", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NumberGiven",
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
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
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
                ("number", models.CharField(max_length=10)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("phone", "phone"),
                            ("partner", "partner"),
                            ("page", "page"),
                            ("file", "file"),
                            ("api", "api"),
                        ],
                        max_length=7,
                    ),
                ),
                ("language", models.CharField(default="nl", max_length=5)),
                ("place_text", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(max_length=4000)),
                ("answers", models.JSONField(default=dict)),
                ("danger", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("accepted", "accepted"),
                            ("in_hand", "in_hand"),
                            ("waiting_for_reporter", "waiting_for_reporter"),
                            ("forwarded", "forwarded"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                            ("reopened", "reopened"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("normal", "normal"),
                            ("low", "low"),
                        ],
                        default="normal",
                        max_length=6,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("team", models.CharField(blank=True, max_length=60)),
                ("partner_name", models.CharField(blank=True, max_length=120)),
                ("partner_reference", models.CharField(blank=True, max_length=80)),
                ("code_hash", models.BinaryField(null=True, unique=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=40)),
                ("outcome_reason", models.CharField(blank=True, max_length=1000)),
                ("reopened_count", models.PositiveSmallIntegerField(default=0)),
                ("dossier", models.BooleanField(default=False)),
                (
                    "address",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="desk.category",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="desk.report",
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
                    "neighbourhood",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.area",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
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
                            ("question", "question"),
                            ("answer", "answer"),
                            ("result", "result"),
                            ("note", "note"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                ("language", models.CharField(default="nl", max_length=5)),
                ("by_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
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
            ],
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("sealed", models.BinaryField()),
                ("row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
                ("mail_updates", models.BooleanField(default=False)),
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
            ],
        ),
        migrations.CreateModel(
            name="ReportLink",
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
                            ("duplicate", "Duplicate"),
                            ("same_address", "Same Address"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("merged", "Merged"),
                            ("refused", "Refused"),
                            ("unmerged", "Unmerged"),
                        ],
                        max_length=8,
                    ),
                ),
                ("by_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.report",
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
            ],
        ),
        migrations.CreateModel(
            name="ReportPhoto",
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
                ("image", models.BinaryField()),
                ("thumbnail", models.BinaryField()),
                ("bytes", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
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
            ],
        ),
        migrations.CreateModel(
            name="ReportStep",
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
                ("what", models.CharField(max_length=30)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(blank=True, max_length=20)),
                ("by_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=1000)),
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
            ],
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=("municipality", "key"), name="desk_category_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(("term_working_days__gte", 1)),
                name="desk_term_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("leaves_nothing", True),
                    models.Q(
                        ("kind__in", ["bad_letting", "exploitation", "overcrowding"]),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="desk_watched_leaves_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="numbergiven",
            constraint=models.UniqueConstraint(
                fields=("municipality", "year"), name="desk_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality", "-id"], name="desk_report_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality", "state", "due_on"], name="desk_report_due"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality", "received_at"], name="desk_report_received"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("municipality", "number"), name="desk_report_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="desk_merged_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                fields=("report",), name="desk_contact_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportlink",
            constraint=models.UniqueConstraint(
                fields=("report", "other", "kind"), name="desk_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("report", models.F("other")), _negated=True),
                name="desk_link_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("image", b""),
                        ("removed_at__isnull", False),
                        ("thumbnail", b""),
                    ),
                    models.Q(
                        models.Q(("removed_at__isnull", True)),
                        models.Q(("image", b""), _negated=True),
                        models.Q(("thumbnail", b""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="desk_photo_there_or_wiped",
            ),
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
        isolate("desk_category", municipality="municipality_id", also_read="true"),
        isolate("desk_numbergiven", municipality="municipality_id"),
        isolate("desk_report", municipality="municipality_id", also=_OWN),
        *[
            isolate(table, municipality="municipality_id", also=_OF_OWN)
            for table in _CHILDREN
        ],
        isolate("desk_reportlink", municipality="municipality_id"),
        migrations.RunSQL(_BY_CODE, _NOT_BY_CODE),
        migrations.RunSQL(_KEPT, _NOT_KEPT),
        *[
            never_removed(table)
            for table in ("desk_report", "desk_message", "desk_reportphoto")
        ],
        append_only("desk_reportstep"),
        *[migrations.RunSQL(made, gone) for made, gone in _FUNCTIONS],
    ]
