"""Destruction in migrations: one operation per table from which rows may go.

Kept free of live models so that old migrations go on working: what this module
writes into a migration must not change its meaning later.

For each table three functions are made. `<table>_past` names the rows past their term,
`<table>_plan` counts them, and `<table>_destroy` removes a number of them and writes
the proof in the same statement. The term and the day are looked up by the functions
themselves, so that who may call them cannot make a younger row go.
"""

from django.db.migrations.operations import RunSQL

APP_GROUP = "onderdak_app"

_FUNCTIONS = """
    CREATE FUNCTION {table}_past(
        town text, months int, on_day date, kept bigint[]
    ) RETURNS TABLE (at tid, key text, day date)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$ {past} $$;

    CREATE FUNCTION {table}_plan(town text, wanted_day date, kept bigint[])
    RETURNS TABLE (rows bigint, oldest date, newest date)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        on_day date := least(wanted_day, privacy_today());
        term record;
        before text := current_setting('onderdak.providers', true);
    BEGIN
        PERFORM privacy_check_town(town);
        SELECT * INTO term FROM privacy_term(town, '{room}', on_day);
        {widen}
        RETURN QUERY SELECT count(*), min(p.day), max(p.day)
            FROM {table}_past(town, {months}, on_day, kept) p;
        PERFORM set_config('onderdak.providers', coalesce(before, '{{}}'), true);
    END $$;

    CREATE FUNCTION {table}_destroy(wanted_run bigint, most int, kept bigint[])
    RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
    DECLARE
        run privacy_destructionrun;
        town text;
        on_day date;
        term record;
        gone bigint;
        before text := current_setting('onderdak.providers', true);
    BEGIN
        SELECT * INTO run FROM privacy_destructionrun WHERE id = wanted_run;
        IF NOT FOUND OR EXISTS (SELECT 1 FROM privacy_destructioncertificate
                                WHERE run_id = wanted_run) THEN
            RAISE EXCEPTION 'there is no open run %', wanted_run
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        town := run.municipality_id;
        PERFORM privacy_check_town(town);
        on_day := least(run.on_day, privacy_today());
        SELECT * INTO term FROM privacy_term(town, '{room}', on_day);
        IF {months} IS NULL THEN
            RAISE EXCEPTION 'no term is set for {room}'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        {widen}
        {first}
        WITH past AS MATERIALIZED (
            SELECT * FROM {table}_past(town, {months}, on_day, coalesce(kept, '{{}}'))
            LIMIT most
        ), gone AS (
            DELETE FROM {table} t USING past p WHERE t.ctid = p.at
            RETURNING p.key, p.day
        )
        INSERT INTO privacy_destroyedbatch (run_id, municipality_id, room, table_name,
            months, reason, rows, oldest, newest, digest, at)
        SELECT run.id, town, '{room}', '{table}', {months}, {reason},
            count(*), min(day), max(day),
            encode(sha256(convert_to(
                string_agg(key, E'\\n' ORDER BY key COLLATE "C"), 'UTF8')), 'hex'),
            clock_timestamp()
        FROM gone HAVING count(*) > 0
        RETURNING rows INTO gone;
        {then}
        PERFORM set_config('onderdak.providers', coalesce(before, '{{}}'), true);
        RETURN coalesce(gone, 0);
    END $$;
    REVOKE ALL ON FUNCTION {table}_past(text, int, date, bigint[]),
        {table}_plan(text, date, bigint[]),
        {table}_destroy(bigint, int, bigint[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION {table}_plan(text, date, bigint[]),
        {table}_destroy(bigint, int, bigint[]) TO {group};
"""
_REVERSE = """
    DROP FUNCTION {table}_destroy(bigint, int, bigint[]);
    DROP FUNCTION {table}_plan(text, date, bigint[]);
    DROP FUNCTION {table}_past(text, int, date, bigint[]);
"""


def destroyable(
    table: str,
    *,
    room: str,
    past: str,
    widen: str = "",
    first: str = "",
    then: str = "",
    fixed: str = "",
) -> RunSQL:
    """Let rows of a table go when they are past the term of a room.

    Args:
        table: name of the table.
        room: the room whose retention term counts.
        past: a SELECT of (ctid, key as text, day or NULL) of the rows past their
            term; it may use `town`, `months`, `on_day` and `kept` (locations that must
            be kept).
        widen: a statement that shows the functions further rows of the providers in
            `town`; what was shown before is put back at the end.
        first: a statement before a batch, such as a lock.
        then: a statement after it, such as taking away what hung on the rows.
        fixed: for a table with a term of its own: that term in words; then `months`
            is 0 and no term of a municipality is asked for.
    """
    sql = _FUNCTIONS.format(
        table=table,
        room=room,
        past=past,
        widen=widen,
        first=first,
        then=then,
        months="0" if fixed else "term.months",
        reason=f"'{fixed}'" if fixed else "term.reason",
        group=APP_GROUP,
    )
    return RunSQL(sql, _REVERSE.format(table=table))
