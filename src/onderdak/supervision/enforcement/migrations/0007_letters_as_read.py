"""What was read by the second person is what goes out, and words stay sealed."""

from django.db import migrations, models

# Words that a letter has sealed stood beside it in the step; a review without the hash
# of what was read is done again. No row of a letter that went out changes.
_BEFORE = """
    DO $$
    BEGIN
        PERFORM set_config('onderdak.scope', 'migration', true);
        PERFORM set_config('onderdak.municipalities',
            (SELECT coalesce(array_agg(code::text), '{}')::text
             FROM identity_municipality), true);
        UPDATE enforcement_step SET reason = '' WHERE letter_id IS NOT NULL;
        UPDATE enforcement_letter
            SET state = 'drafted', reviewed_by_id = NULL, reviewed_at = NULL
            WHERE state = 'reviewed';
    END $$;
"""

# As before, and: a review names what was read; it goes out as it was reviewed, and not
# on a day before that.
_STAYS = """
    CREATE OR REPLACE FUNCTION enforcement_letter_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE
        gone constant text[] := '{dispatched,delivered,returned}';
        arrival constant text[] := '{state,delivered_on,returned_on}';
        words_changed constant boolean :=
            (NEW.facts, NEW.language, NEW.remedy, NEW.contact, NEW.sealed)
            IS DISTINCT FROM
            (OLD.facts, OLD.language, OLD.remedy, OLD.contact, OLD.sealed);
        review_changed constant boolean :=
            (NEW.reviewed_by_id, NEW.reviewed_at, NEW.read_sha256)
            IS DISTINCT FROM
            (OLD.reviewed_by_id, OLD.reviewed_at, OLD.read_sha256);
    BEGIN
        IF (NEW.id, NEW.uid, NEW.municipality_id, NEW.measure_id, NEW.step, NEW.kind,
                NEW.drafted_by_id, NEW.drafted_at) IS DISTINCT FROM
           (OLD.id, OLD.uid, OLD.municipality_id, OLD.measure_id, OLD.step, OLD.kind,
                OLD.drafted_by_id, OLD.drafted_at)
           OR NOT NEW.written_by @> OLD.written_by THEN
            RAISE EXCEPTION 'letter % stays the letter it is', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state = ANY (gone || 'withdrawn'::text) AND (
                NOT (OLD.state = ANY (gone) AND NEW.state = ANY (gone))
                OR to_jsonb(NEW) - arrival IS DISTINCT FROM to_jsonb(OLD) - arrival)
        THEN
            RAISE EXCEPTION 'letter % is locked', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = ANY (gone) AND OLD.state = ANY ('{drafted,withdrawn}'::text[])
           OR NEW.state = 'dispatched' AND OLD.state = 'reviewed'
              AND (words_changed OR review_changed)
        THEN
            RAISE EXCEPTION 'only what was reviewed goes out: letter %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'dispatched' AND OLD.state = 'reviewed' AND NEW.dispatched_on <
               (NEW.reviewed_at AT TIME ZONE 'Europe/Amsterdam')::date THEN
            RAISE EXCEPTION 'letter % goes out on or after the day of its review',
                OLD.id USING ERRCODE = 'check_violation';
        END IF;
        IF words_changed AND (NEW.state <> 'drafted'
                OR NEW.reviewed_by_id IS NOT NULL OR NEW.read_sha256 <> ''
                OR NOT NEW.written_by @> to_jsonb(scope_actor())) THEN
            RAISE EXCEPTION 'a change undoes the review of letter %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.reviewed_by_id IS NOT NULL AND review_changed
           AND (NEW.reviewed_by_id IS DISTINCT FROM scope_actor()
                OR NEW.written_by @> to_jsonb(NEW.reviewed_by_id)) THEN
            RAISE EXCEPTION 'a second person reviews letter %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
"""


class Migration(migrations.Migration):
    """What was read is what goes out; the words of steps and letters are sealed."""

    dependencies = [("enforcement", "0006_clocks_and_terms")]

    operations = [
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        # The hash of all that the second person read, the day of the letter aside.
        migrations.AddField(
            model_name="letter",
            name="read_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="lettersending",
            name="made_known",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="lettersending",
            name="remedy_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="step", name="sealed", field=models.BinaryField(null=True)
        ),
        migrations.AddField(
            model_name="step", name="row_key", field=models.BinaryField(null=True)
        ),
        migrations.AddField(
            model_name="step",
            name="key_version",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("letter_id__isnull", True), ("reason", ""), _connector="OR"
                ),
                name="enforcement_step_letter_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed__isnull", True),
                    ("row_key__isnull", True),
                    ("key_version__isnull", True),
                )
                | models.Q(
                    ("sealed__isnull", False),
                    ("row_key__isnull", False),
                    ("key_version__isnull", False),
                ),
                name="enforcement_step_sealed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=~models.Q(("state", "reviewed"))
                | ~models.Q(("read_sha256", "")),
                name="enforcement_letter_read",
            ),
        ),
        migrations.RunSQL(_STAYS),
    ]
