"""What was announced is delivered, never removed by the app."""

from django.db import migrations


class Migration(migrations.Migration):
    """Grants of the outbox; written out, because this room stands below all others."""

    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON outbox_outboxevent FROM onderdak_app",
            "GRANT DELETE ON outbox_outboxevent TO onderdak_app",
        )
    ]
