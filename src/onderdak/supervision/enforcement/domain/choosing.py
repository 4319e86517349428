"""Choosing an instrument: behaviour, consequence, what makes it worse, and why.

The two axes are those of the national strategy for environmental law (LHSO, 2022). What
its cells advise was not found in a source that may be shipped: each municipality fills
them. Proposals only: a person chooses, and writes down why.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import Text, msgid, text

LEAST_WORDS: Final = 20
MOST_WORDS: Final = 4000


class Behaviour(StrEnum):
    """How the offender behaves (LHSO, first axis)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Consequence(StrEnum):
    """What the breach leads to, or may lead to (LHSO, second axis)."""

    NIL = "1"
    LIMITED = "2"
    CONCERN = "3"
    CONSIDERABLE = "4"


class Aggravating(StrEnum):
    """What makes it worse (LHSO)."""

    REPEAT = "repeat"
    GAIN = "gain"
    IRREVERSIBLE = "irreversible"
    CONCURRENCE = "concurrence"
    FACILITATORS = "facilitators"


class Intervention(StrEnum):
    """What a cell may advise (LHSO): to mend, far-reaching, or to punish."""

    INFORM = "inform"
    ADDRESS = "address"
    WARN = "warn"
    TALK = "talk"
    TIGHTER_SUPERVISION = "tighter_supervision"
    PENALTY_ORDER = "penalty_order"
    COERCION = "coercion"
    SUSPEND = "suspend"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    FINE = "fine"
    REPORT_OFFENCE = "report_offence"
    PENAL_ORDER = "penal_order"


BEHAVIOURS: Final = {
    Behaviour.A: msgid("well-meaning"),
    Behaviour.B: msgid("indifferent"),
    Behaviour.C: msgid("calculating"),
    Behaviour.D: msgid("notorious or criminal"),
}
CONSEQUENCES: Final = {
    Consequence.NIL: msgid("nearly nil"),
    Consequence.LIMITED: msgid("limited"),
    Consequence.CONCERN: msgid("of concern"),
    Consequence.CONSIDERABLE: msgid("considerable or irreversible"),
}
AGGRAVATIONS: Final = {
    Aggravating.REPEAT: msgid("it happened before"),
    Aggravating.GAIN: msgid("somebody gained money by it"),
    Aggravating.IRREVERSIBLE: msgid("the harm cannot be undone"),
    Aggravating.CONCURRENCE: msgid("several breaches at one time"),
    Aggravating.FACILITATORS: msgid("others made it possible"),
}
INTERVENTIONS: Final = {
    Intervention.INFORM: msgid("inform"),
    Intervention.ADDRESS: msgid("address the person"),
    Intervention.WARN: msgid("warn"),
    Intervention.TALK: msgid("talk with the management"),
    Intervention.TIGHTER_SUPERVISION: msgid("tighter supervision"),
    Intervention.PENALTY_ORDER: msgid("order under penalty"),
    Intervention.COERCION: msgid("administrative coercion"),
    Intervention.SUSPEND: msgid("suspend"),
    Intervention.CLOSE: msgid("close"),
    Intervention.WITHDRAW: msgid("withdraw the permit"),
    Intervention.FINE: msgid("administrative fine"),
    Intervention.REPORT_OFFENCE: msgid("report the offence to the prosecutor"),
    Intervention.PENAL_ORDER: msgid("administrative penal order"),
}
# Which paths carry out what a cell advises.
_PATHS: Final[dict[Intervention, frozenset[str]]] = {
    Intervention.INFORM: frozenset({"self_repair"}),
    Intervention.ADDRESS: frozenset({"self_repair"}),
    Intervention.TALK: frozenset({"self_repair"}),
    Intervention.TIGHTER_SUPERVISION: frozenset({"self_repair", "warning"}),
    Intervention.WARN: frozenset({"warning"}),
    Intervention.PENALTY_ORDER: frozenset({"penalty_order"}),
    Intervention.COERCION: frozenset({"coercion", "urgent_coercion"}),
    Intervention.SUSPEND: frozenset({"permit_withdrawal"}),
    Intervention.CLOSE: frozenset({"coercion", "urgent_coercion"}),
    Intervention.WITHDRAW: frozenset({"permit_withdrawal"}),
    Intervention.FINE: frozenset({"fine"}),
    Intervention.REPORT_OFFENCE: frozenset(),
    Intervention.PENAL_ORDER: frozenset(),
}
# No instrument yet. It needs a reason, and a day on which somebody looks again.
WAIT: Final = "wait"
# What ends a danger itself, and at once.
AT_ONCE: Final = frozenset({"coercion", "urgent_coercion"})
# What can do so where people are safe in the meantime, for a reason that is written.
_SAFE_MEANWHILE: Final = frozenset({"penalty_order", "permit_withdrawal", "takeover"})


def paths_for(advised: Collection[Intervention]) -> frozenset[str]:
    """The paths that carry out what is advised.

    >>> sorted(paths_for([Intervention.WARN, Intervention.FINE]))
    ['fine', 'warning']
    """
    return frozenset().union(*(_PATHS[each] for each in advised))


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell of the matrix as it read on the day; empty until a municipality fills it.

    `invented` is for a municipality that does not exist: nobody decided on it.
    """

    behaviour: Behaviour
    consequence: Consequence
    advised: tuple[Intervention, ...] = ()
    words: str = ""
    source: str = ""
    valid_from: date | None = None
    invented: bool = False
    version: int | None = None

    @property
    def filled(self) -> bool:
        """Whether the municipality said what it does here."""
        return bool(self.advised)

    def as_dict(self) -> dict[str, object]:
        """As it is kept with a choice: later changes of the table do not touch it."""
        return {
            "behaviour": self.behaviour.value,
            "consequence": self.consequence.value,
            "advised": [each.value for each in self.advised],
            "words": self.words,
            "source": self.source,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "invented": self.invented,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class NewChoice:
    """What a person chooses for a case, and why.

    Attributes:
        instrument: a path of the case's rules, or `wait`.
        unsafe: whether people are in danger as it stands.
        proportionality: why it is not too heavy for what is at stake.
        subsidiarity: why nothing lighter will do.
        deviation: why it differs from what the cell advises, where it does.
        because_wait: why nothing is done now, where nothing is.
        look_again_on: when somebody looks again, where nothing is done now or where
            the priority is low.
        low_priority: whether it waits for more pressing cases.
    """

    behaviour: Behaviour
    consequence: Consequence
    instrument: str
    proportionality: str
    subsidiarity: str
    aggravating: tuple[Aggravating, ...] = ()
    unsafe: bool = False
    low_priority: bool = False
    deviation: str = ""
    because_wait: str = ""
    look_again_on: date | None = field(default=None)


def deviates(chosen: NewChoice, cell: CellRead) -> bool:
    """Whether the choice differs from what the cell advises; an empty one advises none.

    What ends a danger at once is never a deviation: unsafe means now.
    """
    if not cell.filled or (chosen.unsafe and chosen.instrument in AT_ONCE):
        return False
    return chosen.instrument not in paths_for(cell.advised)


def choice_problems(
    chosen: NewChoice,
    cell: CellRead,
    paths: Collection[str],
    *,
    on: date,
    look_again_months: int,
) -> list[Text]:
    """Why a choice cannot be written down yet; nothing where it can.

    Args:
        paths: the paths of the rules that the case began with.
        look_again_months: within how many months one looks again.
    """
    return [
        *_problem_of_instrument(chosen, paths),
        *_problems_of_words(chosen),
        *_problem_of_deviation(chosen, cell),
        *_problems_of_danger(chosen),
        *_problems_of_waiting(chosen, on, look_again_months),
    ]


def _problem_of_instrument(chosen: NewChoice, paths: Collection[str]) -> Iterator[Text]:
    if chosen.instrument != WAIT and chosen.instrument not in paths:
        yield text("The rules of this case do not have this instrument.")


def _problems_of_words(chosen: NewChoice) -> Iterator[Text]:
    if not said(chosen.proportionality):
        yield text("Write down why this is not too heavy (proportionality).")
    if not said(chosen.subsidiarity):
        yield text("Write down why nothing lighter will do (subsidiarity).")


def _problem_of_deviation(chosen: NewChoice, cell: CellRead) -> Iterator[Text]:
    if deviates(chosen, cell) and not said(chosen.deviation):
        yield text("This differs from what the matrix advises: write down why.")


def _problems_of_danger(chosen: NewChoice) -> Iterator[Text]:
    if not chosen.unsafe or chosen.instrument in AT_ONCE:
        return
    if chosen.instrument in _SAFE_MEANWHILE:
        if not said(chosen.deviation):
            yield text(
                "People are in danger: write down how they are safe in the meantime."
            )
        return
    yield text(
        "People are in danger, so you must act now: choose coercion,"
        " or something beside which they are safe."
    )


def _problems_of_waiting(chosen: NewChoice, on: date, months: int) -> Iterator[Text]:
    waits = chosen.instrument == WAIT
    if chosen.unsafe and chosen.low_priority:
        yield text("People are in danger: this cannot have a low priority.")
    if waits and not said(chosen.because_wait):
        yield text("Write down why nothing is done now.")
    if not waits and not chosen.low_priority:
        return
    last = add_months(on, months)
    if chosen.look_again_on is None:
        yield text("Name the day on which you look again: low is not never.")
    elif not on < chosen.look_again_on <= last:
        yield text("Look again after today, and by %(last)s.", last=last)


def said(words: str) -> bool:
    """Whether enough was written to be a reason."""
    return len(words.strip()) >= LEAST_WORDS


def check_words(words: str) -> str:
    """What was written, without its edges.

    Raises:
        Invalid: it is longer than fits.
    """
    plain = words.replace("\x00", "").strip()
    if len(plain) > MOST_WORDS:
        raise Invalid(text("Write at most %(most)s signs.", most=MOST_WORDS))
    return plain
