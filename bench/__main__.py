"""`make bench`: measure, print, and write docs/reference/benchmarks.md."""

import platform
from pathlib import Path
from typing import Any

from bench import database

database.make_anew()

from bench import (  # noqa: E402 - models need the set-up above
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
    visit_sync,
)

_REPORT = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"


def _declaring(measured: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| rows | bare COPY | declared | ratio | per row | same rows again |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {m['rows']:,} | {m['copy_s']:.2f} s | {m['declare_s']:.2f} s"
        f" | {m['ratio']:.1f} | {m['per_row_us']:.0f} µs | {m['again_ratio']:.1f} |"
        for m in measured
    ]
    return lines


def _steps(measured: list[dict[str, Any]]) -> list[str]:
    names = list(measured[0]["steps"])
    lines = [
        "| rows | " + " | ".join(names) + " | the rest |",
        "| ---: |" + " ---: |" * (len(names) + 1),
    ]
    for m in measured:
        shares = [m["steps"].get(name, 0) / m["copy_s"] for name in names]
        cells = " | ".join(f"{share:.1f}" for share in shares)
        lines.append(f"| {m['rows']:,} | {cells} | {m['ratio'] - sum(shares):.1f} |")
    return lines


def _tables(measured: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| table |" + "".join(f" after {m['rows']:,} |" for m in measured),
        "| --- |" + " ---: |" * len(measured),
    ]
    lines += [
        f"| {name} |" + "".join(f" {m['tables'][name]:,} |" for m in measured)
        for name in measured[0]["tables"]
    ]
    return lines


def _levy(measured: list[dict[str, Any]]) -> list[str]:
    return [
        "| stays | plain sum | taxable nights | ratio |",
        "| ---: | ---: | ---: | ---: |",
        *[
            f"| {m['stays']:,} | {1000 * m['plain_s']:.0f} ms"
            f" | {1000 * m['levy_s']:.0f} ms | {m['ratio']:.2f} |"
            for m in measured
        ],
    ]


def _homes(measured: dict[str, Any]) -> list[str]:
    lines = [
        "| home | pages a second | p50 | p95 | worst |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {role} | {m['pages_per_s']:.0f} | {m['p50_ms']:.0f} ms"
        f" | {m['p95_ms']:.0f} ms | {m['worst_ms']:.0f} ms |"
        for role, m in measured.items()
        if role != "stays"
    ]
    return lines


def _evening(measured: list[dict[str, Any]]) -> list[str]:
    return [
        "| house | load | pages a second | p50 | p95 | worst |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *[
            f"| {m['house']} | {m['load']} | {m['pages_per_s']:.0f}"
            f" | {m['p50_ms']:.0f} ms | {m['p95_ms']:.0f} ms | {m['worst_ms']:.0f} ms |"
            for m in measured
        ],
    ]


def _api(measured: dict[str, Any]) -> list[str]:
    return [
        "| the list | p50 | worst |",
        "| --- | ---: | ---: |",
        *[
            f"| {what} | {m['p50_ms']:.0f} ms | {m['worst_ms']:.0f} ms |"
            for what, m in measured.items()
        ],
    ]


def _letters(measured: dict[str, Any]) -> list[str]:
    return [
        "| document | a second |",
        "| --- | ---: |",
        *[
            f"| letter in {language} | {speed:.0f} |"
            for language, speed in measured["letters"].items()
        ],
        f"| card in seven languages | {measured['cards']:.0f} |",
    ]


def _norms(m: dict[str, Any]) -> list[str]:
    found = ", ".join(
        f"{count:,} {outcome.replace('_', ' ')}"
        for outcome, count in m["outcomes"].items()
    )
    return [
        "| norms | locations | judged a second | read and judged a second |",
        "| ---: | ---: | ---: | ---: |",
        f"| {m['norms']} | {m['locations']:,} | {m['judged_per_s']:,.0f}"
        f" | {m['read_and_judged_per_s']:,.0f} |",
        "",
        f"Findings: {found}.",
    ]


def _linkage(measured: dict[str, linkage.Quality]) -> list[str]:
    return [
        "| written as | addresses | right of what was linked | linked of what is there"
        " | for a person | a second | linked wrongly, by level |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        *[
            f"| {kind} | {m.written:,} | {m.precision:.2%} | {m.recall:.2%}"
            f" | {m.doubtful:.1%} | {m.per_second:,.0f} | {_by_level(m)} |"
            for kind, m in measured.items()
        ],
    ]


def _by_level(m: linkage.Quality) -> str:
    return ", ".join(
        f"{level} {wrong} of {number:,}"
        for level, (number, wrong) in sorted(m.levels.items())
    )


def _bag(m: dict[str, Any]) -> list[str]:
    return [
        "| occurrences | hold now | parsed only | loaded | ratio | same again |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        f"| {m['occurrences']:,} | {m['current']:,} | {m['parse_s']:.2f} s"
        f" | {m['load_s']:.2f} s | {m['ratio']:.1f} | {m['again_s']:.2f} s |",
    ]


def report() -> str:
    """Everything that is promised, measured in one run."""
    declared = declaring.run()
    levied = [m["levy"] for m in declared]
    handed_in = files.run()
    database.make_anew()
    visited = homes.run()
    tonight = evening.run(filled=True)
    reported = desk.run(filled=True)
    asked = api.run()
    printed = letters.run()
    judged = norms.run()
    database.make_anew()
    pictured = picture.run()
    loaded = bag.run()
    linked = linkage.linkage()
    placed = ranking.run()
    house = visit_sync.run()
    enforced = enforcement.run()
    decided = enforcement_letters.run()
    parts = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Ratios are measured side by side in one run; seconds"
        " say little about another machine. Everything goes through the app's own role,"
        " row security and logs.",
        "",
        f"Machine: {platform.machine()}, {platform.system()}, two cores;"
        f" Python {platform.python_version()}.",
        "",
        "## A bulk declaration against a bare COPY of the same rows",
        "",
        "Parsed rows in; validated, sealed, constrained, logged and committed. Every"
        " guest is new to the provider; rooms and beds are known. The yardstick is the"
        " best of three of COPY into an ordinary table without index or constraint.",
        "",
        *_declaring(declared),
        "",
        "Where the time goes, in times the bare COPY:",
        "",
        *_steps(declared),
        "",
        "Rows in each table afterwards, as the provider sees them:",
        "",
        *_tables(declared),
        "",
        "## A provider's XLSX, from upload to committed",
        "",
        "The yardstick is python-calamine: open the workbook and read every cell, best"
        " of three. Allowed is four times that, plus the declaration of rows that are"
        " read already. 'At once' reads and declares in one transaction. On the page a"
        " large file is read and checked, then, when somebody has confirmed, recorded"
        " in chunks; the person's own time is left out.",
        "",
        *files.lines(handed_in),
        "",
        "## Taxable nights against a plain sum",
        "",
        *_levy(levied),
        "",
        f"## The first page of each role, {visited['stays']:,} stays",
        "",
        f"{homes.CLIENTS} clients, closed loop, no think time, {homes.SECONDS} seconds"
        " each; clients, two server processes and the database share two cores.",
        "",
        *_homes(visited),
        "",
        "## The page of an evening, the same stays; p95 below 200 ms promised",
        "",
        f"{evening.CLIENTS} clients, {evening.SECONDS} seconds each; else as above.",
        "",
        *_evening(tonight),
        "",
        f"## The public form of the report desk, {desk.A_SECOND} requests a second;"
        f" p95 below {desk.PROMISED_MS} ms promised",
        "",
        f"Open loop, {desk.SECONDS} seconds each: a request goes out on its moment, and"
        " waiting counts from then. Each comes from another visitor; else as above.",
        "",
        *desk.lines(reported),
        "",
        f"## A full house of {api.BEDS} through the API; below 150 ms promised",
        "",
        "One system, one request after the other, over HTTP, the same stays. The first"
        " night names everyone; later nights are by reference, or in full; each night"
        " 20 leave and 20 come.",
        "",
        *_api(asked),
        "",
        f"## Letters as PDF/UA-1, {letters.PROMISED} a second promised",
        "",
        f"One page each, {letters.LETTERS} letters per language, each with other data,"
        f" one after the other in one process; at most {printed['peak_mb']:.0f} MB.",
        "",
        *_letters(printed),
        "",
        f"## All norms, {norms.PROMISED:,} locations a second on one core promised",
        "",
        "Each location has one unit, two to six rooms and four fifths of all facts, as"
        " a facts file would hold them; processor time of one process.",
        "",
        *_norms(judged),
        "",
        f"## The picture of an address, {pictured['signals']:,} signals;"
        f" p95 below {picture.PROMISED_MS} ms promised",
        "",
        f"{picture.ADDRESSES:,} addresses in one town; {picture.PAGES} pages for each"
        " role, half of them of addresses where a provider houses people; one client.",
        "",
        *picture.lines(pictured),
        "",
        f"## The BAG of a town, {bag.PROMISED} times the time of parsing promised",
        "",
        "Buildings of an invented town, in a zip of zips. The yardstick is unpacking"
        " and walking through every element with the same parser (lxml); loading"
        " checks and measures every outline, and writes. Best of five, in turns.",
        "",
        *_bag(loaded),
        "",
        "## Linking of addresses, 99 % precision and 97 % recall of columns promised",
        "",
        "An invented register of about 25,000 addresses, written down with the slips"
        " and shares that stand in `bench/labelled_addresses.py`: assumptions, not a"
        " sample of real lists. The weights were counted on another register.",
        "",
        *_linkage(linked),
        "",
        f"## A ranking of addresses, {ranking.PROMISED_RATIO:.0f} times a full scan"
        f" promised for {ranking.SIZES[-1]:,}",
        "",
        f"Invented addresses with {ranking.INDICATORS} indicators each, in Parquet. The"
        " yardstick reads the same file in the same engine and adds up every column."
        f" Promised too: {ranking.REGION:,} ranked within {ranking.PROMISED_S:.0f} s,"
        f" and at most {ranking.PROMISED_MB:,} MB. Work is the time of all"
        " processors; it says more when the machine has other work too.",
        "",
        *ranking.lines(placed),
        "",
        f"## A house of {visit_sync.ROOMS} rooms and {visit_sync.PHOTOS} photos,"
        f" {visit_sync.OPERATIONS:,} operations of {visit_sync.DEVICES} phones",
        "",
        "Python and Node work on the same operations; a telephone is several times"
        " slower than this machine. A phone sends batches, and the norms judge when the"
        " last is in; one client, straight into the action.",
        "",
        *visit_sync.lines(house),
        "",
        f"## {enforcement.CASES:,} running cases of enforcement: the recount within"
        f" {enforcement.PROMISED_S} s, the week list within"
        f" {enforcement.PROMISED_MS} ms promised",
        "",
        "Orders under penalty of up to two years old, some with an objection that"
        " runs. The recount counts every clock and forfeiture anew and writes what"
        " changed; own work is the processor time of the counting process.",
        "",
        *enforcement.lines(enforced),
        "",
        f"## Letters of enforcement, {enforcement_letters.PROMISED} a second promised",
        "",
        "All kinds in turn, in Dutch with a summary in one of nine languages beside it,"
        " two or three pages; own work is the processor time of the process.",
        "",
        *enforcement_letters.lines(decided),
        "",
    ]
    return "\n".join(parts)


def main() -> None:
    """Measure, print and write."""
    text = report()
    database.drop()
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(text)
    print(text)


main()
