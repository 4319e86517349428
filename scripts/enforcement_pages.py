"""The pages on enforcement: each path with its diagram, its steps, clocks and tests."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.walking import steps_walked

from onderdak.rules.enforcement import CORRECT, ClockSpec, Path, StepKind, shipped
from onderdak.rules.enforcement.forms import From
from onderdak.supervision.enforcement.letters.reading import letter_kinds

_MADE = "<!-- Made by scripts/reference.py; do not edit by hand. -->"
_LEAD = f"""{_MADE}

# Paths of enforcement

A path is data: a file in `src/onderdak/rules/enforcement/paths`. It says which step
leads from which state to which other, which clocks a step sets going, and which letter
goes out with it. A case keeps the version of the paths it began with. No number of days
stands in a path: a clock names a rule, and the rule its [dated
value](../parameters.md). See [how to enforce a case](../../how-to/enforce-a-case.md).
"""
_REMEDIES = """
## Remedies

Each decision can be fought. These clocks go with every decision in every path.
"""
_TESTED = f"""
## Taking a step back

A step that was written down wrongly is taken back with `{CORRECT}`, while nothing
followed from it and no letter went out. Nothing is ever edited.

## How it is tested

Each step is taken by at least one walk in `tests/unit/rules/enforcement/walks`: a case
told by its days, with what each clock says on them and which steps are refused. A
property test (`tests/generative/test_enforcement.py`) draws steps at random and judges
by plain arithmetic that no term was broken and no maximum passed; with a guard taken
out it finds a fault.
"""
_NOTHING = "–"
_COLUMNS = ("step", "from → to", "clocks it starts", "stops", "letter", "test")


def enforcement_pages() -> dict[str, Callable[[], str]]:
    """Give every page under its name in docs/reference."""
    pages: dict[str, Callable[[], str]] = {"enforcement/README.md": index_page}
    for key in shipped().paths:
        pages[f"enforcement/{key}.md"] = _page_of(key)
    return pages


def _page_of(key: str) -> Callable[[], str]:
    return lambda: path_page(shipped().paths[key])


def index_page() -> str:
    """All paths, the remedies, and how to read the pages."""
    rows = [
        (
            f"[{path.title['en']}]({path.key}.md)",
            path.title["nl"],
            path.article,
            len(path.steps),
            sum(step.decision for step in path.steps.values()),
        )
        for path in shipped().paths.values()
    ]
    return "\n".join(
        [
            _LEAD,
            *_table(("path", "in Dutch", "articles", "steps", "decisions"), rows),
            _REMEDIES,
            *_table(("remedy", "after", "open under", "answered under"), _remedies()),
            _TESTED,
        ]
    )


def path_page(path: Path) -> str:
    """One path: its diagram, its steps, its clocks, and what is asked at each step."""
    lines = [
        _MADE,
        "",
        f"# {path.title['en']}",
        "",
        f"*{path.title['nl']}.* {path.article}",
        "",
        "```mermaid",
        *_diagram(path),
        "```",
        "",
        "## Steps",
        "",
        "A step in **bold** is a decision that can be fought.",
        "",
        *_table(_COLUMNS, (_row(path, step) for step in path.steps.values())),
        "",
        "## What each step asks",
        "",
        *_table(
            ("step", "article", "facts", "guards"), map(_asks, path.steps.values())
        ),
        "",
        "## Clocks",
        "",
        *_table(
            ("clock", "rule", "counts from", "last day", "binds", "stands still"),
            _clocks(path),
        ),
        "",
    ]
    return "\n".join(lines)


def _diagram(path: Path) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in path.states.values():
        yield f"    {state.key}: {state.title['en']}"
    yield f"    [*] --> {path.begins}"
    edges: dict[tuple[str, str], list[str]] = {}
    for step in path.steps.values():
        for start, end in step.moves.items():
            edges.setdefault((start, end), []).append(step.step)
    for (start, end), steps in edges.items():
        yield f"    {start} --> {end}: {', '.join(steps)}"
    for state in path.states.values():
        if state.ends:
            yield f"    {state.key} --> [*]"


def _row(path: Path, step: StepKind) -> tuple[object, ...]:
    name = f"`{step.step}` {step.title['en']}"
    walks = steps_walked().get((path.key, step.step), [])
    return (
        f"**{name}**" if step.decision else name,
        "<br>".join(f"{start} → {end}" for start, end in step.moves.items()),
        "<br>".join(_started(clock) for clock in step.starts) or _NOTHING,
        _stopped(step) or _NOTHING,
        _letter(step),
        "<br>".join(f"`{walk}`" for walk in walks) or "**none**",
    )


def _started(clock: ClockSpec) -> str:
    return f"{clock.clock} ({_rule(clock)})"


def _stopped(step: StepKind) -> str:
    said = [("", step.stops), ("pauses ", step.pauses), ("resumes ", step.resumes)]
    return "<br>".join(f"{word}{name}" for word, names in said for name in names)


def _letter(step: StepKind) -> str:
    if step.letter is None:
        return _NOTHING
    kind = letter_kinds().get(step.letter)
    return f"`{step.letter}` {kind.title['en']}" if kind else f"**{step.letter}: none**"


def _asks(step: StepKind) -> tuple[object, ...]:
    facts = [
        f"{one.title['en']}{'' if one.required else ' (if any)'}"
        for one in step.facts.values()
    ]
    return (
        f"`{step.step}`",
        step.article,
        "<br>".join(facts) or _NOTHING,
        "<br>".join(f"`{guard}`" for guard in step.guards) or _NOTHING,
    )


def _clocks(path: Path) -> Iterator[tuple[object, ...]]:
    seen = set()
    for step in path.steps.values():
        for clock in step.starts:
            row = (
                f"`{clock.clock}` {clock.title['en']}",
                _rule(clock),
                _from(clock),
                f"its own, `{clock.until}`" if clock.until else "by the rule",
                _whose(clock),
                _still(path, clock),
            )
            if row not in seen:
                seen.add(row)
                yield row


def _whose(clock: ClockSpec) -> str:
    """Whom it binds, and what is gone or may be done when it has passed."""
    if clock.ours:
        return f"the municipality{'; it lapses' if clock.lapses else ''}"
    then = "" if clock.opens is None else f"; then: {clock.opens.title['en'].lower()}"
    return f"the other side{then}"


def _still(path: Path, clock: ClockSpec) -> str:
    if clock.suspended is not None:
        return f"by an injunction that is {clock.suspended.value}"
    paused = [s.step for s in path.steps.values() if clock.clock in s.pauses]
    return ", ".join(f"`{step}`" for step in paused) or _NOTHING


def _rule(clock: ClockSpec) -> str:
    return clock.rule if clock.part is None else f"{clock.rule}, {clock.part}"


def _from(clock: ClockSpec) -> str:
    match clock.counts_from:
        case From.STEP_DAY:
            return "the day of the step"
        case From.FORFEITURE:
            return "each day on which a penalty is forfeited"
        case From.LAST_FORFEITURE:
            return "the last penalty that was forfeited, or the day of the order"
        case From.CLOCK:
            return f"the last day of `{clock.fact}`"
        case _:
            return f"`{clock.fact}`"


def _remedies() -> Iterator[tuple[object, ...]]:
    for one in shipped().remedies.values():
        answers = [
            f"{case.replace('_', ' ')}: {rule}{f', {part}' if part else ''}"
            for case, (rule, part) in one.answer.items()
        ]
        opened = one.rule or _NOTHING
        yield (
            one.title["en"],
            ", ".join(one.against).replace("_", " "),
            opened if one.part is None else f"{opened}, {one.part}",
            "<br>".join(answers) or _NOTHING,
        )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    def line(cells: Sequence[object]) -> str:
        return "| " + " | ".join(str(one).replace("|", "\\|") for one in cells) + " |"

    return [line(columns), line(["---"] * len(columns)), *map(line, rows)]
