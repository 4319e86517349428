"""Reports of Arnhem with a story, so that every state of a report can be seen.

They end on the day before loading: what a clerk finds in the morning. The days are
working days, counted back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from onderdak.kernel.calendar import working_days_after
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.plan import AddressPlan, World
from onderdak.project.demo.report_life import Life, Line, SharedLine
from onderdak.project.demo.report_lives import OF_REPORTERS
from onderdak.project.demo.report_lives_partners import OF_PARTNERS
from onderdak.project.demo.report_told import Happened, Shared, Told, clerk_of
from onderdak.supervision.desk.catalogue import FirstCategory, first_categories
from onderdak.supervision.desk.domain.states import MOVES, State, Step, next_state

_ADDRESSES: Final = 8
_SATURDAY: Final = 5
_BY_OTHERS: Final = frozenset(
    {Step.RECEIVE, Step.REPORTER_ANSWERS, Step.PARTNER_ANSWERS, Step.REOPEN}
    | {Step.COME_BACK, "link_expired"}
)


def seen_addresses(world: World) -> list[AddressPlan]:
    """The addresses of the stories: houses of Arnhem; the first has most of it."""
    by_id = {one.id: one for one in world.addresses}
    return [
        by_id[spot.address]
        for spot in world.locations
        if spot.municipality == ARNHEM and spot.kind == "dwelling"
    ][:_ADDRESSES]


def back(on: date, days: int) -> date:
    """So many working days before a day; holidays are not looked at."""
    while days:
        on -= timedelta(days=1)
        days -= on.weekday() < _SATURDAY
    return on


def stories(world: World, on: date) -> Iterator[Told]:
    """Every report with a story, as it stands on the day of loading."""
    places = seen_addresses(world)
    categories = {each.key: each for each in first_categories()}
    for life in (*OF_REPORTERS, *OF_PARTNERS):
        yield _Teller(on, places, categories[life.category]).told(life)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns a life that is counted back from today into days and states."""

    on: date
    places: list[AddressPlan]
    category: FirstCategory
    clerk: int = field(default=clerk_of(ARNHEM))

    def told(self, life: Life) -> Told:
        """The report of a life."""
        history = tuple(self._history(life.lines))
        received = history[0].day
        term = self.category.term_working_days
        again = [one.day for one in history if one.what == Step.REOPEN]
        place = None if life.place is None else self.places[life.place]
        made = Told(
            town=ARNHEM,
            category=self.category,
            language=life.language,
            text=life.text,
            address=place,
            channel=life.channel,
            received=received,
            due=working_days_after(again[-1] if again else received, term),
            history=history,
            key=life.key,
            answers=life.answers,
            danger=life.danger,
            priority=life.priority,
            owner=self._owner(history),
            partner=life.partner,
            signal=self._signal(life),
            code=life.code,
            into=life.into,
        )
        return replace(made, **self._end(life), shared=self._shared(life.shared))

    def _history(self, lines: tuple[Line, ...]) -> Iterator[Happened]:
        before = ""
        for line in lines:
            by = None if line.what in _BY_OTHERS else self.clerk
            to = _after(line.what, before)
            yield Happened(
                back(self.on, line.back),
                line.hour,
                line.what,
                before,
                to,
                by,
                line.reason,
                line.said,
            )
            before = to

    def _owner(self, history: tuple[Happened, ...]) -> int | None:
        taken = any(one.what == Step.TAKE_IN_HAND for one in history)
        return self.clerk if taken else None

    def _signal(self, life: Life) -> dict[str, object]:
        if not life.seen:
            return {}
        seen_on = back(self.on, life.lines[0].back + 1)
        return {"what": list(life.seen), "seen_on": seen_on.isoformat()}

    def _end(self, life: Life) -> dict[str, Any]:
        return {"outcome": life.outcome, "reason": life.reason}

    def _shared(self, given: SharedLine | None) -> Shared | None:
        if given is None:
            return None
        day = back(self.on, given.back)
        return Shared(
            partner=given.partner,
            ground=given.ground,
            purpose=given.purpose,
            necessity=given.necessity,
            proportionality=given.proportionality,
            left_out=given.left_out,
            summary=given.summary,
            on=day,
            expires=day + timedelta(days=given.days),
            secret=given.secret,
            seen=_if(self.on, given.seen),
            answered=_if(self.on, given.answered),
            answer=given.answer,
        )


def _if(on: date, days: int | None) -> date | None:
    return None if days is None else back(on, days)


def _after(what: str, before: str) -> str:
    """Where a line leads; a line that is no step leaves the report where it stands."""
    if what == Step.RECEIVE:
        return State.RECEIVED
    return next_state(Step(what), State(before)) if what in set(MOVES) else before
