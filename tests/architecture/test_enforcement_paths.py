"""No hole in the table of enforcement: step x transition x clock x letter x test.

The table itself is published in docs/reference/enforcement; here a hole in it fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from onderdak.rules.enforcement import ClockSpec, Path, StepKind, shipped
from onderdak.rules.enforcement.law import law_of
from onderdak.supervision.enforcement.domain.letters import LetterKind, Nature
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from tests.walking import book, norms, steps_walked
from tests.walking_moves import Move, moves_tried, moves_walked

Walked = Mapping[Move, list[str]]


def holes(
    paths: Mapping[str, Path], letters: Mapping[str, LetterKind], walked: Walked
) -> list[str]:
    """Everything that the table lacks, by path and step."""
    return [
        f"{path.key}.{step.step}: {what}"
        for path in paths.values()
        for step in path.steps.values()
        for what in _holes_of(path, step, letters, walked)
    ]


def _holes_of(
    path: Path, step: StepKind, letters: Mapping[str, LetterKind], walked: Walked
) -> Iterator[str]:
    for state in step.moves:
        if not walked.get((path.key, step.step, state)):
            yield f"no test walks it from {state}"
    if step.decision and step.letter is None:
        yield "a decision without a letter"
    if step.letter is not None:
        yield from _letter_holes(step, letters.get(step.letter))
    for clock in step.starts:
        if not _counts(step, clock):
            yield f"the clock {clock.clock} has no last day"
    if step.letter and "second_review" not in step.guards:
        yield "a letter that nobody else reviews"
    if step.empties_beds and not path.urgent and "people_counted" not in step.guards:
        yield "it empties beds and nobody counts the people"


def _letter_holes(step: StepKind, kind: LetterKind | None) -> Iterator[str]:
    if kind is None:
        yield f"the letter {step.letter} has no template"
        return
    if step.decision != (kind.nature is Nature.DECISION):
        yield f"the letter {step.letter} and the step differ on being a decision"


def _counts(step: StepKind, clock: ClockSpec) -> bool:
    """A clock counts by a rule with a dated value, or by a day that must be given.

    An order may set no term where it says why (the guard asks for it).
    """
    if law_of(book(), norms(), None).counts(clock.rule, clock.part):
        return True
    fact = step.facts.get(clock.until or "")
    return fact is not None and (fact.required or _explained(step))


def _explained(step: StepKind) -> bool:
    return "compliance_term" in step.guards or "mend_day" in step.guards


def moves_tested() -> Walked:
    """Every step from every state: a walk takes it there, or it was tried from one."""
    return {**moves_tried(), **moves_walked()}


def test_the_table_has_no_hole() -> None:
    assert holes(shipped().paths, letter_kinds(), moves_tested()) == []


def test_every_letter_belongs_to_a_step() -> None:
    """A template that no step sends is never looked at."""
    used = {
        step.letter for path in shipped().paths.values() for step in path.steps.values()
    }
    assert letter_kinds().keys() - used == set()


def test_every_ending_can_be_reached_by_a_walk() -> None:
    walked = steps_walked()
    for path in shipped().paths.values():
        for state in path.states.values():
            leading = [
                step.step
                for step in path.steps.values()
                if state.key in step.moves.values()
            ]
            taken = [name for name in leading if walked.get((path.key, name))]
            assert taken or state.key == path.begins, f"{path.key}.{state.key}"


def test_a_hole_is_found() -> None:
    """The check can fail: a planted step without letter, walk or term is named."""
    path = shipped().paths["penalty_order"]
    order = path.steps["order"]
    clock = replace(order.starts[0], rule="G05", part=None, until=None)
    bare = replace(order, step="planted", letter=None, guards=(), starts=(clock,))
    spoiled = replace(path, steps={"planted": bare})
    found = holes({"penalty_order": spoiled}, letter_kinds(), moves_walked())
    assert found == [
        *(f"penalty_order.planted: no test walks it from {one}" for one in order.moves),
        "penalty_order.planted: a decision without a letter",
        "penalty_order.planted: the clock compliance has no last day",
        "penalty_order.planted: it empties beds and nobody counts the people",
    ]
    lettered = replace(bare, letter="never_written", decision=False)
    found = holes(
        {"penalty_order": replace(path, steps={"planted": lettered})},
        letter_kinds(),
        moves_walked(),
    )
    assert "penalty_order.planted: the letter never_written has no template" in found
    assert "penalty_order.planted: a letter that nobody else reviews" in found


def test_a_move_that_no_walk_makes_is_found() -> None:
    """The check is of each state that a step is taken from, and not of the step."""
    path = shipped().paths["penalty_order"]
    order = path.steps["order"]
    wider = replace(order, moves={**order.moves, "settled": "ordered"})
    spoiled = replace(path, steps={**path.steps, "order": wider})
    found = holes({path.key: spoiled}, letter_kinds(), moves_tested())
    assert found == ["penalty_order.order: no test walks it from settled"]
