"""The tables of visits."""

from onderdak.supervision.inspections.models.after import PublicWords, VisitResult
from onderdak.supervision.inspections.models.checklists import Checklist
from onderdak.supervision.inspections.models.companions import (
    Companion,
    PartnerLink,
)
from onderdak.supervision.inspections.models.findings import (
    Finding,
    FindingTerm,
    FindingVerdict,
)
from onderdak.supervision.inspections.models.operations import Operation, TakenOver
from onderdak.supervision.inspections.models.photos import VisitPhoto
from onderdak.supervision.inspections.models.repairs import (
    Repair,
    RepairJudgement,
    RepairLetter,
    RepairProof,
)
from onderdak.supervision.inspections.models.reports import (
    CopyStep,
    Signature,
    VisitReport,
)
from onderdak.supervision.inspections.models.settings import (
    RegistryBox,
    RegistryDocument,
    TownPhone,
)
from onderdak.supervision.inspections.models.visits import (
    LighterMeans,
    Member,
    NumberGiven,
    OfVisit,
    Visit,
    VisitStep,
)
from onderdak.supervision.inspections.models.warrants import Warrant, WarrantDwelling

__all__ = [
    "Checklist",
    "Companion",
    "CopyStep",
    "Finding",
    "FindingTerm",
    "FindingVerdict",
    "LighterMeans",
    "Member",
    "NumberGiven",
    "OfVisit",
    "Operation",
    "PartnerLink",
    "PublicWords",
    "RegistryBox",
    "RegistryDocument",
    "Repair",
    "RepairJudgement",
    "RepairLetter",
    "RepairProof",
    "Signature",
    "TakenOver",
    "TownPhone",
    "Visit",
    "VisitPhoto",
    "VisitReport",
    "VisitResult",
    "VisitStep",
    "Warrant",
    "WarrantDwelling",
]
