"""Reads key figures of neighbourhoods (CBS, Kerncijfers wijken en buurten).

As a table of StatLine: the CSV of its columns, or the JSON of its OData service. The
number behind the name of a column differs from year to year, so it is not looked at;
of two columns of one name the first one counts, which is the one of everybody.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from json import JSONDecodeError
from pathlib import Path
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract.ranking import ShareFault, ShareRow

_LARGEST: Final = 256 * 1024 * 1024
_NEIGHBOURHOOD: Final = re.compile(r"BU\d{8}")
_NUMBERED: Final = re.compile(r"_\d+$")
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_CODES: Final = ("codering", "wijkenenbuurten", "buurtcode", "gwb_code", "regio_code")
_NOT_PUBLISHED: Final = frozenset({"", ".", "x", "null", "none"})
_FEWEST_INHABITANTS: Final = 10
_PERCENT: Final = {
    "low_income": "huishoudensmeteenlaaginkomen",
    "rented": "huurwoningentotaal",
    "private_rented": "inbezitoverigeverhuurders",
    "multi_family": "percentagemeergezinswoning",
}
_INHABITANTS: Final = "aantalinwoners"
_ROOTS_ABROAD: Final = ("europaexclusiefnederland", "buiteneuropa")
Line = Mapping[str, str]


class ShareFiles:
    """Key figures of neighbourhoods, in CSV or JSON."""

    def read(self, file: Path) -> tuple[list[ShareRow], list[ShareFault]]:
        """Read all neighbourhoods; see `AreaShares`."""
        rows: list[ShareRow] = []
        faults: list[ShareFault] = []
        known = False
        for number, line in _lines(file):
            code = _code(line)
            known = known or _has_shares(line)
            if not _NEIGHBOURHOOD.fullmatch(code):
                continue
            try:
                rows += _shares(code, line)
            except ValueError as error:
                faults.append(
                    ShareFault(
                        number, text("'%(given)s' is no number.", given=str(error))
                    )
                )
        if not known or not (rows or faults):
            raise Invalid(
                text("%(name)s has no shares of neighbourhoods.", name=file.name),
                next_step=text(
                    "Give the key figures of neighbourhoods (CBS) as CSV or JSON, with"
                    " the columns of StatLine."
                ),
            )
        return rows, faults


reader: Final = ShareFiles()


def _lines(file: Path) -> Iterator[tuple[int, Line]]:
    try:
        if file.stat().st_size > _LARGEST:
            raise Invalid(text("%(name)s is too large to be shares.", name=file.name))
        written = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            text("The file %(name)s cannot be read.", name=file.name)
        ) from error
    found = _of_json(written) if written[:1] in "[{" else _of_csv(written)
    for number, row in found:
        yield number, _by_name(row)


def _of_csv(written: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    first = written.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(StringIO(written), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Invalid(
            text("Line %(line)s is no line of a table.", line=reader.line_num)
        ) from error


def _of_json(written: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        content = json.loads(written)
    except (JSONDecodeError, RecursionError) as error:
        raise Invalid(text("This is no JSON with a list of areas.")) from error
    rows = content.get("value") if isinstance(content, dict) else content
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        if isinstance(row, dict):
            yield number, row


def _by_name(row: Mapping[str, object]) -> Line:
    """Columns by their name without its number; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value in row.items():
        plain = "" if value is None else str(value).strip()
        found.setdefault(_NUMBERED.sub("", str(name).strip()).lower(), plain)
    return found


def _code(line: Line) -> str:
    codes = (line.get(name, "").upper() for name in _CODES)
    return next((code for code in codes if _NEIGHBOURHOOD.fullmatch(code)), "")


def _has_shares(line: Line) -> bool:
    return bool(line.keys() & {*_PERCENT.values(), *_ROOTS_ABROAD})


def _shares(code: str, line: Line) -> Iterator[ShareRow]:
    for key, column in _PERCENT.items():
        if column in line:
            yield ShareRow(code, key, _whole(_number(line[column]), 10, 1))
    if _INHABITANTS in line and all(name in line for name in _ROOTS_ABROAD):
        everybody = _number(line[_INHABITANTS])
        parts = [_number(line[name]) for name in _ROOTS_ABROAD]
        yield ShareRow(code, "origin_abroad", _of_everybody(parts, everybody))


def _number(given: str) -> float | None:
    """A number; CBS writes nothing, a point or a negative one where it does not say."""
    if given.casefold() in _NOT_PUBLISHED:
        return None
    if not _NUMBER.fullmatch(given):
        raise ValueError(given[:40])
    found = float(given.replace(",", "."))
    return found if found >= 0 else None


def _of_everybody(parts: list[float | None], everybody: float | None) -> int | None:
    """CBS rounds to five: of a handful of residents nothing can be said."""
    known = [part for part in parts if part is not None]
    if everybody is None or everybody < _FEWEST_INHABITANTS or len(known) < len(parts):
        return None
    return _whole(sum(known), 1000, everybody)


def _whole(number: float | None, times: int, of: float) -> int | None:
    """Per thousand; rounding to five may take a sum just above the whole."""
    return None if number is None else min(1000, round(number * times / of))
