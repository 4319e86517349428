"""How a municipality stands on its letters: set once, used by each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.letters import (
    LONGEST_LINE,
    MOST_LINES,
)
from onderdak.supervision.enforcement.domain.permissions import SET_UP_ENFORCEMENT
from onderdak.supervision.enforcement.models import LetterHead
from onderdak.supervision.enforcement.moving import check_room, plain

_LONGEST: Final = 300
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
USUAL_COLOUR: Final = "#154273"


@dataclass(frozen=True, slots=True)
class NewLetterHead:
    """What stands on every letter, as somebody types it."""

    lines: Sequence[str] = ()
    colour: str = USUAL_COLOUR
    contact: str = ""
    objections_to: str = ""
    signed_by: Sequence[str] = ()


@action
def set_letterhead(
    *, by: Actor, municipality: str, head: NewLetterHead, at: datetime
) -> LetterHead:
    """Set how the letters of a municipality look, and whom they say to call.

    Letters that went out stay as they were.

    Raises:
        NotAllowed, RoomClosed: this person sets nothing up here, or nobody may now.
        Invalid: the colour is not one.
    """
    check_may(by, SET_UP_ENFORCEMENT, municipality=municipality)
    check_room(municipality, at)
    colour = head.colour.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise Invalid(text("Write the colour as # with six figures or letters a-f."))
    kept, _made = LetterHead.objects.update_or_create(
        municipality_id=municipality,
        defaults={
            "lines": _lines(head.lines),
            "colour": colour,
            "contact": plain(head.contact, _LONGEST),
            "objections_to": plain(head.objections_to, _LONGEST),
            "signed_by": _lines(head.signed_by),
            "set_by_id": by.user_id,
            "set_at": at,
        },
    )
    record_event(
        by=by,
        action="enforcement.set_letterhead",
        object=f"letterhead {municipality}",
        municipality=municipality,
    )
    return kept


def _lines(lines: Sequence[str]) -> list[str]:
    kept = [plain(one, LONGEST_LINE) for one in lines]
    return [one for one in kept if one][:MOST_LINES]
