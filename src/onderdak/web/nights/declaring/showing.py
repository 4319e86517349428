"""The page that says what a file would do, whether it is small or large."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.kernel.text import Text
from onderdak.register.nights.contract import (
    Declared,
    HandIn,
    Location,
)
from onderdak.register.nights.contract.files import (
    LEAVING,
    Fate,
    PreviewRow,
    many_leave,
    mended_file,
)
from onderdak.web.account.contract import Request
from onderdak.web.nights.declaring import preview_rows, tables
from onderdak.web.nights.declaring.forms import FIELD_NAMES
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def frame(step: int, **more: object) -> dict[str, object]:
    """What stands around every page of handing in a file."""
    crumbs = [{"label": _("Start"), "url": "/"}, {"label": _("Hand in a file")}]
    steps = [_("File"), _("Check"), _("Done")]
    return {"breadcrumbs": crumbs, "steps": steps, "step": step, **more}


@dataclass(frozen=True)
class Shown:
    """What there is to show of a file that was checked and not yet confirmed."""

    filename: str
    location: Location
    told: Declared | HandIn
    rows: Sequence[PreviewRow]
    columns: Mapping[str, str]
    ignored_columns: Sequence[str]
    notes: Sequence[Text]
    is_remembered: bool
    is_complete: bool
    guests_before: int
    urls: Mapping[str, str] = field(default_factory=dict)

    @property
    def leaving(self) -> int:
        """How many guests would end or be withdrawn."""
        return len({row.reference for row in self.rows if row.fate in LEAVING})

    @property
    def renamed(self) -> int:
        """Rows whose reference stood for somebody with other initials."""
        return sum(row.fate is Fate.RENAMED for row in self.rows)


def page(request: Request, shown: Shown, problem: object = None) -> HttpResponse:
    """What the file would change, with every error, before anything is recorded."""
    told = shown.told
    asked = preview_rows.asked_by(request.GET)
    urls = shown.urls
    context = frame(
        2,
        told=told,
        filename=shown.filename,
        location=shown.location,
        counts=tables.counts(told),
        good=told.new + told.corrected,
        notes=shown.notes,
        ignored_columns=shown.ignored_columns,
        columns=_columns(shown.columns),
        is_remembered=shown.is_remembered,
        errors=tables.errors(shown.rows, urls["errors"]),
        rows=preview_rows.table_of(
            shown.rows, asked, csv_url=urls["rows_csv"], xlsx_url=urls["rows_xlsx"]
        ),
        renamed=shown.renamed,
        many_leave=shown.leaving and many_leave(shown.leaving, shown.guests_before),
        many_leave_text=_leaving(shown),
        incomplete=shown.is_complete and told.rejected,
        urls=urls,
        problem=problem,
    )
    status = 422 if problem else 200
    return render(request, "nights/declare/preview.html", context, status=status)


def _leaving(shown: Shown) -> str:
    return ngettext(
        "Yes: %(leaving)s guest who is not in the file has left",
        "Yes: the %(leaving)s guests who are not in the file have left",
        shown.leaving,
    ) % {"leaving": shown.leaving}


def _columns(columns: Mapping[str, str]) -> list[Fact]:
    return [Fact(str(FIELD_NAMES.get(key, key)), name) for key, name in columns.items()]


def rows_csv(request: Request, rows: Sequence[PreviewRow]) -> HttpResponseBase:
    """Exactly the rows that are shown, as CSV."""
    lines = list(preview_rows.lines(rows, preview_rows.asked_by(request.GET)))
    return csv_file(lines, f"onderdak-rows-{localdate():%Y-%m-%d}")


def rows_xlsx(request: Request, rows: Sequence[PreviewRow]) -> FileResponse:
    """Exactly the rows that are shown, as a workbook."""
    lines = preview_rows.lines(rows, preview_rows.asked_by(request.GET))
    return xlsx_file(lines, f"onderdak-rows-{localdate():%Y-%m-%d}")


def errors_csv(rows: Sequence[PreviewRow]) -> HttpResponseBase:
    """Every error of the file, by line and column."""
    return csv_file(list(tables.error_lines(rows)), "onderdak-errors")


def mended(
    request: Request,
    *,
    provider: int,
    content: bytes,
    filename: str,
    mapping: Mapping[str, str],
    rows: Sequence[PreviewRow],
) -> HttpResponse:
    """The provider's own list as a workbook, every wrong cell marked."""
    made = mended_file(
        by=request.actor,
        provider=provider,
        content=content,
        filename=filename,
        mapping=mapping,
        rows=rows,
        translate=said,
        only_bad=request.GET.get("rows") == "bad",
    )
    name = f"onderdak-mend-{localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(
        made,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
