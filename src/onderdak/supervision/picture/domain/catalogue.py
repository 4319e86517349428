"""The closed catalogue of sources, one after the other.

What stands here of the sources that come in as a file stands in the database too
(`picture_sources()`), where row security reads it. A test keeps the two alike.
"""

from typing import Final

from onderdak.foundation.identity.domain.permissions import Role
from onderdak.kernel.text import msgid
from onderdak.supervision.picture.domain.housed_sources import LANDLORDS, MAIL
from onderdak.supervision.picture.domain.kinds import (
    Kind,
    Purpose,
    Rule,
    Source,
    ValueKind,
)

_SUP, _DESK = Role.SUPERVISOR, Role.DESK_CLERK
_REG, _LEVY = Role.REGISTRY_CLERK, Role.LEVY_OFFICER
_ADMIN = Role.MUNICIPAL_ADMIN
_FOR_ALL: Final = frozenset(Purpose) - {Purpose.TAKING_IN}

# By which rule a building may be taken to be empty: named, never a guess.
_VACANT: Final = (
    Rule(
        "owner_reported",
        msgid("its owner reported it to be vacant"),
        ("melding eigenaar",),
    ),
    Rule(
        "on_the_list",
        msgid("it stands on the municipality's list of vacant buildings"),
        ("leegstandlijst",),
    ),
    Rule(
        "nobody_registered",
        msgid("nobody is registered for as long as the by-law says"),
        ("niemand ingeschreven",),
    ),
    Rule(
        "found_empty",
        msgid("somebody who supervises found it empty"),
        ("leeg aangetroffen",),
    ),
)

SOURCES: Final = (
    Source(
        "bag",
        msgid("Addresses and buildings (BAG)"),
        msgid("use, floor area and status of what stands here"),
        msgid("Wet BAG, art. 32: open to everybody"),
        _FOR_ALL,
        frozenset({_SUP, _DESK, _REG, _LEVY}),
    ),
    Source(
        "parties",
        msgid("Owner and landlord"),
        msgid("who owns, lets and manages it, with the evidence"),
        "Kadasterwet, art. 99; Awb 5:11-5:20",
        frozenset({Purpose.SUPERVISION, Purpose.REPORT, Purpose.LEVY}),
        frozenset({_SUP, _DESK, _LEVY}),
        (
            Kind(
                "owner",
                msgid("owner, a legal person"),
                ValueKind.LEGAL_PERSON,
                ("owner", "eigenaar"),
                "Voorbeeld Wonen B.V.",
                several=True,
            ),
        ),
        ("parties", "kadaster"),
        frozenset({_ADMIN, _SUP}),
        60,
    ),
    LANDLORDS,
    Source(
        "locations",
        msgid("Locations of the night register"),
        msgid("which provider houses people here, and for how many there is room"),
        msgid("Sr 438; local by-law"),
        frozenset({Purpose.SUPERVISION, Purpose.REGISTRATION}),
        frozenset({_SUP, _REG}),
    ),
    Source(
        "nights",
        msgid("Nights of the night register"),
        msgid("how many nights were slept here: a count, never a person"),
        msgid("local by-law"),
        frozenset({Purpose.SUPERVISION}),
        frozenset({_SUP}),
    ),
    Source(
        "duty",
        msgid("Duty to register (BRP)"),
        msgid("how many people here have to register soon, or are late"),
        "Wet BRP, art. 2.38",
        frozenset({Purpose.REGISTRATION}),
        frozenset({_REG}),
    ),
    Source(
        "certificates",
        msgid("Quality certificates"),
        msgid("which certificates hold here, until when"),
        msgid("AVG 6(1)(e); covenant or permit"),
        frozenset({Purpose.SUPERVISION}),
        frozenset({_SUP}),
        (
            Kind(
                "snf",
                msgid("SNF certificate"),
                ValueKind.WORDS,
                ("snf", "snf-certificaat"),
                "geldig",
                several=True,
            ),
            Kind(
                "akf",
                msgid("AKF certificate"),
                ValueKind.WORDS,
                ("akf", "akf-certificaat"),
                "geldig",
                several=True,
            ),
        ),
        ("certificates", "keurmerken"),
        frozenset({_ADMIN, _SUP}),
        60,
    ),
    Source(
        "quality",
        msgid("Quality file"),
        msgid("what meets the norms here and what does not"),
        "Omgevingswet, art. 18.2; Awb 5:11-5:20",
        frozenset({Purpose.SUPERVISION}),
        frozenset({_SUP}),
        (
            Kind(
                "audit",
                msgid("check by the keeper of a certificate"),
                ValueKind.WORDS,
                ("audit", "keuring"),
                "gecontroleerd, 2 punten open",
                several=True,
            ),
        ),
        ("quality", "kwaliteit"),
        frozenset({_ADMIN, _SUP}),
        60,
    ),
    Source(
        "reports",
        msgid("Reports"),
        msgid("what was reported about this address, and what came of it"),
        "Wet goed verhuurderschap, art. 4; AVG 6(1)(e)",
        frozenset({Purpose.SUPERVISION, Purpose.REPORT}),
        frozenset({_SUP, _DESK}),
    ),
    Source(
        "permits",
        msgid("Permits"),
        msgid("which permits were granted here, and for what"),
        "Omgevingswet, art. 5.1; Huisvestingswet 2014",
        frozenset({Purpose.SUPERVISION, Purpose.REPORT}),
        frozenset({_SUP, _DESK}),
        (
            Kind(
                "permit",
                msgid("permit"),
                ValueKind.WORDS,
                ("permit", "vergunning"),
                "kamerverhuur, 6 kamers",
                several=True,
            ),
        ),
        ("permits", "vergunningen"),
        frozenset({_ADMIN, _SUP}),
        120,
    ),
    Source(
        "inspections",
        msgid("Earlier inspections"),
        msgid("when somebody came to look, and what was found"),
        "Awb 5:11-5:20",
        frozenset({Purpose.SUPERVISION}),
        frozenset({_SUP}),
        (
            Kind(
                "inspection",
                msgid("inspection"),
                ValueKind.WORDS,
                ("inspection", "controle"),
                "bezocht, in orde",
                several=True,
            ),
            Kind(
                "finding",
                msgid("finding"),
                ValueKind.WORDS,
                ("finding", "bevinding"),
                "geen rookmelder op de overloop",
                several=True,
                belongs_to="inspection",
            ),
            Kind(
                "fire_defect",
                msgid("defect of fire safety"),
                ValueKind.WORDS,
                ("fire_defect", "brandveiligheidsgebrek", "gebrek brandveiligheid"),
                "vluchtweg is versperd",
                several=True,
                belongs_to="inspection",
            ),
        ),
        ("inspections", "controles"),
        frozenset({_ADMIN, _SUP}),
        60,
    ),
    Source(
        "brp",
        msgid("Registrations (BRP), as a count"),
        msgid("how many people are registered here: a count, never a person"),
        msgid("Wet BRP, art. 3.8 and the municipal regulation"),
        frozenset({Purpose.SUPERVISION, Purpose.REGISTRATION}),
        frozenset({_SUP, _REG}),
        (
            Kind(
                "registrations",
                msgid("people registered"),
                ValueKind.COUNT,
                ("registrations", "inschrijvingen"),
                "9",
            ),
        ),
        ("brp",),
        frozenset({_ADMIN, _REG}),
        24,
    ),
    Source(
        "vacancy",
        msgid("Vacancy"),
        msgid("that it is taken to be empty, by which rule"),
        "Leegstandwet, art. 3",
        frozenset({Purpose.SUPERVISION, Purpose.REGISTRATION}),
        frozenset({_SUP, _REG}),
        (
            Kind(
                "vacant",
                msgid("vacant, by this rule"),
                ValueKind.RULE,
                ("vacant", "leegstand"),
                "melding eigenaar",
                rules=_VACANT,
            ),
        ),
        ("vacancy", "leegstand"),
        frozenset({_ADMIN, _SUP, _REG}),
        36,
    ),
    MAIL,
    Source(
        "kvk",
        msgid("Trade register (KvK)"),
        msgid("which companies have their seat here"),
        "Handelsregisterwet 2007, art. 21",
        frozenset({Purpose.SUPERVISION, Purpose.LEVY}),
        frozenset({_SUP, _LEVY}),
        (
            Kind(
                "company",
                msgid("company registered here"),
                ValueKind.WORDS,
                ("company", "inschrijving kvk", "bedrijf"),
                "uitzendbureau (78.20)",
                several=True,
            ),
        ),
        ("kvk", "handelsregister"),
        frozenset({_ADMIN, _SUP}),
        24,
    ),
    Source(
        "laa",
        msgid("LAA signals"),
        msgid("how often the national approach to addresses asks for a look"),
        "Wet BRP, art. 2.37a-2.37g",
        frozenset({Purpose.REGISTRATION}),
        frozenset({_REG}),
        (
            Kind(
                "laa_signals",
                msgid("LAA signals"),
                ValueKind.COUNT,
                ("laa_signals", "laa-signalen", "laa"),
                "1",
            ),
        ),
        ("laa",),
        frozenset({_ADMIN, _REG}),
        24,
    ),
    Source(
        "tmv",
        msgid("TMV reports"),
        msgid("how often a user of the BRP doubts who lives here"),
        "Wet BRP, art. 2.34",
        frozenset({Purpose.REGISTRATION}),
        frozenset({_REG}),
        (
            Kind(
                "tmv_reports",
                msgid("TMV reports"),
                ValueKind.COUNT,
                ("tmv_reports", "tmv-meldingen", "tmv"),
                "2",
            ),
        ),
        ("tmv",),
        frozenset({_ADMIN, _REG}),
        24,
    ),
    Source(
        "woz",
        msgid("WOZ value"),
        msgid("the value for tax"),
        msgid("Wet WOZ, art. 40; AWR 67: for the tax only"),
        frozenset({Purpose.LEVY}),
        frozenset({_LEVY}),
        (
            Kind(
                "woz_value",
                msgid("WOZ value"),
                ValueKind.EUROS,
                ("woz_value", "woz-waarde"),
                "312000",
            ),
        ),
        ("woz",),
        frozenset({_LEVY}),
        84,
    ),
    Source(
        "stay_tax",
        msgid("Stay tax"),
        msgid("for how many nights tax was assessed here"),
        msgid("Gemeentewet, art. 224; AWR 67: for the tax only"),
        frozenset({Purpose.LEVY}),
        frozenset({_LEVY}),
        (
            Kind(
                "taxed_nights",
                msgid("nights assessed"),
                ValueKind.COUNT,
                ("taxed_nights", "belaste nachten"),
                "1460",
            ),
        ),
        ("stay_tax", "verblijfsbelasting"),
        frozenset({_LEVY}),
        84,
    ),
)
