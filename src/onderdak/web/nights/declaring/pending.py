"""What someone is handing in: kept in the session between upload and confirmation."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from django.contrib.sessions.backends.base import SessionBase

from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract.files import (
    keeping,
)

_PENDING = "declaration"
_DONE = "declared"


@dataclass(frozen=True)
class Pending:
    """A file that was sent and not yet confirmed."""

    number: str
    filename: str
    location: int
    mapping: Mapping[str, str] = field(default_factory=dict)
    complete: tuple[str, str] | None = None

    @property
    def period(self) -> DateRange | None:
        """The period for which the file is complete, if it is."""
        if not self.complete:
            return None
        return DateRange(*map(date.fromisoformat, self.complete))


def begin(
    session: SessionBase,
    content: bytes,
    filename: str,
    location: int,
    complete: DateRange | None = None,
) -> None:
    """Keep a file that was just sent; an earlier one is forgotten."""
    forget(session)
    number = keeping.keep(content)
    period = (str(complete.start), str(complete.end)) if complete else None
    session[_PENDING] = asdict(Pending(number, filename, location, {}, period))


def pending(session: SessionBase) -> Pending | None:
    """The file that waits for this person, if any."""
    stored = session.get(_PENDING)
    return Pending(**stored) if stored else None


def map_columns(
    session: SessionBase, waiting: Pending, mapping: Mapping[str, str]
) -> None:
    """Remember which column holds what."""
    session[_PENDING] = asdict(replace(waiting, mapping=dict(mapping)))


def forget(session: SessionBase) -> None:
    """Remove what waits, and the file with it."""
    waiting = pending(session)
    if waiting is not None:
        keeping.forget(waiting.number)
        del session[_PENDING]


def finish(session: SessionBase, told: Mapping[str, int | str]) -> None:
    """Forget the file and remember what became of it, for the last page."""
    forget(session)
    session[_DONE] = dict(told)


def done(session: SessionBase) -> Mapping[str, int | str] | None:
    """What became of the last file."""
    found: Mapping[str, int | str] | None = session.get(_DONE)
    return found
