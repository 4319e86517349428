"""The closed lists of a case: who can end a breach, and how a case ends."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onderdak.kernel.text import msgid


class OffenderKind(StrEnum):
    """Whether a case is against a person or a company."""

    PERSON = "person"
    COMPANY = "company"


class Part(StrEnum):
    """Why this one can end the breach (art. 5:1 and 5:24(3) Awb)."""

    OWNER = "owner"
    LANDLORD = "landlord"
    MANAGER = "manager"
    EMPLOYER = "employer"
    AGENCY = "agency"
    PROVIDER = "provider"
    OCCUPIER = "occupier"
    OTHER = "other"


class CaseState(StrEnum):
    """A case is open until somebody closes it with a reason."""

    OPEN = "open"
    CLOSED = "closed"


class Closing(StrEnum):
    """Why a case is closed. Low priority is no reason: it waits, with a day."""

    ENDED = "ended"
    LEGALISATION = "legalisation"
    DISPROPORTIONATE = "disproportionate"
    OTHER = "other"


class Requester(StrEnum):
    """Who asks for enforcement."""

    NEIGHBOUR = "neighbour"
    TENANT = "tenant"
    GUEST = "guest"
    COMPANY = "company"
    ASSOCIATION = "association"
    OTHER = "other"


class Entry(StrEnum):
    """What can happen to a case itself, apart from the steps of its measures."""

    OPENED = "opened"
    NAMED = "named"
    GROUNDS = "grounds"
    GIVEN = "given"
    WAITS = "waits"
    REQUEST = "request"
    CLOSED = "closed"
    REOPENED = "reopened"


PARTS: Final = MappingProxyType(
    {
        Part.OWNER: msgid("owner"),
        Part.LANDLORD: msgid("landlord"),
        Part.MANAGER: msgid("site manager"),
        Part.EMPLOYER: msgid("employer"),
        Part.AGENCY: msgid("employment agency"),
        Part.PROVIDER: msgid("provider of the house"),
        Part.OCCUPIER: msgid("occupier"),
        Part.OTHER: msgid("somebody else who can end it"),
    }
)
CLOSINGS: Final = MappingProxyType(
    {
        Closing.ENDED: msgid("the breach has ended"),
        Closing.LEGALISATION: msgid("it will be allowed: a concrete prospect"),
        Closing.DISPROPORTIONATE: msgid("acting would be out of proportion"),
        Closing.OTHER: msgid("another reason"),
    }
)
REQUESTERS: Final = MappingProxyType(
    {
        Requester.NEIGHBOUR: msgid("somebody who lives near"),
        Requester.TENANT: msgid("a tenant"),
        Requester.GUEST: msgid("an international worker in the house"),
        Requester.COMPANY: msgid("a company"),
        Requester.ASSOCIATION: msgid("an association"),
        Requester.OTHER: msgid("somebody else"),
    }
)
