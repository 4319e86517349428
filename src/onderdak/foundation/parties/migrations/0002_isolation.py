"""Row security on parties."""

from django.db import migrations

from onderdak.foundation.identity.isolation import isolate


class Migration(migrations.Migration):
    """Row security of parties."""

    dependencies = [("parties", "0001_initial"), ("identity", "0002_isolation")]

    operations = [
        isolate(
            "parties_provider",
            provider="organisation_id",
            also_read="EXISTS (SELECT 1 FROM parties_admission a"
            " WHERE a.provider_id = organisation_id)",
        ),
        # Whoever admits a provider writes its first row; from then on it is its own.
        migrations.RunSQL(
            "CREATE POLICY admitted ON parties_provider FOR INSERT WITH CHECK"
            " (EXISTS (SELECT 1 FROM parties_admission a"
            " WHERE a.provider_id = organisation_id))",
            "DROP POLICY admitted ON parties_provider",
        ),
        isolate(
            "parties_admission",
            municipality="municipality_id",
            provider="provider_id",
            writers="municipality",
        ),
        # What a municipality records about parties is its own; a provider that is
        # named in it does not thereby see it.
        isolate("parties_party", municipality="municipality_id"),
        isolate("parties_partataddress", municipality="municipality_id"),
    ]
