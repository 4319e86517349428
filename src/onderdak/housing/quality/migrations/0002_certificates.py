"""Certificates per location, their register and their gaps."""

from django.db import migrations, models
from django.db.models.deletion import PROTECT as _PROTECT

from onderdak.foundation.identity.isolation import (
    append_only,
    isolate,
    never_removed,
)

_SCHEMES = [
    (name, name) for name in ("snf", "akf", "regional", "sna", "abu", "nbbu", "wtta")
]
_ORIGINS = [(name, name) for name in ("register", "municipality", "alert", "provider")]

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# A provider speaks of its own certificates, where it is admitted; all else is the word
# of the municipality. Each in the own name.
_OWN_NAME = """
    CREATE POLICY own_name ON quality_certificate AS RESTRICTIVE FOR INSERT
        WITH CHECK (recorded_by_id = (SELECT scope_actor())
            AND (municipality_id = ANY ((SELECT scope_municipalities())::text[])
                 OR (provider_id, municipality_id) IN (
                     SELECT a.provider_id, a.municipality_id
                     FROM parties_admission a
                     WHERE a.provider_id = ANY (
                         (SELECT scope_providers())::bigint[]))));
    CREATE POLICY own_name ON quality_certificateterm AS RESTRICTIVE FOR INSERT
        WITH CHECK (recorded_by_id = (SELECT scope_actor())
            AND (municipality_id = ANY ((SELECT scope_municipalities())::text[])
                 OR origin = 'provider'));
    CREATE POLICY own_name ON quality_certificatechange AS RESTRICTIVE FOR INSERT
        WITH CHECK (recorded_by_id = (SELECT scope_actor())
            AND (municipality_id = ANY ((SELECT scope_municipalities())::text[])
                 OR (origin = 'provider' AND state = 'valid')));
"""
_NOT_OWN_NAME = """
    DROP POLICY own_name ON quality_certificatechange;
    DROP POLICY own_name ON quality_certificateterm;
    DROP POLICY own_name ON quality_certificate;
"""

# A certificate is of a location of its own two; what is said of it is of its town.
_GUARDS = """
    CREATE FUNCTION quality_check_certificate_place() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM nights_location l WHERE l.id = NEW.location_id
            AND l.provider_id = NEW.provider_id
            AND l.municipality_id = NEW.municipality_id) THEN
            RAISE EXCEPTION 'location % is not of these two', NEW.location_id
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER certificate_of_own_location
        BEFORE INSERT OR UPDATE ON quality_certificate
        FOR EACH ROW WHEN (NEW.location_id IS NOT NULL)
        EXECUTE FUNCTION quality_check_certificate_place();
    CREATE TRIGGER permit_of_own_location BEFORE INSERT ON quality_permitfact
        FOR EACH ROW EXECUTE FUNCTION quality_check_certificate_place();
    CREATE TRIGGER report_of_own_location BEFORE INSERT ON quality_schemereport
        FOR EACH ROW EXECUTE FUNCTION quality_check_certificate_place();

    CREATE FUNCTION quality_check_certificate() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM quality_certificate c WHERE c.id = NEW.certificate_id
            AND c.municipality_id = NEW.municipality_id) THEN
            RAISE EXCEPTION 'certificate % is not known here', NEW.certificate_id
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER said_of_own_certificate BEFORE INSERT ON quality_certificateterm
        FOR EACH ROW EXECUTE FUNCTION quality_check_certificate();
    CREATE TRIGGER changed_own_certificate BEFORE INSERT ON quality_certificatechange
        FOR EACH ROW EXECUTE FUNCTION quality_check_certificate();
    CREATE TRIGGER row_of_own_certificate
        BEFORE INSERT OR UPDATE ON quality_registerrow
        FOR EACH ROW WHEN (NEW.certificate_id IS NOT NULL)
        EXECUTE FUNCTION quality_check_certificate();
    CREATE TRIGGER report_on_own_certificate BEFORE INSERT ON quality_schemereport
        FOR EACH ROW WHEN (NEW.certificate_id IS NOT NULL)
        EXECUTE FUNCTION quality_check_certificate();

    -- What was said stands. An unknown place may be recognised later, a row of a
    -- register settled, a report sent and answered.
    REVOKE UPDATE ON quality_certificate, quality_registerimport, quality_registerrow,
        quality_schemereport FROM onderdak_app;
    GRANT UPDATE (provider_id, location_id, whole_organisation)
        ON quality_certificate TO onderdak_app;
    GRANT UPDATE (state, rows, counts) ON quality_registerimport TO onderdak_app;
    GRANT UPDATE (certificate_id, left_on, settled_by_id)
        ON quality_registerrow TO onderdak_app;
    GRANT UPDATE (sent_on, sent_to, sent_by_id, message_id, answered_on, answer,
        answered_by_id) ON quality_schemereport TO onderdak_app;
"""
_NO_GUARDS = """
    GRANT UPDATE ON quality_certificate, quality_registerimport, quality_registerrow,
        quality_schemereport TO onderdak_app;
    DROP TRIGGER report_on_own_certificate ON quality_schemereport;
    DROP TRIGGER row_of_own_certificate ON quality_registerrow;
    DROP TRIGGER changed_own_certificate ON quality_certificatechange;
    DROP TRIGGER said_of_own_certificate ON quality_certificateterm;
    DROP FUNCTION quality_check_certificate();
    DROP TRIGGER report_of_own_location ON quality_schemereport;
    DROP TRIGGER permit_of_own_location ON quality_permitfact;
    DROP TRIGGER certificate_of_own_location ON quality_certificate;
    DROP FUNCTION quality_check_certificate_place();
"""

# Who reads a certificate reads what was said of it.
_OF_CERTIFICATE = "certificate_id IN (SELECT c.id FROM quality_certificate c)"
_TOWN = {"municipality": "municipality_id"}


def _key() -> tuple[str, models.Field]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


class Migration(migrations.Migration):
    """Certificates per location, their register and their gaps."""

    dependencies = [
        ("quality", "0001_quality_file"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                _key(),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                ("scheme", models.CharField(choices=_SCHEMES, max_length=8)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(max_length=200)),
                ("holder_kvk", models.CharField(blank=True, max_length=8)),
                ("whole_organisation", models.BooleanField(default=False)),
                ("address", models.CharField(blank=True, max_length=200)),
                (
                    "location",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=_PROTECT, to="nights.location"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=_PROTECT, to="parties.provider"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CertificateChange",
            fields=[
                _key(),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("valid", "valid"),
                            ("suspended", "suspended"),
                            ("withdrawn", "withdrawn"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("since", models.DateField()),
                ("origin", models.CharField(choices=_ORIGINS, max_length=12)),
                ("source", models.CharField(max_length=200)),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=_PROTECT,
                        related_name="changes",
                        to="quality.certificate",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CertificateTerm",
            fields=[
                _key(),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                ("said_on", models.DateField()),
                ("origin", models.CharField(choices=_ORIGINS, max_length=12)),
                ("source", models.CharField(max_length=200)),
                ("beds", models.PositiveIntegerField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("registered_on", models.DateField(blank=True, null=True)),
                ("inspected_on", models.DateField(blank=True, null=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=_PROTECT,
                        related_name="terms",
                        to="quality.certificate",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PermitFact",
            fields=[
                _key(),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("environment", "Environment"),
                            ("operating", "Operating"),
                            ("lodging", "Lodging"),
                            ("tolerated", "Tolerated"),
                            ("other", "Other"),
                        ],
                        max_length=11,
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("beds", models.PositiveIntegerField(blank=True, null=True)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=200)),
                (
                    "location",
                    models.ForeignKey(on_delete=_PROTECT, to="nights.location"),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
                (
                    "provider",
                    models.ForeignKey(on_delete=_PROTECT, to="parties.provider"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                _key(),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                ("scheme", models.CharField(choices=_SCHEMES, max_length=8)),
                ("filename", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("whole_list", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("recorded", "Recorded"),
                            ("left", "Left"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("rows", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                _key(),
                ("line", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=300)),
                ("said", models.JSONField()),
                ("left_on", models.DateField(blank=True, null=True)),
                ("settled_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=_PROTECT,
                        to="quality.certificate",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
                (
                    "register",
                    models.ForeignKey(on_delete=_PROTECT, to="quality.registerimport"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SchemeContact",
            fields=[
                _key(),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField()),
                ("scheme", models.CharField(choices=_SCHEMES, max_length=8)),
                ("organisation", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchemeReport",
            fields=[
                _key(),
                ("scheme", models.CharField(choices=_SCHEMES, max_length=8)),
                ("observed_on", models.DateField()),
                ("subjects", models.JSONField()),
                ("observations", models.CharField(blank=True, max_length=2000)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("law", "Law"),
                            ("covenant", "Covenant"),
                            ("project_plan", "Project Plan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ground_reference", models.CharField(max_length=200)),
                ("ground_since", models.DateField()),
                ("ground_until", models.DateField(blank=True, null=True)),
                ("purpose", models.CharField(max_length=500)),
                ("necessity", models.CharField(max_length=500)),
                ("proportionality", models.CharField(max_length=500)),
                ("left_out", models.CharField(max_length=500)),
                ("expires_on", models.DateField()),
                ("decided_on", models.DateField()),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("decided_by_id", models.BigIntegerField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("sent_to", models.EmailField(blank=True, max_length=254)),
                ("sent_by_id", models.BigIntegerField(blank=True, null=True)),
                ("message_id", models.BigIntegerField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("answered_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=_PROTECT,
                        to="quality.certificate",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(on_delete=_PROTECT, to="nights.location"),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=_PROTECT, to="identity.municipality"),
                ),
                (
                    "provider",
                    models.ForeignKey(on_delete=_PROTECT, to="parties.provider"),
                ),
            ],
        ),
        isolate(
            "quality_certificate",
            municipality="municipality_id",
            provider="provider_id",
        ),
        isolate("quality_certificateterm", **_TOWN, also=_OF_CERTIFICATE),
        isolate("quality_certificatechange", **_TOWN, also=_OF_CERTIFICATE),
        isolate(
            "quality_permitfact",
            municipality="municipality_id",
            provider="provider_id",
            writers="municipality",
        ),
        isolate("quality_registerimport", **_TOWN),
        isolate("quality_registerrow", **_TOWN),
        isolate("quality_schemecontact", **_TOWN),
        # A report is supervision: the provider hears of it from the municipality.
        isolate("quality_schemereport", **_TOWN),
        migrations.RunSQL(_OWN_NAME, _NOT_OWN_NAME),
        migrations.RunSQL(_GUARDS, _NO_GUARDS),
        never_removed("quality_certificate"),
        append_only("quality_certificateterm"),
        append_only("quality_certificatechange"),
        append_only("quality_permitfact"),
        never_removed("quality_registerimport"),
        never_removed("quality_registerrow"),
        append_only("quality_schemecontact"),
        never_removed("quality_schemereport"),
    ]
