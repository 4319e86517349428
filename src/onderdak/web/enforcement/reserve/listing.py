"""The register of places in reserve as a table and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.enforcement.contract.people import (
    RESERVES,
    ReserveKind,
    ReserveOn,
)
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import asked, words_asked
from onderdak.web.enforcement.wording import listed, word_of
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
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address bar asks of the register."""

    words: str = ""
    kind: str = ""
    when: str = ""
    after: tuple[date, int] | None = None

    def query(self, **more: str) -> str:
        """The query string of this list, or of another page of it."""
        kept = {"q": self.words, "kind": self.kind, "when": self.when}
        return asked(kept | more)

    def there_on(self, on: date) -> date | None:
        """Only what is there on this day; None asks for all there ever was."""
        return None if self.when else on


def wanted_by(request: Request) -> Wanted:
    """What the address bar asks; what cannot be read is left out."""
    kind, when = request.GET.get("kind", ""), request.GET.get("when", "")
    return Wanted(
        words=words_asked(request),
        kind=kind if kind in set(ReserveKind) else "",
        when=when if when == _ALL else "",
        after=_key(request.GET.get("after", "")),
    )


def _key(written: str) -> tuple[date, int] | None:
    day, _sign, number = written.partition("_")
    found = whole_number(number)
    try:
        return (date.fromisoformat(day), found) if found is not None else None
    except ValueError:
        return None


def reserve_table(wanted: Wanted, found: Sequence[ReserveOn], *, keeps: bool) -> Table:
    """One page of the register."""
    shown = found[:PAGE]
    last = shown[-1].row if len(found) > PAGE else None
    key = f"{last.available_until.isoformat()}_{last.pk}" if last else ""
    here = reverse("enforcement_reserve")
    query = wanted.query()
    return Table(
        name="reserve",
        caption=_("Places in reserve"),
        note=_("what ends first on top"),
        columns=[
            Column(_("With whom"), row_header=True),
            Column(_("Kind")),
            Column(_("Where")),
            Column(_("Places"), numeric=True),
            Column(_("Held for cases"), numeric=True),
            Column(_("Free"), numeric=True),
            Column(_("Available until")),
        ],
        rows=[_row(one) for one in shown],
        empty=_empty(wanted, keeps=keeps),
        search=_search(wanted),
        paging=Paging(
            next_url=wanted.query(after=key) if key else "",
            previous_url=f"{here}{query}" if wanted.after else "",
        ),
        export=Export(f"{here}list.csv{query}", f"{here}list.xlsx{query}")
        if shown
        else None,
    )


def _row(one: ReserveOn) -> list[object]:
    row = one.row
    return [
        Cell(row.name, url=reverse("enforcement_reserve_one", args=[row.pk])),
        word_of(RESERVES, ReserveKind, row.kind),
        row.where or None,
        row.places,
        one.held,
        one.free if one.there else Cell(_("not there now"), kind="info"),
        row.withdrawn_on or row.available_until,
    ]


def _empty(wanted: Wanted, *, keeps: bool) -> Empty:
    if wanted.query():
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("enforcement_reserve"),
        )
    lead = _(
        "Agree beforehand with agencies, corporations and shelters where people can"
        " sleep when a house must be emptied, and write it down here."
    )
    new = reverse("enforcement_reserve_new")
    return Empty(
        _("No places are kept in reserve yet."),
        lead,
        _("Add places") if keeps else "",
        new if keeps else "",
    )


def _search(wanted: Wanted) -> Search:
    return Search(
        label=_("Organisation or place"),
        value=wanted.words,
        filters=[
            Filter(
                "kind",
                _("Kind"),
                [
                    Option("", _("Every kind")),
                    *(Option(key, label) for key, label in listed(RESERVES)),
                ],
                wanted.kind,
            ),
            Filter(
                "when",
                _("When"),
                [Option("", _("There today")), Option(_ALL, _("All, also earlier"))],
                wanted.when,
            ),
        ],
    )


def lines_of(found: Sequence[ReserveOn]) -> Iterator[list[object]]:
    """The register as a file; whom to call at night is not in it."""
    yield [
        *(
            _("With whom"),
            _("Kind"),
            _("Where"),
            _("Places"),
            _("Held for cases"),
            _("Free"),
        ),
        *(_("Available from"), _("Available until"), _("Agreed"), _("Good to know")),
    ]
    for one in found:
        row = one.row
        yield [
            *(row.name, word_of(RESERVES, ReserveKind, row.kind), row.where),
            *(row.places, one.held, one.free),
            *(row.available_from, row.withdrawn_on or row.available_until),
            *(row.agreement, row.words),
        ]
