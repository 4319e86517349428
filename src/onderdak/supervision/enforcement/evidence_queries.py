"""Checking an export of evidence, and looking up whether it was made here."""

from dataclasses import dataclass

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.enforcement.case_rows import case_to_see
from onderdak.supervision.enforcement.domain.evidence import Checked, checked
from onderdak.supervision.enforcement.domain.permissions import SEE_CASES
from onderdak.supervision.enforcement.models import EvidenceExport


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a file: whether it is whole, and whether it was made here."""

    checked: Checked
    export: EvidenceExport | None


def verify_evidence(*, by: Actor, municipality: str, file: bytes) -> Verified:
    """Check an export, and look up whether this municipality made it.

    Raises:
        NotAllowed: this person sees no cases here.
        Invalid: it is no export of evidence.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = checked(file)
    rows = EvidenceExport.objects.filter(
        municipality_id=municipality, index_sha256=found.index_sha256
    )
    return Verified(found, rows.select_related("case").order_by("id").first())


def exports_of(*, by: Actor, municipality: str, number: str) -> list[EvidenceExport]:
    """When the evidence of a case was taken out, the newest first.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    case = case_to_see(by, municipality, number)
    return list(EvidenceExport.objects.filter(case=case).order_by("-id")[:100])
