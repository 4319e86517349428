"""Row security on address investigations."""

from django.db import migrations

from onderdak.foundation.identity.isolation import isolate


class Migration(migrations.Migration):
    """Row security of duty."""

    dependencies = [("duty", "0001_initial"), ("identity", "0002_isolation")]

    operations = [
        isolate("duty_addressinvestigation", municipality="municipality_id"),
        isolate("duty_investigatedaddress", municipality="municipality_id"),
    ]
