"""Taking a delivery of the BAG in: all of it, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    Municipality,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.places.models import RegisterLoad
from onderdak.foundation.places.ports import Batch, Fault, Kind
from onderdak.foundation.places.register.neighbourhoods import place_addresses
from onderdak.foundation.places.register.permission import LOAD_REGISTER, ours_of
from onderdak.foundation.places.register.placing import count_left, place_rows
from onderdak.foundation.places.register.readers import opener
from onderdak.foundation.places.register.staging import (
    begin_staging,
    end_staging,
    hash_joins,
    stage,
)
from onderdak.foundation.places.register.writing import (
    PARTS,
    Written,
    held_elsewhere,
    link,
    mark_gone,
    missing,
    write_part,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import msgid, text

BAG: Final = "bag"
_TOLD_FAULTS: Final = 1_000
_READING: Final = 0.8  # of the time, for whoever watches
_MAY_GO: Final = 0.1  # of the rows, before somebody is asked
_FEW: Final = 20
_MISSED: Final = {
    "addresses": msgid(
        "%(going)s of %(present)s known addresses of %(code)s are not in the file."
    ),
    "buildings": msgid(
        "%(going)s of %(present)s known buildings of %(code)s are not in the file."
    ),
    "objects": msgid(
        "%(going)s of %(present)s known objects of %(code)s are not in the file."
    ),
}

Progress = Callable[[str, float], None]


def _silent(_step: str, _share: float) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Taken:
    """What a delivery held, and what became of it.

    Attributes:
        broken_of: how many objects could not be used; of the first so many, which.
        unplaced: numbers whose street or town is not in the delivery.
        elsewhere: addresses and buildings of municipalities that were not asked for.
        written: per municipality, what became of each table.
        placed: addresses that got a neighbourhood.
        held_elsewhere: addresses that lie here by now, and still stand with another
            municipality: how many, by that municipality. They are left as they are.
    """

    as_of: date | None = None
    read: Counter[Kind] = field(default_factory=Counter)
    current: Counter[Kind] = field(default_factory=Counter)
    broken_of: Counter[Kind] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    unplaced: int = 0
    elsewhere: tuple[int, int] = (0, 0)
    written: dict[str, dict[str, Written]] = field(default_factory=dict)
    placed: int = 0
    held_elsewhere: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def broken(self) -> int:
        """How many objects could not be used."""
        return self.broken_of.total()

    @property
    def changes(self) -> int:
        """How many rows are not as they were."""
        return sum(
            each.new + each.changed + each.adopted + each.gone
            for tables in self.written.values()
            for each in tables.values()
        )

    def count(self, batch: Batch) -> None:
        """Add what a batch held."""
        self.as_of = max(self.as_of or batch.as_of, batch.as_of)
        self.read[batch.kind] += batch.read
        self.current[batch.kind] += batch.current
        self.broken_of[batch.kind] += len(batch.faults)
        self.faults += batch.faults[: _TOLD_FAULTS - len(self.faults)]


@action
def load_bag(
    *,
    by: Actor,
    file: Path,
    municipality: str | None = None,
    sure: bool = False,
    progress: Progress = _silent,
) -> Taken:
    """Take in what a delivery of the BAG says of one's own municipalities.

    Addresses that were recorded by hand are found back and completed; the same delivery
    again changes nothing; what a newer one no longer has is marked as gone.

    Args:
        municipality: this one only; else all that the person may load.
        sure: more than a tenth of what is known may go.
        progress: is told what is being done, and which part is ready (0 to 1).

    Raises:
        NotAllowed: the person loads no registers for these municipalities.
        Invalid: it is no delivery of the BAG, is damaged, or is of others.
        Conflict: it is older than what is known, or too much would go.
    """
    ours = ours_of(by, municipality)
    for each in ours:
        check_may(by, LOAD_REGISTER, municipality=each)
    delivery = opener()(file)
    begin_staging()
    taken, covered = Taken(), frozenset(ours)
    for batch in delivery.batches():
        if batch.municipalities:
            covered = _covered(by, ours, batch.municipalities)
        taken.count(batch)
        stage(batch)
        progress(batch.file, _READING * batch.share)
    if taken.as_of is None:
        raise Invalid(text("The file holds no objects of the BAG."))
    end_staging()
    progress("municipalities", _READING)
    with hash_joins():
        place_rows()
        for at, here in enumerate(ours):
            progress(here, _READING + (1 - _READING) * at / len(ours))
            complete = delivery.whole and here in covered
            _write(by, here, taken, complete=complete, sure=sure)
        _say_what_is_left(taken, ours)
    progress("ready", 1.0)
    return taken


def _covered(by: Actor, ours: list[str], of: Iterable[str]) -> frozenset[str]:
    """Which of ours a file is of; a file of others only is refused at once."""
    covered = frozenset(ours) & frozenset(of)
    if covered:
        return covered
    first = next(iter(of))
    if not Municipality.objects.filter(code=first).exists():
        raise Invalid(
            text("The file is of %(code)s, which is not in use here.", code=first),
            next_step=text("Set the municipality up first."),
        )
    check_may(by, LOAD_REGISTER, municipality=first)
    raise Invalid(
        text("The file is of %(code)s, and another was asked for.", code=first)
    )


def _write(by: Actor, here: str, taken: Taken, *, complete: bool, sure: bool) -> None:
    kinds = frozenset(taken.read)
    as_of = taken.as_of
    if as_of is None:
        return
    _refuse_older(here, as_of, kinds)
    if complete and not sure:
        _refuse_to_lose_much(here, kinds)
    tables = {part.name: write_part(part, here) for part in PARTS}
    link(here)
    if complete:
        for part in PARTS:
            gone = mark_gone(part, here, kinds, as_of)
            tables[part.name] = replace(tables[part.name], gone=gone)
    if not any(each.new + each.changed + each.unchanged for each in tables.values()):
        return
    taken.written[here] = tables
    # The BAG corrects places too: who is moved across a line changes neighbourhood.
    moved = tables["addresses"].changed > 0
    taken.placed += place_addresses(here, anew=moved)
    taken.held_elsewhere[here] = held_elsewhere(here)
    _remember(by, here, taken, as_of)


def _refuse_older(here: str, as_of: date, kinds: Iterable[Kind]) -> None:
    newer = RegisterLoad.objects.filter(
        municipality_id=here,
        register=BAG,
        as_of__gt=as_of,
        kinds__overlap=[str(kind) for kind in kinds],
    ).first()
    if newer:
        raise Conflict(
            text("The file is of %(day)s; what is known is newer.", day=as_of),
            why=text("A file of %(day)s has been loaded.", day=newer.as_of),
        )


def _refuse_to_lose_much(here: str, kinds: frozenset[Kind]) -> None:
    for part in PARTS:
        going, present = missing(part, here, kinds)
        if going > max(_FEW, present * _MAY_GO):
            raise Conflict(
                text(_MISSED[part.name], going=going, present=present, code=here),
                why=text("They would be marked as gone."),
                next_step=text("Is the file complete? Then add --yes."),
            )


def _remember(by: Actor, here: str, taken: Taken, as_of: date) -> None:
    counts = _as_counts(taken.written[here])
    changed = any(
        number
        for table in counts.values()
        for what, number in table.items()
        if what != "unchanged"
    )
    RegisterLoad.objects.create(
        municipality_id=here,
        register=BAG,
        as_of=as_of,
        kinds=sorted(str(kind) for kind in taken.read),
        counts=counts,
        at=timezone.now(),
    )
    record_event(
        by=by,
        action="places.load_register",
        object=f"{BAG} {as_of}",
        municipality=here,
        detail={"changed": int(changed)},
    )


def _as_counts(tables: Mapping[str, Written]) -> dict[str, dict[str, int]]:
    return {
        name: {
            "new": each.new,
            "changed": each.changed,
            "unchanged": each.unchanged,
            "adopted": each.adopted,
            "gone": each.gone,
        }
        for name, each in tables.items()
    }


def _say_what_is_left(taken: Taken, ours: list[str]) -> None:
    unplaced, addresses, buildings = count_left(ours)
    taken.unplaced, taken.elsewhere = unplaced, (addresses, buildings)
