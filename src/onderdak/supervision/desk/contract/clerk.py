"""The door for who works at the desk: handling reports, rules, figures."""

from onderdak.supervision.desk.answering_actions import Answer, answer_report
from onderdak.supervision.desk.beside import (
    Receiver,
    answer_templates,
    receivers_of,
    reports_merged_into,
    templates_of,
    told_answers,
    way_of_working,
)
from onderdak.supervision.desk.category_actions import (
    MOST_DAYS,
    CategoryFacts,
    add_category,
    change_category,
    set_up_desk,
)
from onderdak.supervision.desk.closing import (
    AFTER_TERM,
    close_after_term,
    closes_on,
)
from onderdak.supervision.desk.closing_actions import (
    close_report,
    keep_in_dossier,
    record_sanction_final,
)
from onderdak.supervision.desk.correcting_actions import (
    change_danger,
    place_report,
    recategorise_report,
    wipe_photo,
)
from onderdak.supervision.desk.domain.keeping import Because, Goes
from onderdak.supervision.desk.domain.kinds import (
    Channel,
    Kind,
    MessageKind,
    Priority,
)
from onderdak.supervision.desk.domain.outcomes import WITH_REASON, Conclusion, Outcome
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
    BY_PARTNER,
    LAPSED,
    MINE,
    NOBODY,
    TO_CLOSE,
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
    PassReminder,
    Report,
    ReportPhoto,
    ReportStep,
    RoutingVersion,
)
from onderdak.supervision.desk.moving import MOST_MESSAGE, goes_along
from onderdak.supervision.desk.owning import own_when_accepted, owner_gone
from onderdak.supervision.desk.reminding import (
    can_remind,
    count_pass_reminders,
    pass_letter,
    remind_of_pass,
    reminders_of,
)
from onderdak.supervision.desk.report_queries import (
    all_categories,
    categories_of,
    report_by_number,
    reports_of,
)
from onderdak.supervision.desk.routing import (
    SIMPLE,
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
from onderdak.supervision.desk.taking_out_actions import take_out_reports
from onderdak.supervision.desk.template_actions import (
    put_template_away,
    write_template,
)

__all__ = [
    "AFTER_TERM",
    "BY_PARTNER",
    "HANDLE_REPORTS",
    "LAPSED",
    "MINE",
    "MOST_DAYS",
    "MOST_MESSAGE",
    "NOBODY",
    "OPEN_STATES",
    "SEE_FIGURES",
    "SEE_REPORTS",
    "SET_ROUTING",
    "SET_UP_DESK",
    "SIMPLE",
    "TO_CLOSE",
    "WITH_REASON",
    "Answer",
    "AnswerTemplate",
    "Because",
    "Category",
    "CategoryFacts",
    "Channel",
    "Conclusion",
    "Contact",
    "DeskSetting",
    "Difference",
    "Given",
    "Goes",
    "Keeping",
    "Kind",
    "Likely",
    "Message",
    "MessageKind",
    "Outcome",
    "PassReminder",
    "Priority",
    "Receiver",
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
    "add_category",
    "add_note",
    "all_categories",
    "answer_report",
    "answer_templates",
    "ask_reporter",
    "assign_report",
    "can",
    "can_remind",
    "categories_of",
    "change_category",
    "change_danger",
    "close_after_term",
    "close_report",
    "closes_on",
    "colleagues",
    "count_pass_reminders",
    "counted",
    "goes_along",
    "goes_when",
    "inbox",
    "keep_in_dossier",
    "likely_same",
    "merge_reports",
    "messages_of",
    "names_of",
    "open_contact",
    "own_when_accepted",
    "owner_gone",
    "part_reports",
    "pass_letter",
    "place_report",
    "put_template_away",
    "read_rules",
    "recategorise_report",
    "receivers_of",
    "record_sanction_final",
    "refuse_likeness",
    "remind_of_pass",
    "reminders_of",
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
    "take_out_reports",
    "take_report",
    "take_up_answer",
    "templates_of",
    "told_answers",
    "tried_on",
    "try_routing",
    "use_routing",
    "waiting",
    "way_of_working",
    "wipe_photo",
    "write_routing",
    "write_template",
]
