"""The door of partners' reports: one by one, or as a file."""

from onderdak.supervision.desk.domain.partners import (
    HandedIn,
    Partner,
    partner_named,
)
from onderdak.supervision.desk.partner_actions import (
    FileTaken,
    import_partner_file,
    record_partner_report,
)
from onderdak.supervision.desk.partner_file import FIELDS, MAX_BYTES, BadPlace

__all__ = [
    "FIELDS",
    "MAX_BYTES",
    "BadPlace",
    "FileTaken",
    "HandedIn",
    "Partner",
    "import_partner_file",
    "partner_named",
    "record_partner_report",
]
