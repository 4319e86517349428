"""What lines of the ledger and kinds of debt are called."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.money import (
    SAID,
    Debt,
    EntryKind,
    LedgerLine,
)

KINDS: Final = {
    EntryKind.FORFEITED: gettext_lazy("forfeited"),
    EntryKind.CLAIMED: gettext_lazy("claimed"),
    EntryKind.PAID: gettext_lazy("paid"),
    EntryKind.GIVEN_BACK: gettext_lazy("given back"),
    EntryKind.WRITTEN_OFF: gettext_lazy("written off"),
    EntryKind.COST: gettext_lazy("cost of coercion"),
    EntryKind.FINE: gettext_lazy("fine"),
    EntryKind.CORRECTION: gettext_lazy("correction"),
}
DEBTS: Final = {
    Debt.PENALTY: gettext_lazy("Penalty"),
    Debt.FINE: gettext_lazy("Fine"),
    Debt.COSTS: gettext_lazy("Costs of coercion"),
}
STATES: Final = {
    "open": gettext_lazy("still to be paid"),
    "not_claimed": gettext_lazy("not claimed yet"),
    "to_give_back": gettext_lazy("to give back"),
}


def reason_of(line: LedgerLine) -> str:
    """Why a line was booked: as somebody wrote it, or as the software says it."""
    return _(line.reason) if line.reason in SAID else line.reason
