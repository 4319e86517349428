"""An addendum: what turned out otherwise than a signed report says."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

from onderdak.foundation.documents.contract import Block, Sender, paragraph, render
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.report_data import LateData, Person
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.models import Visit, VisitReport
from onderdak.supervision.inspections.recorded import Recorded
from onderdak.supervision.inspections.report_blocks import (
    TITLES,
    late_blocks,
    section,
    signing,
)
from onderdak.supervision.inspections.report_gathering import (
    gathered_late,
    inspectors_of,
)
from onderdak.supervision.inspections.report_labels import said
from onderdak.supervision.inspections.report_pdf import LANGUAGE, TEMPLATE


def addendum_pdf(
    visit: Visit, first: VisitReport, words: str, here: Recorded, on: date
) -> bytes:
    """The addendum as a PDF/UA-1; it names the report that it adds to by its hash."""
    late = gathered_late(visit, here)
    return drawn_addendum(visit, first, words, late, inspectors_of(visit), on)


def drawn_addendum(
    visit: Visit,
    first: VisitReport,
    words: str,
    came_late: Sequence[LateData],
    signers: Sequence[Person],
    on: date,
) -> bytes:
    """The same, once all of it is at hand."""
    title = said(TITLES[Kind.ADDENDUM])
    late: list[Block] = late_blocks(came_late)
    document = {
        "sender": Sender(visit.municipality.name),
        "number": visit.number,
        "title": title,
        "subtitle": visit.address.in_full,
        "facts": _facts(visit, first),
        "oath": "",
        "sections": [
            section(text("What turned out otherwise"), _paragraphs(words)),
            *(
                [section(text("Arrived after the visit was closed"), late)]
                if late
                else []
            ),
        ],
        "signing": signing(signers),
    }
    return render(
        TEMPLATE,
        document,
        language=LANGUAGE,
        title=f"{title} {visit.number}",
        on=on,
        author=visit.municipality.name,
    ).pdf


def _facts(visit: Visit, first: VisitReport) -> list[tuple[str, object]]:
    locked = date_format(first.locked_at, "j F Y") if first.locked_at else ""
    return [
        (in_language(text("Visit")), visit.number),
        (in_language(text("Adds to")), said(TITLES[Kind(first.kind)])),
        (in_language(text("Signed on")), locked),
        (in_language(text("SHA-256 of that report")), _in_groups(first.sha256)),
    ]


def _in_groups(hash_: str) -> str:
    return " ".join(hash_[at : at + 8] for at in range(0, len(hash_), 8))


def _paragraphs(words: str) -> list[Block]:
    return [paragraph(part.strip()) for part in words.split("\n\n") if part.strip()]
