"""The door of visits for cases of enforcement: a number of people, and the evidence."""

from onderdak.supervision.inspections.domain.permissions import USE_FINDINGS
from onderdak.supervision.inspections.for_cases import (
    EvidenceFile,
    PeopleFacts,
    evidence_of_visit,
    people_facts,
)

__all__ = [
    "USE_FINDINGS",
    "EvidenceFile",
    "PeopleFacts",
    "evidence_of_visit",
    "people_facts",
]
