"""Tables of parties."""

from onderdak.foundation.parties.models.agreements import (
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    AgreementReader,
    AgreementVersion,
)
from onderdak.foundation.parties.models.parties import (
    Admission,
    PartAtAddress,
    Party,
    Provider,
)

__all__ = [
    "Admission",
    "Agreement",
    "AgreementDuty",
    "AgreementEnd",
    "AgreementParty",
    "AgreementProof",
    "AgreementReader",
    "AgreementVersion",
    "PartAtAddress",
    "Party",
    "Provider",
]
