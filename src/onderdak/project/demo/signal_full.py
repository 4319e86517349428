"""What every source says of one house of the demo: its page shows a full picture."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from onderdak.project.demo.plan import World
from onderdak.project.demo.report_stories import seen_addresses

Line = tuple[str, str, int | str, date, str, str, str]
"""Source, kind, value, day, reference, inspection it belongs to, and whether open."""

# Days ago, then what was said; the year's and quarter's counts are of every address.
_SAID: Final = (
    (610, "permits", "permit", "kamerverhuur, 6 kamers", "P-1", "", ""),
    (598, "kvk", "company", "kamerverhuur (68.20)", "K-1", "", ""),
    (402, "kvk", "company", "uitzendbureau (78.20)", "K-2", "", ""),
    (390, "inspections", "inspection", "bezocht, verslag volgt", "I-1", "", ""),
    (390, "inspections", "finding", "geen rookmelder op zolder", "I-1a", "I-1", "open"),
    (390, "inspections", "finding", "tien bedden, zes mag", "I-1b", "I-1", "mended"),
    (300, "tmv", "tmv_reports", 2, "", "", ""),
    (260, "quality", "audit", "gecontroleerd, 2 punten open", "A-1", "", ""),
    (190, "laa", "laa_signals", 1, "", "", ""),
    (120, "inspections", "inspection", "bezocht, in orde", "I-2", "", ""),
    (95, "stay_tax", "taxed_nights", 1_460, "", "", ""),
    (30, "certificates", "snf", "geldig", "S-1", "", ""),
)


def full_address(world: World) -> int:
    """The number of the house of which everything is known."""
    return seen_addresses(world)[0].id


def full_lines(month: date) -> Iterator[Line]:
    """What is said of that house, oldest first."""
    for ago, source, kind, value, mark, part_of, condition in _SAID:
        day = month - timedelta(days=ago)
        whole = f"DEMO-{part_of}" if part_of else ""
        reference = f"DEMO-{mark}" if mark else ""
        yield source, kind, value, day, reference, whole, condition
