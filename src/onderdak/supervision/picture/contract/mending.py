"""The door of the picture for mending: taking back, moving, and deciding anew."""

from onderdak.supervision.picture.deliveries import addresses_in_full, takes_all
from onderdak.supervision.picture.domain.signals import TakenBack, as_line
from onderdak.supervision.picture.domain.sources import KINDS
from onderdak.supervision.picture.doubt_actions import reopen_doubt
from onderdak.supervision.picture.doubts import decided_doubts
from onderdak.supervision.picture.listing import check_list
from onderdak.supervision.picture.models import Doubt, Signal
from onderdak.supervision.picture.taking_back_actions import (
    move_signal,
    take_back_delivery,
    take_back_signal,
)
from onderdak.supervision.picture.withdrawing import signal_for

__all__ = [
    "KINDS",
    "Doubt",
    "Signal",
    "TakenBack",
    "addresses_in_full",
    "as_line",
    "check_list",
    "decided_doubts",
    "move_signal",
    "reopen_doubt",
    "signal_for",
    "take_back_delivery",
    "take_back_signal",
    "takes_all",
]
