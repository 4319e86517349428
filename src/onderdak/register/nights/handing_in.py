"""A provider's own file through the one action: read, named, previewed, declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.db.models import Count

from onderdak.foundation.identity.contract import Actor, check_may, municipality_names
from onderdak.foundation.privacy.contract import Identity, Sealer
from onderdak.kernel.errors import Invalid
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, text
from onderdak.register.nights.actions import declare_stays
from onderdak.register.nights.bulk.previewing import staged_rows
from onderdak.register.nights.bulk.work import without_collecting
from onderdak.register.nights.column_memory import remembered_columns
from onderdak.register.nights.domain.declared import Declared, DeclaredStay, RowError
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.domain.previewed import Fate, Fault, PreviewRow
from onderdak.register.nights.files import StayRow, StaysFile, read_stays
from onderdak.register.nights.models import Declaration, Location, Stay


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read for a location: its rows as they are declared."""

    read: StaysFile
    rows: Sequence[DeclaredStay]
    errors: Sequence[RowError]

    def column(self, field: str) -> str:
        """The file's own name of a column."""
        return self.read.columns.get(field, field)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file: the declaration, and how its columns were read."""

    declared: Declared
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    notes: tuple[Text, ...]
    rows: Sequence[PreviewRow] = field(default_factory=tuple)
    remembered: Mapping[str, str] = field(default_factory=dict)
    guests_before: int = 0

    def column(self, field: str) -> str:
        """The file's own name of a column."""
        return self.columns.get(field, field)

    @property
    def renamed(self) -> int:
        """Rows whose reference stood for somebody with other initials."""
        return sum(row.fate is Fate.RENAMED for row in self.rows)

    @property
    def many_leave(self) -> bool:
        """Whether so many guests would end that it looks like half a list."""
        leaving = {each.reference for each in self.declared.left_out}
        return many_leave(len(leaving), self.guests_before)


def many_leave(leaving: int, before: int) -> bool:
    """Whether more than a tenth would end: then a second yes is asked."""
    return leaving * 10 > before


def read_file(
    *,
    by: Actor,
    location: Location,
    source: bytes | Path,
    filename: str,
    mapping: Mapping[str, str] | None,
    on: date,
) -> ReadFile:
    """Read a provider's own spreadsheet into rows that can be declared.

    Without a mapping the one is used that the provider chose before for this header.

    Raises:
        Invalid: the file as a whole cannot be read.
        NotAllowed: this person does not declare for this provider.
    """
    check_may(by, DECLARE, provider=location.provider_id)
    with without_collecting():
        read = read_stays(
            source,
            filename=filename,
            mapping=mapping or None,
            remembered=lambda names: remembered_columns(location.provider_id, names),
            on=on,
        )
        errors = [RowError(e.line, e.column, e.value, e.message) for e in read.errors]
        return ReadFile(read, _declared_rows(read, location), errors)


def declare_file(
    *,
    by: Actor,
    location: Location,
    source: bytes | Path,
    filename: str,
    mapping: Mapping[str, str] | None,
    on: date,
    channel: Declaration.Channel | str = Declaration.Channel.FILE,
    accept_good: bool = False,
    leave_renamed: bool = False,
    preview: bool = False,
    complete: DateRange | None = None,
) -> FileOutcome:
    """Declare the stays in a provider's own spreadsheet, in one transaction.

    Every bad row is reported at once; with one, nothing is recorded unless the good
    rows are accepted. The same file again changes nothing.

    Args:
        leave_renamed: take a reference that stood for other initials for a mistake.
        complete: the file names everyone who stays there in this period.

    Raises:
        Invalid: the file as a whole cannot be read.
        NotAllowed, RoomClosed, Conflict: see `declare_stays`.
    """
    file = read_file(
        by=by,
        location=location,
        source=source,
        filename=filename,
        mapping=mapping,
        on=on,
    )
    if leave_renamed:
        file = without_renamed(file, previewed(by, location, file, on=on).rows)
    if preview:
        return previewed(by, location, file, on=on, complete=complete)
    return declare_read(
        by=by,
        location=location,
        file=file,
        filename=filename,
        on=on,
        channel=channel,
        accept_good=accept_good or leave_renamed,
        complete=complete,
    )


def declare_read(
    *,
    by: Actor,
    location: Location,
    file: ReadFile,
    filename: str,
    on: date,
    channel: Declaration.Channel | str,
    accept_good: bool = False,
    complete: DateRange | None = None,
) -> FileOutcome:
    """Declare a file that was read already, in one transaction."""
    _refuse_part(file, complete)
    declared = declare_stays(
        by=by,
        location=location,
        rows=file.rows,
        on=on,
        channel=Declaration.Channel(channel),
        source_name=filename,
        earlier_errors=file.errors,
        accept_good=accept_good,
        complete=complete,
    )
    return outcome_of(file, declared)


def _refuse_part(file: ReadFile, complete: DateRange | None) -> None:
    """A workbook of wrong rows only is no complete list, mended or not."""
    if complete is not None and file.read.is_part:
        raise Invalid(
            text("This workbook holds only the rows that were wrong."),
            why=text("As a complete list it would let all other guests leave."),
            next_step=text("Hand it in without nights for which it is complete."),
        )


def previewed(
    by: Actor,
    location: Location,
    file: ReadFile,
    *,
    on: date,
    complete: DateRange | None = None,
) -> FileOutcome:
    """What a file would do, row by row; nothing is recorded."""
    _refuse_part(file, complete)
    declared = declare_stays(
        by=by,
        location=location,
        rows=file.rows,
        on=on,
        channel=Declaration.Channel.FILE,
        earlier_errors=file.errors,
        preview=True,
        complete=complete,
    )
    names = {row.reference: row.identity.name for row in file.rows if row.identity}
    with without_collecting():
        rows = [*staged_rows(names), *_bad_rows(file, declared.errors)]
    rows.sort(key=lambda row: row.line)
    outcome = outcome_of(file, declared, [*rows, *_left_out(declared)])
    before = guests_within(location, complete) if complete else 0
    return replace(outcome, guests_before=before)


def guests_within(location: Location, period: DateRange) -> int:
    """How many guests stay at a location in some night of a period."""
    stays = Stay.objects.filter(location=location, ends__gt=period.start)
    if period.end:
        stays = stays.filter(arrival__lt=period.end)
    return stays.aggregate(guests=Count("guest_id", distinct=True))["guests"] or 0


def outcome_of(
    file: ReadFile, declared: Declared, rows: Sequence[PreviewRow] = ()
) -> FileOutcome:
    """What became of a file that was read."""
    return FileOutcome(
        declared=declared,
        columns=file.read.columns,
        ignored_columns=tuple(file.read.ignored_columns),
        notes=(*file.read.notes, *declared.notes),
        rows=rows,
        remembered=file.read.remembered,
    )


def _bad_rows(file: ReadFile, errors: Sequence[RowError]) -> list[PreviewRow]:
    known = {row.line: row for row in file.rows}
    faults: dict[int, list[Fault]] = {}
    for error in errors:
        fault = Fault(file.column(error.field), error.value, error.message)
        faults.setdefault(error.line, []).append(fault)
    return [_bad_row(line, known.get(line), found) for line, found in faults.items()]


def _bad_row(line: int, row: DeclaredStay | None, faults: list[Fault]) -> PreviewRow:
    return PreviewRow(
        line=line,
        reference=row.reference if row else "",
        fate=Fate.BAD,
        arrival=row.arrival if row else None,
        departure=row.departure if row else None,
        faults=tuple(faults),
    )


def _left_out(declared: Declared) -> list[PreviewRow]:
    return [
        PreviewRow(
            line=0,
            reference=each.reference,
            fate=Fate.WITHDRAWN if each.ends_on is None else Fate.ENDS,
            arrival=None if each.ends_on is None else each.arrival,
            departure=each.ends_on,
            was_arrival=each.arrival,
            was_departure=each.departure,
        )
        for each in declared.left_out
    ]


def without_renamed(file: ReadFile, rows: Sequence[PreviewRow]) -> ReadFile:
    """Take every reference that stood for other initials for a mistake."""
    lines = {row.line for row in rows if row.fate is Fate.RENAMED}
    mistakes = [_another_guest(row) for row in file.rows if row.line in lines]
    kept = [row for row in file.rows if row.line not in lines]
    return ReadFile(file.read, kept, [*file.errors, *mistakes])


def _another_guest(row: DeclaredStay) -> RowError:
    message = text(
        "Reference %(reference)s stood for a guest with other initials. Give this"
        " guest a reference of their own.",
        reference=row.reference,
    )
    return RowError(row.line, "reference", row.reference, message)


def _declared_rows(read: StaysFile, location: Location) -> list[DeclaredStay]:
    sealer = Sealer.load(
        provider=location.provider_id, municipality=location.municipality_id
    )
    codes = _codes_by_name()
    return [_declared(row, location, sealer, codes) for row in read.rows]


def _codes_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in municipality_names().items()}


def _declared(
    row: StayRow, location: Location, sealer: Sealer, codes: Mapping[str, str]
) -> DeclaredStay:
    identity = Identity(row.name, row.residence, row.document_kind)
    reference = row.reference or f"~{sealer.fingerprint(identity).hex()[:16]}"
    place = row.brp_municipality
    return DeclaredStay(
        row.line,
        location.pk,
        reference,
        identity,
        row.arrival,
        row.departure,
        row.expected_departure,
        row.room,
        row.bed,
        row.registration,
        codes.get(place.casefold(), place) if place else "",
        row.registered_since,
        codes.get(row.work_municipality.casefold(), row.work_municipality),
    )
