"""Row security in migrations: one line per table.

Kept free of live models so that old migrations go on working: what this module
writes into a migration must not change its meaning later.
"""

from django.db.migrations.operations import RunSQL

APP_GROUP = "onderdak_app"

_MUNICIPALITY = "{column} = ANY ((SELECT scope_municipalities())::text[])"
_PROVIDER = "{column} = ANY ((SELECT scope_providers())::bigint[])"
_ADMITTED = (
    "{own} AND ({provider}, {municipality}) IN"
    " (SELECT a.provider_id, a.municipality_id FROM parties_admission a)"
)
_REGION = (
    "{column} IN (SELECT m.code FROM identity_municipality m"
    " WHERE m.region_id = ANY ((SELECT scope_regions())::text[]))"
)


def _check(writers: str, municipality: str | None, provider: str | None) -> str | None:
    """What a written row must be, where that is less than what may be read."""
    if writers == "municipality" and municipality:
        return _MUNICIPALITY.format(column=municipality)
    if writers == "provider" and provider and municipality:
        own = _PROVIDER.format(column=provider)
        return _ADMITTED.format(own=own, provider=provider, municipality=municipality)
    return None


def isolate(
    table: str,
    *,
    municipality: str | None = None,
    provider: str | None = None,
    region_of: str | None = None,
    writers: str = "both",
    also: str | None = None,
    also_read: str | None = None,
) -> RunSQL:
    """Row security for a table: its rows are seen and written in scope only.

    Args:
        table: name of the table.
        municipality: column with the municipality code, or None.
        provider: column with the provider's number, or None.
        writers: who may write where both columns are there: `both`, `municipality`,
            or `provider`; a provider writes in municipalities that admitted it.
        region_of: column with a municipality code whose region may read (never
            write): only for tables that hold counts.
        also: an SQL condition under which rows may be read and written besides.
        also_read: an SQL condition under which rows may be read besides.

    Returns:
        The operation, with its reverse.
    """
    own = []
    if municipality:
        own.append(_MUNICIPALITY.format(column=municipality))
    if provider:
        own.append(_PROVIDER.format(column=provider))
    if also:
        own.append(also)
    read = list(own)
    if region_of:
        read.append(_REGION.format(column=region_of))
    if also_read:
        read.append(also_read)
    write_condition = " OR ".join(own) or "false"
    check = _check(writers, municipality, provider) or write_condition
    return RunSQL(
        sql=f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY in_scope ON {table}
                USING ({write_condition}) WITH CHECK ({check});
            CREATE POLICY read_in_scope ON {table} FOR SELECT
                USING ({" OR ".join(read) or "false"});
        """
        if len(read) > len(own)
        else f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY in_scope ON {table}
                USING ({write_condition}) WITH CHECK ({check});
        """,
        reverse_sql=f"""
            DROP POLICY IF EXISTS read_in_scope ON {table};
            DROP POLICY in_scope ON {table};
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        """,
    )


def append_only(table: str) -> RunSQL:
    """A log: the app adds and reads rows, and can neither change nor remove one."""
    return RunSQL(
        sql=f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_GROUP};",
        reverse_sql=f"GRANT UPDATE, DELETE ON {table} TO {APP_GROUP};",
    )


def never_removed(table: str) -> RunSQL:
    """A table whose rows the app adds and changes, and cannot remove."""
    return RunSQL(
        sql=f"REVOKE DELETE, TRUNCATE ON {table} FROM {APP_GROUP};",
        reverse_sql=f"GRANT DELETE ON {table} TO {APP_GROUP};",
    )
