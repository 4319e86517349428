"""The list of visits as a table and as a file, with what the address bar asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.inspections.contract import (
    DONE_STATES,
    OPEN_STATES,
    Ground,
    Kind,
    State,
    Visit,
)
from onderdak.supervision.inspections.contract.planning import AskedVisits
from onderdak.web.account.contract import Request
from onderdak.web.inspections.pages import asked as query_of
from onderdak.web.inspections.pages import words_asked
from onderdak.web.inspections.planning.words import (
    CHOSEN,
    KINDS,
    STATES,
    ground_of,
    hours_of,
    kind_of,
    name_of,
)
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
_OPEN, _MINE = "open", "mine"
_DAYS = {"today": 0, "week": 6}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address bar asks of the list; what cannot be read is left out."""

    words: str = ""
    state: str = ""
    kind: str = ""
    when: str = ""
    who: str = ""
    address: int | None = None
    after: tuple[date, int] | None = None

    def query(self, **more: str) -> str:
        """The query string of this list, or of another page of it."""
        kept = {
            "q": self.words,
            "state": self.state,
            "kind": self.kind,
            "when": self.when,
            "who": self.who,
            "address": str(self.address or ""),
        }
        return query_of(kept | more)

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.query())


def wanted_by(request: Request) -> Wanted:
    """What the address bar asks."""
    given = request.GET
    return Wanted(
        words=words_asked(request),
        state=_one_of(given.get("state", ""), {*State, _OPEN}),
        kind=_one_of(given.get("kind", ""), set(Kind)),
        when=_one_of(given.get("when", ""), set(_DAYS)),
        who=_one_of(given.get("who", ""), {_MINE}),
        address=whole_number(given.get("address", "")),
        after=_key(given.get("after", "")),
    )


def _one_of(given: str, known: set[str] | set[State] | set[Kind]) -> str:
    return given if given in known else ""


def _key(written: str) -> tuple[date, int] | None:
    day, _sign, number = written.partition("_")
    found = whole_number(number)
    try:
        return (date.fromisoformat(day), found) if found is not None else None
    except ValueError:
        return None


def asked_of(wanted: Wanted, *, me: int, on: date) -> AskedVisits:
    """What is asked, as the room understands it."""
    until = on + timedelta(days=_DAYS[wanted.when]) if wanted.when else None
    return AskedVisits(
        search=wanted.words,
        states=_states(wanted.state),
        kind=Kind(wanted.kind) if wanted.kind else None,
        goes=me if wanted.who else None,
        from_day=on if wanted.when else None,
        until_day=until,
        address=wanted.address,
    )


def _states(state: str) -> frozenset[State]:
    if state == _OPEN:
        return frozenset(OPEN_STATES | {State.CLOSED}) - DONE_STATES
    return frozenset({State(state)}) if state else frozenset()


def visits_table(wanted: Wanted, found: Sequence[Visit]) -> Table:
    """One page of the list, with where the next one begins."""
    shown, more = found[:PAGE], len(found) > PAGE
    here, first = reverse("visits"), replace(wanted, after=None).query()
    key = f"{shown[-1].day.isoformat()}_{shown[-1].pk}" if more else ""
    return Table(
        name="visits",
        caption=_("Visits"),
        note=_("last day first"),
        columns=[
            Column(_("Number"), row_header=True),
            Column(_("Address")),
            Column(_("Day")),
            Column(_("Hours")),
            Column(_("Kind")),
            Column(_("State")),
            Column(_("Leads")),
        ],
        rows=[_row(one) for one in shown],
        empty=_empty(wanted),
        search=_search(wanted),
        paging=Paging(
            next_url=wanted.query(after=key) if more else "",
            previous_url=f"{here}{first}" if wanted.after else "",
        ),
        export=Export(f"{here}list.csv{first}", f"{here}list.xlsx{first}")
        if shown
        else None,
    )


def _row(one: Visit) -> list[object]:
    label, kind = STATES[State(one.state)]
    return [
        Cell(one.number, url=reverse("visit", args=[one.number])),
        str(one.address),
        one.day,
        hours_of(one),
        kind_of(one),
        Cell(str(label), kind=kind or "info"),
        name_of(one.lead),
    ]


def _empty(wanted: Wanted) -> Empty:
    if wanted.narrowed:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("visits"),
        )
    return Empty(
        _("No visit is planned yet."),
        _("A visit begins with an address and a reason."),
        _("Plan a visit"),
        reverse("visit_new"),
    )


def _search(wanted: Wanted) -> Search:
    states = [
        Option("", _("Every state")),
        Option(_OPEN, _("Not finished")),
        *(Option(each.value, str(STATES[each][0])) for each in STATES),
    ]
    kinds = [
        Option("", _("Every kind")),
        *(Option(each.value, str(KINDS[each])) for each in KINDS),
    ]
    when = [
        Option("", _("All days")),
        Option("today", _("Today")),
        Option("week", _("The coming week")),
    ]
    who = [Option("", _("Everybody")), Option(_MINE, _("I go along"))]
    return Search(
        label=_("Search by number, street or town"),
        value=wanted.words,
        filters=[
            Filter("state", _("State"), states, wanted.state),
            Filter("kind", _("Kind"), kinds, wanted.kind),
            Filter("when", _("Day"), when, wanted.when),
            Filter("who", _("Who goes"), who, wanted.who),
        ],
        keep={"address": str(wanted.address)} if wanted.address else {},
    )


def lines_of(found: Sequence[Visit]) -> Iterator[list[object]]:
    """The list as a file."""
    yield [
        *(_("Number"), _("Address"), _("Day"), _("Hours"), _("Kind"), _("State")),
        *(_("Leads"), _("Chosen by"), _("Under which law"), _("Announced")),
    ]
    for one in found:
        yield [
            *(one.number, one.address.in_full, one.day, hours_of(one), kind_of(one)),
            *(str(STATES[State(one.state)][0]), name_of(one.lead)),
            *(str(CHOSEN.get(one.chosen_by, one.chosen_by)),),
            *(ground_of(Ground(one.ground)), _("yes") if one.announced else _("no")),
        ]


def day_said(day: date) -> str:
    """A day as people write it."""
    return date_format(day, "j F Y")
