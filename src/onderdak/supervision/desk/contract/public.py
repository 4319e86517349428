"""The door for people without an account: reporting, and following by code."""

from onderdak.supervision.desk.catalogue import questions
from onderdak.supervision.desk.contacts import Reachable
from onderdak.supervision.desk.domain.codes import in_groups, new_code, typed_code
from onderdak.supervision.desk.domain.kinds import Kind, MessageKind
from onderdak.supervision.desk.domain.questions import Question, checked_answers
from onderdak.supervision.desk.following import (
    MOST_MESSAGE,
    OwnReport,
    answer_by_code,
    own_report,
    reopen_by_code,
)
from onderdak.supervision.desk.models import Category
from onderdak.supervision.desk.opening import takes_reports
from onderdak.supervision.desk.report_queries import categories_of
from onderdak.supervision.desk.taking_in import (
    MOST_PHOTOS,
    MOST_TEXT,
    NewReport,
    Taken,
    report_in_public,
)
from onderdak.supervision.desk.texts import (
    DeskTexts,
    desk_language,
    desk_texts,
    desk_texts_in,
)

__all__ = [
    "MOST_MESSAGE",
    "MOST_PHOTOS",
    "MOST_TEXT",
    "Category",
    "DeskTexts",
    "Kind",
    "MessageKind",
    "NewReport",
    "OwnReport",
    "Question",
    "Reachable",
    "Taken",
    "answer_by_code",
    "categories_of",
    "checked_answers",
    "desk_language",
    "desk_texts",
    "desk_texts_in",
    "in_groups",
    "new_code",
    "own_report",
    "questions",
    "reopen_by_code",
    "report_in_public",
    "takes_reports",
    "typed_code",
]
