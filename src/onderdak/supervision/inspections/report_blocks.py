"""From what was recorded to the pieces of a report, in the words of its reader."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime

from onderdak.foundation.documents.contract import (
    Block,
    Sender,
    bullets,
    callout,
    facts,
    paragraph,
    table,
)
from onderdak.kernel.text import Text, msgid, text
from onderdak.supervision.inspections.domain.report_data import (
    LateData,
    Person,
    ReportData,
)
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.report_findings import findings_blocks
from onderdak.supervision.inspections.report_labels import said
from onderdak.supervision.inspections.report_rooms import photos_of, rooms_blocks

Section = Mapping[str, object]

TITLES: Final[Mapping[Kind, Text]] = {
    Kind.FINDINGS: text("Report of findings"),
    Kind.OFFICIAL: text("Official report (proces-verbaal)"),
    Kind.ENTRY: text("Report of entry into a home"),
    Kind.ADDENDUM: text("Addendum to a report"),
}
_UNDER_OATH: Final = msgid(
    "The inspectors named below drew up this report on their oath or promise of office."
    " The sheet of signatures says which of the two each of them took."
)


def document_of(data: ReportData, kind: Kind, title: str) -> Mapping[str, object]:
    """A whole report as its template shows it."""
    return {
        "sender": Sender(data.town),
        "number": data.number,
        "title": title,
        "subtitle": data.address,
        "facts": _header(data),
        "oath": said(text(_UNDER_OATH)) if kind is Kind.OFFICIAL else "",
        "sections": [one for one in _sections(data) if one["blocks"]],
        "signing": signing(data.inspectors),
    }


def signing(inspectors: Sequence[Person]) -> Mapping[str, object]:
    """The last part: who signs, and how that is checked."""
    return {
        "title": said(text("Signature")),
        "text": said(
            text(
                "This report is signed in the municipality's system by the inspectors"
                " named here, each with their own account, over the SHA-256 of this"
                " file. The sheet of signatures says when. With the file itself anybody"
                " can have checked that nothing of it changed."
            )
        ),
        "who": [named(one) for one in inspectors],
    }


def named(person: Person) -> str:
    """A person with the function."""
    return ", ".join(filter(None, [person.name or person.role, person.function]))


def _header(data: ReportData) -> list[tuple[str, object]]:
    announced = {True: text("Yes"), False: text("No")}.get(bool(data.announced))
    rows: list[tuple[str, object]] = [
        (said(text("Visit")), data.number),
        (said(text("Address")), data.address),
        (said(text("Day")), data.visited),
        (said(text("Began and ended")), f"{data.began or '?'} – {data.ended or '?'}"),
        (said(text("Reason")), data.reason),
    ]
    if data.investigation:
        rows.append((said(text("Address investigation")), data.investigation))
    if data.announced is not None and announced is not None:
        rows.append((said(text("Announced beforehand")), said(announced)))
    return rows


def section(title: Text, blocks: Sequence[Block]) -> Section:
    """A part of a report under a heading of its own."""
    return {"title": said(title), "blocks": list(blocks)}


def _sections(data: ReportData) -> Iterator[Section]:
    summary = [paragraph(data.summary)] if data.summary else []
    yield section(text("Summary"), summary)
    yield section(text("Who was there"), _present(data))
    yield section(text("How the address was entered"), _entry(data))
    yield section(text("Findings"), findings_blocks(data.findings))
    yield section(text("Done at once"), _acts(data))
    yield section(text("The place as a whole"), _place(data))
    yield section(text("Room by room"), list(rooms_blocks(data.rooms)))
    yield section(text("Questions that were asked"), list(_answers(data)))
    yield section(text("Statements"), _statements(data))
    yield section(
        text("What was well done"), [bullets(*data.good)] if data.good else []
    )
    yield section(text("Further photos"), photos_of(data.photos))
    yield section(text("Recorded differently and left open"), _conflicts(data))
    yield section(text("Arrived after the visit was closed"), late_blocks(data.late))
    yield section(text("Hashes of the photos"), _hashes(data))


def _present(data: ReportData) -> list[Block]:
    rows = [(said(text("Inspectors")), "; ".join(map(named, data.inspectors)))]
    others = [named(one) for one in data.present]
    if others:
        rows.append((said(text("Also present")), "; ".join(others)))
    rows.append(
        (
            said(text("Interpreter")),
            data.interpreter or said(text("No interpreter was recorded.")),
        )
    )
    return [facts(*rows)]


def _entry(data: ReportData) -> list[Block]:
    found: list[Block] = []
    if data.warrant:
        found += [facts(*data.warrant)]
    if data.entry:
        found += [facts(*data.entry)]
    if not found:
        found = [paragraph(said(text("Nothing was recorded about the entry.")))]
    return found


def _acts(data: ReportData) -> list[Block]:
    if not data.acts:
        return []
    return [
        table(
            [said(text("What")), said(text("Who")), said(text("Telephoned at"))],
            [[one.what, one.who, one.phoned_at] for one in data.acts],
        )
    ]


def _place(data: ReportData) -> list[Block]:
    found: list[Block] = [facts(*data.place_rows)] if data.place_rows else []
    for name, rows in data.units:
        named: list[Block] = [{"kind": "part", "text": name}] if name.strip() else []
        found += [*named, facts(*rows)] if rows else []
    return found


def _answers(data: ReportData) -> Iterator[Block]:
    for form, rows in data.answers:
        if rows:
            yield {"kind": "part", "text": form}
            yield facts(*rows)


def _statements(data: ReportData) -> list[Block]:
    if not data.statements:
        return []
    opened = text(
        "These statements were kept sealed and were opened for this report only."
    )
    found: list[Block] = [callout(said(opened))]
    for one in data.statements:
        told = {
            True: text("Told beforehand that no answer need be given."),
            False: text("Not told beforehand that no answer need be given."),
        }.get(bool(one.cautioned))
        caution = said(told) if told and one.cautioned is not None else ""
        found += [{"kind": "titled", "title": one.who, "text": f"{one.said} {caution}"}]
    return found


def _conflicts(data: ReportData) -> list[Block]:
    if not data.conflicts:
        return []
    about = text(
        "The inspectors recorded this differently, and nobody settled it. All that was"
        " typed stands here. For the norms it counts as not known."
    )
    rows = [[one.about, " / ".join(one.values)] for one in data.conflicts]
    return [
        paragraph(said(about)),
        table([said(text("What")), said(text("What was typed"))], rows),
    ]


def late_blocks(late: Sequence[LateData]) -> list[Block]:
    """What came in after the visit was closed, as a list of its own."""
    if not late:
        return []
    about = text("This is kept and listed, but it is no part of the facts above.")
    rows = [
        [one.about, one.value, date_format(localtime(one.received), "j F Y H:i")]
        for one in late
    ]
    head = [said(text("What")), said(text("Value")), said(text("Received"))]
    return [paragraph(said(about)), table(head, rows)]


def _hashes(data: ReportData) -> list[Block]:
    every = [*data.photos, *(photo for room in data.rooms for photo in room.photos)]
    if not every:
        return []
    about = text("The SHA-256 of each photo as the device sent it.")
    rows = [
        [str(one.number), broken(one.sha256)]
        for one in sorted(every, key=lambda one: one.number)
    ]
    head = [said(text("Photo")), said(text("SHA-256"))]
    return [paragraph(said(about)), table(head, rows)]


def broken(hash_: str) -> str:
    """A hash in groups, so that a line may break and an eye may follow."""
    return " ".join(hash_[at : at + 8] for at in range(0, len(hash_), 8))
