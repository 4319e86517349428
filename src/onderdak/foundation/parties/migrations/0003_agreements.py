"""Agreements: their versions, parties, duties, proofs and ends."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

_TABLES = (
    "parties_agreement",
    "parties_agreementversion",
    "parties_agreementparty",
    "parties_agreementduty",
    "parties_agreementproof",
    "parties_agreementend",
)
_OF_AGREEMENT = (*_TABLES[1:], "parties_agreementreader")
_OF_VERSION = ("parties_agreementparty", "parties_agreementduty")

_OWN_REGION = "region_id = ANY ((SELECT scope_regions())::text[])"
# The region's agreements hold in its municipalities, which read them.
_MY_REGION = (
    "region_id IN (SELECT m.region_id FROM identity_municipality m"
    " WHERE m.code = ANY ((SELECT scope_municipalities())::text[]))"
)
# Who is named as a provider in an agreement reads it; the readers' own row security
# shows a provider its own rows only.
_MY_AGREEMENT = "{column} IN (SELECT r.agreement_id FROM parties_agreementreader r)"

# Rows of an agreement are of its owner, and of a version of that agreement.
_WHOLE = """
    CREATE FUNCTION parties_check_agreement() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w
                   LEFT JOIN parties_agreement a ON a.id = w.agreement_id
                   WHERE a.id IS NULL
                      OR a.municipality_id IS DISTINCT FROM w.municipality_id
                      OR a.region_id IS DISTINCT FROM w.region_id) THEN
            RAISE EXCEPTION 'this row is not of the owner of its agreement'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE FUNCTION parties_check_version() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w
                   LEFT JOIN parties_agreementversion v ON v.id = w.version_id
                   WHERE v.agreement_id IS DISTINCT FROM w.agreement_id) THEN
            RAISE EXCEPTION 'this row is not of a version of its agreement'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
"""
_NOT_WHOLE = """
    DROP FUNCTION parties_check_agreement() CASCADE;
    DROP FUNCTION parties_check_version() CASCADE;
"""


def _whole(table: str, what: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER whole_{what} AFTER INSERT ON {table}"
        f" REFERENCING NEW TABLE AS written FOR EACH STATEMENT"
        f" EXECUTE FUNCTION parties_check_{what}();",
        migrations.RunSQL.noop,
    )


def _isolated(table: str) -> migrations.RunSQL:
    column = "id" if table == "parties_agreement" else "agreement_id"
    return isolate(
        table,
        municipality="municipality_id",
        also=_OWN_REGION,
        also_read=f"{_MY_REGION} OR {_MY_AGREEMENT.format(column=column)}",
    )


# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'set', true)"


class Migration(migrations.Migration):
    """Agreements: their versions, parties, duties, proofs and ends."""

    dependencies = [
        ("parties", "0002_isolation"),
        ("places", "0003_proposed"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Agreement",
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
                            ("covenant", "Covenant"),
                            ("registration", "Registration"),
                            ("certificate", "Certificate"),
                            ("reserve_rooms", "Reserve Rooms"),
                            ("lsi_riec", "Lsi Riec"),
                        ],
                        max_length=13,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementParty",
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
                            ("municipality", "Municipality"),
                            ("region", "Region"),
                            ("provider", "Provider"),
                            ("agency", "Agency"),
                            ("employer", "Employer"),
                            ("owner", "Owner"),
                            ("certifier", "Certifier"),
                            ("partner", "Partner"),
                        ],
                        max_length=12,
                    ),
                ),
                ("organisation", models.CharField(max_length=200)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreement",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.party",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementDuty",
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
                            ("municipality", "Municipality"),
                            ("region", "Region"),
                            ("provider", "Provider"),
                            ("agency", "Agency"),
                            ("employer", "Employer"),
                            ("owner", "Owner"),
                            ("certifier", "Certifier"),
                            ("partner", "Partner"),
                        ],
                        max_length=12,
                    ),
                ),
                ("what", models.CharField(max_length=500)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "every",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("half_year", "Half Year"),
                            ("year", "Year"),
                        ],
                        max_length=9,
                    ),
                ),
                ("measure", models.CharField(blank=True, max_length=300)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreement",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreementparty",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementProof",
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
                            ("signed_text", "Signed Text"),
                            ("certificate", "Certificate"),
                            ("report", "Report"),
                            ("inspection", "Inspection"),
                            ("statement", "Statement"),
                        ],
                        max_length=11,
                    ),
                ),
                ("proof_reference", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreement",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreementduty",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementReader",
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
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreement",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementVersion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "notice_months",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                (
                    "renews_months",
                    models.PositiveSmallIntegerField(blank=True, null=True),
                ),
                ("summary", models.TextField(blank=True, max_length=2000)),
                ("dispute_rule", models.TextField(blank=True, max_length=1000)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.agreement",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="agreementparty",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="parties.agreementversion",
            ),
        ),
        migrations.AddField(
            model_name="agreementduty",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="parties.agreementversion",
            ),
        ),
        migrations.CreateModel(
            name="AgreementEnd",
            fields=[
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="end",
                        serialize=False,
                        to="parties.agreement",
                    ),
                ),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("expired", "Expired"),
                            ("notice", "Notice"),
                            ("together", "Together"),
                            ("breach", "Breach"),
                            ("replaced", "Replaced"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("municipality__isnull", False), ("region__isnull", True)),
                    models.Q(("municipality__isnull", True), ("region__isnull", False)),
                    _connector="OR",
                ),
                name="agreement_has_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementreader",
            constraint=models.UniqueConstraint(
                fields=("agreement", "provider"), name="agreement_reader_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"), name="agreement_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("until__gt", models.F("since")),
                    _connector="OR",
                ),
                name="agreement_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("renews_months__isnull", True),
                    models.Q(("renews_months__gt", 0), ("until__isnull", False)),
                    _connector="OR",
                ),
                name="agreement_renews_a_term",
            ),
        ),
        # Readers first: the policies of the others look at them.
        isolate(
            "parties_agreementreader",
            municipality="municipality_id",
            also=_OWN_REGION,
            also_read="provider_id = ANY ((SELECT scope_providers())::bigint[])",
        ),
        *[_isolated(table) for table in _TABLES],
        *[append_only(table) for table in (*_TABLES, "parties_agreementreader")],
        migrations.RunSQL(_WHOLE, _NOT_WHOLE),
        *[_whole(table, "agreement") for table in _OF_AGREEMENT],
        *[_whole(table, "version") for table in _OF_VERSION],
    ]
