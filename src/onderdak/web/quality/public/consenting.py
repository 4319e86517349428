"""What a provider agrees to and a municipality weighs before everyone sees it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may, may
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract.regional import (
    CONSENT_TO_PUBLICITY,
    REVIEW_PUBLICITY,
    Publicity,
    consent_to_address,
    consent_to_name,
    name_consents,
    publicity_of,
    weigh_address,
)
from onderdak.register.nights.contract import location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Column, Fact, Table
from onderdak.web.quality.public.forms import YesNoForm
from onderdak.web.quality.regional.showing import location_crumbs, posted


def said_table(publicity: Publicity) -> list[Table]:
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
    if not lines:
        return []
    table = Table(
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
    return [table]


def shown_fact(publicity: Publicity) -> Fact:
    """Whether everyone sees it now."""
    return Fact(_("Everyone sees it"), publicity.shown)


def answer_form(request: Request, *, provider: bool, why: str) -> YesNoForm:
    """The question to one side: agree, or allow with a reason."""
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
    form = answer_form(
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
            "facts": [Fact(_("Address"), found.address), shown_fact(publicity)],
            "before": said_table(publicity),
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
    form = answer_form(request, provider=True, why="")

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
            "before": said_table(said),
            "submit": _("Save"),
        },
        done=_("Your answer is recorded."),
        change=change,
    )
