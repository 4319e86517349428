"""Local amounts: what they are for, and by what they are counted."""

from enum import StrEnum
from typing import Final

from onderdak.kernel.text import msgid


class Per(StrEnum):
    """By what a local amount is counted."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    BREACH = "breach"
    PERSON = "person"
    BED = "bed"


class AmountOf(StrEnum):
    """What a local amount is for."""

    FINE = "fine"
    FINE_REPEAT = "fine_repeat"
    PENALTY = "penalty"
    MANAGEMENT = "management"


PERS: Final = {
    Per.ONCE: msgid("once"),
    Per.DAY: msgid("per day"),
    Per.WEEK: msgid("per week"),
    Per.MONTH: msgid("per month"),
    Per.BREACH: msgid("per breach"),
    Per.PERSON: msgid("per person too many"),
    Per.BED: msgid("per bed"),
}
AMOUNTS: Final = {
    AmountOf.FINE: msgid("fine"),
    AmountOf.FINE_REPEAT: msgid("fine at a repeat"),
    AmountOf.PENALTY: msgid("penalty of an order"),
    AmountOf.MANAGEMENT: msgid("fee for management that was taken over"),
}
