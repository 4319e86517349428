"""The letter that tells an owner or provider what to mend, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from onderdak.foundation.documents.contract import (
    LETTER,
    Block,
    Letter,
    Part,
    Sender,
    bullets,
    callout,
    facts,
    heading,
    paragraph,
    render,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.models import Repair, Visit
from onderdak.supervision.inspections.report_labels import words

_LANGUAGE = "nl"
SUBJECT = text("What we found at your address, and by when you mend it")


@dataclass(frozen=True, slots=True)
class Answering:
    """How proof of repair is handed in: in the account, or by a link."""

    link: str = ""
    until: date | None = None
    account: bool = False


def repair_letter(
    visit: Visit,
    repairs: Sequence[Repair],
    recipient: Sequence[str],
    answering: Answering,
    on: date,
) -> bytes:
    """The letter as a PDF/UA-1; it says nothing of who lives there."""
    with translation.override(_LANGUAGE):
        subject = in_language(SUBJECT)
        letter = Letter(
            sender=Sender(visit.municipality.name, (_said(text("Supervision")),)),
            recipient=tuple(recipient),
            reference=visit.number,
            parts=[_part(visit, repairs, answering, subject)],
            signed_by=(visit.municipality.name,),
            room_to_sign=False,
        )
        return render(LETTER, letter, language=_LANGUAGE, title=subject, on=on).pdf


def _part(
    visit: Visit, repairs: Sequence[Repair], answering: Answering, subject: str
) -> Part:
    return Part(
        language=_LANGUAGE,
        subject=subject,
        salutation=_said(text("Dear Sir or Madam,")),
        closing=_said(text("Kind regards,")),
        blocks=[
            paragraph(
                _said(
                    text(
                        "On %(day)s we visited %(address)s. The report of this visit is"
                        " signed. Some things are not in order. Below you read what,"
                        " on which rule that rests, and by when it must be mended.",
                        day=_day(visit.day),
                        address=visit.address.in_full,
                    )
                )
            ),
            *(block for one in repairs for block in _repair(one)),
            heading(_said(text("How you show that it is mended"))),
            *_answering(answering),
            paragraph(
                _said(
                    text(
                        "We look at what you send in. We may come again, and look at"
                        " these points only."
                    )
                )
            ),
            callout(
                _said(
                    text(
                        "This letter is not a decision, so you cannot object to it. Is"
                        " something in it not right? Tell us, and say what shows it."
                    )
                )
            ),
        ],
    )


def _repair(one: Repair) -> list[Block]:
    rows = [
        (_said(text("Where")), one.place),
        (_said(text("What we found")), words(one.sentence)),
        (_said(text("What mends it")), words(one.mend)),
        (_said(text("Rests on")), one.article),
        (_said(text("Last day")), _day(one.last_day)),
        (_said(text("How it was counted")), " ".join(one.counted["nl"])),
        (_said(text("Why this term")), one.reason),
    ]
    return [heading(words(one.title)), facts(*(row for row in rows if row[1]))]


def _answering(answering: Answering) -> list[Block]:
    ways: list[str] = []
    if answering.account:
        ways.append(
            _said(text("In your account, under 'Repairs': add a photo of each point."))
        )
    if answering.link and answering.until:
        ways.append(
            _said(
                text(
                    "On this page, up to %(day)s: %(link)s",
                    day=_day(answering.until),
                    link=answering.link,
                )
            )
        )
    if not ways:
        ways.append(_said(text("Write to us, with a photo of each point.")))
    return [
        bullets(*ways),
        paragraph(_said(text("Take no people in the photo, and no papers of theirs."))),
    ]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _said(sentence: Text) -> str:
    return in_language(sentence)
