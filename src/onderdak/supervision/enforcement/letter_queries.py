"""Letters as pages and lists read them; opening one is logged."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    may,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import Text, text
from onderdak.supervision.enforcement.domain.letters import (
    GONE,
    WAITING,
    LetterKind,
    LetterState,
    Remedy,
)
from onderdak.supervision.enforcement.domain.permissions import (
    HANDLE_CASES,
    SEE_CASES,
    SET_UP_ENFORCEMENT,
)
from onderdak.supervision.enforcement.letter_gathering import (
    remedy_term,
)
from onderdak.supervision.enforcement.letter_keeping import (
    letter_in,
    pdf_of,
)
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.models import (
    Case,
    Letter,
    LetterEntry,
    LetterHead,
    LetterSending,
    LetterTask,
)
from onderdak.supervision.enforcement.moving import record
from onderdak.supervision.enforcement.queries import names_of

Of = TypeVar("Of", LetterEntry, LetterSending)


@dataclass(frozen=True, slots=True)
class LetterOn:
    """A letter with its history; nothing of what is sealed is in it.

    `counted` says how the last day of its remedy was counted.
    """

    row: Letter
    kind: LetterKind
    entries: tuple[LetterEntry, ...]
    sendings: tuple[LetterSending, ...]
    task: LetterTask | None
    counted: tuple[Text, ...]
    people: Mapping[int, str]

    def may_review(self, user: int) -> bool:
        """Whether somebody may review it: it is a draft, and none of it is theirs."""
        waits = self.row.state == LetterState.DRAFTED
        return waits and user not in self.row.written_by

    @property
    def remedy_until(self) -> date | None:
        """The last day of its remedy, from the day on which it was made known."""
        known = [one.remedy_until for one in self.sendings if one.made_known]
        return known[-1] if known else self.row.remedy_until

    @property
    def gone(self) -> bool:
        """Whether it went out, and can be read as it did."""
        return LetterState(self.row.state) in GONE


def letters_of(*, by: Actor, municipality: str, number: str) -> tuple[LetterOn, ...]:
    """The letters of a case, the newest first.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no such case here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    case = case_row(municipality, number)
    rows = Letter.objects.filter(measure__case=case).order_by("-id")
    return tuple(letters_on(list(_bare(rows))))


def letter_for(*, by: Actor, municipality: str, number: str, letter: int) -> LetterOn:
    """One letter of a case, with its history.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no such case or letter here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = letter_in(case_row(municipality, number), letter)
    return next(letters_on([found]))


def waiting_letters(*, by: Actor, municipality: str) -> tuple[Letter, ...]:
    """What waits: to be reviewed by this person, to go out, or after it came back.

    Raises:
        NotAllowed: this person handles no cases here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    open_tasks = LetterTask.objects.filter(
        municipality_id=municipality, settled_on__isnull=True
    ).values("letter_id")
    rows = Letter.objects.filter(municipality_id=municipality).filter(
        Q(state__in=[*WAITING]) | Q(state=LetterState.RETURNED, pk__in=open_tasks)
    )
    return tuple(_bare(rows.order_by("-id")))


def letterhead_of(*, by: Actor, municipality: str) -> LetterHead | None:
    """What stands on the letters of a municipality; None as long as nothing is set.

    Raises:
        NotAllowed: this person neither sees cases here nor sets anything up.
    """
    if not may(by, SEE_CASES, municipality=municipality):
        check_may(by, SET_UP_ENFORCEMENT, municipality=municipality)
    return LetterHead.objects.filter(municipality_id=municipality).first()


@action
def read_letter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    sending: int | None = None,
) -> tuple[Letter, bytes]:
    """Open a letter that went out from its seal, and log who read it.

    Args:
        sending: of a letter that went out more than once, which of the later ones.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no such letter, or it did not go out.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    case = case_row(municipality, number)
    found = letter_in(case, letter)
    record(by, case, "read_letter", letter=found.pk, sending=sending)
    if sending is None:
        return found, pdf_of(found)
    later = LetterSending.objects.filter(letter=found, pk=sending).first()
    if later is None:
        raise NotFound(text("This letter was not sent again like that."))
    return found, pdf_of(later)


def case_row(municipality: str, number: str) -> Case:
    """A case with what a letter of it needs.

    Raises:
        NotFound: there is no such case here.
    """
    rows = Case.objects.filter(municipality_id=municipality, number=number)
    found = rows.select_related("address", "offender", "municipality").first()
    if found is None:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    return found


def _bare(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """Without what is sealed: a list opens nothing, and stays light."""
    return rows.select_related("measure__case__address").defer(
        "sealed", "row_key", "pdf_sealed", "pdf_row_key"
    )


def letters_on(rows: Sequence[Letter]) -> Iterator[LetterOn]:
    """Letters with their history, a few queries for all."""
    numbers = [one.pk for one in rows]
    entries = _by_letter(LetterEntry.objects.filter(letter_id__in=numbers))
    sendings = _by_letter(
        LetterSending.objects.filter(letter_id__in=numbers).defer(
            "pdf_sealed", "pdf_row_key"
        )
    )
    tasks = {
        one.letter_id: one
        for one in LetterTask.objects.filter(
            letter_id__in=numbers, settled_on__isnull=True
        )
    }
    people = names_of(
        {one.by_id for each in entries.values() for one in each}
        | {one.drafted_by_id for one in rows}
    )
    for row in rows:
        known = [one.on_day for one in sendings[row.pk] if one.made_known]
        day = known[-1] if known else row.dispatched_on
        answer = (
            remedy_term(Remedy(row.remedy), day, row.municipality_id) if day else None
        )
        yield LetterOn(
            row=row,
            kind=letter_kinds()[row.kind],
            entries=tuple(entries[row.pk]),
            sendings=tuple(sendings[row.pk]),
            task=tasks.get(row.pk),
            counted=answer.counted if answer else (),
            people=people,
        )


def _by_letter(rows: QuerySet[Of]) -> Mapping[int, list[Of]]:
    found: dict[int, list[Of]] = defaultdict(list)
    for one in rows.order_by("id"):
        found[one.letter_id].append(one)
    return found
