"""When an agreement holds: its term, renewals and end, without a database."""

from datetime import date

import pytest

from onderdak.foundation.parties.domain.terms import Term, TermState

BEGIN, YEAR_ON = date(2026, 1, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("term", "on", "state"),
    [
        (Term(BEGIN), date(2025, 12, 31), TermState.AHEAD),
        (Term(BEGIN), BEGIN, TermState.IN_FORCE),
        (Term(BEGIN, YEAR_ON), date(2026, 12, 31), TermState.IN_FORCE),
        (Term(BEGIN, YEAR_ON), YEAR_ON, TermState.EXPIRED),
        (Term(BEGIN, YEAR_ON, 12), YEAR_ON, TermState.IN_FORCE),
        (Term(BEGIN, ended_on=YEAR_ON), date(2026, 12, 31), TermState.IN_FORCE),
        (Term(BEGIN, ended_on=YEAR_ON), YEAR_ON, TermState.ENDED),
        (Term(BEGIN, YEAR_ON, 12, None, BEGIN), BEGIN, TermState.ENDED),
    ],
)
def test_an_agreement_holds_from_its_first_day_to_its_end(
    term: Term, on: date, state: TermState
) -> None:
    assert term.state(on) is state


def test_renewals_keep_the_day_of_the_month() -> None:
    """From the end of January a month goes to the end of February, and back."""
    term = Term(date(2026, 1, 1), date(2026, 1, 31), renews_months=1)
    assert term.runs_until(date(2026, 2, 1)) == date(2026, 2, 28)
    assert term.runs_until(date(2026, 3, 1)) == date(2026, 3, 31)


def test_notice_is_counted_from_the_running_term() -> None:
    term = Term(BEGIN, YEAR_ON, renews_months=12, notice_months=3)
    assert term.notice_by(BEGIN) == date(2026, 10, 1)
    assert term.notice_by(YEAR_ON) == date(2027, 10, 1)
    assert Term(BEGIN, notice_months=3).notice_by(BEGIN) is None
