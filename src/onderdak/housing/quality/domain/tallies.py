"""What a first page says of quality, as counts of one municipality or one provider."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from onderdak.housing.quality.domain.gaps import Gap, GapKind

_NOT_HOLDING: Final = frozenset(
    {GapKind.SUSPENDED, GapKind.WITHDRAWN, GapKind.LAPSED, GapKind.GONE}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Locations by what they breach, gaps of certificates, applications and steps.

    `not_holding` and `ending` are gaps of certificates as well, and part of `gaps`.
    """

    locations: int = 0
    law: int = 0
    local: int = 0
    private: int = 0
    policy: int = 0
    unstated: int = 0
    gaps: int = 0
    not_holding: int = 0
    ending: int = 0
    to_assess: int = 0
    to_decide: int = 0
    steps_late: int = 0
    steps_due: int = 0

    @property
    def as_kept(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


def as_counted(kept: Mapping[str, int]) -> Counted:
    """Counts as they were kept; a count that is newer than the row is zero."""
    names = {field.name for field in fields(Counted)}
    return Counted(**{name: many for name, many in kept.items() if name in names})


def count_gaps(gaps: Iterable[Gap]) -> dict[str, int]:
    """How many gaps there are: all, of certificates that do not hold, and that end."""
    kinds = [gap.kind for gap in gaps]
    return {
        "gaps": len(kinds),
        "not_holding": sum(kind in _NOT_HOLDING for kind in kinds),
        "ending": kinds.count(GapKind.EXPIRING),
    }
