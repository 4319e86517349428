"""The week list by day and as a file, with what the address bar asks of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.enforcement.contract.clocks import AskedWeek, Due
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import asked, case_url, in_words, words_asked
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
from onderdak.web.pages.values import said

PAGE = 50
_MINE = "mine"
_LATE = "late"
_OPEN = "open"
# How far ahead each choice looks; what is past its last day stands in each of them.
_AHEAD = {"": 6, "month": 27, "all": None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address bar asks of the list; what cannot be read is left out."""

    words: str = ""
    who: str = ""
    kind: str = ""
    when: str = ""
    after: tuple[date, int] | None = None

    def query(self, **more: str) -> str:
        """The query string of this list, or of another page of it."""
        kept = {
            "q": self.words,
            "who": self.who,
            "kind": self.kind,
            "when": self.when,
        }
        return asked(kept | more)

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than the coming week of everybody."""
        return bool(self.query())


def wanted_by(request: Request, kinds: Sequence[tuple[str, str]]) -> Wanted:
    """What the address bar asks."""
    given = request.GET
    return Wanted(
        words=words_asked(request),
        who=_one_of(given.get("who", ""), {_MINE}),
        kind=_one_of(given.get("kind", ""), {key for key, _label in kinds}),
        when=_one_of(given.get("when", ""), {*_AHEAD, _LATE, _OPEN}),
        after=_key(given.get("after", "")),
    )


def _one_of(given: str, known: set[str]) -> str:
    return given if given in known else ""


def _key(written: str) -> tuple[date, int] | None:
    day, _sign, number = written.partition("_")
    found = whole_number(number)
    try:
        return (date.fromisoformat(day), found) if found is not None else None
    except ValueError:
        return None


def asked_of(wanted: Wanted, *, me: int, on: date) -> AskedWeek:
    """What is asked, as the room understands it."""
    ahead = _AHEAD.get(wanted.when)
    return AskedWeek(
        search=wanted.words,
        owner=me if wanted.who else None,
        kind=wanted.kind,
        overdue=wanted.when == _LATE,
        opened=wanted.when == _OPEN,
        until_day=on + timedelta(days=ahead) if ahead is not None else None,
    )


def day_tables(found: Sequence[Due], on: date) -> list[Table]:
    """One table for each day on which something ends; what is past comes first."""
    return [
        _day_table(day, list(due), on)
        for day, due in groupby(found, key=lambda one: one.last_day)
        if day is not None
    ]


def _day_table(day: date, due: Sequence[Due], on: date) -> Table:
    return Table(
        name=f"day-{day.isoformat()}",
        caption=capfirst(date_format(day, "l j F Y")),
        note=distance(day, on),
        columns=[
            Column(_("What ends"), row_header=True),
            Column(_("Case")),
            Column(_("Address")),
            Column(_("Offender")),
            Column(_("Path")),
            Column(_("Term for")),
            Column(_("Whose")),
            Column(_("How it stands")),
        ],
        rows=[_row(one, on) for one in due],
    )


def _row(one: Due, on: date) -> list[object]:
    return [
        in_words(one.title),
        Cell(one.number, url=case_url(one.number)),
        one.address,
        one.offender or None,
        in_words(one.path_title),
        whose_term(one),
        one.owner or _("nobody yet"),
        standing(one, on),
    ]


def whose_term(one: Due) -> str:
    """Whom a term binds: the municipality itself, or others."""
    return _("the municipality") if one.ours else _("others")


def standing(one: Due, on: date) -> Cell:
    """How a term stands, in words and not by colour alone.

    Only the municipality is late here: what others let pass is what it may act upon.
    """
    if one.last_day is None:
        return Cell(_("no last day yet"), kind="info")
    if one.late(on):
        return Cell(late_by(one.last_day, on), kind="error")
    if one.open_now(on):
        return Cell(opened(one), kind="info")
    pressing = "warning" if one.ours else "info"
    if one.last_day == on:
        return Cell(_("today is the last day"), kind=pressing)
    if one.alarm_on is not None and one.alarm_on <= on:
        return Cell(_("ends soon"), kind=pressing)
    return Cell(_("runs"), kind="info")


def opened(one: Due) -> str:
    """What may be done now that a term of others has passed."""
    return in_words(one.opens) if one.opens else _("over")


def late_by(day: date, on: date) -> str:
    """How late the municipality is."""
    days = (on - day).days
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def distance(day: date, on: date) -> str:
    """How far a day is, as people say it."""
    days = (day - on).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    ago = -days
    return ngettext("%(days)s day ago", "%(days)s days ago", ago) % {"days": ago}


def paging_of(wanted: Wanted, found: Sequence[Due]) -> Paging:
    """Where the next rows and the first ones are."""
    last = found[PAGE - 1] if len(found) > PAGE else None
    day = last.last_day if last else None
    key = f"{day.isoformat()}_{last.clock}" if last and day else ""
    first = replace(wanted, after=None).query()
    return Paging(
        next_url=wanted.query(after=key) if key else "",
        previous_url=f"{reverse('enforcement_week')}{first}" if wanted.after else "",
    )


def export_of(wanted: Wanted) -> Export:
    """The list as a file: exactly what is shown, all pages of it."""
    here, query = reverse("enforcement_week"), replace(wanted, after=None).query()
    return Export(f"{here}list.csv{query}", f"{here}list.xlsx{query}")


def search_of(wanted: Wanted, kinds: Sequence[tuple[str, str]]) -> Search:
    """The search and the filters above the list."""
    when = [
        Option("", _("The coming week")),
        Option(_LATE, _("The municipality is late")),
        Option(_OPEN, _("A term of others has passed")),
        Option("month", _("The coming four weeks")),
        Option("all", _("All that runs")),
    ]
    return Search(
        label=_("Case, street or town"),
        value=wanted.words,
        filters=[
            Filter("when", _("When"), when, wanted.when),
            Filter(
                "who",
                _("Whose"),
                [Option("", _("Everybody's")), Option(_MINE, _("Mine"))],
                wanted.who,
            ),
            Filter(
                "kind",
                _("What ends"),
                [
                    Option("", _("Every term")),
                    *(Option(key, label) for key, label in kinds),
                ],
                wanted.kind,
            ),
        ],
    )


def empty_of(wanted: Wanted) -> Empty:
    """What stands there where nothing ends."""
    if wanted.narrowed:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the coming week"),
            reverse("enforcement_week"),
        )
    return Empty(
        _("Nothing ends in the coming week."),
        _("Look further ahead, or go on with a case."),
        _("Show all that runs"),
        reverse("enforcement_week") + "?when=all",
    )


def lines_of(found: Sequence[Due], on: date) -> Iterator[list[object]]:
    """The list as a file."""
    yield [
        *(_("Last day"), _("What ends"), _("Case"), _("Address"), _("Offender")),
        *(_("Path"), _("Term for"), _("Whose"), _("How it stands"), _("Days left")),
        *(_("How it was counted"), _("Article")),
    ]
    for one in found:
        yield [
            *(one.last_day, in_words(one.title), one.number, one.address),
            *(one.offender, in_words(one.path_title), whose_term(one), one.owner),
            standing(one, on).value,
            (one.last_day - on).days if one.last_day else None,
            " ".join(said(each) for each in one.counted),
            one.article,
        ]
