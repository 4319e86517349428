"""The ordinary reports of the demo, by seed: many, and none of them special.

What happened before a day does not depend on the day of loading: only how far a report
is does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from onderdak.kernel.calendar import working_days_after
from onderdak.kernel.ranges import add_months
from onderdak.project.demo.facts import ARNHEM, NIJMEGEN, TOWN
from onderdak.project.demo.plan import DAY_ONE, AddressPlan, World
from onderdak.project.demo.report_texts import OUTCOMES, QUESTION, TEXTS
from onderdak.project.demo.report_told import (
    REPORTER,
    Happened,
    Said,
    Told,
    clerk_of,
)
from onderdak.supervision.desk.catalogue import (
    FirstCategory,
    first_categories,
    questions,
)
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.states import State, Step

_A_MONTH: Final = {ARNHEM: 28, NIJMEGEN: 8, TOWN.code: 1}
_WEIGHTS: Final = {
    "bad_letting": 6,
    "overcrowding": 4,
    "exploitation": 1,
    "unsafe": 3,
    "nuisance": 6,
    "waste": 5,
    "other": 1,
}
_CHANNELS: Final = (*("public",) * 7, "phone", "phone", "partner")
_PARTNERS: Final = (
    ("police", "Politie (demo)"),
    ("corporation", "Woningcorporatie (demo)"),
    ("waste_team", "Afvalteam (demo)"),
)
_WITHOUT_ADDRESS: Final = 0.25
_IN_TIME: Final = 0.8
_ASKED: Final = 0.2
_AGAIN: Final = 0.12
_SUMMER: Final = (5, 6, 7, 8)
_DAYS_TO_CLOSE: Final = 43  # the reporter can no longer say that it is not solved
_Line = tuple[date, int, Step, State, str, Said | None]


@dataclass(frozen=True, slots=True)
class _Planned:
    """One report with its whole life, of which a day shows the part before it."""

    town: str
    category: FirstCategory
    language: str
    text: str
    address: AddressPlan | None
    channel: str
    received: date
    due: date
    accepted: date
    asked: date | None
    answered: date
    outcome: str
    like: bool
    answers: dict[str, list[str]]
    partner: tuple[str, str]


def ordinary(world: World, on: date) -> Iterator[Told]:
    """All reports from the first month on that were received before a day."""
    made: list[_Planned] = []
    month = DAY_ONE
    while month <= on:
        for town, most in _A_MONTH.items():
            dice = Random(f"{world.seed}-reports-{town}-{month}")
            places = [
                a
                for a in world.addresses
                if a.municipality == town and a.id < world.streets_from
            ]
            for _ in range(_of_month(dice, most, month)):
                made.append(_one(dice, town, places, month, made))
        month = add_months(month, 1)
    return (_told(one, on) for one in made if one.received < on)


def _of_month(dice: Random, most: int, month: date) -> int:
    """Not each month as many: more when people are outside."""
    if most == 1:
        return 1
    summer = most // 5 if month.month in _SUMMER else 0
    return most + summer + dice.randint(-most // 5, most // 5)


def _one(
    dice: Random,
    town: str,
    places: list[AddressPlan],
    month: date,
    before: list[_Planned],
) -> _Planned:
    categories = {each.key: each for each in first_categories()}
    category = categories[dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]]
    language, text = dice.choice(TEXTS[category.key])
    address = dice.choice(places) if dice.random() > _WITHOUT_ADDRESS else None
    received = month + timedelta(days=dice.randrange(28))
    like = False
    earlier = [one for one in before[-8:] if one.town == town and one.address]
    if earlier and dice.random() < _AGAIN:
        category, address = earlier[-1].category, earlier[-1].address
        language, text = dice.choice(TEXTS[category.key])
        received = max(received, earlier[-1].received + timedelta(days=1))
        like = True
    term = category.term_working_days
    late = dice.random() > _IN_TIME
    days = term + dice.randrange(2, 9) if late else dice.randrange(2, term + 1)
    asked = received + timedelta(days=2) if dice.random() < _ASKED else None
    channel = dice.choice(_CHANNELS)
    return _Planned(
        town=town,
        category=category,
        language=language,
        text=text,
        address=address,
        channel=channel,
        received=received,
        due=working_days_after(received, term),
        accepted=working_days_after(received, 1),
        asked=asked if channel == "public" else None,
        answered=working_days_after(received, days),
        outcome=dice.choice(list(OUTCOMES)),
        like=like,
        answers={
            each.key: [dice.choice(each.options)] for each in questions()[category.kind]
        },
        partner=dice.choice(_PARTNERS) if channel == "partner" else ("", ""),
    )


def _told(one: _Planned, on: date) -> Told:
    history = tuple(_history(one, on))
    done = history[-1].to in (State.ANSWERED, State.CLOSED)
    return Told(
        town=one.town,
        category=one.category,
        language=one.language,
        text=one.text,
        address=one.address,
        channel=one.channel,
        received=one.received,
        due=one.due,
        history=history,
        answers=one.answers,
        owner=clerk_of(one.town) if len(history) > 1 else None,
        partner=one.partner,
        outcome=one.outcome if done else "",
        reason=OUTCOMES[one.outcome]["nl"] if done else "",
        like=one.like,
    )


def _history(one: _Planned, on: date) -> Iterator[Happened]:
    """What happened before today; the last line is how far it is."""
    before = ""
    for day, hour, step, to, reason, said in sorted(_lines(one), key=_order):
        if day >= on:
            return
        by = REPORTER if step is Step.RECEIVE or reason else clerk_of(one.town)
        yield Happened(day, hour, step, before, to, by, reason, said)
        before = to


def _order(line: _Line) -> tuple[date, int]:
    return line[0], line[1]


def _lines(one: _Planned) -> Iterator[_Line]:
    yield one.received, 10, Step.RECEIVE, State.RECEIVED, "", None
    if one.accepted < one.answered:
        yield one.accepted, 11, Step.ACCEPT, State.ACCEPTED, "", None
    if one.asked and one.accepted <= one.asked < one.answered:
        asked = Said(MessageKind.QUESTION, QUESTION[one.language], one.language)
        waits = State.WAITING_FOR_REPORTER
        yield one.asked, 12, Step.ASK_REPORTER, waits, "", asked
    words = OUTCOMES[one.outcome][one.language]
    result = Said(MessageKind.RESULT, words, one.language)
    yield one.answered, 15, Step.ANSWER, State.ANSWERED, "", result
    closed = one.answered + timedelta(days=_DAYS_TO_CLOSE)
    yield closed, 9, Step.CLOSE, State.CLOSED, "term", None
