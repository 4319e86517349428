"""Findings, reports with their signatures, repairs, and what came of visits."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_OF_VISIT = (
    "inspections_finding",
    "inspections_findingverdict",
    "inspections_findingterm",
    "inspections_visitreport",
    "inspections_repairletter",
    "inspections_repair",
    "inspections_repairproof",
    "inspections_repairjudgement",
    "inspections_visitresult",
)
_OF_REPORT = ("inspections_signature", "inspections_copystep")
_OF_REPAIR = ("inspections_repairproof", "inspections_repairjudgement")
_LOGS = (
    "inspections_findingverdict",
    "inspections_findingterm",
    "inspections_signature",
    "inspections_copystep",
    "inspections_repairproof",
    "inspections_repairjudgement",
    "inspections_visitresult",
    "inspections_publicwords",
)

# What belongs to a visit is of the same municipality, and goes with it.
_KEYS = (
    "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_visit
        FOREIGN KEY (visit_id, municipality_id)
        REFERENCES inspections_visit (id, municipality_id) ON DELETE CASCADE;
    """
        for table in _OF_VISIT
    )
    + """
    ALTER TABLE inspections_visitreport
        ADD CONSTRAINT inspections_report_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_visitreport ADD CONSTRAINT inspections_report_amends
        FOREIGN KEY (amends_id, municipality_id)
        REFERENCES inspections_visitreport (id, municipality_id)
        ON DELETE CASCADE;
    ALTER TABLE inspections_visitreport ADD CONSTRAINT inspections_report_warrant
        FOREIGN KEY (warrant_id, municipality_id)
        REFERENCES inspections_warrant (id, municipality_id) ON DELETE CASCADE;
    ALTER TABLE inspections_repairletter ADD CONSTRAINT inspections_letter_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_repair ADD CONSTRAINT inspections_repair_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE inspections_repair ADD CONSTRAINT inspections_repair_letter
        FOREIGN KEY (letter_id, municipality_id)
        REFERENCES inspections_repairletter (id, municipality_id) ON DELETE CASCADE;
"""
    + "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_report
        FOREIGN KEY (report_id, municipality_id)
        REFERENCES inspections_visitreport (id, municipality_id)
        ON DELETE CASCADE;
    """
        for table in _OF_REPORT
    )
    + "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_repair
        FOREIGN KEY (repair_id, municipality_id)
        REFERENCES inspections_repair (id, municipality_id) ON DELETE CASCADE;
    """
        for table in _OF_REPAIR
    )
)

# A document stays as it was made. It is locked once everybody who stands in it signed
# it, each over the hash of this very document, and nothing of it changes then. What the
# norms said, and what was said of that, stays as the locked report has it.
_KEPT = """
    REVOKE UPDATE
        ON inspections_visitreport, inspections_repairletter, inspections_repair
        FROM onderdak_app;
    GRANT UPDATE (replaced_at, locked_at) ON inspections_visitreport TO onderdak_app;
    GRANT UPDATE (secret_hash, expires_on, revoked_at)
        ON inspections_repairletter TO onderdak_app;
    GRANT UPDATE (mended_at) ON inspections_repair TO onderdak_app;

    CREATE FUNCTION inspections_report_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.locked_at IS NOT NULL THEN
            RAISE EXCEPTION 'report % is signed and locked', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.pdf_sealed, NEW.sha256, NEW.signers, NEW.kind, NEW.visit_id,
                NEW.municipality_id, NEW.made_at) IS DISTINCT FROM
           (OLD.pdf_sealed, OLD.sha256, OLD.signers, OLD.kind, OLD.visit_id,
                OLD.municipality_id, OLD.made_at) THEN
            RAISE EXCEPTION 'a document stays as it was made: report %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.locked_at IS NOT NULL AND (
            jsonb_array_length(OLD.signers) = 0 OR EXISTS (
                SELECT FROM jsonb_array_elements(OLD.signers) s
                WHERE NOT EXISTS (
                    SELECT FROM inspections_signature g
                    WHERE g.report_id = OLD.id AND g.sha256 = OLD.sha256
                      AND g.user_id = (s ->> 'user')::bigint))) THEN
            RAISE EXCEPTION 'not everybody signed report %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER stays BEFORE UPDATE ON inspections_visitreport
        FOR EACH ROW EXECUTE FUNCTION inspections_report_stays();

    CREATE FUNCTION inspections_found_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT FROM inspections_visitreport r
                WHERE r.visit_id = NEW.visit_id AND r.locked_at IS NOT NULL
                  AND r.kind IN ('findings', 'official')) THEN
            RAISE EXCEPTION 'the report of visit % is signed and locked', NEW.visit_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER stays BEFORE INSERT OR UPDATE ON inspections_finding
        FOR EACH ROW EXECUTE FUNCTION inspections_found_stays();
    CREATE TRIGGER stays BEFORE INSERT ON inspections_findingverdict
        FOR EACH ROW EXECUTE FUNCTION inspections_found_stays();
"""
_NOT_KEPT = """
    DROP TRIGGER stays ON inspections_findingverdict;
    DROP TRIGGER stays ON inspections_finding;
    DROP FUNCTION inspections_found_stays();
    DROP TRIGGER stays ON inspections_visitreport;
    DROP FUNCTION inspections_report_stays();
    GRANT UPDATE
        ON inspections_visitreport, inspections_repairletter, inspections_repair
        TO onderdak_app;
"""

# Nobody writes in another's name, and nobody signs what is locked or replaced.
_BY = (
    *("inspections_findingverdict", "inspections_findingterm"),
    *("inspections_copystep", "inspections_repairjudgement"),
    *("inspections_visitresult", "inspections_publicwords"),
)
_NAMES = (
    "".join(  # noqa: S608 - fixed
        f"""
    CREATE POLICY own_name ON {table} AS RESTRICTIVE FOR INSERT TO onderdak_app
        WITH CHECK (by_id = (SELECT scope_actor()));
    """
        for table in _BY
    )
    + """
    CREATE POLICY own_name ON inspections_visitreport AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (made_by_id = (SELECT scope_actor())
            AND locked_at IS NULL AND replaced_at IS NULL);
    CREATE POLICY own_name ON inspections_signature AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (user_id = (SELECT scope_actor())
            AND EXISTS (SELECT FROM inspections_visitreport r
                WHERE r.id = report_id AND r.sha256 = inspections_signature.sha256
                  AND r.locked_at IS NULL AND r.replaced_at IS NULL));
    CREATE POLICY of_its_repair ON inspections_repairproof AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (
            by_id IS NOT DISTINCT FROM (SELECT nullif(scope_actor(), 0))
            AND EXISTS (SELECT FROM inspections_repair r
                WHERE r.id = repair_id AND r.visit_id = inspections_repairproof.visit_id
                  AND r.provider_id IS NOT DISTINCT FROM
                      inspections_repairproof.provider_id
                  AND r.mended_at IS NULL));
"""
)
_NO_NAMES = (
    "".join(f"DROP POLICY own_name ON {table};" for table in _BY)
    + """
    DROP POLICY own_name ON inspections_visitreport;
    DROP POLICY own_name ON inspections_signature;
    DROP POLICY of_its_repair ON inspections_repairproof;
"""
)

# An owner has no account. The keyed hash of the secret in the letter opens what that
# letter tells of, as long as the link was not taken back and has not expired.
_SHOWN = (
    "secret_hash = (SELECT decode("
    "nullif(current_setting('onderdak.presented', true), ''), 'hex'))"
    " AND revoked_at IS NULL AND expires_on > privacy_today()"
)
_TOLD = (
    "letter_id IN (SELECT l.id FROM inspections_repairletter l WHERE"  # noqa: S608 - fixed
    f" {_SHOWN.replace('secret_hash', 'l.secret_hash')})"
)
_OF_TOLD = f"repair_id IN (SELECT r.id FROM inspections_repair r WHERE {_TOLD})"  # noqa: S608 - fixed

# The trail of what an owner does by the link.
_EVENT = """
    CREATE FUNCTION inspections_repair_event(shown text, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        one record;
    BEGIN
        PERFORM set_config('onderdak.presented', shown, true);
        SELECT id, municipality_id INTO one FROM inspections_repairletter
        WHERE secret_hash = decode(shown, 'hex');
        IF one.id IS NULL THEN
            RETURN;
        END IF;
        PERFORM set_config('onderdak.municipalities',
                           '{' || one.municipality_id || '}', true);
        INSERT INTO identity_auditevent (at, actor_id, action, object, municipality,
                                         provider_id, detail)
        VALUES (clock_timestamp(), NULL, what, 'letter ' || one.id,
                one.municipality_id, NULL, '{}');
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
    END $$;
"""


class Migration(migrations.Migration):
    """Findings, reports, repairs, and what came of visits."""

    dependencies = [
        ("inspections", "0003_checklists"),
        ("parties", "0004_entrance"),
        ("identity", "0008_mayor"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Finding",
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
                ("key", models.CharField(max_length=200)),
                ("rule", models.CharField(max_length=8)),
                ("part", models.CharField(blank=True, max_length=60)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("title", models.JSONField()),
                ("kind", models.CharField(max_length=10)),
                ("outcome", models.CharField(max_length=12)),
                ("prompt", models.BooleanField(default=False)),
                ("measured", models.JSONField(null=True)),
                ("threshold", models.JSONField(null=True)),
                ("unit", models.CharField(blank=True, max_length=30)),
                ("missing", models.JSONField(default=list)),
                ("article", models.CharField(max_length=500)),
                ("parameter_version", models.CharField(max_length=200)),
                ("sentence", models.JSONField()),
                ("mend", models.JSONField(null=True)),
                ("computed_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "-id"], name="inspections_finding_new"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "key"), name="inspections_finding_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingVerdict",
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
                ("key", models.CharField(max_length=200)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("confirmed", "confirmed"), ("deviates", "deviates")],
                        max_length=9,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=2000)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["visit", "key", "-id"], name="inspections_verdict"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "confirmed"),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspections_deviates_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingTerm",
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
                ("key", models.CharField(max_length=200)),
                ("days", models.PositiveSmallIntegerField()),
                ("parameter_version", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["visit", "key", "-id"], name="inspections_term"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parameter_version", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspections_term_rests_on",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitReport",
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
                ("uid", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("findings", "findings"),
                            ("official", "official"),
                            ("entry", "entry"),
                            ("addendum", "addendum"),
                        ],
                        max_length=8,
                    ),
                ),
                ("nth", models.PositiveSmallIntegerField()),
                (
                    "amends",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addenda",
                        to="inspections.visitreport",
                    ),
                ),
                ("warrant_id", models.BigIntegerField(null=True)),
                ("signers", models.JSONField()),
                ("pdf_sealed", models.BinaryField()),
                ("pdf_row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("bytes", models.PositiveIntegerField()),
                ("opened_because", models.CharField(blank=True, max_length=500)),
                ("opened", models.PositiveSmallIntegerField(default=0)),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(null=True)),
                ("locked_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "-id"], name="inspections_report_new"
                    ),
                    models.Index(
                        fields=["municipality", "sha256"],
                        name="inspections_report_hash",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "nth"), name="inspections_report_nth"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amends__isnull", False), ("kind", "addendum")),
                            models.Q(
                                models.Q(("kind", "addendum"), _negated=True),
                                models.Q(("amends__isnull", True)),
                            ),
                            _connector="OR",
                        ),
                        name="inspections_addendum_amends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened", 0),
                            models.Q(("opened_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspections_opened_because",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("locked_at__isnull", True),
                            ("replaced_at__isnull", True),
                            _connector="OR",
                        ),
                        name="inspections_report_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                        related_name="+",
                        to="inspections.visitreport",
                    ),
                ),
                ("user_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("function", models.CharField(blank=True, max_length=200)),
                (
                    "oath",
                    models.CharField(
                        choices=[
                            ("none", "none"),
                            ("oath", "oath"),
                            ("promise", "promise"),
                        ],
                        max_length=7,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "user_id"), name="inspections_signed_once"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CopyStep",
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
                        related_name="+",
                        to="inspections.visitreport",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_hand", "in_hand"),
                            ("letterbox", "letterbox"),
                            ("post", "post"),
                            ("undeliverable", "undeliverable"),
                        ],
                        max_length=13,
                    ),
                ),
                ("on_day", models.DateField()),
                ("words", models.CharField(blank=True, max_length=500)),
                ("kept_until", models.DateField(null=True)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["report", "-id"], name="inspections_copy_new")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("how", "undeliverable"), ("kept_until__isnull", False)
                            ),
                            models.Q(
                                models.Q(("how", "undeliverable"), _negated=True),
                                models.Q(("kept_until__isnull", True)),
                            ),
                            _connector="OR",
                        ),
                        name="inspections_copy_kept",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairLetter",
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
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("nth", models.PositiveSmallIntegerField()),
                ("told_on", models.DateField()),
                ("pdf_sealed", models.BinaryField()),
                ("pdf_row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("secret_hash", models.BinaryField(null=True, unique=True)),
                ("expires_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "nth"), name="inspections_letter_nth"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("secret_hash__isnull", True),
                            ("expires_on__isnull", False),
                            _connector="OR",
                        ),
                        name="inspections_link_expires",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Repair",
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
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inspections.repairletter",
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("rule", models.CharField(max_length=8)),
                ("part", models.CharField(blank=True, max_length=60)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("where", models.CharField(max_length=200)),
                ("title", models.JSONField()),
                ("sentence", models.JSONField()),
                ("mend", models.JSONField(null=True)),
                ("article", models.CharField(max_length=500)),
                ("days", models.PositiveSmallIntegerField()),
                ("last_day", models.DateField()),
                ("counted", models.JSONField()),
                ("parameter_version", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("mended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "last_day", "id"],
                        name="inspections_repair_due",
                    ),
                    models.Index(
                        fields=["provider", "last_day", "id"],
                        name="inspections_repair_own",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit", "key"), name="inspections_repair_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairProof",
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
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                (
                    "repair",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proofs",
                        to="inspections.repair",
                    ),
                ),
                ("image", models.BinaryField()),
                ("thumbnail", models.BinaryField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("by_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["repair", "-id"], name="inspections_proof_new")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("image", b""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspections_proof_says",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairJudgement",
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
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                (
                    "repair",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="inspections.repair",
                    ),
                ),
                (
                    "judged",
                    models.CharField(
                        choices=[("mended", "mended"), ("not_mended", "not_mended")],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["repair", "-id"], name="inspections_judged_new"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("judged", "mended"),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspections_not_mended_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitResult",
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
                    "no_access",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nobody_home", "nobody_home"),
                            ("refused", "refused"),
                            ("silent", "silent"),
                            ("withdrawn", "withdrawn"),
                            ("not_safe", "not_safe"),
                            ("other", "other"),
                        ],
                        max_length=11,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("inspectors", models.PositiveSmallIntegerField()),
                ("facts_kept", models.PositiveIntegerField(default=0)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visit",), name="inspections_result_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("result", "no_access"), _negated=True),
                                models.Q(("no_access", "")),
                            ),
                            models.Q(
                                models.Q(("result", "no_access")),
                                models.Q(("no_access", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inspections_no_access_why",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PublicWords",
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
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("counts", models.JSONField()),
                ("words", models.TextField(max_length=4000)),
                ("edited", models.BooleanField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "first"), name="inspections_told_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="inspections_told_period",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
        *(
            isolate(table, municipality="municipality_id")
            for table in (
                *("inspections_finding", "inspections_findingverdict"),
                *("inspections_findingterm", "inspections_visitreport"),
                *("inspections_signature", "inspections_copystep"),
                "inspections_visitresult",
            )
        ),
        isolate(
            "inspections_publicwords", municipality="municipality_id", also_read="true"
        ),
        isolate(
            "inspections_repairletter",
            municipality="municipality_id",
            provider="provider_id",
            writers="municipality",
            also_read=_SHOWN,
        ),
        isolate(
            "inspections_repair",
            municipality="municipality_id",
            provider="provider_id",
            writers="municipality",
            also_read=_TOLD,
        ),
        isolate(
            "inspections_repairproof",
            municipality="municipality_id",
            provider="provider_id",
            also=_OF_TOLD,
        ),
        isolate(
            "inspections_repairjudgement",
            municipality="municipality_id",
            provider="provider_id",
            writers="municipality",
            also_read=_OF_TOLD,
        ),
        *(append_only(table) for table in _LOGS),
        *(
            never_removed(table)
            for table in (
                *("inspections_finding", "inspections_visitreport"),
                *("inspections_repairletter", "inspections_repair"),
            )
        ),
        migrations.RunSQL(_KEPT, _NOT_KEPT),
        migrations.RunSQL(_NAMES, _NO_NAMES),
        migrations.RunSQL(_EVENT, "DROP FUNCTION inspections_repair_event(text, text)"),
    ]
