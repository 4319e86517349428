"""What happened with the reports that have a story, in words, counted back from today.

Nobody here exists. What reporters write is in their own language; so is what they are
answered.
"""

from typing import Final

from onderdak.project.demo.report_life import Life, Line, asks, note, result, says
from onderdak.supervision.desk.domain.kinds import Priority
from onderdak.supervision.desk.domain.states import Step

CODE: Final = "2026112120261121"
"""The code with which a visitor of the demo may follow a report in Polish."""

OF_REPORTERS: Final = (
    Life(
        "asked in Polish",
        "bad_letting",
        "pl",
        "Właściciel nie oddaje kaucji, 900 euro, i nie daje umowy na piśmie."
        " Mieszkam tu z dwoma kolegami.",
        (
            Line(8, Step.RECEIVE, hour=21),
            Line(7, Step.TAKE_IN_HAND),
            Line(
                6,
                Step.ASK_REPORTER,
                asks("pl", "Od kiedy tu mieszkasz? Czy masz dowód zapłaty kaucji?"),
            ),
            Line(
                1,
                Step.REPORTER_ANSWERS,
                says(
                    "pl",
                    "Od marca. Mam przelew z banku i wiadomości od właściciela.",
                    read=False,
                ),
                hour=20,
            ),
        ),
        place=0,
        answers={"letting_what": ["deposit", "contract"], "own_home": ["yes"]},
        code=CODE,
    ),
    Life(
        "waits for a reporter",
        "bad_letting",
        "ro",
        "Proprietarul a schimbat încuietoarea și lucrurile noastre au rămas înăuntru.",
        (
            Line(4, Step.RECEIVE, hour=19),
            Line(4, Step.TAKE_IN_HAND, hour=20),
            Line(
                3,
                Step.ASK_REPORTER,
                asks("ro", "Aveți acum unde să dormiți? Când s-a întâmplat?"),
            ),
        ),
        place=1,
        answers={"letting_what": ["evicted"]},
        priority=Priority.HIGH,
    ),
    Life(
        "danger",
        "unsafe",
        "nl",
        "Er komt rook uit de meterkast en op zolder slapen mensen.",
        (
            Line(9, Step.RECEIVE, hour=8),
            Line(9, Step.TAKE_IN_HAND, hour=9),
            Line(
                9,
                "note",
                note("Gebeld: de brandweer is er geweest, de stroom is afgesloten."),
                hour=11,
            ),
            Line(
                7,
                Step.ANSWER,
                result(
                    "nl",
                    "De brandweer is direct geweest. De meterkast is vervangen en"
                    " gekeurd.",
                ),
                hour=15,
            ),
        ),
        place=2,
        answers={"unsafe_what": ["electricity"], "people_live": ["yes"]},
        danger=True,
        priority=Priority.HIGH,
        outcome="solved",
        reason="De meterkast is vervangen; nagekeken ter plaatse.",
    ),
    Life(
        "reopened",
        "nuisance",
        "nl",
        "Elke nacht komen en gaan er busjes. Er wordt geroepen en getoeterd.",
        (
            Line(30, Step.RECEIVE),
            Line(29, Step.TAKE_IN_HAND),
            Line(
                14,
                Step.ANSWER,
                result("nl", "De verhuurder stopt met ophalen voor zes uur."),
            ),
            Line(
                2,
                Step.REOPEN,
                says("nl", "Het ging een week goed. Nu is het weer zo.", read=False),
                hour=7,
            ),
        ),
        place=3,
        answers={"nuisance_what": ["noise", "parking"], "nuisance_when": ["night"]},
    ),
    Life(
        "overdue, nobody's",
        "bad_letting",
        "bg",
        "Наемодателят влиза в стаята без да пита и взема пари в брой без бележка.",
        (Line(26, Step.RECEIVE), Line(25, Step.ACCEPT)),
        place=0,
        answers={"letting_what": ["costs", "entering"], "own_home": ["yes"]},
    ),
    Life(
        "overdue, in hand",
        "unsafe",
        "uk",
        "У кімнаті немає вікна, що відчиняється, і пахне газом від обігрівача.",
        (Line(14, Step.RECEIVE), Line(13, Step.TAKE_IN_HAND)),
        place=4,
        answers={"unsafe_what": ["gas"], "people_live": ["yes"]},
        priority=Priority.HIGH,
    ),
    Life(
        "answered, not said what came of it",
        "nuisance",
        "en",
        "Loud music from the garden, every weekend until three.",
        (
            Line(12, Step.RECEIVE),
            Line(11, Step.TAKE_IN_HAND),
            Line(
                3,
                Step.ANSWER,
                result("en", "We spoke to the people who live there. Thank you."),
            ),
        ),
        place=5,
        answers={"nuisance_what": ["noise"], "nuisance_when": ["night", "weekend"]},
    ),
    Life(
        "new in English",
        "bad_letting",
        "en",
        "My landlord says I must leave on Friday because I asked for a contract.",
        (Line(1, Step.RECEIVE, hour=21),),
        place=6,
        answers={"letting_what": ["contract", "intimidation"], "own_home": ["yes"]},
        priority=Priority.HIGH,
    ),
    Life(
        "new by phone",
        "waste",
        "nl",
        "Drie matrassen en een bankstel naast de ondergrondse container.",
        (Line(1, Step.RECEIVE, hour=14),),
        channel="phone",
        answers={"waste_what": ["furniture"]},
    ),
    Life(
        "waste",
        "waste",
        "nl",
        "Vuilniszakken op de stoep, elke maandag, opengepikt door de vogels.",
        (
            Line(3, Step.RECEIVE, hour=9),
            Line(2, Step.TAKE_IN_HAND, hour=9),
            Line(2, "merged_here", reason="waste again", hour=10),
            Line(2, "merged_here", reason="waste by the team", hour=11),
        ),
        place=7,
        answers={"waste_what": ["household"]},
    ),
    Life(
        "waste again",
        "waste",
        "nl",
        "Weer zakken met afval op de stoep bij de buren.",
        (
            Line(3, Step.RECEIVE, hour=11),
            Line(2, "merge", reason="waste", hour=10),
        ),
        place=7,
        answers={"waste_what": ["household"]},
        into="waste",
    ),
)
