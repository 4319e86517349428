"""One operation: what was typed at a path, and what stood there at that moment.

Only size and shape can refuse one: what it says is never judged here. `at` is what the
clock of the device said; it is shown, and decides nothing.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

MOST_TYPED: Final = 8192  # bytes of JSON
_LONGEST_PATH: Final = 200
MOST_REPLACED: Final = 500
_DEEPEST: Final = 8
_MOST_COUNTED: Final = 2**31 - 1
_UUID: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_PATH: Final = re.compile(r"[a-z_]+(?:/[^/\x00-\x1f\x7f]+)+")
_SAID: Final = re.compile(r"[0-9TZ:.+-]{0,40}")
_LARGEST: Final = 1e300
# What a database or a browser cannot hold as text: NUL, and halves of a sign.
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_SEALED: Final = ("statement/", "child/")


@dataclass(frozen=True, slots=True)
class Operation:
    """What somebody typed at a path; `sealed` where this reader may not see it."""

    id: str
    device: str
    n: int
    path: str
    typed: Json
    replaces: tuple[str, ...] = ()
    at: str = ""
    by: int | None = None
    sealed: bool = False

    def as_dict(self) -> dict[str, Json]:
        """As it travels: without what is sealed."""
        told: dict[str, Json] = {
            "id": self.id,
            "device": self.device,
            "n": self.n,
            "path": self.path,
            "typed": None if self.sealed else self.typed,
            "replaces": list(self.replaces),
            "at": self.at,
            "by": self.by,
        }
        return told | {"sealed": True} if self.sealed else told


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is no operation: the word of the part that does not fit."""

    id: str | None
    why: str


def is_sealed_path(path: str) -> bool:
    """Whether what is typed here is sealed when it arrives."""
    return path.startswith(_SEALED)


def read_operation(raw: object) -> Operation | Refusal:
    """Read an operation as a device sends it, or say which part does not fit.

    The words: shape, id, device, n, path, replaces, at, typed, size, text, number.
    """
    if not isinstance(raw, Mapping):
        return Refusal(None, "shape")
    id_ = raw.get("id")
    if not _is_uuid(id_):
        return Refusal(None, "id")
    why = _slip(raw)
    if why is not None:
        return Refusal(str(id_), why)
    return Operation(
        id=str(id_),
        device=raw["device"],
        n=raw["n"],
        path=raw["path"],
        typed=raw["typed"],
        # Kept in one order, so that a retry is the same operation to the letter.
        replaces=tuple(sorted(set(raw["replaces"]))),
        at=raw["at"],
    )


def _slip(raw: Mapping[str, object]) -> str | None:
    for name, fits in _PARTS.items():
        if name not in raw or not fits(raw[name]):
            return name
    return _typed_slip(raw["typed"]) if "typed" in raw else "typed"


def _is_uuid(found: object) -> bool:
    return isinstance(found, str) and _UUID.fullmatch(found) is not None


def _is_count(found: object) -> bool:
    return (
        isinstance(found, int)
        and not isinstance(found, bool)
        and 0 <= found <= _MOST_COUNTED
    )


def _is_path(found: object) -> bool:
    return (
        isinstance(found, str)
        and len(found) <= _LONGEST_PATH
        and _PATH.fullmatch(found) is not None
        and _NO_TEXT.search(found) is None
    )


def _is_list_of_ids(found: object) -> bool:
    return (
        isinstance(found, list)
        and len(found) <= MOST_REPLACED
        and all(_is_uuid(each) for each in found)
    )


def _is_said(found: object) -> bool:
    return isinstance(found, str) and _SAID.fullmatch(found) is not None


_PARTS: Final = {
    "device": _is_uuid,
    "n": _is_count,
    "path": _is_path,
    "replaces": _is_list_of_ids,
    "at": _is_said,
}


def _typed_slip(typed: object) -> str | None:
    slip = _value_slip(typed, _DEEPEST)
    if slip is not None:
        return slip
    written = json.dumps(typed, ensure_ascii=False, separators=(",", ":"))
    return "size" if len(written.encode()) > MOST_TYPED else None


def _value_slip(typed: object, deeper: int) -> str | None:
    if deeper == 0:
        return "size"
    match typed:
        case None | bool():
            return None
        case str():
            return "text" if _NO_TEXT.search(typed) else None
        case int() | float():
            # Also refuses what is no number, and what JSON cannot write.
            return None if -_LARGEST < typed < _LARGEST else "number"
        case list():
            return _first(typed, deeper)
        case dict():
            return _first([*typed, *typed.values()], deeper)
        case _:
            return "typed"


def _first(inner: list[object], deeper: int) -> str | None:
    slips = (_value_slip(each, deeper - 1) for each in inner)
    return next((slip for slip in slips if slip is not None), None)
