"""Each term and amount is what its source says."""

import pytest

from onderdak.rules.terms import spec_of, with_terms
from tests.sheets.asking import Asked, book, norms, term_sheets


@pytest.mark.parametrize("sheet", term_sheets(), ids=lambda sheet: sheet.id)
def test_the_term_is_what_the_source_says(sheet: Asked) -> None:
    assert sheet.failures(book()) == []


def test_every_term_and_amount_has_a_sheet() -> None:
    shown = {(sheet.rule, sheet.case.get("part")) for sheet in term_sheets()}
    asked = {(norm.rule, norm.part) for norm in with_terms(norms())}

    assert asked - shown == set()


def test_every_term_and_amount_can_be_read_and_names_known_parameters() -> None:
    for norm in with_terms(norms()):
        for id_ in spec_of(norm).parameters:
            assert book().described(id_)
