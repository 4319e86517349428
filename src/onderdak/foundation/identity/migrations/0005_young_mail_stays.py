"""Whatever moment the app names: mail of the last day is not wiped.

How long mail is kept is a setting of the installation, which the database does not
know. No term is shorter than a day, so a slip cannot empty what is fresh.
"""

from django.db import migrations

_FUNCTION = """
    CREATE OR REPLACE FUNCTION outbox_wipe_messages(before timestamptz)
    RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE around text := coalesce(current_setting('onderdak.scope', true), '');
    BEGIN
        {check}
        PERFORM set_config('onderdak.scope', 'none', true);
        RETURN QUERY
            WITH wiped AS (
                UPDATE outbox_message
                SET email = '', subject = '', body = '', wiped_at = now()
                WHERE wiped_at IS NULL AND state IN ('sent', 'stuck')
                  AND tried_at < before
                RETURNING id
            ), files AS (
                DELETE FROM outbox_attachment WHERE message_id IN (SELECT id FROM wiped)
            )
            SELECT count(*) FROM wiped;
        PERFORM set_config('onderdak.scope', around, true);
    END $$;
"""
_CHECK = """
        IF before IS NULL OR before > clock_timestamp() - interval '1 day' THEN
            RAISE EXCEPTION 'mail is kept for a day at least'
                USING ERRCODE = 'check_violation';
        END IF;
"""


class Migration(migrations.Migration):
    """A floor under the term of mail."""

    dependencies = [("identity", "0004_access_tokens")]

    operations = [
        migrations.RunSQL(_FUNCTION.format(check=_CHECK), _FUNCTION.format(check=""))
    ]
