"""Why each table with personal data exists: read from `purposes.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Purpose:
    """Purpose, legal ground and retention of one table."""

    table: str
    activity: str
    purpose: str
    ground: str
    retention: str
    personal_fields: tuple[str, ...]


@cache
def purposes() -> dict[str, Purpose]:
    """All purposes by table.

    Raises:
        TypeError: an entry lacks a field or has one too many.
    """
    file = Path(__file__).with_name("purposes.yaml")
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        table: Purpose(
            table=table,
            **{**entry, "personal_fields": tuple(entry["personal_fields"])},
        )
        for table, entry in entries.items()
    }
