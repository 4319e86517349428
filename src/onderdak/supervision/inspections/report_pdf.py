"""A report as a PDF/UA: photos made fit for paper, and the document drawn."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from django.utils import translation
from PIL import Image

from onderdak.foundation.documents.contract import Rendered, preview, render
from onderdak.supervision.inspections.domain.report_data import ReportData
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.report_blocks import TITLES, document_of
from onderdak.supervision.inspections.report_labels import said

TEMPLATE: Final = Path(__file__).parent / "templates" / "report.typ"
LANGUAGE: Final = "nl"  # the language of official documents (Awb art. 2:6)
_LONGEST: Final = 1_000
_QUALITY: Final = 72


def for_paper(image: bytes) -> tuple[bytes, int, int]:
    """A kept photo as it is printed: sharp at eight centimetres, and no larger."""
    with Image.open(BytesIO(image), formats=("JPEG",)) as opened:
        opened.draft("RGB", (_LONGEST, _LONGEST))
        fitting = opened.convert("RGB")
    fitting.thumbnail((_LONGEST, _LONGEST))
    written = BytesIO()
    fitting.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue(), fitting.width, fitting.height


def drawn(data: ReportData, kind: Kind, on: date) -> Rendered:
    """The report as a PDF/UA-1."""
    with translation.override(LANGUAGE):
        title = said(TITLES[kind])
        document = document_of(data, kind, title)
        return render(
            TEMPLATE,
            document,
            language=LANGUAGE,
            title=f"{title} {data.number}",
            on=on,
            author=data.town,
        )


def pages(data: ReportData, kind: Kind, on: date) -> list[bytes]:
    """The pages as PNG, for a look at them."""
    with translation.override(LANGUAGE):
        title = said(TITLES[kind])
        return preview(
            TEMPLATE,
            document_of(data, kind, title),
            language=LANGUAGE,
            title=f"{title} {data.number}",
            on=on,
        )
