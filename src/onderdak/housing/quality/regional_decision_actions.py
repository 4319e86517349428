"""Deciding on the regional certificate: granted, refused, withdrawn or sent back."""

from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    by_law_asks,
    check_may,
    local_value,
    record_event,
)
from onderdak.housing.quality.certificate_actions import change_certificate
from onderdak.housing.quality.certificate_writing import (
    NewCertificate,
    Particulars,
    announce_certificate,
    write_certificate,
)
from onderdak.housing.quality.domain import certificates
from onderdak.housing.quality.domain.regional import (
    DECIDED_AS,
    Outcome,
    Proposal,
)
from onderdak.housing.quality.domain.regional_permissions import (
    DECIDE_REGIONAL,
)
from onderdak.housing.quality.models import (
    Certificate,
    RegionalApplication,
    RegionalAssessment,
    RegionalDecision,
)
from onderdak.housing.quality.regional_queries import RegionalFile, number_of
from onderdak.housing.quality.regional_steps import (
    announce_step,
    check_not_own,
    file_on,
    meanwhile,
)
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import text

FOUR_EYES: Final = "quality.four_eyes"
IS_DECISION: Final = "quality.regional_is_decision"
MONTHS: Final = "quality.regional_months"


@action
def decide_regional(
    *,
    by: Actor,
    assessment: RegionalAssessment,
    agree: bool,
    reasons: str,
    on: date,
    valid_from: date | None = None,
) -> int:
    """Decide as was proposed, or send the file back with words; returns the number.

    Granted, it becomes a certificate of the scheme `regional` at once; withdrawn, that
    certificate says so from this day on.

    Raises:
        NotAllowed: who assessed does not decide, where four eyes are asked.
        Conflict: somebody else decided in the meantime.
        Invalid: no reason, or a first day that lies before the decision.
    """
    check_may(by, DECIDE_REGIONAL, municipality=assessment.municipality_id)
    application = _application(assessment)
    check_not_own(by, application)
    file = file_on(application, on)
    if file.waiting is None or file.waiting.pk != assessment.pk:
        raise meanwhile()
    town = assessment.municipality_id
    four_eyes = by_law_asks(FOUR_EYES, municipality=town, on=on)
    if four_eyes and by.user_id == assessment.assessed_by_id:
        raise NotAllowed(
            text("You assessed this application, so somebody else decides."),
            why=text("This municipality asks for a second pair of eyes."),
            next_step=text("Ask a colleague to look at it."),
        )
    outcome = DECIDED_AS[Proposal(assessment.proposal)] if agree else Outcome.RETURNED
    said = reasons.strip() or (assessment.reasons if agree else "")
    if outcome is not Outcome.GRANTED and not said:
        raise Invalid(
            text("Say why."), why=text("Your colleague has to go on with it.")
        )
    start, end = _validity(town, outcome, valid_from or on, on)
    try:
        with transaction.atomic():
            made = RegionalDecision.objects.create(
                municipality_id=town,
                provider_id=assessment.provider_id,
                application=application,
                assessment=assessment,
                assessed_by_id=assessment.assessed_by_id,
                proposal=assessment.proposal,
                outcome=outcome,
                reasons=said[:4000],
                decided_on=on,
                decided_by_id=by.user_id,
                valid_from=start,
                valid_until=end,
                four_eyes=four_eyes,
                is_awb=by_law_asks(IS_DECISION, municipality=town, on=on),
                settings_version=_versions(town, on),
            )
    except IntegrityError as error:
        raise meanwhile() from error
    _hand_on(by, file, made)
    _tell(by, application, f"regional_{outcome.value}", decision=made.pk)
    return made.pk


def _application(assessment: RegionalAssessment) -> RegionalApplication:
    return RegionalApplication.objects.select_related("location", "provider").get(
        pk=assessment.application_id
    )


def _validity(
    municipality: str, outcome: Outcome, start: date, on: date
) -> tuple[date | None, date | None]:
    """From when to when a granted certificate holds; its last day is not in it."""
    if outcome is not Outcome.GRANTED:
        return None, None
    if start < on:
        raise Invalid(
            text("The certificate cannot hold before it is decided."),
            next_step=text("Choose %(day)s or a later day.", day=on),
        )
    dated = local_value(MONTHS, municipality=municipality, on=on)
    if dated is None or not isinstance(dated.value, int):
        raise Invalid(text("This municipality set no term for the certificate."))
    return start, add_months(start, dated.value)


def _versions(municipality: str, on: date) -> str:
    found = (
        local_value(each, municipality=municipality, on=on)
        for each in (FOUR_EYES, IS_DECISION, MONTHS)
    )
    return "; ".join(one.version for one in found if one is not None)[:240]


def _hand_on(by: Actor, file: RegionalFile, decision: RegionalDecision) -> None:
    """Let the certificates know what was decided."""
    application, on = file.application, decision.decided_on
    if decision.outcome == Outcome.GRANTED:
        new = NewCertificate(
            scheme=certificates.Scheme.REGIONAL,
            holder=application.provider.name,
            holder_kvk=application.provider.kvk_number,
            number=number_of(decision),
            source=_source(decision),
            location=application.location,
            provider=application.provider_id,
            state_since=decision.valid_from,
            said=Particulars(
                beds=application.location.factual_capacity,
                valid_from=decision.valid_from,
                valid_until=decision.valid_until,
                registered_on=application.applied_on,
            ),
        )
        town, origin = application.municipality_id, certificates.Origin.MUNICIPALITY
        made = write_certificate(by, town, new, origin, on)
        record_event(
            by=by,
            action="quality.certificate_recorded",
            object=f"certificate {made.pk}",
            municipality=town,
            provider=application.provider_id,
            detail={"state": new.state.value},
        )
        announce_certificate(made, "certificate_recorded", new.state)
    if decision.outcome == Outcome.WITHDRAWN and file.granted is not None:
        change_certificate(
            by=by,
            certificate=Certificate.objects.get(
                municipality_id=application.municipality_id,
                scheme=certificates.Scheme.REGIONAL,
                number=number_of(file.granted),
            ),
            state=certificates.State.WITHDRAWN,
            since=on,
            source=_source(decision),
            on=on,
        )


def _source(decision: RegionalDecision) -> str:
    return f"RC-{decision.application_id}/{decision.pk}"


def _tell(
    by: Actor, application: RegionalApplication, happened: str, **more: int
) -> None:
    record_event(
        by=by,
        action=f"quality.{happened}",
        object=f"regional application {application.pk}",
        municipality=application.municipality_id,
        provider=application.provider_id,
        detail=more,
    )
    announce_step(application, happened, **more)
