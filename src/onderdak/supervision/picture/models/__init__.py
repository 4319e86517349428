"""Tables of the picture of an address."""

from onderdak.supervision.picture.models.deliveries import (
    DeliveredFile,
    Delivery,
    Doubt,
)
from onderdak.supervision.picture.models.looks import Explained, View
from onderdak.supervision.picture.models.signals import Signal
from onderdak.supervision.picture.models.worked import Worked

__all__ = [
    "DeliveredFile",
    "Delivery",
    "Doubt",
    "Explained",
    "Signal",
    "View",
    "Worked",
]
