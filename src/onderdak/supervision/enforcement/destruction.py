"""What goes from this room: closed cases past their term, with all that is theirs."""

from onderdak.foundation.privacy.contract import DestroyingRoom

CASES = DestroyingRoom(
    "enforcement",
    ("enforcement_case", "enforcement_offender", "enforcement_reserveplace"),
)
