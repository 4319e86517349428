"""Who may take away what a provider wrote; what a guest and a control room may ask."""

from django.db import migrations

# What the provider keeps (art. 438 Sr) the municipality reads and never removes. Rows
# past their term go by functions that work with the owner's rights and write the proof.
_KEPT_BY_PROVIDER = (
    "nights_room",
    "nights_bed",
    "nights_guest",
    "nights_guestidentity",
    "nights_guestcode",
    "nights_locationcode",
    "nights_registrationstatement",
    "nights_stay",
    "nights_doublelet",
    "nights_nightconfirmation",
)
_REMOVED_BY_PROVIDER = """
    CREATE POLICY removed_by_provider ON {table} AS RESTRICTIVE FOR DELETE
        TO onderdak_app
        USING (provider_id = ANY ((SELECT scope_providers())::bigint[]));
"""
_OPEN_AGAIN = "DROP POLICY removed_by_provider ON {table};"

# What a guest asked stays, and so does what the municipality told a provider.
_STAYS = ("nights_mendingrequest", "nights_compliancestep")

# A stay that was taken back is just what a guest may want to speak of: then the place
# is known from its earlier form, or from where the name is recorded.
_ASK_MENDING = """
    CREATE OR REPLACE FUNCTION nights_ask_mending(presented text, today date,
        about bigint, said text, spoken text, most int)
    RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        code nights_guestcode := nights_live_code(presented, today);
        town text;
        made bigint;
        before text[];
    BEGIN
        IF code.id IS NULL THEN
            RETURN NULL;
        END IF;
        before := nights_as('{}', '{' || code.provider_id || '}', '0');
        -- Messages of one guest follow each other, so that the limit holds.
        PERFORM pg_advisory_xact_lock(hashtext('nights.mending'), code.id::int);
        SELECT known.municipality_id INTO town FROM (
            SELECT s.municipality_id, 1 AS place, s.ends AS latest
            FROM nights_stay s
            WHERE s.guest_id = code.guest_id AND s.provider_id = code.provider_id
              AND (about IS NULL OR s.id = about)
            UNION ALL
            SELECT f.municipality_id, 2, f.superseded_at::date
            FROM nights_supersededstay f
            WHERE f.guest_id = code.guest_id AND f.provider_id = code.provider_id
              AND about IS NULL
            UNION ALL
            SELECT i.municipality_id, 3, NULL FROM nights_guestidentity i
            WHERE i.guest_id = code.guest_id AND i.provider_id = code.provider_id
              AND about IS NULL
        ) AS known
        ORDER BY known.place, known.latest DESC NULLS LAST LIMIT 1;
        IF town IS NOT NULL AND most > (
                SELECT count(*) FROM nights_mendingrequest m
                WHERE m.guest_id = code.guest_id AND m.provider_id = code.provider_id
                  AND m.asked_at > clock_timestamp() - interval '1 day') THEN
            INSERT INTO nights_mendingrequest (municipality_id, provider_id, guest_id,
                stay_id, message, language, asked_at, answer)
            VALUES (town, code.provider_id, code.guest_id, about, left(said, 1000),
                    left(spoken, 5), clock_timestamp(), '')
            RETURNING id INTO made;
            INSERT INTO identity_auditevent (at, actor_id, action, object,
                                             municipality, provider_id, detail)
            VALUES (clock_timestamp(), 0, 'nights.ask_mending',
                    'mending request ' || made, town, code.provider_id, '{}');
        END IF;
        PERFORM nights_as(before[1], before[2], before[3]);
        IF made IS NULL THEN
            RETURN NULL;
        END IF;
        RETURN jsonb_build_object('request', made, 'municipality', town,
                                  'provider', code.provider_id);
    END $$;
"""

# Searched in a hurry: accents, capitals, full stops and the space before an addition
# make no difference, a number is a whole number, and where no building fits all words
# those that fit most of them are shown, with what was typed still in sight.
_PLAIN = """
    CREATE FUNCTION nights_plain(written text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
        SELECT lower(regexp_replace(
            normalize(coalesce(written, ''), NFD), '[\\u0300-\\u036f]', '', 'g'))
    $$;
    CREATE FUNCTION nights_fits(written text, word text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
        SELECT CASE
            WHEN word ~ '^[0-9]+$' THEN written ~ ('\\m' || word || '(?![0-9])')
            WHEN word ~ '^[0-9][0-9a-z]*$' THEN written ~ ('\\m' || word)
            ELSE strpos(written, word) > 0 END
    $$;
"""
_NOT_PLAIN = "DROP FUNCTION nights_fits(text, text); DROP FUNCTION nights_plain(text);"
_IN_BUILDING = """
    CREATE OR REPLACE FUNCTION nights_in_the_building(presented text, today date,
        night date, searched text, words text[], building bigint)
    RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        link nights_emergencylink := nights_live_link(presented, today);
        before text[];
        found jsonb;
        near boolean;
        one bigint;
        here jsonb;
        total bigint;
        made bigint;
        recent boolean;
    BEGIN
        IF link.id IS NULL THEN
            RETURN NULL;
        END IF;
        before := nights_as('{' || link.municipality_id || '}', '{}', '');
        WITH houses AS (
            SELECT l.id, l.name, a.street, a.number,
                   concat(a.street, ' ', a.number,
                          CASE WHEN a.addition ~ '^[0-9]' THEN '-' END, a.addition,
                          ', ', a.postcode, ' ', a.town) AS address,
                   nights_plain(concat_ws(' ', a.street, a.number, a.addition,
                       concat(a.number, a.addition), a.postcode, a.town, l.name))
                       AS written
            FROM nights_location l JOIN places_address a ON a.id = l.address_id
            WHERE l.municipality_id = link.municipality_id
              AND (link.locations IS NULL OR l.id = ANY (link.locations))
              AND (l.closed_on IS NULL OR l.closed_on > night)
              AND (building IS NULL OR l.id = building)
        ), fitting AS (
            SELECT h.*, CASE WHEN building IS NOT NULL THEN cardinality(words) ELSE (
                       SELECT count(*) FROM unnest(words) AS word
                       WHERE nights_fits(h.written, nights_plain(word))) END AS fit,
                   (SELECT count(*) FROM unnest(words) AS word
                    WHERE word !~ '^[0-9]' AND length(word) > 2
                      AND nights_fits(h.written, nights_plain(word))) AS worded
            FROM houses h
        ), best AS (
            SELECT f.*, max(f.fit) FILTER (
                WHERE f.worded > 0 OR f.fit = cardinality(words)) OVER () AS most
            FROM fitting f
        ), shown AS (
            SELECT b.id, b.name, b.address, b.street, b.number, b.fit
            FROM best b WHERE b.fit > 0 AND b.fit = b.most
              AND (b.worded > 0 OR b.fit = cardinality(words))
            ORDER BY b.street, b.number, b.name LIMIT 21
        )
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', s.id, 'name', s.name, 'address', s.address, 'guests',
                   (SELECT count(*) FROM nights_stay t WHERE t.location_id = s.id
                    AND t.arrival <= night AND t.ends > night))
                   ORDER BY s.street, s.number, s.name), '[]'),
               coalesce(max(s.fit) < cardinality(words), false)
        INTO found, near FROM shown s;
        IF jsonb_array_length(found) = 1 AND NOT near THEN
            one := (found -> 0 ->> 'id')::bigint;
            total := (found -> 0 ->> 'guests')::bigint;
            SELECT coalesce(jsonb_agg(to_jsonb(x)
                       ORDER BY x.floor DESC NULLS LAST, x.unit, x.room), '[]')
            INTO here
            FROM (
                SELECT r.floor, coalesce(u.label, '') AS unit,
                       coalesce(r.label, '') AS room, count(*) AS guests
                FROM nights_stay s LEFT JOIN nights_room r ON r.id = s.room_id
                LEFT JOIN nights_unit u ON u.id = r.unit_id
                WHERE s.location_id = one AND s.arrival <= night AND s.ends > night
                GROUP BY r.floor, u.label, r.id, r.label) AS x;
        END IF;
        -- No number without its line in the log. One alarm for each hour of use.
        SELECT EXISTS (
            SELECT 1 FROM nights_emergencyuse u WHERE u.link_id = link.id
            AND u.at >= date_trunc('hour', clock_timestamp())) INTO recent;
        INSERT INTO nights_emergencyuse (municipality_id, link_id, at, searched,
                                         location_id, guests)
        VALUES (link.municipality_id, link.id, clock_timestamp(), left(searched, 120),
                one, total)
        RETURNING id INTO made;
        here := jsonb_build_object(
            'use', made, 'municipality', link.municipality_id, 'recent', recent,
            'found', found, 'near', near, 'rooms', here,
            'confirmed', (SELECT max(c.confirmed_at) FROM nights_nightconfirmation c
                          WHERE c.location_id = one AND c.night = $3),
            'declared', (SELECT max(d.declared_at) FROM nights_stay s
                         JOIN nights_declaration d ON d.id = s.declaration_id
                         WHERE s.location_id = one AND s.arrival <= $3
                           AND s.ends > $3));
        PERFORM nights_as(before[1], before[2], before[3]);
        RETURN here;
    END $$;
"""


class Migration(migrations.Migration):
    """Who may take away what a provider wrote."""

    dependencies = [("nights", "0010_region_months")]

    operations = [
        *[
            migrations.RunSQL(
                _REMOVED_BY_PROVIDER.format(table=table),
                _OPEN_AGAIN.format(table=table),
            )
            for table in _KEPT_BY_PROVIDER
        ],
        *[
            migrations.RunSQL(
                f"REVOKE DELETE, TRUNCATE ON {table} FROM onderdak_app",
                f"GRANT DELETE ON {table} TO onderdak_app",
            )
            for table in _STAYS
        ],
        migrations.RunSQL(_PLAIN, _NOT_PLAIN),
        # The forms before go with the functions' own migration.
        migrations.RunSQL(_ASK_MENDING, migrations.RunSQL.noop),
        migrations.RunSQL(_IN_BUILDING, migrations.RunSQL.noop),
    ]
