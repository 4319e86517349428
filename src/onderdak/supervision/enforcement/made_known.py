"""When a decision was made known: with its letter, or only when that was sent again.

A letter that came back because its address was wrong made nothing known (art. 3:41
Awb); then terms count from the sending that did.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from onderdak.supervision.enforcement.models import LetterSending, Step


def known_later(steps: Iterable[Step]) -> Mapping[int, date]:
    """The letters of these steps that were made known later, each with its day."""
    letters = [one.letter_id for one in steps if one.letter_id is not None]
    if not letters:
        return {}
    found = LetterSending.objects.filter(letter_id__in=letters, made_known=True)
    return dict(found.order_by("id").values_list("letter_id", "on_day"))


def known_on(step: Step) -> date:
    """The day on which a decision was made known."""
    return known_later([step]).get(step.letter_id or 0, step.on_day)
