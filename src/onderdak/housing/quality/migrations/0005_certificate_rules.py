"""What may not stand in certificates, and how their lists are found."""

from django.db import migrations, models

# Rows that are there are checked: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"


class Migration(migrations.Migration):
    """What may not stand in certificates, and how their lists are found."""

    dependencies = [
        ("identity", "0005_young_mail_stays"),
        ("nights", "0012_rhythm"),
        ("parties", "0004_entrance"),
        ("quality", "0004_public_list"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                fields=["municipality", "scheme", "id"], name="certificate_list"
            ),
        ),
        migrations.AddIndex(
            model_name="registerimport",
            index=models.Index(
                fields=["municipality", "scheme", "-id"], name="register_list"
            ),
        ),
        migrations.AddIndex(
            model_name="registerrow",
            index=models.Index(fields=["municipality", "key"], name="register_row_key"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("location__isnull", True),
                    ("whole_organisation", False),
                    _connector="OR",
                ),
                name="certificate_of_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("location__isnull", True),
                    ("provider__isnull", False),
                    _connector="OR",
                ),
                name="certificate_of_known_provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                fields=(
                    "municipality",
                    "scheme",
                    "holder",
                    "holder_kvk",
                    "number",
                    "location",
                    "address",
                ),
                name="certificate_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="certificateterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="certificate_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="permit_fact_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "waiting"), ("rows", []), _connector="OR"),
                name="register_rows_go",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerrow",
            constraint=models.UniqueConstraint(
                fields=("register", "line"), name="register_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="registerrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("certificate__isnull", True),
                    ("left_on__isnull", True),
                    _connector="OR",
                ),
                name="register_row_settled_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ground_until__isnull", True),
                    ("ground_until__gt", models.F("ground_since")),
                    _connector="OR",
                ),
                name="report_ground_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemereport",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on__gt", models.F("decided_on"))),
                name="report_expires_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemereport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on__isnull", True),
                    ("sent_on__isnull", False),
                    _connector="OR",
                ),
                name="report_answered_after_sent",
            ),
        ),
    ]
