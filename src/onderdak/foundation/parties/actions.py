"""Changes of parties: a part is stated with its evidence, and ended with a date."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    Permission,
    Role,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.parties.models import PartAtAddress, Party
from onderdak.foundation.places.contract import Address

STATE_PART = Permission(
    "parties.state_part",
    frozenset({Role.SUPERVISOR, Role.LEVY_OFFICER, Role.MUNICIPAL_ADMIN}),
)


@action
def state_part(
    *,
    by: Actor,
    address: Address,
    party: Party,
    part: PartAtAddress.Part,
    since: date,
    until: date | None = None,
    evidence: PartAtAddress.Evidence,
    evidence_reference: str = "",
) -> PartAtAddress:
    """State that a party plays a part at an address, and on what evidence.

    When another party is on record for the same part and period, both statements are
    kept and marked as disputed: a court may have to decide.
    """
    check_may(by, STATE_PART, municipality=address.municipality_id)
    others = PartAtAddress.objects.filter(
        address=address, part=part, municipality_id=address.municipality_id
    ).exclude(party=party)
    rivals = [o for o in others if _overlap(o.since, o.until, since, until)]
    stated = PartAtAddress.objects.create(
        municipality_id=address.municipality_id,
        address=address,
        party=party,
        part=part,
        since=since,
        until=until,
        evidence=evidence,
        evidence_reference=evidence_reference,
        disputed=bool(rivals),
    )
    PartAtAddress.objects.filter(pk__in=[o.pk for o in rivals]).update(disputed=True)
    record_event(
        by=by,
        action="parties.state_part",
        object=f"part {stated.pk}",
        municipality=address.municipality_id,
        detail={"part": part, "evidence": evidence},
    )
    return stated


def _overlap(a: date, a_end: date | None, b: date, b_end: date | None) -> bool:
    return (b_end is None or a < b_end) and (a_end is None or b < a_end)
