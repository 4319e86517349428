"""Repairs after one visit: the letter, the link, and looking again."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.after import (
    RepairLetter,
    failed_items,
    letters_of,
    open_again,
    plan_reinspection,
    provider_at,
    read_repair_letter,
    repairs_of_visit,
    revoke_repair_link,
    send_repair_letter,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.findings.views import QUESTION
from onderdak.web.inspections.pages import (
    Part,
    Way,
    in_words,
    of_visit,
    page,
    town,
    visit_here,
    ways_of,
)
from onderdak.web.inspections.repairs.forms import AgainForm, LetterForm, RevokeForm
from onderdak.web.inspections.repairs.listing import columns, row
from onderdak.web.inspections.reports.reading import as_pdf
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


@require_safe
@with_task
def visit_repairs(request: Request, number: str) -> HttpResponse:
    """What must be mended after a visit, and how far that is."""
    visit = visit_here(request, number)
    found = repairs_of_visit(by=request.actor, visit=visit, on=localdate())
    table = Table(
        name="repairs",
        caption=_("Repairs"),
        columns=columns(),
        rows=[row(one, reverse("town_repair", args=[one.row.pk])) for one in found],
        empty=Empty(
            _("Nobody was told what to mend yet."),
            _("Sign the report, give each breach a term, and send the letter."),
        ),
    )
    return page(
        request,
        _("Repairs after visit %(number)s") % {"number": number},
        breadcrumbs=of_visit(number, (_("Repairs"), "")),
        lead=visit.address.in_full,
        ways=[*_acts(visit), *ways_of(number, "visit_repairs")],
        parts=[
            Part(_("What must be mended"), table=table),
            Part(_("Letters"), table=_letters(number, letters_of(visit))),
        ],
    )


def _acts(visit: Visit) -> list[Way]:
    number = visit.number
    ways = [
        Way(
            _("Send the letter"),
            reverse("visit_repair_letter", args=[number]),
            "primary",
        )
    ]
    planned = open_again(visit)
    if planned is not None:
        label = _("Re-inspection %(number)s") % {"number": planned.number}
        ways.append(Way(label, reverse("visit", args=[planned.number])))
    elif failed_items(visit):
        again = reverse("visit_again", args=[number])
        ways.append(Way(_("Look again at what failed"), again))
    if any(one.secret_hash and not one.revoked_at for one in letters_of(visit)):
        revoked = reverse("visit_repair_revoke", args=[number])
        ways.append(Way(_("Take the link back"), revoked))
    return ways


def _letters(number: str, letters: list[RepairLetter]) -> Table:
    return Table(
        name="letters",
        caption=_("Letters"),
        columns=[
            Column(_("Letter"), row_header=True),
            Column(_("Day")),
            Column(_("Link works until")),
        ],
        rows=[_letter(number, one) for one in letters],
        empty=Empty(_("No letter was sent.")),
    )


def _letter(number: str, one: RepairLetter) -> list[object]:
    link: object = "–"
    if one.secret_hash is not None:
        link = one.expires_on
        if one.revoked_at:
            link = Cell(_("taken back"), kind="info")
    url = reverse("visit_letter_pdf", args=[number, one.nth])
    return [
        Cell(_("Letter %(nth)s (PDF)") % {"nth": one.nth}, url=url),
        one.told_on,
        link,
    ]


@with_task
def letter(request: Request, number: str) -> HttpResponse:
    """Send the letter that tells what to mend and by when."""
    visit = visit_here(request, number)
    provider = provider_at(visit)
    first = {"recipient": provider.name if provider else ""}
    form = LetterForm(request.POST or None, initial=first)

    def change() -> str:
        send_repair_letter(
            by=request.actor,
            municipality=town(request),
            number=number,
            recipient=form.lines(),
            with_link=form.cleaned_data["with_link"],
            at=now(),
        )
        return reverse("visit_repairs", args=[number])

    title = _("Send the letter")
    lead = _(
        "The letter lists each confirmed breach with its article and last day. The"
        " terms count from today. Print it, or send the PDF."
    )
    if provider:
        lead += " " + _("The provider has an account, and finds it there as well.")
    context = {
        "title": title,
        "lead": lead,
        "breadcrumbs": of_visit(number, (title, "")),
        "submit": _("Make the letter"),
    }
    done = _("The letter is made. Its terms count from today.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


@require_safe
@with_task
def letter_pdf(request: Request, number: str, nth: int) -> HttpResponse:
    """A letter, opened from its seal; who read it is logged."""
    pdf = read_repair_letter(
        by=request.actor, municipality=town(request), number=number, nth=nth
    )
    return as_pdf(pdf, f"visit-{number}-letter-{nth}")


@with_task
def revoke(request: Request, number: str) -> HttpResponse:
    """Take back the link with which proof is handed in."""
    visit_here(request, number)
    form = RevokeForm(request.POST or None)

    def change() -> str:
        revoke_repair_link(
            by=request.actor, municipality=town(request), number=number, at=now()
        )
        return reverse("visit_repairs", args=[number])

    title = _("Take the link back")
    context = {
        "title": title,
        "lead": _("Whoever has the letter can then send in no more proof by it."),
        "breadcrumbs": of_visit(number, (title, "")),
        "submit": title,
    }
    done = _("The link works no more.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


@with_task
def again(request: Request, number: str) -> HttpResponse:
    """Plan a visit that looks at what failed, and at nothing else."""
    visit = visit_here(request, number)
    items = failed_items(visit)
    found = repairs_of_visit(by=request.actor, visit=visit, on=localdate())
    last = max((one.row.last_day for one in found), default=None)
    form = AgainForm(request.POST or None, on=localdate(), last=last)

    def change() -> str:
        given = form.cleaned_data
        plan_reinspection(
            by=request.actor,
            municipality=town(request),
            number=number,
            day=given["day"],
            hours=(given["from_time"], given["until_time"]),
            reason=given["reason"],
            at=now(),
        )
        return reverse("visit_repairs", args=[number])

    title = _("Look again at what failed")
    context = {
        "title": title,
        "breadcrumbs": of_visit(number, (title, "")),
        "facts": [
            Fact(one.rule, ", ".join(filter(None, [in_words(one.words), one.place])))
            for one in items
        ],
        "submit": _("Plan it"),
    }
    done = _("The visit is planned. It looks at these points only.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)
