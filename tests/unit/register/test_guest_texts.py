"""What guests read says the same in every language, and codes are read as typed."""

import re
from datetime import datetime

import pytest

from onderdak.register.nights.domain.in_building import (
    RoomNow,
    by_floor,
    night_at,
    search_words,
)
from onderdak.register.nights.domain.presented import (
    GUEST_DIGITS,
    grouped,
    new_guest_code,
    new_location_code,
    typed_guest_code,
)
from onderdak.register.nights.guest_access.texts import (
    guest_texts,
    language_for,
    texts_in,
)

PROMISED = {"nl", "en", "pl", "ro", "bg", "uk", "ar"}


def test_guests_are_spoken_to_in_at_least_seven_languages() -> None:
    assert set(guest_texts()) >= PROMISED


@pytest.mark.parametrize("code", sorted(PROMISED))
def test_every_sentence_is_there_in_every_language(code: str) -> None:
    own, dutch = texts_in(code).sentences, texts_in("nl").sentences
    assert set(own) == set(dutch)
    assert [key for key, said in own.items() if not said.strip()] == []


@pytest.mark.parametrize("code", sorted(PROMISED))
def test_every_sentence_names_the_same_things(code: str) -> None:
    def named(said: str) -> set[str]:
        return set(re.findall(r"{\w+}", said))

    dutch = texts_in("nl").sentences
    wrong = [
        key
        for key, said in texts_in(code).sentences.items()
        if named(said) != named(dutch[key])
    ]
    assert wrong == []


@pytest.mark.parametrize("code", sorted(PROMISED - {"nl", "en"}))
def test_no_language_was_left_in_dutch_or_english(code: str) -> None:
    left = [
        key
        for key, said in texts_in(code).sentences.items()
        if said in (texts_in("nl").sentences[key], texts_in("en").sentences[key])
        and key != "column_place"
    ]
    assert left == []


def test_cyrillic_and_arabic_are_written_in_their_script() -> None:
    for code, script in {"bg": r"[а-я]", "uk": r"[а-яіїєґ]", "ar": r"[؀-ۿ]"}.items():
        said = texts_in(code).sentences
        assert [key for key in said if not re.search(script, said[key], re.I)] == []


def test_texts_that_no_native_speaker_read_say_so() -> None:
    assert {code for code, each in guest_texts().items() if each.reviewed} == set()
    assert texts_in("pl")["not_reviewed"].startswith("Tego tekstu nie sprawdziła")


def test_the_language_is_asked_for_else_the_browsers_else_dutch() -> None:
    assert language_for("ar", "pl-PL,pl;q=0.9") == "ar"
    assert language_for("", "xx,pl-PL;q=0.9,en;q=0.8") == "pl"
    assert language_for("klingon", "") == "nl"


def test_a_code_is_read_in_any_script_and_with_any_spaces() -> None:
    assert typed_guest_code("١٢٣٤ 5678-9012.3456") == "1234567890123456"
    assert typed_guest_code("1234 5678 9012 345") == ""
    assert typed_guest_code("12345678901234567") == ""
    assert typed_guest_code("²" * 16) == "2" * 16


def test_codes_are_new_and_in_the_form_that_is_printed() -> None:
    codes = {new_guest_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == GUEST_DIGITS and code.isdecimal() for code in codes)
    assert grouped("1234567890123456") == "1234 5678 9012 3456"
    assert not set(new_location_code()) & set("01ilou")


def test_at_three_at_night_the_night_is_the_one_that_began_yesterday() -> None:
    assert f"{night_at(datetime(2026, 11, 21, 3)):%d}" == "20"
    assert f"{night_at(datetime(2026, 11, 21, 11, 59)):%d}" == "20"
    assert f"{night_at(datetime(2026, 11, 21, 23)):%d}" == "21"


def test_a_search_holds_words_and_no_pattern() -> None:
    assert search_words(r"  Ketel%straat \ 12_ ") == ["Ketel", "straat", "12"]


def test_floors_are_told_from_the_top_and_the_unknown_last() -> None:
    rooms = [
        RoomNow(0, "", "1", 2),
        RoomNow(None, "", "", 3),
        RoomNow(2, "", "21", 1),
        RoomNow(2, "", "22", 4),
    ]
    told = [(each.floor, each.guests) for each in by_floor(rooms)]
    assert told == [(2, 5), (0, 2), (None, 3)]
