"""The way of working, rules of routing, answers to begin with, and destruction."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_GRANTS = """
    GRANT UPDATE (sanction_final_on, result_until) ON desk_report TO onderdak_app;
    REVOKE UPDATE ON desk_routingversion FROM onderdak_app;
    GRANT UPDATE (trial, tried_by_id, tried_at, used_by_id, used_from, used_until)
        ON desk_routingversion TO onderdak_app;
    ALTER TABLE desk_answertemplate ADD CONSTRAINT desk_answer_category
        FOREIGN KEY (category_id, municipality_id)
        REFERENCES desk_category (id, municipality_id);
"""
_NO_GRANTS = """
    ALTER TABLE desk_answertemplate DROP CONSTRAINT desk_answer_category;
    GRANT UPDATE ON desk_routingversion TO onderdak_app;
"""

# A version that was tried or used stays what it is.
_VERSIONS = """
    CREATE FUNCTION desk_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.tried_at IS NOT NULL AND OLD.used_from IS NOT NULL
           AND (NEW.tried_at, NEW.trial, NEW.used_from, NEW.used_by_id)
               IS DISTINCT FROM
               (OLD.tried_at, OLD.trial, OLD.used_from, OLD.used_by_id) THEN
            RAISE EXCEPTION 'a version of routing in use is not changed'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER desk_version_stays BEFORE UPDATE ON desk_routingversion
        FOR EACH ROW EXECUTE FUNCTION desk_version_stays();
"""
_NO_VERSIONS = """
    DROP TRIGGER desk_version_stays ON desk_routingversion;
    DROP FUNCTION desk_version_stays();
"""

# Reports of bad letting go by law and other reports by the term of the municipality:
# two ways to destroy rows of one table, so one of them goes by a name of its own.
_LETTING_VIEW = """
    CREATE VIEW desk_lettingreport WITH (security_invoker = true) AS
        SELECT r.ctid, r.id, r.municipality_id FROM desk_report r
        WHERE r.category_id IN
            (SELECT c.id FROM desk_category c WHERE c.kind = 'bad_letting');
    REVOKE ALL ON desk_lettingreport FROM PUBLIC, onderdak_app;
"""

# From here on reports go past their term only, never by anybody's wish.
_BY_TERM_ONLY = (
    "REVOKE EXECUTE ON FUNCTION desk_destroy_report(bigint) FROM PUBLIC, onderdak_app"
)
_BY_WISH = "GRANT EXECUTE ON FUNCTION desk_destroy_report(bigint) TO PUBLIC"

_DAY = "({column} AT TIME ZONE 'Europe/Amsterdam')::date"
_CLOSED, _RECEIVED = (
    _DAY.format(column=column) for column in ("r.closed_at", "r.received_at")
)
# Besluit goed verhuurderschap art. 2; `domain/keeping.py` says the same, and a test
# keeps the two alike. 48 months: the longest that a dossier is kept after the report.
_LETTING = f"""
    SELECT r.ctid, r.id::text, {_RECEIVED}
    FROM desk_report r JOIN desk_category c ON c.id = r.category_id
    WHERE r.municipality_id = town AND c.kind = 'bad_letting' AND (
        ({_RECEIVED} + make_interval(months => 48))::date <= on_day
        OR (r.state = 'closed'
            AND (r.result_until IS NULL OR r.result_until < on_day)
            AND CASE
                WHEN r.outcome = 'unfounded' THEN {_CLOSED} <= on_day
                WHEN r.outcome = 'sanction'
                    THEN coalesce(r.sanction_final_on <= on_day, false)
                ELSE NOT r.dossier AND {_CLOSED} <= on_day
            END))
"""  # noqa: S608 - names from this file
_OTHER = f"""
    SELECT r.ctid, r.id::text, {_RECEIVED}
    FROM desk_report r JOIN desk_category c ON c.id = r.category_id
    WHERE r.municipality_id = town AND c.kind <> 'bad_letting' AND r.state = 'closed'
      AND ({_CLOSED} + make_interval(months => months))::date <= on_day
"""  # noqa: S608 - names from this file


class Migration(migrations.Migration):
    """The way of working, rules of routing, answers to begin with, and destruction."""

    dependencies = [
        ("desk", "0001_reports"),
        ("identity", "0006_desk_roles"),
        ("privacy", "0005_sharing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="report",
            name="result_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="sanction_final_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="AnswerTemplate",
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
                ("title", models.CharField(max_length=80)),
                ("texts", models.JSONField(default=dict)),
                ("active", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="desk.category",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)),
                        fields=("municipality", "title"),
                        name="desk_answer_title",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskSetting",
            fields=[
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="identity.municipality",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("simple", "Simple"), ("full", "Full")],
                        default="full",
                        max_length=6,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mode", "simple"), _negated=True),
                            ("owner__isnull", False),
                            _connector="OR",
                        ),
                        name="desk_simple_has_owner",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingVersion",
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
                ("number", models.PositiveIntegerField()),
                ("rules", models.JSONField(default=list)),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("trial", models.JSONField(null=True)),
                ("tried_by_id", models.BigIntegerField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("used_by_id", models.BigIntegerField(null=True)),
                ("used_from", models.DateTimeField(null=True)),
                ("used_until", models.DateTimeField(null=True)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "number"), name="desk_routing_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("used_from__isnull", False), ("used_until__isnull", True)
                        ),
                        fields=("municipality",),
                        name="desk_one_routing_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_from__isnull", True),
                            models.Q(
                                ("trial__isnull", False), ("tried_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="desk_tried_before_use",
                    ),
                ],
            },
        ),
        *[
            isolate(table, municipality="municipality_id")
            for table in (
                *("desk_answertemplate", "desk_desksetting"),
                "desk_routingversion",
            )
        ],
        never_removed("desk_routingversion"),
        migrations.RunSQL(_GRANTS, _NO_GRANTS),
        migrations.RunSQL(_VERSIONS, _NO_VERSIONS),
        migrations.RunSQL(_LETTING_VIEW, "DROP VIEW desk_lettingreport"),
        migrations.RunSQL(_BY_TERM_ONLY, _BY_WISH),
        destroyable(
            "desk_lettingreport",
            room="desk",
            past=_LETTING,
            fixed="Besluit goed verhuurderschap art. 2",
        ),
        destroyable("desk_report", room="desk", past=_OTHER),
    ]
