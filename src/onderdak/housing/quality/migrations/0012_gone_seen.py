"""A provider may see that a register does not name its certificate any more."""

from django.db import migrations

# Of a register that was recorded only its day, scheme and counts are left; the lines
# shown say what stands in certificates that the provider reads already.
_SEEN = """
    CREATE POLICY recorded_where_admitted ON quality_registerimport FOR SELECT USING (
        state = 'recorded' AND municipality_id IN (
            SELECT a.municipality_id FROM parties_admission a
            WHERE a.provider_id = ANY ((SELECT scope_providers())::bigint[])));
    CREATE POLICY own_lines ON quality_registerrow FOR SELECT USING (
        certificate_id IN (SELECT c.id FROM quality_certificate c
            WHERE c.provider_id = ANY ((SELECT scope_providers())::bigint[])));
"""
_NOT_SEEN = """
    DROP POLICY own_lines ON quality_registerrow;
    DROP POLICY recorded_where_admitted ON quality_registerimport;
"""


class Migration(migrations.Migration):
    """Recorded registers, and the lines about one's own certificates."""

    dependencies = [("quality", "0011_whose_word")]

    operations = [migrations.RunSQL(_SEEN, _NOT_SEEN)]
