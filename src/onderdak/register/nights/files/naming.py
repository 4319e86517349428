"""Tells the provider which of his columns were read, and which were not."""

from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.columns import Header
from onderdak.register.nights.files.headers import (
    EXTRA_FIELDS,
    FIELDS,
    NAME_PARTS,
    is_personal,
)
from onderdak.register.nights.files.own_words import OWN_HEADINGS
from onderdak.register.nights.files.sheets import Sheet


def label(header: Header, field: str) -> str:
    """Give the file's own name of the column (or columns) that hold a field."""
    if field == "name" and "name" not in header.fields:
        parts = [header.fields[part] for part in NAME_PARTS if part in header.fields]
        return " + ".join(header.label(column) for column in parts)
    return header.label(header.fields[field])


def column_names(header: Header) -> dict[str, str]:
    """Give the file's own column name of every field that was found."""
    held = {*header.fields, "name"}
    known = (*FIELDS, *EXTRA_FIELDS)
    return {field: label(header, field) for field in known if field in held}


def ignored_columns(sheet: Sheet, header: Header) -> list[str]:
    """Name the columns that are not read; a nameless one only when it is filled."""
    used = set(header.fields.values())
    below = sheet.rows[header.last_row + 1 :]
    return [
        header.label(column)
        for column, name in enumerate(header.names)
        if column not in used
        and name not in OWN_HEADINGS
        and (name or any(len(row) > column and row[column] != "" for row in below))
    ]


def notes_on_ignored(ignored: list[str]) -> list[Text]:
    """Name the columns on a person that the law does not ask for (GDPR, article 5)."""
    personal = [name for name in ignored if is_personal(name)]
    if not personal:
        return []
    return [
        text(
            "These columns hold more than the law asks: %(columns)s. We have not read "
            "them. Leave them out next time.",
            columns=", ".join(personal),
        )
    ]
