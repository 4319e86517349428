"""Tables of the picture of an address."""

from onderdak.supervision.picture.models.areashares import AreaShare
from onderdak.supervision.picture.models.deliveries import (
    DeliveredFile,
    Delivery,
    Doubt,
)
from onderdak.supervision.picture.models.looks import Explained, View
from onderdak.supervision.picture.models.outcomes import Outcome
from onderdak.supervision.picture.models.pointsets import (
    Assessment,
    PointSet,
    PointSwitch,
    RankingSetting,
)
from onderdak.supervision.picture.models.ranked import (
    RankedAddress,
    RankedChoice,
    RankingRun,
)
from onderdak.supervision.picture.models.signals import Signal
from onderdak.supervision.picture.models.worked import Worked

__all__ = [
    "AreaShare",
    "Assessment",
    "DeliveredFile",
    "Delivery",
    "Doubt",
    "Explained",
    "Outcome",
    "PointSet",
    "PointSwitch",
    "RankedAddress",
    "RankedChoice",
    "RankingRun",
    "RankingSetting",
    "Signal",
    "View",
    "Worked",
]
