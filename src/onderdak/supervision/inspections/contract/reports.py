"""The door of reports: findings, documents with signatures, entries, and repairs."""

from onderdak.supervision.inspections.domain.findings import (
    MOST_DAYS,
    Act,
    Said,
    TermOfRepair,
    Theme,
    Verdict,
    last_day,
    theme_of,
)
from onderdak.supervision.inspections.domain.report_data import Consent, ReportData
from onderdak.supervision.inspections.domain.reports import (
    UNDER_OATH,
    CopyState,
    EntryReport,
    HandedHow,
    Kind,
    Oath,
    State,
    missing_in,
    state_of,
)
from onderdak.supervision.inspections.entries_waiting import entered_for_danger
from onderdak.supervision.inspections.entry_actions import (
    Handing,
    make_entry_report,
    note_copy,
)
from onderdak.supervision.inspections.findings_actions import (
    compute_findings,
    give_term,
    say_of_finding,
)
from onderdak.supervision.inspections.findings_computing import (
    days_of_town,
    is_locked,
    other_day,
)
from onderdak.supervision.inspections.findings_queries import (
    FindingOn,
    Findings,
    findings_of,
)
from onderdak.supervision.inspections.models import (
    CopyStep,
    Finding,
    FindingTerm,
    FindingVerdict,
    Signature,
    VisitReport,
)
from onderdak.supervision.inspections.report_actions import (
    make_addendum,
    make_report,
    read_report,
    sign_report,
)
from onderdak.supervision.inspections.report_queries import (
    ReportOn,
    Verified,
    all_reports,
    copies_due,
    danger_copies_due,
    reports_of,
    to_sign,
    verify,
)
from onderdak.supervision.inspections.report_sheet import signature_sheet
from onderdak.supervision.inspections.signed_findings import (
    SignedFindings,
    signed_findings,
)

__all__ = [
    "MOST_DAYS",
    "UNDER_OATH",
    "Act",
    "Consent",
    "CopyState",
    "CopyStep",
    "EntryReport",
    "Finding",
    "FindingOn",
    "FindingTerm",
    "FindingVerdict",
    "Findings",
    "HandedHow",
    "Handing",
    "Kind",
    "Oath",
    "ReportData",
    "ReportOn",
    "Said",
    "Signature",
    "SignedFindings",
    "State",
    "TermOfRepair",
    "Theme",
    "Verdict",
    "Verified",
    "VisitReport",
    "all_reports",
    "compute_findings",
    "copies_due",
    "danger_copies_due",
    "days_of_town",
    "entered_for_danger",
    "findings_of",
    "give_term",
    "is_locked",
    "last_day",
    "make_addendum",
    "make_entry_report",
    "make_report",
    "missing_in",
    "note_copy",
    "other_day",
    "read_report",
    "reports_of",
    "say_of_finding",
    "sign_report",
    "signature_sheet",
    "signed_findings",
    "state_of",
    "theme_of",
    "to_sign",
    "verify",
]
