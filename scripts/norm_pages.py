"""Writes docs/reference/norms: every norm with its history, source and sheets.

Run it after a change of a norm, a parameter or a sheet. With `--check` nothing is
written; the exit code is 1 when a page is out of date.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.sheets.asking import Asked, pay_sheets, term_sheets
from tests.sheets.reading import Sheet, book, catalogue, norms, sheets

from onderdak.rules import As, Norm, Parameter, schema
from onderdak.rules.findings.norms import COMPUTED

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference" / "norms"
_MADE = "<!-- Made by scripts/norm_pages.py; do not edit by hand. -->"
_SECTIONS = {
    "A": "Quality of housing",
    "B": "Management and tenancy",
    "C": "Registration and night register",
    "D": "Stay tax",
    "E": "Good landlordship",
    "F": "Housing Act and Environment Act",
    "G": "Sanctions",
    "H": "National enforcement strategy",
    "I": "Entering dwellings",
    "J": "Minimum wage and housing",
    "K": "Agencies",
    "L": "Sharing data",
    "M": "Integrity and algorithms",
    "N": "Retention",
    "X": "What the policy papers ask besides",
}
_AS = {
    As.FINDING: "finding",
    As.HINT: "hint (another authority supervises)",
    As.TERM: "term",
    As.AMOUNT: "amount",
    As.PAY: "pay self-check",
    As.PROMPT: "prompt only",
    As.TEXT: "text only",
}


def pages() -> Iterator[tuple[Path, str]]:
    """Every page and file, with what it must hold."""
    cases = _by_rule()
    yield FOLDER / "README.md", _index()
    for letter in sorted({norm.rule[0] for norm in norms().norms}):
        yield FOLDER / f"{letter}.md", _section(letter, cases)
    yield (
        FOLDER / "location-facts.schema.json",
        json.dumps(schema(catalogue()), ensure_ascii=False, indent=2) + "\n",
    )


def _by_rule() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sheet in sheets():
        for rule in sorted(sheet.rules):
            found.setdefault(rule, []).append(_row(sheet, rule))
    for asked in (*term_sheets(), *pay_sheets()):
        # A sheet of pay is named after the rule that it shows.
        rule = asked.id[:3] if asked.is_pay else asked.rule
        found.setdefault(rule, []).append(_asked(asked))
    return found


def _asked(asked: Asked) -> str:
    case = asked.case
    told = ", ".join(f"{key} {value}" for key, value in case.get("expect", {}).items())
    when = " and ".join(
        f"{word} {case[word]}"
        for word in ("from", "on", "municipality")
        if word in case
    )
    return (
        f"| {_cell(case['name'])} | {when} | {_cell(told or 'refused')}"
        f" | {_cell(case['source'])} |"
    )


def _row(sheet: Sheet, rule: str) -> str:
    told = [_told(wanted) for wanted in sheet.expect if wanted["rule"] == rule] or [
        "does not apply"
    ]
    where = f" in {sheet.municipality}" if sheet.municipality else ""
    return (
        f"| {_cell(sheet.name)} | {sheet.on}{where} | {_cell('; '.join(told))}"
        f" | {_cell(sheet.source)} |"
    )


def _told(wanted: dict[str, Any]) -> str:
    part = f"{wanted['part']}: " if wanted.get("part") else ""
    said = wanted["outcome"].replace("_", " ")
    if wanted.get("measured") is not None:
        unit = wanted.get("unit") or ""
        said += f", {wanted['measured']} against {wanted.get('threshold')} {unit}"
    if wanted.get("prompt"):
        said += ", a prompt to look"
    return f"{part}{said}".strip()


def _index() -> str:
    found = norms().norms
    by_way = Counter(norm.as_ for norm in found)
    computed = {norm.rule for norm in found if norm.as_ in COMPUTED}
    prompts = {norm.rule for norm in found if norm.as_ is As.PROMPT} - computed
    texts = {norm.rule for norm in found} - computed - prompts
    lines = [
        _MADE,
        "",
        "# Norms",
        "",
        "Every norm on the housing of international workers that this software knows:"
        " what it says, since when, where it stands written, who checked that, and the"
        " cases that it is tested by. A norm of the kind `private` or `policy` is never"
        " an offence. It is information for people who know the law, not legal advice.",
        "",
        f"{len(norms().rules)} rules: {len(computed)} are computed, {len(prompts)} give"
        f" a prompt only, {len(texts)} are text only. Together they have"
        f" {len(found)} entries and {len(list(sheets()))} sheets of findings and"
        " hints.",
        "",
        "| as | entries |",
        "| --- | ---: |",
        *[f"| {_AS[way]} | {by_way[way]} |" for way in As],
        "",
        "| section | rules |",
        "| --- | --- |",
    ]
    for letter, name in _SECTIONS.items():
        rules = [rule for rule in norms().rules if rule[0] == letter]
        if rules:
            lines.append(f"| [{letter}. {name}]({letter}.md) | {', '.join(rules)} |")
    lines += [
        "",
        "The facts that can be handed in stand in"
        " [location-facts.schema.json](location-facts.schema.json); how to change a"
        " norm in [change a norm](../../how-to/change-a-norm.md).",
        "",
        "## Text only, and why",
        "",
        "| rule | title | why it is not computed |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {norm.rule} | {_cell(norm.title['en'])} | {_cell(norm.reason['en'])} |"
        for norm in found
        if norm.reason is not None and norm.as_ in {As.TEXT, As.PROMPT}
    ]
    return "\n".join(lines) + "\n"


def _section(letter: str, cases: dict[str, list[str]]) -> str:
    lines = [_MADE, "", f"# {letter}. {_SECTIONS.get(letter, letter)}", ""]
    for rule in (rule for rule in norms().rules if rule[0] == letter):
        found = norms().of(rule)
        lines += [f"## {rule} {found[0].title['en']}", ""]
        for norm in found:
            lines += _norm(norm)
        lines += _parameters(found)
        if rule in cases:
            lines += [
                "| case | on | expected | what the source says |",
                "| --- | --- | --- | --- |",
                *cases[rule],
                "",
            ]
    return "\n".join(lines).rstrip() + "\n"


def _norm(norm: Norm) -> list[str]:
    part = f" ({norm.part})" if norm.part else ""
    reason = [f"Not computed: {norm.reason['en']}", ""] if norm.reason else []
    return [
        f"**{norm.title['nl']}**{part}: {norm.text['nl']}",
        "",
        f"{norm.text['en']} _As: {_AS[norm.as_]}._",
        "",
        *reason,
    ]


def _parameters(found: Iterable[Norm]) -> list[str]:
    ids = dict.fromkeys(id_ for norm in found for id_ in norm.parameters)
    if not ids:
        return []
    rows = [row for id_ in ids for row in _history(book().described(id_))]
    return [
        "| parameter | from | value | kind | article | source | checked |",
        "| --- | --- | ---: | --- | --- | --- | --- |",
        *(rows or ["| none | | | | | | |"]),
        "",
    ]


def _history(parameter: Parameter) -> Iterator[str]:
    if not parameter.starts:
        yield f"| {parameter.id} | | set by a municipality | local | | | |"
    for start, dated in zip(parameter.starts, parameter.values, strict=True):
        if dated is None:
            yield f"| {parameter.id} | {start} | ends | {parameter.kind} | | | |"
            continue
        value = "not verified" if dated.unverified else f"{dated.value}"
        source = " ".join(one["en"] for one in (dated.source, dated.note) if one)
        yield (
            f"| {parameter.id} | {start} | {_cell(value)} {parameter.unit}"
            f" | {dated.kind} | {_cell(dated.article)} | {_cell(source)}"
            f" | {dated.checked} |"
        )


def _cell(words: str) -> str:
    return " ".join(str(words).split()).replace("|", "\\|")


def main() -> int:
    """Write the pages, or say which are out of date."""
    check = "--check" in sys.argv[1:]
    stale = []
    FOLDER.mkdir(exist_ok=True)
    for path, content in pages():
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.write_text(content, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'out of date' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
