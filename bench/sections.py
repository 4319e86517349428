"""The parts of the report: what each promises, how it measures, and what it found."""

from collections.abc import Callable, Mapping
from typing import Final

from bench import (
    api,
    bag,
    declaring,
    desk,
    enforcement,
    enforcement_letters,
    evening,
    files,
    homes,
    letters,
    linkage,
    norms,
    picture,
    ranking,
    tables,
    visit_sync,
)


def _declaring() -> list[str]:
    declared = declaring.run()
    return [
        "## A bulk declaration against a bare COPY of the same rows",
        "",
        "Parsed rows in; validated, sealed, constrained, logged and committed. Every"
        " guest is new to the provider; rooms and beds are known. The yardstick is the"
        " best of three of COPY into an ordinary table without index or constraint.",
        "",
        *tables.declaring(declared),
        "",
        "Where the time goes, in times the bare COPY:",
        "",
        *tables.steps(declared),
        "",
        "Rows in each table afterwards, as the provider sees them:",
        "",
        *tables.tables(declared),
        "",
        "Taxable nights against a plain sum:",
        "",
        *tables.levy([one["levy"] for one in declared]),
    ]


def _files() -> list[str]:
    return [
        "## A provider's XLSX, from upload to committed",
        "",
        "The yardstick is python-calamine: open the workbook and read every cell, best"
        " of three. Allowed is four times that, plus the declaration of rows that are"
        " read already. 'At once' reads and declares in one transaction. On the page a"
        " large file is read and checked, then, when somebody has confirmed, recorded"
        " in chunks; the person's own time is left out.",
        "",
        *files.lines(files.run()),
    ]


def _homes() -> list[str]:
    visited = homes.run()
    return [
        f"## The first page of each role, {visited['stays']:,} stays",
        "",
        f"{homes.CLIENTS} clients, closed loop, no think time, {homes.SECONDS} seconds"
        " each; clients, two server processes and the database share two cores.",
        "",
        *tables.homes(visited),
        "",
        "The page of an evening, the same stays; p95 below 200 ms promised."
        f" {evening.CLIENTS} clients, {evening.SECONDS} seconds each; else as above.",
        "",
        *tables.evening(evening.run(filled=True)),
        "",
        f"The public form of the report desk, {desk.A_SECOND} requests a second;"
        f" p95 below {desk.PROMISED_MS} ms promised. Open loop, {desk.SECONDS} seconds"
        " each: a request goes out on its moment, and waiting counts from then. Each"
        " comes from another visitor; else as above.",
        "",
        *desk.lines(desk.run(filled=True)),
        "",
        f"A full house of {api.BEDS} through the API; below 150 ms promised. One"
        " system, one request after the other, over HTTP, the same stays. The first"
        " night names everyone; later nights are by reference, or in full; each night"
        " 20 leave and 20 come.",
        "",
        *tables.api(api.run()),
    ]


def _letters() -> list[str]:
    printed = letters.run()
    return [
        f"## Letters as PDF/UA-1, {letters.PROMISED} a second promised",
        "",
        f"One page each, {letters.LETTERS} letters per language, each with other data,"
        f" one after the other in one process; at most {printed['peak_mb']:.0f} MB.",
        "",
        *tables.letters(printed),
    ]


def _norms() -> list[str]:
    return [
        f"## All norms, {norms.PROMISED:,} locations a second on one core promised",
        "",
        "Each location has one unit, two to six rooms and four fifths of all facts, as"
        " a facts file would hold them; processor time of one process.",
        "",
        *tables.norms(norms.run()),
    ]


def _picture() -> list[str]:
    pictured = picture.run()
    return [
        f"## The picture of an address, {pictured['signals']:,} signals;"
        f" p95 below {picture.PROMISED_MS} ms promised",
        "",
        f"{picture.ADDRESSES:,} addresses in one town; {picture.PAGES} pages for each"
        " role, half of them of addresses where a provider houses people; one client.",
        "",
        *picture.lines(pictured),
    ]


def _bag() -> list[str]:
    return [
        f"## The BAG of a town, {bag.PROMISED} times the time of parsing promised",
        "",
        "Buildings of an invented town, in a zip of zips. The yardstick is unpacking"
        " and walking through every element with the same parser (lxml); loading"
        " checks and measures every outline, and writes. Best of five, in turns.",
        "",
        *tables.bag(bag.run()),
    ]


def _linkage() -> list[str]:
    return [
        "## Linking of addresses, 99 % precision and 97 % recall of columns promised",
        "",
        "An invented register of about 25,000 addresses, written down with the slips"
        " and shares that stand in `bench/labelled_addresses.py`: assumptions, not a"
        " sample of real lists. The weights were counted on another register.",
        "",
        *tables.linkage(linkage.linkage()),
    ]


def _ranking() -> list[str]:
    return [
        f"## A ranking of addresses, {ranking.PROMISED_RATIO:.0f} times a full scan"
        f" promised for {ranking.SIZES[-1]:,}",
        "",
        f"Invented addresses with {ranking.INDICATORS} indicators each, in Parquet. The"
        " yardstick reads the same file in the same engine and adds up every column."
        f" Promised too: {ranking.REGION:,} ranked within {ranking.PROMISED_S:.0f} s,"
        f" and at most {ranking.PROMISED_MB:,} MB. Work is the time of all"
        " processors; it says more when the machine has other work too.",
        "",
        *ranking.lines(ranking.run()),
    ]


def _visit() -> list[str]:
    return [
        f"## A house of {visit_sync.ROOMS} rooms and {visit_sync.PHOTOS} photos,"
        f" {visit_sync.OPERATIONS:,} operations of {visit_sync.DEVICES} phones",
        "",
        "Python and Node work on the same operations; a telephone is several times"
        " slower than this machine. A phone sends batches, and the norms judge when the"
        " last is in; one client, straight into the action.",
        "",
        *visit_sync.lines(visit_sync.run()),
    ]


def _enforcement() -> list[str]:
    return [
        f"## {enforcement.CASES:,} running cases of enforcement: the recount within"
        f" {enforcement.PROMISED_S} s, the week list within"
        f" {enforcement.PROMISED_MS} ms promised",
        "",
        "Orders under penalty of up to two years old, some with an objection that"
        " runs. The recount counts every clock and forfeiture anew and writes what"
        " changed; own work is the processor time of the counting process.",
        "",
        *enforcement.lines(enforcement.run()),
    ]


def _enforcement_letters() -> list[str]:
    return [
        f"## Letters of enforcement, {enforcement_letters.PROMISED} a second promised",
        "",
        "All kinds in turn, in Dutch with a summary in one of nine languages beside it,"
        " two or three pages; own work is the processor time of the process.",
        "",
        *enforcement_letters.lines(enforcement_letters.run()),
    ]


SECTIONS: Final[Mapping[str, Callable[[], list[str]]]] = {
    "declaring": _declaring,
    "files": _files,
    "pages": _homes,
    "letters": _letters,
    "norms": _norms,
    "picture": _picture,
    "bag": _bag,
    "linkage": _linkage,
    "ranking": _ranking,
    "visit": _visit,
    "enforcement": _enforcement,
    "enforcement-letters": _enforcement_letters,
}

# These work in memory: the others begin with a database without rows.
IN_MEMORY: Final = frozenset(
    {"letters", "norms", "linkage", "ranking", "enforcement-letters"}
)
