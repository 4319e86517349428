"""What routing decided, who is to own a simple desk, and categories that change."""

from django.db import migrations, models

# What the law and the safety of reporters hang on stays; names and terms may change.
_CATEGORIES = """
    REVOKE UPDATE ON desk_category FROM onderdak_app;
    GRANT UPDATE (names, ground, term_working_days, active, position)
        ON desk_category TO onderdak_app;
    GRANT UPDATE (routed, watched) ON desk_report TO onderdak_app;
"""
_ALL_OF_IT = "GRANT UPDATE ON desk_category TO onderdak_app"


class Migration(migrations.Migration):
    """What routing decided, who is to own a simple desk, and categories that change."""

    dependencies = [("desk", "0004_partner_kind")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="routed",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="watched",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="desksetting",
            name="intended",
            field=models.EmailField(
                blank=True, db_default="", default="", max_length=254
            ),
        ),
        migrations.RunSQL(_CATEGORIES, _ALL_OF_IT),
    ]
