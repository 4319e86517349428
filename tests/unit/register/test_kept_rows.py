"""Rows of a file come back from keeping as they went in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.register.nights.domain.declared import DeclaredStay
from onderdak.register.nights.kept_rows import read_rows, write_rows

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_days = st.none() | st.dates()
_rows = st.lists(
    st.builds(
        DeclaredStay,
        line=st.integers(1, 10**6),
        location_id=st.integers(1, 2**63 - 1),
        reference=_words,
        identity=st.none() | st.builds(Identity, _words, _words, _words),
        arrival=st.dates(),
        departure=_days,
        expected_departure=_days,
        room=_words,
        bed=_words,
        status=_words,
        brp_municipality=_words,
        registered_since=_days,
        work_municipality=_words,
    ),
    max_size=5,
)


@given(rows=_rows)
def test_rows_come_back_as_they_were(rows: list[DeclaredStay]) -> None:
    assert read_rows(write_rows(rows)) == rows


def test_a_row_that_comes_back_is_a_row() -> None:
    row = DeclaredStay(2, 1, "R1", Identity("A", "B", "passport"), date(2026, 11, 1))
    (back,) = read_rows(write_rows([row]))
    assert back.identity is not None
    assert back.identity.name == "A"
    assert back.arrival == date(2026, 11, 1)
