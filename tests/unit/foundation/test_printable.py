"""A sign that cannot be printed is shown to be missing, and nothing else is lost."""

import pytest

from onderdak.foundation.documents.domain.glyphs import SUBSTITUTE, Printable

LATIN = frozenset(range(0x20, 0x250)) | {0x301, 0x323, 0xFFFD, 0x200F}
ARABIC = frozenset(range(0x600, 0x700))
HINDI = frozenset(range(0x900, 0x980))


def printed(text: str) -> tuple[str, tuple[str, ...]]:
    printable = Printable({"latin": LATIN, "arabic": ARABIC, "hindi": HINDI})
    return printable.text(text), printable.report()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jan de Vries",
        "Łukasz Żółć",
        "محمد الأحمد",
        "می\u200cشود",
        "क्\u200dष",
        "a\u00a0b",
    ],
)
def test_what_the_fonts_have_stays_as_it_is(text: str) -> None:
    assert printed(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "shown", "report"),
    [
        ("Jan \u10d0", f"Jan {SUBSTITUTE}", ("U+10D0 GEORGIAN LETTER AN",)),
        ("a\ud83d", f"a{SUBSTITUTE}", ("U+D83D",)),
        ("a\ue000b", f"a{SUBSTITUTE}b", ("U+E000",)),
        ("a\U0001f600\ufe0f", f"a{SUBSTITUTE}",
         ("U+FE0F VARIATION SELECTOR-16", "U+1F600 GRINNING FACE")),
        # A mark with nothing to stand on is drawn nowhere.
        ("a\n\u0301b", f"a\n{SUBSTITUTE}b", ("U+0301 COMBINING ACUTE ACCENT",)),
        # A mark on a letter of another script is drawn by no font: the letter stays.
        ("\u0627\u0301b", f"\u0627{SUBSTITUTE}b", ("U+0301 COMBINING ACUTE ACCENT",)),
        ("\u10d0\u0301", SUBSTITUTE,
         ("U+0301 COMBINING ACUTE ACCENT", "U+10D0 GEORGIAN LETTER AN")),
    ],
)  # fmt: skip
def test_what_no_font_has_is_replaced_and_named(
    text: str, shown: str, report: tuple[str, ...]
) -> None:
    assert printed(text) == (shown, report)


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\x7f", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff",
               "\u00ad", "\U000e0041"],
)  # fmt: skip
def test_what_is_not_seen_but_changes_what_is_seen_is_taken_out(hidden: str) -> None:
    text, report = printed(f"Jan{hidden}sen")
    assert text == "Jansen"
    assert report[0].startswith(f"U+{ord(hidden):04X}")


def test_letters_typed_as_base_and_mark_are_one_letter() -> None:
    assert printed("Z\u0307o\u0301l\u0301") == ("Żóĺ", ())


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b"]
)
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert printed(f"a{end}b") == ("a\nb", ())


@pytest.mark.parametrize("space", ["\t", "\u2003", "\u3000"])
def test_every_space_is_a_space(space: str) -> None:
    assert printed(f"a{space}b") == ("a b", ())


def test_a_word_longer_than_a_line_may_be_broken() -> None:
    shown, report = printed("a" * 100)
    assert shown.replace("\u200b", "") == "a" * 100
    assert max(map(len, shown.split("\u200b"))) <= 20
    assert report == ()


def test_a_mark_of_direction_stays_only_where_it_does_something() -> None:
    assert printed("12\u200f-34 \u200f\u0627\u200f.") == ("12\u200f-34 \u0627.", ())


def test_arabic_words_are_never_cut() -> None:
    assert printed("محمد" * 30) == ("محمد" * 30, ())


def test_what_sets_a_name_apart_is_not_missed_on_paper() -> None:
    assert printed("\u0645 \u2068Jan\u2069") == ("\u0645 Jan", ())
