"""The door to money: the ledger of a case, and what is open."""

from onderdak.supervision.enforcement.domain.money import (
    Balance,
    Debt,
    EntryKind,
    Line,
    balance,
)
from onderdak.supervision.enforcement.money_actions import (
    book_cost,
    book_payment,
    correct_entry,
    give_back,
    write_off,
)
from onderdak.supervision.enforcement.money_queries import (
    AskedMoney,
    CaseBalance,
    LedgerLine,
    balance_of,
    balances_of,
    debts_of,
    ledger_between,
    ledger_of,
    totals,
    town_balance,
)
from onderdak.supervision.enforcement.putting_right import SAID

__all__ = [
    "SAID",
    "AskedMoney",
    "Balance",
    "CaseBalance",
    "Debt",
    "EntryKind",
    "LedgerLine",
    "Line",
    "balance",
    "balance_of",
    "balances_of",
    "book_cost",
    "book_payment",
    "correct_entry",
    "debts_of",
    "give_back",
    "ledger_between",
    "ledger_of",
    "totals",
    "town_balance",
    "write_off",
]
