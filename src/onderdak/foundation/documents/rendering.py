"""From a template and data to a PDF/UA-1.

Data goes in as JSON and is only ever shown as text: what a guest calls himself cannot
become markup. One compiler per process keeps fonts and templates in memory; it works
for one letter at a time.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from onderdak.foundation.documents import fonts
from onderdak.foundation.documents.domain.glyphs import SUBSTITUTE, Printable
from onderdak.foundation.documents.domain.words import words
from onderdak.foundation.documents.domain.writing import written_count, written_date
from onderdak.kernel.languages import LANGUAGES, Language, language
from onderdak.kernel.text import Text

log = logging.getLogger("onderdak.documents")

_ROOT = Path(__file__).resolve().parents[2]
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing made by our own code, as SVG, with the words for who cannot see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document, and the characters that it could not show."""

    pdf: bytes
    replaced: tuple[str, ...]


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=_ROOT, font_paths=fonts.installed())


def render(
    template: Path,
    data: object,
    *,
    language: str,
    title: str,
    on: date,
    author: str = "Onderdak",
) -> Rendered:
    """Make a PDF/UA-1 of a template and data; equal input gives equal bytes.

    Args:
        template: a `.typ` file inside this software's package.
        data: a dataclass or mapping of text, numbers, dates, pictures and lists.
            A date is written in words, in the language of the nearest enclosing
            mapping with a `language`, else that of the document.
        language: the main language of the document, one of `LANGUAGES`.
        title: what a reader program shows as the document's name.
        on: the date of the document, on its face and in its properties.
        author: who made it; goes into the properties of the file.

    Raises:
        ConfigurationError: when the fonts were not fetched.
        ValueError: without a title, for a template outside the package, or for data
            that a document cannot show.
    """
    inputs, replaced = _inputs(data, language, title, on, author)
    pdf = _compile(template, inputs, on, "pdf")[0]
    if replaced:  # characters alone: they name nobody
        log.warning("%s cannot show: %s", template.name, "; ".join(replaced))
    return Rendered(pdf, replaced)


def preview(
    template: Path, data: object, *, language: str, title: str, on: date
) -> list[bytes]:
    """The pages as PNG, for a look at them; not for sending."""
    inputs, _ = _inputs(data, language, title, on, "Onderdak")
    return _compile(template, inputs, on, "png")


def _inputs(
    data: object, code: str, title: str, on: date, author: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    if not title.strip():
        raise ValueError("a document needs a title")
    spoken = language(code)
    printable = Printable(fonts.coverage())
    about: dict[str, object] = {
        "language": spoken.code,
        "title": printable.text(title).strip() or SUBSTITUTE,
        "author": printable.text(author),
        "year": on.year,
        "month": on.month,
        "day": on.day,
    }
    shown = json.dumps(_Shown(printable).value(data, spoken.code))
    # Only the languages that it names: Typst reads all of this anew each time.
    named = [code for code in LANGUAGES if code == spoken.code or f'"{code}"' in shown]
    about["dates"] = {code: _written(on)[code] for code in named}
    about["languages"] = {code: _spoken()[code] for code in named}
    return {"document": json.dumps(about), "data": shown}, printable.report()


@cache
def _spoken() -> Mapping[str, Mapping[str, object]]:
    return {code: _about(spoken) for code, spoken in LANGUAGES.items()}


@lru_cache(maxsize=64)
def _written(day: date) -> Mapping[str, str]:
    return {code: written_date(day, code) for code in LANGUAGES}


def _about(spoken: Language) -> Mapping[str, object]:
    return {
        "name": spoken.name,
        "script": spoken.script,
        "direction": spoken.direction,
        "fonts": fonts.families(spoken),
        "words": words(spoken.code),
    }


def _compile(
    template: Path, inputs: dict[str, str], on: date, form: Literal["pdf", "png"]
) -> list[bytes]:
    path = template.resolve()
    if path.suffix != ".typ" or not path.is_relative_to(_ROOT):
        raise ValueError(f"{template} is no template of this software")
    made_at = datetime.combine(on, time(), UTC)
    with _one_at_a_time:
        pages = _compiler().compile(
            path,
            format=form,
            sys_inputs=inputs,
            pdf_standards=["ua-1"] if form == "pdf" else [],
            timestamp=made_at,
        )
    return pages if isinstance(pages, list) else [pages or b""]


@dataclass(frozen=True, slots=True)
class _Shown:
    """Data as the template gets it: printable text, numbers, pictures."""

    printable: Printable

    def value(self, value: object, code: str) -> Any:
        match value:
            case None | bool() | int():
                return value
            case str():
                return self.printable.text(value)
            case date():
                return written_date(value, code)
            case Picture():
                return {"svg": value.svg, "alt": self.printable.text(value.alt)}
            case Mapping():
                return self._mapping(value, code)
            case bytes() | Text():
                pass  # a sentence is translated before it is printed
            case Sequence():
                return [self.value(item, code) for item in value]
        if is_dataclass(value) and not isinstance(value, Text):
            return self._mapping(
                {field.name: getattr(value, field.name) for field in fields(value)},
                code,
            )
        raise ValueError(f"a document cannot show {type(value).__name__}")

    def _mapping(self, mapping: Mapping[Any, object], code: str) -> dict[str, Any]:
        inner = str(mapping.get("language") or code)
        if mapping.get("kind") == "table":
            return {key: self._cells(item, inner) for key, item in mapping.items()}
        return {key: self.value(item, inner) for key, item in mapping.items()}

    def _cells(self, value: object, code: str) -> Any:
        """In a table a whole number is a count, written with its separators."""
        if isinstance(value, list | tuple):
            return [self._cells(item, code) for item in value]
        if isinstance(value, int) and not isinstance(value, bool):
            return written_count(value, code)
        return self.value(value, code)
