"""Runs a tutorial as a reader would, and compares what comes out.

Usage: python scripts/tutorial.py [--write]

In the page, a block ```csv NAME``` is a file to save; in a block ```console``` each
line that begins with `$ ` is a command, and the lines after it are what it answers.
`...` in an answer stands for anything. A block ```console fails``` ends not at 0.
With `--write` the answers in the page are replaced by what came out.
"""

import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-night.md"

_BLOCK = re.compile(r"^```(csv|console)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECONDS = 300


@dataclass(frozen=True)
class Step:
    """One command of the page, what it should answer and what it did answer."""

    command: str
    wanted: str
    got: str
    fails: bool
    code: int

    @property
    def ok(self) -> bool:
        """Whether the reader sees what the page says."""
        options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        alike = doctest.OutputChecker().check_output(self.wanted, self.got, options)
        return alike and (self.code != 0) == self.fails


def _environment(state: Path) -> dict[str, str]:
    """A fresh installation: nothing of the one around it is handed on."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ONDERDAK_", "DATABASE_", "DJANGO_", "PYTEST_"))
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**kept, "ONDERDAK_STATE": str(state), "PATH": path}


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        yield command, wanted


def _run(command: str, folder: Path, environment: dict[str, str]) -> tuple[str, int]:
    done = subprocess.run(  # noqa: S603 - the commands of our own page
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines), done.returncode


def walk(page: str, folder: Path) -> Iterator[Step]:
    """Do what the page says, in order, in an empty folder with its own state."""
    work = folder / "work"
    work.mkdir(parents=True)
    environment = _environment(folder / "state")
    try:
        for kind, rest, body in _BLOCK.findall(page):
            if kind == "csv":
                (work / rest.strip()).write_text(body, encoding="utf-8")
                continue
            for command, wanted in _commands(body):
                got, code = _run(command, work, environment)
                yield Step(command, wanted, got, "fails" in rest, code)
    finally:
        _run("onderdak stop", work, environment)


def _rewritten(page: str, steps: list[Step]) -> str:
    for step in steps:
        if "..." not in step.wanted:
            before = f"$ {step.command}\n{step.wanted}"
            page = page.replace(before, f"$ {step.command}\n{step.got}", 1)
    return page


def main(arguments: list[str]) -> int:
    """Walk through the page; say what differs, or write it down."""
    page = TUTORIAL.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        steps = list(walk(page, Path(folder)))
    if "--write" in arguments:
        TUTORIAL.write_text(_rewritten(page, steps), encoding="utf-8")
        return 0
    wrong = [step for step in steps if not step.ok]
    for step in wrong:
        sys.stdout.write(f"$ {step.command}\n{step.got}(exit code {step.code})\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
