"""No sequence of permitted steps breaks a term or goes above a maximum.

Steps are drawn at random, with facts that are often wrong on purpose; a step that
something stands in the way of is not taken. What was taken is then judged by plain
arithmetic on days, apart from the code that permitted it. That this judgement can fail
is shown with paths from which a guard was taken out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onderdak.kernel.calendar import is_working_day
from onderdak.rules.enforcement import (
    Decided,
    EarlierFine,
    FactKind,
    FactSpec,
    Forfeiture,
    RemedyOn,
    RuleSet,
    StepKind,
    Taken,
    What,
    clocks_of,
    forfeited,
    problems,
    shipped,
)
from onderdak.rules.enforcement.history import as_day
from onderdak.rules.enforcement.money import limitations
from onderdak.rules.enforcement.situation import CameIn
from tests.ledgering import Sums, claimed_and_open, ledger
from tests.walking import book, filled, norms, situation

BEGIN = date(2025, 1, 6)
DAY = timedelta(days=1)
STEPS, TRIES = 20, 8
LIGHT = 34_000
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
        self.money: list[CameIn] = []
        self.costs = draw.choice([0, 50_000, 250_000])
        self.sums: list[Sums] = []  # the ledger as each step found it
        self.people: list[int | None] = []  # who was counted when it was taken
        self.decided: list[Sequence[Decided]] = []  # and what stood then

    def grow(self) -> None:
        for _ in range(STEPS):
            self.on += DAY * self.draw.choice(self.gaps)
            possible = self.ruleset.paths[self.path].possible(self.state)
            if not possible:
                return
            any(self._try(self._drawn(possible)) for _ in range(TRIES))
            self._maybe_remedy()
            self._maybe_pay()

    def ledger(self) -> Sums:
        """What is owed by now: made by the steps, and not by chance."""
        return ledger(
            self.history,
            self.remedies,
            self.ruleset,
            money=self.money,
            costs=self.costs if "coercion" in self.path else 0,
        )

    def _maybe_pay(self) -> None:
        left = self.ledger().left
        if left > 0 and self.draw.random() < 0.2:
            cents = self.draw.choice([left, min(left, 100), left // 2])
            self.money.append(CameIn(self.on, cents))

    def _drawn(self, possible: Sequence[StepKind]) -> StepKind:
        """A step, most often one that does not end the measure: those go deep."""
        states = self.ruleset.paths[self.path].states
        going = [each for each in possible if not states[each.moves[self.state]].ends]
        deep = going if going and self.draw.random() < 0.95 else possible
        return self.draw.choice(deep)

    def _try(self, kind: StepKind) -> bool:
        facts, sums = dict(self._facts(kind)), self.ledger()
        people, decided = self.draw.choice([None, 0, 6]), self._decided(facts)
        around = situation(
            remedies=self.remedies,
            earlier_fines=self.earlier,
            people=people,
            decided=decided,
            **sums.around(),
        )
        stand_in_the_way = problems(
            self.ruleset, self.path, kind.step, facts, self.history, self.on, around
        )
        if stand_in_the_way:
            return False
        self.history.append(Taken(self.path, kind.step, self.on, facts))
        self.sums.append(sums)
        self.people.append(people)
        self.decided.append(decided)
        self.state = kind.moves[self.state]
        return True

    def _decided(self, facts: Mapping[str, object]) -> Sequence[Decided]:
        """What was decided before: often on the days that the step names, or none."""
        if self.draw.random() < 0.3:
            return ()
        told = last(self, "announce")
        named = [*facts.values(), told.facts.get("decided_on") if told else None]
        days = {day for one in named if (day := as_day(one)) is not None}
        what = self.draw.choice(sorted(What))
        rule = self.draw.choice(["E11", "E11", "F04"])
        return [Decided(what, day, rule=rule) for day in sorted(days)]

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
                return self.draw.choice([*AMOUNTS, max(0, self.ledger().left)])
            case FactKind.CHOICE:
                return self.draw.choice(sorted(spec.options))
            case FactKind.YES_NO:
                return self.draw.random() < 0.8
            case FactKind.TIME:
                return self.draw.choice(["00:10", "23:50"])
            case FactKind.DAYS | FactKind.COUNT | FactKind.PERSON:
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
        # Awb 5:53: above the light amount no reason will do; elsewhere one may.
        heavy = story.path == "fine" and (one.number("amount_cents") or 0) > LIGHT
        if one.word("no_views_reason") and not heavy:
            continue
        if asked is None:
            yield f"{one.step} without asking views"
            continue
        end = asked.day("views_until") or asked.on_day + 14 * DAY
        came = last(story, "receive_views", before=place)
        if one.on_day <= end and came is None:
            yield f"{one.step} on {one.on_day}, before views could come"


COLLECTS = ("collect", "remind", "enforce")
FORCES = ("remind", "enforce")


def collected_too_early(story: Story) -> Iterator[str]:
    if story.path != "penalty_order":
        return
    for place, one in enumerate(story.history):
        if one.step not in FORCES:
            continue
        due = [
            each.cents
            for each in known(story, place)
            if one.on_day >= each.on_day + 43 * DAY
        ]
        if (one.number("amount_cents") or 0) > sum(due):
            yield f"{one.step} on {one.on_day} within six weeks"
        reminded = last(story, "remind", before=place)
        if one.step == "enforce" and one.on_day < reminded.on_day + 15 * DAY:
            yield "a writ within two weeks of the reminder"


def known(story: Story, place: int) -> tuple[Forfeiture, ...]:
    """What was forfeited when a step was taken."""
    return forfeited(story.history[:place], 1, story.ruleset, story.remedies)


def collected_too_late(story: Story) -> Iterator[str]:
    """Nothing is collected of what lapsed: a year and what can lengthen it at most."""
    if story.path != "penalty_order":
        return
    for place, one in enumerate(story.history):
        if one.step not in (*COLLECTS, "defer", "acknowledge"):
            continue
        day = one.day("received_on") or one.on_day
        living = [
            each.cents
            for each in known(story, place)
            if day <= at_most(story, each.on_day, place)
        ]
        if not living:
            yield f"{one.step} on {one.on_day}, when all had lapsed"
        elif one.step in COLLECTS and one.facts["amount_cents"] > sum(living):
            yield f"{one.step} on {one.on_day} of what had lapsed"


def at_most(story: Story, since: date, place: int) -> date:
    """The last day on which a penalty could be collected, rather late than early.

    A year from the day, or from what interrupted it in time. It does not lapse while
    the order can be fought or somebody waits for a decision to collect, and it runs on
    for as long as payment was deferred or a judge suspended something.
    """
    steps = story.history[:place]
    fought = [
        decision.on_day + 45 * DAY
        for decision in steps
        if decision.step in ("order", "collect", "decline")
    ] + [each.decided_on + 45 * DAY for each in story.remedies if each.decided_on]
    asked = [at for at, one in enumerate(steps) if one.step == "ask_collection"]
    if any(not _answered(steps, at) for at in asked):
        return date.max
    more = sum(
        ((one.day("deferred_until") or one.on_day) - one.on_day).days
        for one in steps
        if one.step == "defer"
    ) + sum(31 for each in story.remedies if each.suspends)
    newest = since
    for one in steps:
        day = one.day("received_on") or one.on_day
        interrupts = one.step in (*COLLECTS, "acknowledge") and day > since
        if interrupts and day <= _year_on(newest, fought, more):
            newest = max(newest, day)
    return _year_on(newest, fought, more)


def _answered(steps: Sequence[Taken], asked: int) -> bool:
    return any(one.step in ("collect", "decline") for one in steps[asked:])


def _year_on(day: date, fought: Sequence[date], more: int) -> date:
    return max([day + 366 * DAY, *fought]) + more * DAY


def collected_beyond_what_is_owed(story: Story) -> Iterator[str]:
    """No reminder or writ asks for what was paid, written off or never claimed."""
    for place, one in enumerate(story.history):
        if one.step not in FORCES:
            continue
        amount, sums = one.number("amount_cents") or 0, story.sums[place]
        if amount > sums.left:
            yield f"{one.step} of {amount}, where {sums.left} is left"
        if story.path == "penalty_order" and amount > open_claim(story, place):
            yield f"{one.step} of {amount} that was not claimed"
        reminded = last(story, "remind", before=place)
        if one.step == "enforce" and amount > (reminded.number("amount_cents") or 0):
            yield f"a writ of {amount}, above the reminder"


def open_claim(story: Story, place: int) -> int:
    """What was claimed and not paid when a step was taken."""
    steps, sums = story.history[:place], story.sums[place]
    return claimed_and_open(steps, sums.money, story.ruleset)


def reminded_of_too_little(story: Story, on: date, told: bool = True) -> Iterator[str]:
    """All that was claimed, is due and was not paid can be reminded of."""
    if last(story, "lapse", "fall", "withdraw") or story.remedies:
        return
    sums = story.ledger()
    owed = min(sums.left, claimed_and_open(story.history, sums.money, story.ruleset))
    limits = limitations(story.history, 1, story.ruleset, (), book(), norms(), None, on)
    if owed <= 0 or any(limit.lapsed(on) for _, limit in limits):
        return
    made = known(story, len(story.history))
    if any(on < one.on_day + 43 * DAY for one in made):
        return
    found = problems(
        story.ruleset,
        story.path,
        "remind",
        {"amount_cents": owed},
        story.history,
        on,
        situation(**sums.around() | ({} if told else {"came_in": ()})),
    )
    yield from (str(one) for one in found if "is still to be paid" in str(one))


def collected_while_it_waits(story: Story) -> Iterator[str]:
    """Not while a judge suspended what it rests on, nor while payment was deferred."""
    for place, one in enumerate(story.history):
        if one.step not in (*COLLECTS, "set_costs"):
            continue
        rests_on = {
            at
            for at, each in enumerate(story.history[:place])
            if each.step in ("order", "order_now", "confirm", "collect", "set_costs")
            or each.step in ("fine", "lower", "lengthen")
        }
        for each in story.remedies:
            start, end = each.decided_on, each.suspended_until
            if not each.suspends or each.decision not in rests_on:
                continue
            if start and end and start <= one.on_day <= end:
                yield f"{one.step} on {one.on_day}, while suspended"
        later = last(story, "defer", before=place)
        until = later.day("deferred_until") if later else None
        if one.step in FORCES and until and one.on_day <= until:
            yield f"{one.step} on {one.on_day}, while deferred"


def owed_after_it_fell(story: Story) -> Iterator[str]:
    """What was annulled or withdrawn forfeited nothing."""
    if story.state == "fallen" and known(story, len(story.history)):
        yield "a penalty is owed under an order that fell"


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
    """An order that empties beds was never given without a count; urgent ones may.

    And that nobody leaves, where people sleep or may sleep, was never without a reason.
    """
    if story.ruleset.paths[story.path].urgent:
        return
    for one, people in zip(story.history, story.people, strict=True):
        kind = story.ruleset.step(story.path, one.step)
        if not kind.empties_beds:
            continue
        if one.facts.get("ends_stay") is True and people is None:
            yield f"{one.step} empties beds, and nobody counted"
        stays = one.facts.get("ends_stay") is False and people != 0
        if stays and not one.word("stay_reason"):
            yield f"{one.step} says without a reason that {people} people stay"


def published_what_was_not_decided(story: Story) -> Iterator[str]:
    """Nothing is public but a fine of this act, or management, that stood then."""
    if story.path != "publication":
        return
    for place, one in enumerate(story.history):
        told = last(story, "announce", before=place)
        if one.step not in ("publish", "publish_management") or told is None:
            continue
        day, about = told.day("decided_on"), told.word("about")
        stood = [
            each
            for each in story.decided[place]
            if each.on_day == day
            and (each.rule == "E11" if about == "fine" else True)
            and each.what is (What.FINE if about == "fine" else What.TAKEOVER)
        ]
        if not stood:
            yield f"{one.step}: there was no such decision"
        if (one.step == "publish") != (about == "fine"):
            yield f"{one.step} of what was announced as {about}"


def effective_too_early(story: Story) -> Iterator[str]:
    """No decision takes effect, and nothing is done, before it was taken."""
    for place, one in enumerate(story.history):
        for name in ("effective_on", "starts_on", "ends_on"):
            day = one.day(name)
            if day is not None and day < one.on_day:
                yield f"{one.step}: {name} is {day}"
        order = last(story, "order", "order_now", before=place)
        done = one.day("applied_on")
        if order is not None and done is not None and done < order.on_day:
            yield f"{one.step}: done on {done}, before it was decided"


RULES: tuple[Callable[[Story], Iterator[str]], ...] = (
    above_the_maximum,
    within_the_term,
    before_views,
    collected_too_early,
    collected_too_late,
    collected_beyond_what_is_owed,
    collected_while_it_waits,
    owed_after_it_fell,
    fined_wrongly,
    published_too_early,
    people_not_counted,
    published_what_was_not_decided,
    effective_too_early,
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


def paid_and_claimed(seed: int) -> Story:
    """Three penalties; what comes in and what is decided on them follow by chance."""
    story = Story("penalty_order", shipped(), Random(seed), GAPS)
    order = {"penalty_kind": "per_breach", "amount_cents": 100_000}
    term = {"maximum_cents": 300_000, "compliance_until": BEGIN + 30 * DAY}
    _takes(story, "order", {**order, **term, "no_views_reason": "It could not wait."})
    story.on += 40 * DAY
    _takes(story, "check_breach", {"checked_on": story.on, "breaches": 3})
    for _ in range(6):
        story.on += DAY * story.draw.choice(SHORT)
        cents = story.draw.choice([100, 40_000, 100_000, 250_000])
        what = story.draw.choice(["paid", "paid", "collect", "collect", "decline"])
        if what != "paid":
            _takes(story, what, {"amount_cents": cents})
        elif cents <= story.ledger().left:
            story.money.append(CameIn(story.on, cents))
    return story


def _takes(story: Story, step: str, given: Mapping[str, Any]) -> None:
    """A step that nothing stands in the way of."""
    facts = filled(story.ruleset.step(story.path, step), given, story.on)
    around, taken = situation(**story.ledger().around()), story.history
    found = problems(story.ruleset, story.path, step, facts, taken, story.on, around)
    if not found:
        taken.append(Taken(story.path, step, story.on, facts))


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32))
def test_all_that_was_claimed_and_not_paid_can_be_asked_for(seed: int) -> None:
    story = paid_and_claimed(seed)
    assert list(reminded_of_too_little(story, story.on + 50 * DAY)) == []


def test_a_payment_whose_day_is_not_told_is_missed() -> None:
    """The judgement above can fail: what was paid before a claim counts on it then."""
    stories = map(paid_and_claimed, range(200))
    found = (
        list(reminded_of_too_little(one, one.on + 50 * DAY, told=False))
        for one in stories
    )
    assert any(found)


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
    """The paths, with a guard or two taken out of every step."""
    ruleset = shipped()
    return replace(
        ruleset,
        paths={
            key: replace(
                path,
                steps={
                    name: replace(
                        kind,
                        guards=tuple(g for g in kind.guards if g not in guard.split()),
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
    ("payment_over within_claimed", "penalty_order", collected_too_early, SHORT),
    ("within_forfeited", "penalty_order", collected_too_late, LONG),
    ("limitation_open", "penalty_order", collected_too_late, LONG),
    ("within_claimed", "penalty_order", collected_beyond_what_is_owed, GAPS),
    ("within_claimed", "fine", collected_beyond_what_is_owed, GAPS),
    ("within_claimed", "coercion", collected_beyond_what_is_owed, GAPS),
    ("within_reminded", "fine", collected_beyond_what_is_owed, GAPS),
    ("not_suspended_debt", "penalty_order", collected_while_it_waits, GAPS),
    ("not_suspended_debt", "fine", collected_while_it_waits, GAPS),
    ("not_suspended_debt", "coercion", collected_while_it_waits, GAPS),
    ("not_deferred", "fine", collected_while_it_waits, GAPS),
    ("fine_ceiling", "fine", fined_wrongly, GAPS),
    ("fine_not_lapsed", "fine", fined_wrongly, LONG),
    ("at_fault", "fine", fined_wrongly, GAPS),
    ("waited", "publication", published_too_early, GAPS),
    ("people_counted", "coercion", people_not_counted, GAPS),
    ("stay_explained", "penalty_order", people_not_counted, GAPS),
    ("views_always", "fine", before_views, GAPS),
    ("decision_stands", "publication", published_what_was_not_decided, GAPS),
    ("about_fine", "publication", published_what_was_not_decided, GAPS),
    ("effective_day", "permit_withdrawal", effective_too_early, GAPS),
    ("starts_day", "takeover", effective_too_early, GAPS),
    ("applied_since", "coercion", effective_too_early, GAPS),
]


@pytest.mark.parametrize(("guard", "path", "rule", "gaps"), PLANTED)
def test_a_guard_that_is_taken_out_is_missed(
    guard: str, path: str, rule: Any, gaps: Sequence[int]
) -> None:
    """The judgement above can fail: without its guard a wrong step is found."""
    ruleset = without(guard)
    found = (list(rule(grown(path, seed, ruleset, gaps))) for seed in range(20_000))
    assert any(found), f"nothing noticed that {guard} was gone"
