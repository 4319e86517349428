"""A letter can be read by everyone: on paper, by a reader program, in any language."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from onderdak.foundation.documents import fonts
from onderdak.foundation.documents.contract import (
    LETTER,
    Letter,
    Part,
    Rendered,
    Sender,
    bullets,
    callout,
    facts,
    heading,
    preview,
    render,
    steps,
    table,
    written_date,
)
from onderdak.foundation.documents.domain.words import words
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.languages import LANGUAGES
from onderdak.kernel.text import text
from tests.integration.documents.reading import (
    letters_of,
    opened,
    pages_of,
    tags_of,
    text_of,
)

ON = date(2026, 11, 21)
SENDER = Sender("Gemeente Voorbeeld", ("Postbus 1", "6800 AA Voorbeeld"))
EVERYTHING = (
    "Een alinea.",
    heading("Wat u kunt doen"),
    bullets("Open de pagina", "Vul de nachten in"),
    steps("Eerst dit", "Dan dat"),
    facts(("Locatie", "Dorpsstraat 12"), ("Sinds", date(2026, 1, 5))),
    table(("Soort", "Nachten"), (("Bedden", 12845), ("Kamers", 7)), ("Samen", 12852)),
    callout("Let op de datum."),
)


def letter(*blocks: Any, recipient: str = "A. Voorbeeld", **more: Any) -> Letter:
    part = Part("nl", "Uw opgave", blocks)
    return Letter(SENDER, (recipient,), (part,), **more)


def written(data: object, language: str = "nl", title: str = "Brief") -> Rendered:
    return render(LETTER, data, language=language, title=title, on=ON)


def test_a_letter_declares_itself_readable_for_a_reader_program() -> None:
    with opened(written(letter("Dag."), title="Uw opgave over mei").pdf) as document:
        assert document.Root.Lang == "nl"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in document.Root
        with document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "Uw opgave over mei"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20261121")


def test_each_part_of_a_letter_has_its_tag() -> None:
    tags = [tag for tag, _ in tags_of(written(letter(*EVERYTHING)).pdf)]
    assert tags.count("/H1") == 1
    assert tags.index("/H1") < tags.index("/H2")
    assert tags.count("/L") == 4  # date, bullets, steps, facts
    assert tags.count("/TH") == 2
    assert {"/Table", "/THead", "/TFoot", "/LI", "/LBody", "/P"} <= set(tags)


def test_every_letter_of_every_block_is_in_it() -> None:
    found = letters_of(written(letter(*EVERYTHING)).pdf)
    for words_of_it in ("Wat u kunt doen", "Open de pagina", "Let op de datum."):
        assert words_of_it.replace(" ", "") in found
    assert "5januari2026" in found
    assert "12.845" in found
    assert "2026-1" not in found


@pytest.mark.parametrize("code", LANGUAGES)
def test_text_in_every_language_can_be_copied_out(code: str) -> None:
    said = words(code)
    part = Part(code, said["subject"], (said["unreviewed"],))
    made = written(Letter(SENDER, ("A",), (part,)), code, said["subject"])
    found = letters_of(made.pdf)
    assert made.replaced == ()
    for word in said["unreviewed"].rstrip(".").split():
        assert word in found
    for word in written_date(ON, code).split():
        assert word in found


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_part_in_another_language_says_which_it_is(code: str) -> None:
    parts = (
        Part("nl", "Uw opgave", ("Dag.",)),
        Part(code, words(code)["subject"], (words(code)["unreviewed"],)),
    )
    tags = tags_of(written(Letter(SENDER, ("A",), parts)).pdf)
    assert [spoken for tag, spoken in tags if tag == "/H1"] == ["nl", code]
    assert tags[-1] == ("/P", code)


def test_an_arabic_letter_runs_from_the_right_and_its_address_does_not() -> None:
    arabic = written(letter("Dag."), "ar")
    with opened(arabic.pdf) as document:
        assert document.Root.ViewerPreferences.Direction == "/R2L"
        content = document.pages[0].Contents.read_bytes().decode("latin-1")
    first = re.search(r"1 0 0 -1 ([\d.]+) [\d.]+ cm", content)
    assert first is not None
    assert float(first[1]) < 100  # the sender's name stands at the left margin


def test_arabic_lines_begin_at_the_right_margin() -> None:
    def places(code: str) -> list[float]:
        parts = (
            Part("nl", "Uw opgave", ("Dag.",)),
            Part(code, words(code)["subject"], (words(code)["date"],) * 3),
        )
        with opened(written(Letter(SENDER, ("A",), parts)).pdf) as document:
            content = document.pages[1].Contents.read_bytes().decode("latin-1")
        return [float(x) for x in re.findall(r"1 0 0 -1 ([\d.]+) [\d.]+ cm", content)]

    middle = 297
    assert sum(place > middle for place in places("ar")) > 4
    assert sum(place > middle for place in places("pl")) == 1  # the page number


def test_names_in_several_scripts_stand_in_one_line() -> None:
    names = "Łukasz Żółć, محمد الأحمد, 王小明, ሰላም, हिन्दी, Иванов, Mureșan"
    made = written(letter(f"Gasten: {names}."))
    assert made.replaced == ()
    assert all(name in letters_of(made.pdf) for name in re.findall(r"\w{3,}", names))


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1 + 1")',
        '#read("/project/settings.py")',
        "$x^2$ ] ) } #panic()",
        "*sterk* _schuin_ `code` = kop - lijst <label> @bron",
        "\\u{41} // weg /* weg */ ~ --- ...",
        '{"kind": "paragraph"}',
        "http://example.org/#pagina",
    ],
)
def test_markup_in_data_is_printed_as_it_was_written(hostile: str) -> None:
    made = written(letter(hostile, bullets(hostile), recipient=hostile))
    assert letters_of(made.pdf).count(hostile.replace(" ", "")) == 3


def test_a_name_with_a_sign_that_no_font_has_keeps_its_other_letters() -> None:
    made = written(letter("Dag.", recipient="Jan \N{GRINNING FACE} Voorbéeld \ue000"))
    assert made.replaced == ("U+E000", "U+1F600 GRINNING FACE")
    assert "Jan\ufffdVoorbéeld\ufffd" in letters_of(made.pdf)


def test_the_title_and_the_reference_are_made_printable_too() -> None:
    made = written(letter("Dag.", reference="7\ud800\u202e8"), title="\U0001f600\x00\n")
    assert made.replaced == (
        "U+0000",
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+D800",
        "U+1F600 GRINNING FACE",
    )
    assert "7\ufffd8" in letters_of(made.pdf)


def test_a_long_letter_numbers_its_pages_in_its_own_language() -> None:
    many = [f"Alinea {number}. " + "Meer woorden. " * 24 for number in range(21)]
    parts = (Part("nl", "Lang", many), Part("pl", "Krótko", ("Dzień dobry.",)))
    pages = pages_of(written(Letter(SENDER, ("A",), parts)).pdf)
    assert len(pages) == 4
    assert [re.sub(r"\s+", " ", page).strip()[-14:] for page in pages[:3]] == [
        f"Pagina {number} van 4" for number in (1, 2, 3)
    ]
    assert re.sub(r"\s+", " ", pages[3]).strip().endswith("Strona 4 z 4")


def test_one_page_has_no_page_number() -> None:
    assert "Pagina" not in text_of(written(letter("Dag.")).pdf)


def test_a_word_longer_than_a_line_stays_on_the_page() -> None:
    pages = preview(
        LETTER, letter("x" * 1500), language="nl", title="Lang", on=ON
    )  # fmt: skip
    made = written(letter("x" * 1500))
    assert letters_of(made.pdf).count("x") == 1500
    assert len(pages) == 1
    with opened(made.pdf) as document:
        content = document.pages[0].Contents.read_bytes().decode("latin-1")
    assert len(re.findall(r"\bBT\b", content)) > 15  # one piece of text per line


def test_equal_data_gives_equal_bytes_in_another_process_too() -> None:
    there = subprocess.run(
        [
            sys.executable,
            "-c",
            "from hashlib import sha256\n"
            "from tests.integration.documents.test_letters import *\n"
            "print(sha256(written(letter(*EVERYTHING)).pdf).hexdigest())",
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    for _ in range(2):
        here = written(letter(*EVERYTHING)).pdf
        assert sha256(here).hexdigest() == there.stdout.strip()


def test_letters_made_at_the_same_moment_do_not_mix() -> None:
    def one(number: int) -> str:
        return letters_of(written(letter(f"nummer-{number}-einde")).pdf)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(one, range(12)))
    for number, letters in enumerate(found):
        assert f"nummer-{number}-einde" in letters


def test_only_templates_of_this_software_are_read(tmp_path: Path) -> None:
    stray = tmp_path / "stray.typ"
    stray.write_text("= Dag")
    with pytest.raises(ValueError, match="no template"):
        render(stray, {}, language="nl", title="Dag", on=ON)


def test_templates_fetch_nothing_from_elsewhere() -> None:
    package = Path(__file__).parents[3] / "src" / "onderdak"
    templates = list(package.rglob("*.typ"))
    assert templates
    for template in templates:
        assert not re.search(r"@(preview|local)|https?:", template.read_text())


@pytest.mark.parametrize("no_text", [1.5, b"x", text("Not yet translated"), object()])
def test_what_a_document_cannot_show_is_refused(no_text: object) -> None:
    with pytest.raises(ValueError, match=f"cannot show {type(no_text).__name__}"):
        written(letter(no_text))


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a title"):
        written(letter("Dag."), title=" ")
    assert written(letter("Dag."), title="\N{ZERO WIDTH SPACE}").pdf


def test_without_fonts_the_operator_hears_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(ConfigurationError, match="npm run vendor"):
        fonts.installed.__wrapped__()
    assert "NotoSans_400Regular.ttf" in fonts.missing()
