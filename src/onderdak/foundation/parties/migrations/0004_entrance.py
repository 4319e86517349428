"""Who comes in: memberships with the names of their providers, in one look."""

from django.db import migrations

# A page asks this before any scope is known. It gives one person's own memberships and
# the names of the providers in them, and nothing else; what it sets for that ends with
# the statement, or is put back.
_ENTRANCE = """
    CREATE FUNCTION parties_entrance(wanted bigint)
    RETURNS TABLE (id bigint, role text, municipality text, region text,
                   provider bigint, partner bigint, provider_name text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        kept_scope text := current_setting('onderdak.scope', true);
        kept_actor text := current_setting('onderdak.actor', true);
        kept_providers text := current_setting('onderdak.providers', true);
    BEGIN
        PERFORM set_config('onderdak.scope', 'set', true),
                set_config('onderdak.actor', wanted::text, true);
        PERFORM set_config('onderdak.providers', coalesce(
            (SELECT '{' || string_agg(m.provider_id::text, ',') || '}'
             FROM identity_membership m WHERE m.user_id = wanted), '{}'), true);
        RETURN QUERY
            SELECT m.id, m.role::text, m.municipality_id::text, m.region_id::text,
                   m.provider_id, m.partner_id, p.name::text
            FROM identity_membership m
            LEFT JOIN parties_provider p ON p.organisation_id = m.provider_id
            WHERE m.user_id = wanted ORDER BY m.id;
        PERFORM set_config('onderdak.scope', coalesce(kept_scope, ''), true),
                set_config('onderdak.actor', coalesce(kept_actor, ''), true),
                set_config('onderdak.providers', coalesce(kept_providers, ''), true);
    END $$;
"""


class Migration(migrations.Migration):
    """One look where a page needed three transactions."""

    dependencies = [("parties", "0003_agreements")]

    operations = [
        migrations.RunSQL(_ENTRANCE, "DROP FUNCTION parties_entrance(bigint)")
    ]
