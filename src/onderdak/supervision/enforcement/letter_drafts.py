"""A letter that waits, opened for who writes or reviews it: its words, and a look."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.text import Text, text
from onderdak.supervision.enforcement.domain.letters import (
    LetterKind,
    LetterState,
    Remedy,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_gathering import (
    addressee,
    data_of,
    head_of,
)
from onderdak.supervision.enforcement.letter_keeping import (
    LetterWords,
    letter_in,
    words_of,
)
from onderdak.supervision.enforcement.letter_pdf import drawn
from onderdak.supervision.enforcement.letter_queries import (
    LetterOn,
    case_row,
    letters_on,
)
from onderdak.supervision.enforcement.letter_read import changed_since, read_sha256
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.letters.words import DUTCH
from onderdak.supervision.enforcement.letters.writing import shown
from onderdak.supervision.enforcement.models import Case, Letter, LetterHead
from onderdak.supervision.enforcement.moving import record

_WRITTEN_TO: Final = frozenset(
    {Remedy.OBJECTION, Remedy.COLLECTION, Remedy.PUBLICATION}
)


@dataclass(frozen=True, slots=True)
class Editable:
    """A section of a draft: its words now, and those of its kind."""

    key: str
    title: str
    usual: str
    words: str
    said: bool  # whether it stands in this letter at all


@dataclass(frozen=True, slots=True)
class DraftOn:
    """A letter that waits, opened for who writes or reviews it.

    `lacks` names what is better filled in before it goes out; `read` is the hash of
    all that it says, which who reviews it gives back.
    """

    letter: LetterOn
    words: LetterWords
    sections: tuple[Editable, ...]
    remedies: tuple[Remedy, ...]
    lacks: tuple[Text, ...]
    # All facts of its step, those in words among them.
    facts: Mapping[str, Any]
    read: str
    # Whether it was reviewed, and says something else by now.
    changed: bool

    def may_review(self, user: int) -> bool:
        """Whether somebody may say that it can go out as it stands."""
        row = self.letter.row
        waits = self.changed or row.state == LetterState.DRAFTED
        return waits and user not in row.written_by


@action
def open_draft(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    on_day: date | None = None,
) -> DraftOn:
    """Open the words of a letter that waits, and log it.

    Args:
        on_day: the day on which it is read; that of its last change when left out.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    case = case_row(municipality, number)
    found = letter_in(case, letter)
    record(by, case, "open_draft", letter=found.pk)
    return _draft_on(found, case, on_day or localdate(found.changed_at))


@action
def preview_letter(
    *, by: Actor, municipality: str, number: str, letter: int, on_day: date
) -> bytes:
    """A letter that waits as a PDF, marked as a draft; that it was made is logged.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    case = case_row(municipality, number)
    found = letter_in(case, letter)
    record(by, case, "preview_letter", letter=found.pk)
    data = data_of(found, words_of(found), case, on_day)
    return drawn(head_of(case), data, on_day, concept=True).pdf


def _draft_on(letter: Letter, case: Case, on: date) -> DraftOn:
    words = words_of(letter)
    data = data_of(letter, words, case, localdate(letter.changed_at))
    kind = letter_kinds()[letter.kind]
    values = defaultdict(lambda: "…", data.values(DUTCH))
    sections = tuple(
        Editable(
            key=one.key,
            title=one.title,
            usual=one.words.format_map(values),
            words=words.edits.get(one.key, ""),
            said=one.key in words.edits or shown(one, data),
        )
        for one in kind.editable()
    )
    return DraftOn(
        letter=next(letters_on([letter])),
        words=words,
        sections=sections,
        remedies=kind.remedies,
        lacks=tuple(_lacks(letter, case, kind, words)),
        facts={**letter.facts, **words.facts},
        read=read_sha256(letter, words, case, on),
        changed=changed_since(letter, case),
    )


def _lacks(
    letter: Letter, case: Case, kind: LetterKind, words: LetterWords
) -> Iterator[Text]:
    lines, _language = addressee(kind, case, letter.measure)
    if words.recipient[:1] != lines[:1]:
        yield text("It goes to somebody else than the case names.")
    head = LetterHead.objects.filter(municipality_id=letter.municipality_id).first()
    if kind.reasoned and not words.why:
        yield text("It does not say why, in the words of this case.")
    if not letter.contact and not (head and head.contact):
        yield text("It does not say who to call.")
    if Remedy(letter.remedy) in _WRITTEN_TO and not (head and head.objections_to):
        yield text("It does not say where an objection is sent.")
