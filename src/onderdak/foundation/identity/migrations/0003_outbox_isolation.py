"""Row security of the outbox, and what its deliverer may know across tenants."""

from django.db import migrations

from onderdak.foundation.identity.isolation import isolate

# Mail of the installation itself belongs to no tenant. It is seen only where the
# outbox says that it handles such mail. The functions below work with the owner's
# rights: whoever does not work as the app sees all rows.
_BESIDES = (
    "(municipality IS NULL AND provider_id IS NULL"
    " AND coalesce(current_setting('onderdak.outbox', true), '') = 'installation')"
    " OR (SELECT NOT pg_has_role('onderdak_app', 'USAGE'))"
)

# Numbers, tenants and counts only: never an address, never a text. The scope is none
# while a function runs, whatever it was.
_FUNCTION = """
    CREATE FUNCTION {signature} RETURNS {result}
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE around text := coalesce(current_setting('onderdak.scope', true), '');
    BEGIN
        PERFORM set_config('onderdak.scope', 'none', true);
        RETURN QUERY {query};
        PERFORM set_config('onderdak.scope', around, true);
    END $$;
"""
_KNOWN = "TABLE (id bigint, municipality varchar, provider_id bigint, queue varchar)"


def _function(signature: str, result: str, query: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        _FUNCTION.format(signature=signature, result=result, query=query),
        f"DROP FUNCTION {signature}",
    )


_FUNCTIONS = [
    _function(
        "outbox_due_messages(before timestamptz, most integer)",
        _KNOWN,
        """
            SELECT m.id, m.municipality, m.provider_id, m.queue
            FROM outbox_message m
            WHERE m.state IN ('waiting', 'failed') AND m.next_try_at <= before
            ORDER BY m.next_try_at LIMIT most
        """,
    ),
    _function(
        "outbox_stuck_messages()",
        _KNOWN,
        """
            SELECT m.id, m.municipality, m.provider_id, m.queue
            FROM outbox_message m
            WHERE m.state = 'stuck' AND m.wiped_at IS NULL ORDER BY m.id
        """,
    ),
    _function(
        "outbox_message_counts()",
        "TABLE (state varchar, queue varchar, messages bigint, due timestamptz)",
        """
            SELECT m.state, m.queue, count(*), min(m.next_try_at)
            FROM outbox_message m
            WHERE m.state <> 'stuck' OR m.wiped_at IS NULL
            GROUP BY m.state, m.queue
        """,
    ),
    _function(
        "outbox_wipe_messages(before timestamptz)",
        "SETOF bigint",
        """
            WITH wiped AS (
                UPDATE outbox_message
                SET email = '', subject = '', body = '', wiped_at = now()
                WHERE wiped_at IS NULL AND state IN ('sent', 'stuck')
                  AND tried_at < before
                RETURNING id
            ), files AS (
                DELETE FROM outbox_attachment WHERE message_id IN (SELECT id FROM wiped)
            )
            SELECT count(*) FROM wiped
        """,
    ),
]


class Migration(migrations.Migration):
    """Row security of the outbox."""

    dependencies = [
        ("identity", "0002_isolation"),
        ("outbox", "0003_delivery"),
    ]

    operations = [
        *[
            isolate(
                table,
                municipality="municipality",
                provider="provider_id",
                also=_BESIDES,
            )
            for table in ("outbox_message", "outbox_attachment")
        ],
        *_FUNCTIONS,
    ]
