"""What is stuck is looked for on every first page, so it is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index on what is stuck."""

    dependencies = [("outbox", "0003_delivery")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "stuck")),
                fields=["municipality", "provider_id"],
                name="outbox_mail_stuck",
            ),
        ),
    ]
