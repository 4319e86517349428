"""The minimum wage and the deduction for housing are what their sources say."""

import pytest

from tests.sheets.asking import Asked, book, pay_sheets


@pytest.mark.parametrize("sheet", pay_sheets(), ids=lambda sheet: sheet.id)
def test_the_deduction_is_what_the_source_says(sheet: Asked) -> None:
    assert sheet.failures(book()) == []
