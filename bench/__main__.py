"""`make bench`: measure, print, and write docs/reference/benchmarks.md.

`python -m bench NAME ...` measures some parts, and leaves what it says of others.
"""

import platform
import re
import sys
from pathlib import Path

from django.utils.timezone import localdate

from bench import database

database.ready()

from bench.sections import IN_MEMORY, SECTIONS  # noqa: E402 - models need the set-up above

_REPORT = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"
_PART = re.compile(r"<!-- bench: ([\w-]+) -->\n(.*?)(?=<!-- bench: |\Z)", re.DOTALL)


def _head() -> str:
    return (
        "# Benchmarks\n\n"
        "Written by `make bench`, or in parts by `python -m bench NAME`. Ratios are"
        " measured side by side in one run; seconds say little about another machine."
        " Everything goes through the app's own role, row security and logs.\n\n"
        f"Machine: {platform.machine()}, {platform.system()}, two cores;"
        f" Python {platform.python_version()}.\n"
    )


def _known() -> dict[str, str]:
    """The parts as the report has them."""
    written = _REPORT.read_text() if _REPORT.exists() else ""
    return {name: part.strip() for name, part in _PART.findall(written)}


def _write(parts: dict[str, str]) -> None:
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(
        "\n".join(
            [
                _head(),
                *(
                    f"<!-- bench: {name} -->\n{parts[name]}\n"
                    for name in SECTIONS
                    if name in parts
                ),
            ]
        )
    )


def main(names: list[str]) -> None:
    """Measure the parts that are named, or all; each is written when it is known."""
    if unknown := set(names) - set(SECTIONS):
        sys.exit(f"Unknown: {', '.join(unknown)}. There are: {', '.join(SECTIONS)}.")
    parts = _known()
    for name in names or SECTIONS:
        if name not in IN_MEMORY:
            database.make_anew()
        found = "\n".join(SECTIONS[name]())
        parts[name] = f"{found}\n\nMeasured on {localdate()}."
        _write(parts)
        print(parts[name], end="\n\n", flush=True)
    database.drop()


main(sys.argv[1:])
