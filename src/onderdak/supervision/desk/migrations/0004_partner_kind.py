"""Which kind of chain partner handed a report in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Which kind of chain partner handed a report in."""

    dependencies = [("desk", "0003_forwarding")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="partner_kind",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
    ]
