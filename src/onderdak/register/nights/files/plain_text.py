"""Reads a file of plain text with separators (CSV), in the encodings people send."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.sheets import Row, Sheet

_SEPARATORS = ";\t,|"
_SAMPLE_ROWS = 60
_LINES_NAMED = 10
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?[ ;,\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)

# Polish and Romanian letters of Windows-1250 that would be signs inside a word in
# Windows-1252: 'Kowalska' with a superscript three in it is not a name.
_EASTERN = re.compile(
    rb"[A-Za-z\xc0-\xff][\xb3\xb9\xbf\xba\xa5\xa3\xaf](?=[A-Za-z\xc0-\xff\s;,\t|\"'-])"
    rb"|[\xb3\xb9\xbf\xa5\xa3\xaf][A-Za-z\xc0-\xff]"
)


def read_plain_text(data: bytes) -> tuple[Sheet, list[Text]]:
    """Read a file of plain text as one sheet, with notes on how it was read."""
    written, notes = _decode(data)
    separator, written = _separator_line(written)
    rows = _split(written, separator or _guess_separator(written))
    return Sheet(name="", rows=rows, ragged=True), notes


def _decode(data: bytes) -> tuple[str, list[Text]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), []
    if wide := _wide(data):
        return _strict(data, wide), []
    if b"\x00" in data:
        raise not_a_spreadsheet()
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_mixed(data) or _decode_windows(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_a_spreadsheet() from error


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of plain letters is zero."""
    head = data[:2000]
    if len(head) < 4:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > len(head) * 0.3 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) * 0.3 and odd == 0 else None


def _decode_mixed(data: bytes) -> tuple[str, list[Text]] | None:
    """Decode lists that were pasted together: most lines UTF-8, some of them older."""
    lines = data.splitlines(keepends=True)
    newer = sum(_is_newer(line) for line in lines)
    if not newer:
        return None
    older = [at for at, line in enumerate(lines, start=1) if not _is_utf8(line)]
    if len(older) > newer:
        return None
    written = [
        line.decode() if _is_utf8(line) else _decode_windows(line)[0] for line in lines
    ]
    named = ", ".join(map(str, older[:_LINES_NAMED]))
    return "".join(written), [
        text(
            "The file mixes two sets of letters. Check the names with accents on "
            "line %(lines)s, or save the file as 'CSV UTF-8'.",
            lines=named + (", …" if len(older) > _LINES_NAMED else ""),
        )
    ]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_newer(line: bytes) -> bool:
    """Whether a line has letters beyond ASCII that are right as UTF-8."""
    return not line.isascii() and _is_utf8(line)


def _decode_windows(data: bytes) -> tuple[str, list[Text]]:
    order = ["cp1250", "cp1252"] if _EASTERN.search(data) else ["cp1252", "cp1250"]
    for encoding in order:
        try:
            written = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return written, [_old_letters(encoding)]
    raise not_a_spreadsheet()


def _old_letters(encoding: str) -> Text:
    return text(
        "The file uses an old set of letters (%(name)s). Check names with accents, "
        "or save the file as 'CSV UTF-8'.",
        name="Windows-1250" if encoding == "cp1250" else "Windows-1252",
    )


def _separator_line(written: str) -> tuple[str | None, str]:
    # Excel takes such a line as an order and does not show it, so the count of
    # lines starts after it.
    found = _SEPARATOR_LINE.match(written)
    return (found[1], written[found.end() :]) if found else (None, written)


def _guess_separator(written: str) -> str:
    sample = written[:200_000]
    scores = {mark: _evenness(sample, mark) for mark in _SEPARATORS}
    best = max(scores.values())
    return next(mark for mark in _SEPARATORS if scores[mark] == best)


def _evenness(sample: str, separator: str) -> int:
    """Weigh how evenly a separator cuts the first rows, and into how many cells."""
    try:
        rows = list(
            islice(
                csv.reader(io.StringIO(sample, newline=""), delimiter=separator),
                _SAMPLE_ROWS,
            )
        )
    except csv.Error:
        return 0
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max((times * (width - 1) for width, times in counts.items()), default=0)


def _split(written: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    try:
        rows: list[Row] = [*reader]
    except csv.Error as error:
        raise Invalid(
            text("The file cannot be split into rows."),
            text(
                'Somewhere a quotation mark (") opens and never closes: '
                "the text runs on for pages, up to line %(line)s.",
                line=reader.line_num,
            ),
            text("Take out the quotation mark, or save the file as XLSX."),
        ) from error
    _refuse_swallowed(rows, written, separator)
    return rows


def _refuse_swallowed(rows: list[Row], written: str, separator: str) -> None:
    """Refuse lines that a stray quotation mark has swallowed into one cell."""
    if '"' not in written:
        return
    width = max(Counter(len(row) for row in rows).items(), key=lambda it: it[1])[0]
    for line, row in enumerate(rows, start=1):
        for cell in row:
            if isinstance(cell, str) and "\n" in cell:
                inside = max(part.count(separator) for part in cell.split("\n"))
                if inside >= max(width - 1, 2):
                    raise _swallowed(line)


def _swallowed(line: int) -> Invalid:
    return Invalid(
        text("The file cannot be split into rows."),
        text(
            'On line %(line)s a quotation mark (") opens and is not closed on that '
            "line: the lines below it would be lost.",
            line=line,
        ),
        text("Take out the quotation mark, or save the file as XLSX."),
    )


def not_a_spreadsheet() -> Invalid:
    """Refuse a file that holds no table at all."""
    return Invalid(
        text("This file is not a spreadsheet."),
        text("We can read XLSX, ODS, XLS and CSV."),
        text("Save the list in your spreadsheet program as XLSX and send that."),
    )
