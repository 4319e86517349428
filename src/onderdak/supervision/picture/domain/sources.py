"""The closed catalogue of sources: what each brings, on which ground, and to whom.

What stands here of the sources that come in as a file stands in the database too
(`picture_sources()`), where row security reads it. A test keeps the two alike.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onderdak.foundation.identity.domain.permissions import Role
from onderdak.kernel.text import msgid


class Purpose(StrEnum):
    """For what somebody looks at an address."""

    SUPERVISION = "supervision"
    REPORT = "report"
    REGISTRATION = "registration"
    LEVY = "levy"
    # Taking in a file is no look at an address; it is a purpose of its own.
    TAKING_IN = "taking_in"


class ValueKind(StrEnum):
    """What the value of a signal is."""

    COUNT = "count"
    EUROS = "euros"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of signal. Of some there may be several at an address on one day."""

    key: str
    title: str
    value: ValueKind
    words: tuple[str, ...]  # what a file may call it
    example: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where something about an address comes from.

    A source without kinds has a room of its own; the others come in as a file.
    `months` is the longest that its signals are kept, whatever a municipality sets.
    """

    key: str
    title: str
    brings: str
    ground: str
    purposes: frozenset[Purpose]
    roles: frozenset[Role]
    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    takers: frozenset[Role] = frozenset()
    months: int = 0

    @property
    def by_file(self) -> bool:
        """Whether it comes in as a file."""
        return bool(self.kinds)


_SUP, _DESK = Role.SUPERVISOR, Role.DESK_CLERK
_REG, _LEVY = Role.REGISTRY_CLERK, Role.LEVY_OFFICER
_ADMIN = Role.MUNICIPAL_ADMIN
_FOR_ALL: Final = frozenset(Purpose) - {Purpose.TAKING_IN}

# The first is for what this role looks, unless somebody says otherwise.
PURPOSES_OF: Final = {
    _SUP: (Purpose.SUPERVISION, Purpose.REPORT),
    _DESK: (Purpose.REPORT,),
    _REG: (Purpose.REGISTRATION,),
    _LEVY: (Purpose.LEVY,),
}

PURPOSE_NAMES: Final = {
    Purpose.SUPERVISION: msgid("supervision of housing"),
    Purpose.REPORT: msgid("answering a report"),
    Purpose.REGISTRATION: msgid("registration in the BRP"),
    Purpose.LEVY: msgid("the stay tax"),
    Purpose.TAKING_IN: msgid("taking in a file"),
}

SOURCES: Final = (
    Source(
        "bag",
        msgid("Addresses and buildings (BAG)"),
        msgid("use, floor area and status of what stands here"),
        "Wet BAG, art. 32: open to everybody",
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
    ),
    Source(
        "locations",
        msgid("Locations of the night register"),
        msgid("which provider houses people here, and for how many there is room"),
        "Sr 438; local by-law",
        frozenset({Purpose.SUPERVISION, Purpose.REGISTRATION}),
        frozenset({_SUP, _REG}),
    ),
    Source(
        "nights",
        msgid("Nights of the night register"),
        msgid("how many nights were slept here: a count, never a person"),
        "local by-law",
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
        "AVG 6(1)(e); covenant or permit",
        frozenset({Purpose.SUPERVISION}),
        frozenset({_SUP}),
    ),
    Source(
        "quality",
        msgid("Quality file"),
        msgid("what meets the norms here and what does not"),
        "Omgevingswet, art. 18.2; Awb 5:11-5:20",
        frozenset({Purpose.SUPERVISION}),
        frozenset({_SUP}),
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
        "Wet BRP, art. 3.8 and the municipal regulation",
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
                ValueKind.WORDS,
                ("vacant", "leegstand"),
                "12 maanden geen inschrijving",
            ),
        ),
        ("vacancy", "leegstand"),
        frozenset({_ADMIN, _SUP, _REG}),
        36,
    ),
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
        "Wet WOZ, art. 40; AWR 67: for the tax only",
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
        "Gemeentewet, art. 224; AWR 67: for the tax only",
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
BY_KEY: Final = {source.key: source for source in SOURCES}
FILE_SOURCES: Final = tuple(source for source in SOURCES if source.by_file)
KINDS: Final = {
    (source.key, kind.key): kind for source in FILE_SOURCES for kind in source.kinds
}
KINDS_BY_FILE: Final = tuple((s, kind) for s in FILE_SOURCES for kind in s.kinds)


def open_to(roles: frozenset[Role], purpose: Purpose) -> tuple[Source, ...]:
    """The sources that these roles may look into for a purpose."""
    if purpose not in {each for role in roles for each in PURPOSES_OF.get(role, ())}:
        return ()
    return tuple(
        source
        for source in SOURCES
        if purpose in source.purposes and roles & source.roles
    )


def purposes_of(roles: frozenset[Role]) -> tuple[Purpose, ...]:
    """For what these roles may look at an address; the usual one first."""
    found = [p for role in sorted(roles) for p in PURPOSES_OF.get(role, ())]
    return tuple(dict.fromkeys(found))


def taken_in_by(roles: frozenset[Role]) -> frozenset[str]:
    """The sources of which these roles may take in a file."""
    return frozenset(source.key for source in FILE_SOURCES if source.takers & roles)
