"""What was measured, as tables of the report."""

from typing import Any

from bench.linkage import Quality


def declaring(measured: list[dict[str, Any]]) -> list[str]:
    """A bulk declaration beside a bare COPY."""
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


def steps(measured: list[dict[str, Any]]) -> list[str]:
    """Where the time of a declaration goes."""
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


def tables(measured: list[dict[str, Any]]) -> list[str]:
    """Rows in each table afterwards."""
    lines = [
        "| table |" + "".join(f" after {m['rows']:,} |" for m in measured),
        "| --- |" + " ---: |" * len(measured),
    ]
    lines += [
        f"| {name} |" + "".join(f" {m['tables'][name]:,} |" for m in measured)
        for name in measured[0]["tables"]
    ]
    return lines


def levy(measured: list[dict[str, Any]]) -> list[str]:
    """Taxable nights beside a plain sum."""
    return [
        "| stays | plain sum | taxable nights | ratio |",
        "| ---: | ---: | ---: | ---: |",
        *[
            f"| {m['stays']:,} | {1000 * m['plain_s']:.0f} ms"
            f" | {1000 * m['levy_s']:.0f} ms | {m['ratio']:.2f} |"
            for m in measured
        ],
    ]


def homes(measured: dict[str, Any]) -> list[str]:
    """The first page of each role."""
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


def evening(measured: list[dict[str, Any]]) -> list[str]:
    """The page of an evening."""
    return [
        "| house | load | pages a second | p50 | p95 | worst |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *[
            f"| {m['house']} | {m['load']} | {m['pages_per_s']:.0f}"
            f" | {m['p50_ms']:.0f} ms | {m['p95_ms']:.0f} ms | {m['worst_ms']:.0f} ms |"
            for m in measured
        ],
    ]


def api(measured: dict[str, Any]) -> list[str]:
    """A list through the API."""
    return [
        "| the list | p50 | worst |",
        "| --- | ---: | ---: |",
        *[
            f"| {what} | {m['p50_ms']:.0f} ms | {m['worst_ms']:.0f} ms |"
            for what, m in measured.items()
        ],
    ]


def letters(measured: dict[str, Any]) -> list[str]:
    """Documents a second."""
    return [
        "| document | a second |",
        "| --- | ---: |",
        *[
            f"| letter in {language} | {speed:.0f} |"
            for language, speed in measured["letters"].items()
        ],
        f"| card in seven languages | {measured['cards']:.0f} |",
    ]


def norms(m: dict[str, Any]) -> list[str]:
    """Locations judged a second."""
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


def linkage(measured: dict[str, Quality]) -> list[str]:
    """How well addresses are linked."""
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


def _by_level(m: Quality) -> str:
    return ", ".join(
        f"{level} {wrong} of {number:,}"
        for level, (number, wrong) in sorted(m.levels.items())
    )


def bag(m: dict[str, Any]) -> list[str]:
    """A town's BAG, loaded beside parsed."""
    return [
        "| occurrences | hold now | parsed only | loaded | ratio | same again |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        f"| {m['occurrences']:,} | {m['current']:,} | {m['parse_s']:.2f} s"
        f" | {m['load_s']:.2f} s | {m['ratio']:.1f} | {m['again_s']:.2f} s |",
    ]
