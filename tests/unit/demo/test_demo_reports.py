"""The report desk of the demo: alike at each loading, and nothing that cannot be."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from onderdak.foundation.care.domain.tasks import Outcome
from onderdak.foundation.privacy.contract import SharingDecision
from onderdak.foundation.privacy.domain.sharing import SharingGround, check_decision
from onderdak.project.demo.care_rows import care
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.loader import SEED
from onderdak.project.demo.report_lives import OF_REPORTERS
from onderdak.project.demo.report_lives_partners import OF_PARTNERS
from onderdak.project.demo.report_rows import numbered_reports, reports
from onderdak.project.demo.report_told import Told
from onderdak.project.demo.world import build_world
from onderdak.supervision.desk.catalogue import questions
from onderdak.supervision.desk.domain.forwarding import OFFERED
from onderdak.supervision.desk.domain.kinds import LEAVES_NOTHING
from onderdak.supervision.desk.domain.partners import Partner
from onderdak.supervision.desk.domain.questions import checked_answers
from onderdak.supervision.desk.domain.signals import Signal, check_signal
from onderdak.supervision.desk.domain.states import MOVES, State, Step, next_state

DAYS = [date(2026, 11, 21), date(2026, 12, 29), date(2027, 5, 6)]
TODAY = DAYS[0]


def _told(on: date = TODAY) -> list[Told]:
    return [each.told for each in numbered_reports(build_world(SEED), on)]


def _tables(on: date) -> list[tuple[str, list[Any]]]:
    world = build_world(SEED)
    both = [*reports(world, on), *care(world, on)]
    return [(n, list(rows)) for n, _, rows in both if n != "privacy_datakey"]


def test_two_loadings_on_one_day_hold_the_same_reports() -> None:
    assert _tables(TODAY) == _tables(TODAY)


@pytest.mark.parametrize("on", DAYS)
def test_every_state_a_report_can_be_in_is_there(on: date) -> None:
    assert {one.state for one in _told(on) if one.town == ARNHEM} == set(State)


@pytest.mark.parametrize("on", DAYS)
def test_some_wait_too_long_and_nothing_happens_after_yesterday(on: date) -> None:
    told = _told(on)
    late = [one for one in told if one.due < on and not one.outcome]
    assert len(late) >= 2
    assert max(line.day for one in told for line in one.history) < on


@pytest.mark.parametrize("on", DAYS)
def test_no_history_goes_where_a_report_cannot_go(on: date) -> None:
    for one in _told(on):
        assert one.history[0].what == Step.RECEIVE
        for before, line in pairwise(one.history):
            assert line.before == before.to
            assert (line.day, line.hour) >= (before.day, before.hour)
            if line.what in set(MOVES):
                assert line.to == next_state(Step(line.what), State(line.before))
            else:
                assert line.to == line.before


def test_ordinary_reports_of_the_past_do_not_depend_on_the_day_of_loading() -> None:
    past = TODAY - timedelta(days=120)

    def ordinary(on: date) -> list[tuple[object, ...]]:
        return [
            (one.town, one.received, one.text, one.address)
            for one in _told(on)
            if not one.key and one.received < past
        ]

    assert ordinary(TODAY) == ordinary(DAYS[1])


def test_numbers_go_up_by_one_in_each_town_and_year() -> None:
    given = Counter[tuple[str, int]]()
    for each in numbered_reports(build_world(SEED), TODAY):
        key = (each.told.town, each.told.received.year)
        given[key] += 1
        assert each.number == f"{key[1]}-{given[key]:05}"


def test_stories_answer_questions_that_the_form_asks() -> None:
    for one in _told():
        asked = questions()[one.category.kind]
        assert checked_answers(asked, one.answers) == dict(one.answers)


def test_partners_say_what_partners_of_their_kind_say() -> None:
    said = [one for one in _told() if one.signal]
    assert len(said) >= 5
    for one in said:
        said_keys = one.signal["what"]
        assert isinstance(said_keys, list)
        signal = Signal(said_keys)
        checked = check_signal(Partner(one.partner[0]), signal, TODAY)
        assert set(checked.what) == set(signal.what)


def test_what_is_merged_is_of_one_address_and_nobody_who_may_be_watched() -> None:
    told = {one.key: one for one in _told() if one.key}
    merged = [one for one in told.values() if one.into]
    assert len(merged) == 2
    for one in merged:
        assert one.address == told[one.into].address
        assert one.category.kind not in LEAVES_NOTHING


def test_every_message_to_a_partner_rests_on_a_decision_that_would_be_taken() -> None:
    shared = [one.shared for one in _told() if one.shared]
    assert {bool(one.answered) for one in shared} == {True, False}
    assert min(one.expires for one in shared) < TODAY
    for one in shared:
        decision = SharingDecision(
            partner=one.partner,
            kind=SharingGround.LAW,
            ground=one.ground,
            ground_since=None,
            ground_until=None,
            purpose=one.purpose,
            necessity=one.necessity,
            proportionality=one.proportionality,
            left_out=one.left_out,
            fields=("number", "category", "received_on", "address", "summary"),
            expires_on=one.expires,
        )
        check_decision(decision, offered=OFFERED, on=one.on, most_days=30)


def test_no_two_stories_have_one_name() -> None:
    keys = [life.key for life in (*OF_REPORTERS, *OF_PARTNERS)]
    assert len(keys) == len(set(keys))


def test_care_tasks_are_open_taken_up_and_ended_in_several_ways() -> None:
    rows = {name: rows for name, rows in _tables(TODAY) if name.startswith("care_")}
    tasks = rows["care_caretask"]
    ended = {task[-1] for task in tasks}
    assert "" in ended
    assert len(ended & set(Outcome)) >= 3
    assert {step[2] for step in rows["care_carestep"]} <= {task[1] for task in tasks}
