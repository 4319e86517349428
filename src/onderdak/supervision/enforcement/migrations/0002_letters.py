"""Letters of a step: drafted, reviewed by another, and locked when they go out."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import (
    append_only,
    isolate,
    never_removed,
)

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_OF_LETTER = (
    "enforcement_letterentry",
    "enforcement_lettersending",
    "enforcement_lettertask",
)

# A letter is of the same municipality as its measure, and goes with it; the step that
# it takes is of that measure too, and a letter takes one step.
_KEYS = """
    ALTER TABLE enforcement_letter
        ADD CONSTRAINT enforcement_letter_of_town UNIQUE (id, municipality_id),
        ADD CONSTRAINT enforcement_letter_of_measure
            UNIQUE (id, measure_id, municipality_id),
        ADD CONSTRAINT enforcement_letter_measure
            FOREIGN KEY (measure_id, municipality_id)
            REFERENCES enforcement_measure (id, municipality_id) ON DELETE CASCADE;
    ALTER TABLE enforcement_step
        ADD CONSTRAINT enforcement_step_letter
            FOREIGN KEY (letter_id, measure_id, municipality_id)
            REFERENCES enforcement_letter (id, measure_id, municipality_id)
            ON DELETE CASCADE,
        ADD CONSTRAINT enforcement_step_letter_once UNIQUE (letter_id);
""" + "".join(
    f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_letter
        FOREIGN KEY (letter_id, municipality_id)
        REFERENCES enforcement_letter (id, municipality_id) ON DELETE CASCADE;
    """
    for table in _OF_LETTER
)
_NO_KEYS = """
    ALTER TABLE enforcement_step
        DROP CONSTRAINT enforcement_step_letter_once,
        DROP CONSTRAINT enforcement_step_letter;
"""

# A letter begins as a draft. Whoever changes its words stands among its writers, and a
# change undoes the review. Somebody else reviews it; only what was reviewed goes out,
# with the words that were read. What went out stays, but for whether it arrived.
_STAYS = """
    CREATE FUNCTION enforcement_letter_begins() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.state <> 'drafted' OR NEW.reviewed_by_id IS NOT NULL
           OR NOT NEW.written_by @> to_jsonb(NEW.drafted_by_id) THEN
            RAISE EXCEPTION 'a letter begins as a draft of who wrote it'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER letter_begins BEFORE INSERT ON enforcement_letter
        FOR EACH ROW EXECUTE FUNCTION enforcement_letter_begins();

    CREATE FUNCTION enforcement_letter_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE
        gone constant text[] := '{dispatched,delivered,returned}';
        arrival constant text[] := '{state,delivered_on,returned_on}';
        words_changed constant boolean :=
            (NEW.facts, NEW.language, NEW.remedy, NEW.contact, NEW.sealed)
            IS DISTINCT FROM
            (OLD.facts, OLD.language, OLD.remedy, OLD.contact, OLD.sealed);
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
           OR NEW.state = 'dispatched' AND OLD.state = 'reviewed' AND words_changed
        THEN
            RAISE EXCEPTION 'only what was reviewed goes out: letter %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF words_changed AND (NEW.state <> 'drafted'
                OR NEW.reviewed_by_id IS NOT NULL
                OR NOT NEW.written_by @> to_jsonb(scope_actor())) THEN
            RAISE EXCEPTION 'a change undoes the review of letter %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.reviewed_by_id IS NOT NULL
           AND NEW.reviewed_by_id IS DISTINCT FROM OLD.reviewed_by_id
           AND (NEW.reviewed_by_id IS DISTINCT FROM scope_actor()
                OR NEW.written_by @> to_jsonb(NEW.reviewed_by_id)) THEN
            RAISE EXCEPTION 'a second person reviews letter %', OLD.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER letter_stays BEFORE UPDATE ON enforcement_letter
        FOR EACH ROW EXECUTE FUNCTION enforcement_letter_stays();

    CREATE FUNCTION enforcement_step_with_letter() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.letter_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM enforcement_letter l JOIN enforcement_transition t
              ON t.letter = l.kind AND t.ruleset_id = NEW.ruleset_id
             AND t.path = NEW.path AND t.step = NEW.step
             AND t.from_state = NEW.from_state AND t.to_state = NEW.to_state
            WHERE l.id = NEW.letter_id AND l.measure_id = NEW.measure_id
              AND l.step = NEW.step AND l.state = 'dispatched'
              AND l.dispatched_on = NEW.on_day) THEN
            RAISE EXCEPTION 'a step is taken with its own letter, on its day'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER step_with_letter BEFORE INSERT ON enforcement_step
        FOR EACH ROW EXECUTE FUNCTION enforcement_step_with_letter();

    -- At the end of the transaction its scope may be gone; this looks in one town.
    CREATE FUNCTION enforcement_letter_takes_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        was text := current_setting('onderdak.scope', true);
        saw text := current_setting('onderdak.municipalities', true);
        alone boolean;
    BEGIN
        PERFORM set_config('onderdak.scope', 'letter', true);
        PERFORM set_config('onderdak.municipalities',
                           '{' || NEW.municipality_id || '}', true);
        SELECT EXISTS (SELECT FROM enforcement_letter l WHERE l.id = NEW.id)
           AND NOT EXISTS (
               SELECT FROM enforcement_step s WHERE s.letter_id = NEW.id) INTO alone;
        PERFORM set_config('onderdak.scope', coalesce(was, ''), true);
        PERFORM set_config('onderdak.municipalities', coalesce(saw, ''), true);
        IF alone THEN
            RAISE EXCEPTION 'letter % goes out with its step', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER letter_takes_step AFTER UPDATE ON enforcement_letter
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.state = 'dispatched' AND OLD.state = 'reviewed')
        EXECUTE FUNCTION enforcement_letter_takes_step();
"""
_NOT_STAYS = """
    DROP TRIGGER letter_takes_step ON enforcement_letter;
    DROP FUNCTION enforcement_letter_takes_step();
    DROP TRIGGER step_with_letter ON enforcement_step;
    DROP FUNCTION enforcement_step_with_letter();
    DROP TRIGGER letter_stays ON enforcement_letter;
    DROP FUNCTION enforcement_letter_stays();
    DROP TRIGGER letter_begins ON enforcement_letter;
    DROP FUNCTION enforcement_letter_begins();
"""

# Nobody writes in another's name.
_BY = {
    "enforcement_letter": "drafted_by_id",
    "enforcement_letterentry": "by_id",
    "enforcement_lettersending": "by_id",
    "enforcement_lettertask": "made_by_id",
}
_NAMES = "".join(
    f"""
    CREATE POLICY own_name ON {table} AS RESTRICTIVE FOR INSERT TO onderdak_app
        WITH CHECK ({column} = (SELECT scope_actor()));
    CREATE POLICY by_a_lawyer ON {table} AS RESTRICTIVE FOR INSERT TO onderdak_app
        WITH CHECK (EXISTS (SELECT FROM identity_membership m
            WHERE m.user_id = (SELECT scope_actor()) AND m.role = 'lawyer'
              AND m.municipality_id = {table}.municipality_id));
    """  # noqa: S608 - names of tables of this file
    for table, column in _BY.items()
)
_ONCE = """
    REVOKE UPDATE ON enforcement_lettertask FROM onderdak_app;
    GRANT UPDATE (settled_on, settled_by_id, settled_at, outcome)
        ON enforcement_lettertask TO onderdak_app;
"""
_NOT_ONCE = "GRANT UPDATE ON enforcement_lettertask TO onderdak_app;"
_NO_NAMES = "".join(
    f"DROP POLICY by_a_lawyer ON {table}; DROP POLICY own_name ON {table};"
    for table in _BY
)


class Migration(migrations.Migration):
    """Letters of a step: drafted, reviewed by another, and locked when they go out."""

    dependencies = [("enforcement", "0001_cases")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="LetterHead",
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
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.municipality",
                    ),
                ),
                ("lines", models.JSONField(default=list)),
                ("colour", models.CharField(default="#154273", max_length=7)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("objections_to", models.CharField(blank=True, max_length=300)),
                ("signed_by", models.JSONField(default=list)),
                ("set_by_id", models.BigIntegerField()),
                ("set_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
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
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.measure",
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("step", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("facts", models.JSONField(default=dict)),
                ("language", models.CharField(default="nl", max_length=8)),
                (
                    "remedy",
                    models.CharField(
                        choices=[
                            ("objection", "objection"),
                            ("collection", "collection"),
                            ("publication", "publication"),
                            ("appeal", "appeal"),
                            ("views", "views"),
                            ("closed", "closed"),
                            ("none", "none"),
                        ],
                        max_length=11,
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("sealed", models.BinaryField()),
                ("row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("reviewed", "reviewed"),
                            ("dispatched", "dispatched"),
                            ("delivered", "delivered"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("drafted_by_id", models.BigIntegerField()),
                ("drafted_at", models.DateTimeField()),
                ("written_by", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField()),
                ("reviewed_by_id", models.BigIntegerField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("dispatched_by_id", models.BigIntegerField(null=True)),
                ("dispatched_at", models.DateTimeField(null=True)),
                ("dispatched_on", models.DateField(null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("registered", "registered"),
                            ("post", "post"),
                            ("by_hand", "by_hand"),
                            ("message_box", "message_box"),
                        ],
                        max_length=11,
                    ),
                ),
                ("remedy_until", models.DateField(null=True)),
                ("pdf_sealed", models.BinaryField(null=True)),
                ("pdf_row_key", models.BinaryField(null=True)),
                ("pdf_key_version", models.PositiveSmallIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("bytes", models.PositiveIntegerField(default=0)),
                ("delivered_on", models.DateField(null=True)),
                ("returned_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["measure", "-id"], name="enforcement_letter_new"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["drafted", "reviewed", "returned"])
                        ),
                        fields=["municipality", "state", "-id"],
                        name="enforcement_letter_waits",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by_id__isnull", True),
                            models.Q(
                                ("reviewed_by_id", models.F("drafted_by_id")),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_letter_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafted", "withdrawn"]),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_letter_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dispatched_on__isnull", True),
                                ("how", ""),
                                ("pdf_sealed__isnull", True),
                                ("sha256", ""),
                                ("state__in", ["drafted", "reviewed", "withdrawn"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("dispatched_at__isnull", False),
                                    ("dispatched_by_id__isnull", False),
                                    ("dispatched_on__isnull", False),
                                    ("pdf_key_version__isnull", False),
                                    ("pdf_row_key__isnull", False),
                                    ("pdf_sealed__isnull", False),
                                    (
                                        "state__in",
                                        ["dispatched", "delivered", "returned"],
                                    ),
                                ),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_letter_gone_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["drafted", "reviewed"])),
                        fields=("measure", "step"),
                        name="enforcement_letter_waits_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterEntry",
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
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.letter",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("changed", "changed"),
                            ("reviewed", "reviewed"),
                            ("sent_back", "sent_back"),
                            ("dispatched", "dispatched"),
                            ("delivered", "delivered"),
                            ("returned", "returned"),
                            ("sent_again", "sent_again"),
                            ("settled", "settled"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on_day", models.DateField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["letter", "-id"], name="enforcement_letter_entry"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("what__in", ["sent_back", "withdrawn", "returned"]),
                                _negated=True,
                            ),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enforcement_letter_said_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterSending",
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
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.letter",
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("on_day", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("post", "post"),
                            ("by_hand", "by_hand"),
                            ("message_box", "message_box"),
                        ],
                        max_length=11,
                    ),
                ),
                ("other_address", models.BooleanField()),
                ("pdf_sealed", models.BinaryField()),
                ("pdf_row_key", models.BinaryField()),
                ("pdf_key_version", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("bytes", models.PositiveIntegerField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["letter", "-id"], name="enforcement_letter_sent"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTask",
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
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.letter",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("send_again", "send_again"),
                            ("find_address", "find_address"),
                        ],
                        max_length=12,
                    ),
                ),
                ("because", models.CharField(max_length=1000)),
                ("made_on", models.DateField()),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("settled_on", models.DateField(null=True)),
                ("settled_by_id", models.BigIntegerField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_on__isnull", True)),
                        fields=["municipality", "-id"],
                        name="enforcement_lettertask_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_by_id__isnull", True),
                                ("settled_on__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("settled_by_id__isnull", False),
                                    ("settled_on__isnull", False),
                                ),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_lettertask_settled",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_on__isnull", True)),
                        fields=("letter",),
                        name="enforcement_lettertask_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_KEYS, _NO_KEYS),
        *(
            isolate(table, municipality="municipality_id")
            for table in ("enforcement_letterhead", "enforcement_letter", *_OF_LETTER)
        ),
        never_removed("enforcement_letterhead"),
        never_removed("enforcement_letter"),
        never_removed("enforcement_lettertask"),
        append_only("enforcement_letterentry"),
        append_only("enforcement_lettersending"),
        migrations.RunSQL(_STAYS, _NOT_STAYS),
        migrations.RunSQL(_NAMES, _NO_NAMES),
        migrations.RunSQL(_ONCE, _NOT_ONCE),
    ]
