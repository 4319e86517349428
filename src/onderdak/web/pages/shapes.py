"""What a view hands to a part of a page: frozen values, ready to show.

A view builds these and the parts draw them, so that every list, number and step looks
and behaves the same in every room. Texts arrive translated.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Suppressed:
    """A count too small to leave the house: shown as 'fewer than the threshold'."""

    threshold: int = 5


@dataclass(frozen=True)
class LeftOut:
    """A count that is not told: small itself, or it would give a small one away."""


@dataclass(frozen=True)
class Money:
    """An amount in whole cents."""

    cents: int


@dataclass(frozen=True)
class Cell:
    """A value in a table; with an address it is a link, with a kind it is a tag."""

    value: object
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; one column of each table names the row."""

    label: str
    numeric: bool = False
    row_header: bool = False


@dataclass(frozen=True)
class Paging:
    """Where the next and the previous rows are, found by key and not by count."""

    next_url: str = ""
    previous_url: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list and stays in the address bar."""

    name: str
    label: str
    options: Sequence[Option]
    value: str = ""


@dataclass(frozen=True)
class Search:
    """A search on the first letters, with the filters beside it.

    `label` None leaves the text search out, so that only the filters remain. `keep` are
    the other values of the address bar that a search must not lose.
    """

    label: str | None
    hint: str = ""
    name: str = "q"
    value: str = ""
    filters: Sequence[Filter] = ()
    keep: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """Where exactly what is shown can be fetched as a file."""

    csv_url: str = ""
    xlsx_url: str = ""


@dataclass(frozen=True)
class Empty:
    """What an empty list says: why there is nothing and what to do now."""

    title: str
    text: str = ""
    action: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A list with all that belongs to it.

    On a phone the rows become cards; `cards=False` keeps the table and lets it scroll,
    which suits figures that must be compared side by side.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    name: str = "list"
    note: str = ""
    total: Sequence[object] = ()
    cards: bool = True
    empty: Empty | None = None
    paging: Paging | None = None
    search: Search | None = None
    export: Export | None = None

    @property
    def becomes_cards(self) -> bool:
        """Whether rows fold into cards; two columns fit on any phone as they are."""
        return self.cards and len(self.columns) > 2

    def lines(self) -> Iterator[list[tuple[Column, Cell]]]:
        """Each row as pairs of column and cell."""
        return (self._line(row) for row in self.rows)

    def total_line(self) -> list[tuple[Column, Cell]]:
        """The bottom row that adds up, empty when there is none."""
        return self._line(self.total) if self.total else []

    def _line(self, row: Sequence[object]) -> list[tuple[Column, Cell]]:
        cells = (value if isinstance(value, Cell) else Cell(value) for value in row)
        return list(zip(self.columns, cells, strict=True))


@dataclass(frozen=True)
class Tile:
    """A number that matters, with its date, its source and its coverage."""

    label: str
    value: object
    as_of: date
    source: str
    unit: str = ""
    coverage: str = ""
    interval: str = ""
    change: str = ""
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """A term and its value; on a check page with the way back to change it."""

    term: str
    value: object
    note: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Todo:
    """Something that needs this person now, one click from done."""

    label: str
    url: str
    due: str = ""
    tag: str = ""
    kind: str = "warning"


@dataclass(frozen=True)
class Progress:
    """How far a long piece of work is; `total` None means nobody knows yet."""

    name: str
    label: str
    done: int
    total: int | None
    url: str
    text: str = ""
    stop_url: str = ""
    finished: bool = False
    result_url: str = ""


@dataclass(frozen=True)
class Explanation:
    """Why the software proposes something: rule, article and parameter version."""

    sentence: str
    rule: str = ""
    article: str = ""
    article_url: str = ""
    parameter: str = ""
    trace: Sequence[str] = ()


@dataclass(frozen=True)
class MapPicture:
    """A map from one GeoJSON file, and the list that says all that the map says.

    The features carry `value` (a number) and `name`. `bounds` are the upper limits of
    the first four classes; the fifth holds the rest.
    """

    name: str
    title: str
    geojson_url: str
    bounds: tuple[float, float, float, float]
    table: Table
    unit: str = ""

    @property
    def limits(self) -> str:
        """The bounds as the drawing script reads them, apart from any language."""
        return " ".join(str(bound) for bound in self.bounds)
