"""The sheet of signatures of a report: who signed, when, over which hash, on what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime

from onderdak.foundation.documents.contract import (
    CERTIFICATE,
    Block,
    Certificate,
    Sender,
    render,
    table,
)
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.domain.reports import Kind, Oath
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.report_blocks import TITLES
from onderdak.supervision.inspections.report_labels import said
from onderdak.supervision.inspections.report_pdf import LANGUAGE
from onderdak.supervision.inspections.report_queries import ReportOn

OATHS: Final[Mapping[Oath, Text]] = {
    Oath.NONE: text("in the own account"),
    Oath.OATH: text("on the oath of office (ambtseed)"),
    Oath.PROMISE: text("on the promise of office (ambtsbelofte)"),
}


def signature_sheet(visit: Visit, report: ReportOn) -> bytes:
    """The sheet as a PDF/UA-1; it says no more than what is on record."""
    with translation.override(LANGUAGE):
        title = said(text("Sheet of signatures"))
        certificate = Certificate(
            sender=Sender(visit.municipality.name),
            title=title,
            number=visit.number,
            number_label=said(text("Visit")),
            statement=said(
                text(
                    "These inspectors signed the document named here in the"
                    " municipality's system, each with their own account."
                )
            ),
            facts=_facts(report),
            blocks=[_signatures(report)],
            checksum=f"SHA-256: {report.row.sha256}",
        )
        last = report.row.locked_at or report.row.made_at
        return render(
            CERTIFICATE,
            certificate,
            language=LANGUAGE,
            title=f"{title} {visit.number}",
            on=localdate(last),
        ).pdf


def _facts(report: ReportOn) -> list[tuple[str, object]]:
    row = report.row
    locked = row.locked_at
    rows: list[tuple[str, object]] = [
        (said(text("Document")), said(TITLES[Kind(row.kind)])),
        (said(text("Made on")), localdate(row.made_at)),
        (said(text("Size in bytes")), str(row.bytes)),
    ]
    if locked:
        rows.append((said(text("Locked since")), _moment(locked)))
    if report.waits_for:
        rows.append((said(text("Not signed yet by")), ", ".join(report.waits_for)))
    return rows


def _signatures(report: ReportOn) -> Block:
    head = [said(text("Who")), said(text("When")), said(text("How"))]
    return table(
        head,
        [
            [
                ", ".join(filter(None, [one.name, one.function])),
                _moment(one.at),
                said(OATHS[Oath(one.oath)]),
            ]
            for one in report.signatures
        ],
    )


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y H:i")
