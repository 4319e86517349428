"""The accounts of the demo, with secrets that each installation derives for itself."""

import base64
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    ROLES_WITHOUT_SECOND_FACTOR,
    Role,
)
from onderdak.kernel.text import Text, msgid, text
from onderdak.project.demo.facts import (
    ARNHEM,
    NIJMEGEN,
    PLACES,
    REGION,
    TOWN,
    VILLAGE,
)
from onderdak.project.demo.plan import World

DOMAIN: Final = "demo.onderdak.example"
OPERATOR: Final = f"beheer@{DOMAIN}"
_SECRET_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """How to get in with one account, and what there is to see."""

    email: str
    role: str
    password: str
    totp_now: str | None
    says: Text


@dataclass(frozen=True, slots=True)
class Holds:
    """A role for exactly one tenant."""

    role: Role
    municipality: str | None = None
    region: str | None = None
    provider: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """An account as it is listed: who one is, and what it shows."""

    name: str
    role: str
    says: str
    language: str = "nl"

    @property
    def email(self) -> str:
        """The address with which one signs in."""
        return f"{self.name}@{DOMAIN}"


STREETS_SUPERVISOR: Final = "voorbeeldstad"
STREETS_PRIVACY: Final = "voorbeeldstad.privacy"

_KINDS: Final = (
    Kind(
        "beheer",
        msgid("Operator of the command line, in every municipality"),
        msgid("Everything: all municipalities, all providers and the region."),
    ),
    Kind(
        "toezicht",
        msgid("Supervisor in Arnhem"),
        msgid("Locations, occupancy and double lettings, without names."),
    ),
    Kind(
        "burgerzaken",
        msgid("Registry clerk in Arnhem"),
        msgid("Who is due to register soon, and who is late."),
    ),
    Kind(
        "belasting",
        msgid("Levy officer in Arnhem"),
        msgid("Nights per provider, for the stay tax."),
    ),
    Kind(
        "privacy",
        msgid("Privacy officer in Arnhem"),
        msgid("Who opened which name, when and why."),
    ),
    Kind(
        "applicatiebeheer",
        msgid("Administrator in Arnhem"),
        msgid("Which parts are in use, and who has an account."),
    ),
    Kind(
        "meldpunt",
        msgid("Clerk of the report desk in Arnhem"),
        msgid("New and overdue reports; who answers them, and in time."),
    ),
    Kind(
        "buurt",
        msgid("Neighbourhood worker in Arnhem"),
        msgid("Counts per neighbourhood, own hours and talks; no names."),
    ),
    Kind(
        "zorg",
        msgid("Care worker in Arnhem"),
        msgid("Tasks to look after somebody, read by nobody else."),
    ),
    Kind(
        "nijmegen.toezicht",
        msgid("Supervisor in Nijmegen"),
        msgid("The same as in Arnhem, and nothing of Arnhem itself."),
        language="en",
    ),
    Kind(
        "regio",
        msgid("Coordinator of the region"),
        msgid("Counts per municipality; no location, no guest."),
    ),
    Kind(
        "agency",
        msgid("Manager of the largest agency"),
        msgid("Some twenty locations with about 4,000 beds; hand in a file here."),
    ),
    Kind(
        "pension",
        msgid("House staff of a small guest house"),
        msgid("Who sleeps here tonight; made for a phone."),
    ),
    Kind(
        "weduwe",
        msgid("A widow who lets two rooms"),
        msgid("A night register of two beds, kept on one page."),
    ),
    Kind(
        "voorbeeldstad",
        msgid("Supervisor in an invented town"),
        msgid("A town without a night register: addresses and parties only."),
    ),
    Kind(
        "voorbeelddorp",
        msgid("One person for everything, one day a week, in an invented village"),
        msgid("Two holiday parks whose units have different owners."),
    ),
    Kind(
        STREETS_PRIVACY,
        msgid("Privacy officer in an invented town"),
        msgid("Approves by which points addresses are chosen, or does not."),
    ),
    Kind(
        "burgemeester",
        msgid("Mayor of Arnhem"),
        msgid("Requests for a warrant to enter a dwelling, and nothing else."),
    ),
    Kind(
        "toezicht.twee",
        msgid("Second supervisor in Arnhem"),
        msgid("Goes along on visits: two make one record, each on their own device."),
    ),
    Kind(
        "jurist",
        msgid("Enforcement lawyer in Arnhem"),
        msgid("Cases of enforcement, their clocks, letters and money."),
    ),
    Kind(
        "jurist.twee",
        msgid("Second enforcement lawyer in Arnhem"),
        msgid("Reads each letter before it goes out."),
    ),
)


def kinds() -> tuple[Kind, ...]:
    """All accounts, in the order in which they are listed."""
    return _KINDS


def holds(kind: Kind, world: World) -> list[Holds]:
    """The roles of an account."""
    if kind.email == OPERATOR:
        return list(_everything(world))
    one = {
        "toezicht": Holds(Role.SUPERVISOR, ARNHEM),
        "burgerzaken": Holds(Role.REGISTRY_CLERK, ARNHEM),
        "belasting": Holds(Role.LEVY_OFFICER, ARNHEM),
        "privacy": Holds(Role.PRIVACY_OFFICER, ARNHEM),
        "applicatiebeheer": Holds(Role.MUNICIPAL_ADMIN, ARNHEM),
        "meldpunt": Holds(Role.DESK_CLERK, ARNHEM),
        "buurt": Holds(Role.NEIGHBOURHOOD_WORKER, ARNHEM),
        "zorg": Holds(Role.CARE_WORKER, ARNHEM),
        "nijmegen.toezicht": Holds(Role.SUPERVISOR, NIJMEGEN),
        "regio": Holds(Role.REGION_COORDINATOR, region=REGION),
        "agency": Holds(Role.PROVIDER_MANAGER, provider=world.largest),
        "pension": Holds(Role.HOUSE_STAFF, provider=world.pension),
        "weduwe": Holds(Role.PROVIDER_MANAGER, provider=world.widow),
        "voorbeeldstad": Holds(Role.SUPERVISOR, TOWN.code),
        "voorbeelddorp": Holds(Role.SUPERVISOR, VILLAGE.code),
        STREETS_PRIVACY: Holds(Role.PRIVACY_OFFICER, TOWN.code),
        "burgemeester": Holds(Role.MAYOR, ARNHEM),
        "toezicht.twee": Holds(Role.SUPERVISOR, ARNHEM),
        "jurist": Holds(Role.LAWYER, ARNHEM),
        "jurist.twee": Holds(Role.LAWYER, ARNHEM),
    }[kind.name]
    if kind.name != "voorbeelddorp":
        return [one]
    return [one, *(Holds(role, VILLAGE.code) for role in _VILLAGE_TOO)]


_VILLAGE_TOO: Final = (Role.REGISTRY_CLERK, Role.LEVY_OFFICER, Role.DESK_CLERK)


def _everything(world: World) -> Iterator[Holds]:
    for here in PLACES:
        for role in sorted(MUNICIPAL_ROLES):
            yield Holds(role, here.code)
    for provider in world.providers:
        yield Holds(Role.PROVIDER_MANAGER, provider=provider.id)
    yield Holds(Role.REGION_COORDINATOR, region=REGION)


def _derived(purpose: str, email: str) -> bytes:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"demo|{purpose}|{email}".encode(), sha256
    )


def password(email: str) -> str:
    """The password of a demo account in this installation, and in no other."""
    letters = base64.b32encode(_derived("password", email)).decode().lower()
    return f"demo-{letters[:4]}-{letters[4:8]}-{letters[8:12]}"


def totp_secret(kind: Kind) -> str | None:
    """The secret of an account's authenticator; house staff need none."""
    if kind.name == "pension" and Role.HOUSE_STAFF in ROLES_WITHOUT_SECOND_FACTOR:
        return None
    return base64.b32encode(_derived("totp", kind.email)[:_SECRET_BYTES]).decode()


def code_now(secret: str) -> str:
    """The code that an authenticator with this secret shows at this moment."""
    counter = int(time.time()) // mfa_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(secret, counter)))


def accounts() -> list[DemoAccount]:
    """Every account of the demo, with how to get in at this moment."""
    return [_account(kind) for kind in _KINDS]


def _account(kind: Kind) -> DemoAccount:
    secret = totp_secret(kind)
    return DemoAccount(
        email=kind.email,
        role=kind.role,
        password=password(kind.email),
        totp_now=code_now(secret) if secret else None,
        says=text(kind.says),
    )
