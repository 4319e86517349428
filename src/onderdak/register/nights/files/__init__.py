"""Reads a provider's own spreadsheet of who sleeps where, as it really looks.

`read_stays` gives typed rows and all bad cells at once; `template_xlsx` gives an empty
list to fill in. Nothing here knows of a database.
"""

from onderdak.register.nights.files.rows import read_stays
from onderdak.register.nights.files.stays import CellError, StayRow, StaysFile
from onderdak.register.nights.files.template import template_xlsx

__all__ = ["CellError", "StayRow", "StaysFile", "read_stays", "template_xlsx"]
