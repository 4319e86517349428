"""What each kind of chain partner can say in its report: closed keys, to be counted.

The words of the report itself go further; these say in one look what the partner saw.
The keys of a partner are its own: an alert of SNF is no call to the police.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.supervision.desk.domain.partners import Partner

# Older than this is no signal any more but a slip of the keyboard.
_OLDEST: Final = date(2010, 1, 1)

SIGNALS: Final[Mapping[Partner, tuple[str, ...]]] = MappingProxyType(
    {
        Partner.POLICE: (
            *("noise", "violence", "drugs", "overcrowding"),
            *("exploitation_signs", "unsafe"),
        ),
        Partner.CORPORATION: ("sublet", "overcrowding", "noise", "empty", "unsafe"),
        Partner.WASTE_TEAM: ("household", "furniture", "building", "again_here"),
        Partner.UTILITY: ("high_use", "no_use", "tampered", "unsafe"),
        Partner.UWV_WAGES: ("below_minimum", "deductions", "unpaid"),
        Partner.UWV_HOUSING: (
            *("no_housing", "no_certificate", "overcrowding", "address_unknown"),
        ),
        Partner.SNF: ("not_conform", "suspended", "withdrawn", "complaint"),
        Partner.INSPECTORATE: (
            *("violation_found", "nothing_found", "taken_up", "not_taken_up"),
        ),
        Partner.OTHER: (),
    }
)


@dataclass(frozen=True, slots=True)
class Signal:
    """What a partner saw, by its own keys, and on which day."""

    what: Sequence[str] = ()
    seen_on: date | None = None

    def as_data(self) -> dict[str, object]:
        """As it is kept with the report; nothing said is nothing kept."""
        kept: dict[str, object] = {}
        if self.what:
            kept["what"] = list(self.what)
        if self.seen_on:
            kept["seen_on"] = self.seen_on.isoformat()
        return kept


NO_SIGNAL: Final = Signal()


def slips_of_signal(
    partner: Partner, signal: Signal, today: date
) -> Iterator[tuple[str, Text]]:
    """All that is wrong with what a partner says: at which part, and why."""
    known = SIGNALS[partner]
    for key in dict.fromkeys(signal.what):
        if key not in known:
            yield (
                "what",
                text(
                    "A partner of this kind does not say '%(key)s'. Use: %(known)s.",
                    key=key[:40],
                    known=", ".join(known) or "–",
                ),
            )
    day = signal.seen_on
    if day is not None and not _OLDEST <= day <= today:
        yield ("seen_on", text("The day it was seen lies after 2009 and not ahead."))


def check_signal(partner: Partner, signal: Signal, today: date) -> Signal:
    """The signal with each key once, in the order of the list.

    Raises:
        Invalid: a key that this kind of partner does not have, or an odd day.
    """
    for _part, why in slips_of_signal(partner, signal, today):
        raise Invalid(why)
    return Signal(
        [key for key in SIGNALS[partner] if key in signal.what], signal.seen_on
    )
