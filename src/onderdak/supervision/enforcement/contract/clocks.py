"""The door to clocks and remedies: what falls due, and what was set against it."""

from onderdak.supervision.enforcement.alarms import tell_of_alarms
from onderdak.supervision.enforcement.clock_writing import recount_case
from onderdak.supervision.enforcement.domain.remedies import (
    Filed,
    Outcome,
    Party,
    RemedyKind,
    outcomes_of,
)
from onderdak.supervision.enforcement.injunction_actions import end_injunction
from onderdak.supervision.enforcement.models import Recount
from onderdak.supervision.enforcement.recounting import (
    check_recount,
    last_recount,
    recount,
)
from onderdak.supervision.enforcement.remedy_actions import (
    decide_remedy,
    file_remedy,
    put_off_remedy,
    take_outcome_back,
)
from onderdak.supervision.enforcement.remedy_queries import (
    Decision,
    RemedyLine,
    RemedyOnCase,
    decisions_of,
    remedies_of,
)
from onderdak.supervision.enforcement.step_booking import follow_cases
from onderdak.supervision.enforcement.week_queries import (
    Alarms,
    AskedWeek,
    Due,
    alarms,
    clock_kinds,
    clocks_of_case,
    week_list,
)

__all__ = [
    "Alarms",
    "AskedWeek",
    "Decision",
    "Due",
    "Filed",
    "Outcome",
    "Party",
    "Recount",
    "RemedyKind",
    "RemedyLine",
    "RemedyOnCase",
    "alarms",
    "check_recount",
    "clock_kinds",
    "clocks_of_case",
    "decide_remedy",
    "decisions_of",
    "end_injunction",
    "file_remedy",
    "follow_cases",
    "last_recount",
    "outcomes_of",
    "put_off_remedy",
    "recount",
    "recount_case",
    "remedies_of",
    "take_outcome_back",
    "tell_of_alarms",
    "week_list",
]
