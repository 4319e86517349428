"""The letters of a case that went out, opened for its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onderdak.supervision.enforcement.domain.letters import AddressedTo
from onderdak.supervision.enforcement.letter_keeping import pdf_of
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.models import Case, Letter, LetterSending


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as it went out; `again` is the number of a later sending of it."""

    letter: Letter
    sent_on: date | None
    how: str
    sha256: str
    pdf: bytes
    again: int = 0


def sent_letters(case: Case, *, requesters: bool = False) -> Iterator[SentLetter]:
    """Each letter that went out, with what went out; callers checked who may.

    Args:
        requesters: also the letters to who asked for enforcement, which name them.
    """
    rows = Letter.objects.filter(measure__case=case, dispatched_on__isnull=False)
    if not requesters:
        rows = rows.exclude(kind__in=_to_requesters())
    for row in rows.select_related("measure").order_by("dispatched_on", "id"):
        yield SentLetter(row, row.dispatched_on, row.how, row.sha256, pdf_of(row))
        later = LetterSending.objects.filter(letter=row).order_by("id")
        for nth, sent in enumerate(later, start=1):
            pdf = pdf_of(sent)
            yield SentLetter(row, sent.on_day, sent.how, sent.sha256, pdf, nth)


def _to_requesters() -> list[str]:
    kinds = letter_kinds().items()
    return [name for name, kind in kinds if kind.to is AddressedTo.REQUESTER]
