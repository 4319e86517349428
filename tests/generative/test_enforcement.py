"""No sequence of permitted steps breaks a term or goes above a maximum.

Steps are drawn at random, with facts that are often wrong on purpose; a step that
something stands in the way of is not taken. What was taken is then judged by plain
arithmetic on days, apart from the code that permitted it. That this judgement can fail
is shown with paths from which a guard was taken out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onderdak.kernel.calendar import is_working_day
from onderdak.rules.enforcement import (
    EarlierFine,
    FactKind,
    FactSpec,
    RemedyOn,
    RuleSet,
    StepKind,
    Taken,
    clocks_of,
    forfeited,
    problems,
    shipped,
)
from tests.walking import book, norms, situation

BEGIN = date(2025, 1, 6)
DAY = timedelta(days=1)
STEPS = 14
CATEGORY_4, CATEGORY_5 = 2_575_000, 10_300_000
# How far a step lies from the one before: often short, sometimes over a year or more.
GAPS = (0, 1, 5, 15, 20, 43, 50, 100, 370, 800)
SHORT, LONG = (0, 1, 5), (15, 370, 800)
AMOUNTS = (0, 1, 30_000, 50_000, 100_000, 250_000, 2_575_000, 2_575_001, 10_300_001)
PATHS = sorted(shipped().paths)


class Story:
    """A case that grows by steps drawn at random."""

    def __init__(
        self, path: str, ruleset: RuleSet, draw: Random, gaps: Sequence[int]
    ) -> None:
        self.path, self.ruleset, self.draw = path, ruleset, draw
        self.gaps = gaps
        self.history: list[Taken] = []
        self.remedies: list[RemedyOn] = []
        self.on = BEGIN
        self.state = ruleset.paths[path].begins
        self.earlier = [EarlierFine("E11", date(2021, 6, 1))] * draw.randint(0, 1)

    def grow(self) -> None:
        for _ in range(STEPS):
            self.on += DAY * self.draw.choice(self.gaps)
            possible = self.ruleset.paths[self.path].possible(self.state)
            if not possible:
                return
            any(self._try(self.draw.choice(possible)) for _ in range(4))
            self._maybe_remedy()

    def _try(self, kind: StepKind) -> bool:
        facts = dict(self._facts(kind))
        around = situation(
            remedies=self.remedies,
            earlier_fines=self.earlier,
            people=self.draw.choice([None, 0, 6]),
            balance_cents=self.draw.choice([0, 100, 250_000]),
            booked_costs_cents=self.draw.choice([None, 50_000, 250_000]),
        )
        stand_in_the_way = problems(
            self.ruleset, self.path, kind.step, facts, self.history, self.on, around
        )
        if stand_in_the_way:
            return False
        self.history.append(Taken(self.path, kind.step, self.on, facts))
        self.state = kind.moves[self.state]
        return True

    def _facts(self, kind: StepKind) -> Iterator[tuple[str, object]]:
        for spec in kind.facts.values():
            if spec.required or self.draw.random() < 0.5:
                yield spec.name, self._fact(spec)

    def _fact(self, spec: FactSpec) -> object:
        match spec.kind:
            case FactKind.DATE:
                offset = self.draw.choice([-30, -7, -1, 0, 0, 1, 13, 15, 30, 60])
                return (self.on + DAY * offset).isoformat()
            case FactKind.CENTS:
                return self.draw.choice(AMOUNTS)
            case FactKind.CHOICE:
                return self.draw.choice(sorted(spec.options))
            case FactKind.YES_NO:
                return self.draw.random() < 0.8
            case FactKind.DAYS | FactKind.COUNT:
                return self.draw.choice([0, 1, 3, 50])
            case _:
                return "Words."

    def _maybe_remedy(self) -> None:
        if self.draw.random() > 0.15:
            return
        decisions = [
            place
            for place, one in enumerate(self.history)
            if self.ruleset.step(self.path, one.step).decision
        ]
        if not decisions:
            return
        place = self.draw.choice(decisions)
        filed = self.on + DAY * self.draw.randint(0, 10)
        decided = filed + DAY * self.draw.randint(1, 200)
        kind = self.draw.choice(["objection", "injunction"])
        granted = kind == "injunction" and self.draw.random() < 0.7
        self.remedies.append(
            RemedyOn(
                kind=kind,
                decision=place,
                filed_on=filed,
                decided_on=decided,
                outcome="granted" if granted else "unfounded",
                suspends=granted,
                suspended_until=decided + DAY * 30 if granted else None,
            )
        )


def grown(
    path: str, seed: int, ruleset: RuleSet | None = None, gaps: Sequence[int] = GAPS
) -> Story:
    # A seed, not a choice for each fact: long stories stay quick to make.
    story = Story(path, ruleset or shipped(), Random(seed), gaps)
    story.grow()
    return story


# --- what must not be, in plain arithmetic


def broken(story: Story) -> list[str]:
    """Everything that was done and may not be."""
    return [each for rule in RULES for each in rule(story)]


def last(story: Story, *steps: str, before: int | None = None) -> Taken | None:
    left = story.history[:before]
    return next((one for one in reversed(left) if one.step in steps), None)


def above_the_maximum(story: Story) -> Iterator[str]:
    order = last(story, "order")
    made = forfeited(story.history, 1, story.ruleset, story.remedies)
    if order is None or not made:
        return
    if sum(one.cents for one in made) > (order.number("maximum_cents") or 0):
        yield "more was forfeited than the maximum"
    claimed = sum(
        one.number("amount_cents") or 0
        for one in story.history
        if one.step in ("collect", "decline")
    )
    if claimed > sum(one.cents for one in made):
        yield "more was claimed than forfeited"
    lapsed = last(story, "lapse")
    if lapsed and (lapsed.number("amount_cents") or 0) > sum(one.cents for one in made):
        yield "more was written off than forfeited"


def within_the_term(story: Story) -> Iterator[str]:
    if story.path != "penalty_order":
        return
    until = [
        day
        for one in story.history
        if one.step in ("order", "lengthen")
        for day in [one.day("compliance_until")]
        if day is not None
    ]
    checks = [one.day("checked_on") for one in story.history]
    for one in forfeited(story.history, 1, story.ruleset, story.remedies):
        if until and one.on_day <= until[-1]:
            yield f"forfeited on {one.on_day}, within the term to comply"
        if all(day is None or one.on_day > day for day in checks):
            yield f"forfeited on {one.on_day}, after the last check"
        if any(start <= one.on_day <= end for start, end in _suspended(story)):
            yield f"forfeited on {one.on_day}, while suspended"
    for place, taken in enumerate(story.history):
        order = last(story, "order", "lengthen", before=place)
        day = taken.day("checked_on")
        last_day = order.day("compliance_until") if order else None
        if taken.step == "check_breach" and day and last_day and day <= last_day:
            yield f"a breach was noted on {day}, within the term to comply"


def _suspended(story: Story) -> list[tuple[date, date]]:
    return [
        (each.decided_on, each.suspended_until)
        for each in story.remedies
        if each.suspends and _is_order(story, each.decision)
        if each.decided_on and each.suspended_until
    ]


def _is_order(story: Story, place: int) -> bool:
    return story.history[place].step == "order"


def before_views(story: Story) -> Iterator[str]:
    for place, one in enumerate(story.history):
        kind = story.ruleset.step(story.path, one.step)
        asked = last(story, "announce", before=place)
        if not kind.decision or "no_views_reason" not in kind.facts:
            continue
        if one.word("no_views_reason"):
            continue
        if asked is None:
            yield f"{one.step} without asking views"
            continue
        end = asked.day("views_until") or asked.on_day + 14 * DAY
        came = last(story, "receive_views", before=place)
        if one.on_day <= end and came is None:
            yield f"{one.step} on {one.on_day}, before views could come"


def collected_too_early(story: Story) -> Iterator[str]:
    if story.path != "penalty_order":
        return
    made = forfeited(story.history, 1, story.ruleset, story.remedies)
    for place, one in enumerate(story.history):
        if one.step == "remind" and one.on_day < made[0].on_day + 43 * DAY:
            yield "a reminder within six weeks"
        reminded = last(story, "remind", before=place)
        if one.step == "enforce" and one.on_day < reminded.on_day + 15 * DAY:  # type: ignore[union-attr]
            yield "a writ within two weeks of the reminder"


def collected_too_late(story: Story) -> Iterator[str]:
    """Without any remedy or request nothing but a year and interruptions counts."""
    plain = not story.remedies and not last(story, "ask_collection", "defer")
    if story.path != "penalty_order" or not plain:
        return
    days = [
        one.on_day for one in forfeited(story.history, 1, story.ruleset, story.remedies)
    ]
    order = last(story, "order")
    if not days or order is None:
        return
    for place, one in enumerate(story.history):
        if one.step not in ("collect", "remind", "enforce"):
            continue
        since = [day for day in days if day <= one.on_day]
        since += [
            each.day("received_on") or each.on_day
            for each in story.history[:place]
            if each.step in ("collect", "remind", "enforce", "acknowledge")
        ]
        # An order that can be fought until later than this holds the claim open.
        fought = order.on_day + 45 * DAY
        newest = max(since)
        if one.on_day > max(newest.replace(year=newest.year + 1), fought):
            yield f"{one.step} on {one.on_day}, when all had lapsed"


def fined_wrongly(story: Story) -> Iterator[str]:
    for place, one in enumerate(story.history):
        report = last(story, "report", before=place)
        if one.step != "fine" or report is None:
            continue
        breached = report.day("breached_on") or BEGIN
        if one.on_day > breached.replace(year=breached.year + 5):
            yield "a fine after five years"
        if not one.facts["at_fault"] or not report.facts["silence_told"]:
            yield "a fine without fault, or without being told of silence"
        amount, rule = one.number("amount_cents") or 0, report.word("fine_rule")
        counts = [
            each
            for each in story.earlier
            if each.rule == rule
            and breached <= each.on_day.replace(year=each.on_day.year + 4)
        ]
        verified = breached < date(2026, 1, 1)
        most = CATEGORY_5 if counts else CATEGORY_4
        if verified and rule in ("E11", "F10_danger") and amount > most:
            yield f"a fine of {amount} above {most}"


def published_too_early(story: Story) -> Iterator[str]:
    for place, one in enumerate(story.history):
        told = last(story, "announce", before=place)
        if story.path != "publication" or one.step != "publish" or told is None:
            continue
        day = one.day("published_on") or one.on_day
        waited = (day - told.on_day).days
        working = sum(is_working_day(told.on_day + DAY * n) for n in range(1, waited))
        if working < 10:
            yield f"public after {working} working days"


def people_not_counted(story: Story) -> Iterator[str]:
    """An order that empties beds was never given without a count; urgent ones may."""
    if story.ruleset.paths[story.path].urgent:
        return
    for one in story.history:
        kind = story.ruleset.step(story.path, one.step)
        if kind.empties_beds and "people_counted" not in kind.guards:
            yield f"{one.step} asks nobody to count"


RULES: tuple[Callable[[Story], Iterator[str]], ...] = (
    above_the_maximum,
    within_the_term,
    before_views,
    collected_too_early,
    collected_too_late,
    fined_wrongly,
    published_too_early,
    people_not_counted,
)


@settings(max_examples=400)
@given(
    path=st.sampled_from(PATHS),
    seed=st.integers(0, 2**32),
    gaps=st.sampled_from([GAPS, SHORT, LONG]),
)
def test_permitted_steps_break_no_term_and_no_maximum(
    path: str, seed: int, gaps: Sequence[int]
) -> None:
    story = grown(path, seed, gaps=gaps)
    assert broken(story) == [], [(one.step, one.on_day) for one in story.history]


@settings(max_examples=200)
@given(path=st.sampled_from(PATHS), seed=st.integers(0, 2**32))
def test_clocks_can_always_be_counted(path: str, seed: int) -> None:
    """Each clock has a key of its own, a sensible last day, and says how it came."""
    story = grown(path, seed)
    on = story.on + 30 * DAY
    found = clocks_of(
        story.history, story.remedies, story.ruleset, book(), norms(), None, on
    )
    keys = [one.key for one in found]
    assert len(set(keys)) == len(keys)
    for one in found:
        assert one.counted
        assert one.last_day is not None or one.stands_still or one.stopped_on
        if one.state.value == "expired":
            assert one.last_day is not None
            assert one.last_day < on
        if one.alarm_on is not None:
            assert one.last_day is not None
            assert one.alarm_on <= one.last_day


def without(guard: str) -> RuleSet:
    """The paths, with one guard taken out of every step."""
    ruleset = shipped()
    return replace(
        ruleset,
        paths={
            key: replace(
                path,
                steps={
                    name: replace(
                        kind, guards=tuple(g for g in kind.guards if g != guard)
                    )
                    for name, kind in path.steps.items()
                },
            )
            for key, path in ruleset.paths.items()
        },
    )


PLANTED: list[tuple[str, str, Any, Sequence[int]]] = [
    ("within_forfeited", "penalty_order", above_the_maximum, GAPS),
    ("after_compliance", "penalty_order", within_the_term, GAPS),
    ("views_asked", "penalty_order", before_views, GAPS),
    ("payment_over", "penalty_order", collected_too_early, SHORT),
    ("limitation_open", "penalty_order", collected_too_late, LONG),
    ("fine_ceiling", "fine", fined_wrongly, GAPS),
    ("fine_not_lapsed", "fine", fined_wrongly, LONG),
    ("at_fault", "fine", fined_wrongly, GAPS),
    ("waited", "publication", published_too_early, GAPS),
    ("people_counted", "coercion", people_not_counted, GAPS),
]


@pytest.mark.parametrize(("guard", "path", "rule", "gaps"), PLANTED)
def test_a_guard_that_is_taken_out_is_missed(
    guard: str, path: str, rule: Any, gaps: Sequence[int]
) -> None:
    """The judgement above can fail: without its guard a wrong step is found."""
    ruleset = without(guard)
    found = (list(rule(grown(path, seed, ruleset, gaps))) for seed in range(20_000))
    assert any(found), f"nothing noticed that {guard} was gone"
