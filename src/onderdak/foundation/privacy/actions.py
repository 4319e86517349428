"""Changes of privacy: opening a seal, setting a term, recording who answers."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.domain.grounds import (
    CONDITIONS,
    Ground,
    KeyHolder,
    check_ground,
)
from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.foundation.privacy.domain.permissions import GOVERN
from onderdak.foundation.privacy.models import Controllership, Opening, RetentionTerm
from onderdak.foundation.privacy.sealing import KeyVersions, Sealed, Sealer
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.text import text

# A hundred years: beyond it something else was meant.
_MOST_MONTHS = 1200


def _role_for(by: Actor, ground: Ground, municipality: str, provider: int) -> Role:
    """The role under which this person may rely on the ground."""
    conditions = CONDITIONS[ground]
    for grant in by.grants:
        tenant_fits = (
            grant.provider == provider
            if conditions.holder is KeyHolder.PROVIDER
            else grant.municipality == municipality
        )
        if tenant_fits and grant.role in conditions.roles:
            return grant.role
    raise NotAllowed(
        text(
            "Your role may not open a name on the ground '%(ground)s'.", ground=ground
        ),
        why=text("%(source)s", source=conditions.source),
    )


@action
def open_identity(
    *,
    by: Actor,
    ground: Ground,
    case: str,
    row: Sealed,
    versions: KeyVersions,
    guest: int,
    municipality: str,
    provider: int,
) -> Identity:
    """Open one sealed identity on one of the closed grounds, and log that.

    Args:
        row: the seal as stored.
        guest: the guest's number, to which the seal is bound.

    Raises:
        NotAllowed: the ground does not carry it for this person.
    """
    role = _role_for(by, ground, municipality, provider)
    conditions = check_ground(ground, role=role, case=case)
    Opening.objects.create(
        actor_id=by.user_id,
        role=role,
        ground=ground,
        case=case,
        fields=",".join(Identity._fields),
        subject=f"guest {guest}",
        municipality=municipality,
        provider_id=provider,
    )
    record_event(
        by=by,
        action="privacy.open_identity",
        object=f"guest {guest}",
        municipality=municipality,
        provider=provider,
        detail={"ground": ground, "case": case},
    )
    sealer = Sealer.load(
        provider=provider,
        municipality=municipality,
        provider_key_version=versions.provider,
        municipality_key_version=versions.municipality,
    )
    return sealer.open(row, guest, conditions.holder)


@action
def set_retention_term(
    *, by: Actor, municipality: str, room: str, months: int, reason: str, since: date
) -> None:
    """Decide how long a room's personal data are kept in a municipality."""
    check_may(by, GOVERN, municipality=municipality)
    if not 1 <= months <= _MOST_MONTHS:
        raise Invalid(
            text("A term is between 1 and %(most)s months.", most=_MOST_MONTHS)
        )
    RetentionTerm.objects.update_or_create(
        municipality_id=municipality,
        room=room,
        since=since,
        defaults={"months": months, "reason": reason},
    )
    record_event(
        by=by,
        action="privacy.set_retention_term",
        object=f"room {room}",
        municipality=municipality,
        detail={"months": months, "reason": reason},
    )


@action
def record_controllership(
    *,
    by: Actor,
    municipality: str,
    room: str,
    part: Controllership.Part,
    party: str,
    document: str,
    since: date,
) -> None:
    """Record who answers for a room's processing in a municipality."""
    check_may(by, GOVERN, municipality=municipality)
    Controllership.objects.create(
        municipality_id=municipality,
        room=room,
        part=part,
        party=party,
        document=document,
        since=since,
    )
    record_event(
        by=by,
        action="privacy.record_controllership",
        object=f"room {room}",
        municipality=municipality,
        detail={"part": part, "party": party},
    )
