"""Who looked at which address, and for what: the log for the privacy officer."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract import (
    BY_KEY,
    Purpose,
    View,
    lookers,
    views_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file
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
from onderdak.web.picture.words import HOW, head_of_file, in_words, purpose_name

PAGE = 50
_CHUNK = 500
_PURPOSES = list(Purpose)


def _purpose(request: Request) -> str:
    asked = request.GET.get("for", "")
    return asked if asked in set(_PURPOSES) else ""


def _page(actor: Actor, purpose: str, after: int | None, most: int) -> list[View]:
    town = actor.grants[0].municipality or ""
    log = views_of(by=actor, municipality=town, on=localdate())
    if purpose:
        log = log.filter(purpose=purpose)
    if after:
        log = log.filter(pk__lt=after)
    return list(log[:most])


@require_safe
@with_task
def looks(request: Request) -> HttpResponse:
    """Looks at addresses of one's own municipality, newest first."""
    purpose = _purpose(request)
    after = whole_number(request.GET.get("after", ""))
    found = _page(request.actor, purpose, after, PAGE + 1)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Looks at addresses")},
        ],
        "looks": _table(found, purpose, after),
    }
    return render(request, "picture/looks.html", context)


def _table(found: list[View], purpose: str, after: int | None) -> Table:
    shown = found[:PAGE]
    query = f"for={purpose}&" if purpose else ""
    more = len(found) > PAGE
    every = Option("", _("Every purpose"))
    options = [Option(one.value, purpose_name(one)) for one in _PURPOSES]
    return Table(
        name="looks",
        caption=_("Addresses that were looked at"),
        note=_("newest first"),
        columns=[
            Column(label, row_header=not place) for place, label in enumerate(_header())
        ],
        rows=list(_told(shown)),
        empty=Empty(
            _("Nobody has looked at an address."),
            _("As soon as somebody does, it stands here: who, where, for what."),
        ),
        paging=Paging(
            next_url=f"?{query}after={shown[-1].pk}" if more else "",
            previous_url=f"?{query}" if after else "",
        ),
        search=Search(
            label=None,
            filters=[Filter("for", _("Purpose"), [every, *options], purpose)],
        ),
        export=Export(
            csv_url=reverse("picture_looks_csv") + (f"?{query}" if query else "")
        )
        if shown
        else None,
    )


def _header() -> list[str]:
    return [
        _("When"),
        _("Who"),
        _("Address"),
        _("Purpose"),
        _("Sources shown"),
        _("Through"),
    ]


def _told(found: list[View]) -> Iterator[list[object]]:
    names = lookers(found)
    for one in found:
        yield [
            date_format(localtime(one.at), "j F Y H:i"),
            names.get(one.user_id) or _("account %(number)s") % {"number": one.user_id},
            about_of(one),
            purpose_name(Purpose(one.purpose)),
            ", ".join(in_words(BY_KEY[key].title) for key in one.kinds),
            str(HOW[View.How(one.how)]),
        ]


def about_of(one: View) -> str:
    """The address that was seen; of a list, from which address to which."""
    if one.address is not None:
        return str(one.address)
    known = {"number": one.addresses or 0, **one.asked}
    if "delivery" in one.asked:
        return _("the lines of file %(delivery)s: %(number)s addresses") % known
    if "doubt" in one.asked:
        return _("line %(doubt)s in doubt") % known
    if "doubts" in one.asked:
        return _("the lines in doubt: %(number)s") % known
    if "from" not in one.asked:
        return _("a list of %(number)s addresses") % known
    return _("a list of %(number)s addresses, from %(from)s to %(to)s") % known


@require_safe
@with_task
def looks_csv(request: Request) -> HttpResponseBase:
    """The log as CSV, for the purpose that is shown."""
    actor, purpose = request.actor, _purpose(request)
    _page(actor, purpose, None, 1)  # refuse before the file begins
    lines = _lines(actor, purpose, translation.get_language() or "nl")
    return csv_file(lines, f"onderdak-looks-{localdate():%Y-%m-%d}")


def _lines(actor: Actor, purpose: str, language: str) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield head_of_file(actor, _("watching over privacy"))
        yield list(_header())
        chunk = _page(actor, purpose, None, _CHUNK)
        while chunk:
            yield from _told(chunk)
            chunk = _page(actor, purpose, chunk[-1].pk, _CHUNK)
