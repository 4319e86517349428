"""The languages in which people are spoken to."""

import pytest

from onderdak.kernel.languages import LANGUAGES, language


def test_the_sixteen_languages_of_the_leaflets_are_there() -> None:
    wanted = "ar bg de en es fa fr hi it nl pl pt ro ti uk zh"
    assert " ".join(sorted(LANGUAGES)) == wanted
    assert len({spoken.name for spoken in LANGUAGES.values()}) == 16


def test_only_arabic_and_farsi_run_from_the_right() -> None:
    spoken = LANGUAGES.values()
    assert {one.code for one in spoken if one.direction == "rtl"} == {"ar", "fa"}


@pytest.mark.parametrize("code", ["pl", "pl-PL", "pl_PL", "PL"])
def test_a_region_does_not_matter(code: str) -> None:
    assert language(code).name == "Polski"


def test_another_language_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        language("xx")
