"""From when a law holds is not asked of who shares, so it is not made up either."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A covenant or a plan has a first day; of a law none is recorded."""

    dependencies = [("privacy", "0005_sharing")]

    operations = [
        migrations.AlterField(
            model_name="sharingrecord",
            name="ground_since",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="sharingrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ground_kind", "law"),
                    ("ground_since__isnull", False),
                    _connector="OR",
                ),
                name="sharing_ground_begins_unless_law",
            ),
        ),
    ]
