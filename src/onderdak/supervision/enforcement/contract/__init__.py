"""The door of enforcement: what other rooms and the pages of staff may use."""

from onderdak.supervision.enforcement.destruction import CASES
from onderdak.supervision.enforcement.domain.kinds import (
    CLOSINGS,
    PARTS,
    REQUESTERS,
    CaseState,
    Closing,
    Entry,
    OffenderKind,
    Part,
    Requester,
)
from onderdak.supervision.enforcement.domain.permissions import (
    HANDLE_CASES,
    OPEN_CASES,
    SEE_CASES,
    SET_UP_ENFORCEMENT,
)
from onderdak.supervision.enforcement.keeping import visits_of_cases
from onderdak.supervision.enforcement.moving import ROOM
from onderdak.supervision.enforcement.queries import CaseOn

__all__ = [
    "CASES",
    "CLOSINGS",
    "HANDLE_CASES",
    "OPEN_CASES",
    "PARTS",
    "REQUESTERS",
    "ROOM",
    "SEE_CASES",
    "SET_UP_ENFORCEMENT",
    "CaseOn",
    "CaseState",
    "Closing",
    "Entry",
    "OffenderKind",
    "Part",
    "Requester",
    "visits_of_cases",
]
