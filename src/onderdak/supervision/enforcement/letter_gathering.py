"""Gathers from a case what a letter says: facts, findings, days and amounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules.enforcement import FactKind, FactSpec, StepKind
from onderdak.rules.enforcement.forms import From
from onderdak.rules.enforcement.history import as_day
from onderdak.rules.enforcement.law import law_of
from onderdak.rules.terms import TermAnswer, term
from onderdak.supervision.enforcement.domain.letters import (
    AddressedTo,
    LetterKind,
    Remedy,
)
from onderdak.supervision.enforcement.letter_keeping import LetterWords
from onderdak.supervision.enforcement.letter_pdf import Head
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.letters.writing import Found, LetterData
from onderdak.supervision.enforcement.models import (
    Case,
    EnforcementRequest,
    Ground,
    Letter,
    LetterHead,
    Measure,
    Step,
    StoredClock,
)
from onderdak.supervision.enforcement.offenders import opened
from onderdak.supervision.enforcement.path_words import step_kind
from onderdak.supervision.enforcement.requesters import opened_request
from onderdak.supervision.enforcement.step_words import facts_of

# Said of one step alone; a later letter does not take it from an earlier step.
_OF_ONE_STEP: Final = frozenset(
    {"words", "ground", "received_on", "amount_cents", "visit", "name", "about"}
)
# Clocks that an earlier step set going, whose last day a letter may name.
_RUNNING: Final = ("payment", "decide")
_DAY: Final = timedelta(days=1)
_NOW: Final = frozenset({From.STEP_DAY, From.FACT})
# Under which rule a remedy is open: its last day stands in the letter (art. 3:45 Awb).
_TERMS: Final = {
    Remedy.OBJECTION: "G15",
    Remedy.COLLECTION: "G15",
    Remedy.PUBLICATION: "G15",
    Remedy.APPEAL: "G17",
}


@dataclass(slots=True)
class _Values:
    said: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    cents: dict[str, int] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.said or name in self.dates or name in self.cents

    def add(self, spec: FactSpec, value: object) -> None:
        """A fact as the letter says it, by its kind."""
        match spec.kind, value:
            case FactKind.DATE, _:
                day = as_day(value)
                if day is not None:
                    self.dates[spec.name] = day
            case FactKind.CENTS, int():
                self.cents[spec.name] = value
            case FactKind.DAYS, int():
                self.said[spec.name] = "1 dag" if value == 1 else f"{value} dagen"
            case FactKind.YES_NO, bool():
                self.chosen[spec.name] = "yes" if value else "no"
                self.said[spec.name] = "ja" if value else "nee"
            case FactKind.CHOICE, str():
                self.chosen[spec.name] = value
                self.said[spec.name] = _lower(spec.options[value]["nl"])
            case _:
                self.said[spec.name] = str(value)


def kind_of_letter(step: StepKind) -> LetterKind | None:
    """The kind of letter with which a step is taken, if it has one."""
    return letter_kinds()[step.letter] if step.letter else None


def addressee(
    kind: LetterKind, case: Case, measure: Measure
) -> tuple[tuple[str, ...], str]:
    """The lines of the address and the language of who gets a letter.

    Callers check who may, and log that the name was opened.
    """
    if kind.to is AddressedTo.REQUESTER:
        request = EnforcementRequest.objects.filter(measure=measure).first()
        if request is None:
            return (), "nl"
        return _lines(opened_request(request)), request.language
    if case.offender is None:
        return (), "nl"
    return _lines(opened(case.offender)), case.offender.language


def head_of(case: Case) -> Head:
    """How the municipality stands on its letters."""
    kept = LetterHead.objects.filter(municipality_id=case.municipality_id).first()
    name = f"Gemeente {case.municipality.name}"
    if kept is None:
        return Head(name)
    return Head(name, tuple(kept.lines), kept.colour, tuple(kept.signed_by))


def data_of(letter: Letter, words: LetterWords, case: Case, on: date) -> LetterData:
    """All that a letter is made of, as it would go out on a day."""
    step = step_kind(letter.measure.ruleset_id, letter.measure.path, letter.step)
    kind = letter_kinds()[letter.kind]
    values = _values(letter, words, kind, step, on) if step else _Values()
    head = LetterHead.objects.filter(municipality_id=case.municipality_id).first()
    remedy = Remedy(letter.remedy)
    last = remedy_term(remedy, on, case.municipality_id)
    if last is not None and last.last_day is not None:
        values.dates["last_day"] = last.last_day
    return LetterData(
        kind=kind,
        case=case.number,
        address=case.address.in_full,
        town=case.municipality.name,
        on=on,
        language=letter.language,
        recipient=words.recipient,
        remedy=remedy,
        power=letter.measure.article,
        said=values.said,
        dates=values.dates,
        cents=values.cents,
        chosen=values.chosen,
        grounds=_grounds(case),
        own=words.own,
        edits=words.edits,
        contact=letter.contact or (head.contact if head else ""),
        objections_to=head.objections_to if head else "",
    )


def remedy_term(remedy: Remedy, on: date, municipality: str) -> TermAnswer | None:
    """Until when a remedy is open against what is made known on a day."""
    rule = _TERMS.get(remedy)
    if rule is None:
        return None
    return term(rule, on, on, municipality, rulebook(), normbook())


def _values(
    letter: Letter, words: LetterWords, kind: LetterKind, step: StepKind, on: date
) -> _Values:
    values = _Values()
    for name, value in {**letter.facts, **words.facts}.items():
        if name in step.facts:
            values.add(step.facts[name], value)
    _inherit(values, kind, letter)
    _add_clocks(values, letter, step, on)
    return values


def _inherit(values: _Values, kind: LetterKind, letter: Letter) -> None:
    """What an earlier step of the measure said and this letter repeats."""
    wanted = kind.names() - _OF_ONE_STEP
    earlier = Step.objects.counting().filter(measure_id=letter.measure_id)
    own = earlier.filter(letter_id=letter.pk).first()
    if own is not None:  # sent again: what came later says nothing in it
        earlier = earlier.filter(n__lt=own.n)
    for one in earlier.order_by("-n"):
        spec = step_kind(one.ruleset_id, one.path, one.step)
        facts, said = spec.facts if spec else {}, facts_of(one)
        if "checked_on" in said and not values.has("check_words"):
            values.said["check_words"] = str(said.get("words", ""))
        for name in wanted & set(said) & set(facts):
            if not values.has(name):
                values.add(facts[name], said[name])


def _add_clocks(values: _Values, letter: Letter, step: StepKind, on: date) -> None:
    """The last day of each term that begins with this letter."""
    law = law_of(rulebook(), normbook(), letter.municipality_id)
    for clock in step.starts:
        name = f"{clock.clock}_until"
        given = as_day(letter.facts.get(clock.until)) if clock.until else None
        begins = as_day(letter.facts.get(clock.fact)) if clock.fact else on
        if (
            given is None
            and not values.has(name)
            and begins
            and clock.counts_from in _NOW
            and law.counts(clock.rule, clock.part)
        ):
            given = law.term(clock.rule, clock.part, begins, on).last_day
        if given is not None:
            values.dates.setdefault(name, given)
    if "waiting_until" in values.dates:
        values.dates["publish_from"] = values.dates["waiting_until"] + _DAY
    _add_running(values, letter.measure, on)


def _add_running(values: _Values, measure: Measure, on: date) -> None:
    """The last day to pay or to decide that runs already, as the clocks stand."""
    rows = StoredClock.objects.filter(
        measure=measure, clock__in=_RUNNING, stopped_on__isnull=True, start__lte=on
    )
    for one in rows.exclude(last_day__isnull=True).order_by("-last_day"):
        values.dates.setdefault(f"{one.clock}_until", one.last_day or on)


def _grounds(case: Case) -> tuple[Found, ...]:
    rows = Ground.objects.filter(case=case).order_by("id")
    return tuple(
        Found(
            title=_dutch(one.title),
            sentence=_dutch(one.sentence),
            article=one.article,
            found_on=one.found_on,
            place=one.place,
            mend=_dutch(one.mend or {}),
        )
        for one in rows
    )


def _dutch(words: Mapping[str, str]) -> str:
    return str(words.get("nl", ""))


def _lines(said: Mapping[str, str]) -> tuple[str, ...]:
    written = said.get("address", "")
    split = written.splitlines() if "\n" in written else written.split(", ")
    return (said.get("name", ""), *split)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
