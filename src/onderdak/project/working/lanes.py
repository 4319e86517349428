"""Which queue has which place in the worker."""

from dataclasses import dataclass

from onderdak.foundation.outbox.queue import Queue


@dataclass(frozen=True, slots=True)
class Place:
    """So many tasks at once from these queues."""

    name: str
    queues: tuple[str, ...]
    at_once: int


# Each lane is a process: what people wait for never shares one with heavy work, and a
# heavy task that takes all memory takes only its own lane down. 'default' and 'builtin'
# are the queues of tasks that name none.
LANES: dict[str, tuple[Place, ...]] = {
    "quick": (
        Place("urgent", (Queue.URGENT,), 1),
        Place("normal", (Queue.NORMAL, "default", "builtin"), 2),
    ),
    "heavy": (
        Place("bulk", (Queue.BULK,), 1),
        Place("nightly", (Queue.NIGHTLY,), 1),
    ),
}
