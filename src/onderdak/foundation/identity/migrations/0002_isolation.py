"""The scope functions, and row security on the tables of identity."""

from django.db import migrations

from onderdak.foundation.identity.isolation import (
    append_only,
    isolate,
    never_removed,
)

_LIST = """
    CREATE FUNCTION scope_{name}() RETURNS {kind}[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    BEGIN
        IF coalesce(current_setting('onderdak.scope', true), '') = '' THEN
            RAISE EXCEPTION 'no scope was set'
                USING HINT = 'Wrap the query in scope() or no_scope().';
        END IF;
        RETURN coalesce(
            nullif(current_setting('onderdak.{name}', true), ''), '{{}}')::{kind}[];
    END $$;
"""


def _scope_list(name: str, kind: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        _LIST.format(name=name, kind=kind), f"DROP FUNCTION scope_{name}()"
    )


class Migration(migrations.Migration):
    """Row security of identity."""

    dependencies = [("identity", "0001_initial")]

    operations = [
        _scope_list("municipalities", "text"),
        _scope_list("providers", "bigint"),
        _scope_list("regions", "text"),
        migrations.RunSQL(
            """
            CREATE FUNCTION scope_actor() RETURNS bigint
            LANGUAGE sql STABLE PARALLEL SAFE AS
            $$ SELECT nullif(current_setting('onderdak.actor', true), '')::bigint $$;
            """,
            "DROP FUNCTION scope_actor()",
        ),
        isolate(
            "identity_membership",
            municipality="municipality_id",
            provider="provider_id",
            also="region_id = ANY ((SELECT scope_regions())::text[])",
            also_read="user_id = (SELECT scope_actor())",
        ),
        isolate(
            "identity_auditevent",
            municipality="municipality",
            provider="provider_id",
            also="(municipality IS NULL AND provider_id IS NULL"
            " AND actor_id = (SELECT scope_actor()))",
        ),
        # Nobody writes an event in somebody else's name.
        migrations.RunSQL(
            "CREATE POLICY own_name ON identity_auditevent AS RESTRICTIVE FOR INSERT"
            " WITH CHECK (coalesce(actor_id = (SELECT scope_actor()), true))",
            "DROP POLICY own_name ON identity_auditevent",
        ),
        isolate(
            "identity_roomswitch", municipality="municipality_id", also_read="true"
        ),
        append_only("identity_auditevent"),
        never_removed("identity_user"),
        *[
            append_only(table)
            for table in (
                *("identity_region", "identity_municipality"),
                "identity_organisation",
            )
        ],
    ]
