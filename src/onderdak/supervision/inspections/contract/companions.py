"""The door to who goes along, and to a partner's link to one visit."""

from onderdak.supervision.inspections.companion_actions import (
    NewCompanion,
    add_companion,
    note_companion,
    take_off_companion,
)
from onderdak.supervision.inspections.companion_door import (
    SharedVisit,
    answer_visit_behind,
    companion_behind,
)
from onderdak.supervision.inspections.domain.sharing import Field
from onderdak.supervision.inspections.models import PartnerLink
from onderdak.supervision.inspections.sharing_actions import (
    OFFERED,
    Sent,
    revoke_visit_link,
    send_visit_link_again,
    share_visit,
)
from onderdak.supervision.inspections.sharing_queries import links_of

__all__ = [
    "OFFERED",
    "Field",
    "NewCompanion",
    "PartnerLink",
    "Sent",
    "SharedVisit",
    "add_companion",
    "answer_visit_behind",
    "companion_behind",
    "links_of",
    "note_companion",
    "revoke_visit_link",
    "send_visit_link_again",
    "share_visit",
    "take_off_companion",
]
