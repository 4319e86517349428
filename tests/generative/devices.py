"""Devices and a server, simulated: what goes wrong on an evening, in any order.

Each device has a store that survives a restart, a clock that may be hours off or jump
back, and a cursor. The server keeps a set. A step is what can happen: somebody types,
a device sends and the answer comes, or is lost, or the server is killed half-way.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from onderdak.engines.merge import Json, Operation, merged, replaced_at

EVENING = 1_800_000_000  # seconds; which evening it is does not matter
PATHS = ("room/r1/beds", "room/r1/floor_area", "unit/main/people", "photo/p1")
VALUES: Sequence[Json] = (
    *("3", "4", "12,5", "", None, 3, 3.0, -0.0, 0, True, False, "twaalf", "é🏠"),
    *({"item": "x", "place": None}, {"place": None, "item": "x"}, ["a", "b"], ["b"]),
)


@dataclass
class Server:
    """Keeps each operation once, in the order in which it came."""

    rows: list[Operation] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def take(self, sent: Sequence[Operation]) -> list[str]:
        """One batch in one transaction: kept as a whole."""
        for one in sent:
            if one.id not in self.ids:
                self.ids.add(one.id)
                self.rows.append(one)
        return [one.id for one in sent]

    def since(self, cursor: int) -> tuple[list[Operation], int]:
        """What came in after a place in the row."""
        return self.rows[cursor:], len(self.rows)


@dataclass
class Device:
    """A phone: what is in its store, and what it has been told."""

    id: str
    offset: int
    store: dict[str, Operation] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    cursor: int = 0
    n: int = 0

    def type(self, path: str, typed: Json, now: int, id_: str) -> Operation:
        """Type where it stands on this device; on the disk before anything else."""
        self.n += 1
        one = Operation(
            id=id_,
            device=self.id,
            n=self.n,
            path=path,
            typed=typed,
            replaces=replaced_at(merged(self.store.values()), path),
            at=f"{now + self.offset:012d}",
        )
        self.store[one.id] = one
        return one

    def waiting(self) -> list[Operation]:
        """What it was not told is kept."""
        found = [one for one in self.store.values() if one.id not in self.kept]
        return sorted(found, key=lambda one: one.n)

    def hear(self, kept: Sequence[str], others: Sequence[Operation], to: int) -> None:
        """Take an answer in."""
        for one in others:
            self.store.setdefault(one.id, one)
            self.kept.add(one.id)
        self.kept |= set(kept)
        self.cursor = to


@dataclass
class Evening:
    """One evening, step by step, with all that was ever typed written down apart."""

    chance: random.Random
    devices: list[Device]
    server: Server = field(default_factory=Server)
    typed: list[Operation] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)  # with a device that fell in the canal
    log: list[tuple[str, str]] = field(default_factory=list)
    now: int = EVENING

    def run(self, steps: int) -> None:
        """Let so many things happen."""
        happen = {
            self.type: 10,
            self.sync: 4,
            self.answer_lost: 2,
            self.killed_half_way: 2,
            self.sent_twice: 1,
            self.late_batch: 1,
            self.clock_jumps: 1,
            self.restart: 1,
            self.restored: 1,
        }
        for _ in range(steps):
            self.now += self.chance.randrange(90)
            device = self.chance.choice(self.devices)
            (step,) = self.chance.choices(list(happen), list(happen.values()))
            step(device)
            self.log.append((step.__name__, device.id))

    def type(self, device: Device) -> None:
        """Somebody types; most of the time where others type as well."""
        path = PATHS[0] if self.chance.random() < 0.6 else self.chance.choice(PATHS)
        made = device.type(path, self.chance.choice(VALUES), self.now, self._id())
        self.typed.append(made)

    def sync(self, device: Device) -> None:
        """A batch goes, and its answer comes."""
        batch = device.waiting()[: self.chance.randint(1, 6)]
        kept = self.server.take(batch)
        others, to = self.server.since(device.cursor)
        device.hear(kept, others, to)

    def answer_lost(self, device: Device) -> None:
        """A batch is kept, and the device never hears of it."""
        self.server.take(device.waiting())

    def killed_half_way(self, device: Device) -> None:
        """Some batches are kept, then the server is killed: the next one is undone."""
        waiting = device.waiting()
        part = self.chance.randint(0, len(waiting))
        self.server.take(waiting[:part])

    def sent_twice(self, device: Device) -> None:
        """A batch arrives twice, the second time in another order."""
        batch = device.waiting()
        self.server.take(batch)
        self.server.take(self.chance.sample(batch, len(batch)))

    def late_batch(self, device: Device) -> None:
        """What hung in the air for an hour arrives after all, whatever it is."""
        if device.store:
            known = list(device.store.values())
            self.server.take(self.chance.sample(known, min(3, len(known))))

    def clock_jumps(self, device: Device) -> None:
        """A clock is set: hours ahead, hours back, another year."""
        device.offset = self.chance.choice(
            (0, -7_200, 10_800, -86_400 * 400, 5, -EVENING)
        )

    def restart(self, device: Device) -> None:
        """The app is closed and opened: the store stays, nothing else does."""
        at = self.devices.index(device)
        self.devices[at] = Device(
            device.id,
            device.offset,
            dict(device.store),
            set(device.kept),
            device.cursor,
            device.n,
        )

    def restored(self, device: Device) -> None:
        """Another phone goes on for this one: only what the server kept is there."""
        if self.chance.random() < 0.7:
            return  # rare
        self.lost |= {one.id for one in device.store.values()} - self.server.ids
        at = self.devices.index(device)
        self.devices[at] = Device(str(UUID(int=self.chance.getrandbits(128))), 0)

    def end(self) -> None:
        """All get a connection: everything that waits is sent, and all hear all."""
        for _ in range(2):
            for device in self.devices:
                while device.waiting():
                    self.sync(device)
                others, to = self.server.since(device.cursor)
                device.hear([], others, to)

    def _id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128)))


def evening(seed: int, *, devices: int, steps: int) -> Evening:
    """An evening that is the same for the same seed."""
    chance = random.Random(seed)
    phones = [
        Device(
            str(UUID(int=chance.getrandbits(128))), chance.choice((0, 7_200, -90_000))
        )
        for _ in range(devices)
    ]
    made = Evening(chance, phones)
    made.run(steps)
    return made


def as_lines(operations: Sequence[Operation]) -> list[dict[str, Any]]:
    """As they travel."""
    return [one.as_dict() for one in operations]
