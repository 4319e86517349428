"""A fact that is missing is named in the language of who reads the message."""

import pytest
from django.utils import translation

from onderdak.foundation.identity.language import in_language
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import named, text
from onderdak.rules.enforcement import shipped
from onderdak.supervision.enforcement.domain.facts import clean_facts, parted
from onderdak.web.pages.values import said

ORDER = shipped().step("penalty_order", "order")


@pytest.mark.parametrize("door", [said, in_language])
@pytest.mark.parametrize(
    ("language", "word"), [("nl", "Bedrag"), ("en", "Amount"), ("pl", "Amount")]
)
def test_a_missing_fact_is_named_in_the_readers_language(
    door: object, language: str, word: str
) -> None:
    facts = {
        name: value
        for name, value in {
            "mend": "Mend the door.",
            "penalty_kind": "lump",
            "maximum_cents": 1,
        }.items()
        if name in ORDER.facts
    }
    with pytest.raises(Invalid) as refused:
        clean_facts(ORDER, facts)
    assert callable(door)
    with translation.override(language):
        assert word in door(refused.value.what)


def test_a_name_without_an_english_word_is_said_in_dutch() -> None:
    assert str(text("%(name)s", name=named({"nl": "Bedrag"}, "amount"))) == "Bedrag"
    assert str(named({}, "amount")) == "amount"


def test_what_is_written_in_words_is_parted_from_what_the_rules_count_with() -> None:
    step = shipped().step("penalty_order", "receive_views")
    facts = {"received_on": "2026-03-31", "how": "written", "weighed": "He disagrees."}
    plain, words = parted(step, facts)
    assert plain == {"received_on": "2026-03-31", "how": "written"}
    assert words == {"weighed": "He disagrees."}


def test_no_guard_reads_words_of_an_earlier_step() -> None:
    """What the rules read of a step that was taken stays outside the seal."""
    for path in shipped().paths.values():
        for step in path.steps.values():
            facts = dict.fromkeys(step.facts, "x")
            plain, _words = parted(step, facts)
            read = {step.amount, step.defers, *(one.until for one in step.starts)}
            read |= {one.fact for one in step.starts if one.fact in step.facts}
            assert (read & step.facts.keys()) <= plain.keys(), (path.key, step.step)
