"""The measures on the page of a case: each path as a line, and what can follow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.rules.enforcement import CORRECT
from onderdak.supervision.enforcement.contract import CaseOn
from onderdak.supervision.enforcement.contract.cases import (
    MeasureOn,
    StepOn,
    StepWords,
    rules_of,
)
from onderdak.supervision.enforcement.contract.clocks import RemedyKind, RemedyOnCase
from onderdak.web.enforcement.fields import said_fact
from onderdak.web.enforcement.pages import Way, in_words
from onderdak.web.enforcement.remedies.words import (
    OUTCOMES,
    PARTIES,
    filed_words,
    kind_of,
)
from onderdak.web.pages.shapes import Cell, Column, Fact, Money, Table


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken, as the line of a path shows it."""

    what: str
    day: object
    by: str
    reason: str
    undone: str
    facts: Sequence[Fact]
    folded: bool
    table: Table | None
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A path: what was done, where it stands, and what can be done next."""

    pk: int
    title: str
    about: str
    state: Cell
    steps: Sequence[StepLine]
    now: str
    possible: Sequence[Way]
    ended: bool


def measure_lines(
    found: CaseOn,
    remedies: Iterable[RemedyOnCase],
    words: Mapping[int, StepWords],
    *,
    handles: bool,
) -> list[MeasureLine]:
    """Every measure of a case, the newest path first.

    Args:
        words: what was written down with its steps, opened for who reads the page.
    """
    against: dict[int, list[RemedyOnCase]] = {}
    for one in remedies:
        against.setdefault(one.step, []).append(one)
    return [
        _line(found, each, against, words, handles=handles)
        for each in reversed(found.measures)
    ]


def _line(
    found: CaseOn,
    measure: MeasureOn,
    against: Mapping[int, Sequence[RemedyOnCase]],
    words: Mapping[int, StepWords],
    *,
    handles: bool,
) -> MeasureLine:
    acts = handles and found.is_open
    ended = measure.ended
    state = in_words(measure.state_title)
    return MeasureLine(
        pk=measure.row.pk,
        title=in_words(measure.title),
        about=_about(measure),
        state=Cell(state, kind="" if ended else "info"),
        steps=[
            _step(found, measure, each, against.get(each.row.pk, ()), words, acts=acts)
            for each in measure.steps
            if each.row.step != CORRECT
        ],
        now=_("Now: %(state)s") % {"state": state.lower()},
        # What can be done after the end, such as noting that it was annulled, as well.
        possible=list(_possible(found, measure)) if acts else [],
        ended=ended,
    )


def _about(measure: MeasureOn) -> str:
    row = measure.row
    begun = _("Begun on %(day)s.") % {"day": date_format(row.begun_on, "j F Y")}
    article = f"{row.article}." if row.article else ""
    return " ".join(each for each in (begun, article, row.reason) if each)


def _possible(found: CaseOn, measure: MeasureOn) -> Iterator[Way]:
    """What can be done next; what goes with a letter says so."""
    for kind in measure.possible:
        label = in_words(kind.title)
        if kind.letter:
            label = _("%(step)s (letter)") % {"step": label}
        url = reverse(
            "enforcement_step",
            args=[found.case.number, measure.row.pk, kind.step],
        )
        yield Way(label, url)


def _step(
    found: CaseOn,
    measure: MeasureOn,
    step: StepOn,
    remedies: Sequence[RemedyOnCase],
    words: Mapping[int, StepWords],
    *,
    acts: bool,
) -> StepLine:
    row = step.row
    told = words.get(row.pk, StepWords({}))
    undone = getattr(row, "undone_by", None)
    return StepLine(
        what=in_words(step.title),
        day=row.on_day,
        by=found.people.get(row.by_id, ""),
        reason=told.reason,
        undone=_("taken back: %(why)s") % {"why": undone.reason} if undone else "",
        facts=list(step_facts(step, told)) if not undone else [],
        folded=not step.correctable and step.row.pk != _last(measure),
        table=_remedies_table(found, remedies, acts=acts) if remedies else None,
        ways=list(_ways(found, measure, step)) if acts and not undone else [],
    )


def _last(measure: MeasureOn) -> int:
    """The last step that counts: its facts stand open, those before are folded."""
    counting = [each.row.pk for each in measure.steps if each.counts]
    return counting[-1] if counting else 0


def step_facts(step: StepOn, words: StepWords) -> Iterator[Fact]:
    """What was written down with a step, in the words of its path."""
    row = step.row
    specs = rules_of(row.ruleset_id).paths[row.path].steps[row.step].facts
    for name, spec in specs.items():
        value = words.facts.get(name)
        if value in (None, ""):
            continue
        shown = said_fact(spec, value)
        if str(spec.kind) == "cents":
            shown = Money(int(value))
        yield Fact(in_words(spec.title), shown)


def _ways(found: CaseOn, measure: MeasureOn, step: StepOn) -> Iterator[Way]:
    number = found.case.number
    if step.decision and step.counts:
        url = reverse("enforcement_remedy_new", args=[number, step.row.pk])
        yield Way(_("Objection or appeal came in"), url)
    if step.correctable:
        url = reverse("enforcement_step_correct", args=[number, step.row.pk])
        yield Way(_("This step is wrong"), url, "subtle")


def _remedies_table(
    found: CaseOn, remedies: Sequence[RemedyOnCase], *, acts: bool
) -> Table:
    columns = [
        Column(_("What came in"), row_header=True),
        Column(_("From whom")),
        Column(_("How it ended")),
        Column(_("What can be done next")),
    ]
    return Table(
        name=f"remedies-{remedies[0].step}",
        caption=_("Against this decision"),
        columns=columns if acts else columns[:-1],
        rows=[_remedy_row(found, each, acts=acts) for each in remedies],
    )


def _remedy_row(found: CaseOn, one: RemedyOnCase, *, acts: bool) -> list[object]:
    row: list[object] = [
        _with_reference(one),
        str(PARTIES[one.party]),
        _outcome(one),
    ]
    if not acts:
        return row
    name = "enforcement_remedy_decide"
    label = _("Record the outcome")
    if one.decided_on is not None:
        name, label = "enforcement_remedy_take_back", _("Take the outcome back")
    if one.suspends and one.suspends_until is None:
        name, label = "enforcement_remedy_end", _("The injunction has ended")
    url = reverse(name, args=[found.case.number, one.pk])
    return [*row, Cell(label, url=url)]


def _with_reference(one: RemedyOnCase) -> str:
    said = filed_words(one)
    if one.committee:
        said = _("%(what)s, with a committee") % {"what": said}
    if one.put_off_on:
        said = _("%(what)s, put off") % {"what": said}
    return f"{said} ({one.reference})" if one.reference else said


def _outcome(one: RemedyOnCase) -> object:
    if one.decided_on is None:
        return Cell(_("runs"), kind="info")
    words = str(OUTCOMES[one.outcome][0] if one.outcome else "")
    day = date_format(one.decided_on, "j F Y")
    said = _("%(outcome)s on %(day)s") % {"outcome": words, "day": day}
    if one.made_known_on:
        known = date_format(one.made_known_on, "j F Y")
        said = _("%(said)s, made known on %(day)s") % {"said": said, "day": known}
    if one.suspends and one.suspends_until:
        until = date_format(one.suspends_until, "j F Y")
        return _("%(said)s; suspended until %(day)s") % {"said": said, "day": until}
    if one.suspends:
        return _("%(said)s; the decision is suspended") % {"said": said}
    return said


def can_put_off(one: RemedyOnCase) -> bool:
    """Whether the decision on it can still be put off."""
    return (
        one.kind == RemedyKind.OBJECTION
        and one.put_off_on is None
        and one.decided_on is None
    )


__all__ = ["MeasureLine", "StepLine", "can_put_off", "kind_of", "measure_lines"]
