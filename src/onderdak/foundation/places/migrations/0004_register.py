"""Buildings, more of dwelling objects, districts, and searching addresses."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# What `domain/keys.py` makes of a name: taken apart into letters and their accents,
# and of that the plain letters and digits.
_KEY = """
    CREATE FUNCTION places_key(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
        regexp_replace(lower(normalize(name, NFKD)), '[^a-z0-9]', '', 'g');
"""

# Of a mixed use the BAG names each. Changing the type does not pass row security, which
# would hide the rows from the owner.
_USES = """
    ALTER TABLE places_dwellingobject RENAME COLUMN use TO uses;
    ALTER TABLE places_dwellingobject ALTER COLUMN uses TYPE varchar(60)[]
        USING string_to_array(replace(uses, ', ', ','), ',');
"""
_ONE_USE = """
    ALTER TABLE places_dwellingobject ALTER COLUMN uses TYPE varchar(60)
        USING left(array_to_string(uses, ','), 60);
    ALTER TABLE places_dwellingobject RENAME COLUMN uses TO use;
"""


def _key_of(column):
    return models.GeneratedField(
        expression=models.Func(models.F(column), function="places_key"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )


def _id():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _to(model, on_delete=django.db.models.deletion.CASCADE):
    return models.ForeignKey(on_delete=on_delete, to=model)


def _municipality():
    return _to("identity.municipality", django.db.models.deletion.PROTECT)


class Migration(migrations.Migration):
    """Buildings, more of dwelling objects, districts, and searching addresses."""

    dependencies = [("places", "0003_proposed"), ("identity", "0006_desk_roles")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(_KEY, "DROP FUNCTION places_key(text)"),
        migrations.AlterField(
            model_name="area",
            name="kind",
            field=models.CharField(
                choices=[
                    ("municipality", "Municipality"),
                    ("district", "District"),
                    ("neighbourhood", "Neighbourhood"),
                    ("postcode", "Postcode"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="area",
            name="year",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RemoveConstraint(model_name="area", name="area_code_is_cbs"),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("code__regex", r"^(GM\d{4}|WK\d{6}|BU\d{8}|PC\d{4})$")
                ),
                name="area_code_is_cbs",
            ),
        ),
        migrations.AlterField(
            model_name="address",
            name="postcode",
            field=models.CharField(blank=True, db_collation="C", max_length=6),
        ),
        migrations.AddField(
            model_name="address",
            name="since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="address",
            name="gone_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="address", name="street_key", field=_key_of("street")
        ),
        migrations.AddField(
            model_name="address", name="addition_key", field=_key_of("addition")
        ),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(
                fields=["municipality", "street_key", "number", "addition_key"],
                name="address_by_street",
            ),
        ),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(
                fields=["municipality", "postcode", "number", "addition_key"],
                name="address_by_postcode",
            ),
        ),
        migrations.RunSQL(
            _USES,
            _ONE_USE,
            state_operations=[
                migrations.RenameField("dwellingobject", "use", "uses"),
                migrations.AlterField(
                    model_name="dwellingobject",
                    name="uses",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="dwellingobject",
            name="status",
            field=models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="dwellingobject",
            name="since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dwellingobject",
            name="gone_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Building",
            fields=[
                ("id", _id()),
                ("bag_id", models.CharField(max_length=16, unique=True)),
                ("status", models.CharField(max_length=60)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("footprint", models.FloatField()),
                ("rd_x", models.FloatField()),
                ("rd_y", models.FloatField()),
                ("longitude", models.FloatField()),
                ("latitude", models.FloatField()),
                ("since", models.DateField()),
                ("gone_on", models.DateField(blank=True, null=True)),
                ("municipality", _municipality()),
            ],
        ),
        migrations.AddConstraint(
            model_name="building",
            constraint=models.CheckConstraint(
                condition=models.Q(("bag_id__regex", r"^\d{4}10\d{10}$")),
                name="building_bag_id_is_pand",
            ),
        ),
        migrations.CreateModel(
            name="PartOfBuilding",
            fields=[
                ("id", _id()),
                ("building", _to("places.building")),
                ("dwelling_object", _to("places.dwellingobject")),
                ("municipality", _municipality()),
            ],
        ),
        migrations.AddConstraint(
            model_name="partofbuilding",
            constraint=models.UniqueConstraint(
                fields=("dwelling_object", "building"), name="in_a_building_once"
            ),
        ),
        migrations.CreateModel(
            name="SideAddress",
            fields=[
                ("id", _id()),
                ("address", _to("places.address")),
                ("dwelling_object", _to("places.dwellingobject")),
                ("municipality", _municipality()),
            ],
        ),
        migrations.AddConstraint(
            model_name="sideaddress",
            constraint=models.UniqueConstraint(
                fields=("dwelling_object", "address"), name="side_address_once"
            ),
        ),
        migrations.AddField(
            model_name="dwellingobject",
            name="buildings",
            field=models.ManyToManyField(
                related_name="objects_in",
                through="places.PartOfBuilding",
                to="places.building",
            ),
        ),
        migrations.AddField(
            model_name="dwellingobject",
            name="side_addresses",
            field=models.ManyToManyField(
                related_name="objects_beside",
                through="places.SideAddress",
                to="places.address",
            ),
        ),
        migrations.CreateModel(
            name="RegisterLoad",
            fields=[
                ("id", _id()),
                ("register", models.CharField(max_length=10)),
                ("as_of", models.DateField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), size=None
                    ),
                ),
                ("counts", models.JSONField()),
                ("at", models.DateTimeField()),
                ("municipality", _municipality()),
            ],
        ),
        migrations.AddIndex(
            model_name="registerload",
            index=models.Index(
                fields=["municipality", "register", "-as_of"], name="latest_load"
            ),
        ),
        *[
            isolate(table, municipality="municipality_id", also_read="true")
            for table in (
                "places_building",
                "places_partofbuilding",
                "places_sideaddress",
                "places_registerload",
            )
        ],
        append_only("places_registerload"),
    ]
