"""Finds the header of a list and what each of its columns holds.

Lists begin with titles, logos and blank lines; a header may take two rows with merged
cells ('Verblijf' over 'van' and 'tot'). Whatever the user maps himself goes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.column_choice import is_guest
from onderdak.register.nights.files.headers import (
    EXTRA_FIELDS,
    FIELDS,
    LABELS,
    NAME_PARTS,
    REQUIRED,
    recognise,
)
from onderdak.register.nights.files.sheets import (
    Cell,
    Row,
    Sheet,
    as_text,
    column_letter,
    fold,
)

_HEADER_WITHIN = 20
_ENOUGH = 2

Mapped = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """A header: where it ends, and which column of the file holds which field."""

    last_row: int
    names: tuple[str, ...]
    fields: Mapping[str, int]

    @property
    def missing(self) -> list[str]:
        """Give the required fields that no column holds."""
        has_name = "surname" in self.fields
        return [
            field
            for field in REQUIRED
            if field not in self.fields and not (field == "name" and has_name)
        ]

    def label(self, column: int) -> str:
        """Give the file's own name for a column, or its letter when it has none."""
        name = self.names[column] if column < len(self.names) else ""
        return name or column_letter(column)


def find_table(
    sheets: Sequence[Sheet], mapping: Mapped | None
) -> tuple[Sheet, Header, list[Text]]:
    """Take the first sheet with a header, and note the sheets that are left.

    Raises:
        Invalid: no header, a required column missing, or one field in two columns.
    """
    mapped = _checked(mapping or {})
    visible = sorted(sheets, key=lambda sheet: sheet.hidden)
    found = [(s, rows) for s in visible if (rows := _header_rows(s, mapped))]
    if not found:
        raise _no_header(visible)
    tables = [(sheet, *rows) for sheet, rows in found]
    sheet, last, names = next(
        (t for t in tables if not _missing_in(t[2], mapped)), tables[0]
    )
    header = Header(last, tuple(names), _assign(names, mapped))
    if header.missing:
        raise _missing_columns(header)
    others = [other.name for other in sheets if other is not sheet and other.rows]
    return sheet, header, _other_sheets(sheet.name, others)


def _missing_in(names: list[str], mapped: Mapped) -> bool:
    seen = {found[0] for name in names if (found := recognise(name))} | set(mapped)
    return not (set(REQUIRED) - {"name"} <= seen and {"name", "surname"} & seen)


def _checked(mapping: Mapped) -> Mapped:
    unknown = sorted(mapping.keys() - {*FIELDS, *EXTRA_FIELDS, *NAME_PARTS})
    if unknown:
        raise Invalid(
            text("There is no field %(fields)s.", fields=", ".join(unknown)),
            None,
            text("Use one of: %(known)s.", known=", ".join(FIELDS + NAME_PARTS)),
        )
    return mapping


def _header_rows(sheet: Sheet, mapped: Mapped) -> tuple[int, list[str]] | None:
    """Give the row in which the header ends, with the names, when there is one."""
    rows = sheet.rows[:_HEADER_WITHIN]
    best: tuple[int, list[str]] | None = None
    best_score = 0
    for index, row in enumerate(rows):
        for names in _readings(rows, index, row):
            score = _score(names, mapped)
            if score > best_score:
                best, best_score = (index, names), score
    enough = best_score >= _ENOUGH or (best is not None and _alone(best[1]))
    return best if enough else None


def _readings(rows: list[Row], index: int, row: Row) -> list[list[str]]:
    single = [_head(cell) for cell in row]
    if index == 0:
        return [single]
    return [single, _joined([_head(cell) for cell in rows[index - 1]], single)]


def _head(cell: Cell) -> str:
    return as_text(cell).replace("\n", " ") if isinstance(cell, str) else ""


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Join two rows of a header; a merged cell counts for all columns below it."""
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    names, above = [], ""
    for index, name in enumerate(lower + [""] * (width - len(lower))):
        above = upper[index] or (above if name else "")
        both = f"{above} {name}".strip()
        names.append(name if _same_or_plainer(name, both) else both)
    return names


def _same_or_plainer(name: str, both: str) -> bool:
    # 'Gast' over 'Woonplaats': the lower name says it all, the upper only groups.
    alone, together = recognise(name), recognise(both)
    return together is None and alone is not None and alone[1]


def _score(names: list[str], mapped: Mapped) -> int:
    wanted = {fold(name) for name in mapped.values()}
    by_hand = len(wanted & {fold(name) for name in names if name})
    found = [known for name in names if (known := recognise(name))]
    clear = {field for field, strong in found if strong}
    if not clear and not by_hand:
        return 0
    return len({field for field, _ in found}) + _ENOUGH * by_hand


def _alone(names: list[str]) -> bool:
    return sum(1 for name in names if name) >= 2


def _assign(names: list[str], mapped: Mapped) -> dict[str, int]:
    fields = {field: _column(names, name, field) for field, name in mapped.items()}
    _refuse_shared(fields, names)
    taken = set(fields.values())
    free = [
        (i, r) for i, n in enumerate(names) if i not in taken and (r := recognise(n))
    ]
    for wanted in (True, False):
        candidates: dict[str, list[int]] = {}
        for index, (field, strong) in free:
            if strong is wanted and field not in fields:
                candidates.setdefault(field, []).append(index)
        for field, columns in candidates.items():
            if len(columns) > 1:
                raise _two_columns(field, [names[column] for column in columns])
            fields[field] = columns[0]
    return _settle_name(fields, mapped)


def _settle_name(fields: dict[str, int], mapped: Mapped) -> dict[str, int]:
    """Choose between a column for the whole name and columns for its parts."""
    by_parts = "surname" in mapped or ("surname" in fields and "name" not in fields)
    only_given = "given_name" in fields and "surname" not in fields
    if only_given and "name" in fields and "name" not in mapped:
        # 'Naam' beside 'Voornaam' is the family name, in Dutch as in German.
        fields["surname"] = fields.pop("name")
        by_parts = True
    if by_parts:
        fields.pop("name", None)
        return fields
    return {field: at for field, at in fields.items() if field not in NAME_PARTS}


def _column(names: list[str], wanted: str, field: str) -> int:
    exact = [i for i, name in enumerate(names) if name == as_text(wanted)]
    loose = [i for i, name in enumerate(names) if name and fold(name) == fold(wanted)]
    letters = [
        i
        for i, name in enumerate(names)
        if not name and column_letter(i) == wanted.strip().upper()
    ]
    columns = exact or loose or letters
    if len(columns) == 1:
        return columns[0]
    if columns:
        raise _two_columns(field, [names[column] for column in columns])
    raise Invalid(
        text("The file has no column '%(name)s'.", name=wanted),
        _seen(names),
        text("Choose one of these columns for the field %(field)s.", field=field),
    )


def _refuse_shared(fields: Mapping[str, int], names: list[str]) -> None:
    for column in set(fields.values()):
        sharing = [field for field, at in fields.items() if at == column]
        if len(sharing) > 1:
            raise Invalid(
                text(
                    "The column '%(column)s' is used for more than one field: "
                    "%(fields)s.",
                    column=names[column],
                    fields=", ".join(sharing),
                ),
                None,
                text("Choose another column for one of them."),
            )


def _seen(names: Sequence[str]) -> Text:
    return text(
        "These columns are in the file: %(names)s.",
        names=", ".join(name for name in names if name),
    )


def _two_columns(field: str, names: list[str]) -> Invalid:
    return Invalid(
        text(
            "Two columns seem to hold the same: %(names)s.",
            names=" / ".join(f"'{name}'" for name in names),
        ),
        text("Both are read as the field '%(field)s'.", field=field),
        text("Say which column to use, or give one of them another name."),
    )


def _missing_columns(header: Header) -> Invalid:
    by_law = [field for field in header.missing if field != "arrival"]
    asks = text(
        "Article 438 of the Criminal Code (Wetboek van Strafrecht) asks who keeps a "
        "night register for the name, the residence, the kind of document, the day of "
        "arrival and the day of departure. Columns in the file: %(names)s.",
        names=", ".join(name for name in header.names if name),
    )
    example = (by_law or header.missing)[0]
    return Invalid(
        text(
            "The file lacks: %(columns)s.",
            columns=", ".join(LABELS[field] for field in header.missing),
        ),
        asks,
        text(
            "Add the column, or say which column holds it "
            "(for instance %(field)s = '%(name)s').",
            field=example,
            name=next((name for name in header.names if name), "A"),
        ),
    )


def _no_header(sheets: Sequence[Sheet]) -> Invalid:
    first = next((row for sheet in sheets for row in sheet.rows if any(row)), [])
    heads = ", ".join(filter(None, (as_text(cell)[:30] for cell in first[:12])))
    looked = text(
        "We looked in the first %(rows)s rows. The first one says: %(first)s.",
        rows=_HEADER_WITHIN,
        first=heads or "-",
    )
    if is_guest(first):  # what is said here may be kept: never who it is
        looked = text("The first row is about a guest already.")
    return Invalid(
        text("We find no row with the names of the columns in this file."),
        looked,
        text(
            "Put the names above the columns (%(names)s), or use the template.",
            names=", ".join(LABELS[field] for field in REQUIRED),
        ),
    )


def _other_sheets(name: str, others: list[str]) -> list[Text]:
    if not others:
        return []
    return [
        text(
            "Read the sheet '%(sheet)s'. Not read: %(others)s.",
            sheet=name,
            others=", ".join(others),
        )
    ]
