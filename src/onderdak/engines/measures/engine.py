"""DuckDB, in this process, within bounds: memory, threads, and no way out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import ibis

MEMORY: Final = "2GB"


@contextmanager
def opened(memory: str = MEMORY, threads: int | None = None) -> Iterator[Any]:
    """An engine that spills to a folder of its own when its memory is full.

    It fetches no extensions: nothing leaves the machine, and nothing comes in.
    """
    with TemporaryDirectory(prefix="onderdak-") as spill:
        settings: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": spill,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            # Ibis 12 writes `x -> ...`, which DuckDB 2 takes on request only.
            "lambda_syntax": "ENABLE_SINGLE_ARROW",
            # What has to be in order is put in order; the rest need not wait.
            "preserve_insertion_order": False,
        }
        if threads is not None:
            settings["threads"] = threads
        engine = ibis.duckdb.connect(**settings)
        try:
            yield engine
        finally:
            engine.disconnect()


def literally(path: Path) -> str:
    """A path as DuckDB has to be given it: signs of a pattern stand for themselves."""
    signs = {"[": "[[]", "*": "[*]", "?": "[?]"}
    return "".join(signs.get(sign, sign) for sign in str(path.resolve()))
