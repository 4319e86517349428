"""What guests and emergency services may see."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# What someone holds who has no account: the function that gets a code or secret sees
# the one row whose hash it is, and from there the rows of that guest or municipality
# only. It works with the owner's rights under a scope that it sets and puts back. A
# day that is asked for cannot lie before today, so that no expiry is passed by.
_HELD = (
    "{column} = (SELECT decode(nullif("
    "current_setting('onderdak.presented', true), ''), 'hex'))"
)
_CARD = "code = (SELECT nullif(current_setting('onderdak.card', true), ''))"

# Django adds the keys at the end, when row security is there and asks for a scope.
_NOBODY = "SELECT set_config('onderdak.scope', 'none', true)"

_SCOPE = """
    CREATE FUNCTION nights_as(towns text, owners text, who text) RETURNS text[]
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE before text[] := ARRAY[
        coalesce(current_setting('onderdak.municipalities', true), ''),
        coalesce(current_setting('onderdak.providers', true), ''),
        coalesce(current_setting('onderdak.actor', true), '')];
    BEGIN
        PERFORM set_config('onderdak.municipalities', towns, true);
        PERFORM set_config('onderdak.providers', owners, true);
        PERFORM set_config('onderdak.actor', who, true);
        RETURN before;
    END $$;
"""

_CARD_FUNCTION = """
    CREATE FUNCTION nights_card(wanted text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        card nights_locationcode;
        before text[];
        answer jsonb;
    BEGIN
        PERFORM set_config('onderdak.card', wanted, true);
        SELECT * INTO card FROM nights_locationcode WHERE code = wanted;
        PERFORM set_config('onderdak.card', '', true);
        IF card.id IS NULL THEN
            RETURN NULL;
        END IF;
        before := nights_as('{' || card.municipality_id || '}', '{}', '');
        -- A card that hangs there tells of whoever runs the house now.
        WITH RECURSIVE houses AS (
            SELECT l.*, 0 AS step FROM nights_location l WHERE l.id = card.location_id
            UNION ALL
            SELECT l.*, h.step + 1 FROM houses h
            JOIN nights_location l ON l.follows_id = h.id
            WHERE l.opened_on <= current_date AND h.step < 20
        )
        SELECT jsonb_build_object(
            'location', h.name, 'provider', p.name,
            'municipality', h.municipality_id)
        INTO answer
        FROM houses h JOIN parties_provider p ON p.organisation_id = h.provider_id
        ORDER BY h.step DESC LIMIT 1;
        PERFORM nights_as(before[1], before[2], before[3]);
        RETURN answer;
    END $$;
"""

_LIVE_CODE = """
    CREATE FUNCTION nights_live_code(presented text, today date)
    RETURNS nights_guestcode
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        code nights_guestcode;
        nothing nights_guestcode;
        before text[];
        last_night date;
    BEGIN
        PERFORM set_config('onderdak.presented', presented, true);
        SELECT * INTO code FROM nights_guestcode
        WHERE code_hash = decode(presented, 'hex') AND revoked_at IS NULL;
        PERFORM set_config('onderdak.presented', '', true);
        IF code.id IS NULL THEN
            RETURN nothing;
        END IF;
        before := nights_as('{}', '{' || code.provider_id || '}', '');
        SELECT max(ends) INTO last_night FROM nights_stay
        WHERE guest_id = code.guest_id AND provider_id = code.provider_id;
        PERFORM nights_as(before[1], before[2], before[3]);
        IF greatest(today, current_date)
                > greatest(last_night, code.made_at::date) + code.keep_days::int THEN
            RETURN nothing;
        END IF;
        RETURN code;
    END $$;
"""

_OWN_ENTRIES = """
    CREATE FUNCTION nights_own_entries(presented text, today date) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        code nights_guestcode := nights_live_code(presented, today);
        before text[];
        answer jsonb;
    BEGIN
        IF code.id IS NULL THEN
            RETURN NULL;
        END IF;
        before := nights_as('{}', '{' || code.provider_id || '}', '');
        SELECT jsonb_build_object(
            'guest', code.guest_id,
            'provider', (SELECT name FROM parties_provider
                         WHERE organisation_id = code.provider_id),
            'stays', (
                SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.arrival DESC), '[]')
                FROM (
                    SELECT s.id, s.arrival, s.departure, s.expected_departure,
                           s.municipality_id AS municipality, l.name AS location,
                           concat(a.street, ' ', a.number, a.addition, ', ', a.town)
                               AS address,
                           r.label AS room, b.label AS bed,
                           s.work_municipality, d.declared_at
                    FROM nights_stay s
                    JOIN nights_location l ON l.id = s.location_id
                    JOIN places_address a ON a.id = l.address_id
                    LEFT JOIN nights_room r ON r.id = s.room_id
                    LEFT JOIN nights_bed b ON b.id = s.bed_id
                    LEFT JOIN nights_declaration d ON d.id = s.declaration_id
                    WHERE s.guest_id = code.guest_id
                      AND s.provider_id = code.provider_id) AS x),
            'earlier', (
                SELECT coalesce(
                    jsonb_agg(to_jsonb(x) ORDER BY x.superseded_at DESC), '[]')
                FROM (
                    SELECT s.arrival, s.departure, l.name AS location, s.superseded_at
                    FROM nights_supersededstay s
                    JOIN nights_location l ON l.id = s.location_id
                    WHERE s.guest_id = code.guest_id
                      AND s.provider_id = code.provider_id) AS x),
            'statements', (
                SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.valid_from DESC), '[]')
                FROM (
                    SELECT r.municipality_id AS municipality, r.valid_from, r.status,
                           r.brp_municipality
                    FROM nights_registrationstatement r
                    WHERE r.guest_id = code.guest_id
                      AND r.provider_id = code.provider_id) AS x),
            'openings', (
                SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.at DESC), '[]')
                FROM (
                    SELECT o.at, o.ground, o.role, o.municipality
                    FROM privacy_opening o
                    WHERE o.provider_id = code.provider_id
                      AND o.subject = 'guest ' || code.guest_id) AS x),
            'processing', (
                SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.at DESC), '[]')
                FROM (
                    SELECT p.start_time AS at, p.name, p.municipality
                    FROM privacy_processingrecord p
                    WHERE p.provider_id = code.provider_id
                      AND p.data_subject_id = code.guest_id::text
                      AND p.data_subject_id_type = 'guest'
                    ORDER BY p.start_time DESC LIMIT 100) AS x),
            'messages', (
                SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.asked_at DESC), '[]')
                FROM (
                    SELECT m.message, m.asked_at, m.answer, m.answered_at
                    FROM nights_mendingrequest m
                    WHERE m.guest_id = code.guest_id
                      AND m.provider_id = code.provider_id) AS x),
            'sealed', EXISTS (
                SELECT 1 FROM nights_guestidentity i
                WHERE i.guest_id = code.guest_id
                  AND i.provider_id = code.provider_id)
        ) INTO answer;
        PERFORM nights_as(before[1], before[2], before[3]);
        RETURN answer;
    END $$;
"""

_OWN_NAME = """
    CREATE FUNCTION nights_own_name(presented text, today date)
    RETURNS TABLE (guest bigint, municipality text, provider bigint, sealed bytea,
                   key_for_provider bytea, key_for_municipality bytea,
                   provider_key_version smallint, municipality_key_version smallint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        code nights_guestcode := nights_live_code(presented, today);
        town text;
        before text[];
    BEGIN
        IF code.id IS NULL THEN
            RETURN;
        END IF;
        before := nights_as('{}', '{' || code.provider_id || '}', '0');
        SELECT i.municipality_id INTO town FROM nights_guestidentity i
        LEFT JOIN nights_stay s ON s.guest_id = i.guest_id
            AND s.municipality_id = i.municipality_id
        WHERE i.guest_id = code.guest_id AND i.provider_id = code.provider_id
        ORDER BY s.ends DESC NULLS LAST LIMIT 1;
        IF town IS NOT NULL THEN
            -- No name without its line in the log, in one statement's transaction.
            INSERT INTO privacy_opening (at, actor_id, role, ground, "case", fields,
                                         subject, municipality, provider_id)
            VALUES (clock_timestamp(), 0, 'the_person', 'the_person',
                    'code ' || code.id, 'name,residence,document_kind',
                    'guest ' || code.guest_id, town, code.provider_id);
            INSERT INTO identity_auditevent (at, actor_id, action, object,
                                             municipality, provider_id, detail)
            VALUES (clock_timestamp(), 0, 'nights.see_own_name',
                    'guest ' || code.guest_id, town, code.provider_id,
                    jsonb_build_object('code', code.id));
        END IF;
        RETURN QUERY
            SELECT i.guest_id, i.municipality_id::text, i.provider_id, i.sealed,
                   i.key_for_provider, i.key_for_municipality,
                   i.provider_key_version, i.municipality_key_version
            FROM nights_guestidentity i
            WHERE i.guest_id = code.guest_id AND i.municipality_id = town;
        PERFORM nights_as(before[1], before[2], before[3]);
    END $$;
"""

_ASK_MENDING = """
    CREATE FUNCTION nights_ask_mending(presented text, today date, about bigint,
                                       said text, spoken text, most int)
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
        SELECT s.municipality_id INTO town FROM nights_stay s
        WHERE s.guest_id = code.guest_id AND s.provider_id = code.provider_id
          AND (about IS NULL OR s.id = about)
        ORDER BY s.ends DESC LIMIT 1;
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

_EMERGENCY_LINK = """
    CREATE FUNCTION nights_live_link(presented text, today date)
    RETURNS nights_emergencylink
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE link nights_emergencylink;
    BEGIN
        PERFORM set_config('onderdak.presented', presented, true);
        SELECT * INTO link FROM nights_emergencylink
        WHERE secret_hash = decode(presented, 'hex') AND revoked_at IS NULL
          AND expires_on >= greatest(today, current_date);
        PERFORM set_config('onderdak.presented', '', true);
        RETURN link;
    END $$;

    CREATE FUNCTION nights_link_holder(presented text, today date) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE link nights_emergencylink := nights_live_link(presented, today);
    BEGIN
        IF link.id IS NULL THEN
            RETURN NULL;
        END IF;
        RETURN jsonb_build_object('holder', link.holder,
                                  'municipality', link.municipality_id,
                                  'expires', link.expires_on);
    END $$;
"""

_IN_BUILDING = """
    CREATE FUNCTION nights_in_the_building(presented text, today date, night date,
                                           searched text, words text[], building bigint)
    RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        link nights_emergencylink := nights_live_link(presented, today);
        before text[];
        found jsonb;
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
        SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.address, x.name), '[]')
        INTO found
        FROM (
            SELECT l.id, l.name,
                   concat(a.street, ' ', a.number, a.addition, ', ', a.postcode, ' ',
                          a.town) AS address,
                   (SELECT count(*) FROM nights_stay s WHERE s.location_id = l.id
                    AND s.arrival <= night AND s.ends > night) AS guests
            FROM nights_location l JOIN places_address a ON a.id = l.address_id
            WHERE l.municipality_id = link.municipality_id
              AND (link.locations IS NULL OR l.id = ANY (link.locations))
              AND (l.closed_on IS NULL OR l.closed_on > night)
              AND CASE WHEN building IS NOT NULL THEN l.id = building
                  ELSE (SELECT bool_and(CASE WHEN word ~ '^[0-9]+$'
                            THEN written ~* ('\\m' || word || '(?![0-9])')
                            ELSE written ILIKE '%' || word || '%' END)
                        FROM unnest(words) AS word,
                             concat_ws(' ', a.street, concat(a.number, a.addition),
                                       a.postcode, a.town, l.name) AS written) END
            ORDER BY a.street, a.number, l.name LIMIT 21) AS x;
        IF jsonb_array_length(found) = 1 THEN
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
        -- No number without its line in the log.
        SELECT EXISTS (SELECT 1 FROM nights_emergencyuse u WHERE u.link_id = link.id
                       AND u.at > clock_timestamp() - interval '1 hour') INTO recent;
        INSERT INTO nights_emergencyuse (municipality_id, link_id, at, searched,
                                         location_id, guests)
        VALUES (link.municipality_id, link.id, clock_timestamp(), left(searched, 120),
                one, total)
        RETURNING id INTO made;
        here := jsonb_build_object(
            'use', made, 'municipality', link.municipality_id, 'recent', recent,
            'found', found, 'rooms', here,
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

# A code goes with its guest when the register's term has passed.
_KEYS = """
    ALTER TABLE nights_guestcode ADD CONSTRAINT code_of_guest
        FOREIGN KEY (guest_id) REFERENCES nights_guest (id) ON DELETE CASCADE;
    ALTER TABLE nights_mendingrequest ADD CONSTRAINT mending_of_guest
        FOREIGN KEY (guest_id) REFERENCES nights_guest (id) ON DELETE CASCADE;
    REVOKE UPDATE ON nights_locationcode, nights_guestcode, nights_mendingrequest,
        nights_emergencylink FROM onderdak_app;
    GRANT UPDATE (revoked_at) ON nights_guestcode TO onderdak_app;
    GRANT UPDATE (revoked_at) ON nights_emergencylink TO onderdak_app;
    GRANT UPDATE (answer, answered_at, answered_by_id) ON nights_mendingrequest
        TO onderdak_app;
"""
_NO_KEYS = """
    ALTER TABLE nights_guestcode DROP CONSTRAINT code_of_guest;
    ALTER TABLE nights_mendingrequest DROP CONSTRAINT mending_of_guest;
"""
_FUNCTIONS = (
    (_SCOPE, "DROP FUNCTION nights_as(text, text, text)"),
    (_CARD_FUNCTION, "DROP FUNCTION nights_card(text)"),
    (_LIVE_CODE, "DROP FUNCTION nights_live_code(text, date)"),
    (_OWN_ENTRIES, "DROP FUNCTION nights_own_entries(text, date)"),
    (_OWN_NAME, "DROP FUNCTION nights_own_name(text, date)"),
    (
        _ASK_MENDING,
        "DROP FUNCTION nights_ask_mending(text, date, bigint, text, text, int)",
    ),
    (
        _EMERGENCY_LINK,
        "DROP FUNCTION nights_link_holder(text, date);"
        "DROP FUNCTION nights_live_link(text, date)",
    ),
    (
        _IN_BUILDING,
        "DROP FUNCTION nights_in_the_building(text, date, date, text, text[], bigint)",
    ),
)


class Migration(migrations.Migration):
    """What guests and emergency services may see."""

    dependencies = [
        ("nights", "0005_location_life"),
        ("privacy", "0002_isolation"),
    ]

    operations = [
        migrations.RunSQL(_NOBODY, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="EmergencyLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("holder", models.CharField(max_length=120)),
                (
                    "locations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        null=True,
                        size=None,
                    ),
                ),
                ("secret_hash", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("made_by_id", models.BigIntegerField()),
                ("expires_on", models.DateField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmergencyUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("searched", models.CharField(blank=True, max_length=120)),
                ("location_id", models.BigIntegerField(null=True)),
                ("guests", models.PositiveIntegerField(null=True)),
                (
                    "link",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.emergencylink",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmergencyUseSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("seen_by_id", models.BigIntegerField()),
                ("seen_at", models.DateTimeField(auto_now_add=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "use",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.emergencyuse",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GuestCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("code_hash", models.BinaryField(unique=True)),
                ("keep_days", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("made_by_id", models.BigIntegerField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "guest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="nights.guest",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LocationCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "location",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MendingRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("stay_id", models.BigIntegerField(null=True)),
                ("message", models.CharField(max_length=1000)),
                ("language", models.CharField(max_length=5)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "guest",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="nights.guest",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisteringText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("text", models.CharField(max_length=1500)),
                ("written_on", models.DateField()),
                ("reviewed_by", models.CharField(blank=True, max_length=120)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="emergencyuse",
            index=models.Index(
                fields=["municipality", "-id"], name="emergency_use_by_town"
            ),
        ),
        migrations.AddIndex(
            model_name="emergencyuse",
            index=models.Index(fields=["link", "-at"], name="emergency_use_of_link"),
        ),
        migrations.AddConstraint(
            model_name="guestcode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("guest",),
                name="one_live_code_per_guest",
            ),
        ),
        migrations.AddIndex(
            model_name="mendingrequest",
            index=models.Index(fields=["provider", "-id"], name="mending_by_provider"),
        ),
        migrations.AddIndex(
            model_name="mendingrequest",
            index=models.Index(fields=["municipality", "-id"], name="mending_by_town"),
        ),
        migrations.AddConstraint(
            model_name="registeringtext",
            constraint=models.UniqueConstraint(
                fields=("municipality", "language"), name="registering_text_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="registeringtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_by", ""), ("reviewed_on__isnull", True)),
                    models.Q(
                        models.Q(("reviewed_by", ""), _negated=True),
                        ("reviewed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="review_has_name_and_day",
            ),
        ),
        isolate(
            "nights_locationcode",
            municipality="municipality_id",
            provider="provider_id",
            writers="provider",
            also_read=_CARD,
        ),
        isolate(
            "nights_guestcode",
            provider="provider_id",
            also_read=_HELD.format(column="code_hash"),
        ),
        isolate(
            "nights_mendingrequest",
            municipality="municipality_id",
            provider="provider_id",
        ),
        isolate(
            "nights_registeringtext", municipality="municipality_id", also_read="true"
        ),
        isolate(
            "nights_emergencylink",
            municipality="municipality_id",
            also_read=_HELD.format(column="secret_hash"),
        ),
        isolate("nights_emergencyuse", municipality="municipality_id"),
        isolate("nights_emergencyuseseen", municipality="municipality_id"),
        append_only("nights_emergencyuse"),
        append_only("nights_emergencyuseseen"),
        migrations.RunSQL(_KEYS, _NO_KEYS),
        *[migrations.RunSQL(there, gone) for there, gone in _FUNCTIONS],
    ]
