"""What a letter says: its values, its remedy, and the summary in who reads it."""

from dataclasses import replace
from datetime import date

import pytest

from onderdak.supervision.enforcement.domain.letters import Remedy
from onderdak.supervision.enforcement.letter_pdf import Head, drawn
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.letters.words import summaries
from onderdak.supervision.enforcement.letters.writing import LetterData, parts
from tests.integration.documents.reading import letters_of, opened

ON = date(2026, 3, 2)
ORDER = LetterData(
    kind=letter_kinds()["penalty_order"],
    case="H-2026-00001",
    address="Lindelaan 1, 6811 AA Eenstad",
    town="Eenstad",
    on=ON,
    language="nl",
    recipient=("Verhuur Eenstad BV", "Postbus 12", "1234 AB Eenstad"),
    remedy=Remedy.OBJECTION,
    said={"mend": "Herstel de deur", "unit": "week"},
    dates={"compliance_until": date(2026, 3, 30), "last_day": date(2026, 4, 13)},
    cents={"amount_cents": 250_000, "maximum_cents": 1_000_000},
    chosen={"penalty_kind": "per_unit", "ends_stay": "no"},
)


def told(data: LetterData) -> str:
    return letters_of(drawn(Head("Gemeente Eenstad"), data, ON, concept=False).pdf)


def test_amounts_terms_and_maximum_come_from_the_case() -> None:
    said = told(ORDER)
    for words in ("€2.500,00perweek", "€10.000,00", "30maart2026", "13april2026"):
        assert words in said
    assert "eenmaal" not in said  # the sentence of a lump sum
    assert "elkekeer" not in said  # and that of a penalty per breach


def test_people_are_spoken_of_only_where_they_have_to_leave() -> None:
    assert "Zetniemand" not in told(ORDER)
    leaving = replace(ORDER, chosen={**ORDER.chosen, "ends_stay": "yes"})
    assert "Zetniemand" in told(leaving)


@pytest.mark.parametrize(
    ("remedy", "said", "unsaid"),
    [
        (Remedy.OBJECTION, "Maakbezwaaruiterlijkop13april2026", "rechtbank,uiterlijk"),
        (Remedy.APPEAL, "rechtbank,uiterlijkop13april2026", "Maakbezwaar"),
    ],
)
def test_a_letter_names_its_own_remedy_and_no_other(
    remedy: Remedy, said: str, unsaid: str
) -> None:
    data = replace(
        ORDER, remedy=remedy, kind=replace(ORDER.kind, short=ORDER.kind.short[:1])
    )
    assert said in told(data)
    assert unsaid not in told(data)


@pytest.mark.parametrize("language", list(summaries()))
def test_each_language_has_its_own_part_behind_the_dutch_one(language: str) -> None:
    texts = summaries()[language]
    made = parts(replace(ORDER, language=language))
    assert [one.language for one in made] == ["nl", language]
    assert made[1].unreviewed == (not texts.reviewed)
    said = told(replace(ORDER, language=language))
    assert "".join(texts.says["subject"].split()) in said
    assert "".join(texts.labels["maximum_cents"].split()) in said


def test_a_language_without_texts_gets_english_and_is_told_so() -> None:
    made = parts(replace(ORDER, language="ti"))
    assert [one.language for one in made] == ["nl", "en"]
    said = told(replace(ORDER, language="ti"))
    assert "YoureaditinEnglish" in said
    assert "ትግርኛ" in said


def test_who_reads_dutch_gets_one_part() -> None:
    assert [one.language for one in parts(ORDER)] == ["nl"]


@pytest.mark.parametrize("kind", ["fine_intent", "fine_decision", "fine_lowered"])
def test_a_letter_about_a_fine_says_that_one_may_be_silent(kind: str) -> None:
    fine = replace(ORDER, kind=letter_kinds()[kind], language="pl")
    fine = replace(fine, dates={**fine.dates, "views_until": date(2026, 3, 16)})
    said = told(fine)
    assert "Uhoeftnietsteverklaren" in said
    assert "tolk" in said
    assert "NiemusząPaństwonicmówić" in said
    assert "tłumacza" in said


def test_a_letter_says_who_to_call() -> None:
    assert "BeldegemeenteEenstad" in told(ORDER)
    assert "012-3456789" in told(replace(ORDER, contact="team, 012 - 345 67 89"))


@pytest.mark.parametrize("kind", letter_kinds())
def test_every_kind_is_a_letter_that_a_screen_reader_can_read(kind: str) -> None:
    letter = letter_kinds()[kind]
    names = letter.names()
    days = {one for one in names if one.endswith(("_until", "_on", "_from"))}
    data = replace(
        ORDER,
        kind=letter,
        language="uk",
        remedy=letter.remedy,
        said={**dict.fromkeys(names, "iets"), "unit": "week"},
        dates=dict.fromkeys({*days, "views_until", "last_day"}, date(2026, 4, 13)),
    )
    made = drawn(Head("Gemeente Eenstad"), data, ON, concept=False)
    assert made.replaced == ()
    with opened(made.pdf) as document:
        assert "/StructTreeRoot" in document.Root
        assert document.Root.Lang == "nl"
    assert "{" not in letters_of(made.pdf)
