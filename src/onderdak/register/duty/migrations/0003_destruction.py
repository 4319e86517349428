"""Which address investigations may go when they are past their term."""

from django.db import migrations

from onderdak.foundation.privacy.destroyable import destroyable

_PAST = """
    SELECT t.ctid, t.id::text, t.ended_on FROM duty_addressinvestigation t
    WHERE t.municipality_id = town
      AND (t.ended_on + make_interval(months => months))::date <= on_day
"""
_ADDRESSES = """
    DELETE FROM duty_investigatedaddress a
    WHERE a.municipality_id = town AND NOT EXISTS (
        SELECT 1 FROM duty_addressinvestigation i WHERE i.id = a.investigation_id);
"""


class Migration(migrations.Migration):
    """Which address investigations may go."""

    dependencies = [("duty", "0002_isolation"), ("privacy", "0003_destruction")]

    operations = [
        destroyable(
            "duty_addressinvestigation",
            room="duty",
            past=_PAST,
            then=_ADDRESSES,
        ),
    ]
