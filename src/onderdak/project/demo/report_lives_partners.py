"""What happened with reports that a chain partner was given, or handed in itself."""

from typing import Final

from onderdak.project.demo.report_life import Life, Line, SharedLine, note
from onderdak.supervision.desk.domain.kinds import Priority
from onderdak.supervision.desk.domain.states import Step

PARTNER_LINK: Final = "demo-link-of-a-partner-opens-nothing-else"
"""What opens the page of a chain partner in the demo."""

_SHARED: Final = (
    Life(
        "partner answered",
        "overcrowding",
        "nl",
        "In deze woning slapen zeker twaalf mensen, ook in de schuur.",
        (
            Line(11, Step.RECEIVE),
            Line(10, Step.TAKE_IN_HAND),
            Line(9, Step.FORWARD, reason="Woningcorporatie (demo)", hour=14),
            Line(
                2,
                Step.PARTNER_ANSWERS,
                note(
                    "Woningcorporatie (demo):\nWij zijn binnen geweest. De schuur is"
                    " ontruimd; acht huurders staan op het contract."
                ),
                reason="Woningcorporatie (demo)",
                hour=11,
            ),
        ),
        place=0,
        answers={"how_many": ["more_than_10"], "own_home": ["no"]},
        shared=SharedLine(
            9,
            "Woningcorporatie (demo)",
            "Woningwet, art. 45",
            "Nagaan of de woning wordt onderverhuurd.",
            "Alleen de verhuurder kan het contract nakijken en binnengaan.",
            "Een samenvatting volstaat; de melder staat er niet in.",
            "De tekst van de melder en alles waaraan de melder te herkennen is.",
            "Melding van twaalf slapers, ook in de schuur.",
            seen=8,
            answered=2,
            answer="Wij zijn binnen geweest. De schuur is ontruimd; acht huurders"
            " staan op het contract.",
        ),
    ),
    Life(
        "link expired",
        "nuisance",
        "nl",
        "Er wordt gedeald voor de deur, steeds dezelfde auto.",
        (
            Line(19, Step.RECEIVE),
            Line(18, Step.TAKE_IN_HAND),
            Line(17, Step.FORWARD, reason="Politie (demo)", hour=14),
            Line(7, "link_expired", reason="Politie (demo)", hour=6),
            Line(7, Step.COME_BACK, hour=7),
        ),
        place=5,
        answers={"nuisance_what": ["coming_going"], "nuisance_when": ["evening"]},
        shared=SharedLine(
            17,
            "Politie (demo)",
            "Politiewet 2012, art. 3; AVG 6(1)(e)",
            "Nagaan of er strafbare feiten zijn.",
            "De gemeente mag dit niet zelf onderzoeken.",
            "Alleen plaats, dag en wat er is gezien.",
            "Wie het meldde en hoe die te bereiken is.",
            "Steeds dezelfde auto, vooral in de avond.",
            days=14,
        ),
    ),
    Life(
        "at a partner",
        "exploitation",
        "pl",
        "Zabrano nam dowody. Kto nie przyjdzie do pracy, śpi na ulicy.",
        (
            Line(3, Step.RECEIVE, hour=22),
            Line(2, Step.TAKE_IN_HAND, hour=8),
            Line(2, Step.FORWARD, reason="Arbeidsinspectie (demo)", hour=9),
        ),
        place=6,
        answers={"exploitation_what": ["documents", "threatened"]},
        priority=Priority.HIGH,
        shared=SharedLine(
            2,
            "Arbeidsinspectie (demo)",
            "Arbeidstijdenwet en Wml, toezicht; AVG 6(1)(e)",
            "Onderzoeken of mensen worden uitgebuit.",
            "Alleen de inspectie mag dit onderzoeken.",
            "Plaats en aard, zonder een woord van de melder zelf.",
            "De tekst van de melder: die kan worden herkend.",
            "Signaal van ingenomen documenten en dreigen met uitzetten.",
            secret=PARTNER_LINK,
            seen=1,
        ),
    ),
)


def _from(
    key: str,
    kind: str,
    name: str,
    seen: tuple[str, ...],
    *said: str,
    place: int,
    n: int,
) -> Life:
    """A report that a chain partner handed in, and that nobody took up yet."""
    category, channel, words = said
    return Life(
        key,
        category,
        "nl",
        words,
        (Line(n, Step.RECEIVE),),
        place=place,
        channel=channel,
        partner=(kind, name),
        seen=seen,
    )


_HANDED_IN: Final = (
    _from(
        "UWV on wages",
        "uwv_wages",
        "UWV (demo)",
        ("below_minimum", "deductions"),
        "exploitation",
        "api",
        "Bij drie werknemers op dit adres gaat te veel huur van het loon af.",
        place=0,
        n=4,
    ),
    _from(
        "SNF alert",
        "snf",
        "Stichting Normering Flexwonen (demo)",
        ("suspended",),
        "overcrowding",
        "file",
        "De registratie van deze locatie is geschorst na een controle.",
        place=1,
        n=6,
    ),
    _from(
        "what the inspectorate did",
        "inspectorate",
        "Arbeidsinspectie (demo)",
        ("taken_up",),
        "exploitation",
        "api",
        "Uw signaal over dit adres is in onderzoek genomen.",
        place=6,
        n=1,
    ),
    _from(
        "high use of water",
        "utility",
        "Netbeheerder (demo)",
        ("high_use",),
        "overcrowding",
        "page",
        "Het verbruik past bij veel meer bewoners dan er zijn ingeschreven.",
        place=3,
        n=5,
    ),
    Life(
        "waste by the team",
        "waste",
        "nl",
        "Zakken met huishoudelijk afval, geen afvalpas aanwezig.",
        (
            Line(3, Step.RECEIVE, hour=13),
            Line(2, "merge", reason="waste", hour=11),
        ),
        place=7,
        channel="partner",
        partner=("waste_team", "Afvalteam (demo)"),
        seen=("household", "again_here"),
        into="waste",
    ),
)
OF_PARTNERS: Final = (*_SHARED, *_HANDED_IN)
