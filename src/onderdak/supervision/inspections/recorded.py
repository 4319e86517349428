"""What stands in a visit: the state of its paths, and what came in afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from onderdak.engines.merge import Json, State, merged
from onderdak.engines.merge import Operation as Typed
from onderdak.supervision.inspections.models import Operation, TakenOver, Visit


@dataclass(frozen=True, slots=True)
class Recorded:
    """The settled and unsettled paths of a visit, and the operations that came late."""

    state: State
    late: tuple[Operation, ...]

    @property
    def settled(self) -> Mapping[str, Json]:
        """What people agree on, by path; nothing that is sealed."""
        return {
            path: found.value
            for path, found in self.state.items()
            if found.settled and not found.values[0].sealed
        }


def recorded(visit: Visit) -> Recorded:
    """What stands in a visit; what came late counts once the lead took it over."""
    taken = set(
        TakenOver.objects.filter(visit=visit).values_list("operation_id", flat=True)
    )
    rows = list(Operation.objects.filter(visit=visit).order_by("id"))
    counting = [row for row in rows if not row.late or row.pk in taken]
    return Recorded(
        state=merged(map(typed_of, counting)),
        late=tuple(row for row in rows if row.late and row.pk not in taken),
    )


def typed_of(row: Operation) -> Typed:
    """What somebody typed, as the merge knows it; what is sealed stays so."""
    return Typed(
        id=str(row.uid),
        device=str(row.device),
        n=row.n,
        path=row.path,
        typed=row.typed,
        replaces=tuple(map(str, row.replaces)),
        at=row.at_device,
        by=row.by_id,
        sealed=row.sealed is not None,
    )
