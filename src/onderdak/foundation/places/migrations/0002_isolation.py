"""Row security on places: public facts, read by all, written by their municipality."""

from django.db import migrations

from onderdak.foundation.identity.isolation import isolate


class Migration(migrations.Migration):
    """Row security of places."""

    dependencies = [("places", "0001_initial"), ("identity", "0002_isolation")]

    operations = [
        isolate(table, municipality="municipality_id", also_read="true")
        for table in ("places_area", "places_address", "places_dwellingobject")
    ]
