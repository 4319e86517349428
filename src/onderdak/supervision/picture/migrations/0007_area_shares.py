"""Shares of neighbourhoods, and sources for permits of landlords and mail."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate

_BEFORE = import_module("onderdak.supervision.picture.migrations.0003_taking_back")

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_SOURCES_MORE = """,
        ('landlords', '{supervision,report}', '{supervisor,desk_clerk}',
            '{municipal_admin,supervisor}', 60),
        ('mail', '{supervision,registration}', '{supervisor,registry_clerk}',
            '{municipal_admin,supervisor,registry_clerk}', 24)
"""
_OLD = _BEFORE._SOURCES
_NEW = _OLD.replace(" $$;", f"{_SOURCES_MORE} $$;")
if _NEW == _OLD:
    raise RuntimeError("the function of the sources is not as it was")


class Migration(migrations.Migration):
    """What a list is held against, and further sources of files."""

    dependencies = [
        ("identity", "0001_initial"),
        ("places", "0001_initial"),
        ("picture", "0006_sample_by_lot"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="AreaShare",
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
                ("key", models.CharField(max_length=20)),
                ("per_thousand", models.PositiveSmallIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="places.area",
                        db_index=False,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "key"), name="areashare_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per_thousand__lte", 1000)),
                        name="areashare_is_a_share",
                    ),
                ],
            },
        ),
        isolate("picture_areashare", municipality="municipality_id"),
        migrations.RunSQL(_NEW, _OLD),
    ]
