"""What the screens of a visit say, in the reader's language."""

from onderdak.web.inspections.round.screen_words.entering import door, leaving
from onderdak.web.inspections.round.screen_words.everywhere import (
    everywhere,
    sending,
    visit,
)
from onderdak.web.inspections.round.screen_words.people import people
from onderdak.web.inspections.round.screen_words.seeing import findings, lists, rooms

_PARTS = (everywhere, visit, sending, door, leaving, rooms, lists, findings, people)


def screen_words() -> dict[str, str]:
    """The sentences of the screens, by their key."""
    return {key: said for part in _PARTS for key, said in part().items()}
