"""Cards, leaflets and certificates: all on their page, in every reader's language."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from qrcode.main import QRCode

from onderdak.foundation.documents.contract import (
    CARD,
    CERTIFICATE,
    LEAFLET,
    Card,
    CardPart,
    Certificate,
    Leaflet,
    LeafletPart,
    Picture,
    Rendered,
    Sender,
    Step,
    as_attachment,
    heading,
    qr_data_uri,
    qr_svg,
    render,
    table,
)
from onderdak.foundation.documents.domain.words import words
from tests.integration.documents.reading import (
    letters_of,
    opened,
    pages_of,
    tags_of,
    text_of,
)

ON = date(2026, 11, 21)
ADDRESS = "https://onderdak.example/k/AB12CD34"
SENDER = Sender("Gemeente Voorbeeld", colour="#0b6e4f")
QR = Picture(qr_svg(ADDRESS), "QR-code naar onderdak.example")
ICONS = ("phone", "house", "list", "letter", "people", "check", "clock", "key")
SEVEN = ("nl", "en", "pl", "ro", "bg", "uk", "ar")


def card(*codes: str, length: int = 4) -> Card:
    parts = [
        CardPart(code, words(code)["subject"], [words(code)["unreviewed"]] * length)
        for code in codes
    ]
    return Card(SENDER, "Huize Voorbeeld", QR, parts, small_print=("Kleine letters.",))


def made(template: Path, data: object) -> Rendered:
    return render(template, data, language="nl", title="Kaart", on=ON)


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("codes", [("nl",), ("nl", "ar", "ti"), SEVEN])
def test_a_card_is_one_page_whatever_hangs_on_it(
    paper: Literal["a4", "a5"], codes: tuple[str, ...]
) -> None:
    pdf = made(CARD, replace(card(*codes), paper=paper)).pdf
    assert len(pages_of(pdf)) == 1
    assert "Kleineletters" in letters_of(pdf)
    for code in codes:
        for word in words(code)["unreviewed"].rstrip(".").split():
            assert word in letters_of(pdf)


def test_little_text_is_set_larger_than_much_text() -> None:
    def size(length: int) -> float:
        with opened(made(CARD, card(*SEVEN, length=length)).pdf) as document:
            content = document.pages[0].Contents.read_bytes().decode("latin-1")
        sizes = re.findall(r"/f\d+ ([\d.]+) Tf", content)
        return float(max(set(sizes), key=sizes.count))

    assert size(1) > size(6)


def test_too_much_text_goes_on_and_is_not_cut_off() -> None:
    pdf = made(CARD, card(*SEVEN, length=60)).pdf
    assert len(pages_of(pdf)) > 1
    assert letters_of(pdf).count("moedertaalspreker") == 60


def test_each_language_on_a_card_is_tagged_as_that_language() -> None:
    tags = tags_of(made(CARD, card(*SEVEN)).pdf)
    assert [spoken for tag, spoken in tags if tag == "/H2"] == list(SEVEN)


def test_the_code_has_words_for_who_cannot_see_it() -> None:
    with opened(made(CARD, card("nl")).pdf) as document:
        described = [
            str(item["/Alt"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert described == ["QR-code naar onderdak.example"]


def test_a_code_is_drawn_module_by_module() -> None:
    code: QRCode = QRCode(border=4, error_correction=0)
    code.add_data(ADDRESS)
    code.make(fit=True)
    expected = {
        (column, row)
        for row, cells in enumerate(code.get_matrix())
        for column, dark in enumerate(cells)
        if dark
    }
    drawn = {
        (int(left) + step, int(top))
        for left, top, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", qr_svg(ADDRESS))
        for step in range(int(width))
    }
    assert drawn == expected


def test_a_code_in_a_page_needs_no_other_source() -> None:
    assert qr_data_uri(ADDRESS).startswith("data:image/svg+xml;base64,")


def test_a_leaflet_has_a_page_for_each_language() -> None:
    steps = [Step(icon, f"Stap {icon}", "Zo doet u dat.") for icon in ICONS]
    parts = [
        LeafletPart(code, words(code)["subject"], words(code)["unreviewed"], chosen)
        for code, chosen in (("nl", steps[:3]), ("uk", steps[3:6]), ("fa", steps[6:]))
    ]
    pdf = made(LEAFLET, Leaflet(SENDER, QR, "onderdak.example/nachten", parts)).pdf
    assert len(pages_of(pdf)) == 3
    assert all("onderdak.example/nachten" in page for page in pages_of(pdf))
    spoken = [language for tag, language in tags_of(pdf) if tag == "/H1"]
    assert spoken == ["nl", "uk", "fa"]


def test_a_certificate_shows_its_facts_totals_and_number() -> None:
    pdf = made(
        CERTIFICATE,
        Certificate(
            SENDER,
            "Verklaring van vernietiging",
            "Deze gegevens zijn vernietigd.",
            (("Vernietigd op", ON), ("Rijen", "21.965")),
            (heading("Wat"), table(("Soort", "Rijen"), [("Verblijven", 12845)] * 60)),
            number="V-1",
            signed_by=("De archivaris",),
            checksum="sha256 " + "0f" * 32,
        ),
    ).pdf
    assert len(pages_of(pdf)) == 2
    assert pages_of(pdf)[1].count("Soort") == 1  # the header row comes back
    assert text_of(pdf).count("12.845") == 60
    assert "0f" * 32 in letters_of(pdf)
    assert "V-1" in pages_of(pdf)[1]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Brief van 21 november", "brief-van-21-november.pdf"),
        ("Żółć ă/ț", "zoc-a-t.pdf"),
        (
            'x"; filename=e.exe\r\nSet-Cookie: a',
            "x-filename-e-exe-set-cookie-a.pdf",
        ),
        ("محمد", "document.pdf"),
    ],
)
def test_a_file_name_is_safe_in_every_header(name: str, file: str) -> None:
    attachment = as_attachment(Rendered(b"%PDF", ()), name)
    assert attachment.name == file
    assert attachment.disposition == f'attachment; filename="{file}"'
    assert attachment.media_type == "application/pdf"
