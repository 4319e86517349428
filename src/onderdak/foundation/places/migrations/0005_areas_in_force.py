"""Until which year an area holds: statistics draws them anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Until which year an area holds: statistics draws them anew."""

    dependencies = [("places", "0004_register")]

    operations = [
        migrations.AddField(
            model_name="area",
            name="until_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
