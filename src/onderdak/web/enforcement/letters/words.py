"""What letters, their states and what happens to them are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.letters import (
    LetterState,
    Remedy,
    Said,
)

TAGS: Final = {
    LetterState.DRAFTED: "warning",
    LetterState.REVIEWED: "info",
    LetterState.DISPATCHED: "info",
    LetterState.DELIVERED: "success",
    LetterState.RETURNED: "error",
    LetterState.WITHDRAWN: "info",
}
HAPPENED: Final = {
    Said.DRAFTED: gettext_lazy("drafted"),
    Said.CHANGED: gettext_lazy("changed"),
    Said.REVIEWED: gettext_lazy("reviewed: it may go out"),
    Said.SENT_BACK: gettext_lazy("sent back to who wrote it"),
    Said.DISPATCHED: gettext_lazy("dispatched"),
    Said.DELIVERED: gettext_lazy("arrived"),
    Said.RETURNED: gettext_lazy("came back"),
    Said.SENT_AGAIN: gettext_lazy("sent again"),
    Said.SETTLED: gettext_lazy("settled"),
    Said.WITHDRAWN: gettext_lazy("withdrawn"),
}
REMEDIES: Final = {
    Remedy.OBJECTION: gettext_lazy("Objection"),
    Remedy.COLLECTION: gettext_lazy("Objection, together with the one to the order"),
    Remedy.PUBLICATION: gettext_lazy("Objection, and asking the judge to hold it"),
    Remedy.APPEAL: gettext_lazy("Appeal at the court at once"),
    Remedy.VIEWS: gettext_lazy("Saying what they think of it"),
    Remedy.NONE: gettext_lazy("None: it decides nothing"),
}
