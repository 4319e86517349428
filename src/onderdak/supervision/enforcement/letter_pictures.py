"""The pages of a letter that waits, as pictures for the page of the letter."""

from datetime import date

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_gathering import data_of, head_of
from onderdak.supervision.enforcement.letter_keeping import letter_in, words_of
from onderdak.supervision.enforcement.letter_pdf import pages
from onderdak.supervision.enforcement.models import Case
from onderdak.supervision.enforcement.moving import record


@action
def preview_pages(
    *, by: Actor, municipality: str, number: str, letter: int, on_day: date
) -> list[bytes]:
    """The pages of a letter that waits as PNG, marked as a draft; logged as opened.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    cases = Case.objects.filter(municipality_id=municipality, number=number)
    case = cases.select_related("address", "offender", "municipality").first()
    if case is None:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    found = letter_in(case, letter)
    record(by, case, "preview_letter", letter=found.pk)
    return pages(
        head_of(case),
        data_of(found, words_of(found), case, on_day),
        on_day,
        concept=True,
    )
