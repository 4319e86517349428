"""The door of forwarding: a decision, a message, a link, an answer."""

from onderdak.supervision.desk.domain.forwarding import (
    FORWARD_REPORTS,
    MOST_ANSWER,
    OFFERED,
    Field,
)
from onderdak.supervision.desk.forwarding.actions import (
    FORWARDED,
    Sent,
    forward_report,
    resend_forward,
    revoke_forward,
)
from onderdak.supervision.desk.forwarding.coming_back import take_up_forward
from onderdak.supervision.desk.forwarding.partner_door import (
    PARTNER_ANSWERED,
    SharedWithYou,
    answer_behind,
    shared_behind,
    take_in_answer,
)
from onderdak.supervision.desk.forwarding.queries import (
    covenants_to_rest_on,
    forward_for,
    forwards_of,
)
from onderdak.supervision.desk.models import Forward

__all__ = [
    "FORWARDED",
    "FORWARD_REPORTS",
    "MOST_ANSWER",
    "OFFERED",
    "PARTNER_ANSWERED",
    "Field",
    "Forward",
    "Sent",
    "SharedWithYou",
    "answer_behind",
    "covenants_to_rest_on",
    "forward_for",
    "forward_report",
    "forwards_of",
    "resend_forward",
    "revoke_forward",
    "shared_behind",
    "take_in_answer",
    "take_up_forward",
]
