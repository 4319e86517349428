"""Errors and traces tell a person what is the matter, why, and what to do."""

import json
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from onderdak.kernel import errors
from onderdak.kernel.money import Rounding
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, msgid, text
from onderdak.kernel.trace import Trace, plain


def test_a_sentence_is_filled_in_after_it_is_translated():
    full = text("Room %(room)s is full.", room="1.04")
    assert str(full) == "Room 1.04 is full."
    assert full.fill("Kamer %(room)s is vol.") == "Kamer 1.04 is vol."


def test_a_sentence_without_values_may_hold_a_percent_sign():
    assert str(text(msgid("All of it, 100%."))) == "All of it, 100%."


def test_a_sentence_that_misses_a_value_is_found_where_it_is_written():
    with pytest.raises(ValueError, match="room"):
        text("Room %(room)s is full.")


def test_equal_sentences_are_one_in_a_set():
    assert len({text("A %(n)s", n=1), text("A %(n)s", n=1), Text("B")}) == 2


def test_an_error_reads_as_its_sentences_and_survives_a_process():
    fault = errors.Conflict(text("It changed."), next_step=text("Look again."))
    assert str(fault) == "It changed. Look again."
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert (again.what, again.why, again.next_step) == (
        fault.what,
        None,
        fault.next_step,
    )


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.UserError, 1),
        (errors.Invalid, 1),
        (errors.ConfigurationError, 2),
        (errors.NotAllowed, 3),
        (errors.NotFound, 4),
        (errors.Conflict, 5),
        (errors.RoomClosed, 6),
    ],
)
def test_each_kind_of_error_has_its_exit_code(kind, code):
    assert kind.exit_code == code
    assert issubclass(kind, errors.OnderdakError)


def test_a_trace_is_ready_for_json_down_to_its_parts():
    part = Trace("brp.share", Fraction(2, 3), {}, "Wet BRP 2.38", "brp.share@2014")
    whole = Trace(
        "duty.starts",
        date(2026, 3, 1),
        {"stay": DateRange(date(2026, 1, 1)), "area": Decimal("12.5")},
        "Wet BRP 2.38",
        "-",
        (part,),
    )
    found = json.loads(json.dumps(whole.as_dict()))
    assert found["value"] == "2026-03-01"
    assert found["inputs"] == {
        "stay": {"start": "2026-01-01", "end": None},
        "area": "12.5",
    }
    assert found["parts"][0]["value"] == "2/3"


def test_a_trace_tells_the_outcome_before_what_it_rests_on():
    part = Trace("part", 2, {"nights": 3}, "art. 2", "v2")
    whole = Trace("whole", 1, {}, "art. 1", "v1", (part,))
    assert [str(told) for told in whole.sentences()] == [
        "whole: 1 (art. 1; version v1).",
        "part: 2 (art. 2; version v2).",
        "nights was 3.",
    ]


def test_each_value_of_the_domain_has_one_plain_form():
    trace = Trace("r", 1, {}, "a", "v")
    assert plain(trace) == trace.as_dict()
    assert plain({Rounding.UP, Rounding.DOWN}) == ["down", "up"]
    assert plain((text("Yes."), UUID(int=1))) == ["Yes.", str(UUID(int=1))]
    with pytest.raises(TypeError, match="object"):
        plain(object())
