"""What can go wrong, in one small tree.

A `UserError` is for the person at the page or the keyboard: what is the matter, why,
and what to do next. A `ConfigurationError` is for the person who runs the software.
"""

from typing import ClassVar

from onderdak.kernel.text import Text


class OnderdakError(Exception):
    """Anything that this software refuses on purpose."""

    exit_code: ClassVar[int] = 1


class _Told(OnderdakError):
    """An error that carries what is the matter, why, and what to do next."""

    def __init__(
        self, what: Text | str, why: Text | None = None, next_step: Text | None = None
    ) -> None:
        super().__init__(what, why, next_step)
        self.what = what if isinstance(what, Text) else Text(what)
        self.why = why
        self.next_step = next_step

    @property
    def texts(self) -> tuple[Text, ...]:
        """The sentences that are there, in the order in which they are read."""
        found = (self.what, self.why, self.next_step)
        return tuple(sentence for sentence in found if sentence is not None)

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.texts)


class UserError(_Told):
    """Something the user can understand and often put right."""


class Invalid(UserError):
    """What was filled in cannot be right."""


class NotAllowed(UserError):
    """This person may not do this."""

    exit_code = 3


class NotFound(UserError):
    """What was asked for is not there, or not for this person to see."""

    exit_code = 4


class Conflict(UserError):
    """It was possible a moment ago, but no longer, or it clashes with another fact."""

    exit_code = 5


class RoomClosed(UserError):
    """This part of the software is not in use in this municipality."""

    exit_code = 6


class ConfigurationError(_Told):
    """The set-up is wrong; the message names the file and the key to mend."""

    exit_code = 2
