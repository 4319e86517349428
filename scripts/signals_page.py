"""The page on the file of signals, made from the catalogue of sources."""

from collections.abc import Iterable, Iterator

from onderdak.supervision.picture.contract import (
    FIELDS,
    FILE_SOURCES,
    KINDS_BY_FILE,
    PURPOSE_NAMES,
    Kind,
    Source,
    ValueKind,
)

_VALUES = {
    ValueKind.COUNT: "a whole number",
    ValueKind.EUROS: "an amount in euros, `312000` or `312.000,00`",
    ValueKind.WORDS: "words, at most 200 signs",
    ValueKind.LEGAL_PERSON: "the name of a legal person, with its form",
    ValueKind.RULE: "one of the rules below",
}
_WHAT = {
    "address": "a BAG id (of the address or the object), or the address in words",
    "postcode": "with `number`, in place of `address`",
    "number": "the house number; it may hold the addition",
    "addition": "the addition, where it is not with the number",
    "street": "with `number`, in place of `address`",
    "town": "the town, where it is not with the address",
    "kind": "which kind of signal, see below",
    "value": "what the source says, see below",
    "date": "the day of which it is true; not a day to come",
    "source": "which source, see below",
    "ground": "what you say of the ground; it stands beside that of the source",
    "reference": "the mark of the source; needed where there may be several",
    "until": "the last day on which it holds; it may be a day to come",
    "part_of": "of a finding: the reference of its inspection",
    "condition": "of a finding: `open` (also when empty) or `mended`",
}
_NEEDED = {"kind", "value", "date", "source"}
_LEAD = """<!-- Made by scripts/reference.py; do not edit by hand. -->

# The file of signals

What other systems know of addresses comes in as one file, whatever the system: a CSV
file in UTF-8 (or XLSX, ODS) with a line of headings and a line for each signal. This
page is made from the catalogue of sources. See [how to read the picture of an
address](../how-to/read-the-picture-of-an-address.md).

`onderdak signals import FILE --municipality GM0000 --dry-run` shows what would happen.
"""
_RULES = """## What is refused

A cell with nine figures that can be a citizen service number (BSN), or eight of them
with the zero at the front lost, is refused; in the trade register eight figures are a
number of a company. So is a cell with a word for where people come from. An owner is
taken in only with a legal form in the name. What a file says of its ground never
replaces that of the source. Mail that came back (`mail`) is taken in only with the rule
of the municipality that allows its use, in the column of the ground. Never put a doubt
about somebody's registration there: that is `tmv`, and for registration alone.

## Which address is meant

First the BAG id, unless the postcode or number beside it is another's; then postcode,
number and addition together, then street, number and town, then likeness. What is not
certain goes to a desk where somebody chooses; the answer holds for every line with the
same words, also later ones. An addition is never guessed.

## When a line comes again

A line is the same fact as another of its source and kind when its address is the same,
and its reference; of a kind that needs no reference, its day. One permit may so hold at
two addresses, and the mark of a whole batch makes nothing the same. The same again
changes nothing. With another value it is a correction: the new one counts, the old one
is kept with the day on which it was replaced. A line of an earlier day never takes the
place of a later one.

A file may be said to be complete: what it leaves out of its kinds is then no longer so
(not of kinds with a reference, where a file of new ones ends no old one). Where a line
of a kind may mean any address, nothing of that kind ends; the preview says so.

A line that stands twice in one file is refused, also when the two spell the address
differently. A file with a line that cannot be read is recorded only when somebody says
to leave such lines out; every wrong cell is named at once, by line and column. The page
takes 20,000 lines, the command 100,000.
"""


def signals_page() -> str:
    """The columns, sources and kinds of the file of signals."""
    return "\n".join(
        [
            _LEAD,
            "## Columns",
            "",
            *_table(["heading", "needed", "holds"], _columns()),
            "",
            "## Sources",
            "",
            *_table(
                ["source", "ground", "for", "seen by", "taken in by", "kept at most"],
                map(_source, FILE_SOURCES),
            ),
            "",
            "The municipality sets a term for the picture; the shorter one holds.",
            "",
            "## Kinds",
            "",
            *_table(
                ["source", "kind", "value", "example", "reference"],
                [_kind(source, kind) for source, kind in KINDS_BY_FILE],
            ),
            "",
            "Rules by which a building may be taken to be vacant:",
            "",
            *_table(["rule", "means"], _rules()),
            "",
            _RULES,
        ]
    )


def _rules() -> Iterator[list[str]]:
    for _source, kind in KINDS_BY_FILE:
        for rule in kind.rules:
            yield [_either(rule.key, *rule.words), rule.title]


def _columns() -> Iterator[list[str]]:
    for field, names in FIELDS.items():
        written = " or ".join(f"`{name}`" for name in names)
        yield [written, "yes" if field in _NEEDED else "", _WHAT[field]]


def _source(source: Source) -> list[str]:
    return [
        _either(source.key, *source.words),
        source.ground,
        ", ".join(sorted(PURPOSE_NAMES[one] for one in source.purposes)),
        ", ".join(sorted(source.roles)),
        ", ".join(sorted(source.takers)),
        f"{source.months} months",
    ]


def _kind(source: Source, kind: Kind) -> list[str]:
    return [
        f"`{source.key}`",
        _either(kind.key, *kind.words),
        _VALUES[kind.value],
        f"`{kind.example}`",
        "needed" if kind.several else "",
    ]


def _either(*words: str) -> str:
    return " or ".join(f"`{word}`" for word in dict.fromkeys(words))


def _table(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "| " + " | ".join("---" for _ in header) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
