"""Addresses that a provider proposes: recorded apart, seen by the two concerned."""

import django.db.models.deletion
from django.db import migrations, models

# A provider may not write addresses; this function writes one for it, and only for a
# municipality that admitted it. What it writes is marked as proposed, carries no BAG
# number (a wrong one would stand in the way of the right address), and is replaced or
# taken over when the municipality confirms. An address that is on record is reused.
_PROPOSE = """
    CREATE FUNCTION places_propose_address(
        wanted_municipality text, wanted_provider bigint, wanted_street text,
        wanted_number integer, wanted_addition text, wanted_postcode text,
        wanted_town text
    ) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before text := current_setting('onderdak.municipalities', true);
        found_id bigint;
    BEGIN
        IF NOT wanted_provider = ANY (scope_providers()) OR NOT EXISTS (
            SELECT 1 FROM parties_admission a
            WHERE a.provider_id = wanted_provider
              AND a.municipality_id = wanted_municipality) THEN
            RAISE EXCEPTION 'provider % is not admitted to %',
                wanted_provider, wanted_municipality
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        SELECT p.id INTO found_id FROM places_address p
        WHERE p.municipality_id = wanted_municipality
          AND (p.proposed_by_id IS NULL OR p.proposed_by_id = wanted_provider)
          AND lower(p.street) = lower(wanted_street) AND p.number = wanted_number
          AND lower(p.addition) = lower(wanted_addition)
          AND (p.postcode = wanted_postcode OR wanted_postcode = ''
               OR p.postcode = '')
          AND lower(p.town) = lower(wanted_town)
        ORDER BY p.proposed_by_id IS NOT NULL, p.id LIMIT 1;
        IF found_id IS NOT NULL THEN
            RETURN found_id;
        END IF;
        PERFORM set_config('onderdak.municipalities',
            '{' || wanted_municipality || '}', true);
        INSERT INTO places_address (municipality_id, street, number, addition,
            postcode, town, proposed_by_id)
        VALUES (wanted_municipality, wanted_street, wanted_number, wanted_addition,
            wanted_postcode, wanted_town, wanted_provider)
        RETURNING id INTO found_id;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
        RETURN found_id;
    END $$;
    CREATE POLICY proposed_to_us ON places_address AS RESTRICTIVE FOR SELECT
        USING (proposed_by_id IS NULL
            OR municipality_id = ANY ((SELECT scope_municipalities())::text[])
            OR proposed_by_id = ANY ((SELECT scope_providers())::bigint[]));
"""
_REVERSE = """
    DROP POLICY proposed_to_us ON places_address;
    DROP FUNCTION places_propose_address(
        text, bigint, text, integer, text, text, text);
"""
# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'set', true)"


class Migration(migrations.Migration):
    """Addresses that a provider proposes."""

    dependencies = [
        ("places", "0002_isolation"),
        ("privacy", "0003_destruction"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="address",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="identity.organisation",
            ),
        ),
        migrations.RunSQL(_PROPOSE, _REVERSE),
    ]
