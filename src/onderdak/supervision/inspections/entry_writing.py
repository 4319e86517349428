"""The day of an entry of a dwelling put in its row; callers checked who may."""

from datetime import date
from typing import Final

from django.db.models import Min

from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.models import Warrant, WarrantDwelling
from onderdak.supervision.inspections.warrant_terms import copy_due

LEAST_WHY: Final = 10
_LONGEST_WHY: Final = 500


def reason_given(written: str, asked: Text) -> str:
    """A reason in a sentence, as it is kept.

    Raises:
        Invalid: it says too little.
    """
    plain = " ".join(written.replace("\x00", "").split())
    if len(plain) < LEAST_WHY:
        raise Invalid(asked)
    return plain[:_LONGEST_WHY]


def dwelling_of(found: Warrant, address: int) -> WarrantDwelling:
    """The dwelling of a warrant at an address.

    Raises:
        NotFound: the warrant does not name it.
    """
    named = found.dwellings.filter(address_id=address).first()
    if named is None:
        raise NotFound(
            text("The warrant does not name this dwelling."),
            why=text(
                "One that it does not name is not entered under it (art. 5 Awbi)."
            ),
        )
    return named


def write_day(found: Warrant, dwelling: WarrantDwelling, on: date | None) -> None:
    """Note the day of an entry with its term, or that there was none."""
    due = copy_due(found.municipality_id, on) if on else None
    dwelling.entered_on, dwelling.copy_due_on = on, due
    dwelling.save(update_fields=["entered_on", "copy_due_on"])
    # Of more dwellings the first entry counts, in whichever order they are noted.
    noted = found.dwellings.exclude(entered_on=None)
    first = noted.aggregate(on=Min("entered_on"), due=Min("copy_due_on"))
    found.entered_on, found.copy_due_on = first["on"], first["due"]
    found.save(update_fields=["entered_on", "copy_due_on"])
