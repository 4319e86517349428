"""A running house works without the packages that only large files need."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What `requirements/analysis.txt` brings and `requirements/base.txt` does not.
ANALYSIS = ("duckdb", "ibis", "pandas", "pyarrow", "scipy", "sklearn", "sqlglot")
WITHOUT = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ANALYSIS!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
from onderdak.project import entry
from onderdak.engines import measures
from django.urls import get_resolver
get_resolver().url_patterns
for module in {ANALYSIS!r}:
    assert module not in sys.modules, module
print(*measures.missing())
"""


def test_commands_and_pages_load_where_the_packages_are_absent() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["ibis", "duckdb", "pyarrow"]


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines():
        pin = re.match(r"([A-Za-z0-9_.-]+)==([^ ]+)", line)
        if pin:
            found.setdefault(pin[1].lower(), set()).add(pin[2])
    return found


def test_a_package_has_the_same_version_in_every_set() -> None:
    base, test, analysis = pins("base"), pins("test"), pins("analysis")
    assert len(base) > 50
    for one, other in ((base, test), (base, analysis), (test, analysis)):
        differing = {name for name in one.keys() & other if one[name] != other[name]}
        assert not differing
