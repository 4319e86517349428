"""Whatever a provider writes as a list comes back the same."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onderdak.register.nights.files import read_stays

TODAY = date(2026, 11, 21)
FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d-%m-%y")
HEADER = (
    "Referentie",
    "Naam",
    "Woonplaats",
    "Document",
    "Aankomst",
    "Vertrek",
    "Kamer",
)
PLAIN = "ABCDEFGHIJKLMNOPRSTUVWZabcdefghijklmnoprstuvwyz"
LETTERS = {
    "utf-8": PLAIN + "éñüßłŻążśćńóșțăîâÅøćž",
    "utf-8-sig": PLAIN + "éñüßłŻążśćńóșțăîâ",
    "utf-16": PLAIN + "éñüßłŻążśćńóșțăîâ",
    "cp1252": PLAIN + "éñüßäëïöçèàâîôû",
}


@dataclass(frozen=True)
class Written:
    reference: str
    name: str
    residence: str
    arrival: date
    departure: date | None
    room: str


def words(letters: str) -> st.SearchStrategy[str]:
    # Words of eight letters: short ones may be a word with a meaning, such as 'open'.
    word = st.text(letters, min_size=8, max_size=12)
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


@st.composite
def stays(draw: st.DrawFn, letters: str) -> Written:
    arrival = draw(st.dates(date(1980, 1, 1), date(2027, 11, 21)))
    nights = draw(st.none() | st.integers(1, 400))
    return Written(
        reference=draw(st.from_regex(r"[A-Z]{0,2}[0-9]{1,9}", fullmatch=True)),
        name=draw(words(letters)),
        residence=draw(words(letters)),
        arrival=arrival,
        departure=arrival + timedelta(nights) if nights else None,
        room=draw(st.from_regex(r"[0-9]{1,3}[A-D,;]?", fullmatch=True)),
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[list[Written], bytes]:
    encoding = draw(st.sampled_from(sorted(LETTERS)))
    rows = draw(st.lists(stays(LETTERS[encoding]), min_size=1, max_size=12))
    form = draw(st.sampled_from(FORMATS))
    buffer = io.StringIO()
    writer = csv.writer(
        buffer,
        delimiter=draw(st.sampled_from(";,\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerow(HEADER)
    for row in rows:
        left = row.departure.strftime(form) if row.departure else ""
        came = row.arrival.strftime(form)
        writer.writerow(
            [row.reference, row.name, row.residence, "paspoort", came, left, row.room]
        )
    return rows, buffer.getvalue().encode(encoding)


@settings(max_examples=300, deadline=None)
@given(files())
def test_rows_come_back_as_they_were_written(
    written: tuple[list[Written], bytes],
) -> None:
    rows, data = written
    file = read_stays(data, filename="list.csv", on=TODAY)
    assert file.errors == []
    assert [row.line for row in file.rows] == list(range(2, len(rows) + 2))
    assert [
        Written(r.reference, r.name, r.residence, r.arrival, r.departure, r.room)
        for r in file.rows
    ] == rows
