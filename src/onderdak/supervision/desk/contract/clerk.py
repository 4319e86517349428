"""The door for who works at the desk: handling reports, rules, figures."""

from onderdak.supervision.desk.beside import (
    answer_templates,
    reports_merged_into,
    templates_of,
    told_answers,
    way_of_working,
)
from onderdak.supervision.desk.category_actions import set_up_desk
from onderdak.supervision.desk.closing_actions import (
    answer_report,
    close_report,
    keep_in_dossier,
    record_sanction_final,
)
from onderdak.supervision.desk.domain.keeping import Because, Goes
from onderdak.supervision.desk.domain.kinds import (
    Channel,
    Kind,
    MessageKind,
    Priority,
)
from onderdak.supervision.desk.domain.outcomes import WITH_REASON, Outcome
from onderdak.supervision.desk.domain.permissions import (
    HANDLE_REPORTS,
    SEE_FIGURES,
    SEE_REPORTS,
    SET_ROUTING,
    SET_UP_DESK,
)
from onderdak.supervision.desk.domain.routing import Given, Rule, read_rules
from onderdak.supervision.desk.domain.states import (
    OPEN_STATES,
    State,
    Step,
    can,
)
from onderdak.supervision.desk.domain.terms import counted
from onderdak.supervision.desk.figures import (
    Figures,
    figures,
    public_figures,
    waste_spots,
)
from onderdak.supervision.desk.handling_actions import (
    accept_report,
    add_note,
    ask_reporter,
    assign_report,
    open_contact,
    take_report,
    take_up_answer,
)
from onderdak.supervision.desk.inbox import (
    MINE,
    NOBODY,
    Sought,
    Waiting,
    colleagues,
    inbox,
    messages_of,
    names_of,
    steps_of,
    waiting,
)
from onderdak.supervision.desk.keeping import goes_when
from onderdak.supervision.desk.likely import Likely, likely_same, same_days
from onderdak.supervision.desk.linking_actions import (
    merge_reports,
    part_reports,
    refuse_likeness,
)
from onderdak.supervision.desk.models import (
    AnswerTemplate,
    Category,
    Contact,
    DeskSetting,
    Message,
    Report,
    ReportPhoto,
    ReportStep,
    RoutingVersion,
)
from onderdak.supervision.desk.moving import MOST_MESSAGE, goes_along
from onderdak.supervision.desk.report_queries import (
    categories_of,
    report_by_number,
    reports_of,
)
from onderdak.supervision.desk.routing import (
    Difference,
    Trial,
    routing_in_use,
    routing_owners,
    routing_versions,
    tried_on,
)
from onderdak.supervision.desk.routing_actions import (
    try_routing,
    use_routing,
    write_routing,
)
from onderdak.supervision.desk.setting_actions import (
    Keeping,
    set_up_simple_desk,
    set_way_of_working,
)
from onderdak.supervision.desk.template_actions import (
    put_template_away,
    write_template,
)

__all__ = [
    "HANDLE_REPORTS",
    "MINE",
    "MOST_MESSAGE",
    "NOBODY",
    "OPEN_STATES",
    "SEE_FIGURES",
    "SEE_REPORTS",
    "SET_ROUTING",
    "SET_UP_DESK",
    "WITH_REASON",
    "AnswerTemplate",
    "Because",
    "Category",
    "Channel",
    "Contact",
    "DeskSetting",
    "Difference",
    "Figures",
    "Given",
    "Goes",
    "Keeping",
    "Kind",
    "Likely",
    "Message",
    "MessageKind",
    "Outcome",
    "Priority",
    "Report",
    "ReportPhoto",
    "ReportStep",
    "RoutingVersion",
    "Rule",
    "Sought",
    "State",
    "Step",
    "Trial",
    "Waiting",
    "accept_report",
    "add_note",
    "answer_report",
    "answer_templates",
    "ask_reporter",
    "assign_report",
    "can",
    "categories_of",
    "close_report",
    "colleagues",
    "counted",
    "figures",
    "goes_along",
    "goes_when",
    "inbox",
    "keep_in_dossier",
    "likely_same",
    "merge_reports",
    "messages_of",
    "names_of",
    "open_contact",
    "part_reports",
    "public_figures",
    "put_template_away",
    "read_rules",
    "record_sanction_final",
    "refuse_likeness",
    "report_by_number",
    "reports_merged_into",
    "reports_of",
    "routing_in_use",
    "routing_owners",
    "routing_versions",
    "same_days",
    "set_up_desk",
    "set_up_simple_desk",
    "set_way_of_working",
    "steps_of",
    "take_report",
    "take_up_answer",
    "templates_of",
    "told_answers",
    "tried_on",
    "try_routing",
    "use_routing",
    "waiting",
    "waste_spots",
    "way_of_working",
    "write_routing",
    "write_template",
]
