"""The extras of the by-law, for the administrator and the privacy officer."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.register.nights.contract.supervising import (
    ByLawExtra,
    Extra,
    by_law_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.by_law.words import NAMES, sentence
from onderdak.web.pages.shapes import Cell, Column, Table
from onderdak.web.quality.file.words import in_words


@with_task
def by_law(request: Request) -> HttpResponse:
    """Which extras are on in one's own municipality, and how to change them."""
    code = request.actor.grants[0].municipality or ""
    asked = by_law_of(by=request.actor, municipality=code, on=localdate())
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Set-up"), "url": reverse("setup")},
            {"label": _("What the by-law asks")},
        ],
        "code": code,
        "extras": _table(asked),
        "nothing": not any(each.on for each in asked),
    }
    return render(request, "nights/by_law.html", context)


def _table(asked: list[ByLawExtra]) -> Table:
    return Table(
        name="extras",
        caption=_("Beyond the law"),
        note=_("What is off is on no form, and what a file says of it is not kept."),
        columns=[
            Column(_("Extra"), row_header=True),
            Column(_("State")),
            Column(_("Since")),
            Column(_("Article")),
            Column(_("What changes for providers")),
            Column(_("Parameter")),
        ],
        rows=[_row(each) for each in asked],
    )


def _row(asked: ByLawExtra) -> list[object]:
    return [
        str(NAMES[asked.extra]),
        Cell(_state(asked), kind="info" if asked.on else ""),
        asked.since or "–",
        f"{asked.article} ({in_words(asked.source)})" if asked.on else "–",
        sentence(asked) if asked.on else _off(asked.extra),
        asked.extra.value,
    ]


def _state(asked: ByLawExtra) -> str:
    word = _("on") if asked.on else _("off")
    if asked.changes_on is None:
        return word
    return _("%(state)s; changes on %(day)s") % {
        "state": word,
        "day": _day(asked.changes_on),
    }


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _off(extra: Extra) -> str:
    """What it means that an extra is off: nobody can fall short of it."""
    return {
        Extra.NOTICE: _("Nothing: no declaration is ever late."),
        Extra.CONFIRMATION: _("Nothing: no night is ever missing."),
        Extra.WORK: _("Nothing: the field does not exist."),
    }[extra]
