"""The door of partners' reports: one by one, as a file, or from their own systems."""

from onderdak.supervision.desk.domain.partners import (
    MOST_REFERENCE,
    HandedIn,
    Partner,
    partner_named,
)
from onderdak.supervision.desk.domain.permissions import LET_PARTNERS_IN
from onderdak.supervision.desk.domain.signals import SIGNALS, Signal
from onderdak.supervision.desk.partner_actions import (
    FileTaken,
    import_partner_file,
    record_partner_report,
)
from onderdak.supervision.desk.partner_file import FIELDS, MAX_BYTES, BadPlace
from onderdak.supervision.desk.partner_systems import (
    LetIn,
    StatedReport,
    hand_in_report,
    let_partner_in,
    own_reports,
    partner_behind,
    partners_let_in,
    slips_of_report,
)
from onderdak.supervision.desk.stating import StatedPlace, bag_id_of_place

__all__ = [
    "FIELDS",
    "LET_PARTNERS_IN",
    "MAX_BYTES",
    "MOST_REFERENCE",
    "SIGNALS",
    "BadPlace",
    "FileTaken",
    "HandedIn",
    "LetIn",
    "Partner",
    "Signal",
    "StatedPlace",
    "StatedReport",
    "bag_id_of_place",
    "hand_in_report",
    "import_partner_file",
    "let_partner_in",
    "own_reports",
    "partner_behind",
    "partner_named",
    "partners_let_in",
    "record_partner_report",
    "slips_of_report",
]
