"""What was proposed for points stays as it was first handed in."""

from django.db import migrations

_STAYS = """
    CREATE FUNCTION picture_pointset_proposal_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        RAISE EXCEPTION 'what was proposed for point set % stays', OLD.id
            USING ERRCODE = 'check_violation';
    END $$;
    CREATE TRIGGER keeps_its_proposal BEFORE UPDATE OF proposal ON picture_pointset
        FOR EACH ROW WHEN (OLD.proposal IS NOT NULL
            AND NEW.proposal IS DISTINCT FROM OLD.proposal)
        EXECUTE FUNCTION picture_pointset_proposal_stays();
"""
_CHANGES = """
    DROP TRIGGER keeps_its_proposal ON picture_pointset;
    DROP FUNCTION picture_pointset_proposal_stays();
"""


class Migration(migrations.Migration):
    """A reader compares points with what was proposed; nobody rewrites the latter."""

    dependencies = [("picture", "0008_day_here")]

    operations = [migrations.RunSQL(_STAYS, _CHANGES)]
