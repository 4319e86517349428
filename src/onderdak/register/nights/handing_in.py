"""A provider's own file through the one action: read, named, declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onderdak.foundation.identity.contract import Actor, check_may, municipality_names
from onderdak.foundation.privacy.contract import Identity, Sealer
from onderdak.kernel.text import Text
from onderdak.register.nights.actions import declare_stays
from onderdak.register.nights.domain.declared import Declared, DeclaredStay, RowError
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.files import StayRow, StaysFile, read_stays
from onderdak.register.nights.models import Declaration, Location


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file: the declaration, and how its columns were read."""

    declared: Declared
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    notes: tuple[Text, ...]

    def column(self, field: str) -> str:
        """The file's own name of a column."""
        return self.columns.get(field, field)


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
    preview: bool = False,
) -> FileOutcome:
    """Declare the stays in a provider's own spreadsheet.

    Every bad row is reported at once; with one, nothing is recorded unless the good
    rows are accepted. The same file again changes nothing.

    Raises:
        Invalid: the file as a whole cannot be read.
        NotAllowed, RoomClosed, Conflict: see `declare_stays`.
    """
    check_may(by, DECLARE, provider=location.provider_id)
    read = read_stays(source, filename=filename, mapping=mapping or None, on=on)
    declared = declare_stays(
        by=by,
        location=location,
        rows=_declared_rows(read, location),
        on=on,
        channel=Declaration.Channel(channel),
        source_name=filename,
        earlier_errors=[
            RowError(error.line, error.column, error.value, error.message)
            for error in read.errors
        ],
        accept_good=accept_good,
        preview=preview,
    )
    return FileOutcome(
        declared=declared,
        columns=read.columns,
        ignored_columns=tuple(read.ignored_columns),
        notes=tuple(read.notes),
    )


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
        line=row.line,
        location_id=location.pk,
        reference=reference,
        identity=identity,
        arrival=row.arrival,
        departure=row.departure,
        expected_departure=row.expected_departure,
        room=row.room,
        bed=row.bed,
        status=row.registration,
        brp_municipality=codes.get(place.casefold(), place),
        registered_since=row.registered_since,
    )
