"""Reads of certificates; every one asks who wants to know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    by_law_asks,
    check_may,
    local_value,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.certificate_permissions import SEE_CERTIFICATES
from onderdak.housing.quality.domain.certificates import (
    OF_LOCATIONS,
    Change,
    Held,
    Origin,
    Scheme,
    Standing,
    State,
    Term,
    in_force,
    not_in_force_since,
    standing_on,
    term_on,
)
from onderdak.housing.quality.domain.gaps import (
    Gap,
    House,
    Rhythm,
    Slept,
    Terms,
    all_gaps,
)
from onderdak.housing.quality.models import (
    Certificate,
    CertificateChange,
    CertificateTerm,
    RegisterImport,
    RegisterRow,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location
from onderdak.register.nights.contract.supervising import (
    fullest_nights,
    nights_slept,
)

ROOM = "nights"
NIGHTS_BESIDE = "quality.nights_against_certificate"
_WARN_DAYS = "quality.certificate_warning_days"
_FULLEST_DAYS = "quality.fullest_night_days"
_FIRST_WEEKS = "snf.first_inspection_weeks"
_YEARS = "snf.inspection_years"


@dataclass(frozen=True, slots=True)
class KnownCertificate:
    """A certificate as it stands on a day, and what is missing of it."""

    row: Certificate
    held: Held
    standing: Standing
    term: Term | None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateOverview:
    """All certificates that somebody looks after, and everything that is missing."""

    certificates: Sequence[KnownCertificate]
    gaps: Sequence[Gap]
    houses: Mapping[int, Location]

    def of(self, gap: Gap) -> KnownCertificate | None:
        """The certificate that a gap is about, if it is about one."""
        return next((k for k in self.certificates if k.row.pk == gap.certificate), None)


def certificate_overview(
    *, by: Actor, on: date, municipality: str | None = None, provider: int | None = None
) -> CertificateOverview:
    """The certificates known to a municipality, or those of a provider, on a day.

    Raises:
        NotAllowed, RoomClosed: the person may not see them here.
    """
    check_may(by, SEE_CERTIFICATES, municipality=municipality, provider=provider)
    if municipality is not None:
        require_room(municipality, ROOM, on)
    rows = list(_rows(municipality, provider))
    gone = gone_from_registers(*{row.municipality_id for row in rows})
    held = {row.pk: held_of(row, gone.get(row.pk)) for row in rows}
    houses = list(_houses(municipality, provider, on))
    gaps = [
        gap
        for town in sorted(
            {row.municipality_id for row in rows} | {h.municipality_id for h in houses}
        )
        for gap in _gaps_in(
            by,
            town,
            [held[row.pk] for row in rows if row.municipality_id == town],
            [house for house in houses if house.municipality_id == town],
            on,
            provider=provider,
        )
    ]
    per_certificate: dict[int, list[Gap]] = defaultdict(list)
    for gap in gaps:
        per_certificate[gap.certificate or 0].append(gap)
    known = [
        _known(row, held[row.pk], on, tuple(per_certificate[row.pk])) for row in rows
    ]
    return CertificateOverview(known, gaps, {house.pk: house for house in houses})


def _rows(municipality: str | None, provider: int | None) -> QuerySet[Certificate]:
    whose = Q(municipality_id=municipality) if municipality else Q(provider_id=provider)
    return (
        Certificate.objects.filter(whose)
        .select_related("location", "provider", "municipality")
        .prefetch_related("terms", "changes")
        .order_by("-id")
    )


def _houses(
    municipality: str | None, provider: int | None, on: date
) -> QuerySet[Location]:
    whose = Q(municipality_id=municipality) if municipality else Q(provider_id=provider)
    return (
        Location.objects.filter(whose, opened_on__lte=on, state="confirmed")
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .select_related("provider", "address")
        .order_by("name", "id")
    )


def _known(
    row: Certificate, held: Held, on: date, gaps: tuple[Gap, ...]
) -> KnownCertificate:
    return KnownCertificate(
        row, held, standing_on(held, on), term_on(held.terms, on), gaps
    )


def held_of(row: Certificate, gone_since: date | None = None) -> Held:
    """A certificate with all that was said of it, as the domain reads it."""
    return Held(
        id=row.pk,
        scheme=Scheme(row.scheme),
        terms=[_term(each) for each in row.terms.all()],
        changes=[_change(each) for each in row.changes.all()],
        location=row.location_id,
        provider=row.provider_id,
        whole_organisation=row.whole_organisation,
        gone_since=gone_since,
    )


def _term(row: CertificateTerm) -> Term:
    return Term(
        said_on=row.said_on,
        origin=Origin(row.origin),
        beds=row.beds,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        registered_on=row.registered_on,
        inspected_on=row.inspected_on,
        id=row.pk,
    )


def _change(row: CertificateChange) -> Change:
    return Change(row.since, State(row.state), Origin(row.origin), row.pk)


def gone_from_registers(*municipalities: str) -> dict[int, date]:
    """Certificates that a register named before and does not name any more."""
    last: dict[tuple[str, str], RegisterImport] = {}
    recorded = RegisterImport.objects.filter(
        municipality__in=municipalities, state=RegisterImport.State.RECORDED
    )
    for each in recorded.filter(whole_list=True).order_by("on", "pk"):
        if not each.counts.get("bad"):  # then nobody knows what else was in it
            last[each.municipality_id, each.scheme] = each
    if not last:
        return {}
    seen: dict[int, set[tuple[date, int]]] = defaultdict(set)
    lists: dict[int, tuple[str, str]] = {}
    for certificate, town, scheme, day, number in RegisterRow.objects.filter(
        municipality__in=municipalities, certificate__isnull=False
    ).values_list(
        *("certificate_id", "municipality_id", "register__scheme"),
        *("register__on", "register_id"),
    ):
        seen[certificate].add((day, number))
        lists[certificate] = town, scheme
    missing = {
        certificate: last[lists[certificate]]
        for certificate, when in seen.items()
        if lists[certificate] in last
        and max(when) < (last[lists[certificate]].on, last[lists[certificate]].pk)
    }
    answered = _answered(missing)
    return {pk: each.on for pk, each in missing.items() if pk not in answered}


def _answered(missing: Mapping[int, RegisterImport]) -> set[int]:
    """For which of these somebody has said since what became of it."""
    said = CertificateChange.objects.filter(certificate__in=missing).exclude(
        origin__in=[Origin.REGISTER, Origin.PROVIDER]
    )
    return {
        certificate
        for certificate, since in said.values_list("certificate_id", "since")
        if since >= missing[certificate].on
    }


def terms_in(municipality: str, on: date) -> Terms:
    """The terms by which gaps are found in a municipality on a day."""
    rhythm = Rhythm(
        first_weeks=_number(_FIRST_WEEKS, municipality, on),
        years=_number(_YEARS, municipality, on),
    )
    return Terms(
        warn_days=_number(_WARN_DAYS, municipality, on) or 0,
        rhythms={Scheme.SNF: rhythm},
    )


def _number(parameter: str, municipality: str, on: date) -> int | None:
    found = local_value(parameter, municipality=municipality, on=on)
    return int(found.value) if found and isinstance(found.value, int) else None


def nights_may_be_laid_beside(municipality: str, on: date) -> bool:
    """Whether a by-law gives the ground to compare nights with certificates."""
    return by_law_asks(NIGHTS_BESIDE, municipality=municipality, on=on)


def _gaps_in(
    by: Actor,
    town: str,
    held: Sequence[Held],
    houses: Iterable[Location],
    on: date,
    *,
    provider: int | None,
) -> list[Gap]:
    slept = (
        _slept(by, town, held, on, provider)
        if nights_may_be_laid_beside(town, on)
        else None
    )
    there = [House(one.pk, one.provider_id, one.opened_on) for one in houses]
    return all_gaps(held, there, on, terms_in(town, on), slept)


def _slept(
    by: Actor, town: str, held: Sequence[Held], on: date, provider: int | None
) -> Slept:
    """What was slept; a provider compares its own nights only."""
    back = _number(_FULLEST_DAYS, town, on) or 1
    tomorrow = on + timedelta(days=1)
    return Slept(
        fullest=fullest_nights(
            by=by,
            municipality=town,
            period=DateRange(tomorrow - timedelta(days=back), tomorrow),
            on=on,
            provider=provider,
        ),
        after={
            (location, scheme): nights
            for scheme in sorted(OF_LOCATIONS)
            for location, nights in _after(by, town, held, scheme, on, provider).items()
        },
    )


def _after(
    by: Actor,
    town: str,
    held: Sequence[Held],
    scheme: Scheme,
    on: date,
    provider: int | None,
) -> dict[int, int]:
    """Nights slept at each location since a scheme's certificate stopped holding."""
    ended: dict[int, date] = {}
    holding: set[int] = set()
    for one in held:
        if one.scheme is not scheme or one.location is None:
            continue
        since = not_in_force_since(one, on)
        if in_force(one, on):
            holding.add(one.location)
        elif since is not None:
            ended[one.location] = max(since, ended.get(one.location, since))
    at = {
        location: [DateRange(since, on + timedelta(days=1))]
        for location, since in ended.items()
        if location not in holding
    }
    if not at:
        return {}
    return nights_slept(by=by, municipality=town, at=at, on=on, provider=provider)


def certificate_for(*, by: Actor, certificate: int) -> Certificate:
    """A certificate, for its provider or for the municipality that knows of it.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see it.
    """
    found = (
        Certificate.objects.filter(pk=certificate)
        .select_related("location", "provider", "municipality")
        .prefetch_related("terms", "changes")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such certificate here."))
    check_may(
        by,
        SEE_CERTIFICATES,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    return found
