"""Counting the clocks of measures, and keeping what was counted for the week list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.timezone import now

from onderdak.foundation.identity.contract import Actor, normbook, rulebook
from onderdak.kernel.text import Text
from onderdak.rules.enforcement import Clock, clocks_of
from onderdak.supervision.enforcement.accounts import Account, accounts_of
from onderdak.supervision.enforcement.forfeiting import due_lines
from onderdak.supervision.enforcement.listing import is_listed, words_of
from onderdak.supervision.enforcement.models import Entry, Measure, StoredClock

# What of a clock may differ from one night to the next. What it is called and what it
# opens goes by its step, and the rules of a case do not change.
_COMPARED: Final = (
    "clock",
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
    "lapses",
    "stands_still",
    "listed",
    "owner_id",
    "words",
)
_LAST_DAY: Final = _COMPARED.index("last_day")
_WRITTEN: Final = (*_COMPARED, "title", "opens", "told_on", "counted_on")
_DAY: Final = "$day"

_Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    """A clock as it stands in the table."""

    pk: int
    told_on: date | None
    values: _Values

    def told_still(self, values: _Values) -> date | None:
        """Who was told of a day is told again when it is another one."""
        same = self.values[_LAST_DAY] == values[_LAST_DAY]
        return self.told_on if same else None


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
    words = words_of(each.measure.case_id for each in accounts)
    for account in accounts:
        measure = account.measure
        for clock in _clocks(account, on):
            values = _values(account, clock, words[measure.case_id], on)
            was = before.pop((measure.pk, clock.key), None)
            if was is None or was.values != values:
                told_on = was.told_still(values) if was else None
                changed.append(_row(measure, clock, values, told_on, on))
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


def _stored(measures: Sequence[int]) -> dict[tuple[int, str], _Stored]:
    """What stands there, without a model around each: there are tens of thousands."""
    found = StoredClock.objects.filter(measure_id__in=measures).values_list(
        "measure_id", "key", "pk", "told_on", *_COMPARED
    )
    return {
        (measure, key): _Stored(pk, told_on, tuple(values))
        for measure, key, pk, told_on, *values in found
    }


def _clocks(account: Account, on: date) -> tuple[Clock, ...]:
    return clocks_of(
        account.history,
        account.filed,
        account.rules,
        rulebook(),
        normbook(),
        account.measure.municipality_id,
        on,
    )


def _values(account: Account, clock: Clock, words: str, on: date) -> _Values:
    """A clock in the order of what is compared."""
    return (
        clock.clock,
        clock.rule,
        clock.article,
        clock.parameter_version,
        account.steps[clock.place].pk,
        clock.start,
        clock.last_day,
        [kept(each) for each in clock.counted],
        clock.stopped_on,
        clock.stopped_by or "",
        clock.state.value,
        clock.alarm_on,
        clock.ours,
        clock.lapses,
        clock.stands_still,
        is_listed(account, clock, on),
        account.measure.case.owner_id,
        words,
    )


def _row(
    measure: Measure, clock: Clock, values: _Values, told_on: date | None, on: date
) -> StoredClock:
    return StoredClock(
        municipality_id=measure.municipality_id,
        case_id=measure.case_id,
        measure_id=measure.pk,
        key=clock.key,
        title=dict(clock.title),
        opens=dict(clock.opens.title) if clock.opens else {},
        told_on=told_on,
        counted_on=on,
        **dict(zip(_COMPARED, values, strict=True)),
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
