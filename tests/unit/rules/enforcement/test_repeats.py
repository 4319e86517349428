"""A fine is heavier only after one for the same rule that nobody contests any more."""

from datetime import date

import pytest
from tests.walking import book, norms

from onderdak.rules.enforcement import EarlierFine, fine_ceiling

BREACHED = date(2025, 8, 15)
BEFORE = EarlierFine("E11", date(2023, 9, 15), norm="E11_deposit")


@pytest.mark.parametrize(
    ("norm", "contested", "repeated"),
    [
        ("E11_deposit", False, True),
        ("E11_deposit", True, False),
        ("E11_contract", False, False),
        (None, False, False),
    ],
)
def test_only_the_same_rule_of_an_act_is_repeated(
    norm: str | None, contested: bool, repeated: bool
) -> None:
    before = EarlierFine("E11", BEFORE.on_day, norm=BEFORE.norm, contested=contested)
    found = fine_ceiling(
        "E11", BREACHED, None, book(), norms(), norm=norm, earlier=[before]
    )
    assert found.repeated is repeated
    assert found.category == (5 if repeated else 4)
