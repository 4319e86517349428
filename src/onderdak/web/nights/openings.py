"""Which names were opened, by whom and why: the log for the privacy officer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    User,
    scope,
    scope_of,
)
from onderdak.foundation.privacy.contract import Ground, Opening, openings
from onderdak.kernel.identifiers import whole_number
from onderdak.web.account.contract import ROLE_NAMES, Request, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.nights.words import GROUNDS
from onderdak.web.pages.shapes import (
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)
from onderdak.web.pages.values import number

PAGE = 50
_CHUNK = 500


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the log."""

    ground: str = ""
    after: int | None = None
    before: int | None = None

    def address(self, **key: int) -> str:
        """The query string of another page under the same ground."""
        ground = {"ground": self.ground} if self.ground else {}
        return "?" + urlencode({**ground, **key})


@dataclass(frozen=True)
class Found:
    """One page of the log, and what lies around it."""

    openings: list[Opening]
    total: int
    has_next: bool
    has_previous: bool


@with_task
def opened_names(request: Request) -> HttpResponse:
    """Names that were opened in one's own municipality, newest first."""
    asked = _asked_by(request.GET)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Opened names")},
        ],
        "openings": _table(_find(_log(request.actor, asked), asked), asked),
    }
    return render(request, "nights/openings.html", context)


@with_task
def opened_names_csv(request: Request) -> HttpResponseBase:
    """The log as CSV, under the ground that is shown."""
    actor, asked = request.actor, _asked_by(request.GET)
    _log(actor, asked)  # refuse before the file begins
    lines = _lines(actor, asked, translation.get_language() or "nl")
    return csv_file(lines, f"onderdak-openings-{localdate():%Y-%m-%d}")


def _asked_by(query: QueryDict) -> Asked:
    """What is asked; a key that cannot be read is the beginning of the log."""
    ground = query.get("ground", "")
    return Asked(
        ground=ground if ground in set(Ground) else "",
        after=whole_number(query.get("after", "")),
        before=whole_number(query.get("before", "")),
    )


def _log(actor: Actor, asked: Asked) -> QuerySet[Opening]:
    found = openings(by=actor, municipality=actor.grants[0].municipality or "")
    return found.filter(ground=asked.ground) if asked.ground else found


def _find(log: QuerySet[Opening], asked: Asked) -> Found:
    """One page; a page before the first is the first."""
    total = log.count()
    if asked.before is not None:
        newer = list(log.filter(pk__gt=asked.before).order_by("id")[: PAGE + 1])
        if newer:
            return Found(newer[:PAGE][::-1], total, True, len(newer) > PAGE)
    after = asked.after
    older = list((log.filter(pk__lt=after) if after else log)[: PAGE + 1])
    return Found(older[:PAGE], total, len(older) > PAGE, bool(after))


def _accounts(found: Iterable[Opening]) -> dict[int, str]:
    """The addresses of those who opened; an account that is gone is not among them."""
    ids = {opening.actor_id for opening in found}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "email"))


def _table(found: Found, asked: Asked) -> Table:
    accounts = _accounts(found.openings)
    return Table(
        name="openings",
        caption=_("Names that were opened"),
        note=_("newest first"),
        columns=[
            Column(label, row_header=not place) for place, label in enumerate(_header())
        ],
        rows=[
            [date_format(_moment(each), "j F Y H:i"), *_told(each, accounts)]
            for each in found.openings
        ],
        empty=_empty(asked),
        paging=_paging(found, asked),
        search=_filters(asked) if found.total or asked.ground else None,
        export=_export(asked) if found.total else None,
    )


def _header() -> list[str]:
    return [_("When"), _("Who"), _("Role"), _("Ground"), _("Case"), _("About")]


def _moment(opening: Opening) -> datetime:
    return localtime(opening.at).replace(microsecond=0)


def _told(opening: Opening, accounts: dict[int, str]) -> list[object]:
    """Who opened, in which role, on which ground, for which case and guest."""
    return [
        accounts.get(opening.actor_id)
        or (_("the guest") if opening.actor_id == 0 else "")
        or _("account %(number)s") % {"number": opening.actor_id},
        _role(opening.role),
        GROUNDS[Ground(opening.ground)],
        opening.case or _("not needed"),
        _subject(opening.subject),
    ]


def _role(written: str) -> object:
    """The role; a guest who saw the own name with a code has none."""
    known = ROLE_NAMES.get(Role(written)) if written in set(Role) else None
    return known or _("the person, with a code")


def _subject(subject: str) -> str:
    kind, _space, guest = subject.partition(" ")
    return _("guest %(number)s") % {"number": guest} if kind == "guest" else subject


def _empty(asked: Asked) -> Empty:
    if asked.ground:
        return Empty(
            _("No name was opened on this ground."),
            _("Choose another ground, or look at the whole log."),
            _("Show the whole log"),
            reverse("openings"),
        )
    return Empty(
        _("No name has been opened here yet."),
        _(
            "As soon as someone opens the name of a guest, it stands here: who did it,"
            " in which role, on which ground, for which case and when."
        ),
    )


def _paging(found: Found, asked: Asked) -> Paging:
    if not found.openings:
        return Paging()
    first, last = found.openings[0].pk, found.openings[-1].pk
    return Paging(
        next_url=asked.address(after=last) if found.has_next else "",
        previous_url=asked.address(before=first) if found.has_previous else "",
        shown=_("%(shown)s of %(total)s openings")
        % {"shown": number(len(found.openings)), "total": number(found.total)},
    )


def _filters(asked: Asked) -> Search:
    options = [Option(each.value, str(GROUNDS[each])) for each in Ground]
    every = Option("", _("Every ground"))
    return Search(
        label=None,
        filters=[Filter("ground", _("Ground"), [every, *options], asked.ground)],
    )


def _export(asked: Asked) -> Export:
    query = asked.address() if asked.ground else ""
    return Export(csv_url=reverse("openings_csv") + query)


def _lines(actor: Actor, asked: Asked, language: str) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield list(_header())
        for chunk in _chunks(_log(actor, asked)):
            accounts = _accounts(chunk)
            yield from ([_moment(each), *_told(each, accounts)] for each in chunk)


def _chunks(log: QuerySet[Opening]) -> Iterator[list[Opening]]:
    chunk = list(log[:_CHUNK])
    while chunk:
        yield chunk
        chunk = list(log.filter(pk__lt=chunk[-1].pk)[:_CHUNK])
