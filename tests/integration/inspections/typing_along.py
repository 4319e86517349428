"""Devices of a test: each counts for itself, and keeps what the server did not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from onderdak.engines.merge import Json, merged, replaced_at
from onderdak.engines.merge import Operation as Typed


@dataclass
class Device:
    """A phone with what it knows of one visit."""

    id: str = field(default_factory=lambda: str(uuid4()))
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    cursor: int | None = None
    n: int = 0

    def type(self, path: str, typed: Json, at: str = "2026-03-10T19:00:00.000Z") -> str:
        """Type something where it stands on this device."""
        self.n += 1
        state = merged(self.operations())
        one = Typed(
            id=str(uuid4()),
            device=self.id,
            n=self.n,
            path=path,
            typed=typed,
            replaces=replaced_at(state, path),
            at=at,
        )
        self.known[one.id] = one.as_dict()
        return one.id

    def operations(self) -> list[Typed]:
        """All it knows."""
        return [as_typed(each) for each in self.known.values()]

    def waiting(self) -> list[dict[str, Any]]:
        """What the server did not say it kept."""
        settled = self.kept | self.refused.keys()
        return [each for id_, each in self.known.items() if id_ not in settled]

    def body(self, owner: int) -> dict[str, Any]:
        """What it sends now."""
        return {
            "device": self.id,
            "owner": owner,
            "known": self.cursor,
            "operations": self.waiting(),
        }

    def hear(self, answer: dict[str, Any]) -> None:
        """Take an answer in."""
        for each in answer["operations"]:
            self.known.setdefault(each["id"], each)
            self.kept.add(each["id"])
        self.kept |= set(answer["kept"])
        self.refused |= {each["id"]: each["why"] for each in answer["refused"]}
        self.cursor = answer["cursor"]

    def values(self) -> dict[str, list[Json]]:
        """What stands, by path."""
        state = merged(self.operations())
        return {
            path: [value.typed for value in found.values]
            for path, found in state.items()
        }


def as_typed(told: dict[str, Any]) -> Typed:
    """An operation as it travels."""
    return Typed(
        id=told["id"],
        device=told["device"],
        n=told["n"],
        path=told["path"],
        typed=told["typed"],
        replaces=tuple(told["replaces"]),
        at=told["at"],
        by=told.get("by"),
        sealed=told.get("sealed", False),
    )


def send(client: Client, visit: int, body: dict[str, Any]) -> Any:
    """Send to the door of the sync."""
    return client.post(
        f"/round/{visit}/sync/", data=body, content_type="application/json"
    )


def put_photo(client: Client, visit: int, photo: UUID, file: bytes) -> Any:
    """Send a photo."""
    return client.put(
        f"/round/{visit}/photos/{photo}/", data=file, content_type="image/jpeg"
    )


def sent_by(client: Client, visit: int, owner: int, devices: Sequence[Device]) -> None:
    """Let each device send, and hear the answer."""
    for device in devices:
        answer = send(client, visit, device.body(owner))
        assert answer.status_code == 200, answer.content
        device.hear(answer.json())
