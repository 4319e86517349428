"""The list of mail as it is shown."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onderdak.foundation.outbox.contract import Message
from onderdak.web.messages.finding import Asked, Found
from onderdak.web.messages.words import STATES, kind_of, state_cell
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
from onderdak.web.pages.values import number


def header() -> list[str]:
    """The names of the columns."""
    return [_("Written"), _("To"), _("Subject"), _("Kind"), _("Attempts"), _("State")]


def line(row: Message) -> list[object]:
    """One mail as a line of a file."""
    return [
        localtime(row.created_at).replace(microsecond=0, tzinfo=None).isoformat(" "),
        row.email,
        row.subject,
        kind_of(row),
        row.attempts,
        str(state_cell(row).value),
    ]


def table_of(found: Found, asked: Asked) -> Table:
    """The list with search, paging and export."""
    return Table(
        name="outgoing",
        caption=_("Messages of your organisation"),
        note=_("newest first"),
        columns=_columns(),
        rows=[_row(each) for each in found.messages],
        empty=_empty(asked),
        paging=_paging(found, asked),
        search=_search(asked) if found.total or asked.narrowed else None,
        export=_export(asked) if found.total else None,
    )


def _columns() -> list[Column]:
    return [
        Column(label, row_header=place == 0, numeric=place == 4)
        for place, label in enumerate(header())
    ]


def _row(row: Message) -> list[object]:
    written = date_format(localtime(row.created_at), "j F Y H:i")
    return [
        Cell(written, reverse("message", args=[row.pk])),
        row.email or _("wiped"),
        row.subject or _("wiped"),
        kind_of(row),
        row.attempts,
        state_cell(row),
    ]


def _empty(asked: Asked) -> Empty:
    if asked.narrowed:
        return Empty(
            _("No message fits this search."),
            _("Try fewer letters, or look at the whole list."),
            _("Show all messages"),
            reverse("messages"),
        )
    return Empty(
        _("No message has been sent from here yet."),
        _("When you invite someone, the mail stands here, and whether it arrived."),
    )


def _paging(found: Found, asked: Asked) -> Paging:
    if not found.messages:
        return Paging()
    first, last = found.messages[0].pk, found.messages[-1].pk
    return Paging(
        next_url=asked.address(after=last) if found.has_next else "",
        previous_url=asked.address(before=first) if found.has_previous else "",
        shown=_("%(shown)s of %(total)s messages")
        % {"shown": number(len(found.messages)), "total": number(found.total)},
    )


def _search(asked: Asked) -> Search:
    options = [Option(each.value, str(STATES[each])) for each in Message.State]
    every = Option("", _("Every state"))
    return Search(
        label=_("Search by address"),
        hint=_("Type the first letters of the e-mail address."),
        value=asked.start,
        filters=[Filter("state", _("State"), [every, *options], asked.state)],
    )


def _export(asked: Asked) -> Export:
    return Export(
        csv_url=reverse("messages_csv") + (asked.address() if asked.narrowed else "")
    )
