"""A municipality's colour can be read, whatever colour it is."""

import pytest

from onderdak.foundation.documents.domain.colours import contrast_with_white, readable


def contrast(colour: str) -> float:
    return contrast_with_white(list(bytes.fromhex(colour[1:])))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_dark_colour_stays() -> None:
    assert readable("#154273") == "#154273"


@pytest.mark.parametrize("light", ["#ffffff", "#ffd500", "#00ffcc", "#ff9999"])
def test_a_light_colour_is_made_dark_enough_and_no_darker(light: str) -> None:
    found = readable(light)
    assert 4.5 <= contrast(found) < 5.2


@pytest.mark.parametrize("no_colour", ["red", "#fff", "#12345g", '#000000"', ""])
def test_what_is_no_colour_is_refused(no_colour: str) -> None:
    with pytest.raises(ValueError, match="no colour"):
        readable(no_colour)
