"""Which tables belong to tenants, and whether row security guards them."""

from django.db import connection

TENANT_COLUMNS = (
    "municipality",
    "municipality_id",
    "provider",
    "provider_id",
    "organisation_id",
)

# Tables with a tenant column and no row security, each with its reason.
EXCEPTIONS = {
    "identity_invitation": "found by the secret of its link, before any scope exists",
    "identity_organisation": "a number and a kind, no name",
}

_UNGUARDED = """
    SELECT c.relname
    FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
      AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                  AND a.attname = ANY (%s) AND NOT a.attisdropped)
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity
               AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
    ORDER BY 1
"""


def tables_without_row_security() -> list[str]:
    """Tables that a tenant's column says should be guarded, and are not."""
    with connection.cursor() as cursor:
        cursor.execute(_UNGUARDED, [list(TENANT_COLUMNS)])
        return [name for (name,) in cursor.fetchall() if name not in EXCEPTIONS]
