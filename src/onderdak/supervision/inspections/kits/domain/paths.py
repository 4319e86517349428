"""Where an answer is kept, and what the catalogue of facts says of a question."""

from typing import Any, Final

from onderdak.rules.locations.catalogue import Fact, Of
from onderdak.supervision.inspections.kits.domain.shapes import Each, PartName

_PREFIX: Final = {Of.UNIT: "unit/{unit}", Of.ROOM: "room/{room}"}


def told_by(fact: Fact) -> dict[str, Any]:
    """What the catalogue of facts says of a question already."""
    chosen = fact.type in ("word", "words") and fact.words
    kind = "text" if fact.type == "words" and not fact.words else str(fact.type)
    return {
        "key": fact.path.replace(".", "_"),
        "kind": kind,
        "title": fact.ask,
        "unit": fact.unit,
        "least": fact.least,
        "most": fact.most,
        "options": dict(fact.words) if chosen else {},
    }


def path_of(part: PartName, each: Each, key: str, fact: Fact | None) -> str:
    """Under which path the answer to an item is kept."""
    if fact and fact.of in _PREFIX:
        return f"{_PREFIX[fact.of]}/{'.'.join(fact.keys)}"
    if fact and fact.path.startswith("entry."):
        return f"entry/{fact.path.removeprefix('entry.')}"
    if fact:
        return f"place/{fact.path}"
    if part is PartName.ENTRY and each is Each.VISIT:
        return f"entry/{key}"
    if part is PartName.SIGNS:
        return f"signal/{key}"
    if each in (Each.UNIT, Each.ROOM):
        return f"{each.value}/{{{each.value}}}/{key}"
    instance = "visit" if each is Each.VISIT else f"{{{each.value}}}"
    return f"answer/{part.value}/{instance}/{key}"
