"""The door to planning a visit, beginning and ending it, and reading it."""

from onderdak.supervision.inspections.address_file import address_file
from onderdak.supervision.inspections.doing_actions import (
    begin_visit,
    close_visit,
    reopen_visit,
    report_visit,
)
from onderdak.supervision.inspections.domain.plans import (
    Pinned,
    Plan,
    Tried,
    check_plan,
)
from onderdak.supervision.inspections.list_actions import take_typed, take_visits
from onderdak.supervision.inspections.moving import goes
from onderdak.supervision.inspections.pinning import asked_again, pinned_on, shipped
from onderdak.supervision.inspections.planning_actions import (
    cancel_visit,
    change_visit,
    plan_visit,
)
from onderdak.supervision.inspections.queries import (
    AskedVisits,
    companions_of,
    members_of,
    my_visits,
    steps_of,
    supervisors_of,
    tried_before,
    visit_for,
    visits_of,
)
from onderdak.supervision.inspections.report_labels import Labels

__all__ = [
    "AskedVisits",
    "Labels",
    "Pinned",
    "Plan",
    "Tried",
    "address_file",
    "asked_again",
    "begin_visit",
    "cancel_visit",
    "change_visit",
    "check_plan",
    "close_visit",
    "companions_of",
    "goes",
    "members_of",
    "my_visits",
    "pinned_on",
    "plan_visit",
    "reopen_visit",
    "report_visit",
    "shipped",
    "steps_of",
    "supervisors_of",
    "take_typed",
    "take_visits",
    "tried_before",
    "visit_for",
    "visits_of",
]
