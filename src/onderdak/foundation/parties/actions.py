"""Changes of parties: a part is stated with its evidence, and ended with a date."""

from datetime import date

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    Organisation,
    Permission,
    Role,
    action,
    check_may,
    make_invitation,
    record_event,
)
from onderdak.foundation.parties.models import (
    Admission,
    PartAtAddress,
    Party,
    Provider,
)
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.identifiers import kvk_number
from onderdak.kernel.text import text

STATE_PART = Permission(
    "parties.state_part",
    frozenset({Role.SUPERVISOR, Role.LEVY_OFFICER, Role.MUNICIPAL_ADMIN}),
)


ADMIT = Permission("parties.admit", frozenset({Role.MUNICIPAL_ADMIN}))


@action
def admit_provider(
    *,
    by: Actor,
    municipality: str,
    name: str,
    kind: Provider.Kind,
    kvk: str = "",
    manager: str,
    since: date,
) -> tuple[int, str]:
    """Admit a provider to a municipality's register and invite its manager.

    Returns:
        The provider's number, and the secret of the invitation's link.

    Raises:
        Invalid: the KvK number cannot be right.
    """
    check_may(by, ADMIT, municipality=municipality)
    if not name.strip():
        raise Invalid(text("A provider needs a name."))
    number = Organisation.objects.create(kind=Organisation.Kind.PROVIDER).pk
    Admission.objects.create(
        provider_id=number, municipality_id=municipality, since=since
    )
    Provider.objects.create(
        organisation_id=number,
        name=name,
        kind=kind,
        kvk_number=kvk_number(kvk) if kvk else "",
        email=manager,
    )
    secret = make_invitation(
        email=manager,
        role=Role.PROVIDER_MANAGER,
        provider=number,
        invited_by=by.user_id,
        mail_of=municipality,
    )
    record_event(
        by=by,
        action="parties.admit_provider",
        object=f"provider {number}",
        municipality=municipality,
        provider=number,
    )
    return number, secret


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


@action
def state_named_part(
    *,
    by: Actor,
    address: Address,
    name: str,
    kind: Party.Kind,
    part: PartAtAddress.Part,
    since: date,
    evidence: PartAtAddress.Evidence,
    evidence_reference: str = "",
) -> PartAtAddress:
    """State a part of someone by name, such as the owner of a unit of a park.

    Raises:
        Invalid: there is no name.
        Conflict: this is on record already.
    """
    check_may(by, STATE_PART, municipality=address.municipality_id)
    if not name.strip():
        raise Invalid(text("A party needs a name."))
    municipality = address.municipality_id
    known = Party.objects.filter(
        municipality_id=municipality, name__iexact=name.strip(), kind=kind
    ).order_by("id")
    party = known.first() or Party.objects.create(
        municipality_id=municipality, name=name.strip(), kind=kind
    )
    record_event(
        by=by,
        action="parties.name_party",
        object=f"party {party.pk}",
        municipality=municipality,
    )
    try:
        with transaction.atomic():
            return state_part(
                by=by,
                address=address,
                party=party,
                part=part,
                since=since,
                evidence=evidence,
                evidence_reference=evidence_reference,
            )
    except IntegrityError as error:
        raise Conflict(
            text("'%(name)s' has this part here already.", name=party.name)
        ) from error


def _overlap(a: date, a_end: date | None, b: date, b_end: date | None) -> bool:
    return (b_end is None or a < b_end) and (a_end is None or b < a_end)
