"""Whose word makes a certificate hold, and who does not decide on a house."""

from importlib import import_module

from django.db import migrations

# As before: what a register, a municipality or an alert says; not what a provider says.
# A suspension, withdrawal or lapse stands until somebody says "valid" of the same day
# or a later one, after it was recorded: what was recorded before does not lift it.
# A regional certificate is shown for as long as its decision granted it.
_CERTIFIED = """
    CREATE OR REPLACE FUNCTION quality_certified(
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
                SELECT h.since FROM quality_certificatechange h
                WHERE h.certificate_id = c.id AND h.origin <> 'provider'
                  AND h.state = 'valid' AND h.since <= today
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
              AND NOT EXISTS (
                SELECT 1 FROM quality_certificatechange n
                WHERE n.certificate_id = c.id AND n.origin <> 'provider'
                  AND n.state <> 'valid' AND n.since <= today
                  AND NOT EXISTS (
                    SELECT 1 FROM quality_certificatechange v
                    WHERE v.certificate_id = c.id AND v.origin <> 'provider'
                      AND v.state = 'valid' AND v.since <= today
                      AND v.since >= n.since AND v.id > n.id))
              AND (t.valid_from IS NULL OR t.valid_from <= today)
              AND (t.valid_until IS NULL OR t.valid_until > today)
              AND (c.scheme <> 'regional' OR EXISTS (
                SELECT 1 FROM quality_regionaldecision d
                JOIN quality_regionalapplication a ON a.id = d.application_id
                WHERE d.outcome = 'granted' AND c.number = 'RC-' || d.id
                  AND d.municipality_id = c.municipality_id
                  AND a.location_id = c.location_id
                  AND d.valid_from <= today AND d.valid_until > today))
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
_CERTIFIED_BEFORE = import_module(
    "onderdak.housing.quality.migrations.0004_public_list"
)._CERTIFIED.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# A place that nobody recognised is given once, by the municipality. Only a decision
# makes a regional certificate, says from when to when it holds, and brings it back.
_CERTIFICATES = """
    CREATE POLICY placed_once ON quality_certificate AS RESTRICTIVE FOR UPDATE
        USING (location_id IS NULL AND NOT whole_organisation
            AND municipality_id = ANY ((SELECT scope_municipalities())::text[]))
        WITH CHECK (municipality_id = ANY ((SELECT scope_municipalities())::text[]));
    CREATE POLICY regional_by_town ON quality_certificate AS RESTRICTIVE FOR INSERT
        WITH CHECK (scheme <> 'regional'
            OR municipality_id = ANY ((SELECT scope_municipalities())::text[]));

    CREATE FUNCTION quality_check_regional() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM quality_regionaldecision d
            JOIN quality_regionalapplication a ON a.id = d.application_id
            WHERE d.outcome = 'granted' AND NEW.number = 'RC-' || d.id
              AND d.municipality_id = NEW.municipality_id
              AND d.provider_id = NEW.provider_id
              AND a.location_id = NEW.location_id) THEN
            RAISE EXCEPTION 'no decision granted the regional certificate %', NEW.number
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER regional_by_decision BEFORE INSERT OR UPDATE ON quality_certificate
        FOR EACH ROW WHEN (NEW.scheme = 'regional')
        EXECUTE FUNCTION quality_check_regional();

    CREATE FUNCTION quality_check_regional_term() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM quality_certificate c
            WHERE c.id = NEW.certificate_id AND c.scheme = 'regional' AND NOT EXISTS (
                SELECT 1 FROM quality_regionaldecision d
                WHERE c.number = 'RC-' || d.id AND d.valid_from = NEW.valid_from
                  AND d.valid_until = NEW.valid_until)) THEN
            RAISE EXCEPTION 'a decision says from when to when certificate % holds',
                NEW.certificate_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER regional_as_decided BEFORE INSERT ON quality_certificateterm
        FOR EACH ROW EXECUTE FUNCTION quality_check_regional_term();

    CREATE FUNCTION quality_check_regional_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM quality_certificate c
            JOIN quality_certificatechange h ON h.certificate_id = c.id
            WHERE c.id = NEW.certificate_id AND c.scheme = 'regional'
              AND h.state IN ('withdrawn', 'lapsed')) THEN
            RAISE EXCEPTION 'certificate % ended: a decision grants a new one',
                NEW.certificate_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER regional_ended BEFORE INSERT ON quality_certificatechange
        FOR EACH ROW WHEN (NEW.state = 'valid')
        EXECUTE FUNCTION quality_check_regional_change();
"""
_CERTIFICATES_BEFORE = """
    DROP FUNCTION quality_check_regional_change() CASCADE;
    DROP FUNCTION quality_check_regional_term() CASCADE;
    DROP FUNCTION quality_check_regional() CASCADE;
    DROP POLICY regional_by_town ON quality_certificate;
    DROP POLICY placed_once ON quality_certificate;
"""

# Who belongs to the provider that asks neither assesses nor decides. Everybody sees the
# memberships of their own, so this holds whatever they act under; that each writes in
# their own name is held already.
_NOT_OWN = """
    CREATE FUNCTION quality_check_not_own() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE
        who bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    BEGIN
        IF EXISTS (SELECT 1 FROM identity_membership m
                   WHERE m.user_id = who AND m.provider_id = NEW.provider_id)
           OR EXISTS (SELECT 1 FROM quality_regionalapplication a
                      WHERE a.id = NEW.application_id AND a.applied_by_id = who) THEN
            RAISE EXCEPTION 'who belongs to the applicant does not judge application %',
                NEW.application_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER assessed_by_no_applicant BEFORE INSERT ON quality_regionalassessment
        FOR EACH ROW EXECUTE FUNCTION quality_check_not_own('assessed_by_id');
    CREATE TRIGGER decided_by_no_applicant BEFORE INSERT ON quality_regionaldecision
        FOR EACH ROW EXECUTE FUNCTION quality_check_not_own('decided_by_id');
"""
_NOT_OWN_BEFORE = "DROP FUNCTION quality_check_not_own() CASCADE"


class Migration(migrations.Migration):
    """Whose word makes a certificate hold, and who does not decide on a house."""

    dependencies = [
        ("identity", "0006_desk_roles"),
        ("quality", "0010_tallies"),
    ]

    operations = [
        migrations.RunSQL(_CERTIFIED, _CERTIFIED_BEFORE),
        migrations.RunSQL(_CERTIFICATES, _CERTIFICATES_BEFORE),
        migrations.RunSQL(_NOT_OWN, _NOT_OWN_BEFORE),
    ]
