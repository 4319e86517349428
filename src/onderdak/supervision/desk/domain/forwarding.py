"""What of a report can be given to a chain partner at all, and who decides on it.

The reporter's name, telephone and e-mail are not among the fields: a partner that must
speak to a reporter asks the municipality, and the reporter decides.
"""

from enum import StrEnum
from typing import Final

from onderdak.foundation.identity.domain.permissions import Permission, Role
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

FORWARD_REPORTS = Permission("desk.forward", frozenset({Role.DESK_CLERK}))
MOST_ANSWER: Final = 4000


class Field(StrEnum):
    """A field that can be shared."""

    NUMBER = "number"
    CATEGORY = "category"
    RECEIVED_ON = "received_on"
    ADDRESS = "address"
    NEIGHBOURHOOD = "neighbourhood"
    SUMMARY = "summary"
    TEXT = "text"
    ANSWERS = "answers"
    DANGER = "danger"


OFFERED: Final = tuple(each.value for each in Field)


def check_summary(fields: tuple[str, ...], summary: str) -> None:
    """Stop a summary that is shared and empty, or written and not shared.

    Raises:
        Invalid: the summary and the choice do not go together.
    """
    if (Field.SUMMARY in fields) == bool(summary.strip()):
        return
    raise Invalid(
        text("Write a summary if you share one, and only then."),
        next_step=text("Choose the field 'summary', or leave its text empty."),
    )


def check_answer(said: str) -> None:
    """Stop an answer that is empty or too long.

    Raises:
        Invalid: nothing is said, or too much.
    """
    if not said.strip() or len(said) > MOST_ANSWER:
        raise Invalid(
            text("An answer has a text of at most %(most)s signs.", most=MOST_ANSWER)
        )
