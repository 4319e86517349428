"""`make bench`: measure, print, and write docs/reference/benchmarks.md."""

import platform
from pathlib import Path
from typing import Any

from bench import database

database.make_anew()

from bench import declaring, homes  # noqa: E402 - models need the set-up above

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


def report() -> str:
    """Everything that is promised, measured in one run."""
    declared = declaring.run()
    levied = [m["levy"] for m in declared]
    database.make_anew()
    visited = homes.run()
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
