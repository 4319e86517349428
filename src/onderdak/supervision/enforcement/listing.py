"""Which clocks the week list has, and the words by which it finds them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules.enforcement import Clock, ClockState, Situation, StepKind
from onderdak.rules.enforcement.guarding.asked import Asked
from onderdak.rules.enforcement.guards import GUARDS
from onderdak.supervision.enforcement.accounts import Account
from onderdak.supervision.enforcement.domain.kinds import CaseState
from onderdak.supervision.enforcement.models import Case

_WAITING: Final = ("not_suspended_debt", "not_deferred")
_MOST: Final = 600
_WORDS: Final = 6


def is_listed(account: Account, clock: Clock, on: date) -> bool:
    """Whether the week list has a clock.

    One that runs; one that binds the municipality and passed, also when the measure
    ended or the case was closed since: an answer to an objection stays due; and one of
    the other side that passed, as long as the municipality can do what that opens: not
    while a judge suspended it, or somebody may pay later.
    """
    if clock.last_day is None or clock.stopped_on is not None:
        return False
    ended = account.measure.ended_on is not None
    if account.measure.case.state == CaseState.CLOSED and not (ended and clock.ours):
        return False
    if clock.state is ClockState.RUNNING:
        return True
    if clock.state is not ClockState.EXPIRED:
        return False
    return clock.ours or (not ended and _opens(account, clock, on))


def _opens(account: Account, clock: Clock, on: date) -> bool:
    """Whether a step that it opens can be taken, and was not taken since it began."""
    if clock.opens is None:
        return False
    measure = account.measure
    taken = {one.step for one in account.history[clock.place + 1 :]}
    possible = account.rules.paths[measure.path].possible(measure.state)
    wanted = set(clock.opens.steps) - taken
    return any(
        kind.step in wanted and not _waits(account, kind, on) for kind in possible
    )


def _waits(account: Account, kind: StepKind, on: date) -> bool:
    """Whether a step has to wait: for a judge, or for who may pay later."""
    asked_for = [name for name in _WAITING if name in kind.guards]
    if not asked_for:
        return False
    rules, measure = account.rules, account.measure
    around = Situation(
        book=rulebook(),
        norms=normbook(),
        municipality=measure.municipality_id,
        measure=measure.pk,
        remedies=account.filed,
    )
    path = rules.paths[measure.path]
    asked = Asked(rules, path, kind, {}, account.history, on, around)
    return any(any(GUARDS[name](asked)) for name in asked_for)


def words_of(cases: Iterable[int]) -> Mapping[int, str]:
    """What a search reads of each case: number, address, and of a company its name."""
    found = Case.objects.filter(pk__in=set(cases)).values_list(
        *("pk", "number", "address__street", "address__number", "address__addition"),
        *("address__town", "offender__name"),
    )
    return {
        pk: " ".join(str(word) for word in (number, *rest) if word).upper()[:_MOST]
        for pk, number, *rest in found
    }


def searched(search: str) -> list[str]:
    """The words that somebody looks for, as they are kept."""
    return search.replace("\x00", "").upper().split()[:_WORDS]
