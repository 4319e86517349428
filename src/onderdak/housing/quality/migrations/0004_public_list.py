"""What everyone may see: who holds a certificate, and good examples.

Nobody signs in for these. The two functions work with the owner's rights under a scope
that they set and put back, and give only the columns that may be public.
"""

from django.db import migrations

# Valid on a day is what a register, a municipality or an alert says; what a provider
# says of itself is not made public. A certificate that its register names no longer is
# left out until somebody has said what became of it.
_CERTIFIED = """
    CREATE FUNCTION quality_certified(
        today date, town text, wanted text, words text, most int, skipped int)
    RETURNS TABLE (municipality text, provider text, scheme text, since date,
                   until date, addresses jsonb, total bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
        before text[];
    BEGIN
        before := nights_as((
            SELECT '{' || coalesce(string_agg(m.code, ','), '') || '}'
            FROM identity_municipality m WHERE town = '' OR m.code = town), '{}', '');
        RETURN QUERY
        WITH valid AS (
            SELECT c.municipality_id, c.provider_id, c.scheme, c.location_id,
                   coalesce(t.valid_from, h.since) AS since, t.valid_until AS until
            FROM quality_certificate c
            CROSS JOIN LATERAL (
                SELECT h.state, h.since FROM quality_certificatechange h
                WHERE h.certificate_id = c.id AND h.origin <> 'provider'
                  AND h.since <= today
                ORDER BY h.since DESC, h.id DESC LIMIT 1) h
            LEFT JOIN LATERAL (
                SELECT t.valid_from, t.valid_until FROM quality_certificateterm t
                WHERE t.certificate_id = c.id AND t.origin <> 'provider'
                ORDER BY t.said_on > today,
                    CASE WHEN t.said_on <= today THEN t.said_on END DESC,
                    CASE WHEN t.said_on > today THEN t.said_on END,
                    CASE WHEN t.said_on <= today THEN -t.id ELSE t.id END
                LIMIT 1) t ON true
            LEFT JOIN nights_location l ON l.id = c.location_id
            WHERE c.scheme IN ('snf', 'akf', 'regional')
              AND (wanted = '' OR c.scheme = wanted)
              AND c.provider_id IS NOT NULL
              AND (c.whole_organisation OR c.location_id IS NOT NULL)
              AND (l.closed_on IS NULL OR l.closed_on > today)
              AND h.state = 'valid'
              AND (t.valid_from IS NULL OR t.valid_from <= today)
              AND (t.valid_until IS NULL OR t.valid_until > today)
              AND NOT EXISTS (
                SELECT 1 FROM quality_registerimport r
                WHERE r.municipality_id = c.municipality_id AND r.scheme = c.scheme
                  AND r.state = 'recorded' AND r.whole_list
                  AND coalesce((r.counts->>'bad')::int, 0) = 0
                  AND (r."on", r.id) > ALL (
                    SELECT s."on", s.id FROM quality_registerrow w
                    JOIN quality_registerimport s ON s.id = w.register_id
                    WHERE w.certificate_id = c.id)
                  AND EXISTS (SELECT 1 FROM quality_registerrow w
                              WHERE w.certificate_id = c.id)
                  AND NOT EXISTS (
                    SELECT 1 FROM quality_certificatechange a
                    WHERE a.certificate_id = c.id AND a.since >= r."on"
                      AND a.origin NOT IN ('register', 'provider')))
        ), named AS (
            SELECT v.*, p.name AS provider_name, m.name AS town_name
            FROM valid v
            JOIN parties_provider p ON p.organisation_id = v.provider_id
            JOIN identity_municipality m ON m.code = v.municipality_id
            WHERE (words = '' OR strpos(lower(p.name), lower(words)) > 0
                   OR strpos(lower(m.name), lower(words)) > 0)
              AND (p.kind = 'company' OR coalesce((
                SELECT n.given FROM quality_publicconsent n
                WHERE n.provider_id = v.provider_id
                  AND n.municipality_id = v.municipality_id AND n.what = 'name'
                ORDER BY n.id DESC LIMIT 1), false))
        )
        SELECT n.town_name::text, n.provider_name::text, n.scheme::text, min(n.since),
               CASE WHEN bool_and(n.until IS NOT NULL) THEN max(n.until) END,
               coalesce(jsonb_agg(DISTINCT concat_ws(' ', a.street,
                    concat(a.number, a.addition), nullif(a.postcode, ''), a.town))
                    FILTER (WHERE a.id IS NOT NULL), '[]'),
               count(*) OVER ()
        FROM named n
        LEFT JOIN nights_location l ON l.id = n.location_id
            AND coalesce((
                SELECT k.given FROM quality_publicconsent k
                WHERE k.location_id = l.id AND k.what = 'address'
                ORDER BY k.id DESC LIMIT 1), false)
            AND coalesce((
                SELECT k.allowed FROM quality_publicreview k
                WHERE k.location_id = l.id AND k.what = 'address'
                ORDER BY k.id DESC LIMIT 1), false)
        LEFT JOIN places_address a ON a.id = l.address_id
        GROUP BY n.municipality_id, n.town_name, n.provider_id, n.provider_name,
                 n.scheme
        ORDER BY n.town_name, n.provider_name, n.scheme
        LIMIT most OFFSET skipped;
        PERFORM nights_as(before[1], before[2], before[3]);
    END $$;
"""
_EXAMPLES = """
    CREATE FUNCTION quality_examples(most int, skipped int)
    RETURNS TABLE (municipality text, provider text, title text, story text,
                   shown_on date, total bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
        before text[];
    BEGIN
        before := nights_as((
            SELECT '{' || coalesce(string_agg(m.code, ','), '') || '}'
            FROM identity_municipality m), '{}', '');
        RETURN QUERY
        SELECT m.name::text, p.name::text, e.title::text, e.story, r."on",
               count(*) OVER ()
        FROM quality_goodexample e
        JOIN LATERAL (
            SELECT k.given FROM quality_publicconsent k
            WHERE k.example_id = e.id ORDER BY k.id DESC LIMIT 1) c ON c.given
        JOIN LATERAL (
            SELECT k.allowed, k."on" FROM quality_publicreview k
            WHERE k.example_id = e.id ORDER BY k.id DESC LIMIT 1) r ON r.allowed
        JOIN parties_provider p ON p.organisation_id = e.provider_id
        JOIN identity_municipality m ON m.code = e.municipality_id
        ORDER BY r."on" DESC, e.id DESC
        LIMIT most OFFSET skipped;
        PERFORM nights_as(before[1], before[2], before[3]);
    END $$;
"""


class Migration(migrations.Migration):
    """What everyone may see of certificates and examples."""

    dependencies = [("quality", "0003_regional")]

    operations = [
        migrations.RunSQL(
            _CERTIFIED,
            "DROP FUNCTION quality_certified(date, text, text, text, int, int)",
        ),
        migrations.RunSQL(_EXAMPLES, "DROP FUNCTION quality_examples(int, int)"),
    ]
