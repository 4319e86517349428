"""Row security on the tables of privacy; its logs can only be added to."""

from django.db import migrations

from onderdak.foundation.identity.isolation import append_only, isolate


class Migration(migrations.Migration):
    """Row security of privacy."""

    dependencies = [("privacy", "0001_initial"), ("identity", "0002_isolation")]

    operations = [
        # Who answers for data, and for how long they are kept, may be known to all.
        isolate(
            "privacy_controllership", municipality="municipality_id", also_read="true"
        ),
        isolate(
            "privacy_retentionterm", municipality="municipality_id", also_read="true"
        ),
        isolate("privacy_opening", municipality="municipality", provider="provider_id"),
        isolate(
            "privacy_processingrecord",
            municipality="municipality",
            provider="provider_id",
        ),
        migrations.RunSQL(
            "CREATE POLICY own_name ON privacy_opening AS RESTRICTIVE FOR INSERT"
            " WITH CHECK (actor_id = (SELECT scope_actor()))",
            "DROP POLICY own_name ON privacy_opening",
        ),
        # A lost key is every name lost: keys are added, never changed or removed.
        append_only("privacy_datakey"),
        append_only("privacy_opening"),
        append_only("privacy_processingrecord"),
    ]
