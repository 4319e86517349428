"""A report's states, terms, questions and texts hold together."""

import re
from datetime import date

import pytest

from onderdak.kernel.errors import ConfigurationError, Conflict, Invalid
from onderdak.supervision.desk.catalogue import first_categories, questions
from onderdak.supervision.desk.domain.codes import in_groups, new_code, typed_code
from onderdak.supervision.desk.domain.kinds import LEAVES_NOTHING, Kind
from onderdak.supervision.desk.domain.questions import (
    checked_answers,
    read_questions,
)
from onderdak.supervision.desk.domain.states import (
    DONE_STATES,
    MOVES,
    OPEN_STATES,
    State,
    Step,
    can,
    next_state,
    steps_from,
)
from onderdak.supervision.desk.domain.terms import (
    check_reopens,
    due_on,
    reopens_until,
)
from onderdak.supervision.desk.texts import desk_language, desk_texts

_VALUES = re.compile(r"\{(\w+)\}")


def test_every_state_is_open_or_done_and_is_reached() -> None:
    assert set(State) == OPEN_STATES | DONE_STATES
    assert not OPEN_STATES & DONE_STATES
    reached = {move.to for move in MOVES.values()} | {State.RECEIVED}
    assert reached == set(State)


@pytest.mark.parametrize("state", State)
def test_from_every_state_there_is_a_way_on(state: State) -> None:
    assert steps_from(state)


def test_what_is_not_in_the_table_cannot_happen() -> None:
    assert next_state(Step.ACCEPT, State.RECEIVED) is State.ACCEPTED
    for step, state in [
        (Step.REOPEN, State.IN_HAND),
        (Step.ANSWER, State.CLOSED),
        (Step.REPORTER_ANSWERS, State.ACCEPTED),
        (Step.RECEIVE, State.CLOSED),
    ]:
        assert not can(step, state)
        with pytest.raises(Conflict):
            next_state(step, state)


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 5, date(2026, 11, 27)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 4, 24), 2, date(2026, 4, 29)),
    ],
    ids=["over a weekend", "begun on a Saturday", "over Christmas", "King's Day"],
)
def test_a_term_counts_working_days(received: date, days: int, last: date) -> None:
    assert due_on(received, days) == last


def test_it_can_be_said_until_the_last_day_that_it_is_not_solved() -> None:
    done = date(2026, 11, 1)
    last = reopens_until(done, 42)
    check_reopens(done, 42, last)
    with pytest.raises(Conflict):
        check_reopens(done, 42, date(2026, 12, 14))
    with pytest.raises(Conflict):
        check_reopens(None, 42, done)


def test_only_answers_on_the_list_are_taken() -> None:
    asked = questions()[Kind.BAD_LETTING]
    kept = checked_answers(
        asked, {"own_home": ["no"], "letting_what": ["other", "deposit"]}
    )
    assert kept == {"letting_what": ["deposit", "other"], "own_home": ["no"]}
    for wrong in (
        {"unknown": ["x"]},
        {"own_home": ["perhaps"]},
        {"own_home": ["yes", "no"]},
    ):
        with pytest.raises(Invalid):
            checked_answers(asked, wrong)


@pytest.mark.parametrize(
    "content",
    [
        {"gossip": []},
        {"waste": [{"key": "a", "form": "free", "options": ["b"]}]},
        {"waste": [{"key": "a", "form": "one"}]},
    ],
)
def test_questions_of_another_form_are_refused(content: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        read_questions(content)


def test_who_may_be_watched_leaves_nothing() -> None:
    left = {each.kind for each in first_categories() if each.leaves_nothing}
    assert left == LEAVES_NOTHING
    assert {each.kind for each in first_categories()} == set(Kind)


def test_a_code_is_read_back_as_it_was_written() -> None:
    code = new_code()
    assert typed_code(in_groups(code)) == code
    assert typed_code(code[:-1]) == ""
    assert typed_code(code + "1") == ""


def test_all_languages_say_the_same_things_with_the_same_values() -> None:
    texts = desk_texts()
    assert set(texts) == {"nl", "en", "pl", "ro", "bg", "uk"}
    dutch = texts["nl"].sentences
    for each in texts.values():
        assert set(each.sentences) == set(dutch)
        for key, said in each.sentences.items():
            assert said.strip(), key
            assert set(_VALUES.findall(said)) == set(_VALUES.findall(dutch[key])), key


def test_every_question_and_answer_has_its_words() -> None:
    known = desk_texts()["nl"].sentences
    for kind, asked in questions().items():
        assert f"cat_{kind}" in known
        assert f"hint_{kind}" in known
        for each in asked:
            assert f"q_{each.key}" in known
            assert all(f"o_{each.key}_{one}" in known for one in each.options)
    assert all(f"state_{state}" in known for state in State)


def test_the_language_asked_for_comes_before_the_browsers() -> None:
    assert desk_language("uk", "pl-PL,pl;q=0.9") == "uk"
    assert desk_language("", "fr,pl-PL;q=0.9") == "pl"
    assert desk_language("xx", "xx") == "nl"


def test_no_mail_says_what_it_is_about() -> None:
    for each in desk_texts().values():
        told = (each["mail_subject"] + each.say("mail_body", link="")).lower()
        assert not re.search(r"meld|report|zgłosz|sesiz|сигнал|повідомл", told)
