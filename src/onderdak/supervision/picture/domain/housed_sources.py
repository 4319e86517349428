"""Sources of the municipality itself: letting permits, and its own mail."""

from typing import Final

from onderdak.foundation.identity.domain.permissions import Role
from onderdak.kernel.text import msgid
from onderdak.supervision.picture.domain.kinds import (
    Kind,
    Purpose,
    Rule,
    Source,
    ValueKind,
)

_SUP, _DESK = Role.SUPERVISOR, Role.DESK_CLERK
_REG, _ADMIN = Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN

LANDLORDS: Final = Source(
    "landlords",
    msgid("Letting permits"),
    msgid("whether a letting permit that is needed here is there"),
    "Wet goed verhuurderschap, art. 5",
    frozenset({Purpose.SUPERVISION, Purpose.REPORT}),
    frozenset({_SUP, _DESK}),
    (
        Kind(
            "letting_permit",
            msgid("letting permit"),
            ValueKind.RULE,
            ("letting_permit", "verhuurvergunning"),
            "ontbreekt",
            rules=(
                Rule(
                    "missing",
                    msgid("it is needed here and is not there"),
                    ("ontbreekt",),
                ),
                Rule("granted", msgid("it was granted"), ("verleend",)),
                Rule("not_needed", msgid("it is not needed here"), ("niet nodig",)),
            ),
        ),
    ),
    ("landlords", "verhuurders", "verhuurvergunningen"),
    frozenset({_ADMIN, _SUP}),
    60,
)

# A doubt about who lives somewhere (TMV) is for registration alone. A letter that came
# back is a fact of the municipality's own mail; each line says by which rule of the
# municipality it may be used, and without that rule it is not taken in.
MAIL: Final = Source(
    "mail",
    msgid("Mail that came back"),
    msgid("how many letters of the municipality came back from here: never for whom"),
    msgid("AVG 6(1)(e); the rule of the municipality that each line names"),
    frozenset({Purpose.SUPERVISION, Purpose.REGISTRATION}),
    frozenset({_SUP, _REG}),
    (
        Kind(
            "returned_mail",
            msgid("letters that came back"),
            ValueKind.COUNT,
            ("returned_mail", "retourpost"),
            "2",
        ),
    ),
    ("mail", "post", "retourpost"),
    frozenset({_ADMIN, _SUP, _REG}),
    24,
    names_its_rule=True,
)
