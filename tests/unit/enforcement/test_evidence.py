"""Evidence: whoever has the file sees that it is whole, and what is not."""

import json
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.supervision.enforcement.domain.evidence import (
    INDEX,
    PAGE,
    Item,
    bundled,
    checked,
)


def _item(name: str, content: bytes, kind: str = "photo") -> Item:
    return Item(
        file=name,
        kind=kind,
        title=f"<{name}>",
        origin="visit 2026-00001",
        made_at="2026-03-10T21:00:00+01:00",
        sha256=sha256(content).hexdigest(),
        content=content,
        more={"signed_by": ["A", "B"]},
    )


ITEMS = [_item("reports/1.pdf", b"%PDF-1", "report"), _item("photos/1.jpg", b"jpg")]
ABOUT = {"number": "H-2026-00001", "reason": "court"}


def _changed(whole: bytes, **files: bytes | None) -> bytes:
    """The same file with one of its files changed, taken out or put in."""
    said = {name.replace("__", "/").replace("_", "."): c for name, c in files.items()}
    made = BytesIO()
    with ZipFile(BytesIO(whole)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            content = said.pop(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in said.items():
            new.writestr(name, content or b"")
    return made.getvalue()


def test_an_export_checks_out_by_itself() -> None:
    made = bundled(ABOUT, ITEMS, {})
    found = checked(made.content)
    assert found.whole
    assert (found.items, found.about) == (2, ABOUT)
    assert (found.sha256, found.index_sha256) == (made.sha256, made.index_sha256)


def test_the_same_evidence_makes_the_same_file() -> None:
    assert bundled(ABOUT, ITEMS, {}) == bundled(ABOUT, ITEMS, {})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"photos__1_jpg": b"other"}, "photos/1.jpg is not what it was."),
        (
            {"photos__1_jpg": None},
            "photos/1.jpg is in the index and not in the file.",
        ),
        (
            {"photos__9_jpg": b"new"},
            "photos/9.jpg is in the file and not in the index.",
        ),
        ({"index_html": b"<p>"}, "index.html is not what it was."),
    ],
)
def test_whatever_was_changed_is_named(
    change: dict[str, bytes | None], told: str
) -> None:
    found = checked(_changed(bundled(ABOUT, ITEMS, {}).content, **change))
    assert [str(each) for each in found.problems] == [told]


def test_a_changed_index_has_another_hash_than_was_written_down() -> None:
    made = bundled(ABOUT, ITEMS, {})
    with ZipFile(BytesIO(made.content)) as archive:
        index = json.loads(archive.read(INDEX))
    index["about"]["number"] = "H-2026-00002"
    other = checked(_changed(made.content, index_json=json.dumps(index).encode()))
    assert other.index_sha256 != made.index_sha256


def test_evidence_that_changed_in_the_register_is_not_given_out() -> None:
    broken = _item("photos/1.jpg", b"jpg")
    object.__setattr__(broken, "content", b"other")
    with pytest.raises(Invalid, match="changed"):
        bundled(ABOUT, [broken], {})


def test_what_is_not_kept_any_more_stands_there_with_its_hash() -> None:
    gone = Item("", "report", "report", "visit 1", "2026-03-10", "a" * 64)
    made = bundled(ABOUT, [gone], {"only_hash": "alleen de hash"})
    assert checked(made.content).whole
    with ZipFile(BytesIO(made.content)) as archive:
        page = archive.read(PAGE).decode()
    assert "alleen de hash" in page
    assert "a" * 64 in page


def test_the_page_shows_what_people_wrote_as_words() -> None:
    with ZipFile(BytesIO(bundled(ABOUT, ITEMS, {}).content)) as archive:
        page = archive.read(PAGE).decode()
    assert "&lt;photos/1.jpg&gt;" in page
    assert "<photos" not in page


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_another_file_is_no_evidence(file: bytes) -> None:
    with pytest.raises(Invalid):
        checked(file)


def test_an_archive_of_something_else_is_no_evidence() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(INDEX, b'{"form": "another/1", "items": []}')
    with pytest.raises(Invalid):
        checked(made.getvalue())
