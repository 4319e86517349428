"""What is shared with chain partners, on which ground and why."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"
# A record stays as long as the logs do, and as long as what it shared can be got at.
_PAST = """
    SELECT t.ctid, t.id::text, greatest(
        (t.at AT TIME ZONE 'Europe/Amsterdam')::date, t.expires_on)
    FROM privacy_sharingrecord t
    WHERE t.municipality_id = town AND (greatest(
        (t.at AT TIME ZONE 'Europe/Amsterdam')::date, t.expires_on)
        + make_interval(months => months))::date <= on_day
"""


class Migration(migrations.Migration):
    """What is shared with chain partners."""

    dependencies = [
        ("identity", "0006_desk_roles"),
        ("privacy", "0004_longest_term"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="SharingRecord",
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
                ("room", models.CharField(max_length=40)),
                ("object", models.CharField(max_length=100)),
                ("partner", models.CharField(max_length=200)),
                (
                    "ground_kind",
                    models.CharField(
                        choices=[
                            ("law", "Law"),
                            ("covenant", "Covenant"),
                            ("project_plan", "Project Plan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ground", models.CharField(max_length=300)),
                ("ground_since", models.DateField()),
                ("ground_until", models.DateField(null=True)),
                ("purpose", models.TextField(max_length=1000)),
                ("necessity", models.TextField(max_length=1000)),
                ("proportionality", models.TextField(max_length=1000)),
                ("left_out", models.TextField(max_length=1000)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("expires_on", models.DateField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "-id"], name="sharing_by_municipality"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground__gt", ""), ("ground_kind", "law")),
                            models.Q(
                                ("ground__gt", ""), ("ground_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="sharing_ground_ends_unless_law",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fields__len__gt", 0)),
                        name="sharing_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground_until__isnull", True),
                            ("expires_on__lte", models.F("ground_until")),
                            _connector="OR",
                        ),
                        name="sharing_within_its_ground",
                    ),
                ],
            },
        ),
        isolate("privacy_sharingrecord", municipality="municipality_id"),
        append_only("privacy_sharingrecord"),
        migrations.RunSQL(
            "CREATE POLICY own_name ON privacy_sharingrecord AS RESTRICTIVE FOR INSERT"
            " WITH CHECK (by_id = (SELECT scope_actor()))",
            "DROP POLICY own_name ON privacy_sharingrecord",
        ),
        destroyable("privacy_sharingrecord", room="audit", past=_PAST),
    ]
