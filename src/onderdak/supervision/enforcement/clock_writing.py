"""Counting the clocks of measures, and keeping what was counted for the week list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.timezone import now

from onderdak.foundation.identity.contract import Actor, normbook, rulebook
from onderdak.kernel.text import Text
from onderdak.rules.enforcement import Clock, ClockState, clocks_of
from onderdak.supervision.enforcement.accounts import Account, accounts_of
from onderdak.supervision.enforcement.forfeiting import due_lines
from onderdak.supervision.enforcement.models import Entry, Measure, StoredClock

_COMPARED: Final = (
    "clock",
    "title",
    "rule",
    "article",
    "parameter_version",
    "step_id",
    "start",
    "last_day",
    "counted",
    "stopped_on",
    "stopped_by",
    "state",
    "alarm_on",
    "ours",
    "stands_still",
    "listed",
    "owner_id",
)
_WRITTEN: Final = (*_COMPARED, "told_on", "counted_on")
_DAY: Final = "$day"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many clocks were written and how many penalties booked."""

    clocks: int = 0
    forfeited: int = 0


def recount_case(case: int, on: date, by: Actor | None = None) -> Counted:
    """Count all clocks of a case anew, and book what its orders forfeited."""
    measures = Measure.objects.filter(case_id=case).select_related("case")
    return recount_measures(list(measures.order_by("pk")), on=on, by=by, at=now())


def recount_measures(
    measures: Sequence[Measure], *, on: date, by: Actor | None, at: datetime
) -> Counted:
    """Count the clocks of these measures anew, and book what was forfeited.

    What did not change is not written.
    """
    accounts = accounts_of(measures)
    lines = [line for each in accounts for line in due_lines(each, on=on, by=by, at=at)]
    Entry.objects.bulk_create(lines)
    return Counted(_write_clocks(accounts, on), len(lines))


def _write_clocks(accounts: Sequence[Account], on: date) -> int:
    before = _stored([each.measure.pk for each in accounts])
    changed: list[StoredClock] = []
    for account in accounts:
        for made in _clocks(account, on):
            was = before.pop((made.measure_id, made.key), None)
            if was is None or _differs(was, made):
                made.told_on = _told_still(was, made)
                changed.append(made)
    if before:
        StoredClock.objects.filter(pk__in=[one.pk for one in before.values()]).delete()
    StoredClock.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["measure", "key"],
        update_fields=_WRITTEN,
        batch_size=500,
    )
    return len(changed)


def _stored(measures: Sequence[int]) -> dict[tuple[int, str], StoredClock]:
    found = StoredClock.objects.filter(measure_id__in=measures)
    return {(one.measure_id, one.key): one for one in found}


def _differs(was: StoredClock, made: StoredClock) -> bool:
    return any(getattr(was, name) != getattr(made, name) for name in _COMPARED)


def _told_still(was: StoredClock | None, made: StoredClock) -> date | None:
    """Who was told of a day is told again when it is another one."""
    if was is None or was.last_day != made.last_day:
        return None
    return was.told_on


def _clocks(account: Account, on: date) -> Iterator[StoredClock]:
    measure = account.measure
    found = clocks_of(
        account.history,
        account.filed,
        account.rules,
        rulebook(),
        normbook(),
        measure.municipality_id,
        on,
    )
    for clock in found:
        yield StoredClock(
            municipality_id=measure.municipality_id,
            case_id=measure.case_id,
            measure=measure,
            key=clock.key,
            clock=clock.clock,
            title=dict(clock.title),
            rule=clock.rule,
            article=clock.article,
            parameter_version=clock.parameter_version,
            step_id=account.steps[clock.place].pk,
            start=clock.start,
            last_day=clock.last_day,
            counted=[kept(each) for each in clock.counted],
            stopped_on=clock.stopped_on,
            stopped_by=clock.stopped_by or "",
            state=clock.state.value,
            alarm_on=clock.alarm_on,
            ours=clock.ours,
            stands_still=clock.stands_still,
            listed=is_listed(account, clock),
            owner_id=measure.case.owner_id,
            counted_on=on,
        )


def is_listed(account: Account, clock: Clock) -> bool:
    """Whether the week list has a clock.

    One that runs, and one that passed while the municipality can still do what ends
    it: a passed term to pay waits for a reminder, a passed term to object for nothing.
    """
    if clock.last_day is None or clock.stopped_on is not None:
        return False
    if clock.state is ClockState.RUNNING:
        return True
    if clock.state is not ClockState.EXPIRED or account.measure.ended_on is not None:
        return False
    return clock.ours or _can_be_stopped(account, clock)


def _can_be_stopped(account: Account, clock: Clock) -> bool:
    path = account.rules.paths[account.measure.path]
    return any(
        clock.clock in kind.stops for kind in path.possible(account.measure.state)
    )


def kept(sentence: Text) -> dict[str, Any]:
    """A sentence as it is kept, so that it can be read in any language."""
    return {
        "msgid": sentence.msgid,
        "params": {name: _kept(value) for name, value in sentence.params.items()},
    }


def _kept(value: object) -> object:
    match value:
        case date():
            return {_DAY: value.isoformat()}
        case Text():
            return kept(value)
        case int() | str() | None:
            return value
        case _:
            return str(value)


def told(stored: Sequence[Mapping[str, Any]]) -> tuple[Text, ...]:
    """Sentences as they were kept, with their days as days again."""
    return tuple(_text(each) for each in stored)


def _text(stored: Mapping[str, Any]) -> Text:
    return Text(
        stored["msgid"],
        {name: _value(value) for name, value in stored["params"].items()},
    )


def _value(value: object) -> object:
    match value:
        case {"$day": str(day)}:
            return date.fromisoformat(day)
        case {"msgid": str(said), "params": dict(params)}:
            return _text({"msgid": said, "params": params})
        case _:
            return value
