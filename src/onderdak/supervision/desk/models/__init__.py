"""Tables of this room."""

from onderdak.supervision.desk.models.categories import Category, NumberGiven
from onderdak.supervision.desk.models.figures import PublishedFigures
from onderdak.supervision.desk.models.forwarding import Forward
from onderdak.supervision.desk.models.handling import (
    AnswerTemplate,
    DeskSetting,
    RoutingVersion,
)
from onderdak.supervision.desk.models.partners import KnownPartner
from onderdak.supervision.desk.models.reminders import PassReminder
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
    "KnownPartner",
    "Message",
    "NumberGiven",
    "PassReminder",
    "PublishedFigures",
    "Report",
    "ReportLink",
    "ReportPhoto",
    "ReportStep",
    "RoutingVersion",
]
