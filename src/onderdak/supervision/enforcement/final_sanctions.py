"""Telling the desk that a sanction cannot be contested any more (rule N01).

What was reported to the contact point about bad letting is not kept longer than until
then (Besluit goed verhuurderschap art. 2). The desk cannot see it: the terms for
objection and appeal run here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules.enforcement.law import law_of
from onderdak.rules.enforcement.remedies import contested
from onderdak.supervision.desk.contract.sanctions import (
    addresses_awaiting_finality,
    sanction_became_final,
)
from onderdak.supervision.enforcement.accounts import Account, accounts_of
from onderdak.supervision.enforcement.models import Measure

# A decision that tolerates something for a time is no sanction.
_NO_SANCTION: Final = frozenset({"tolerance"})
_FALLEN: Final = "fallen"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Irrevocable:
    """A sanction that nothing is open against."""

    decided_on: date
    final_on: date


def tell_of_final_sanctions(municipality: str, on: date, at: datetime) -> int:
    """Tell the desk of the addresses where every sanction is final as of a day.

    Returns:
        With how many reports it was written down.
    """
    told = 0
    for address in sorted(addresses_awaiting_finality(municipality)):
        found = final_at(municipality, address, on)
        if found is not None:
            told += sanction_became_final(
                municipality=municipality,
                address=address,
                decided_on=found.decided_on,
                final_on=found.final_on,
                at=at,
            )
    return told


def final_at(municipality: str, address: int, on: date) -> Irrevocable | None:
    """The last of the sanctions at an address, where all of them are final.

    None where there is none, where something is still open against one, and where one
    may still follow.
    """
    rows = Measure.objects.filter(
        case__municipality_id=municipality, case__address_id=address
    )
    measures = rows.exclude(state=_FALLEN).exclude(path__in=_NO_SANCTION)
    found: list[Irrevocable] = []
    for account in accounts_of(list(measures.order_by("id"))):
        decided = list(_sanctions(account, on))
        if None in decided or (not decided and _may_follow(account)):
            return None
        found += [one for one in decided if one is not None]
    if not found:
        return None
    return Irrevocable(
        max(one.decided_on for one in found), max(one.final_on for one in found)
    )


def _sanctions(account: Account, on: date) -> Iterator[Irrevocable | None]:
    """Each decision that is a sanction; None for one that is not final."""
    names = _names(account)
    measure = account.measure
    law = law_of(rulebook(), normbook(), measure.municipality_id)
    for place, step in enumerate(account.steps):
        if step.step not in names:
            continue
        known = account.history[place].known
        open_ = contested(account.rules, law, place, known, account.filed)
        if open_.last is None or open_.last >= on:
            yield None
        else:
            yield Irrevocable(step.on_day, open_.last + _DAY)


def _names(account: Account) -> frozenset[str]:
    """The steps of a path whose decision can be annulled as a whole."""
    path = account.rules.paths[account.measure.path]
    falls = [one for one in path.steps.values() if not one.unclaims]
    return frozenset(name for one in falls for name in one.fells)


def _may_follow(account: Account) -> bool:
    return bool(_names(account)) and account.measure.ended_on is None
