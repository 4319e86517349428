"""Reads a provider's own spreadsheet of who sleeps where, as it really looks.

`read_stays` gives typed rows and all bad cells at once; `template_xlsx` gives an empty
list to fill in. Nothing here knows of a database.
"""

from onderdak.register.nights.files.column_choice import (
    column_names,
    likely,
    signature,
)
from onderdak.register.nights.files.headers import EXTRA_FIELDS, FIELDS, REQUIRED
from onderdak.register.nights.files.mending import Mark, mended_xlsx
from onderdak.register.nights.files.rows import read_stays
from onderdak.register.nights.files.stays import CellError, StayRow, StaysFile
from onderdak.register.nights.files.template import list_xlsx, template_xlsx

__all__ = [
    "EXTRA_FIELDS",
    "FIELDS",
    "REQUIRED",
    "CellError",
    "Mark",
    "StayRow",
    "StaysFile",
    "column_names",
    "likely",
    "list_xlsx",
    "mended_xlsx",
    "read_stays",
    "signature",
    "template_xlsx",
]
