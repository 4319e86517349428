"""The closed list of grounds on which a sealed identity is opened.

Nothing else opens one: not a ranking, not a report, not a setting. Each ground says
who may rely on it, whose key it uses, and what must be stated.
"""

from dataclasses import dataclass
from enum import StrEnum

from onderdak.foundation.identity.domain.permissions import Role
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text


class Ground(StrEnum):
    """Why an identity is opened."""

    OWN_ENTRY = "own_entry"
    PERSON_PRESENT = "person_present"
    THE_PERSON = "the_person"
    ADDRESS_INVESTIGATION = "address_investigation"
    CALAMITY = "calamity"


class KeyHolder(StrEnum):
    """Whose wrapped copy of the row key is used."""

    PROVIDER = "provider"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a ground asks of the one who relies on it."""

    roles: frozenset[Role]
    holder: KeyHolder
    needs_case: bool
    source: str


CONDITIONS = {
    Ground.OWN_ENTRY: Conditions(
        roles=frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF}),
        holder=KeyHolder.PROVIDER,
        needs_case=False,
        source="art. 438 Sr: the provider keeps the register",
    ),
    Ground.PERSON_PRESENT: Conditions(
        roles=frozenset({Role.REGISTRY_CLERK}),
        holder=KeyHolder.MUNICIPALITY,
        needs_case=True,
        source="art. 2.38 Wet BRP: report in person",
    ),
    Ground.THE_PERSON: Conditions(
        roles=frozenset({Role.REGISTRY_CLERK, Role.PRIVACY_OFFICER}),
        holder=KeyHolder.MUNICIPALITY,
        needs_case=True,
        source="art. 15 AVG: access by the person",
    ),
    Ground.ADDRESS_INVESTIGATION: Conditions(
        roles=frozenset({Role.REGISTRY_CLERK}),
        holder=KeyHolder.MUNICIPALITY,
        needs_case=True,
        source="art. 4.2 Wet BRP, art. 5:13 and 5:16 Awb",
    ),
    Ground.CALAMITY: Conditions(
        roles=frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN}),
        holder=KeyHolder.MUNICIPALITY,
        needs_case=True,
        source="art. 6(1)(d) AVG: vital interests",
    ),
}


def check_ground(ground: Ground, *, role: Role, case: str) -> Conditions:
    """Stop an opening that its ground does not carry.

    Args:
        ground: the ground relied on.
        role: the role under which the person acts for the holder of the key.
        case: reference of the investigation, appointment or calamity.

    Raises:
        NotAllowed: the role may not rely on it, or the case is not stated.
    """
    conditions = CONDITIONS[ground]
    if role not in conditions.roles:
        raise NotAllowed(
            text(
                "Your role may not open a name on the ground '%(ground)s'.",
                ground=ground,
            ),
            why=text("%(source)s", source=conditions.source),
        )
    if conditions.needs_case and not case.strip():
        raise NotAllowed(
            text("A name is opened for a case only."),
            next_step=text("State the reference of the investigation or appointment."),
        )
    return conditions
