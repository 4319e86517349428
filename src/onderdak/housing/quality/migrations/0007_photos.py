"""Photos with the facts of a location."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# As with facts: a provider shows its own house, the municipality what it saw there,
# each in the own name. All that may change afterwards is that the picture is wiped.
_GUARDED = """
    CREATE POLICY own_name ON quality_photo AS RESTRICTIVE FOR INSERT WITH CHECK (
        added_by_id = (SELECT scope_actor()) AND removed_at IS NULL
        AND CASE WHEN source = 'provider'
            THEN provider_id = ANY ((SELECT scope_providers())::bigint[])
            ELSE municipality_id = ANY ((SELECT scope_municipalities())::text[]) END);
    CREATE POLICY own_side ON quality_photo AS RESTRICTIVE FOR UPDATE
        USING (removed_at IS NULL
            AND CASE WHEN source = 'provider'
            THEN provider_id = ANY ((SELECT scope_providers())::bigint[])
            ELSE municipality_id = ANY ((SELECT scope_municipalities())::text[]) END)
        WITH CHECK (removed_at IS NOT NULL
            AND removed_by_id = (SELECT scope_actor()));
    REVOKE UPDATE ON quality_photo FROM onderdak_app;
    GRANT UPDATE (image, thumbnail, removed_at, removed_by_id)
        ON quality_photo TO onderdak_app;
    CREATE TRIGGER photos_of_own_locations AFTER INSERT ON quality_photo
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();
"""
_NOT_GUARDED = """
    DROP TRIGGER photos_of_own_locations ON quality_photo;
    GRANT UPDATE ON quality_photo TO onderdak_app;
    DROP POLICY own_side ON quality_photo;
    DROP POLICY own_name ON quality_photo;
"""
# What a photo shows is past its term so long after the day on which it was taken, also
# where the location is still in use: by then it tells little of the house.
_PAST = """
    SELECT t.ctid, t.id::text, t.observed_on FROM quality_photo t
    WHERE t.municipality_id = town
      AND (t.observed_on + make_interval(months => months))::date <= on_day
      AND t.location_id <> ALL (kept)
"""
_PROTECT = django.db.models.deletion.PROTECT


def _of(table: str) -> models.ForeignKey:
    return models.ForeignKey(db_index=False, on_delete=_PROTECT, to=table)


class Migration(migrations.Migration):
    """Photos with the facts of a location."""

    dependencies = [
        ("privacy", "0003_destruction"),
        ("quality", "0006_newest_statement"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Photo",
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
                ("municipality", _of("identity.municipality")),
                ("provider", _of("parties.provider")),
                ("location", _of("nights.location")),
                ("place", models.CharField(blank=True, max_length=60)),
                ("subject", models.CharField(max_length=40)),
                ("room", models.CharField(blank=True, max_length=60)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("provider", "provider"),
                            ("inspection", "inspection"),
                        ],
                        max_length=11,
                    ),
                ),
                ("observed_on", models.DateField()),
                ("image", models.BinaryField()),
                ("thumbnail", models.BinaryField()),
                ("bytes", models.PositiveIntegerField()),
                ("added_by_id", models.BigIntegerField()),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by_id", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["location", "-id"], name="photo_of_location")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("image", b""), _negated=True),
                                models.Q(("thumbnail", b""), _negated=True),
                                ("removed_at__isnull", True),
                                ("removed_by_id__isnull", True),
                            ),
                            models.Q(
                                ("image", b""),
                                ("removed_at__isnull", False),
                                ("removed_by_id__isnull", False),
                                ("thumbnail", b""),
                            ),
                            _connector="OR",
                        ),
                        name="photo_there_or_wiped",
                    )
                ],
            },
        ),
        isolate(
            "quality_photo", municipality="municipality_id", provider="provider_id"
        ),
        never_removed("quality_photo"),
        migrations.RunSQL(_GUARDED, _NOT_GUARDED),
        destroyable("quality_photo", room="nights", past=_PAST),
    ]
