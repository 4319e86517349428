"""What lines of the ledger and kinds of debt are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.money import Debt, EntryKind

KINDS: Final = {
    EntryKind.FORFEITED: gettext_lazy("forfeited"),
    EntryKind.CLAIMED: gettext_lazy("claimed"),
    EntryKind.PAID: gettext_lazy("paid"),
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
