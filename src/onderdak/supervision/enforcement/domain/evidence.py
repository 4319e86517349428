"""The evidence of a case as one file: an index, and each thing with its hash.

Anybody can check it later, without this software's database: every file is in the
index, with its size and its SHA-256; nothing is left out and nothing was put in.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text

FORM: Final = "onderdak-evidence/1"
INDEX: Final = "index.json"
PAGE: Final = "index.html"
MOST_BYTES: Final = 2_000_000_000
# One moment for all, so that the same evidence makes the same file.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_COLUMNS: Final = ("nth", "kind", "title", "origin", "made_at", "sha256", "file")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the evidence.

    Attributes:
        file: its path in the export; '' for something of which only the hash is kept.
        kind: `report`, `photo`, `letter` or `record`.
        origin: where it comes from, such as `visit 2026-00012`.
        made_at: when it was made, as ISO 8601.
        sha256: the hash that was written down when it was made, never made anew here.
        more: what else is known: who signed it, the hash of what was sent.
    """

    file: str
    kind: str
    title: str
    origin: str
    made_at: str
    sha256: str
    content: bytes = b""
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bundle:
    """An export as bytes, with the hashes of the whole and of its index."""

    content: bytes
    sha256: str
    index_sha256: str
    items: int


def bundled(
    about: Mapping[str, object], items: Sequence[Item], labels: Mapping[str, str]
) -> Bundle:
    """Put the evidence of a case in one file.

    Args:
        about: the case: its number, its address, when and by whom this was taken out.
        labels: the words of the page, by column.

    Raises:
        Invalid: a thing is not what its hash says it was.
    """
    for item in items:
        check_whole(item)
    page = _page(about, items, labels).encode()
    index = _index(about, items, page)
    content = _zipped(
        [(INDEX, index), (PAGE, page)]
        + [(item.file, item.content) for item in items if item.file]
    )
    return Bundle(content, _hash(content), _hash(index), len(items))


def _index(about: Mapping[str, object], items: Sequence[Item], page: bytes) -> bytes:
    said = {
        "form": FORM,
        "about": dict(about),
        "page_sha256": _hash(page),
        "items": [_line(one) for one in items],
    }
    return json.dumps(
        said, ensure_ascii=False, indent=1, sort_keys=True, default=str
    ).encode()


def check_whole(item: Item) -> None:
    """Stop evidence that changed since its hash was written down.

    Raises:
        Invalid: it did; then it proves nothing, and somebody must look into it.
    """
    if item.file and _hash(item.content) != item.sha256:
        raise Invalid(
            text(
                "%(title)s (%(origin)s) changed.", title=item.title, origin=item.origin
            ),
            why=text("Its hash is another than the one that was written down."),
            next_step=text("Tell the administrator before you go on."),
        )


def _line(item: Item) -> dict[str, object]:
    return {
        "file": item.file,
        "kind": item.kind,
        "title": item.title,
        "origin": item.origin,
        "made_at": item.made_at,
        "sha256": item.sha256,
        "bytes": len(item.content) if item.file else None,
        **({"more": dict(item.more)} if item.more else {}),
    }


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in files:
            info = ZipInfo(name, _MOMENT)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return made.getvalue()


def _page(
    about: Mapping[str, object], items: Sequence[Item], labels: Mapping[str, str]
) -> str:
    """The index to read: one table, which a browser opens without any network."""
    told = "".join(
        f"<dt>{escape(labels.get(name, name))}</dt><dd>{escape(str(said))}</dd>"
        for name, said in about.items()
    )
    heads = "".join(
        f'<th scope="col">{escape(labels.get(name, name))}</th>' for name in _COLUMNS
    )
    rows = "".join(_row(nth, item, labels) for nth, item in enumerate(items, 1))
    title = escape(labels.get("title", "Evidence"))
    return (
        f'<!doctype html><html lang="{escape(labels.get("lang", "nl"))}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>body{{font-family:sans-serif;margin:2em}}"
        "table{border-collapse:collapse}td,th{border:1px solid #767676;padding:.3em;"
        "text-align:left;vertical-align:top}code{word-break:break-all}</style></head>"
        f"<body><h1>{title}</h1><dl>{told}</dl><p>{escape(labels.get('how', ''))}</p>"
        f"<table><caption>{escape(labels.get('caption', ''))}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></body></html>\n"
    )


def _row(nth: int, item: Item, labels: Mapping[str, str]) -> str:
    link = (
        f'<a href="{escape(item.file)}">{escape(item.file)}</a>'
        if item.file
        else escape(labels.get("only_hash", ""))
    )
    cells = (
        str(nth),
        escape(labels.get(item.kind, item.kind)),
        escape(item.title),
        escape(item.origin),
        escape(item.made_at),
        f"<code>{escape(item.sha256)}</code>",
        link,
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an export came to: whole, where there is no problem."""

    about: Mapping[str, object]
    items: int
    sha256: str
    index_sha256: str
    problems: tuple[Text, ...]

    @property
    def whole(self) -> bool:
        """Whether everything in it is as it was when it was taken out."""
        return not self.problems


def checked(content: bytes) -> Checked:
    """Check an export by itself, without any database.

    Raises:
        Invalid: it is no export of evidence at all.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                raise Invalid(text("This file is too large to be an export."))
            return _checked(archive, _hash(content))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError) as fault:
        raise Invalid(text("This is no export of evidence.")) from fault


def _checked(archive: ZipFile, whole: str) -> Checked:
    index = archive.read(INDEX)
    said = json.loads(index)
    if said["form"] != FORM:
        raise ValueError(said["form"])
    lines = said["items"]
    named = [str(line["file"]) for line in lines if line["file"]]
    there = [one.filename for one in archive.infolist()]
    problems = [
        *_doubled(there),
        *(
            text("%(file)s is in the file and not in the index.", file=name)
            for name in sorted(set(there) - set(named) - {INDEX, PAGE})
        ),
        *(problem for line in lines for problem in _problem(archive, line, there)),
        *_problem(archive, {"file": PAGE, "sha256": said["page_sha256"]}, there),
    ]
    return Checked(said["about"], len(lines), whole, _hash(index), tuple(problems))


def _doubled(names: Sequence[str]) -> Iterable[Text]:
    return (
        text("%(file)s is in it twice.", file=name)
        for name in sorted(set(names))
        if names.count(name) > 1
    )


def _problem(
    archive: ZipFile, line: Mapping[str, object], there: Sequence[str]
) -> Iterable[Text]:
    name = str(line["file"] or "")
    if not name:
        return
    if name not in there:
        yield text("%(file)s is in the index and not in the file.", file=name)
    elif _hash(archive.read(name)) != line["sha256"]:
        yield text("%(file)s is not what it was.", file=name)
