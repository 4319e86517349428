"""How a term or an amount is written in the file of its norm, read and checked.

What may stand there::

    term:
      length: terms.objection     # a parameter in days, weeks, months or years; a list
                                  # of two is added up: [decision, longer]
      from: event                 # or end_of_year
      extended: true              # lengthened over weekends and holidays (Atw art. 1)
      working_days: false         # the length counts working days
      first_day_counts: false     # the day of the event is the first day of the term
      opens: brp.move_report_opens   # counted back: the first day of a window
      event: {nl: ..., en: ...}   # which day to give
      fine: fines.category_4      # the amount; and for a repeat within a term:
      repeated: fines.category_5
      within: wgv_terms.repeat
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.engine.reading import Keys
from onderdak.rules.findings.norms import As, Norm

TERM_UNITS: Final = frozenset({"days", "weeks", "months", "years"})
_KEYS: Final = frozenset(
    {
        "length",
        "from",
        "extended",
        "working_days",
        "first_day_counts",
        "opens",
        "event",
        "fine",
        "repeated",
        "within",
    }
)

Words = Mapping[str, str]


class Start(StrEnum):
    """From where a term is counted."""

    EVENT = "event"
    END_OF_YEAR = "end_of_year"


@dataclass(frozen=True, slots=True)
class TermSpec:
    """What is counted, from where, and how; or which amount is asked."""

    cited: str
    lengths: tuple[str, ...] = ()
    start: Start = Start.EVENT
    extended: bool = False
    working_days: bool = False
    first_day_counts: bool = False
    opens: str | None = None
    fine: str | None = None
    repeated: str | None = None
    within: str | None = None
    event: Words | None = field(default=None, hash=False)

    @property
    def counts(self) -> bool:
        """Whether there is a day to compute."""
        return bool(self.lengths or self.opens)

    @property
    def amount(self) -> str | None:
        """The parameter of the amount, where an amount is asked."""
        return None if self.counts else self.fine or self.cited

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter that the answer rests on, the cited one first."""
        found = (self.cited, *self.lengths, self.opens, self.fine)
        more = (self.repeated, self.within)
        return tuple(dict.fromkeys(one for one in (*found, *more) if one))


def spec_of(norm: Norm) -> TermSpec:
    """Read how the term or amount of a norm is computed.

    Raises:
        ConfigurationError: names the norm and what is wrong.
    """
    written = norm.further.get("term", {})
    if norm.by is None or not isinstance(written, Mapping):
        raise _error(norm, "expected a parameter, and a term of keys with values")
    for key in sorted(set(map(str, written)) - _KEYS):
        raise _error(norm, f"the key {key} is not known")
    spec = TermSpec(
        cited=norm.by,
        lengths=_lengths(norm, written.get("length", [])),
        start=_start(norm, written.get("from", "event")),
        extended=_truth(norm, written, "extended"),
        working_days=_truth(norm, written, "working_days"),
        first_day_counts=_truth(norm, written, "first_day_counts"),
        opens=_parameter(norm, written, "opens"),
        fine=_parameter(norm, written, "fine"),
        repeated=_parameter(norm, written, "repeated"),
        within=_parameter(norm, written, "within"),
        event=_event(norm, written.get("event")),
    )
    _check(norm, spec)
    return spec


def _check(norm: Norm, spec: TermSpec) -> None:
    if (norm.as_ is As.TERM) != spec.counts:
        raise _error(norm, "a term has a length, and an amount has none")
    if spec.counts and (spec.event is None or spec.fine):
        raise _error(norm, "a term says from which event it is counted, and no fine")
    if (spec.repeated is None) != (spec.within is None):
        raise _error(norm, "a repeated fine says within which term")
    if spec.extended and (spec.working_days or spec.first_day_counts):
        raise _error(norm, "such a term is not lengthened")


def _lengths(norm: Norm, written: object) -> tuple[str, ...]:
    match written:
        case str():
            return (written,)
        case list() if all(isinstance(one, str) for one in written):
            return tuple(written)
        case _:
            raise _error(norm, "length: expected a parameter, or a list of them")


def _start(norm: Norm, written: object) -> Start:
    try:
        return Start(str(written))
    except ValueError:
        raise _error(norm, f"from: {written!r} is no day to count from") from None


def _event(norm: Norm, written: object) -> Words | None:
    match written:
        case None:
            return None
        case {"nl": str(nl), "en": str(en), **more} if not more:
            return {"nl": nl, "en": en}
        case _:
            raise _error(norm, "event: say in nl and en which day is meant")


def _truth(norm: Norm, written: Keys, key: str) -> bool:
    found = written.get(key, False)
    if not isinstance(found, bool):
        raise _error(norm, f"{key}: expected true or false")
    return found


def _parameter(norm: Norm, written: Keys, key: str) -> str | None:
    found = written.get(key)
    if found is not None and not isinstance(found, str):
        raise _error(norm, f"{key}: expected a parameter")
    return found


def _error(norm: Norm, what: str) -> ConfigurationError:
    return ConfigurationError(f"norm {norm.id}: term: {what}")
