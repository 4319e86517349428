"""What nobody took up in time: who opened it can give it to somebody else."""

from django.db import migrations

_OPENED = """
    DROP FUNCTION care_opened(text);
    -- Who opened a task sees by when and that it was taken up, and nothing more.
    CREATE FUNCTION care_opened(town text)
    RETURNS TABLE (task uuid, origin text, opened_at timestamptz, due_on date,
                   taken_up boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT t.id, t.origin::text, t.opened_at, t.due_on, t.taken_up_at IS NOT NULL
        FROM care_caretask t
        WHERE t.municipality_id = town AND t.opened_by_id = scope_actor()
          AND town = ANY (scope_municipalities()::text[])
        ORDER BY t.opened_at DESC LIMIT 200
    $$;
"""
_OPENED_BEFORE = """
    DROP FUNCTION care_opened(text);
    CREATE FUNCTION care_opened(town text)
    RETURNS TABLE (origin text, opened_at timestamptz, taken_up boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT t.origin::text, t.opened_at, t.taken_up_at IS NOT NULL
        FROM care_caretask t
        WHERE t.municipality_id = town AND t.opened_by_id = scope_actor()
          AND town = ANY (scope_municipalities()::text[])
        ORDER BY t.opened_at DESC LIMIT 200
    $$;
"""

# Whoever opened a task cannot read it; where nobody took it up, they can still give it
# to another care worker, without seeing a word of it.
_READDRESS = """
    CREATE FUNCTION care_readdress(
        wanted uuid, to_user bigint, on_moment timestamptz
    ) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        town text;
    BEGIN
        UPDATE care_caretask t SET addressee_id = to_user
        WHERE t.id = wanted AND t.opened_by_id = scope_actor()
          AND t.closed_at IS NULL AND t.taken_up_at IS NULL
          AND t.municipality_id = ANY (scope_municipalities()::text[])
          AND (to_user IS NULL OR care_worker_of(t.municipality_id, to_user))
        RETURNING t.municipality_id INTO town;
        IF town IS NOT NULL THEN
            INSERT INTO care_carestep
                (municipality_id, task_id, what, words, by_id, at)
            VALUES (town, wanted, 'handed_over', '', scope_actor(), on_moment);
        END IF;
        RETURN town;
    END $$;

    -- How many tasks nobody took up in time, and who opened them: for the reminder.
    CREATE FUNCTION care_late(town text, on_day date)
    RETURNS TABLE (opened_by bigint, tasks bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT t.opened_by_id, count(*) FROM care_caretask t
        WHERE t.municipality_id = town AND t.due_on < on_day
          AND t.closed_at IS NULL AND t.taken_up_at IS NULL
          AND town = ANY (scope_municipalities()::text[])
        GROUP BY t.opened_by_id
    $$;
"""
_NO_READDRESS = """
    DROP FUNCTION care_late(text, date);
    DROP FUNCTION care_readdress(uuid, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    """What nobody took up in time: who opened it can give it to somebody else."""

    dependencies = [("care", "0001_care_tasks")]

    operations = [
        migrations.RunSQL(_OPENED, _OPENED_BEFORE),
        migrations.RunSQL(_READDRESS, _NO_READDRESS),
    ]
