"""Whose word makes a certificate hold on a day."""

from datetime import date

import pytest

from onderdak.housing.quality.domain.certificates import (
    Change,
    Held,
    Origin,
    Scheme,
    Standing,
    State,
    change_on,
    spoken_of,
    standing_on,
)

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))
VALID, SUSPENDED = State.VALID, State.SUSPENDED
REGISTER, ALERT, OWN = Origin.REGISTER, Origin.ALERT, Origin.PROVIDER


def state(*said: tuple[date, State, Origin], on: date = JULY) -> State | None:
    """What counts of changes in the order in which they were recorded."""
    changes = [Change(*one, id) for id, one in enumerate(said, 1)]
    found = change_on(changes, on)
    return None if found is None else found.state


def test_an_alert_of_an_earlier_day_stands_before_what_was_recorded_first() -> None:
    said = (JUNE, VALID, REGISTER), (MAY, SUSPENDED, ALERT)
    assert state(*said) is SUSPENDED
    assert state(*said, on=MAY) is SUSPENDED


def test_who_speaks_later_of_a_later_day_lifts_a_suspension() -> None:
    assert state((MAY, SUSPENDED, ALERT), (JUNE, VALID, REGISTER)) is VALID
    assert state((MAY, SUSPENDED, ALERT), (MAY, VALID, REGISTER)) is VALID


def test_who_speaks_later_of_an_earlier_day_does_not() -> None:
    assert state((JUNE, SUSPENDED, ALERT), (MAY, VALID, REGISTER)) is SUSPENDED


@pytest.mark.parametrize("day", [MAY, JUNE, JULY])
def test_a_providers_own_word_lifts_no_suspension(day: date) -> None:
    assert state((MAY, SUSPENDED, REGISTER), (day, VALID, OWN)) is SUSPENDED


def test_a_providers_own_word_counts_where_nobody_else_spoke_yet() -> None:
    said = (MAY, VALID, OWN), (JUNE, SUSPENDED, REGISTER)
    assert state(*said, on=MAY) is VALID
    assert state(*said, on=JUNE) is SUSPENDED


def test_a_suspension_that_was_not_lifted_is_where_it_stands() -> None:
    changes = [Change(JUNE, VALID, REGISTER, 1), Change(MAY, SUSPENDED, ALERT, 2)]
    held = Held(1, Scheme.SNF, (), changes)
    assert standing_on(held, JULY) is Standing.SUSPENDED
    assert spoken_of(held)
    assert not spoken_of(Held(1, Scheme.SNF, (), [Change(JUNE, VALID, OWN, 1)]))
