"""Reads a provider's own spreadsheet of who sleeps where, as it really looks.

`read_stays` gives typed rows and all bad cells at once; `template_xlsx` gives an empty
list to fill in. Nothing here knows of a database.
"""

from onderdak.register.nights.files.column_choice import column_names, likely
from onderdak.register.nights.files.headers import FIELDS, REQUIRED
from onderdak.register.nights.files.rows import read_stays
from onderdak.register.nights.files.stays import CellError, StayRow, StaysFile
from onderdak.register.nights.files.template import template_xlsx

__all__ = [
    "FIELDS",
    "REQUIRED",
    "CellError",
    "StayRow",
    "StaysFile",
    "column_names",
    "likely",
    "read_stays",
    "template_xlsx",
]
