"""The findings of a visit: the list, the inspector's word, and the term of repair."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract import OPEN_CASES
from onderdak.supervision.inspections.contract import Kind, Visit
from onderdak.supervision.inspections.contract.reports import (
    FindingOn,
    Findings,
    findings_of,
    give_term,
    is_locked,
    say_of_finding,
)
from onderdak.supervision.inspections.contract.syncing import facts_of
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.findings.forms import TermForm, VerdictForm
from onderdak.web.inspections.findings.words import KINDS, OUTCOMES, VERDICTS
from onderdak.web.inspections.pages import (
    Note,
    Part,
    Way,
    asked,
    in_words,
    of_visit,
    page,
    town,
    visit_here,
    ways_of,
)
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Cell, Column, Empty, Export, Fact, Table

QUESTION = "inspections/question.html"


@require_safe
@with_task
def visit_findings(request: Request, number: str) -> HttpResponse:
    """What the norms say of a visit."""
    visit = visit_here(request, number)
    found = findings_of(by=request.actor, visit=visit)
    return page(
        request,
        _("Findings of visit %(number)s") % {"number": number},
        breadcrumbs=of_visit(number, (_("Findings"), "")),
        lead=visit.address.in_full,
        notes=list(_notes(visit, found)),
        ways=[*ways_of(number, "visit_findings"), *_follow(request, visit, found)],
        parts=[
            Part(_("What the norms say"), table=_table(number, found)),
            Part(_("Done at once"), table=_acts(found)),
        ],
    )


def _follow(request: Request, visit: Visit, found: Findings) -> Iterator[Way]:
    """A signed breach is followed up in a case, where that part is in use."""
    here = visit.municipality_id
    signed = is_locked(visit) and any(one.is_breach for one in found.every)
    opens = may(request.actor, OPEN_CASES, municipality=here)
    if signed and opens and "enforcement" in rooms_on(here):
        url = reverse("enforcement_case_new") + asked({"visit": visit.number})
        yield Way(_("Open a case of enforcement"), url)


def _notes(visit: Visit, found: Findings) -> Iterator[Note]:
    if is_locked(visit):
        yield Note(_("The report is signed: what stands here does not change."))
        return
    if found.unsaid:
        yield Note(
            _("%(count)s breaches wait for your word.") % {"count": len(found.unsaid)},
            "warning",
            _("Open each, and confirm or deviate."),
        )
    if found.termless:
        yield Note(
            _("%(count)s breaches have no term yet.") % {"count": len(found.termless)},
            "warning",
            _("Give each a term of repair."),
        )
    if visit.kind == Kind.REINSPECTION and _unconfirmed(found):
        yield Note(
            _("What is in order here mends nothing before you confirm it."),
            next=_("Open each, and confirm it where you saw all of it."),
        )
    unknown = facts_of(visit).unknown
    if unknown:
        yield Note(
            _("%(count)s facts are not sure: they count as not known.")
            % {"count": len(unknown)},
            "warning",
            _("Settle them on a device of the visit, by typing again."),
        )


def _unconfirmed(found: Findings) -> bool:
    return any(one.row.outcome == "meets" and one.said is None for one in found.every)


def _table(number: str, found: Findings) -> Table:
    here = reverse("visit_findings", args=[number])
    return Table(
        name="findings",
        caption=_("Findings"),
        note=_("breaches first"),
        columns=[
            Column(_("Outcome")),
            Column(_("Norm"), row_header=True),
            Column(_("Where")),
            Column(_("What was found")),
            Column(_("Rests on")),
            Column(_("Inspector")),
            Column(_("Term")),
        ],
        rows=[_row(number, one) for one in found.every],
        empty=Empty(
            _("No norm could be judged yet."),
            _("They are computed as soon as facts of the visit come in."),
        ),
        export=Export(f"{here}list.csv", f"{here}list.xlsx") if found.every else None,
    )


def _row(number: str, one: FindingOn) -> list[object]:
    row = one.row
    label, kind = OUTCOMES[row.outcome]
    said = _("%(outcome)s, new") % {"outcome": label} if one.is_new else str(label)
    query = asked({"key": row.key})
    verdict = str(VERDICTS[one.said.verdict]) if one.said else _("say what you think")
    return [
        Cell(said, kind=kind),
        in_words(row.title),
        row.place or "–",
        in_words(row.sentence),
        f"{row.article} ({KINDS.get(row.kind, row.kind)})",
        Cell(verdict, url=reverse("visit_verdict", args=[number]) + query),
        Cell(_term(one), url=reverse("visit_term", args=[number]) + query)
        if one.is_breach
        else "–",
    ]


def _term(one: FindingOn) -> str:
    if one.term is None:
        return _("done at once") if one.acts else _("give a term")
    return _("%(days)s days") % {"days": one.term.days}


def _acts(found: Findings) -> Table:
    return Table(
        name="acts",
        caption=_("What was done at once"),
        columns=[
            Column(_("What"), row_header=True),
            Column(_("Who")),
            Column(_("Telephoned at")),
        ],
        rows=[[one.what, one.who or "–", one.phoned_at or "–"] for one in found.acts],
        empty=Empty(_("Nothing had to be done at once.")),
    )


def _one(request: Request, visit: Visit) -> FindingOn:
    key = request.GET.get("key", "")
    for one in findings_of(by=request.actor, visit=visit).every:
        if one.row.key == key:
            return one
    raise NotFound(text("There is no such finding of this visit."))


def _facts(one: FindingOn) -> list[Fact]:
    row = one.row
    rows = [
        Fact(_("Outcome"), str(OUTCOMES[row.outcome][0])),
        Fact(_("Where"), row.place),
        Fact(_("What was found"), in_words(row.sentence)),
        Fact(_("What would mend it"), in_words(row.mend)),
        Fact(_("Article"), row.article),
        Fact(_("Value used"), row.parameter_version),
    ]
    return [one for one in rows if one.value]


@with_task
def visit_verdict(request: Request, number: str) -> HttpResponse:
    """Confirm a finding or deviate from it."""
    visit = visit_here(request, number)
    one = _one(request, visit)
    form = VerdictForm(request.POST or None, one)

    def change() -> str:
        say_of_finding(
            by=request.actor,
            municipality=town(request),
            number=number,
            key=one.row.key,
            said=form.said(),
            at=now(),
        )
        return reverse("visit_findings", args=[number])

    context = {
        "title": in_words(one.row.title),
        "breadcrumbs": of_visit(number, (in_words(one.row.title), "")),
        "facts": _facts(one),
        "submit": _("Save"),
    }
    return ask(
        request,
        form,
        context,
        done=_("Your word is kept."),
        change=change,
        template=QUESTION,
    )


@with_task
def visit_term(request: Request, number: str) -> HttpResponse:
    """Give the term in which a breach must be mended."""
    visit = visit_here(request, number)
    one = _one(request, visit)
    form = TermForm(request.POST or None, one)

    def change() -> str:
        give_term(
            by=request.actor,
            municipality=town(request),
            number=number,
            key=one.row.key,
            days=form.cleaned_data["days"],
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return reverse("visit_findings", args=[number])

    title = _("Term of repair")
    context = {
        "title": title,
        "lead": in_words(one.row.title),
        "breadcrumbs": of_visit(number, (title, "")),
        "facts": _facts(one),
        "submit": _("Give this term"),
    }
    return ask(
        request,
        form,
        context,
        done=_("The term is kept."),
        change=change,
        template=QUESTION,
    )


@require_safe
@with_task
def findings_csv(request: Request, number: str) -> HttpResponseBase:
    """The findings as CSV."""
    return csv_file(_lines(request, number), f"onderdak-findings-{number}")


@require_safe
@with_task
def findings_xlsx(request: Request, number: str) -> HttpResponseBase:
    """The findings as a workbook."""
    return xlsx_file(_lines(request, number), f"onderdak-findings-{number}")


def _lines(request: Request, number: str) -> Iterator[list[object]]:
    visit = visit_here(request, number)
    found = findings_of(by=request.actor, visit=visit)
    rows: list[list[object]] = [
        [
            *(_("Rule"), _("Norm"), _("Where"), _("Outcome"), _("What was found")),
            *(_("Article"), _("Value used"), _("Inspector"), _("Reason")),
            *(_("Days"), _("New at this re-inspection")),
        ]
    ]
    for one in found.every:
        row = one.row
        rows.append(
            [
                *(f"{row.rule} {row.part}".strip(), in_words(row.title), row.place),
                *(str(OUTCOMES[row.outcome][0]), in_words(row.sentence)),
                *(row.article, row.parameter_version),
                str(VERDICTS[one.said.verdict]) if one.said else "",
                one.said.why if one.said else "",
                one.term.days if one.term else None,
                _("yes") if one.is_new else "",
            ]
        )
    return iter(rows)
