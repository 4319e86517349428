"""Reads one path: its states, its steps, and whether they hold together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from onderdak.rules.enforcement.forms import (
    CORRECT,
    ClockSpec,
    FactSpec,
    From,
    Path,
    State,
    StepKind,
)
from onderdak.rules.enforcement.reading_parts import (
    Known,
    cents_named,
    check_rule,
    clock_named,
    counts_from,
    day_named,
    entry_in,
    facts_in,
    names_in,
    opens_in,
    pairs,
    suspended_in,
    truth_in,
    until_in,
    when_in,
)
from onderdak.rules.engine.reading import Keys, Place

_SAME: Final = "same"
_PATH: Final = {"path", "title", "begins", "states", "steps", "article"}
_STEP: Final = {"step", "title", "from", "to", "article"}
_STEP_OR: Final = {
    "decision",
    "letter",
    "facts",
    "guards",
    "starts",
    "stops",
    "pauses",
    "pauses_on",
    "pauses_until",
    "resumes",
    "resumes_on",
    "empties_beds",
    "books",
    "amount",
    "lowers_to",
    "clears",
    "unclaims",
    "afterwards",
    "interrupts",
    "waits_for",
    "defers",
    "lengthens",
    "fells",
}
_CLOCK: Final = {"clock", "title", "rule", "from", "alarm"}
_CLOCK_OR: Final = {"part", "until", "ours", "suspended", "when", "state"} | {
    "lapses",
    "opens",
}


@dataclass(frozen=True, slots=True)
class PathReader:
    """Reads one path at its place."""

    place: Place
    known: Known

    def path(self, written: object) -> Path:
        """Read it, and check that it holds together."""
        keys = self.place.keys(written, _PATH, {"urgent"})
        states = self._states(keys["states"])
        begins = self.place.one_of(keys, "begins", states)
        steps = self._steps(keys["steps"], states)
        self._check_reached(begins, states, steps)
        self._check_stops(steps)
        return Path(
            key=self.place.words(keys, "path"),
            title=self.place.languages(keys, "title"),
            begins=begins,
            states=states,
            steps=steps,
            article=self.place.words(keys, "article"),
            urgent=truth_in(self.place, keys, "urgent"),
        )

    def _states(self, written: object) -> dict[str, State]:
        found = pairs(written, self.place.at("states"))
        return {key: self._state(key, one) for key, one in found.items()}

    def _state(self, key: str, written: object) -> State:
        here = self.place.at(f"states.{key}")
        keys = here.keys(written, {"title"}, {"ends"})
        return State(key, here.languages(keys, "title"), truth_in(here, keys, "ends"))

    def _steps(self, written: object, states: Mapping[str, State]) -> Any:
        if not isinstance(written, list) or not written:
            raise self.place.error("steps", "expected a list of steps")
        found: dict[str, StepKind] = {}
        for number, one in enumerate(written):
            step = self._step(one, states, self.place.at(f"steps[{number}]"))
            if step.step in found or step.step == CORRECT:
                raise self.place.error("steps", f"the step {step.step} is there twice")
            found[step.step] = step
        return found

    def _step(
        self, written: object, states: Mapping[str, State], bare: Place
    ) -> StepKind:
        keys = bare.keys(written, _STEP, _STEP_OR)
        name = bare.words(keys, "step")
        here = self.place.at(f"steps.{name}")
        facts = facts_in(keys.get("facts", {}), here.at("facts"))
        return StepKind(
            step=name,
            title=here.languages(keys, "title"),
            moves=_moves(keys, here, states),
            article=here.words(keys, "article"),
            decision=truth_in(here, keys, "decision"),
            letter=here.words(keys, "letter") if keys.get("letter") else None,
            facts=facts,
            guards=self._guards(keys, here),
            starts=tuple(self._clocks(keys.get("starts", []), facts, here)),
            stops=names_in(keys, "stops", here),
            pauses=names_in(keys, "pauses", here),
            pauses_on=day_named(keys, "pauses_on", facts, here),
            pauses_until=clock_named(keys, "pauses_until", here),
            resumes=names_in(keys, "resumes", here),
            resumes_on=day_named(keys, "resumes_on", facts, here),
            empties_beds=truth_in(here, keys, "empties_beds"),
            books=entry_in(keys, here),
            amount=cents_named(keys, "amount", facts, here),
            lowers_to=cents_named(keys, "lowers_to", facts, here),
            clears=truth_in(here, keys, "clears"),
            unclaims=truth_in(here, keys, "unclaims"),
            afterwards=truth_in(here, keys, "afterwards"),
            interrupts=self._parameter(keys, "interrupts", here),
            waits_for=names_in(keys, "waits_for", here),
            defers=day_named(keys, "defers", facts, here),
            lengthens=names_in(keys, "lengthens", here),
            fells=names_in(keys, "fells", here),
        )

    def _parameter(self, keys: Keys, key: str, here: Place) -> str | None:
        if not keys.get(key):
            return None
        name = here.words(keys, key)
        if self.known.parameters is not None and name not in self.known.parameters:
            raise here.error(key, f"the parameter {name} is not known")
        return name

    def _guards(self, keys: Keys, here: Place) -> tuple[str, ...]:
        found = names_in(keys, "guards", here)
        for name in found:
            if self.known.guards is not None and name not in self.known.guards:
                raise here.error("guards", f"the guard {name} is not known")
        return found

    def _clocks(
        self, written: object, facts: Mapping[str, FactSpec], here: Place
    ) -> Iterable[ClockSpec]:
        if not isinstance(written, list):
            raise here.error("starts", "expected a list of clocks")
        for number, one in enumerate(written):
            yield self._clock(one, facts, here.at(f"starts[{number}]"))

    def _clock(
        self, written: object, facts: Mapping[str, FactSpec], here: Place
    ) -> ClockSpec:
        keys = here.keys(written, _CLOCK, _CLOCK_OR)
        rule, part = here.words(keys, "rule"), keys.get("part")
        until = until_in(keys, facts, here)
        check_rule(rule, part, here, self.known, its_own_day=until is not None)
        begins, fact = counts_from(keys, facts, here)
        return ClockSpec(
            clock=here.words(keys, "clock"),
            title=here.languages(keys, "title"),
            rule=rule,
            part=None if part is None else str(part),
            counts_from=begins,
            fact=fact,
            until=until,
            alarm=self._parameter(keys, "alarm", here) or "",
            ours=truth_in(here, keys, "ours"),
            suspended=suspended_in(keys, here),
            when=when_in(keys, facts, here),
            lapses=truth_in(here, keys, "lapses"),
            opens=opens_in(keys, here),
            state=here.words(keys, "state") if keys.get("state") else None,
        )

    def _check_reached(
        self, begins: str, states: Mapping[str, State], steps: Mapping[str, StepKind]
    ) -> None:
        """No state may hang loose, and none that does not end may be a trap."""
        reached = {begins} | {to for one in steps.values() for to in one.moves.values()}
        left = {
            start for one in steps.values() for start in one.moves if not one.afterwards
        }
        for key, state in states.items():
            if key not in reached:
                raise self.place.error(f"states.{key}", "no step leads here")
            if state.ends == (key in left):
                what = "ends, but a step leads on" if state.ends else "no step leads on"
                raise self.place.error(f"states.{key}", what)

    def _check_stops(self, steps: Mapping[str, StepKind]) -> None:
        started = {clock.clock for one in steps.values() for clock in one.starts}
        for one in steps.values():
            self._check_after(one)
            for name in one.waits_for:
                if name not in steps:
                    raise self.place.error(
                        f"steps.{one.step}.waits_for", f"the step {name} is not known"
                    )
            for name in one.fells:
                if name not in steps or not steps[name].decision:
                    raise self.place.error(
                        f"steps.{one.step}.fells", f"{name} takes no decision"
                    )
            self._check_opens(one, steps)
            own = {clock.clock for clock in one.starts}
            if one.pauses_until is not None and one.pauses_until not in own:
                raise self.place.error(
                    f"steps.{one.step}.pauses_until", "this step starts no such clock"
                )
            for name in (*one.stops, *one.pauses, *one.resumes, *one.lengthens):
                if name not in started:
                    raise self.place.error(
                        f"steps.{one.step}", f"no step starts the clock {name}"
                    )

    def _check_opens(self, one: StepKind, steps: Mapping[str, StepKind]) -> None:
        """What a passed term opens is a step; a term of the municipality opens none."""
        for clock in one.starts:
            if clock.opens is None:
                continue
            unknown = set(clock.opens.steps) - set(steps)
            if unknown or clock.ours:
                raise self.place.error(
                    f"steps.{one.step}.starts",
                    f"{clock.clock}: it opens no step {', '.join(sorted(unknown))}",
                )

    def _check_after(self, one: StepKind) -> None:
        """A clock that counts from another finds it started before itself."""
        seen: set[str] = set()
        for clock in one.starts:
            if clock.state is not None and clock.state not in one.moves:
                raise self.place.error(
                    f"steps.{one.step}.starts",
                    f"the step is not taken from {clock.state}",
                )
            if clock.counts_from is From.CLOCK and clock.fact not in seen:
                raise self.place.error(
                    f"steps.{one.step}.starts",
                    f"{clock.clock}: the clock {clock.fact} does not begin before it",
                )
            seen.add(clock.clock)


def _moves(keys: Keys, here: Place, states: Mapping[str, State]) -> dict[str, str]:
    starts = names_in(keys, "from", here)
    if not starts:
        raise here.error("from", "expected at least one state")
    to = keys["to"]
    found = {}
    for start in starts:
        end = to.get(start) if isinstance(to, dict) else to
        end = start if end == _SAME else end
        for key, state in (("from", start), ("to", end)):
            if state not in states:
                raise here.error(key, f"the state {state} is not known")
        found[start] = str(end)
    if isinstance(to, dict) and set(to) != set(found):
        raise here.error("to", "expected one state for each of from")
    return found
