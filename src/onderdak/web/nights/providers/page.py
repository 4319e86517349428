"""One provider as its municipality sees it: standing, steps, and the next one."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onderdak.foundation.documents.contract import as_attachment
from onderdak.foundation.identity.contract import rulebook
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    ComplianceStep,
)
from onderdak.register.nights.contract.supervising import (
    ProviderStanding,
    Step,
    ladder_terms,
    letter_of,
    note_outcome,
    standings,
    step_for,
    steps_told_to_nobody,
    steps_towards,
    take_step,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.providers.trend import last_months, months_table
from onderdak.web.nights.providers.words import CONCERNS, STEPS
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Explanation,
    Fact,
    Table,
)
from onderdak.web.pages.values import said


class StepForm(forms.Form):
    """A step towards a provider: which, why, and until when there is time."""

    step = forms.ChoiceField(
        label=gettext_lazy("Step"),
        choices=[(step.value, STEPS[step]) for step in Step],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("What you tell the provider"),
        help_text=gettext_lazy("One or two sentences. The provider reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    respond_by = forms.DateField(
        label=gettext_lazy("Time to respond until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    skipped_because = forms.CharField(
        label=gettext_lazy("Why a lighter step is skipped"),
        help_text=gettext_lazy("Only when you leave a lighter step out."),
        max_length=500,
        required=False,
    )


@with_task
def provider(request: Request, pk: int) -> HttpResponse:
    """A provider's standing and steps; taking a step is on the same page."""
    on = localdate()
    code = request.actor.grants[0].municipality or ""
    found = _standing(request, code, pk, on)
    form = StepForm(request.POST or None, initial=_proposed(found, code, on))
    if request.method == "POST" and form.is_valid() and _taken(request, found, form):
        messages.success(
            request, _("The step is on record; its letter goes to the provider.")
        )
        return HttpResponseRedirect(reverse("provider", args=[pk]))
    steps = steps_towards(by=request.actor, provider=pk, municipality=code)
    untold = steps_told_to_nobody(steps, timezone.now())
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Providers"), "url": reverse("providers")},
            {"label": found.name},
        ],
        "found": found,
        "facts": _facts(found),
        "why": _explanation(found, code, on),
        "steps": _steps(steps),
        "told_to_nobody": [s for s in steps if s.pk in untold and not s.outcome],
        "open_steps": [step for step in steps if not step.outcome],
        "form": form,
        "months": months_table(
            last_months(request.actor, on, pk), _("Declarations per month"), of_one=True
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "nights/providers/page.html", context, status=status)


def _standing(request: Request, code: str, pk: int, on: date) -> ProviderStanding:
    for each in standings(by=request.actor, municipality=code, on=on):
        if each.provider == pk:
            return each
    raise NotFound(
        text("There is no such provider here."),
        next_step=text("Choose a provider from the list."),
    )


def _proposed(found: ProviderStanding, code: str, on: date) -> dict[str, object]:
    days = ladder_terms(code, on).response_days
    initial: dict[str, object] = {"respond_by": date.fromordinal(on.toordinal() + days)}
    if found.proposal is not None:
        initial |= {
            "step": found.proposal.step.value,
            "why": said(found.proposal.why),
        }
    return initial


def _taken(request: Request, found: ProviderStanding, form: StepForm) -> bool:
    told = form.cleaned_data
    try:
        taken = take_step(
            by=request.actor,
            municipality=request.actor.grants[0].municipality or "",
            provider=found.provider,
            step=Step(told["step"]),
            concern=found.concern,
            why=told["why"],
            respond_by=told["respond_by"],
            skipped_because=told["skipped_because"],
            on=localdate(),
        )
    except Invalid as error:
        field = "respond_by" if told["respond_by"] < localdate() else "skipped_because"
        form.add_error(field, " ".join(said(each) for each in error.texts))
        return False
    _flag_what_is_not_shown(request, taken)
    return True


def _flag_what_is_not_shown(request: Request, taken: ComplianceStep) -> None:
    """Say which characters the letter cannot show, so that somebody can mend that."""
    replaced = letter_of(taken, _language()).replaced
    if replaced:
        messages.warning(
            request,
            _("The letter shows a sign instead of these characters: %(characters)s.")
            % {"characters": ", ".join(replaced)},
        )


def _language() -> str:
    return (translation.get_language() or "nl")[:2]


def _facts(found: ProviderStanding) -> list[Fact]:
    counted = found.standing
    usual = counted.usual_days
    facts = [
        Fact(_("Known here since"), counted.known_since),
        Fact(_("Last declared"), counted.last_declared or _("never")),
        Fact(
            _("Usual rhythm"),
            _("every %(days)s days") % {"days": usual} if usual else _("not known yet"),
        ),
        Fact(_("Guests tonight"), counted.guests),
        Fact(_("State"), _state(found)),
    ]
    if counted.late is not None:
        facts.append(Fact(_("Late notices in three months"), counted.late))
    if counted.missed is not None:
        facts.append(Fact(_("Nights not confirmed in thirty days"), counted.missed))
    return facts


def _state(found: ProviderStanding) -> object:
    return CONCERNS[found.concern] if found.concern else _("in order")


def _explanation(found: ProviderStanding, code: str, on: date) -> Explanation | None:
    """Why the next step is proposed, with the parameter that says so."""
    if found.proposal is None:
        return None
    name = {
        "late": "ladder.late_notices",
        "missed": "ladder.missed_nights",
    }.get(found.proposal.concern.value, "ladder.silent_days")
    dated = rulebook().value(name, on, code)
    sentence = _("Proposed: %(step)s, from %(day)s. %(why)s") % {
        "step": STEPS[found.proposal.step],
        "day": date_format(found.proposal.not_before, "j F Y"),
        "why": said(found.proposal.why),
    }
    return Explanation(
        sentence=sentence,
        rule=name,
        article=dated.article,
        parameter=f"{dated.version} = {dated.value}",
    )


def _steps(steps: Sequence[ComplianceStep]) -> Table:
    return Table(
        name="steps",
        caption=_("Steps so far"),
        note=_("newest first"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("Step")),
            Column(_("What was told")),
            Column(_("Time to respond until")),
            Column(_("What came of it")),
        ],
        rows=[
            [
                step.on,
                Cell(STEPS[Step(step.step)], reverse("step_letter", args=[step.pk])),
                step.why,
                step.respond_by,
                step.outcome or Cell(_("open"), kind="info"),
            ]
            for step in steps
        ],
        empty=Empty(
            _("No step was taken."),
            _("Helping first: a talk often does more than a letter."),
        ),
    )


@with_task
def letter(request: Request, step: int) -> HttpResponse:
    """The letter of a step as a PDF, for its municipality or its provider."""
    found = step_for(by=request.actor, step=step)
    file = as_attachment(letter_of(found, _language()), f"step-{found.pk}")
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": file.disposition},
    )


@require_POST
@with_task
def outcome(request: Request, pk: int, step: int) -> HttpResponse:
    """Write down what came of a step."""
    code = request.actor.grants[0].municipality or ""
    taken = ComplianceStep.objects.filter(
        pk=step, provider_id=pk, municipality_id=code
    ).first()
    if taken is None:
        raise NotFound(text("There is no such step here."))
    told = request.POST.get("outcome", "").replace("\x00", "")
    note_outcome(by=request.actor, step=taken, outcome=told)
    messages.success(request, _("What came of it is on record."))
    return HttpResponseRedirect(reverse("provider", args=[pk]))
