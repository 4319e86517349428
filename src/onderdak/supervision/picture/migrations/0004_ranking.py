"""Ranking of addresses: points and who approved them, runs, choices and outcomes."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_LOGS = (
    "picture_assessment",
    "picture_pointswitch",
    "picture_rankingsetting",
    "picture_choice",
    "picture_outcome",
)
# How a municipality chooses is public, and which points it ever used.
_PUBLIC = {
    "picture_pointset": "used_from IS NOT NULL",
    "picture_pointswitch": "true",
    "picture_rankingsetting": "true",
}
_TABLES = (*_LOGS, "picture_pointset", "picture_rankingrun", "picture_rankedaddress")

# In which towns somebody supervises and has said so. Which addresses stand first is
# made of all sources that supervision may see, so it is seen for that purpose alone.
_OPEN = """
    CREATE FUNCTION picture_ranking_open() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
        SELECT coalesce(array_agg(DISTINCT m.municipality_id::text), '{}')
        FROM identity_membership m
        WHERE 'supervision' = ANY (string_to_array(
                nullif(current_setting('onderdak.purposes', true), ''), ','))
          AND m.user_id = scope_actor() AND m.role = 'supervisor'
          AND m.municipality_id = ANY (scope_municipalities())
    $$;
"""
_NOT_OPEN = "DROP FUNCTION picture_ranking_open()"
_SEEN = "municipality_id = ANY ((SELECT picture_ranking_open())::text[])"


def _locked(table: str) -> migrations.RunSQL:
    """Beside the municipality: for supervision alone."""
    return migrations.RunSQL(
        f"CREATE POLICY for_a_purpose ON {table} AS RESTRICTIVE TO onderdak_app"
        f" USING ({_SEEN}) WITH CHECK ({_SEEN})",
        f"DROP POLICY for_a_purpose ON {table}",
    )


# Nobody writes in another's name. An assessment is the privacy officer's, never of who
# made the points. A visit that is told of by the software itself writes an outcome for
# nobody: that is written without a purpose, and read for supervision alone.
_LOCKS = f"""
    CREATE POLICY for_a_purpose ON picture_outcome AS RESTRICTIVE FOR SELECT
        TO onderdak_app USING ({_SEEN});
    CREATE POLICY own_name ON picture_choice AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (by_id = (SELECT scope_actor()));
    CREATE POLICY own_name ON picture_pointswitch AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (by_id = (SELECT scope_actor()));
    CREATE POLICY own_name ON picture_rankingsetting AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (by_id = (SELECT scope_actor()));
    CREATE POLICY own_name ON picture_rankingrun AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (by_id = (SELECT scope_actor()));
    CREATE POLICY own_name ON picture_pointset AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (
            made_by_id = (SELECT scope_actor()) AND state = 'draft');
    CREATE POLICY own_name ON picture_assessment AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (
            by_id = (SELECT scope_actor())
            AND EXISTS (SELECT FROM identity_membership m
                WHERE m.user_id = (SELECT scope_actor()) AND m.role = 'privacy_officer'
                  AND m.municipality_id = picture_assessment.municipality_id)
            AND EXISTS (SELECT FROM picture_pointset p
                WHERE p.id = point_set_id AND p.state = 'waiting'
                  AND p.municipality_id = picture_assessment.municipality_id
                  AND p.made_by_id <> by_id));
    REVOKE UPDATE, DELETE, TRUNCATE ON picture_pointset FROM onderdak_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON picture_rankingrun FROM onderdak_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON picture_rankedaddress FROM onderdak_app;
    GRANT UPDATE (body, digest, why, name, version, proposal, state, changed_at,
        approved_on, used_from, used_until) ON picture_pointset TO onderdak_app;
    GRANT UPDATE (state, stop_asked, done, total, problem, counts, ended_at)
        ON picture_rankingrun TO onderdak_app;
"""  # noqa: S608 - a fixed part
_NO_LOCKS = """
    GRANT UPDATE, DELETE ON picture_pointset, picture_rankingrun, picture_rankedaddress
        TO onderdak_app;
    DROP POLICY own_name ON picture_assessment;
    DROP POLICY own_name ON picture_pointset;
    DROP POLICY own_name ON picture_rankingrun;
    DROP POLICY own_name ON picture_rankingsetting;
    DROP POLICY own_name ON picture_pointswitch;
    DROP POLICY own_name ON picture_choice;
    DROP POLICY for_a_purpose ON picture_outcome;
"""

# What was handed in stays as it was read, and only what was approved comes in use.
_WORD = """
    CREATE FUNCTION picture_pointset_keeps() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.state <> 'draft' AND (NEW.body, NEW.digest, NEW.name, NEW.version)
                IS DISTINCT FROM (OLD.body, OLD.digest, OLD.name, OLD.version) THEN
            RAISE EXCEPTION 'point set % was handed in and cannot change', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
                ('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'approved'),
                ('waiting', 'refused'), ('approved', 'in_use'),
                ('draft', 'withdrawn'), ('waiting', 'withdrawn'),
                ('approved', 'withdrawn'), ('in_use', 'withdrawn')) THEN
            RAISE EXCEPTION 'a point set does not go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
                SELECT FROM picture_assessment a
                WHERE a.point_set_id = NEW.id AND a.verdict = 'approved') THEN
            RAISE EXCEPTION 'nobody approved point set %', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER keeps_its_word BEFORE UPDATE ON picture_pointset
        FOR EACH ROW EXECUTE FUNCTION picture_pointset_keeps();
"""
_NO_WORD = """
    DROP TRIGGER keeps_its_word ON picture_pointset;
    DROP FUNCTION picture_pointset_keeps();
"""

# What was first found at an address after a run's day, beside its place in the run: no
# address in it, so that who only checks need not see one. A NULL place had no points.
_EVIDENCE = """
    CREATE FUNCTION picture_ranking_evidence(wanted_run bigint, day_after date)
    RETURNS TABLE (place int, points int, drawn boolean, on_date date, result text,
        chosen_by text, area text, housing text, mark bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT DISTINCT ON (o.address_id) r.place, coalesce(r.points, 0)::int,
               coalesce(r.drawn, false), o.on_date, o.result::text,
               o.chosen_by::text, coalesce(a.neighbourhood_id, '')::text,
               coalesce((SELECT min(lower(use)) FROM places_dwellingobject d,
                    unnest(d.uses) AS use
                    WHERE d.address_id = a.id AND d.gone_on IS NULL), '')::text, o.id
        FROM picture_rankingrun u
        JOIN picture_outcome o ON o.municipality_id = u.municipality_id
            AND o.on_date >= u.on_day AND o.on_date < day_after
            AND o.result IN ('breach', 'in_order')
        JOIN places_address a ON a.id = o.address_id
        LEFT JOIN picture_rankedaddress r
            ON r.run_id = u.id AND r.address_id = o.address_id
        WHERE u.id = wanted_run
          AND u.municipality_id = ANY (scope_municipalities()::text[])
          AND EXISTS (SELECT FROM identity_membership m
            WHERE m.user_id = scope_actor() AND m.municipality_id = u.municipality_id
              AND m.role IN ('supervisor', 'privacy_officer', 'municipal_admin'))
        ORDER BY o.address_id, o.on_date, o.id
    $$;
    REVOKE ALL ON FUNCTION picture_ranking_evidence(bigint, date) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION picture_ranking_evidence(bigint, date) TO onderdak_app;
"""
_NO_EVIDENCE = "DROP FUNCTION picture_ranking_evidence(bigint, date)"

# The newest switch of each indicator and the newest setting hold, however old they are.
_PAST = (
    (
        "picture_choice",
        """
        SELECT c.ctid, c.id::text, c.at::date FROM picture_choice c
        WHERE c.municipality_id = town
          AND (c.at + make_interval(months => months))::date <= on_day
        """,
    ),
    (
        "picture_rankedaddress",
        """
        SELECT r.ctid, r.run_id || ':' || r.place, u.at::date
        FROM picture_rankedaddress r JOIN picture_rankingrun u ON u.id = r.run_id
        WHERE r.municipality_id = town
          AND (u.at + make_interval(months => months))::date <= on_day
          AND NOT EXISTS (SELECT FROM picture_choice c WHERE c.ranked_id = r.id)
        """,
    ),
    (
        "picture_rankingrun",
        """
        SELECT u.ctid, u.id::text, u.at::date FROM picture_rankingrun u
        WHERE u.municipality_id = town
          AND (u.at + make_interval(months => months))::date <= on_day
          AND NOT EXISTS (SELECT FROM picture_rankedaddress r WHERE r.run_id = u.id)
        """,
    ),
    (
        "picture_outcome",
        """
        SELECT o.ctid, o.source || ':' || o.reference, o.on_date FROM picture_outcome o
        WHERE o.municipality_id = town
          AND (o.on_date + make_interval(months => months))::date <= on_day
        """,
    ),
    (
        "picture_assessment",
        """
        SELECT a.ctid, a.id::text, a.on_date FROM picture_assessment a
        JOIN picture_pointset p ON p.id = a.point_set_id
        WHERE a.municipality_id = town AND p.state IN ('withdrawn', 'refused')
          AND (p.changed_at + make_interval(months => months))::date <= on_day
          AND NOT EXISTS (SELECT FROM picture_rankingrun u WHERE u.point_set_id = p.id)
        """,
    ),
    (
        "picture_pointset",
        """
        SELECT p.ctid, p.id::text, p.made_at::date FROM picture_pointset p
        WHERE p.municipality_id = town AND p.state IN ('withdrawn', 'refused', 'draft')
          AND (p.changed_at + make_interval(months => months))::date <= on_day
          AND NOT EXISTS (SELECT FROM picture_rankingrun u WHERE u.point_set_id = p.id)
          AND NOT EXISTS (SELECT FROM picture_assessment a WHERE a.point_set_id = p.id)
        """,
    ),
    (
        "picture_pointswitch",
        """
        SELECT s.ctid, s.id::text, s.at::date FROM picture_pointswitch s
        WHERE s.municipality_id = town
          AND (s.at + make_interval(months => months))::date <= on_day
          AND EXISTS (SELECT FROM picture_pointswitch n WHERE n.id > s.id
            AND n.municipality_id = s.municipality_id AND n.key = s.key)
        """,
    ),
    (
        "picture_rankingsetting",
        """
        SELECT s.ctid, s.id::text, s.at::date FROM picture_rankingsetting s
        WHERE s.municipality_id = town
          AND (s.at + make_interval(months => months))::date <= on_day
          AND EXISTS (SELECT FROM picture_rankingsetting n WHERE n.id > s.id
            AND n.municipality_id = s.municipality_id)
        """,
    ),
)


class Migration(migrations.Migration):
    """Ranking of addresses: points and who approved them, runs and outcomes."""

    dependencies = [
        ("picture", "0003_taking_back"),
        ("places", "0005_areas_in_force"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PointSet",
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
                ("name", models.CharField(max_length=80)),
                ("version", models.PositiveSmallIntegerField()),
                ("body", models.TextField(max_length=100000)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("refused", "refused"),
                            ("in_use", "in_use"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("why", models.CharField(max_length=1000)),
                ("proposal", models.JSONField(null=True)),
                ("approved_on", models.DateField(null=True)),
                ("used_from", models.DateField(null=True)),
                ("used_until", models.DateField(null=True)),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
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
            name="Assessment",
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
                    "verdict",
                    models.CharField(
                        choices=[("approved", "approved"), ("refused", "refused")],
                        max_length=8,
                    ),
                ),
                ("on_date", models.DateField()),
                ("words", models.CharField(max_length=2000)),
                ("file_name", models.CharField(max_length=200)),
                ("file_digest", models.CharField(max_length=64)),
                ("file", models.BinaryField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "point_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="picture.pointset",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointSwitch",
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
                ("key", models.CharField(max_length=60)),
                ("on", models.BooleanField()),
                ("why", models.CharField(max_length=500)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
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
            name="RankedAddress",
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
                ("place", models.PositiveIntegerField()),
                ("points", models.PositiveSmallIntegerField()),
                ("parts", models.JSONField()),
                (
                    "unknown",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                ("drawn", models.BooleanField(default=False)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("letter", "letter"),
                            ("desk_check", "desk_check"),
                            ("visit", "visit"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
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
        ),
        migrations.CreateModel(
            name="RankedChoice",
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
                            ("letter", "letter"),
                            ("desk_check", "desk_check"),
                            ("visit", "visit"),
                            ("leave", "leave"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(max_length=1000)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "ranked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="picture.rankedaddress",
                    ),
                ),
            ],
            options={
                "db_table": "picture_choice",
            },
        ),
        migrations.CreateModel(
            name="RankingRun",
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
                ("on_day", models.DateField()),
                ("replay", models.BooleanField(default=False)),
                ("seed", models.BigIntegerField()),
                ("random_share", models.PositiveSmallIntegerField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("switched_off", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("working", "working"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                            ("failed", "failed"),
                        ],
                        default="queued",
                        max_length=7,
                    ),
                ),
                ("stop_asked", models.BooleanField(default=False)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("total", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=500)),
                ("counts", models.JSONField(default=dict)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "point_set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="picture.pointset",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="rankedaddress",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="picture.rankingrun",
            ),
        ),
        migrations.CreateModel(
            name="RankingSetting",
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
                ("on", models.BooleanField()),
                ("why", models.CharField(max_length=500)),
                ("random_share", models.PositiveSmallIntegerField(default=0)),
                ("capacity", models.PositiveSmallIntegerField(default=10)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
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
            name="Outcome",
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
                ("on_date", models.DateField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("breach", "breach"),
                            ("in_order", "in_order"),
                            ("no_access", "no_access"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("file", "file"), ("event", "event")], max_length=5
                    ),
                ),
                ("reference", models.CharField(max_length=80)),
                (
                    "chosen_by",
                    models.CharField(
                        choices=[
                            ("ranked", "ranked"),
                            ("report", "report"),
                            ("random", "random"),
                            ("periodic", "periodic"),
                            ("other", "other"),
                        ],
                        max_length=8,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "address",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.address",
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
                "indexes": [
                    models.Index(
                        fields=["municipality", "on_date", "id"], name="outcome_by_day"
                    ),
                    models.Index(
                        fields=["municipality", "address", "on_date"],
                        name="outcome_of_address",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "source", "reference"),
                        name="outcome_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="pointset",
            index=models.Index(fields=["municipality", "-id"], name="pointset_newest"),
        ),
        migrations.AddConstraint(
            model_name="pointset",
            constraint=models.UniqueConstraint(
                fields=("municipality", "name", "version"), name="pointset_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_use")),
                fields=("municipality",),
                name="pointset_one_in_use",
            ),
        ),
        migrations.AddIndex(
            model_name="pointswitch",
            index=models.Index(
                fields=["municipality", "key", "-id"], name="switch_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="rankingrun",
            index=models.Index(fields=["municipality", "-id"], name="run_newest"),
        ),
        migrations.AddConstraint(
            model_name="rankedaddress",
            constraint=models.UniqueConstraint(
                fields=("run", "place"), name="ranked_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rankedaddress",
            constraint=models.UniqueConstraint(
                fields=("run", "address"), name="ranked_once"
            ),
        ),
        migrations.AddIndex(
            model_name="rankingsetting",
            index=models.Index(fields=["municipality", "-id"], name="ranking_setting"),
        ),
        migrations.AddConstraint(
            model_name="rankingsetting",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1), ("random_share__lte", 500)),
                name="ranking_setting_sane",
            ),
        ),
        migrations.RunSQL(_OPEN, _NOT_OPEN),
        *(
            isolate(table, municipality="municipality_id", also_read=_PUBLIC.get(table))
            for table in _TABLES
        ),
        *(append_only(table) for table in _LOGS),
        *(_locked(table) for table in ("picture_rankedaddress", "picture_choice")),
        migrations.RunSQL(_LOCKS, _NO_LOCKS),
        migrations.RunSQL(_WORD, _NO_WORD),
        migrations.RunSQL(_EVIDENCE, _NO_EVIDENCE),
        *(destroyable(table, room="picture", past=past) for table, past in _PAST),
    ]
