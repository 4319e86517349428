"""What happens to each row of a file: paged, narrowed, searched, and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.identifiers import whole_number
from onderdak.register.nights.contract.files import (
    Fate,
    Fault,
    PreviewRow,
)
from onderdak.web.nights.declaring.forms import FIELD_NAMES
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
from onderdak.web.pages.values import number, said

PAGE = 50
FATES = {
    Fate.BAD: gettext_lazy("wrong"),
    Fate.RENAMED: gettext_lazy("another name?"),
    Fate.NEW: gettext_lazy("new"),
    Fate.CORRECTED: gettext_lazy("changes"),
    Fate.UNCHANGED: gettext_lazy("stays as it is"),
    Fate.ENDS: gettext_lazy("ends"),
    Fate.WITHDRAWN: gettext_lazy("withdrawn"),
}
_KINDS = {
    Fate.BAD: "error",
    Fate.RENAMED: "warning",
    Fate.ENDS: "warning",
    Fate.WITHDRAWN: "warning",
}


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the rows."""

    fate: str = ""
    words: str = ""
    begin: int = 0

    def query(self, begin: int = 0) -> str:
        """The query string of another page of the same rows."""
        asked = {"fate": self.fate, "q": self.words, "begin": begin or ""}
        return "?" + urlencode({key: value for key, value in asked.items() if value})


def asked_by(query: QueryDict) -> Asked:
    """What is asked; what cannot be read is the beginning."""
    fate, begin = query.get("fate", ""), query.get("begin", "")
    return Asked(
        fate=fate if fate in set(Fate) else "",
        words=query.get("q", "").replace("\x00", "").strip()[:100],
        begin=whole_number(begin, most_digits=8) or 0,
    )


def narrowed(rows: Sequence[PreviewRow], asked: Asked) -> list[PreviewRow]:
    """The rows of one kind, and of a line or of references with these letters."""
    found = [row for row in rows if not asked.fate or row.fate == asked.fate]
    words = asked.words.casefold()
    if not words:
        return found
    return [
        row
        for row in found
        if str(row.line) == words or words in row.reference.casefold()
    ]


def table_of(
    rows: Sequence[PreviewRow], asked: Asked, *, csv_url: str, xlsx_url: str
) -> Table:
    """One page of the rows, with the ways to narrow and fetch them."""
    found = narrowed(rows, asked)
    begin = asked.begin if asked.begin < len(found) else 0
    page = found[begin : begin + PAGE]
    query = asked.query() if asked.fate or asked.words else ""
    return Table(
        name="rows",
        caption=_("What happens to each row"),
        columns=[
            Column(_("Line"), numeric=True),
            Column(_("Reference"), row_header=True),
            Column(_("What happens")),
            Column(_("It was")),
            Column(_("It becomes")),
        ],
        rows=[_shown(row) for row in page],
        search=_search(asked),
        paging=_paging(asked, begin, len(page), len(found)),
        empty=Empty(_("No row fits what you ask."), _("Try another word or choice.")),
        export=Export(csv_url + query, xlsx_url + query) if found else None,
    )


def _search(asked: Asked) -> Search:
    every = Option("", _("All rows"))
    kinds = [Option(fate.value, str(name)) for fate, name in FATES.items()]
    return Search(
        label=_("Line or reference"),
        value=asked.words,
        filters=[Filter("fate", _("What happens"), [every, *kinds], asked.fate)],
    )


def _paging(asked: Asked, begin: int, shown: int, total: int) -> Paging:
    told = _("%(first)s to %(last)s of %(total)s rows") % {
        "first": number(begin + 1 if shown else 0),
        "last": number(begin + shown),
        "total": number(total),
    }
    more, before = begin + shown < total, begin > 0
    return Paging(
        next_url=asked.query(begin + PAGE) if more else "",
        previous_url=asked.query(max(begin - PAGE, 0)) if before else "",
        shown=told,
    )


def _shown(row: PreviewRow) -> list[object]:
    tag = Cell(FATES[row.fate], kind=_KINDS.get(row.fate, ""))
    return [row.line or "–", row.reference or "–", tag, _was(row), _becomes(row)]


def _was(row: PreviewRow) -> str:
    return _span(row.was_arrival, row.was_departure) if row.was_arrival else "–"


def _becomes(row: PreviewRow) -> str:
    if row.fate is Fate.BAD:
        return "; ".join(_fault(fault) for fault in row.faults)
    if row.fate is Fate.WITHDRAWN:
        return _("removed: the guest was not there")
    if row.arrival is None:
        return "–"
    if row.was_arrival and not row.is_moved:
        return _same_nights(row)
    return _span(row.arrival, row.departure)


def _same_nights(row: PreviewRow) -> str:
    if row.fate is Fate.UNCHANGED:
        return _("the same")
    if row.fate is Fate.RENAMED:
        return _("same nights, another name")
    if row.other_identity:
        return _("same nights, corrected name, town or document")
    if row.other_place:
        return _("same nights, another room or bed")
    return _("same nights, other details")


def _fault(fault: Fault) -> str:
    named = FIELD_NAMES.get(fault.column) or fault.column
    return f"{named}: {said(fault.message)}"


def _span(arrival: date | None, departure: date | None) -> str:
    since = date_format(arrival, "j F Y") if arrival else "–"
    until = date_format(departure, "j F Y") if departure else _("still here")
    return f"{since} – {until}"


def lines(rows: Sequence[PreviewRow], asked: Asked) -> Iterator[list[object]]:
    """Exactly the rows that are shown, as the lines of a file."""
    yield [
        _("Line"),
        _("Reference"),
        _("What happens"),
        _("Arrival"),
        _("Departure"),
        _("Arrival was"),
        _("Departure was"),
        _("Remark"),
    ]
    for row in narrowed(rows, asked):
        yield [
            row.line or None,
            row.reference,
            FATES[row.fate],
            *(row.arrival, row.departure, row.was_arrival, row.was_departure),
            _becomes(row) if row.fate is Fate.BAD or not row.is_moved else "",
        ]
