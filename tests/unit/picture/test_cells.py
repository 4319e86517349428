"""A cell with the number of a person, or where somebody comes from, is refused."""

import pytest

from onderdak.supervision.picture.domain.cells import is_legal_person, what_is_refused

# Made up; it passes the check of citizen service numbers.
BSN = "123456782"


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (f"vergunning voor {BSN}", "permits"),
        ("1234.56.782", "permits"),
        (BSN, "kvk"),
        ("10000008", "permits"),  # the zero at the front was lost
        ("8 Polen aangetroffen", "inspections"),
        ("twee Roemeense mannen", "inspections"),
        ("Bulgarians seen", "inspections"),
        ("arbeidsmigranten", "permits"),
    ],
)
def test_these_words_are_refused(words: str, source: str) -> None:
    assert what_is_refused(words, source=source) is not None


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("kamerverhuur, 6 kamers", "permits"),
        ("123456789", "permits"),  # its digits do not fit together
        ("10000008", "kvk"),  # a number of the trade register
        ("Z-20260117", "permits"),
        ("20260117", "permits"),
        ("uitzendbureau (78.20)", "kvk"),
        ("zwembad met pomp", "permits"),
        ("1234567890123456", "permits"),
        ("geen rookmelder op de overloop", "inspections"),
    ],
)
def test_these_words_are_kept(words: str, source: str) -> None:
    assert what_is_refused(words, source=source) is None


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("Voorbeeld Wonen B.V.", True),
        ("Voorbeeld Wonen BV", True),
        ("Stichting Voorbeeld", True),
        ("Gemeente Teststad", True),
        ("Wooncoöperatie Noord U.A.", True),
        ("J. Voorbeeld", False),
        ("Mevrouw A. Bvanger", False),
    ],
)
def test_an_owner_is_a_legal_person(name: str, legal: bool) -> None:
    assert is_legal_person(name) is legal
