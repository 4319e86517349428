"""The door of cases: opening, naming, measures and steps, requests, and the end."""

from onderdak.supervision.enforcement.case_actions import (
    add_grounds,
    give_case,
    name_offender,
    open_case,
)
from onderdak.supervision.enforcement.domain.offenders import NewOffender
from onderdak.supervision.enforcement.domain.requests import NewRequest
from onderdak.supervision.enforcement.end_actions import (
    close_case,
    let_wait,
    reopen_case,
)
from onderdak.supervision.enforcement.following import (
    CaseChanged,
    StepTaken,
    after_case,
    after_step,
    before_correction,
)
from onderdak.supervision.enforcement.list_queries import (
    CaseLine,
    case_lines,
    request_days,
    visits_to_enforce,
)
from onderdak.supervision.enforcement.models import (
    Case,
    CaseEntry,
    EnforcementRequest,
    Ground,
    Measure,
    Offender,
    Step,
)
from onderdak.supervision.enforcement.path_words import path_title, rules_of
from onderdak.supervision.enforcement.publications import to_take_away
from onderdak.supervision.enforcement.queries import (
    AskedCases,
    CaseOn,
    MeasureOn,
    StepOn,
    case_for,
    cases_of,
    findings_to_enforce,
    lawyers_of,
    possible_steps,
    requests_of,
)
from onderdak.supervision.enforcement.request_actions import (
    open_offender,
    open_requester,
    receive_request,
)
from onderdak.supervision.enforcement.step_actions import (
    begin_measure,
    correct_step,
    take_step,
)
from onderdak.supervision.enforcement.step_words import StepWords, words_of_steps
from onderdak.supervision.enforcement.taking_in import take_in, transitions_of

__all__ = [
    "AskedCases",
    "Case",
    "CaseChanged",
    "CaseEntry",
    "CaseLine",
    "CaseOn",
    "EnforcementRequest",
    "Ground",
    "Measure",
    "MeasureOn",
    "NewOffender",
    "NewRequest",
    "Offender",
    "Step",
    "StepOn",
    "StepTaken",
    "StepWords",
    "add_grounds",
    "after_case",
    "after_step",
    "before_correction",
    "begin_measure",
    "case_for",
    "case_lines",
    "cases_of",
    "close_case",
    "correct_step",
    "findings_to_enforce",
    "give_case",
    "lawyers_of",
    "let_wait",
    "name_offender",
    "open_case",
    "open_offender",
    "open_requester",
    "path_title",
    "possible_steps",
    "receive_request",
    "reopen_case",
    "request_days",
    "requests_of",
    "rules_of",
    "take_in",
    "take_step",
    "to_take_away",
    "transitions_of",
    "visits_to_enforce",
    "words_of_steps",
]
