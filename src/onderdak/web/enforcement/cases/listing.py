"""The list of cases as a table and as a file, with what the address bar asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.enforcement.contract import CaseState
from onderdak.supervision.enforcement.contract.cases import AskedCases, CaseLine
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import asked as query_of
from onderdak.web.enforcement.pages import in_words, words_asked
from onderdak.web.enforcement.words import STATES, closing_of, name_of, part_of
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)

PAGE = 50
MOST_IN_FILE = 100_000
_MINE, _NOBODY = "mine", "nobody"
_ALL, _IDLE = "all", "idle"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address bar asks of the list; what cannot be read is left out."""

    words: str = ""
    state: str = ""
    who: str = ""
    path: str = ""
    address: int | None = None
    after: int | None = None

    def query(self, **more: str) -> str:
        """The query string of this list, or of another page of it."""
        kept = {
            "q": self.words,
            "state": self.state,
            "who": self.who,
            "path": self.path,
            "address": str(self.address or ""),
        }
        return query_of(kept | more)

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than everything that is open."""
        return bool(self.query())


def wanted_by(request: Request, paths: Sequence[tuple[str, str]]) -> Wanted:
    """What the address bar asks."""
    given = request.GET
    return Wanted(
        words=words_asked(request),
        state=_one_of(given.get("state", ""), {CaseState.CLOSED.value, _ALL, _IDLE}),
        who=_one_of(given.get("who", ""), {_MINE, _NOBODY}),
        path=_one_of(given.get("path", ""), {key for key, _title in paths}),
        address=whole_number(given.get("address", "")),
        after=whole_number(given.get("after", "")),
    )


def _one_of(given: str, known: set[str]) -> str:
    return given if given in known else ""


def asked_of(wanted: Wanted, *, me: int, on: date) -> AskedCases:
    """What is asked, as the room understands it; without a word, what is open."""
    return AskedCases(
        search=wanted.words,
        state=_states(wanted.state),
        idle_on=on if wanted.state == _IDLE else None,
        owner=me if wanted.who == _MINE else None,
        unowned=wanted.who == _NOBODY,
        path=wanted.path,
        address=wanted.address,
    )


def _states(state: str) -> CaseState | None:
    if state in (_ALL, _IDLE):
        return None
    return CaseState(state) if state else CaseState.OPEN


def cases_table(
    wanted: Wanted, found: Sequence[CaseLine], paths: Sequence[tuple[str, str]]
) -> Table:
    """One page of the list, with where the next one begins."""
    shown, more = found[:PAGE], len(found) > PAGE
    here, first = reverse("enforcement_cases"), replace(wanted, after=None).query()
    key = str(shown[-1].case.pk) if more else ""
    return Table(
        name="cases",
        caption=_("Cases"),
        note=_("newest first"),
        columns=[
            Column(_("Number"), row_header=True),
            Column(_("Address")),
            Column(_("Who can end it")),
            Column(_("Measures")),
            Column(_("Next day")),
            Column(_("State")),
            Column(_("Handled by")),
        ],
        rows=[_row(one) for one in shown],
        empty=_empty(wanted),
        search=_search(wanted, paths),
        paging=Paging(
            next_url=wanted.query(after=key) if more else "",
            previous_url=f"{here}{first}" if wanted.after else "",
        ),
        export=Export(f"{here}list.csv{first}", f"{here}list.xlsx{first}")
        if shown
        else None,
    )


def _row(one: CaseLine) -> list[object]:
    case = one.case
    label, kind = STATES[CaseState(case.state)]
    return [
        Cell(case.number, url=reverse("enforcement_case", args=[case.number])),
        str(case.address),
        who_of(one) or Cell(_("nobody named yet"), kind="warning"),
        measures_of(one) or "–",
        next_of(one.next_day) or "–",
        Cell(str(label), kind=kind),
        name_of(case.owner) or Cell(_("nobody yet"), kind="warning"),
    ]


def who_of(one: CaseLine) -> str:
    """Who can end it: a company by name; of a person only the part."""
    offender = one.case.offender
    if offender is None:
        return ""
    if offender.name:
        return f"{offender.name} ({part_of(offender.part)})"
    return _("a person (%(part)s)") % {"part": part_of(offender.part)}


def measures_of(one: CaseLine) -> str:
    """The paths of a case and how far each is."""
    return "; ".join(
        f"{in_words(title)}: {in_words(state).lower()}" for title, state in one.measures
    )


def next_of(day: date | None) -> str:
    """The first last day that counts."""
    return date_format(day, "j F Y") if day else ""


def _empty(wanted: Wanted) -> Empty:
    if wanted.narrowed:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("enforcement_cases"),
        )
    return Empty(
        _("No case is open."),
        _("A case begins with findings of a visit, or with a request to enforce."),
        _("Open a case"),
        reverse("enforcement_case_new"),
    )


def _search(wanted: Wanted, paths: Sequence[tuple[str, str]]) -> Search:
    states = [
        Option("", _("Open")),
        Option(_IDLE, _("Open, and nothing runs")),
        Option("closed", _("Closed")),
        Option(_ALL, _("Every state")),
    ]
    who = [
        Option("", _("Everybody")),
        Option(_MINE, _("I handle it")),
        Option(_NOBODY, _("Nobody yet")),
    ]
    every = [
        Option("", _("Every path")),
        *(Option(key, title) for key, title in paths),
    ]
    return Search(
        label=_("Search by number, street, town or company"),
        value=wanted.words,
        filters=[
            Filter("state", _("State"), states, wanted.state),
            Filter("who", _("Handled by"), who, wanted.who),
            Filter("path", _("Path"), every, wanted.path),
        ],
        keep={"address": str(wanted.address)} if wanted.address else {},
    )


def lines_of(found: Sequence[CaseLine]) -> Iterator[list[object]]:
    """The list as a file."""
    yield [
        *(_("Number"), _("Address"), _("Who can end it"), _("Measures")),
        *(_("Next day"), _("State"), _("Handled by"), _("Opened on")),
        *(_("Closed on"), _("Why it is closed")),
    ]
    for one in found:
        case = one.case
        yield [
            *(case.number, case.address.in_full, who_of(one), measures_of(one)),
            *(one.next_day, str(STATES[CaseState(case.state)][0]), name_of(case.owner)),
            *(case.opened_on, case.closed_on),
            closing_of(case.closing) if case.closing else "",
        ]
