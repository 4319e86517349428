"""Rules of routing in a closed form: who gets a report; the first that fits decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import Channel, Kind, Priority

MOST_RULES: Final = 100
_LISTS: Final = ("category", "kind", "channel", "neighbourhood")
_WHEN: Final = frozenset({*_LISTS, "danger", "weekdays", "hours"})
_GIVES: Final = frozenset({"team", "owner", "priority"})
_CLOSED: Final[Mapping[str, frozenset[str]]] = {
    "kind": frozenset(Kind),
    "channel": frozenset(Channel),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules may look at: nothing of who reported, and no words."""

    category: str
    kind: str
    channel: str
    neighbourhood: str
    danger: bool
    weekday: int  # 1 is Monday
    hour: int


@dataclass(frozen=True, slots=True)
class Given:
    """Where a report goes."""

    team: str = ""
    owner: int | None = None
    priority: Priority = Priority.NORMAL

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """As it was kept."""
        priority = Priority(data.get("priority", Priority.NORMAL))
        return cls(data.get("team", ""), data.get("owner"), priority)

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "team": self.team,
            "owner": self.owner,
            "priority": str(self.priority),
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """What must all be so, and what follows; what is not named does not matter."""

    category: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    channel: frozenset[str] = frozenset()
    neighbourhood: frozenset[str] = frozenset()
    danger: bool | None = None
    weekdays: frozenset[int] = frozenset()
    # From one hour until another; 22 until 6 goes past midnight.
    hours: tuple[int, int] | None = None
    gives: Given = Given()

    def fits(self, facts: Facts) -> bool:
        """Whether a report is one that this rule is about."""
        return (
            all(
                not getattr(self, name) or getattr(facts, name) in getattr(self, name)
                for name in _LISTS
            )
            and self.danger in (None, facts.danger)
            and (not self.weekdays or facts.weekday in self.weekdays)
            and (self.hours is None or _within(facts.hour, *self.hours))
        )

    def as_data(self) -> dict[str, Any]:
        """As it is kept: only what is named."""
        when: dict[str, Any] = {
            name: sorted(getattr(self, name)) for name in _LISTS if getattr(self, name)
        }
        if self.danger is not None:
            when["danger"] = self.danger
        if self.weekdays:
            when["weekdays"] = sorted(self.weekdays)
        if self.hours:
            when["hours"] = list(self.hours)
        return {"when": when, "gives": self.gives.as_data()}


def _within(hour: int, begin: int, end: int) -> bool:
    return begin <= hour < end if begin < end else hour >= begin or hour < end


def first_that_fits(rules: Sequence[Rule], facts: Facts) -> int | None:
    """The place of the first rule that is about a report, or None."""
    return next((at for at, rule in enumerate(rules) if rule.fits(facts)), None)


def read_rules(content: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules from data.

    Raises:
        Invalid: something in a rule is not of the closed form.
    """
    if len(content) > MOST_RULES:
        raise Invalid(text("There can be %(most)s rules at most.", most=MOST_RULES))
    return tuple(_read(place, one) for place, one in enumerate(content, start=1))


def _read(place: int, one: Mapping[str, Any]) -> Rule:
    when, gives = one.get("when", {}), one.get("gives", {})
    if set(one) - {"when", "gives"} or set(when) - _WHEN or set(gives) - _GIVES:
        raise _wrong(place, "keys")
    lists = {name: _named(place, name, when.get(name, ())) for name in _LISTS}
    return Rule(
        category=lists["category"],
        kind=lists["kind"],
        channel=lists["channel"],
        neighbourhood=lists["neighbourhood"],
        danger=_yes_or_no(place, when.get("danger")),
        weekdays=_days(place, when.get("weekdays", ())),
        hours=_hours(place, when.get("hours")),
        gives=_given(place, gives),
    )


def _named(place: int, name: str, values: Any) -> frozenset[str]:
    if isinstance(values, str) or not all(isinstance(each, str) for each in values):
        raise _wrong(place, name)
    found = frozenset(values)
    if name in _CLOSED and found - _CLOSED[name]:
        raise _wrong(place, name)
    return found


def _yes_or_no(place: int, value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise _wrong(place, "danger")
    return value


def _days(place: int, values: Any) -> frozenset[int]:
    found = frozenset(values)
    if found - frozenset(range(1, 8)):
        raise _wrong(place, "weekdays")
    return found


def _hours(place: int, values: Any) -> tuple[int, int] | None:
    if values is None:
        return None
    hours = tuple(values)
    whole = all(isinstance(each, int) and 0 <= each <= 24 for each in hours)
    if len(hours) != 2 or not whole or hours[0] == hours[1]:
        raise _wrong(place, "hours")
    return hours[0], hours[1]


def _given(place: int, gives: Mapping[str, Any]) -> Given:
    owner = gives.get("owner")
    priority = gives.get("priority", Priority.NORMAL)
    if owner is not None and not isinstance(owner, int):
        raise _wrong(place, "owner")
    if priority not in frozenset(Priority):
        raise _wrong(place, "priority")
    return Given(str(gives.get("team", ""))[:60], owner, Priority(priority))


def _wrong(place: int, what: str) -> Invalid:
    return Invalid(
        text("Rule %(place)s is not right: %(what)s.", place=place, what=what),
        next_step=text("Choose from what is listed."),
    )
