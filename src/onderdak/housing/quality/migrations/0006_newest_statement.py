"""The newest statement of a municipality or provider is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes by which a list knows that nothing was stated since."""

    dependencies = [("quality", "0005_certificate_rules")]

    operations = [
        migrations.AddIndex(
            model_name="statedfact",
            index=models.Index(
                fields=["municipality", "-id"], name="stated_newest_of_town"
            ),
        ),
        migrations.AddIndex(
            model_name="statedfact",
            index=models.Index(
                fields=["provider", "-id"], name="stated_newest_of_house"
            ),
        ),
    ]
