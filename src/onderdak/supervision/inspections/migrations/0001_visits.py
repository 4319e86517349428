"""Visits, who goes, what was tried before, who goes along, and warrants."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_OF_VISIT = (
    "inspections_member",
    "inspections_lightermeans",
    "inspections_companion",
    "inspections_visitstep",
    "inspections_warrant",
)

# What belongs to a visit is of the same municipality, and goes with it.
_KEYS = """
    ALTER TABLE inspections_visit ADD CONSTRAINT inspections_visit_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_visit
        ADD CONSTRAINT inspections_visit_earlier
            FOREIGN KEY (earlier_id, municipality_id)
            REFERENCES inspections_visit (id, municipality_id)
            ON DELETE SET NULL (earlier_id),
        ADD CONSTRAINT inspections_visit_investigation FOREIGN KEY (investigation_id)
            REFERENCES duty_addressinvestigation (id) ON DELETE SET NULL;
    ALTER TABLE inspections_warrant ADD CONSTRAINT inspections_warrant_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_companion ADD CONSTRAINT inspections_companion_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_warrantdwelling
        ADD CONSTRAINT inspections_dwelling_warrant
            FOREIGN KEY (warrant_id, municipality_id)
            REFERENCES inspections_warrant (id, municipality_id) ON DELETE CASCADE;
""" + "".join(
    f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_visit
        FOREIGN KEY (visit_id, municipality_id)
        REFERENCES inspections_visit (id, municipality_id) ON DELETE CASCADE;
    """
    for table in _OF_VISIT
)

# A visit keeps the checklist it began with. A request for a warrant stays as it was
# asked, and only somebody who is mayor of that municipality decides on it: the database
# looks that up itself (art. 3(2) Awbi).
_KEPT = """
    REVOKE UPDATE ON inspections_visit, inspections_warrant FROM onderdak_app;
    GRANT UPDATE (address_id, kind, reason, chosen_by, ground, announced,
        unannounced_because, day, from_time, until_time, lead_id, alone_because,
        no_lighter_because, handled_hard, handled_soft, languages, state, checklist_key,
        checklist_version, checklist_digest, checklist, earlier_id, failed_items,
        investigation_id, begun_at, closed_at, reported_at, cancelled_at,
        cancelled_because, changes, earlier_number,
        investigation_reference) ON inspections_visit TO onderdak_app;
    GRANT UPDATE (state, decided_by_id, decided_at, decision, issued_on, valid_until,
        entered_on, copy_due_on) ON inspections_warrant TO onderdak_app;

    CREATE FUNCTION inspections_keeps_its_list() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.checklist IS NOT NULL AND
           (NEW.checklist, NEW.checklist_key, NEW.checklist_version,
            NEW.checklist_digest, NEW.address_id, NEW.kind) IS DISTINCT FROM
           (OLD.checklist, OLD.checklist_key, OLD.checklist_version,
            OLD.checklist_digest, OLD.address_id, OLD.kind) THEN
            RAISE EXCEPTION 'a visit keeps the checklist it began with'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER keeps_its_list BEFORE UPDATE ON inspections_visit
        FOR EACH ROW EXECUTE FUNCTION inspections_keeps_its_list();

    CREATE FUNCTION inspections_mayor_decides() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'asked' OR NEW.decided_by_id IS NOT NULL THEN
                RAISE EXCEPTION 'a warrant is asked before it is decided on'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.state <> 'asked' AND (NEW.state, NEW.decided_by_id, NEW.decided_at,
               NEW.decision, NEW.issued_on, NEW.valid_until) IS DISTINCT FROM
               (OLD.state, OLD.decided_by_id, OLD.decided_at,
               OLD.decision, OLD.issued_on, OLD.valid_until) THEN
            RAISE EXCEPTION 'a decision on a warrant stays as it was taken'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IN ('granted', 'refused') AND OLD.state = 'asked' AND (
               NEW.decided_by_id IS DISTINCT FROM scope_actor()
               OR NOT EXISTS (
                   SELECT FROM identity_membership m
                   WHERE m.user_id = scope_actor() AND m.role = 'mayor'
                     AND m.municipality_id = NEW.municipality_id)) THEN
            RAISE EXCEPTION 'only the mayor decides on a warrant'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER mayor_decides BEFORE INSERT OR UPDATE ON inspections_warrant
        FOR EACH ROW EXECUTE FUNCTION inspections_mayor_decides();
"""
_NOT_KEPT = """
    DROP TRIGGER mayor_decides ON inspections_warrant;
    DROP FUNCTION inspections_mayor_decides();
    DROP TRIGGER keeps_its_list ON inspections_visit;
    DROP FUNCTION inspections_keeps_its_list();
    GRANT UPDATE ON inspections_visit, inspections_warrant TO onderdak_app;
"""

# A sequence per municipality and year: nobody waits for another's number, and one that
# is not used stays unused.
_NUMBER = """
    CREATE FUNCTION inspections_next_number(town text, in_year int) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        numbers text := format('public.%I',
                               lower('inspections_number_' || town || '_' || in_year));
        counted bigint;
        given bigint;
    BEGIN
        PERFORM set_config('onderdak.municipalities', ARRAY[town]::text, true);
        IF to_regclass(numbers) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtextextended(numbers, 0));
            INSERT INTO inspections_numbergiven (municipality_id, year, last)
            VALUES (town, in_year, 0) ON CONFLICT DO NOTHING;
            EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %s'
                           ' OWNED BY inspections_numbergiven.last', numbers);
        END IF;
        SELECT n.last INTO counted FROM inspections_numbergiven n
        WHERE n.municipality_id = town AND n.year = in_year;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
        given := nextval(numbers::regclass);
        IF given <= counted THEN
            PERFORM pg_advisory_xact_lock(hashtextextended(numbers, 0));
            given := nextval(numbers::regclass);
            IF given <= counted THEN
                given := setval(numbers::regclass, counted + 1);
            END IF;
        END IF;
        RETURN in_year || '-' || lpad(given::text, greatest(5, length(given::text)),
                                      '0');
    END $$;
    REVOKE EXECUTE ON FUNCTION inspections_next_number(text, int) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION inspections_next_number(text, int) TO onderdak_app;
"""


class Migration(migrations.Migration):
    """Visits, who goes, what was tried before, who goes along, and warrants."""

    dependencies = [
        ("duty", "0003_destruction"),
        ("identity", "0008_mayor"),
        ("places", "0005_areas_in_force"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Visit",
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
                ("number", models.CharField(max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("address_check", "address_check"),
                            ("park", "park"),
                            ("reinspection", "reinspection"),
                            ("integral", "integral"),
                        ],
                        max_length=13,
                    ),
                ),
                ("reason", models.CharField(max_length=1000)),
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
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("omgevingswet", "omgevingswet"),
                            ("huisvestingswet", "huisvestingswet"),
                            ("wgv", "wgv"),
                            ("bylaw", "bylaw"),
                            ("night_register", "night_register"),
                            ("brp", "brp"),
                        ],
                        max_length=15,
                    ),
                ),
                ("announced", models.BooleanField()),
                (
                    "unannounced_because",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                ("day", models.DateField()),
                ("from_time", models.TimeField()),
                ("until_time", models.TimeField()),
                (
                    "alone_because",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                (
                    "no_lighter_because",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                (
                    "handled_hard",
                    models.CharField(blank=True, default="", max_length=1000),
                ),
                (
                    "handled_soft",
                    models.CharField(blank=True, default="", max_length=1000),
                ),
                ("languages", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("under_way", "under_way"),
                            ("closed", "closed"),
                            ("reported", "reported"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                ("checklist_key", models.CharField(default="location", max_length=60)),
                (
                    "checklist_version",
                    models.CharField(blank=True, default="", max_length=20),
                ),
                (
                    "checklist_digest",
                    models.CharField(blank=True, default="", max_length=64),
                ),
                ("checklist", models.JSONField(null=True)),
                (
                    "earlier_number",
                    models.CharField(blank=True, default="", max_length=12),
                ),
                (
                    "investigation_reference",
                    models.CharField(blank=True, default="", max_length=60),
                ),
                ("failed_items", models.JSONField(default=list)),
                ("planned_by_id", models.BigIntegerField()),
                ("planned_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "cancelled_because",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                ("changes", models.PositiveIntegerField(default=0)),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="places.address"
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="inspections.visit",
                    ),
                ),
                (
                    "investigation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="duty.addressinvestigation",
                    ),
                ),
                (
                    "lead",
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
            ],
        ),
        migrations.CreateModel(
            name="Member",
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
                    "part",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("second", "second"),
                            ("more", "more"),
                        ],
                        max_length=6,
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
        ),
        migrations.CreateModel(
            name="LighterMeans",
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
                            ("phone", "phone"),
                            ("talk", "talk"),
                            ("records", "records"),
                            ("desk_check", "desk_check"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on_day", models.DateField()),
                ("came_of", models.CharField(max_length=500)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Companion",
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
                            ("fire_brigade", "fire_brigade"),
                            ("police", "police"),
                            ("interpreter", "interpreter"),
                            ("registry_clerk", "registry_clerk"),
                            ("partner", "partner"),
                            ("environment", "environment"),
                        ],
                        max_length=14,
                    ),
                ),
                ("organisation", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("language", models.CharField(blank=True, default="", max_length=5)),
                ("why", models.CharField(blank=True, default="", max_length=500)),
                ("asked_by_id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("coming", models.BooleanField(null=True)),
                ("said", models.CharField(blank=True, default="", max_length=500)),
                ("said_at", models.DateTimeField(null=True)),
                ("taken_off_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
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
        ),
        migrations.CreateModel(
            name="VisitStep",
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
                ("from_state", models.CharField(blank=True, max_length=9)),
                ("to_state", models.CharField(blank=True, max_length=9)),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Warrant",
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
                ("reasons", models.CharField(max_length=2000)),
                ("grounds", models.JSONField(default=list)),
                (
                    "power",
                    models.CharField(
                        choices=[
                            ("huisvestingswet_34", "huisvestingswet_34"),
                            ("omgevingswet_18_7", "omgevingswet_18_7"),
                            ("gemeentewet_149a", "gemeentewet_149a"),
                            ("awb_5_27", "awb_5_27"),
                        ],
                        max_length=20,
                    ),
                ),
                ("needed_because", models.CharField(max_length=1000)),
                (
                    "night_because",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                (
                    "absent_because",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("asked_by_id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, default="", max_length=2000)),
                ("issued_on", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("entered_on", models.DateField(null=True)),
                ("copy_due_on", models.DateField(null=True)),
                (
                    "holder",
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
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inspections.visit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WarrantDwelling",
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
                ("place", models.PositiveSmallIntegerField()),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="places.address"
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
                    "warrant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dwellings",
                        to="inspections.warrant",
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
                        related_name="+",
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "year"), name="inspections_number_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["municipality", "-id"], name="inspections_visit_new"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["municipality", "state", "day"], name="inspections_visit_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("municipality", "number"), name="inspections_visit_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_time__gt", models.F("from_time"))),
                name="inspections_visit_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "address_check"), _negated=True),
                    models.Q(("investigation_reference", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_check_investigates",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reinspection"), _negated=True),
                    models.Q(("earlier_number", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_again_of_earlier",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "cancelled"]),
                    models.Q(("begun_at__isnull", False), ("checklist__isnull", False)),
                    _connector="OR",
                ),
                name="inspections_begun_keeps_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("announced", True),
                    models.Q(("unannounced_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_unannounced_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancelled_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_cancelled_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("visit", "user"), name="inspections_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part__in", ["lead", "second"])),
                fields=("visit", "part"),
                name="inspections_one_lead",
            ),
        ),
        migrations.AddConstraint(
            model_name="companion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "interpreter"), _negated=True),
                    models.Q(("language", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_interpreter_speaks",
            ),
        ),
        migrations.AddConstraint(
            model_name="companion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("coming__isnull", True), ("said_at__isnull", True)),
                    models.Q(("coming__isnull", False), ("said_at__isnull", False)),
                    _connector="OR",
                ),
                name="inspections_companion_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="warrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by_id__isnull", True),
                    models.Q(("decided_by_id", models.F("asked_by_id")), _negated=True),
                    _connector="OR",
                ),
                name="inspections_warrant_other_decides",
            ),
        ),
        migrations.AddConstraint(
            model_name="warrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["asked", "withdrawn"]),
                    models.Q(
                        models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by_id__isnull", False),
                        ),
                        models.Q(("decision", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="inspections_warrant_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="warrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("issued_on__isnull", False),
                        ("state", "granted"),
                        ("valid_until__gte", models.F("issued_on")),
                    ),
                    models.Q(
                        models.Q(("state", "granted"), _negated=True),
                        models.Q(
                            ("issued_on__isnull", True), ("valid_until__isnull", True)
                        ),
                    ),
                    _connector="OR",
                ),
                name="inspections_warrant_issued",
            ),
        ),
        migrations.AddConstraint(
            model_name="warrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("copy_due_on__isnull", True), ("entered_on__isnull", True)
                    ),
                    models.Q(
                        ("copy_due_on__gte", models.F("entered_on")),
                        ("entered_on__gte", models.F("issued_on")),
                        ("entered_on__lte", models.F("valid_until")),
                    ),
                    _connector="OR",
                ),
                name="inspections_warrant_entered",
            ),
        ),
        migrations.AddConstraint(
            model_name="warrant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("visit",),
                name="inspections_warrant_once_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="warrantdwelling",
            constraint=models.UniqueConstraint(
                fields=("warrant", "address"), name="inspections_dwelling_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="warrantdwelling",
            constraint=models.UniqueConstraint(
                fields=("warrant", "place"), name="inspections_dwelling_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="warrantdwelling",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__lte", 3)),
                name="inspections_dwellings_at_most",
            ),
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
        isolate("inspections_numbergiven", municipality="municipality_id"),
        isolate("inspections_visit", municipality="municipality_id"),
        *[isolate(table, municipality="municipality_id") for table in _OF_VISIT],
        isolate("inspections_warrantdwelling", municipality="municipality_id"),
        migrations.RunSQL(_KEPT, _NOT_KEPT),
        never_removed("inspections_visit"),
        never_removed("inspections_warrant"),
        never_removed("inspections_companion"),
        append_only("inspections_visitstep"),
        append_only("inspections_warrantdwelling"),
        migrations.RunSQL(_NUMBER, "DROP FUNCTION inspections_next_number(text, int)"),
    ]
