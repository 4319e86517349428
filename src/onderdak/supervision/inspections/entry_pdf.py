"""The report of an entry without consent, as a document (Awbi art. 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from onderdak.foundation.documents.contract import (
    Block,
    Sender,
    bullets,
    facts,
    paragraph,
    render,
)
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.report_data import Person
from onderdak.supervision.inspections.domain.reports import EntryReport, Kind
from onderdak.supervision.inspections.models import Visit, WarrantDwelling
from onderdak.supervision.inspections.report_blocks import TITLES, section, signing
from onderdak.supervision.inspections.report_labels import said
from onderdak.supervision.inspections.report_pdf import LANGUAGE, TEMPLATE


@dataclass(frozen=True, slots=True)
class Entered:
    """The entry of one dwelling without consent.

    Without a warrant that names the dwelling it was for serious danger.
    """

    on: date
    copy_due_on: date
    dwelling: WarrantDwelling | None = None


def entry_pdf(
    visit: Visit,
    entered: Entered,
    entry: EntryReport,
    signers: Sequence[Person],
    on: date,
) -> bytes:
    """The report as a PDF/UA-1."""
    title = said(TITLES[Kind.ENTRY])
    oath = text("Drawn up on oath or promise of office, under article 10 of the Awbi.")
    document = {
        "sender": Sender(visit.municipality.name),
        "number": visit.number,
        "title": title,
        "subtitle": entry.place,
        "facts": _facts(entered, entry),
        "oath": said(oath),
        "sections": [
            section(text("Who entered"), [bullets(*entry.who)]),
            *(
                [section(text("Who else entered"), [bullets(*entry.others)])]
                if entry.others
                else []
            ),
            section(text("On which law the entry rests"), [bullets(*entry.provisions)]),
            section(text("How was entered"), [_manner(entry)]),
            *(
                [section(text("Why it was urgent"), [paragraph(entry.urgency)])]
                if entry.urgency.strip()
                else []
            ),
            section(text("What was done and what happened"), _done(entry.done)),
            section(text("To whom this goes"), [_copies(entered)]),
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


def _facts(entered: Entered, entry: EntryReport) -> list[tuple[str, object]]:
    return [
        (said(text("Where")), entry.place),
        (said(text("At whose home")), entry.at_whose),
        *_ground(entered.dwelling, entry),
        (said(text("Day of entry")), _day(entered.on)),
        (said(text("Entered at")), entry.entered_at),
        (said(text("Left at")), entry.left_at),
    ]


def _ground(
    dwelling: WarrantDwelling | None, entry: EntryReport
) -> list[tuple[str, object]]:
    if dwelling is None:
        why = text("serious and immediate danger (Awbi art. 2 (3))")
        return [(said(text("Without a warrant")), said(why))]
    issued = f"{_day(entry.issued_on)}, {entry.issued_by}"
    return [
        (said(text("Warrant of")), issued),
        (said(text("Valid up to and including")), _day(dwelling.warrant.valid_until)),
    ]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _manner(entry: EntryReport) -> Block:
    return paragraph(entry.manner)


def _done(words: str) -> list[Block]:
    return [paragraph(part.strip()) for part in words.split("\n\n") if part.strip()]


def _copies(entered: Entered) -> Block:
    giver = (said(text("Who gave the warrant")), said(text("this report of the entry")))
    rows = [
        *([giver] if entered.dwelling else []),
        (
            said(text("Who lives there")),
            said(
                text("a copy, by %(day)s at the latest", day=_day(entered.copy_due_on))
            ),
        ),
    ]
    return facts(*rows)
