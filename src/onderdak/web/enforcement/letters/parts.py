"""The letters of a case, for the page of the case."""

from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract.cases import CaseOn
from onderdak.supervision.enforcement.contract.letters import (
    HOWS,
    STATES,
    How,
    LetterOn,
    LetterState,
    letters_of,
)
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.letters.one import url_of
from onderdak.web.enforcement.letters.words import TAGS
from onderdak.web.enforcement.pages import Part, in_words, town
from onderdak.web.enforcement.wording import word_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Table


def parts_of(request: Request, case: CaseOn) -> list[Part]:
    """Every letter of a case, with how far it is."""
    number = case.case.number
    found = letters_of(by=request.actor, municipality=town(request), number=number)
    table = Table(
        name="letters",
        caption=_("Letters of this case"),
        columns=[
            Column(_("Letter"), row_header=True),
            Column(_("How it stands")),
            Column(_("Went out on")),
            Column(_("In which way")),
            Column(_("Last day to act against it")),
            Column(_("Written by")),
        ],
        rows=[_row(number, one) for one in found],
        empty=Empty(
            _("No letter was written yet."),
            _("Take a step that has a letter: its draft is made from the facts."),
        ),
    )
    return [Part(_("Letters"), table=table, anchor="letters")]


def _row(number: str, one: LetterOn) -> list[object]:
    row, state = one.row, LetterState(one.row.state)
    return [
        Cell(in_words(one.kind.title), url=url_of("", number, row.pk)),
        Cell(_(STATES[state]), kind=TAGS[state]),
        row.dispatched_on,
        word_of(HOWS, How, row.how) if row.how else None,
        one.remedy_until,
        one.people.get(row.drafted_by_id, ""),
    ]
