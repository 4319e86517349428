"""The door of evidence: one file of a case, and checking such a file."""

from onderdak.supervision.enforcement.domain.evidence import Checked, checked
from onderdak.supervision.enforcement.evidence_actions import Evidence, evidence_of
from onderdak.supervision.enforcement.evidence_queries import (
    Verified,
    exports_of,
    verify_evidence,
)
from onderdak.supervision.enforcement.models import EvidenceExport

__all__ = [
    "Checked",
    "Evidence",
    "EvidenceExport",
    "Verified",
    "checked",
    "evidence_of",
    "exports_of",
    "verify_evidence",
]
