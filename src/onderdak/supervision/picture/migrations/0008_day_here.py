"""The terms of files and points count from the day here, also after midnight."""

from django.db import migrations

from onderdak.foundation.privacy.day_here import day_here


class Migration(migrations.Migration):
    """What is past its term is counted in days of the Netherlands."""

    dependencies = [("picture", "0007_area_shares")]

    operations = [
        day_here(
            "picture_delivery_past(text, integer, date, bigint[])",
            "picture_deliveredfile_past(text, integer, date, bigint[])",
            "picture_pointset_past(text, integer, date, bigint[])",
        )
    ]
