"""Each letter of a path has its kind, its own legal paragraph and the right remedy."""

import re
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from onderdak.rules.enforcement import FactKind, StepKind, shipped
from onderdak.supervision.enforcement.domain.letters import (
    FITTING,
    AddressedTo,
    Nature,
    Remedy,
)
from onderdak.supervision.enforcement.letters.reading import FOLDER, letter_kinds
from onderdak.supervision.enforcement.letters.words import summaries
from onderdak.supervision.inspections.contract.kits import kit_texts

KINDS = letter_kinds()
# What a letter can say that is no fact of its own step.
STANDING = {"address", "case", "town", "last_day", "check_words", "checked_on"}
DERIVED = {"publish_from", "payment_until"}
FORBIDDEN = re.compile(
    r"n[ac]tional|nationalit|nacional|naționalit|obywatel|narodowo|staatsangeh"
    r"|гражданств|громадянств|національн|национал|migra|afkomst|herkomst|buitenland"
    r"|etni|\bras\b|geloof|huidskleur",
    re.I,
)


def steps_of(kind: str) -> list[tuple[str, StepKind]]:
    return [
        (path.key, step)
        for path in shipped().paths.values()
        for step in path.steps.values()
        if step.letter == kind
    ]


def test_every_letter_of_a_path_has_a_kind_and_every_kind_a_path() -> None:
    named = {
        step.letter
        for path in shipped().paths.values()
        for step in path.steps.values()
        if step.letter
    }
    assert named == set(KINDS)


def test_no_two_kinds_share_a_legal_paragraph_unless_the_law_does() -> None:
    for one, other in combinations(KINDS.values(), 2):
        same_words = " ".join(one.legal.words.split()) == " ".join(
            other.legal.words.split()
        )
        same_articles = set(one.legal.articles) == set(other.legal.articles)
        shared = other.kind in one.legal.shared_with
        assert shared == (one.kind in other.legal.shared_with)
        if shared:
            assert same_words, f"{one.kind} and {other.kind} share nothing"
            assert one.legal.because
        else:
            assert not same_words, f"{one.kind} says what {other.kind} says"
            assert not same_articles, f"{one.kind} rests on what {other.kind} does"


@pytest.mark.parametrize("kind", KINDS)
def test_a_legal_paragraph_names_each_of_its_articles(kind: str) -> None:
    legal = KINDS[kind].legal
    assert legal.articles
    for article in legal.articles:
        number = article.split("art. ")[1].split(" lid")[0]
        spans = re.findall(r"(\d+)[a-z]? tot en met (\d+)", legal.words)
        within = number.isdigit() and any(
            int(first) <= int(number) <= int(last) for first, last in spans
        )
        # The article that says what an order is goes with those that are named.
        assert number in legal.words or within or number == "5:31d", (kind, article)


@pytest.mark.parametrize("kind", KINDS)
def test_the_remedy_is_the_one_the_law_gives(kind: str) -> None:
    letter = KINDS[kind]
    assert letter.remedy in FITTING[letter.nature]
    for path, step in steps_of(kind):
        assert step.decision == (letter.nature is Nature.DECISION), (path, step.step)
        views = any(clock.clock == "views" for clock in step.starts)
        assert views == (letter.remedy is Remedy.VIEWS), (path, step.step)
        assert (letter.to is AddressedTo.REQUESTER) == (path == "request")


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_asks_for_nothing_that_its_case_cannot_give(kind: str) -> None:
    for path, step in steps_of(kind):
        steps = shipped().paths[path].steps.values()
        earlier = {name for one in steps for name in one.facts}
        clocks = {f"{clock.clock}_until" for clock in step.starts}
        known = STANDING | DERIVED | earlier | clocks
        assert KINDS[kind].names() <= known, (path, step.step)


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_says_every_amount_and_last_day_that_its_step_must_have(
    kind: str,
) -> None:
    told = {FactKind.CENTS, FactKind.DATE}
    unsaid = {"earlier_on", "breached_on"}  # of the ground, in the words of the case
    for _path, step in steps_of(kind):
        for fact in step.facts.values():
            if fact.kind in told and fact.required and fact.name not in unsaid:
                assert fact.name in KINDS[kind].names(), fact.name


def test_the_words_on_silence_go_with_each_letter_that_may_bring_a_fine() -> None:
    fines = {kind for kind in KINDS if kind.startswith("fine_")}
    assert fines == {kind for kind, one in KINDS.items() if one.punishes}
    assert len(fines) == 3


def test_every_kind_has_its_summary_in_the_languages_of_the_visits() -> None:
    assert set(kit_texts()) - {"nl"} == set(summaries())
    for texts in summaries().values():
        assert set(texts.kinds) == set(KINDS)
        assert all(all(said) for said in texts.kinds.values())
        assert texts.reviewed == (texts.language.code == "en")


def test_no_letter_speaks_of_where_somebody_is_from() -> None:
    files = [*Path(FOLDER).rglob("*.yaml")]
    assert len(files) > 10
    for path in files:
        found = FORBIDDEN.search(path.read_text("utf-8"))
        assert found is None, f"{path.name}: {found}"


def test_the_words_of_a_kind_are_whole_sentences() -> None:
    for path in Path(FOLDER / "kinds").glob("*.yaml"):
        for kind, one in yaml.safe_load(path.read_text("utf-8")).items():
            said = [*one["short"], one["legal"]["say"]]
            assert all(words.strip()[-1] in ".?!" for words in said), kind
