"""Which characters can be printed, and what stands in for those that cannot.

A name with a character that no font has must not stop a letter, and must not lose its
other letters either. The character is replaced by a visible sign and reported, so that
a clerk can write it by hand or ask. Characters that are not seen but change what is
seen (directions, control characters) are taken out, and reported too.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_JOINERS = {"\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"}
_MARKS_OF_DIRECTION = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
# Keeps a Dutch name in order within Arabic; on paper each run has its own direction.
_SET_APART = "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
_PLAIN = "\n \N{NO-BREAK SPACE}" + _MARKS_OF_DIRECTION + SUBSTITUTE
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_UNKNOWN = ("Cs", "Co", "Cn")  # halves of characters, private and unassigned ones
_BREAK = "\N{ZERO WIDTH SPACE}"
_LONGEST_WORD = 40
_PIECE = 20
# Scripts that put spaces between words, and in which a cut does not change letters.
_LONG_WORD = re.compile(rf"[!-,.0-~\u00a1-\u052f\ufffd]{{{_LONGEST_WORD},}}")

Coverage = Mapping[str, Collection[int]]


@dataclass(slots=True)
class Printable:
    """Makes text printable with the given fonts, and remembers what it replaced."""

    coverage: Coverage
    replaced: set[str] = field(default_factory=set)

    def text(self, text: str) -> str:
        """The text as it can be printed, in the same order and as long as it can be."""
        lines = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
        lines = lines.replace("\t", " ")
        if lines.isascii() and lines.replace("\n", "").isprintable():
            return _with_breaks(lines)
        seen = "".join(self._visible(lines))
        return _with_breaks("".join(self._cluster(part) for part in _clusters(seen)))

    def report(self) -> tuple[str, ...]:
        """The characters replaced or taken out, by number and name."""
        return tuple(_described(character) for character in sorted(self.replaced))

    def _visible(self, text: str) -> Iterator[str]:
        for place, character in enumerate(text):
            if character in _MARKS_OF_DIRECTION and _points_at_arabic(text, place):
                continue  # the letter itself has that direction already
            if character in _SET_APART:
                continue
            if _is_plain(character) or _joins(text, place):
                yield character
            elif unicodedata.category(character) == "Zs":
                yield " "
            else:
                self.replaced.add(character)
                if unicodedata.category(character) in _UNKNOWN:
                    yield SUBSTITUTE

    def _cluster(self, cluster: str) -> str:
        """A base and its marks are drawn by one font, or not at all."""
        alone = _is_mark(cluster[0])  # a mark needs something to stand on
        if cluster == "\n" or (not alone and self._family(cluster)):
            return cluster
        base, marks = cluster[0], cluster[1:]
        family = None if alone else self._family(base)
        if not family:
            self.replaced.update(cluster)
            return SUBSTITUTE
        kept = [mark for mark in marks if _has(self.coverage[family], mark)]
        self.replaced.update(mark for mark in marks if mark not in kept)
        return base + "".join(kept) + SUBSTITUTE * (len(kept) < len(marks))

    def _family(self, cluster: str) -> str | None:
        for family, points in self.coverage.items():
            if all(_has(points, character) for character in cluster):
                return family
        return None


def _has(points: Collection[int], character: str) -> bool:
    if character in _JOINERS or ord(character) in points:
        return True
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(ord(part) in points for part in parts)


def _is_plain(character: str) -> bool:
    if character in _PLAIN:
        return True
    return unicodedata.category(character)[0] in "LMNPS" and not _selects(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _selects(character: str) -> bool:
    point = ord(character)
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


def _joins(text: str, place: int) -> bool:
    """Farsi and Hindi write with joiners; elsewhere they only hide."""
    return (
        text[place] in _JOINERS
        and 0 < place < len(text) - 1
        and _is_joining(text[place - 1])
        and _is_joining(text[place + 1])
    )


def _points_at_arabic(text: str, place: int) -> bool:
    beside = text[max(place - 1, 0) : place + 2]
    return any(0x600 <= ord(other) <= 0x8FF or ord(other) >= 0xFB50 for other in beside)


def _is_joining(character: str) -> bool:
    return 0x600 <= ord(character) <= 0x8FF or 0x900 <= ord(character) <= 0x97F


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for character in text:
        follows = character in _JOINERS or _is_mark(character)
        if cluster and follows and cluster != "\n":
            cluster += character
            continue
        if cluster:
            yield cluster
        cluster = character
    if cluster:
        yield cluster


def _with_breaks(text: str) -> str:
    """A word that is longer than a line may be broken anywhere."""
    return _LONG_WORD.sub(lambda found: _BREAK.join(_pieces(found[0])), text)


def _pieces(word: str) -> list[str]:
    return re.findall(rf"(?s).{{1,{_PIECE}}}", word)


def _described(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
