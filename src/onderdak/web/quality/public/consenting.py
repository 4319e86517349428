"""What a provider agrees to and a municipality weighs before everyone sees it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract.regional import (
    CONSENT_TO_PUBLICITY,
    REVIEW_PUBLICITY,
    SEE_PUBLICITY,
    TELL_EXAMPLE,
    Publicity,
    consent_to_address,
    consent_to_example,
    consent_to_name,
    example_for,
    examples_seen,
    name_consents,
    publicity_of,
    review_example,
    tell_example,
    weigh_address,
)
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.quality.public.forms import ExampleForm, YesNoForm
from onderdak.web.quality.regional.showing import location_crumbs, posted


def _said(publicity: Publicity) -> Table:
    """Who said what about showing it, newest first."""
    lines = [
        (
            one.at,
            one.on,
            _("provider"),
            _("agrees") if one.given else _("agrees no longer"),
            one.words,
        )
        for one in publicity.consents
    ]
    lines += [
        (
            one.at,
            one.on,
            _("municipality"),
            _("allows it") if one.allowed else _("does not allow it"),
            one.words,
        )
        for one in publicity.reviews
    ]
    return Table(
        name="said",
        caption=_("What was said about showing it"),
        columns=[
            Column(_("On")),
            Column(_("Who")),
            Column(_("Answer"), row_header=True),
            Column(_("Why")),
        ],
        rows=[
            [on, who, answer, words or None]
            for _at, on, who, answer, words in sorted(
                lines, key=lambda line: line[0], reverse=True
            )
        ],
    )


def _shown(publicity: Publicity) -> Fact:
    return Fact(_("Everyone sees it"), publicity.shown)


def _answer_form(request: Request, *, provider: bool, why: str) -> YesNoForm:
    question = _("Do you agree?") if provider else _("May everyone see it?")
    return YesNoForm(
        question,
        _("Remark") if provider else why,
        posted(request),
        must_say=not provider,
    )


@with_task
def location_public(request: Request, pk: int) -> HttpResponse:
    """May the address of a location stand in the public list? Each side answers."""
    on, actor = localdate(), request.actor
    found = location_for(by=actor, location=pk, on=on)
    publicity = publicity_of(by=actor, location=found)
    provider = may(actor, CONSENT_TO_PUBLICITY, provider=found.provider_id)
    if not provider:
        check_may(actor, REVIEW_PUBLICITY, municipality=found.municipality_id)
    form = _answer_form(
        request, provider=provider, why=_("What you weighed about residents' safety")
    )

    def change() -> str:
        words = form.cleaned_data["words"]
        if provider:
            consent_to_address(
                by=actor, location=found, given=form.yes, on=on, words=words
            )
        else:
            weigh_address(by=actor, location=found, allowed=form.yes, why=words, on=on)
        return reverse("location_public", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, _("Public list")),
            "title": _("The address of %(name)s in the public list")
            % {"name": found.name},
            "lead": _(
                "The public list names providers, not where people sleep. An address"
                " stands in it only when the provider agrees and the municipality"
                " finds it safe for the residents."
            ),
            "facts": [Fact(_("Address"), found.address), _shown(publicity)],
            "before": [_said(publicity)],
            "submit": _("Save"),
        },
        done=_("Your answer is recorded."),
        change=change,
    )


@with_task
def own_name(request: Request, pk: int) -> HttpResponse:
    """A provider that is a person says whether the public list may name them."""
    on, actor = localdate(), request.actor
    found = location_for(by=actor, location=pk, on=on)
    check_may(actor, CONSENT_TO_PUBLICITY, provider=found.provider_id)
    town, owner = found.municipality_id, Provider.objects.get(pk=found.provider_id)
    said = name_consents(by=actor, provider=owner.pk, municipality=town)
    form = _answer_form(request, provider=True, why="")

    def change() -> str:
        consent_to_name(
            by=actor, provider=owner.pk, municipality=town, given=form.yes, on=on
        )
        return reverse("own_name", args=[pk])

    person = owner.kind == Provider.Kind.PERSON
    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, _("Public list")),
            "title": _("Your name in the public list"),
            "lead": _(
                "You are registered as a person. You are named only when you agree."
            )
            if person
            else _("You are registered as a company. The list names companies anyhow."),
            "facts": [
                Fact(_("Municipality"), found.municipality.name),
                Fact(_("You agree"), said.agreed),
            ],
            "before": [_said(said)],
            "submit": _("Save"),
        },
        done=_("Your answer is recorded."),
        change=change,
    )


@require_safe
@with_task
def examples(request: Request) -> HttpResponse:
    """The good examples of one's own, shown or not."""
    found = examples_seen(by=request.actor)
    table = Table(
        name="examples",
        caption=_("Good examples"),
        note=_("newest first"),
        columns=[
            Column(_("Example"), row_header=True),
            Column(_("Provider")),
            Column(_("Written on")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(example.title, reverse("example", args=[example.pk])),
                example.provider.name,
                example.written_on,
                state_of(publicity),
            ]
            for example, publicity in found[:200]
        ],
        empty=Empty(
            _("There are no examples yet."),
            _("Write one on the page of a location."),
        ),
    )
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Good examples")},
        ],
        "table": table,
    }
    return render(request, "quality/examples.html", context)


def state_of(publicity: Publicity) -> Cell:
    """Whether an example is shown, or who still has to answer."""
    if publicity.shown:
        return Cell(_("shown"), kind="success")
    if not publicity.agreed:
        return Cell(_("the provider does not agree yet"), kind="info")
    if publicity.reviews:
        return Cell(_("not shown"), kind="warning")
    return Cell(_("to be reviewed"), kind="info")


@with_task
def example(request: Request, pk: int) -> HttpResponse:
    """One example: what it says, and the answer of one's own side."""
    on, actor = localdate(), request.actor
    found, publicity = example_for(by=actor, example=pk)
    check_may(
        actor,
        SEE_PUBLICITY,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    provider = may(actor, CONSENT_TO_PUBLICITY, provider=found.provider_id)
    form = _answer_form(request, provider=provider, why=_("Why"))

    def change() -> str:
        if provider:
            consent_to_example(by=actor, example=found, given=form.yes, on=on)
        else:
            review_example(
                by=actor,
                example=found,
                allowed=form.yes,
                why=form.cleaned_data["words"],
                on=on,
            )
        return reverse("example", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": [
                {"label": _("Start"), "url": reverse("home")},
                {"label": _("Good examples"), "url": reverse("examples")},
                {"label": found.title},
            ],
            "title": found.title,
            "lead": found.story,
            "facts": [Fact(_("Provider"), found.provider.name), _shown(publicity)],
            "before": [_said(publicity)],
            "submit": _("Save"),
        },
        done=_("Your answer is recorded."),
        change=change,
    )


@with_task
def new_example(request: Request, pk: int) -> HttpResponse:
    """Write down what others may learn from a location."""
    on, actor = localdate(), request.actor
    found: Location = location_for(by=actor, location=pk, on=on)
    check_may(
        actor,
        TELL_EXAMPLE,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    form = ExampleForm(posted(request))

    def change() -> str:
        made = tell_example(
            by=actor,
            location=found,
            title=form.cleaned_data["title"],
            story=form.cleaned_data["story"],
            on=on,
        )
        return reverse("example", args=[made])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, _("Good example")),
            "title": _("A good example at %(name)s") % {"name": found.name},
            "lead": _(
                "Everyone sees it with the name of the provider, once the provider"
                " agrees and the municipality has looked at it."
            ),
            "submit": _("Save"),
        },
        done=_("The example is written down."),
        change=change,
    )
