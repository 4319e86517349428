"""How addresses are chosen: for everyone, without an account."""

from collections.abc import Collection
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.engines.ranking.points import Indicator, PointSet
from onderdak.foundation.identity.contract import municipality_names, rooms_on
from onderdak.supervision.picture.contract.ranking import Published, published_method
from onderdak.web.norms.braking import braked
from onderdak.web.pages.shapes import Column, Empty, Fact, Table
from onderdak.web.picture.ranking.frame import Notice
from onderdak.web.picture.ranking.points_tables import (
    indicators_table,
    named,
    no_points,
    points_words,
    standing,
    title_of,
)
from onderdak.web.picture.ranking.words import NEVER, day, per_hundred


def _town(asked: str) -> tuple[str, str]:
    """The municipality of a slug such as `voorbeeldstad`, or of a code."""
    wanted = asked.lower()
    for code, name in municipality_names().items():
        if wanted in (slugify(name), code.lower()) and "picture" in rooms_on(code):
            return code, name
    raise Http404


@require_safe
@braked("method")
def method(request: HttpRequest, town: str) -> HttpResponse:
    """Which facts give points today, what is never used, who decides, how to object."""
    code, name = _town(town)
    on = localdate()
    found = published_method(municipality=code, on=on)
    points = found.points
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("How addresses are chosen")},
        ],
        "town": name,
        "status": _status(found, on),
        "facts": _facts(found),
        "indicators": indicators_table(points, found.off, on)
        if points
        else no_points(),
        "example": _example(points, found.off, on) if points else None,
        "never": [str(each) for each in NEVER],
        "drawn": _drawn(found),
        "versions": _versions(found),
        "files": _files(found, town),
    }
    return render(request, "ranking/method.html", context)


def _status(found: Published, on: date) -> Notice:
    if found.points is None:
        return Notice(
            _("This municipality does not use such a list now."),
            "info",
            _("Below is how it would work."),
        )
    if not found.setting.on:
        return Notice(_("The list is switched off now."), "warning", found.setting.why)
    if on > found.points.until:
        return Notice(
            _("The points expired on %(day)s.") % {"day": day(found.points.until)},
            "warning",
            _("No list is made until new points are approved."),
        )
    return Notice(_("This municipality uses this list now."), "success")


def _facts(found: Published) -> list[Fact]:
    if found.points is None:
        return []
    facts = [
        Fact(_("Points"), named(found.name, found.version or found.points.version)),
        Fact(_("Hold from"), found.points.since),
        Fact(_("Hold until"), found.points.until),
    ]
    if found.approved_on:
        facts.append(Fact(_("Approved by the privacy officer on"), found.approved_on))
    return facts


def _drawn(found: Published) -> str:
    share = found.setting.random_share
    if not share:
        return _(
            "Nothing is drawn by lot in this municipality. So nobody can say how often"
            " something is wrong at other addresses: there is no base rate."
        )
    return _(
        "Of what is looked at in a week, %(share)s is drawn by lot. Only from locations"
        " that are checked regularly already, never from all homes. It begins with"
        " looking at the papers and a letter. This shows how often something is wrong"
        " elsewhere, and whether the points are right."
    ) % {"share": per_hundred(share)}


def _example(
    points: PointSet, off: Collection[str], on: date
) -> dict[str, object] | None:
    """A made-up address with the first step of the first facts that count."""
    counting = [each for each in points.indicators if not standing(each, off, on)][:3]
    if len(counting) < 2:
        return None
    return {
        "lines": [_example_line(each) for each in counting],
        "points": sum(each.steps[0].points for each in counting),
    }


def _example_line(one: Indicator) -> str:
    return _("%(fact)s: %(points)s") % {
        "fact": title_of(one.key),
        "points": points_words(one.steps[0].points),
    }


def _versions(found: Published) -> Table:
    return Table(
        name="versions",
        caption=_("Sets of points that were used"),
        columns=[
            Column(_("Set"), row_header=True),
            Column(_("Approved on")),
            Column(_("Used from")),
            Column(_("Used until")),
        ],
        rows=[
            [
                named(each.name, each.version),
                each.approved_on,
                each.used_from,
                each.used_until or _("now"),
            ]
            for each in found.versions
        ],
        empty=Empty(_("No points were used yet.")),
    )


def _files(found: Published, town: str) -> list[dict[str, str]]:
    if found.points is None:
        return []
    return [
        {
            "label": _("The points (YAML)"),
            "url": reverse("ranking_method_points", args=[town]),
        }
    ]


@require_safe
@braked("method")
def method_points(request: HttpRequest, town: str) -> HttpResponse:
    """The points in use as the file that they are."""
    code, _name = _town(town)
    found = published_method(municipality=code, on=localdate())
    if not found.body:
        raise Http404
    return HttpResponse(
        found.body,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="points.yaml"'},
    )
