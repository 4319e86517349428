"""How kinds and states of reports are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.reports import (
    CopyState,
    HandedHow,
    Kind,
    Oath,
    State,
)

KINDS: Final = {
    Kind.FINDINGS: gettext_lazy("Report of findings"),
    Kind.OFFICIAL: gettext_lazy("Official report (proces-verbaal)"),
    Kind.ENTRY: gettext_lazy("Report of entry into a home"),
    Kind.ADDENDUM: gettext_lazy("Addendum to a report"),
}
STATES: Final = {
    State.TO_SIGN: (gettext_lazy("to be signed"), "warning"),
    State.PARTLY: (gettext_lazy("signed in part"), "warning"),
    State.LOCKED: (gettext_lazy("signed and locked"), "success"),
    State.REPLACED: (gettext_lazy("replaced"), "info"),
}
OATHS: Final = {
    Oath.NONE: gettext_lazy("in the own account"),
    Oath.OATH: gettext_lazy("on the oath of office (ambtseed)"),
    Oath.PROMISE: gettext_lazy("on the promise of office (ambtsbelofte)"),
}
HANDED: Final = {
    HandedHow.IN_HAND: gettext_lazy("handed over in person"),
    HandedHow.LETTERBOX: gettext_lazy("put in the letterbox"),
    HandedHow.POST: gettext_lazy("sent by post"),
    HandedHow.UNDELIVERABLE: gettext_lazy("could not be handed over"),
}
COPIES: Final = {
    CopyState.TO_HAND_OVER: (gettext_lazy("to be handed over"), "warning"),
    CopyState.LATE: (gettext_lazy("late"), "error"),
    CopyState.HANDED: (gettext_lazy("handed over"), "success"),
    CopyState.KEPT: (gettext_lazy("lies ready for the resident"), "info"),
    CopyState.NO_LONGER_KEPT: (gettext_lazy("no longer kept ready"), "info"),
}
