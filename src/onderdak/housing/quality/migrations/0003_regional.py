"""The regional certificate, what may be public, and how management is reached."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# Django adds the keys at the end, when row security is there and asks for a scope.
_NOBODY = "SELECT set_config('onderdak.scope', 'none', true)"

# Which side writes in each table, and the column that says in whose name.
_WRITTEN_BY = {
    "quality_regionalapplication": ("provider", "applied_by_id"),
    "quality_regionalassessment": ("municipality", "assessed_by_id"),
    "quality_regionaldecision": ("municipality", "decided_by_id"),
    "quality_goodexample": ("both", "written_by_id"),
    "quality_publicconsent": ("provider", "by_id"),
    "quality_publicreview": ("municipality", "by_id"),
    "quality_managementcontact": ("provider", "by_id"),
    "quality_managercheck": ("municipality", "by_id"),
}
_ABOUT_A_LOCATION = (
    "quality_regionalapplication",
    "quality_goodexample",
    "quality_publicconsent",
    "quality_publicreview",
    "quality_managementcontact",
    "quality_managercheck",
)
_ABOUT_AN_EXAMPLE = ("quality_publicconsent", "quality_publicreview")

# Rows of an application are of its municipality and provider, and a decision names
# the assessor and the proposal of its assessment as they are: otherwise "decided by
# somebody else" could be written without being true.
_WHOLE = """
    ALTER TABLE quality_regionalapplication
        ADD CONSTRAINT regional_application_of UNIQUE
        (id, municipality_id, provider_id);
    ALTER TABLE quality_regionalassessment
        ADD CONSTRAINT regional_assessment_of_application
        FOREIGN KEY (application_id, municipality_id, provider_id)
        REFERENCES quality_regionalapplication (id, municipality_id, provider_id),
        ADD CONSTRAINT regional_assessment_by UNIQUE
        (id, application_id, assessed_by_id, proposal);
    ALTER TABLE quality_regionaldecision
        ADD CONSTRAINT regional_decision_of_application
        FOREIGN KEY (application_id, municipality_id, provider_id)
        REFERENCES quality_regionalapplication (id, municipality_id, provider_id),
        ADD CONSTRAINT regional_decision_of_assessment
        FOREIGN KEY (assessment_id, application_id, assessed_by_id, proposal)
        REFERENCES quality_regionalassessment
        (id, application_id, assessed_by_id, proposal);
"""
_PLACES = """
    CREATE FUNCTION quality_check_location() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w
                   LEFT JOIN nights_location l ON l.id = w.location_id
                   WHERE w.location_id IS NOT NULL
                     AND (l.id IS NULL OR l.provider_id <> w.provider_id
                          OR l.municipality_id <> w.municipality_id)) THEN
            RAISE EXCEPTION 'this location is not of these two'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE FUNCTION quality_check_example() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w
                   LEFT JOIN quality_goodexample e ON e.id = w.example_id
                   WHERE w.example_id IS NOT NULL
                     AND (e.id IS NULL OR e.provider_id <> w.provider_id
                          OR e.municipality_id <> w.municipality_id)) THEN
            RAISE EXCEPTION 'this example is not of these two'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
"""
_NO_PLACES = """
    DROP FUNCTION quality_check_location() CASCADE;
    DROP FUNCTION quality_check_example() CASCADE;
"""
_NOT_WHOLE = """
    ALTER TABLE quality_regionaldecision
        DROP CONSTRAINT regional_decision_of_assessment,
        DROP CONSTRAINT regional_decision_of_application;
    ALTER TABLE quality_regionalassessment
        DROP CONSTRAINT regional_assessment_by,
        DROP CONSTRAINT regional_assessment_of_application;
    ALTER TABLE quality_regionalapplication
        DROP CONSTRAINT regional_application_of;
"""


def _in_own_name(table: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY own_name ON {table} AS RESTRICTIVE FOR INSERT"
        f" WITH CHECK ({column} = (SELECT scope_actor()))",
        f"DROP POLICY own_name ON {table}",
    )


def _checked(table: str, about: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER of_own_{about} AFTER INSERT ON {table}"
        " REFERENCING NEW TABLE AS written"
        f" FOR EACH STATEMENT EXECUTE FUNCTION quality_check_{about}()",
        f"DROP TRIGGER of_own_{about} ON {table}",
    )


class Migration(migrations.Migration):
    """The regional certificate, the public list and good examples."""

    dependencies = [
        ("quality", "0002_certificates"),
        ("identity", "0004_access_tokens"),
        ("parties", "0004_entrance"),
        ("nights", "0012_rhythm"),
    ]

    operations = [
        migrations.RunSQL(_NOBODY, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="GoodExample",
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
                ("title", models.CharField(max_length=120)),
                ("story", models.TextField(max_length=3000)),
                ("written_on", models.DateField()),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("written_by_id", models.BigIntegerField()),
                (
                    "location",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ManagementContact",
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
                    "contact_for",
                    models.CharField(
                        choices=[("manager", "Manager"), ("neighbours", "Neighbours")],
                        max_length=10,
                    ),
                ),
                ("function", models.CharField(max_length=120)),
                ("phone", models.CharField(max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("day_and_night", models.BooleanField()),
                ("since", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_id", models.BigIntegerField()),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ManagerCheck",
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
                ("called_at", models.DateTimeField()),
                ("answered", models.BooleanField()),
                ("after_minutes", models.PositiveSmallIntegerField(null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("by_id", models.BigIntegerField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="quality.managementcontact",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublicConsent",
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
                            ("name", "Name"),
                            ("address", "Address"),
                            ("example", "Example"),
                        ],
                        max_length=7,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_id", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("given", models.BooleanField()),
                (
                    "example",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="quality.goodexample",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublicReview",
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
                            ("name", "Name"),
                            ("address", "Address"),
                            ("example", "Example"),
                        ],
                        max_length=7,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_id", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("allowed", models.BooleanField()),
                (
                    "example",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="quality.goodexample",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegionalApplication",
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
                ("applied_on", models.DateField()),
                ("applied_at", models.DateTimeField(auto_now_add=True)),
                ("applied_by_id", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), size=None
                    ),
                ),
                ("criteria_version", models.CharField(max_length=120)),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegionalAssessment",
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
                    "proposal",
                    models.CharField(
                        choices=[
                            ("grant", "Grant"),
                            ("refuse", "Refuse"),
                            ("withdraw", "Withdraw"),
                        ],
                        max_length=8,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("reasons", models.TextField(blank=True, max_length=4000)),
                ("findings", models.JSONField()),
                ("covenant_id", models.BigIntegerField(null=True)),
                ("covenant_version", models.PositiveSmallIntegerField(null=True)),
                ("assessed_on", models.DateField()),
                ("assessed_at", models.DateTimeField(auto_now_add=True)),
                ("assessed_by_id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="quality.regionalapplication",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegionalDecision",
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
                ("assessed_by_id", models.BigIntegerField()),
                (
                    "proposal",
                    models.CharField(
                        choices=[
                            ("grant", "Grant"),
                            ("refuse", "Refuse"),
                            ("withdraw", "Withdraw"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("returned", "Returned"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reasons", models.TextField(blank=True, max_length=4000)),
                ("decided_on", models.DateField()),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("decided_by_id", models.BigIntegerField()),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("four_eyes", models.BooleanField()),
                ("is_awb", models.BooleanField()),
                ("settings_version", models.CharField(max_length=240)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="quality.regionalapplication",
                    ),
                ),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="quality.regionalassessment",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="managementcontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("phone__regex", "^\\+?[0-9][0-9 ()-]{2,18}$")),
                name="management_contact_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="managercheck",
            index=models.Index(
                fields=["location", "-called_at"], name="manager_checks"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("example__isnull", True),
                        ("location__isnull", True),
                        ("what", "name"),
                    ),
                    models.Q(
                        ("example__isnull", True),
                        ("location__isnull", False),
                        ("what", "address"),
                    ),
                    models.Q(
                        ("example__isnull", False),
                        ("location__isnull", True),
                        ("what", "example"),
                    ),
                    _connector="OR",
                ),
                name="consent_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            ("example__isnull", True),
                            ("location__isnull", True),
                            ("what", "name"),
                        ),
                        models.Q(
                            ("example__isnull", True),
                            ("location__isnull", False),
                            ("what", "address"),
                        ),
                        models.Q(
                            ("example__isnull", False),
                            ("location__isnull", True),
                            ("what", "example"),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("what", "name"), _negated=True),
                ),
                name="review_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="review_says_why"
            ),
        ),
        migrations.AddIndex(
            model_name="regionalapplication",
            index=models.Index(
                fields=["municipality", "-applied_on"], name="regional_newest_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionalapplication",
            constraint=models.UniqueConstraint(
                fields=("location", "applied_on"), name="regional_asked_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionalassessment",
            constraint=models.UniqueConstraint(
                fields=("application", "number"), name="regional_assessment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionalassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposal", "grant"),
                    models.Q(("reasons", ""), _negated=True),
                    _connector="OR",
                ),
                name="regional_assessed_with_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionalassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposal", "grant"), _negated=True),
                    ("covenant_id__isnull", False),
                    _connector="OR",
                ),
                name="regional_grant_under_covenant",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("four_eyes", False),
                    models.Q(
                        ("decided_by_id", models.F("assessed_by_id")), _negated=True
                    ),
                    _connector="OR",
                ),
                name="regional_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "returned"),
                    models.Q(("outcome", "granted"), ("proposal", "grant")),
                    models.Q(("outcome", "refused"), ("proposal", "refuse")),
                    models.Q(("outcome", "withdrawn"), ("proposal", "withdraw")),
                    _connector="OR",
                ),
                name="regional_decided_as_proposed",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "granted"), _negated=True),
                    models.Q(
                        ("valid_from__isnull", False),
                        ("valid_until__gt", models.F("valid_from")),
                        ("valid_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="regional_granted_for_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="regionaldecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "granted"),
                    models.Q(("reasons", ""), _negated=True),
                    _connector="OR",
                ),
                name="regional_refused_with_reasons",
            ),
        ),
        migrations.RunSQL(_WHOLE, _NOT_WHOLE),
        *[
            isolate(
                table,
                municipality="municipality_id",
                provider="provider_id",
                writers=writers,
            )
            for table, (writers, _column) in _WRITTEN_BY.items()
        ],
        *[append_only(table) for table in _WRITTEN_BY],
        *[_in_own_name(table, column) for table, (_, column) in _WRITTEN_BY.items()],
        migrations.RunSQL(_PLACES, _NO_PLACES),
        *[_checked(table, "location") for table in _ABOUT_A_LOCATION],
        *[_checked(table, "example") for table in _ABOUT_AN_EXAMPLE],
    ]
