"""The page of one letter: what it says, how far it is, and what can be done."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.letters import (
    HOWS,
    NATURES,
    STATES,
    TASKS,
    DraftOn,
    How,
    LetterOn,
    LetterState,
    Remedy,
    Said,
    TaskKind,
    letter_for,
    open_draft,
    preview_letter,
    preview_pages,
    read_letter,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.letters.words import HAPPENED, REMEDIES, TAGS
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Way,
    case_url,
    in_words,
    of_case,
    town,
)
from onderdak.web.enforcement.wording import language_name, moment, word_of
from onderdak.web.pages.shapes import Cell, Column, Fact, Table
from onderdak.web.pages.values import said

TEMPLATE = "enforcement/letter.html"


@dataclass(frozen=True, slots=True)
class Act:
    """Something done with one press; it is no link, because it changes something."""

    label: str
    url: str
    kind: str = "primary"
    # What goes along with it: what somebody had before them when they pressed.
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some words of a letter, under their heading."""

    title: str
    text: str
    language: str = "nl"


def letter_here(request: Request, number: str, letter: int) -> LetterOn:
    """A letter of a case of this municipality."""
    return letter_for(
        by=request.actor, municipality=town(request), number=number, letter=letter
    )


def url_of(name: str, number: str, letter: int) -> str:
    """The address of a page about a letter."""
    return reverse(f"enforcement_letter{name}", args=[number, letter])


def waits(one: LetterOn) -> bool:
    """Whether it has not gone out and was not withdrawn."""
    return one.row.state in (LetterState.DRAFTED, LetterState.REVIEWED)


@require_safe
@with_task
def letter(request: Request, number: str, letter: int) -> HttpResponse:
    """How the letter looks, what it says, how far it is, and what can be done."""
    one, here = letter_here(request, number, letter), town(request)
    handles = may(request.actor, HANDLE_CASES, municipality=here)
    draft = _opened(request, number, letter) if waits(one) and handles else None
    state = LetterState(one.row.state)
    title = in_words(one.kind.title)
    context = {
        "title": title,
        "lead": str(one.row.measure.case.address),
        "state": Cell(_(STATES[state]), kind=TAGS[state]),
        "breadcrumbs": of_case(number, (title, "")),
        "notes": list(_notes(request, one, draft)),
        "acts": list(_acts(request, one, draft)) if draft else [],
        "ways": list(_ways(request, one, draft, handles=handles)),
        "facts": list(_facts(one)),
        "draft": draft is not None,
        "sheets": _sheets(request, one) if draft else [],
        "paragraphs": list(_paragraphs(draft)) if draft else [],
        "parts": [Part(_("What happened"), table=_history(one))],
    }
    answer = render(request, TEMPLATE, context)
    answer["Cache-Control"] = "no-store"
    return answer


def _opened(request: Request, number: str, letter: int) -> DraftOn:
    return open_draft(
        by=request.actor,
        municipality=town(request),
        number=number,
        letter=letter,
        on_day=localdate(),
    )


def _notes(request: Request, one: LetterOn, draft: DraftOn | None) -> Iterator[Note]:
    back = one.entries[-1] if one.entries else None
    if back is not None and back.what == Said.SENT_BACK:
        yield Note(
            _("Sent back: %(words)s") % {"words": back.words},
            "warning",
            _("Change the letter, and have it reviewed again."),
        )
    for lack in draft.lacks if draft else ():
        yield Note(said(lack), "warning")
    if draft and draft.changed:
        yield Note(
            _("This letter says something else than when it was reviewed."),
            "warning",
            _("It does not go out before somebody reviews it once more."),
        )
    if draft and (draft.changed or one.row.state == LetterState.DRAFTED):
        if draft.may_review(request.actor.user_id):
            yield Note(
                _("You can review this letter: you wrote nothing in it."),
                next=_("Read it first. Reviewed, it can go out."),
            )
        else:
            yield Note(
                _("Somebody who wrote nothing in it reviews this letter."),
                next=_("It stands in the list of letters of your colleagues."),
            )
    if one.task is not None:
        yield Note(
            _("It came back: %(why)s") % {"why": one.task.because},
            "error",
            _("To do: %(what)s.") % {"what": word_of(TASKS, TaskKind, one.task.what)},
        )


def _acts(request: Request, one: LetterOn, draft: DraftOn) -> Iterator[Act]:
    number = one.row.measure.case.number
    if draft.may_review(request.actor.user_id):
        yield Act(
            _("I reviewed it: it may go out"),
            url_of("_review", number, one.row.pk),
            hidden={"read": draft.read},
        )


def _ways(
    request: Request, one: LetterOn, draft: DraftOn | None, *, handles: bool
) -> Iterator[Way]:
    number, key = one.row.measure.case.number, one.row.pk
    state = LetterState(one.row.state)
    if draft and not draft.changed and state is LetterState.REVIEWED:
        yield Way(_("Dispatch it"), url_of("_dispatch", number, key), "primary")
    if handles and state is LetterState.DISPATCHED:
        label = _("Note that it arrived or came back")
        yield Way(label, url_of("_delivery", number, key), "primary")
    if handles and state is LetterState.RETURNED:
        yield Way(_("Send it again"), url_of("_again", number, key), "primary")
        if one.task is not None:
            yield Way(_("Settle it otherwise"), url_of("_settle", number, key))
    if handles or one.gone:
        label = _("Read the letter (PDF)") if one.gone else _("Draft as PDF")
        yield Way(label, url_of("_pdf", number, key))
    if handles and waits(one):
        yield Way(_("Change the letter"), url_of("_change", number, key))
        if request.actor.user_id not in one.row.written_by:
            yield Way(_("Send it back"), url_of("_send_back", number, key))
        yield Way(_("Withdraw it"), url_of("_withdraw", number, key))
    yield Way(_("To the case"), case_url(number))


def _facts(one: LetterOn) -> Iterator[Fact]:
    row = one.row
    yield Fact(_("Kind"), _(NATURES[one.kind.nature]))
    yield Fact(_("Rests on"), ", ".join(one.kind.legal.articles))
    yield Fact(_("Open against it"), str(REMEDIES[Remedy(row.remedy)]))
    if row.language != "nl":
        yield Fact(_("Summary in"), language_name(row.language))
    yield Fact(_("Written by"), one.people.get(row.drafted_by_id, ""))
    if row.reviewed_at and row.reviewed_by_id:
        by = one.people.get(row.reviewed_by_id, "")
        yield Fact(_("Reviewed by"), by, note=moment(row.reviewed_at))
    if row.dispatched_on:
        yield Fact(
            _("Went out on"), row.dispatched_on, note=word_of(HOWS, How, row.how)
        )
    if one.remedy_until:
        counted = " ".join(said(each) for each in one.counted)
        yield Fact(_("Last day to act against it"), one.remedy_until, note=counted)
    if row.delivered_on:
        yield Fact(_("Arrived on"), row.delivered_on)
    if row.returned_on:
        yield Fact(_("Came back on"), row.returned_on)
    for nth, each in enumerate(one.sendings, start=2):
        term = _("Went out for the %(nth)s. time") % {"nth": nth}
        how = word_of(HOWS, How, each.how)
        where = _("to another address") if each.other_address else ""
        known = _("made known only then") if each.made_known else ""
        note = ", ".join(filter(None, [how, where, known]))
        yield Fact(term, each.on_day, note=note)
    if row.sha256:
        yield Fact("SHA-256", row.sha256)


def _sheets(request: Request, one: LetterOn) -> list[str]:
    """The pages as pictures in the page itself: they are kept nowhere on the way."""
    pages = preview_pages(
        by=request.actor,
        municipality=town(request),
        number=one.row.measure.case.number,
        letter=one.row.pk,
        on_day=localdate(),
    )
    return [f"data:image/png;base64,{b64encode(each).decode()}" for each in pages]


def _paragraphs(draft: DraftOn) -> Iterator[Paragraph]:
    yield Paragraph(_("Who gets it"), "\n".join(draft.words.recipient))
    for each in draft.sections:
        if each.said:
            yield Paragraph(each.title, each.words or each.usual)
    if draft.words.own:
        yield Paragraph(_("Why, in the words of this case"), draft.words.own)


def _history(one: LetterOn) -> Table:
    return Table(
        name="letter-history",
        caption=_("What happened to the letter"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("What")),
            Column(_("Who")),
            Column(_("Words")),
        ],
        rows=[
            [
                date_format(each.on_day, "j F Y"),
                str(HAPPENED[Said(each.what)]),
                one.people.get(each.by_id, ""),
                each.words or None,
            ]
            for each in reversed(one.entries)
        ],
    )


@require_safe
@with_task
def letter_pdf(request: Request, number: str, letter: int) -> HttpResponse:
    """The letter as it went out, or as a draft; who opened it is logged."""
    one = letter_here(request, number, letter)
    by, here = request.actor, town(request)
    if one.gone:
        _row, pdf = read_letter(by=by, municipality=here, number=number, letter=letter)
    else:
        pdf = preview_letter(
            by=by,
            municipality=here,
            number=number,
            letter=letter,
            on_day=localdate(),
        )
    return _file(pdf, "application/pdf", f"{number}-letter-{letter}.pdf")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
