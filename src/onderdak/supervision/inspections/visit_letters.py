"""The letters of a visit: we are coming, and we were here and nobody was home.

They say what may be refused and ask for nothing that the law does not; no name of a
resident is on them. A letter in another language has the Dutch one behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.documents.contract import (
    LETTER,
    Block,
    Letter,
    Part,
    Rendered,
    Sender,
    bullets,
    callout,
    heading,
    paragraph,
    render,
    written_date,
)
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.domain.permissions import PLAN_VISITS
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.kits.domain.letters import (
    ANNOUNCES,
    WRITTEN_IN,
    LetterKind,
)
from onderdak.supervision.inspections.kits.texts import FALLBACK, KitTexts, kit_texts
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.moving import ROOM

LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class VisitLetter:
    """What somebody chose for a letter."""

    kind: LetterKind
    language: str
    with_day: bool = True
    # How the team is reached: a number or an address of the team, as it is typed.
    contact: str = ""


def letters_for(visit: Visit) -> tuple[LetterKind, ...]:
    """The letters that make sense for a visit as it stands."""
    return tuple(kind for kind in LetterKind if not _why_not(visit, kind))


@action
def letter_of_visit(
    *, by: Actor, visit: Visit, letter: VisitLetter, today: date
) -> Rendered:
    """Make a letter of a visit, as a PDF; that it was made is written down.

    Raises:
        Conflict: this letter makes no sense for the visit as it stands.
        Invalid: the house has no texts in this language, or the contact is too long.
        NotAllowed, RoomClosed: this person plans no visits here.
    """
    check_may(by, PLAN_VISITS, municipality=visit.municipality_id)
    require_room(visit.municipality_id, ROOM, today)
    why_not = _why_not(visit, letter.kind)
    if why_not:
        raise Conflict(text("This letter cannot be made now."), why=why_not)
    if letter.language not in kit_texts():
        raise Invalid(text("There is no letter in this language."))
    if len(letter.contact) > LONGEST_CONTACT:
        raise Invalid(text("This text is too long."))
    made = rendered(visit, letter, today)
    record_event(
        by=by,
        action="inspections.letter_of_visit",
        object=f"visit {visit.number}",
        municipality=visit.municipality_id,
        detail={"letter": letter.kind.value, "language": letter.language},
    )
    return made


def _why_not(visit: Visit, kind: LetterKind) -> Text | None:
    if State(visit.state) not in WRITTEN_IN[kind]:
        return text("It belongs to another moment of the visit.")
    if kind in ANNOUNCES and not visit.announced:
        return text("This visit is not announced.")
    return None


def rendered(visit: Visit, letter: VisitLetter, today: date) -> Rendered:
    """The letter itself: in the language asked for, and in Dutch behind it."""
    languages = dict.fromkeys((letter.language, FALLBACK))
    spoken = kit_texts()[letter.language]
    return render(
        LETTER,
        Letter(
            sender=Sender(_town(visit, kit_texts()[FALLBACK])),
            recipient=_recipient(visit, letter.kind),
            reference=visit.number,
            parts=[_part(visit, letter, kit_texts()[code]) for code in languages],
            signed_by=(_town(visit, kit_texts()[FALLBACK]),),
            room_to_sign=False,
        ),
        language=letter.language,
        title=spoken.letter(f"{letter.kind.value}_subject"),
        on=today,
    )


def _town(visit: Visit, texts: KitTexts) -> str:
    return texts.letter("municipality", town=visit.municipality.name)


def _recipient(visit: Visit, kind: LetterKind) -> tuple[str, ...]:
    """In Dutch: that is who brings it."""
    to = "to_owner" if kind is LetterKind.OWNER else "to_residents"
    street, _, town = visit.address.in_full.partition(", ")
    return kit_texts()[FALLBACK].letter(to), street, town


def _part(visit: Visit, letter: VisitLetter, texts: KitTexts) -> Part:
    who = "owner" if letter.kind is LetterKind.OWNER else "residents"
    return Part(
        language=texts.language.code,
        subject=texts.letter(f"{letter.kind.value}_subject"),
        salutation=texts.letter(f"{who}_salutation"),
        closing=texts.letter("closing"),
        blocks=list(_blocks(visit, letter, texts)),
        unreviewed=not texts.reviewed,
    )


def _blocks(visit: Visit, letter: VisitLetter, texts: KitTexts) -> Iterator[Block]:
    say = texts.letter
    why = say("why", ground=say(f"ground_{visit.ground}"))
    yield paragraph(f"{_beginning(visit, letter, texts)} {why}")
    if letter.kind is LetterKind.OWNER:
        yield heading(say("owner_title"))
        yield bullets(*texts.points("owner_asks"))
    else:
        yield heading(say("rights_title"))
        yield bullets(*texts.points("rights"))
    yield heading(say("card_title"))
    yield paragraph(say("card"))
    yield heading(say("contact_title"))
    contact = letter.contact.strip()
    reached = say("contact", contact=contact) if contact else say("contact_none")
    first = say("nobody_next") if letter.kind is LetterKind.NOBODY else ""
    yield paragraph(f"{first} {reached}".strip())
    if letter.kind is not LetterKind.OWNER:
        yield callout(say("help"))


def _beginning(visit: Visit, letter: VisitLetter, texts: KitTexts) -> str:
    told = {
        "address": visit.address.in_full,
        "day": written_date(visit.day, texts.language.code),
        "from": f"{visit.from_time:%H:%M}",
        "until": f"{visit.until_time:%H:%M}",
    }
    if letter.kind is LetterKind.NOBODY:
        return texts.letter("nobody_intro", **told)
    when = "on_day" if letter.with_day else "soon"
    return texts.letter(f"{letter.kind.value}_{when}", **told)
