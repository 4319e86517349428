"""Tables of this room."""

from onderdak.supervision.desk.models.categories import Category, NumberGiven
from onderdak.supervision.desk.models.forwarding import Forward
from onderdak.supervision.desk.models.handling import (
    AnswerTemplate,
    DeskSetting,
    RoutingVersion,
)
from onderdak.supervision.desk.models.reports import (
    Contact,
    Message,
    Report,
    ReportLink,
    ReportPhoto,
    ReportStep,
)

__all__ = [
    "AnswerTemplate",
    "Category",
    "Contact",
    "DeskSetting",
    "Forward",
    "Message",
    "NumberGiven",
    "Report",
    "ReportLink",
    "ReportPhoto",
    "ReportStep",
    "RoutingVersion",
]
