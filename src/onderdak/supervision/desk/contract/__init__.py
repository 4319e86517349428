"""The door of the report desk: what other rooms and the pages of staff may use."""

from onderdak.supervision.desk.alerting import (
    danger_changed,
    partner_wrote,
    report_arrived,
    reporter_reopened,
    reporter_wrote,
)
from onderdak.supervision.desk.category_actions import set_up_desk
from onderdak.supervision.desk.contacts import Reachable
from onderdak.supervision.desk.domain.kinds import (
    Channel,
    Kind,
    MessageKind,
    Priority,
)
from onderdak.supervision.desk.domain.permissions import (
    RECORD_REPORT,
    SEE_REPORTS,
    SET_UP_DESK,
)
from onderdak.supervision.desk.domain.states import (
    DONE_STATES,
    OPEN_STATES,
    State,
    Step,
    can,
    next_state,
    steps_from,
)
from onderdak.supervision.desk.keeping import BY_LAW, BY_TERM
from onderdak.supervision.desk.models import (
    Category,
    Message,
    Report,
    ReportLink,
    ReportPhoto,
    ReportStep,
)
from onderdak.supervision.desk.owning import own_when_accepted
from onderdak.supervision.desk.placing import place_received
from onderdak.supervision.desk.report_queries import (
    categories_of,
    report_by_number,
    reports_of,
)
from onderdak.supervision.desk.routing import route_received
from onderdak.supervision.desk.taking_in import (
    MOST_PHOTOS,
    MOST_TEXT,
    FromPartner,
    NewReport,
    Taken,
    record_report,
)
from onderdak.supervision.desk.telling import NEWS, tell_reporter

__all__ = [
    "BY_LAW",
    "BY_TERM",
    "DONE_STATES",
    "MOST_PHOTOS",
    "MOST_TEXT",
    "NEWS",
    "OPEN_STATES",
    "RECORD_REPORT",
    "SEE_REPORTS",
    "SET_UP_DESK",
    "Category",
    "Channel",
    "FromPartner",
    "Kind",
    "Message",
    "MessageKind",
    "NewReport",
    "Priority",
    "Reachable",
    "Report",
    "ReportLink",
    "ReportPhoto",
    "ReportStep",
    "State",
    "Step",
    "Taken",
    "can",
    "categories_of",
    "danger_changed",
    "next_state",
    "own_when_accepted",
    "partner_wrote",
    "place_received",
    "record_report",
    "report_arrived",
    "report_by_number",
    "reporter_reopened",
    "reporter_wrote",
    "reports_of",
    "route_received",
    "set_up_desk",
    "steps_from",
    "tell_reporter",
]
