"""Money follows what happens to a decision: what was paid for nothing goes back."""

from django.db import migrations, models

_OWN_NAME = """
    CREATE OR REPLACE FUNCTION enforcement_books_in_own_name() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF {without_name} NEW.by_id IS DISTINCT FROM scope_actor() THEN
            RAISE EXCEPTION 'nobody books for another'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
"""
# Nobody signed in leaves his name away: without one only the night counts.
_NAMED = _OWN_NAME.format(without_name="")
_NAME_OR_NONE = _OWN_NAME.format(without_name="NEW.by_id IS NOT NULL AND")

# What goes back came in, for the same debt of the same measure, and is not owed there.
# The measure is locked first, so that two who book at once do not both give it back.
_GIVES_BACK = """
    CREATE FUNCTION enforcement_gives_back() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        kept bigint;
        due bigint;
    BEGIN
        PERFORM FROM enforcement_measure m WHERE m.id = NEW.measure_id FOR UPDATE;
        SELECT coalesce(sum(CASE e.counts_as WHEN 'paid' THEN e.cents
                                 WHEN 'given_back' THEN -e.cents END), 0),
               coalesce(sum(CASE WHEN e.counts_as IN ('forfeited', 'fine', 'cost')
                                 THEN e.cents
                                 WHEN e.counts_as = 'written_off' THEN -e.cents
                            END), 0)
        INTO kept, due
        FROM enforcement_entry e
        WHERE e.measure_id = NEW.measure_id AND e.debt = NEW.debt;
        IF kept < 0 OR (NEW.kind = 'given_back' AND kept < due) THEN
            RAISE EXCEPTION 'no more goes back than came in and is not owed'
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = 'enforcement_gives_back';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER gives_back AFTER INSERT ON enforcement_entry
        FOR EACH ROW WHEN (NEW.counts_as IN ('paid', 'given_back'))
        EXECUTE FUNCTION enforcement_gives_back();
"""
_NO_GIVING = """
    DROP TRIGGER gives_back ON enforcement_entry;
    DROP FUNCTION enforcement_gives_back();
"""
_KINDS = (
    "forfeited",
    "claimed",
    "paid",
    "given_back",
    "written_off",
    "cost",
    "fine",
    "correction",
)


class Migration(migrations.Migration):
    """Money follows what happens to a decision: what was paid for nothing goes back."""

    dependencies = [("enforcement", "0004_people")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[(each, each) for each in _KINDS], max_length=11
            ),
        ),
        migrations.RunSQL(_NAMED, _NAME_OR_NONE),
        migrations.RunSQL(_GIVES_BACK, _NO_GIVING),
    ]
