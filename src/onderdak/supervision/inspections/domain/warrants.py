"""A warrant to enter a dwelling without the resident's consent: may it be asked, does
it hold, and what may be done under it.

The Algemene wet op het binnentreden is the whole of the law here. The numbers (how
many dwellings, how many days, until which hour it is night) come from the rules, with
the day they hold on; none of them is written down in this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.text import Text, msgid, text
from onderdak.supervision.inspections.domain.kinds import Law


class WarrantState(StrEnum):
    """How far a request for a warrant is."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Power(StrEnum):
    """Which law lets somebody enter a dwelling without consent."""

    HUISVESTINGSWET = "huisvestingswet_34"
    OMGEVINGSWET = "omgevingswet_18_7"
    ORDER_BYLAW = "gemeentewet_149a"
    COERCION = "awb_5_27"


POWERS: Final = MappingProxyType(
    {
        Power.HUISVESTINGSWET: Law(
            msgid("Supervision of the Huisvestingswet"), "Huisvestingswet 2014 art. 34"
        ),
        Power.OMGEVINGSWET: Law(
            msgid("Supervision of building and use under the Omgevingswet"),
            "Omgevingswet art. 18.7",
            to_confirm=True,
        ),
        Power.ORDER_BYLAW: Law(
            msgid("A by-law on order, safety, life or health that names who may enter"),
            "Gemeentewet art. 149a",
        ),
        Power.COERCION: Law(
            msgid("Carrying out an administrative coercion order"), "Awb art. 5:27"
        ),
    }
)


class WarrantGround(StrEnum):
    """What the request rests on, in the words of the catalogue of facts."""

    OVERCROWDING = "overcrowding"
    FIRE_RISK = "fire_risk"
    OTHER_DANGER = "other_danger"
    POOR_CONDITIONS = "poor_conditions"


# Poor living conditions alone are no ground (rule I11).
COUNTS: Final = frozenset(WarrantGround) - {WarrantGround.POOR_CONDITIONS}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the law allows on a day, read from the rules."""

    others: int
    night_until_hour: int


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a warrant, as it is put to the mayor."""

    reasons: str
    grounds: tuple[WarrantGround, ...]
    power: Power | None
    needed_because: str
    # The dwelling itself first, then the others: numbers of addresses.
    dwellings: tuple[int, ...]
    night_because: str = ""
    absent_because: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A warrant as it was decided: all that says whether somebody may go in."""

    state: WarrantState
    dwellings: frozenset[int]
    issued_on: date | None
    valid_until: date | None
    night: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """May somebody go in: yes or no, under which article, in words."""

    may: bool
    article: str
    words: Text


def check_request(request: Request, limits: Limits) -> None:
    """Stop a request that the mayor cannot grant by law.

    Raises:
        Invalid: what is missing or too much, with the article.
    """
    _check_words(request)
    _check_power(request.power)
    _check_grounds(request.grounds)
    _check_dwellings(request.dwellings, limits)


def _check_words(request: Request) -> None:
    if len(request.reasons.strip()) < _LEAST_WORDS:
        raise Invalid(text("Say why a dwelling must be entered without consent."))
    if len(request.needed_because.strip()) < _LEAST_WORDS:
        raise Invalid(
            text("Say why asking the resident for consent is not enough."),
            why=text(
                "There is a warrant only as far as entry is reasonably required"
                " (art. 3(3) and 4 Awbi)."
            ),
        )


def _check_power(power: Power | None) -> None:
    if power is not None:
        return
    raise Invalid(
        text("Choose which law lets you enter without consent."),
        why=text(
            "A warrant is given only to somebody who may enter by law"
            " (art. 3(3) and 4 Awbi)."
        ),
        next_step=text("Without such a law, ask the resident for consent."),
    )


def _check_grounds(grounds: Sequence[WarrantGround]) -> None:
    if COUNTS & set(grounds):
        return
    if grounds:
        raise Invalid(
            text("Poor living conditions alone are no ground for a warrant."),
            why=text(
                "Overcrowding, fire risk or another danger can be"
                " (art. 3(3) and 4 Awbi)."
            ),
            next_step=text("Ask the resident for consent, or name the danger."),
        )
    raise Invalid(text("Choose what the request rests on."))


def _check_dwellings(dwellings: Sequence[int], limits: Limits) -> None:
    if not dwellings or len(set(dwellings)) < len(dwellings):
        raise Invalid(text("Name each dwelling once, and at least one."))
    if len(dwellings) > 1 + limits.others:
        raise Invalid(
            text(
                "A warrant names one dwelling and at most %(others)s others.",
                others=limits.others,
            ),
            why=text("This follows from art. 5 Awbi."),
            next_step=text("Ask a second warrant for the rest."),
        )


def check_decider(asked_by: int, decides: int) -> None:
    """Stop somebody who would decide on their own request.

    Raises:
        NotAllowed: it is the same person.
    """
    if asked_by == decides:
        raise NotAllowed(
            text("You asked for this warrant, so you cannot decide on it."),
            why=text("Only the mayor issues it (art. 3(2) Awbi)."),
        )


def check_decision(state: WarrantState, words: str) -> None:
    """Stop a decision that was taken already, or one without words.

    Raises:
        Conflict: it was decided or taken back.
        Invalid: nothing is said.
    """
    if state is not WarrantState.ASKED:
        raise Conflict(
            text("This request was decided on or taken back already."),
            next_step=text("Load the page again."),
        )
    if len(words.strip()) < _LEAST_WORDS:
        raise Invalid(text("Say why the warrant is given or refused."))


def may_enter(
    paper: Paper | None,
    address: int,
    at: datetime,
    *,
    limits: Limits,
    resident_absent: bool = False,
) -> Entry:
    """Say whether a dwelling may be entered without consent at this moment.

    Args:
        paper: the warrant; None where there is none.
        address: the dwelling at whose door one stands.
        at: the moment, in the time of the Netherlands.
        resident_absent: whether nobody who lives there is at home.
    """
    refused = (
        _not_granted(paper)
        or _elsewhere(paper, address)
        or _too_late(paper, at.date())
        or _by_night(paper, at.hour, limits)
        or _in_absence(paper, absent=resident_absent)
    )
    if refused or paper is None or paper.valid_until is None:
        return refused or _NONE
    return Entry(
        may=True,
        article="Awbi art. 2, 6 en 7",
        words=text(
            "You may enter under this warrant, up to and including %(day)s. Show it,"
            " show your card and say the purpose first.",
            day=paper.valid_until,
        ),
    )


_LEAST_WORDS: Final = 10
_NONE: Final = Entry(
    may=False,
    article="Awbi art. 2",
    words=text("There is no warrant. Enter only with the resident's consent."),
)


def _no(article: str, words: Text) -> Entry:
    return Entry(may=False, article=article, words=words)


def _not_granted(paper: Paper | None) -> Entry | None:
    if paper is None:
        return _NONE
    if paper.state is WarrantState.ASKED:
        words = text("The mayor has not decided on the warrant yet.")
    elif paper.state is WarrantState.REFUSED:
        words = text("The mayor refused the warrant.")
    elif paper.state is WarrantState.WITHDRAWN:
        words = text("The request for a warrant was taken back.")
    else:
        return None
    return _no("Awbi art. 2 en 3", words)


def _elsewhere(paper: Paper | None, address: int) -> Entry | None:
    if paper is None or address in paper.dwellings:
        return None
    return _no("Awbi art. 5", text("The warrant does not name this dwelling."))


def _too_late(paper: Paper | None, day: date) -> Entry | None:
    if paper is None or paper.issued_on is None or paper.valid_until is None:
        return None
    if day < paper.issued_on:
        return _no("Awbi art. 6", text("The warrant does not hold yet."))
    if day > paper.valid_until:
        return _no(
            "Awbi art. 6",
            text(
                "The warrant held up to and including %(day)s.",
                day=paper.valid_until,
            ),
        )
    return None


def _by_night(paper: Paper | None, hour: int, limits: Limits) -> Entry | None:
    if paper is None or paper.night or hour >= limits.night_until_hour:
        return None
    return _no(
        "Awbi art. 7",
        text(
            "It is night until %(hour)s o'clock, and the warrant does not speak of it.",
            hour=limits.night_until_hour,
        ),
    )


def _in_absence(paper: Paper | None, *, absent: bool) -> Entry | None:
    if paper is None or paper.absent or not absent:
        return None
    return _no(
        "Awbi art. 7",
        text("Nobody is at home, and the warrant does not speak of that."),
    )
