"""The door to warrants: asking, deciding, and whether somebody may go in."""

from onderdak.supervision.inspections.domain.warrants import (
    POWERS,
    Entry,
    Limits,
    Paper,
    Power,
    Request,
    WarrantGround,
    WarrantState,
    check_request,
    may_enter,
)
from onderdak.supervision.inspections.entered_actions import (
    correct_entry,
    note_entry,
)
from onderdak.supervision.inspections.entries_waiting import (
    entered_at_night,
    entries_to_note,
    hour_of_entry,
)
from onderdak.supervision.inspections.entry_writing import LEAST_WHY
from onderdak.supervision.inspections.list_actions import take_warrants
from onderdak.supervision.inspections.nobody_actions import say_nobody_went_in
from onderdak.supervision.inspections.nobody_queries import (
    may_say_no_danger,
    may_say_nobody,
)
from onderdak.supervision.inspections.warrant_actions import (
    ask_warrant,
    decide_warrant,
    withdraw_warrant,
)
from onderdak.supervision.inspections.warrant_queries import (
    entry_is_signed,
    limits_on,
    may_enter_now,
    paper_of,
    warrant_for,
    warrant_of,
    warrants_of,
    warrants_waiting,
)
from onderdak.supervision.inspections.warrant_terms import (
    copy_due,
    how_counted,
    valid_until,
)

__all__ = [
    "LEAST_WHY",
    "POWERS",
    "Entry",
    "Limits",
    "Paper",
    "Power",
    "Request",
    "WarrantGround",
    "WarrantState",
    "ask_warrant",
    "check_request",
    "copy_due",
    "correct_entry",
    "decide_warrant",
    "entered_at_night",
    "entries_to_note",
    "entry_is_signed",
    "hour_of_entry",
    "how_counted",
    "limits_on",
    "may_enter",
    "may_enter_now",
    "may_say_no_danger",
    "may_say_nobody",
    "note_entry",
    "paper_of",
    "say_nobody_went_in",
    "take_warrants",
    "valid_until",
    "warrant_for",
    "warrant_of",
    "warrants_of",
    "warrants_waiting",
    "withdraw_warrant",
]
