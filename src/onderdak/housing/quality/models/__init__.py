"""Tables of this room."""

from onderdak.housing.quality.models.certificates import (
    Certificate,
    CertificateChange,
    CertificateTerm,
    PermitFact,
)
from onderdak.housing.quality.models.file import StatedFact
from onderdak.housing.quality.models.management import ManagementContact, ManagerCheck
from onderdak.housing.quality.models.photos import Photo
from onderdak.housing.quality.models.plans import GrowthLine, GrowthPlan, GrowthStep
from onderdak.housing.quality.models.publicity import (
    GoodExample,
    PublicConsent,
    PublicReview,
)
from onderdak.housing.quality.models.regional import (
    RegionalApplication,
    RegionalAssessment,
    RegionalDecision,
    RegionalRetraction,
)
from onderdak.housing.quality.models.registers import (
    RegisterImport,
    RegisterRow,
    SchemeContact,
    SchemeReport,
)
from onderdak.housing.quality.models.tallies import QualityTally

__all__ = [
    "Certificate",
    "CertificateChange",
    "CertificateTerm",
    "GoodExample",
    "GrowthLine",
    "GrowthPlan",
    "GrowthStep",
    "ManagementContact",
    "ManagerCheck",
    "PermitFact",
    "Photo",
    "PublicConsent",
    "PublicReview",
    "QualityTally",
    "RegionalApplication",
    "RegionalAssessment",
    "RegionalDecision",
    "RegionalRetraction",
    "RegisterImport",
    "RegisterRow",
    "SchemeContact",
    "SchemeReport",
    "StatedFact",
]
