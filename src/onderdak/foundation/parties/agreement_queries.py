"""Which agreements hold, and what they ask of whom: the one place that other rooms ask.

Row security decides what is seen: a municipality its own and those of its region, a
region its own, a provider those that it is a party to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import Actor, Municipality, check_may
from onderdak.foundation.parties.domain.permissions import SEE_AGREEMENTS
from onderdak.foundation.parties.domain.terms import Term, TermState
from onderdak.foundation.parties.models import (
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    AgreementVersion,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text


@dataclass(frozen=True, slots=True)
class AgreementOn:
    """An agreement as it stands on a day: the version that holds, and its term."""

    id: int
    kind: Agreement.Kind
    title: str
    municipality: str | None
    region: str | None
    version: int
    term: Term
    state: TermState
    summary: str
    dispute_rule: str
    parties: Sequence[AgreementParty] = field(default_factory=tuple)

    def has(self, provider: int) -> bool:
        """Whether a provider is a party to this version."""
        return any(one.provider_id == provider for one in self.parties)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a party has promised, and the last proof that it was done."""

    id: int
    agreement: int
    part: AgreementParty.Part
    who: str
    provider: int | None
    what: str
    due_on: date | None
    every: str
    measure: str
    proven_on: date | None


def agreements_in_force(
    *,
    municipality: str,
    kind: Agreement.Kind | None,
    on: date,
    provider: int | None = None,
) -> list[AgreementOn]:
    """The agreements that hold in a municipality on a day, its region's among them.

    Args:
        kind: of this kind only; None for all.
        provider: only those to which this provider is a party.
    """
    region = Municipality.objects.filter(pk=municipality).values("region_id")
    here = Agreement.objects.filter(
        Q(municipality_id=municipality) | Q(region_id__in=region)
    )
    if kind is not None:
        here = here.filter(kind=kind)
    return [
        each
        for each in as_they_stand(here.order_by("id"), on)
        if each.state is TermState.IN_FORCE and (provider is None or each.has(provider))
    ]


def duties_of(
    *, agreements: Iterable[AgreementOn], provider: int | None = None
) -> list[Duty]:
    """What agreements ask, in the version that holds, with the last proof of each.

    Args:
        provider: only what this provider is to do, itself or as one of its part.
    """
    standing = {each.id: each for each in agreements}
    wanted = Q()
    for each in standing.values():
        wanted |= Q(agreement=each.id, version__number=each.version)
    if not standing:
        return []
    duties = list(
        AgreementDuty.objects.filter(wanted).select_related("who").order_by("id")
    )
    proven = _proven(duties)
    return [
        _duty(each, proven)
        for each in duties
        if provider is None or _is_of(each, provider, standing[each.agreement_id])
    ]


def _is_of(duty: AgreementDuty, provider: int, agreement: AgreementOn) -> bool:
    if duty.who is not None:
        return duty.who.provider_id == provider
    return any(
        one.part == duty.part and one.provider_id == provider
        for one in agreement.parties
    )


def _proven(duties: Sequence[AgreementDuty]) -> Mapping[int, date]:
    proofs = AgreementProof.objects.filter(duty__in=[each.pk for each in duties])
    return dict(proofs.order_by("on").values_list("duty_id", "on"))


def _duty(duty: AgreementDuty, proven: Mapping[int, date]) -> Duty:
    return Duty(
        duty.pk,
        duty.agreement_id,
        AgreementParty.Part(duty.part),
        duty.who.organisation if duty.who else "",
        duty.who.provider_id if duty.who else None,
        duty.what,
        duty.due_on,
        duty.every,
        duty.measure,
        proven.get(duty.pk),
    )


def as_they_stand(found: Iterable[Agreement], on: date) -> list[AgreementOn]:
    """Agreements as they stand on a day, in the order given; three reads for all."""
    agreements = list(found)
    ids = [each.pk for each in agreements]
    versions = _versions_on(ids, on)
    ends = dict(
        AgreementEnd.objects.filter(agreement__in=ids).values_list("agreement_id", "on")
    )
    parties: dict[int, list[AgreementParty]] = {}
    for one in AgreementParty.objects.filter(
        version__in=[version.pk for version in versions.values()]
    ).order_by("id"):
        parties.setdefault(one.agreement_id, []).append(one)
    return [
        _as_it_stands(
            each, versions[each.pk], ends.get(each.pk), parties.get(each.pk, []), on
        )
        for each in agreements
        if each.pk in versions
    ]


def _versions_on(ids: Sequence[int], on: date) -> dict[int, AgreementVersion]:
    """The version that holds on a day; for what is still to begin, its first."""
    chosen: dict[int, AgreementVersion] = {}
    for version in AgreementVersion.objects.filter(agreement__in=ids).order_by(
        "number"
    ):
        if version.agreement_id not in chosen or version.since <= on:
            chosen[version.agreement_id] = version
    return chosen


def _as_it_stands(
    agreement: Agreement,
    version: AgreementVersion,
    ended_on: date | None,
    parties: Sequence[AgreementParty],
    on: date,
) -> AgreementOn:
    term = Term(
        version.since,
        version.until,
        version.renews_months,
        version.notice_months,
        ended_on,
    )
    return AgreementOn(
        agreement.pk,
        Agreement.Kind(agreement.kind),
        agreement.title,
        agreement.municipality_id,
        agreement.region_id,
        version.number,
        term,
        term.state(on),
        version.summary,
        version.dispute_rule,
        tuple(parties),
    )


def agreements_seen(*, by: Actor) -> QuerySet[Agreement]:
    """All agreements that someone may see under the membership they act under.

    Raises:
        NotAllowed: the person's role does not see agreements.
    """
    grant = by.grants[0]
    check_may(
        by,
        SEE_AGREEMENTS,
        municipality=grant.municipality,
        provider=grant.provider,
        region=grant.region,
    )
    return Agreement.objects.all()


def agreement_for(*, by: Actor, agreement: int) -> Agreement:
    """One agreement, for whoever may see it.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see agreements.
    """
    found = agreements_seen(by=by).filter(pk=agreement).first()
    if found is None:
        raise NotFound(
            text("There is no agreement %(number)s for you.", number=agreement),
            next_step=text("Choose an agreement from your list."),
        )
    return found


def versions_of(agreement: Agreement) -> QuerySet[AgreementVersion]:
    """All versions of an agreement, the latest first."""
    return AgreementVersion.objects.filter(agreement=agreement).order_by("-number")


def proofs_of(agreement: Agreement) -> QuerySet[AgreementProof]:
    """What proves an agreement and its duties, the latest first."""
    return (
        AgreementProof.objects.filter(agreement=agreement)
        .select_related("duty")
        .order_by("-on", "-id")
    )


def end_of(agreement: Agreement) -> AgreementEnd | None:
    """How and why an agreement ended, if it did."""
    return AgreementEnd.objects.filter(agreement=agreement).first()
