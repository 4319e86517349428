"""Tables of enforcement."""

from onderdak.supervision.enforcement.models.cases import (
    Case,
    CaseEntry,
    CaseNumber,
    Ground,
    OfCase,
    Offender,
    RuleSet,
    Transition,
)
from onderdak.supervision.enforcement.models.choices import (
    Choice,
    LocalAmount,
    MatrixCell,
)
from onderdak.supervision.enforcement.models.clocks import Recount, StoredClock
from onderdak.supervision.enforcement.models.letters import (
    Letter,
    LetterEntry,
    LetterHead,
    LetterSending,
    LetterTask,
)
from onderdak.supervision.enforcement.models.measures import (
    Measure,
    OfMeasure,
    Step,
)
from onderdak.supervision.enforcement.models.money import Entry, PenaltyOrder
from onderdak.supervision.enforcement.models.people import (
    CareAsked,
    EvidenceExport,
    PeopleCount,
    Rehousing,
    Telling,
    UrgentTask,
)
from onderdak.supervision.enforcement.models.remedies import Remedy, RemedyStep
from onderdak.supervision.enforcement.models.requests import EnforcementRequest
from onderdak.supervision.enforcement.models.reserve import (
    ContactOpening,
    Hold,
    ReservePlace,
)

__all__ = [
    "CareAsked",
    "Case",
    "CaseEntry",
    "CaseNumber",
    "Choice",
    "ContactOpening",
    "EnforcementRequest",
    "Entry",
    "EvidenceExport",
    "Ground",
    "Hold",
    "Letter",
    "LetterEntry",
    "LetterHead",
    "LetterSending",
    "LetterTask",
    "LocalAmount",
    "MatrixCell",
    "Measure",
    "OfCase",
    "OfMeasure",
    "Offender",
    "PenaltyOrder",
    "PeopleCount",
    "Recount",
    "Rehousing",
    "Remedy",
    "RemedyStep",
    "ReservePlace",
    "RuleSet",
    "Step",
    "StoredClock",
    "Telling",
    "Transition",
    "UrgentTask",
]
