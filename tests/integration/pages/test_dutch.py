"""Every text that a person may see has Dutch."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import onderdak
from onderdak.engines.ranking import load_catalogue, shipped_catalogues
from onderdak.engines.ranking.forbidden import forbidden_roots
from onderdak.foundation.privacy.contract import purposes

SOURCE = Path(onderdak.__file__).parent
DUTCH = SOURCE / "web" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
CALLS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "text": None,
    "msgid": None,
}
SOURCES = sorted(
    path
    for path in [*(SOURCE / "web").rglob("*.html"), *SOURCE.rglob("*.py")]
    if "migrations" not in path.parts
)


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with DUTCH.open("rb") as file:
        return read_po(file)


def texts_in(path: Path) -> set[str]:
    source = path.read_text()
    if path.suffix == ".html":
        source = re.sub(r"(?m)^[ \t]+", "", templatize(source))
    found = extract_python(BytesIO(source.encode()), CALLS, [], {"encoding": "utf-8"})
    firsts = (each[0] if isinstance(each, tuple) else each for _, _, each, _ in found)
    return {text for text in firsts if isinstance(text, str)}


@pytest.mark.parametrize(
    "path", SOURCES, ids=lambda path: str(path.relative_to(SOURCE))
)
def test_every_text_has_dutch(path: Path, dutch: Catalog) -> None:
    missing = {
        text
        for text in texts_in(path)
        if (message := dutch.get(text)) is None or not message.string
    }
    assert missing == set()


def test_every_purpose_has_dutch(dutch: Catalog) -> None:
    told = {
        text
        for each in purposes().values()
        for text in (each.purpose, each.ground, each.retention)
    }
    assert {text for text in told if dutch.get(text) is None} == set()


def test_every_translation_keeps_its_places(dutch: Catalog) -> None:
    assert [str(e) for message in dutch for e in message.check(dutch)] == []


def test_the_people_are_never_called_by_the_old_word(dutch: Catalog) -> None:
    assert "arbeidsmigrant" not in DUTCH.read_text().lower()


def test_every_indicator_of_a_shipped_catalogue_has_dutch(dutch: Catalog) -> None:
    told = {
        words
        for key in shipped_catalogues()
        for one in load_catalogue(key).indicators.values()
        for words in (one.title, one.says, one.says_fully, one.means, one.ground)
        if words
    } | {root.reason for root in forbidden_roots()}
    assert {words for words in told if dutch.get(words) is None} == set()
