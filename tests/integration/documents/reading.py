"""Reads a PDF back as a reader program does: its text, its tags, its languages."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

Map = dict[int, str]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All text, page by page, in the order of the content."""
    return "\n".join(pages_of(pdf))


def letters_of(pdf: bytes) -> str:
    """All text without white space and breaks, to look for words that may be split."""
    return re.sub(r"[\s\u200b]+", "", text_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        return [_Page(page).text() for page in document.pages]


class _Page:
    """One page's operators, with what stands around them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.found: list[str] = []
        self.marks: list[str] = []  # what each open mark means for the glyphs in it
        self.turned_from = 0

    def text(self) -> str:
        self._read(self.page, self.page.resources)
        return "".join(self.found)

    def _read(self, source: Any, resources: Any) -> None:
        fonts = {
            name: _characters(font) for name, font in resources.get("/Font", {}).items()
        }
        inside: Map = {}
        for operands, operator in pikepdf.parse_content_stream(source):
            match str(operator):
                case "Tf":
                    inside = fonts[str(operands[0])]
                case "Tj":
                    self._show([operands[0]], inside)
                case "TJ":
                    self._show(operands[0], inside)
                case "ET":
                    self.found.append("\n")
                case "BMC":
                    self.marks.append(str(operands[0]))
                    self.turned_from = len(self.found)
                case "BDC":
                    self._begin(operands[1])
                case "EMC":
                    if self.marks.pop() == "/ReversedChars":
                        turned = self.found[self.turned_from :][::-1]
                        self.found[self.turned_from :] = turned
                case "Do":
                    drawn = resources["/XObject"][str(operands[0])]
                    if drawn.get("/Subtype") == "/Form":
                        self._read(drawn, drawn.get("/Resources", {}))

    def _begin(self, properties: Any) -> None:
        """A mark can say what the glyphs in it stand for."""
        stated = isinstance(properties, pikepdf.Dictionary) and (
            properties.get("/ActualText")
        )
        self.marks.append("stated" if stated else "")
        if stated:
            self.found.append(str(stated))

    def _show(self, pieces: Any, inside: Map) -> None:
        if "stated" in self.marks:
            return
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                self.found += _decoded(bytes(piece), inside)


def _decoded(codes: bytes, inside: Map) -> list[str]:
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return [inside.get(high * 256 + low, "") for high, low in pairs]


def _characters(font: Any) -> Map:
    table = font["/ToUnicode"].read_bytes().decode("ascii", "replace")
    found: Map = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def tags_of(pdf: bytes) -> list[tuple[str, str]]:
    """Each tag with the language that holds for it, in reading order."""
    with opened(pdf) as document:
        root = document.Root
        return list(_tags(root.StructTreeRoot, str(root.Lang)))


def _tags(node: Any, language: str) -> Iterator[tuple[str, str]]:
    if not isinstance(node, pikepdf.Dictionary):
        return
    language = str(node.get("/Lang", language))
    if "/S" in node:
        yield str(node["/S"]), language
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _tags(child, language)
