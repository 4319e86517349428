"""Moments of the demo, in the time of the Netherlands."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

_ZONE: Final = ZoneInfo("Europe/Amsterdam")


def instant(day: date, hour: int) -> datetime:
    """A whole hour of a day."""
    return datetime.combine(day, time(hour), _ZONE)
