"""The campaign says the same in every language, and names the same things."""

import re

import pytest

from onderdak.web.nights.campaign.film import FOLDER, film_in
from onderdak.web.nights.campaign.texts import (
    OFFERED,
    campaign_language,
    campaign_texts,
)

MOST_BYTES = 600_000


def _named(said: str) -> set[str]:
    return set(re.findall(r"{\w+}", said))


@pytest.mark.parametrize("code", OFFERED)
def test_every_sentence_is_there_and_names_the_same_things(code: str) -> None:
    own, dutch = campaign_texts()[code].sentences, campaign_texts()["nl"].sentences
    assert set(own) == set(dutch)
    assert [key for key, said in own.items() if not said.strip()] == []
    assert [key for key in own if _named(own[key]) != _named(dutch[key])] == []


def test_no_sentence_was_left_in_another_language() -> None:
    texts = campaign_texts()
    same = [
        key
        for key, said in texts["pl"].sentences.items()
        if said in (texts["nl"].sentences[key], texts["en"].sentences[key])
    ]
    assert same == []


def test_a_language_nobody_offers_falls_back_on_the_browsers_and_then_on_dutch() -> (
    None
):
    assert campaign_language("xx", "en-GB,en;q=0.8") == "en"
    assert campaign_language("", "fr") == "nl"
    assert campaign_language("pl", "en") == "pl"


@pytest.mark.parametrize("code", OFFERED)
def test_there_is_a_film_in_every_language_and_together_they_are_light(
    code: str,
) -> None:
    film = film_in(code)
    assert film is not None
    assert (FOLDER / film.file.rsplit("/", 1)[-1]).exists()
    assert sum(file.stat().st_size for file in FOLDER.glob("*.webp")) < MOST_BYTES
