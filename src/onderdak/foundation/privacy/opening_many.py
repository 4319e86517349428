"""Names that are opened together, for one reason, each with its own line in the log."""

from collections.abc import Sequence
from typing import NamedTuple

from onderdak.foundation.identity.contract import Actor, action, record_event
from onderdak.foundation.privacy.actions import _role_for
from onderdak.foundation.privacy.domain.grounds import Ground, KeyHolder, check_ground
from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.foundation.privacy.models import Opening
from onderdak.foundation.privacy.sealing import KeyVersions, Sealed, Sealer


class SealedGuest(NamedTuple):
    """A sealed identity as stored, and the guest to whose number it is bound."""

    guest: int
    row: Sealed
    versions: KeyVersions


@action
def open_identities(
    *,
    by: Actor,
    ground: Ground,
    case: str,
    sealed: Sequence[SealedGuest],
    municipality: str,
    provider: int,
) -> dict[int, Identity]:
    """Open the names of several guests of one provider, and log each of them.

    Raises:
        NotAllowed: the ground does not carry it for this person.
    """
    role = _role_for(by, ground, municipality, provider)
    holder = check_ground(ground, role=role, case=case).holder
    Opening.objects.bulk_create(
        Opening(
            actor_id=by.user_id,
            role=role,
            ground=ground,
            case=case,
            fields=",".join(Identity._fields),
            subject=f"guest {one.guest}",
            municipality=municipality,
            provider_id=provider,
        )
        for one in sealed
    )
    record_event(
        by=by,
        action="privacy.open_identities",
        object=f"{len(sealed)} guests",
        municipality=municipality,
        provider=provider,
        detail={"ground": ground, "case": case},
    )
    return _open(sealed, holder, municipality, provider)


def open_for_the_person(
    sealed: SealedGuest, *, municipality: str, provider: int
) -> Identity:
    """Open one's own name; the database wrote the line in the log as it gave the row.

    Ground: art. 15 AVG, access by the person. There is no account here: the code that
    the person showed was checked in the function that gave the sealed row.
    """
    holder = KeyHolder.MUNICIPALITY
    return _open([sealed], holder, municipality, provider)[sealed.guest]


def _open(
    sealed: Sequence[SealedGuest], holder: KeyHolder, municipality: str, provider: int
) -> dict[int, Identity]:
    sealers = {
        versions: Sealer.load(
            provider=provider,
            municipality=municipality,
            provider_key_version=versions.provider,
            municipality_key_version=versions.municipality,
        )
        for versions in {one.versions for one in sealed}
    }
    return {
        one.guest: sealers[one.versions].open(one.row, one.guest, holder)
        for one in sealed
    }
