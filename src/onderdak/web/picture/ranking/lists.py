"""The list: where to look first, why, what is unknown, and the lightest step."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, scope, scope_of
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract.ranking import (
    SEE_RANKING,
    Ranked,
    RankingRun,
    Show,
    check_list,
    latest_list,
    points_of,
    run_for,
    setting_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Fact,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)
from onderdak.web.pages.values import said
from onderdak.web.picture.ranking.finding import Asked, Found, asked_by, find, find_all
from onderdak.web.picture.ranking.frame import (
    Notice,
    crumbs,
    off_notice,
    replay_notice,
    stale_notice,
    town_of,
)
from onderdak.web.picture.ranking.points_tables import title_of
from onderdak.web.picture.ranking.words import CHOICES, SHORT, SHOWS, STEPS, day


@require_safe
@with_task
def ranking(request: Request) -> HttpResponse:
    """The newest list, or the one that the address bar names."""
    on, asked = localdate(), asked_by(request.GET)
    check_may(request.actor, SEE_RANKING, municipality=town_of(request))
    setting = setting_of(by=request.actor, municipality=town_of(request), on=on)
    run = _run(request, asked, on) if setting.on else None
    notices = [off_notice(setting), _age(run, on) if run else None]
    context = {
        "breadcrumbs": crumbs(last=_("Ranking")),
        "notices": [each for each in notices if each],
        "facts": _facts(run, setting.capacity) if run else [],
        "ranked": _table(find(request.actor, run, asked, on), run)
        if run
        else (_no_list() if setting.on else _switched_off()),
    }
    return render(request, "ranking/list.html", context)


def _age(run: RankingRun, on: date) -> Notice | None:
    return replay_notice() if run.replay else stale_notice(run.on_day, on)


def _run(request: Request, asked: Asked, on: date) -> RankingRun | None:
    if asked.run is not None:
        return run_for(by=request.actor, number=asked.run, on=on)
    return latest_list(by=request.actor, municipality=town_of(request), on=on)


def _facts(run: RankingRun, capacity: int) -> list[Fact]:
    points = run.point_set
    return [
        Fact(_("List of"), run.on_day),
        Fact(
            _("Points"),
            _("%(name)s, version %(version)s")
            % {"name": points.name, "version": points.version},
        ),
        Fact(_("Fits in a week"), capacity, _("addresses")),
    ]


def _no_list() -> Table:
    return Table(
        name="ranked",
        caption=_("Addresses in order of points"),
        columns=[],
        rows=[],
        empty=Empty(
            _("There is no list yet."),
            _("A list needs points that are in use. Then it takes a minute or so."),
            _("Make a list"),
            reverse("ranking_runs"),
        ),
    )


def _switched_off() -> Table:
    return Table(
        name="ranked",
        caption=_("Addresses in order of points"),
        columns=[],
        rows=[],
        empty=Empty(_("While the ranking is off no list is shown.")),
    )


def _table(found: Found, run: RankingRun) -> Table:
    asked = found.asked
    return Table(
        name="ranked",
        caption=_("Addresses in order of points"),
        note=_("state of %(day)s; equal points are in order by lot")
        % {"day": day(run.on_day)},
        columns=[
            Column(_("Place"), numeric=True),
            Column(_("Address"), row_header=True),
            Column(_("Points"), numeric=True),
            Column(_("Why")),
            Column(_("Not known")),
            Column(_("Lightest step")),
            Column(_("Decided")),
        ],
        rows=[_cells(one) for one in found.rows],
        empty=Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("ranking"),
        ),
        paging=Paging(found.next_url, found.previous_url),
        search=_search(asked, run),
        export=_export(asked) if found.rows else None,
    )


def _cells(one: Ranked) -> list[object]:
    return [
        one.place,
        Cell(one.in_full, reverse("ranking_address", args=[one.id])),
        one.points,
        why_of(one),
        unknown_of(one),
        str(STEPS[one.step]),
        decided_of(one) or _("not yet"),
    ]


def why_of(one: Ranked) -> str:
    """Why an address stands there, in words."""
    reasons = "; ".join(said(each.words) for each in one.reasons)
    if not one.drawn:
        return reasons or _("no points")
    return "; ".join(filter(None, [_("drawn by lot"), reasons]))


def unknown_of(one: Ranked) -> str:
    """What is not known of it, in short."""
    return ", ".join(
        str(SHORT.get(each.key) or said(each.title)) for each in one.unknown
    )


def decided_of(one: Ranked) -> str:
    """What a person decided last."""
    if not one.chosen:
        return ""
    last = one.chosen[0]
    return _("%(what)s, %(day)s") % {"what": CHOICES[last.what], "day": day(last.at)}


def _search(asked: Asked, run: RankingRun) -> Search:
    shows = [Option(each.value, str(SHOWS[each])) for each in Show]
    indicators = [
        Option(each.key, title_of(each.key))
        for each in points_of(run.point_set).indicators
    ]
    return Search(
        label=_("Search by street, or postcode and number"),
        value=asked.words,
        filters=[
            Filter("show", _("Show"), shows, asked.show.value),
            Filter(
                "indicator",
                _("With points for"),
                [Option("", _("Anything")), *indicators],
                asked.indicator,
            ),
        ],
        keep={"run": str(asked.run)} if asked.run else {},
    )


def _export(asked: Asked) -> Export:
    query = asked.address()
    return Export(reverse("ranking_csv") + query, reverse("ranking_xlsx") + query)


@require_safe
@with_task
def ranking_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: exactly what is shown."""
    return csv_file(_lines(request), _file_name())


@require_safe
@with_task
def ranking_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: exactly what is shown."""
    return xlsx_file(_lines(request), _file_name())


def _file_name() -> str:
    return f"onderdak-ranking-{localdate():%Y-%m-%d}"


def _lines(request: Request) -> Iterator[list[object]]:
    on, asked = localdate(), asked_by(request.GET)
    # Refuse before the file begins.
    check_may(request.actor, SEE_RANKING, municipality=town_of(request))
    run = _run(request, asked, on)
    if run is None:
        raise NotFound(text("There is no list yet."))
    check_list(by=request.actor, run=run, on=on)
    return _written(request, run, asked, translation.get_language() or "nl")


def _written(
    request: Request, run: RankingRun, asked: Asked, language: str
) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(request.actor)), translation.override(language):
        yield _header()
        for one in find_all(request.actor, run, asked, localdate()):
            yield _line(one)


def _header() -> list[object]:
    return [
        *(_("Place"), _("Address"), _("Neighbourhood"), _("Points"), _("Why")),
        *(_("Not known"), _("Lightest step"), _("Drawn by lot"), _("Decided")),
        _("Reason"),
    ]


def _line(one: Ranked) -> list[object]:
    return [
        one.place,
        one.in_full,
        one.neighbourhood,
        one.points,
        why_of(one),
        unknown_of(one),
        str(STEPS[one.step]),
        _("yes") if one.drawn else _("no"),
        decided_of(one),
        one.chosen[0].why if one.chosen else "",
    ]
