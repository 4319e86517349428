"""The door of the sync: what devices send of a visit, and what stands in it."""

from onderdak.engines.merge import Operation, PathState, Refusal, State, Value
from onderdak.supervision.inspections.domain.facts import (
    RoomHere,
    UnitHere,
    VisitFacts,
    facts_in,
)
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.places import Doubt
from onderdak.supervision.inspections.facts import facts_of
from onderdak.supervision.inspections.late_actions import (
    open_statements,
    take_over_late,
)
from onderdak.supervision.inspections.models import VisitPhoto
from onderdak.supervision.inspections.photo_actions import (
    KeptPhoto,
    OtherPhoto,
    TooManyPhotos,
    keep_photo,
)
from onderdak.supervision.inspections.photo_queries import photo_of, photos_of
from onderdak.supervision.inspections.recorded import Recorded, recorded
from onderdak.supervision.inspections.sync_actions import (
    MOST_AT_ONCE,
    Synced,
    keep_operations,
)
from onderdak.supervision.inspections.syncing import (
    Since,
    operations_since,
    state_of,
    visit_of,
)

__all__ = [
    "DO_VISITS",
    "MOST_AT_ONCE",
    "Doubt",
    "KeptPhoto",
    "Operation",
    "OtherPhoto",
    "PathState",
    "Recorded",
    "Refusal",
    "RoomHere",
    "Since",
    "State",
    "Synced",
    "TooManyPhotos",
    "UnitHere",
    "Value",
    "VisitFacts",
    "VisitPhoto",
    "facts_in",
    "facts_of",
    "keep_operations",
    "keep_photo",
    "open_statements",
    "operations_since",
    "photo_of",
    "photos_of",
    "recorded",
    "state_of",
    "take_over_late",
    "visit_of",
]
