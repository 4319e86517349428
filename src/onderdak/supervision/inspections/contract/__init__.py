"""The door of inspections: what other rooms and the pages of staff may use."""

from onderdak.supervision.inspections.companion_door import (
    COMPANION_ANSWERED,
    take_in_companion,
)
from onderdak.supervision.inspections.destruction import VISITS
from onderdak.supervision.inspections.domain.kinds import (
    GROUNDS,
    Along,
    Ground,
    Kind,
    Law,
    Means,
    Part,
)
from onderdak.supervision.inspections.domain.permissions import (
    ASK_WARRANT,
    DECIDE_WARRANT,
    DO_VISITS,
    PLAN_VISITS,
    REPORT_VISITS,
    SEE_VISITS,
    SEE_WARRANTS,
    SET_UP_INSPECTIONS,
    SHARE_VISIT,
)
from onderdak.supervision.inspections.domain.states import (
    DONE_STATES,
    OPEN_STATES,
    State,
    Step,
    can,
    next_state,
    steps_from,
)
from onderdak.supervision.inspections.models import (
    Companion,
    LighterMeans,
    Member,
    Visit,
    VisitStep,
    Warrant,
    WarrantDwelling,
)
from onderdak.supervision.inspections.moving import ROOM
from onderdak.supervision.inspections.telling import LETTER_SENT, tell_of_letter

__all__ = [
    "ASK_WARRANT",
    "COMPANION_ANSWERED",
    "DECIDE_WARRANT",
    "DONE_STATES",
    "DO_VISITS",
    "GROUNDS",
    "LETTER_SENT",
    "OPEN_STATES",
    "PLAN_VISITS",
    "REPORT_VISITS",
    "ROOM",
    "SEE_VISITS",
    "SEE_WARRANTS",
    "SET_UP_INSPECTIONS",
    "SHARE_VISIT",
    "VISITS",
    "Along",
    "Companion",
    "Ground",
    "Kind",
    "Law",
    "LighterMeans",
    "Means",
    "Member",
    "Part",
    "State",
    "Step",
    "Visit",
    "VisitStep",
    "Warrant",
    "WarrantDwelling",
    "can",
    "next_state",
    "steps_from",
    "take_in_companion",
    "tell_of_letter",
]
