"""The list of norms as a page and as files."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.rules import As, Kind
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.norms.asked import Asked, When, asked_of, when_of
from onderdak.web.norms.braking import braked
from onderdak.web.norms.finding import (
    Found,
    Listed,
    all_norms,
    counted,
    find,
    find_all,
    uses,
)
from onderdak.web.norms.words import SECTIONS, USE_TAGS, USES
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
from onderdak.web.pages.values import number
from onderdak.web.quality.file.words import KINDS, in_words


@require_safe
@braked("norms")
def norms(request: HttpRequest) -> HttpResponse:
    """Every norm, for anyone."""
    asked, when = asked_of(request.GET), when_of(request.GET)
    everything = all_norms(when)
    counts = counted(everything)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Norms")},
        ],
        "norms": _table(find(asked, when), asked, when, uses(everything)),
        "counts": [
            Fact(_("Computed"), counts["computed"]),
            Fact(_("Prompt only"), counts["prompt"]),
            Fact(_("Text only, with the reason"), counts["text"]),
        ],
        "when": when,
        "keep": asked.keys,
    }
    return render(request, "norms/norms.html", context)


@require_safe
@braked("norms")
def norms_csv(request: HttpRequest) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_rows(request), _file_name(request))


@require_safe
@braked("norms")
def norms_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_rows(request), _file_name(request))


def _file_name(request: HttpRequest) -> str:
    return f"onderdak-norms-{when_of(request.GET).on:%Y-%m-%d}"


def _rows(request: HttpRequest) -> Iterator[list[object]]:
    when = when_of(request.GET)
    return iter(
        [_header(), *map(_line, find_all(asked_of(request.GET), when))],
    )


def _header() -> list[object]:
    return [
        _("Rule"),
        _("Part"),
        _("Norm"),
        _("What it says"),
        _("How binding"),
        _("Use here"),
        _("Reason"),
        _("Article"),
        _("Version of the value"),
    ]


def _line(one: Listed) -> list[object]:
    norm, cited = one.norm, one.cited
    return [
        norm.rule,
        norm.part,
        in_words(norm.title),
        in_words(norm.text),
        _kind(one),
        USES[norm.as_],
        in_words(norm.reason) if norm.reason else None,
        cited.article if cited else None,
        cited.version if cited else None,
    ]


def _kind(one: Listed) -> object:
    return KINDS[one.kind] if one.kind else None


def _table(found: Found, asked: Asked, when: When, how_many: Mapping[As, int]) -> Table:
    return Table(
        name="norms",
        caption=_("Norms"),
        columns=[
            Column(_("Norm"), row_header=True),
            Column(_("How binding")),
            Column(_("Use here")),
            Column(_("Article")),
        ],
        rows=[_row(one, when) for one in found.norms],
        empty=Empty(
            _("No norm fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show all norms"),
            reverse("norms") + when.query,
        ),
        paging=_paging(found, asked, when),
        search=_search(asked, when, how_many),
        export=_export(asked, when) if found.total else None,
    )


def _row(one: Listed, when: When) -> list[object]:
    norm = one.norm
    address = reverse("norm", args=[norm.rule]) + when.query
    return [
        Cell(f"{norm.rule} {in_words(norm.title)}", address),
        _kind(one) or _("does not bind by itself"),
        _use(one),
        one.cited.article if one.cited else _("no value here on this day"),
    ]


def _use(one: Listed) -> Cell:
    norm = one.norm
    if norm.reason is not None and norm.as_ in (As.TEXT, As.PROMPT):
        return Cell(f"{USES[norm.as_]}: {in_words(norm.reason)}")
    if not one.in_force:
        return Cell(_("does not hold here on this day"))
    return Cell(USES[norm.as_], kind=USE_TAGS.get(norm.as_, "info"))


def _search(asked: Asked, when: When, how_many: Mapping[As, int]) -> Search:
    sections = [Option(key, f"{key} – {label}") for key, label in SECTIONS.items()]
    kinds = [Option(kind.value, str(KINDS[kind])) for kind in Kind]
    used = [Option(use.value, f"{USES[use]} ({how_many[use]})") for use in As]
    return Search(
        label=_("Search in the norms"),
        hint=_("A number, such as A01, or words of the norm."),
        value=asked.words,
        filters=[
            Filter(
                "section",
                _("Section"),
                [Option("", _("Every section")), *sections],
                asked.section,
            ),
            Filter(
                "kind",
                _("How binding"),
                [Option("", _("Every kind")), *kinds],
                asked.kind,
            ),
            Filter("as", _("Use here"), [Option("", _("Every use")), *used], asked.use),
        ],
        keep=when.keys,
    )


def _paging(found: Found, asked: Asked, when: When) -> Paging:
    if not found.norms:
        return Paging()
    kept = {**when.keys, **asked.keys}
    first, last = found.norms[0].norm.id, found.norms[-1].norm.id
    return Paging(
        next_url="?" + urlencode({**kept, "after": last}) if found.has_next else "",
        previous_url=(
            "?" + urlencode({**kept, "before": first}) if found.has_previous else ""
        ),
        shown=_("%(shown)s of %(total)s norms")
        % {"shown": number(len(found.norms)), "total": number(found.total)},
    )


def _export(asked: Asked, when: When) -> Export:
    kept = {**when.keys, **asked.keys}
    query = f"?{urlencode(kept)}" if kept else ""
    return Export(reverse("norms_csv") + query, reverse("norms_xlsx") + query)
