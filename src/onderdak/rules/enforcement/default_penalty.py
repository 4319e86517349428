"""What the municipality owes for deciding late: so much a day, more as it lasts.

Art. 4:17(2) Awb: a first number of days at one amount, as many at a second, and what is
left at a third. The amounts change by decree and are dated values.
"""

from datetime import date
from typing import Final

from onderdak.rules.enforcement.law import Law

_TIER: Final = "terms.default_tier"
_DAY: Final = (
    "terms.default_day_first",
    "terms.default_day_second",
    "terms.default_day_last",
)


def default_penalty_cents(law: Law, days: int, on: date) -> int | None:
    """Give what is owed for so many days; None where nothing verified says so.

    Args:
        law: The law of the place.
        days: For how many days the penalty ran.
        on: The day of which the amounts count.
    """
    tier = law.value(_TIER, on)
    amounts = [law.value(name, on) for name in _DAY]
    if tier is None or None in amounts:
        return None
    length, left, owed = tier.whole(), days, 0
    for number, amount in enumerate(amounts, start=1):
        taken = left if number == len(amounts) else min(left, length)
        owed += taken * (amount.whole() if amount is not None else 0)
        left -= taken
    return owed
