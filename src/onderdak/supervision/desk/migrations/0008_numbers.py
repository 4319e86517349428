"""Numbers that nobody waits for, and what a partner's system stated as one whole."""

from django.db import migrations, models

# A counter in a row is locked until the report is in: everybody waits for everybody.
# A sequence per municipality and year is not; a number that is not used stays unused.
# It is made with the first report of a year, and goes on where the counter stood; so it
# does when rows with later numbers were put in from elsewhere.
_NUMBER = """
    CREATE OR REPLACE FUNCTION desk_next_number(town text, in_year int) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        numbers text := format('public.%I',
                               lower('desk_number_' || town || '_' || in_year));
        counted bigint;
        given bigint;
    BEGIN
        PERFORM set_config('onderdak.municipalities', ARRAY[town]::text, true);
        IF to_regclass(numbers) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtextextended(numbers, 0));
            INSERT INTO desk_numbergiven (municipality_id, year, last)
            VALUES (town, in_year, 0) ON CONFLICT DO NOTHING;
            EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %s'
                           ' OWNED BY desk_numbergiven.last', numbers);
        END IF;
        SELECT n.last INTO counted FROM desk_numbergiven n
        WHERE n.municipality_id = town AND n.year = in_year;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
        given := nextval(numbers::regclass);
        IF given <= counted THEN
            PERFORM pg_advisory_xact_lock(hashtextextended(numbers, 0));
            given := nextval(numbers::regclass);
            IF given <= counted THEN
                given := setval(numbers::regclass, counted + 1);
            END IF;
        END IF;
        RETURN in_year || '-' || lpad(given::text, greatest(5, length(given::text)),
                                      '0');
    END $$;
    REVOKE EXECUTE ON FUNCTION desk_next_number(text, int) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION desk_next_number(text, int) TO onderdak_app;
"""

# Back to the counter, from where the sequences stand.
_COUNTER = """
    DO $$
    DECLARE
        one record;
        reached bigint;
    BEGIN
        ALTER TABLE desk_numbergiven NO FORCE ROW LEVEL SECURITY;
        FOR one IN SELECT municipality_id AS town, year,
                          format('public.%I', lower('desk_number_' || municipality_id
                                                    || '_' || year)) AS numbers
                   FROM desk_numbergiven LOOP
            IF to_regclass(one.numbers) IS NOT NULL THEN
                EXECUTE format('SELECT nextval(%L)', one.numbers) INTO reached;
                UPDATE desk_numbergiven SET last = reached
                WHERE municipality_id = one.town AND year = one.year;
                EXECUTE format('DROP SEQUENCE %s', one.numbers);
            END IF;
        END LOOP;
        ALTER TABLE desk_numbergiven FORCE ROW LEVEL SECURITY;
    END $$;
    CREATE OR REPLACE FUNCTION desk_next_number(town text, in_year int) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        given int;
    BEGIN
        PERFORM set_config('onderdak.municipalities', ARRAY[town]::text, true);
        INSERT INTO desk_numbergiven AS n (municipality_id, year, last)
        VALUES (town, in_year, 1)
        ON CONFLICT (municipality_id, year) DO UPDATE SET last = n.last + 1
        RETURNING n.last INTO given;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
        RETURN in_year || '-' || lpad(given::text, greatest(5, length(given::text)),
                                      '0');
    END $$;
"""


class Migration(migrations.Migration):
    """Numbers from sequences, and a digest of what a partner's system stated."""

    dependencies = [("desk", "0007_published_figures")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="stated",
            field=models.BinaryField(null=True),
        ),
        migrations.RunSQL(_NUMBER, _COUNTER),
    ]
