"""Beginning a path, taking a step of it, and taking a wrong one back."""

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.rules.enforcement import StepKind
from onderdak.supervision.enforcement.contract import CaseOn
from onderdak.supervision.enforcement.contract.cases import (
    MeasureOn,
    StepOn,
    StepWords,
    begin_measure,
    correct_step,
    take_step,
)
from onderdak.supervision.enforcement.contract.letters import Wording, draft_letter
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.acts import handled_here
from onderdak.web.enforcement.cases.gathering import (
    case_here,
    measure_of,
    paths_of,
    step_of,
    step_words,
)
from onderdak.web.enforcement.cases.one_measures import step_facts
from onderdak.web.enforcement.pages import (
    Note,
    Question,
    ask_for,
    case_url,
    in_words,
    of_case,
    town,
)
from onderdak.web.enforcement.sent import sent_before
from onderdak.web.enforcement.steps.forms import BeginForm, CorrectForm, StepForm
from onderdak.web.enforcement.who_works import offer_who_works
from onderdak.web.pages.shapes import Fact


@with_task
def begin(request: Request, number: str) -> HttpResponse:
    """Begin a path in a case."""
    here = handled_here(request)
    found = case_here(request, number)
    form = BeginForm(request.POST or None, paths=paths_of(found), on=localdate())

    def change() -> str:
        given = form.cleaned_data
        begin_measure(
            by=request.actor,
            municipality=here,
            number=number,
            path=given["path"],
            reason=given["reason"],
            on_day=given["on_day"],
            at=now(),
        )
        return case_url(number)

    title = _("Begin a path")
    question = Question(
        title=title,
        lead=_(
            "Choose what fits the breach and who breaks the rule, and is no heavier"
            " than needed. What is unsafe cannot wait."
        ),
        submit=title,
        done=_("The path is begun."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def take(request: Request, number: str, measure: int, step: str) -> HttpResponse:
    """Take a step, or write the letter with which it is taken."""
    here = handled_here(request)
    before = sent_before(request)
    if before is not None:
        return before
    found = case_here(request, number)
    one = measure_of(found, measure)
    kind = _possible(one, step)
    form = StepForm(
        request.POST or None,
        facts=kind.facts.values(),
        on=localdate(),
        known=_known(one, kind, step_words(request, found)),
        dated=not kind.letter,
    )
    offer_who_works(request, form)

    def change() -> str:
        if kind.letter:
            return _drafted(request, number, measure, kind, form)
        take_step(
            by=request.actor,
            municipality=here,
            number=number,
            measure=measure,
            step=step,
            facts=form.facts(),
            on_day=form.cleaned_data["on_day"],
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return case_url(number) + f"#measure-{measure}"

    return ask_for(request, form, _question(found, one, kind), change)


def _possible(one: MeasureOn, step: str) -> StepKind:
    for kind in one.possible:
        if kind.step == step:
            return kind
    raise NotFound(
        text("This step cannot be taken from where the measure stands."),
        next_step=text("Look at the case what can be done next."),
    )


def _known(
    one: MeasureOn, kind: StepKind, words: Mapping[int, StepWords]
) -> dict[str, object]:
    """What earlier steps of this path said of the same facts; the latest counts."""
    known: dict[str, object] = {}
    for each in one.steps:
        if each.counts:
            known.update(words[each.row.pk].facts)
    return {
        name: known[name]
        for name, spec in kind.facts.items()
        if name in known and _goes_on(str(spec.kind), name, kind)
    }


def _goes_on(kind: str, name: str, step: StepKind) -> bool:
    """Whether a fact is likely the same again: a day or a look is not.

    An amount goes on from a notice to its order, and never from an order to a claim.
    """
    if kind == "cents":
        return _MAXIMUM in step.facts
    return kind in ("choice", "text", "article") and name not in _ANEW


_MAXIMUM = "maximum_cents"
# What is seen, weighed or explained anew each time.
_ANEW = frozenset({"words", "weighed", "how", "ground", "reason", "result"})


def _question(found: CaseOn, one: MeasureOn, kind: StepKind) -> Question:
    title = in_words(kind.title)
    number = found.case.number
    return Question(
        title=title,
        lead=in_words(one.title),
        notes=list(_notes(kind)),
        facts=list(_facts(found, one, kind)),
        submit=_("Make the draft of the letter") if kind.letter else title,
        done=_("The draft is made. Look at it, and have it reviewed by somebody else.")
        if kind.letter
        else _("The step is taken, and the clocks are counted anew."),
        breadcrumbs=of_case(number, (title, "")),
    )


def _notes(kind: StepKind) -> Iterator[Note]:
    if kind.letter:
        yield Note(
            _("This step is taken by sending its letter."),
            next=_("First you fill in what the letter says. Somebody else reviews it."),
        )
    if kind.empties_beds:
        yield Note(
            _("People may lose their bed by this step."),
            "warning",
            _("Count who sleeps there, find beds, and say who tells them."),
        )


def _facts(found: CaseOn, one: MeasureOn, kind: StepKind) -> Iterator[Fact]:
    yield Fact(_("Address"), found.case.address.in_full)
    yield Fact(_("Stands now"), in_words(one.state_title))
    yield Fact(_("Article"), kind.article)


def _drafted(
    request: Request, number: str, measure: int, kind: StepKind, form: StepForm
) -> str:
    letter = draft_letter(
        by=request.actor,
        municipality=town(request),
        number=number,
        measure=measure,
        step=kind.step,
        facts=form.facts(),
        wording=Wording(own=form.cleaned_data["reason"]),
        at=now(),
    )
    return reverse("enforcement_letter", args=[number, letter.pk])


@with_task
def correct(request: Request, number: str, step: int) -> HttpResponse:
    """Take a wrong step back, with the reason."""
    here = handled_here(request)
    before = sent_before(request)
    if before is not None:
        return before
    found = case_here(request, number)
    wrong = _taken(found, step)
    told = step_words(request, found)[step]
    form = CorrectForm(request.POST or None)

    def change() -> str:
        correct_step(
            by=request.actor,
            municipality=here,
            number=number,
            step=step,
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return case_url(number)

    title = _("Take a wrong step back")
    question = Question(
        title=title,
        lead=_("The measure goes back to where it stood. Nothing is erased."),
        facts=[
            Fact(_("Step"), in_words(wrong.title)),
            Fact(_("Taken on"), wrong.row.on_day),
            *step_facts(wrong, told),
        ],
        submit=_("Take this step back"),
        done=_("The step is taken back, and the clocks are counted anew."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


def _taken(found: CaseOn, step: int) -> StepOn:
    one = step_of(found, step)
    if one.correctable:
        return one
    raise NotFound(
        text("This step cannot be taken back."),
        text("Only the last one can, as long as no letter went out."),
    )
