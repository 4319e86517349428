"""Good examples: told by one side, agreed to by the provider, reviewed by the town."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.housing.quality.contract.regional import (
    CONSENT_TO_PUBLICITY,
    SEE_PUBLICITY,
    TELL_EXAMPLE,
    Publicity,
    consent_to_example,
    example_for,
    examples_seen,
    review_example,
    tell_example,
)
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.quality.public.consenting import (
    answer_form,
    said_table,
    shown_fact,
)
from onderdak.web.quality.public.forms import ExampleForm
from onderdak.web.quality.regional.showing import location_crumbs, posted


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
    form = answer_form(request, provider=provider, why=_("Why"))

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
            "facts": [Fact(_("Provider"), found.provider.name), shown_fact(publicity)],
            "before": said_table(publicity),
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
