"""Changes of agreements: recorded, amended by a new version, proven, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    Organisation,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.parties.domain.permissions import RECORD_AGREEMENTS
from onderdak.foundation.parties.models import (
    Admission,
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    AgreementReader,
    AgreementVersion,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party as it is written down; a provider is named by its number too."""

    part: AgreementParty.Part
    organisation: str
    provider: int | None = None
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What each party of a part, or one of them (`who`, its place), is to do."""

    part: AgreementParty.Part
    what: str
    who: int | None = None
    due_on: date | None = None
    every: AgreementDuty.Every | str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says from a day on."""

    since: date
    until: date | None = None
    notice_months: int | None = None
    renews_months: int | None = None
    summary: str = ""
    dispute_rule: str = ""
    parties: Sequence[Signatory] = ()
    duties: Sequence[Promise] = ()


@action
def record_agreement(
    *,
    by: Actor,
    municipality: str | None = None,
    region: str | None = None,
    kind: Agreement.Kind,
    title: str,
    terms: Terms,
) -> int:
    """Record an agreement of a municipality or of a region; returns its number.

    A provider that is named in it reads it from now on.

    Raises:
        Invalid: it has no title, no two parties, or an impossible term.
        NotFound: a provider is not admitted here.
    """
    check_may(by, RECORD_AGREEMENTS, municipality=municipality, region=region)
    if bool(municipality) == bool(region):
        raise Invalid(text("An agreement is of a municipality or of a region."))
    if not title.strip():
        raise Invalid(text("An agreement needs a title."))
    made = Agreement.objects.create(
        municipality_id=municipality,
        region_id=region,
        kind=kind,
        title=title.strip(),
        recorded_by_id=by.user_id,
    )
    _write_version(by, made, 1, terms, "")
    _tell(by, made, "recorded")
    return made.pk


@action
def amend_agreement(
    *, by: Actor, agreement: Agreement, terms: Terms, reason: str, seen: int
) -> int:
    """Change what an agreement says from a day on; what it said before is kept.

    Args:
        terms: the whole new text, with all parties and duties.
        seen: the number of the version that was looked at.

    Returns:
        The number of the new version.

    Raises:
        Conflict: it was amended or ended in the meantime.
        Invalid: no reason, or a day before that of the version it changes.
    """
    _check_may(by, agreement)
    if not reason.strip():
        raise Invalid(text("Say why the agreement changes."))
    latest = _latest(agreement)
    if latest.number != seen:
        raise _meanwhile()
    if terms.since < latest.since:
        raise Invalid(
            text("The version that you change holds from %(day)s.", day=latest.since),
            next_step=text("Choose that day or a later one."),
        )
    _check_not_ended(agreement)
    _write_version(by, agreement, latest.number + 1, terms, reason)
    _tell(by, agreement, "amended")
    return latest.number + 1


@action
def end_agreement(
    *, by: Actor, agreement: Agreement, on: date, how: AgreementEnd.How, reason: str
) -> None:
    """End an agreement from a day on, saying how and why.

    Raises:
        Invalid: no reason, or a day before it began.
        Conflict: it has ended already.
    """
    _check_may(by, agreement)
    if not reason.strip():
        raise Invalid(text("Say why the agreement ends."))
    first = AgreementVersion.objects.filter(agreement=agreement).earliest("number")
    if on < first.since:
        raise Invalid(text("It began on %(day)s.", day=first.since))
    _check_not_ended(agreement)
    try:
        with transaction.atomic():
            AgreementEnd.objects.create(
                municipality_id=agreement.municipality_id,
                region_id=agreement.region_id,
                agreement=agreement,
                on=on,
                how=how,
                reason=reason.strip()[:500],
                recorded_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise _meanwhile() from error
    _tell(by, agreement, "ended")


@action
def record_proof(
    *,
    by: Actor,
    agreement: Agreement,
    kind: AgreementProof.Kind,
    reference: str,
    on: date,
    duty: int | None = None,
) -> None:
    """Record what proves an agreement, or that a duty of it was done.

    Raises:
        Invalid: it cannot be found back.
        NotFound: the duty is not of this agreement.
    """
    _check_may(by, agreement)
    if not reference.strip():
        raise Invalid(text("Say where the proof is found."))
    duties = AgreementDuty.objects.filter(agreement=agreement)
    if duty is not None and not duties.filter(pk=duty).exists():
        raise NotFound(text("This agreement has no such duty."))
    AgreementProof.objects.create(
        municipality_id=agreement.municipality_id,
        region_id=agreement.region_id,
        agreement=agreement,
        duty_id=duty,
        kind=kind,
        proof_reference=reference.strip()[:200],
        on=on,
        recorded_by_id=by.user_id,
    )
    _tell(by, agreement, "proven")


def _check_may(by: Actor, agreement: Agreement) -> None:
    check_may(
        by,
        RECORD_AGREEMENTS,
        municipality=agreement.municipality_id,
        region=agreement.region_id,
    )


def _latest(agreement: Agreement) -> AgreementVersion:
    return AgreementVersion.objects.filter(agreement=agreement).latest("number")


def _check_not_ended(agreement: Agreement) -> None:
    ended = AgreementEnd.objects.filter(agreement=agreement).first()
    if ended is not None:
        raise Conflict(text("This agreement ended on %(day)s.", day=ended.on))


def _meanwhile() -> Conflict:
    return Conflict(
        text("This agreement has changed in the meantime."),
        next_step=text("Look at it again, then decide."),
    )


def _check_terms(terms: Terms) -> None:
    if terms.until is not None and terms.until <= terms.since:
        raise Invalid(text("An agreement ends after the day on which it begins."))
    if terms.renews_months and terms.until is None:
        raise Invalid(text("Only an agreement with an end can be renewed."))
    if len(terms.parties) < 2:
        raise Invalid(text("An agreement has at least two parties."))
    if not all(one.organisation.strip() for one in terms.parties):
        raise Invalid(text("Each party has a name."))
    parts = {one.part for one in terms.parties}
    if any(duty.part not in parts for duty in terms.duties):
        raise Invalid(text("A duty is of a party to the agreement."))


def _check_providers(agreement: Agreement, terms: Terms) -> None:
    """A provider that is named reads the agreement: it must be known here."""
    wanted = {one.provider for one in terms.parties if one.provider is not None}
    if agreement.municipality_id:
        admitted = Admission.objects.filter(
            municipality_id=agreement.municipality_id, provider__in=wanted
        )
        known = set(admitted.values_list("provider_id", flat=True))
    else:
        there = Organisation.objects.filter(pk__in=wanted, kind="provider")
        known = set(there.values_list("pk", flat=True))
    for missing in sorted(wanted - known):
        raise NotFound(
            text("Provider %(number)s is not admitted here.", number=missing)
        )


def _write_version(
    by: Actor, agreement: Agreement, number: int, terms: Terms, reason: str
) -> None:
    _check_terms(terms)
    _check_providers(agreement, terms)
    owner = {
        "municipality_id": agreement.municipality_id,
        "region_id": agreement.region_id,
        "agreement": agreement,
    }
    try:
        with transaction.atomic():
            version = AgreementVersion.objects.create(
                **owner,
                number=number,
                since=terms.since,
                until=terms.until,
                notice_months=terms.notice_months,
                renews_months=terms.renews_months,
                summary=terms.summary.strip(),
                dispute_rule=terms.dispute_rule.strip(),
                reason=reason.strip()[:500],
                recorded_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise _meanwhile() from error
    signed = AgreementParty.objects.bulk_create(
        AgreementParty(
            **owner,
            version=version,
            part=one.part,
            organisation=one.organisation.strip(),
            provider_id=one.provider,
            party_id=one.party,
        )
        for one in terms.parties
    )
    AgreementDuty.objects.bulk_create(
        AgreementDuty(
            **owner,
            version=version,
            part=duty.part,
            who=None if duty.who is None else signed[duty.who],
            what=duty.what.strip(),
            due_on=duty.due_on,
            every=duty.every,
            measure=duty.measure.strip(),
        )
        for duty in terms.duties
    )
    _let_read(agreement, terms)


def _let_read(agreement: Agreement, terms: Terms) -> None:
    named = {one.provider for one in terms.parties if one.provider is not None}
    reading = AgreementReader.objects.filter(agreement=agreement)
    new = named - set(reading.values_list("provider_id", flat=True))
    AgreementReader.objects.bulk_create(
        AgreementReader(
            municipality_id=agreement.municipality_id,
            region_id=agreement.region_id,
            agreement=agreement,
            provider_id=provider,
        )
        for provider in sorted(new)
    )


def _tell(by: Actor, agreement: Agreement, happened: str) -> None:
    record_event(
        by=by,
        action=f"parties.agreement_{happened}",
        object=f"agreement {agreement.pk}",
        municipality=agreement.municipality_id,
    )
    announce(
        f"parties.agreement_{happened}",
        {
            "agreement": agreement.pk,
            "municipality": agreement.municipality_id,
            "region": agreement.region_id,
        },
    )
