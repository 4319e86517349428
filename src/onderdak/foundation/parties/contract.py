"""The door of parties."""

from onderdak.foundation.parties.actions import (
    admit_provider,
    state_named_part,
    state_part,
)
from onderdak.foundation.parties.agreement_actions import (
    Promise,
    Signatory,
    Terms,
    amend_agreement,
    end_agreement,
    record_agreement,
    record_proof,
)
from onderdak.foundation.parties.agreement_queries import (
    AgreementOn,
    Duty,
    agreement_for,
    agreements_in_force,
    agreements_seen,
    as_they_stand,
    duties_of,
    end_of,
    proofs_of,
    versions_of,
)
from onderdak.foundation.parties.domain.permissions import (
    RECORD_AGREEMENTS,
    SEE_AGREEMENTS,
)
from onderdak.foundation.parties.domain.terms import Term, TermState
from onderdak.foundation.parties.entrance import entrance_of
from onderdak.foundation.parties.models import (
    Admission,
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    AgreementVersion,
    PartAtAddress,
    Party,
    Provider,
)

__all__ = [
    "RECORD_AGREEMENTS",
    "SEE_AGREEMENTS",
    "Admission",
    "Agreement",
    "AgreementDuty",
    "AgreementEnd",
    "AgreementOn",
    "AgreementParty",
    "AgreementProof",
    "AgreementVersion",
    "Duty",
    "PartAtAddress",
    "Party",
    "Promise",
    "Provider",
    "Signatory",
    "Term",
    "TermState",
    "Terms",
    "admit_provider",
    "agreement_for",
    "agreements_in_force",
    "agreements_seen",
    "amend_agreement",
    "as_they_stand",
    "duties_of",
    "end_agreement",
    "end_of",
    "entrance_of",
    "proofs_of",
    "record_agreement",
    "record_proof",
    "state_named_part",
    "state_part",
    "versions_of",
]
