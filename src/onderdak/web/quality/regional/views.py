"""Asking for the regional certificate, assessing it, and deciding."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.documents.contract import as_attachment
from onderdak.foundation.identity.contract import (
    Actor,
    by_law_asks,
    check_may,
    may,
)
from onderdak.housing.quality.contract.regional import (
    APPLY_REGIONAL,
    ASSESS_REGIONAL,
    DECIDE_REGIONAL,
    FOUR_EYES,
    Criterion,
    Outcome,
    Proposal,
    RegionalFile,
    application_for,
    apply_for_regional,
    assess_regional,
    certificate_now,
    covenant_of,
    criteria_kept,
    criteria_on,
    decide_regional,
    decision_for,
    hindrance,
    judged_criteria,
    letter_of_decision,
    may_propose,
    regional_files,
    retract_regional,
)
from onderdak.kernel.errors import Conflict, NotAllowed
from onderdak.kernel.text import text
from onderdak.register.nights.contract import location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Fact
from onderdak.web.pages.values import said
from onderdak.web.quality.certificates.words import STANDINGS
from onderdak.web.quality.regional.forms import (
    ApplyForm,
    AssessForm,
    DecideForm,
    RetractForm,
)
from onderdak.web.quality.regional.showing import (
    criteria_fact,
    criteria_table,
    facts_of,
    history_of,
    location_crumbs,
    posted,
    state_cell,
    way_back,
)
from onderdak.web.quality.regional.words import OUTCOMES, PROPOSED


def _file(actor: Actor, pk: int, on: date) -> RegionalFile:
    return regional_files([application_for(by=actor, application=pk)], on)[0]


def _judged(actor: Actor, file: RegionalFile, on: date) -> list[Criterion]:
    application = file.application
    return judged_criteria(
        by=actor,
        location=application.location,
        criteria=application.criteria,
        covenant=covenant_of(application.municipality_id, application.provider_id, on),
        on=on,
    )


@require_safe
@with_task
def regional(request: Request, pk: int) -> HttpResponse:
    """One application: where it stands, by which criteria, and what was decided."""
    on, actor = localdate(), request.actor
    file = _file(actor, pk, on)
    town = file.application.municipality_id
    assesses = may(actor, ASSESS_REGIONAL, municipality=town)
    criteria = (
        criteria_kept(file.assessments[-1])
        if file.assessments
        else _judged(actor, file, on)
    )
    covenant = covenant_of(town, file.application.provider_id, on)
    now = certificate_now(file, on)
    context = {
        "breadcrumbs": way_back(file, _("Application"))[:-1],
        "file": file,
        "state": state_cell(file),
        "facts": [
            *facts_of(file),
            *([Fact(_("The certificate now"), STANDINGS[now])] if now else []),
            Fact(_("Covenant"), covenant.title if covenant else _("none")),
        ],
        "criteria": criteria_table(criteria),
        "kept_on": file.assessments[-1].assessed_on if file.assessments else None,
        "history": history_of(file, names=assesses),
        "letters": _letters(file),
        "may_assess": assesses and bool(may_propose(file.state)),
        "may_decide": _may_decide(actor, file, on),
        "may_retract": file.may_be_retracted
        and may(actor, APPLY_REGIONAL, provider=file.application.provider_id),
        "own_proposal": assesses
        and file.waiting is not None
        and file.waiting.assessed_by_id == actor.user_id
        and not _may_decide(actor, file, on),
    }
    return render(request, "quality/regional.html", context)


def _may_decide(actor: Actor, file: RegionalFile, on: date) -> bool:
    town = file.application.municipality_id
    if file.waiting is None or not may(actor, DECIDE_REGIONAL, municipality=town):
        return False
    own = file.waiting.assessed_by_id == actor.user_id
    return not (own and by_law_asks(FOUR_EYES, municipality=town, on=on))


def _letters(file: RegionalFile) -> list[Cell]:
    return [
        Cell(
            _("Letter of %(day)s: %(outcome)s (PDF)")
            % {
                "day": date_format(one.decided_on, "j F Y"),
                "outcome": OUTCOMES[Outcome(one.outcome)],
            },
            reverse("regional_letter", args=[one.pk]),
        )
        for one in file.decisions
        if one.outcome != Outcome.RETURNED
    ]


@with_task
def apply(request: Request, pk: int) -> HttpResponse:
    """A provider looks how its location stands by the criteria, and asks."""
    on, actor = localdate(), request.actor
    found = location_for(by=actor, location=pk, on=on)
    check_may(actor, APPLY_REGIONAL, provider=found.provider_id)
    rules, version = criteria_on(found.municipality_id, on)
    covenant = covenant_of(found.municipality_id, found.provider_id, on)
    criteria = judged_criteria(
        by=actor, location=found, criteria=rules, covenant=covenant, on=on
    )
    form = ApplyForm(posted(request))

    def change() -> str:
        made = apply_for_regional(
            by=actor, location=found, on=on, words=form.cleaned_data["words"]
        )
        return reverse("regional", args=[made])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, _("Regional certificate")),
            "title": _("Ask for the regional certificate for %(name)s")
            % {"name": found.name},
            "lead": _(
                "So your location stands today by what is known of it. The"
                " municipality looks at what cannot be judged."
            ),
            "facts": [
                Fact(_("Covenant"), covenant.title if covenant else _("none")),
                criteria_fact(rules, version),
            ],
            "before": [criteria_table(criteria)],
            "submit": _("Ask for the certificate"),
        },
        done=_("You asked for the certificate. The municipality looks at it."),
        change=change,
    )


@with_task
def retract(request: Request, pk: int) -> HttpResponse:
    """A provider takes its application back before it is decided."""
    on, actor = localdate(), request.actor
    file = _file(actor, pk, on)
    check_may(actor, APPLY_REGIONAL, provider=file.application.provider_id)
    if not file.may_be_retracted:
        raise Conflict(text("This application was decided or taken back already."))
    form = RetractForm(posted(request))

    def change() -> str:
        retract_regional(
            by=actor,
            application=file.application,
            reason=form.cleaned_data["reason"],
            on=on,
        )
        return reverse("regional", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(file, _("Take the application back")),
            "title": _("Take back the application for %(name)s")
            % {"name": file.application.location.name},
            "lead": _(
                "The municipality then decides nothing."
                " From tomorrow you can ask again."
            ),
            "submit": _("Take the application back"),
        },
        done=_("You took the application back."),
        change=change,
    )


@with_task
def assess(request: Request, pk: int) -> HttpResponse:
    """Judge what the norms cannot, and propose."""
    on, actor = localdate(), request.actor
    file = _file(actor, pk, on)
    check_may(actor, ASSESS_REGIONAL, municipality=file.application.municipality_id)
    proposals = [each for each in Proposal if each in may_propose(file.state)]
    if not proposals:
        raise Conflict(text("Nothing can be proposed for it now."))
    criteria = _judged(actor, file, on)
    covenant = covenant_of(
        file.application.municipality_id, file.application.provider_id, on
    )
    known = [each for each in criteria if not each.is_open]
    form = AssessForm(criteria, proposals, posted(request))
    stands = hindrance(criteria, covenant=covenant is not None)

    def change() -> str:
        assess_regional(
            by=actor,
            application=file.application,
            proposal=form.proposal,
            reasons=form.cleaned_data["reasons"],
            own=form.own,
            on=on,
        )
        return reverse("regional", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(file, _("Assess")),
            "title": _("Assess %(name)s") % {"name": file.application.location.name},
            "lead": _(
                "What the norms cannot judge, you judge: say on what that rests."
            ),
            "facts": [
                *facts_of(file),
                Fact(_("Covenant"), covenant.title if covenant else _("none")),
                *([Fact(_("Still in the way"), said(stands))] if stands else []),
            ],
            "before": [criteria_table(known)] if known else [],
            "asked_title": _("Your own judgement"),
            "submit": _("Propose"),
        },
        done=_("The proposal is recorded. Now somebody decides."),
        change=change,
    )


@with_task
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide on a proposal of somebody else."""
    on, actor = localdate(), request.actor
    file = _file(actor, pk, on)
    check_may(actor, DECIDE_REGIONAL, municipality=file.application.municipality_id)
    waiting = file.waiting
    if waiting is None:
        raise Conflict(text("Nothing waits to be decided here."))
    if not _may_decide(actor, file, on):
        raise NotAllowed(
            text("You assessed this application, so somebody else decides."),
            why=text("This municipality asks for a second pair of eyes."),
            next_step=text("Ask a colleague to look at it."),
        )
    proposal = Proposal(waiting.proposal)
    form = DecideForm(proposal, posted(request), initial={"valid_from": on})

    def change() -> str:
        decide_regional(
            by=actor,
            assessment=waiting,
            agree=form.agrees,
            reasons=form.cleaned_data["reasons"],
            on=on,
            valid_from=form.cleaned_data.get("valid_from"),
        )
        return reverse("regional", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(file, _("Decide")),
            "title": _("Decide on %(name)s") % {"name": file.application.location.name},
            "facts": [
                *facts_of(file),
                Fact(_("Proposal"), PROPOSED[proposal]),
                *([Fact(_("Reasons"), waiting.reasons)] if waiting.reasons else []),
            ],
            "before": [criteria_table(criteria_kept(waiting))],
            "asked_title": _("Your decision"),
            "submit": _("Decide"),
        },
        done=_("The decision is recorded. The provider gets a letter."),
        change=change,
    )


@require_safe
@with_task
def letter(request: Request, pk: int) -> HttpResponse:
    """The letter of a decision, in the language of the reader."""
    found = decision_for(by=request.actor, decision=pk)
    if found.outcome == Outcome.RETURNED:
        raise Conflict(text("No letter goes with a file that was sent back."))
    language = "en" if get_language() == "en" else "nl"
    file = as_attachment(letter_of_decision(found, language), f"rc-{found.pk}")
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = file.disposition
    return answer
