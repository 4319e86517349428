"""The regional certificate: asked for, assessed, decided by another, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.regional import (
    OPEN,
    Criterion,
    Proposal,
    hindrance,
    may_propose,
)
from onderdak.housing.quality.domain.regional_permissions import (
    APPLY_REGIONAL,
    ASSESS_REGIONAL,
)
from onderdak.housing.quality.models import (
    RegionalApplication,
    RegionalAssessment,
    RegionalRetraction,
)
from onderdak.housing.quality.regional_criteria import (
    covenant_of,
    criteria_on,
    judged_criteria,
)
from onderdak.housing.quality.regional_queries import RegionalFile, regional_files
from onderdak.housing.quality.regional_steps import (
    announce_step,
    check_not_own,
    file_on,
    meanwhile,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

ROOM: Final = "nights"
OwnJudgements = Mapping[str, tuple[bool, str]]
"""What a person judged of a criterion, and on what that rests."""


@action
def apply_for_regional(
    *, by: Actor, location: Location, on: date, words: str = ""
) -> int:
    """Ask for the regional certificate for a location; returns the number.

    The criteria of this day hold for it, whatever changes later.

    Raises:
        Conflict: an application for it runs already.
        Invalid: the municipality has no criteria, or the location is closed.
    """
    check_may(by, APPLY_REGIONAL, provider=location.provider_id)
    require_room(location.municipality_id, ROOM, on)
    criteria, version = criteria_on(location.municipality_id, on)
    if not criteria:
        raise Invalid(text("There is no regional certificate in this municipality."))
    if location.closed_on is not None and location.closed_on <= on:
        raise Invalid(text("This location is closed."))
    _check_none_runs(location, on)
    try:
        with transaction.atomic():
            made = RegionalApplication.objects.create(
                municipality_id=location.municipality_id,
                provider_id=location.provider_id,
                location=location,
                applied_on=on,
                applied_by_id=by.user_id,
                words=words.strip()[:1000],
                criteria=list(criteria),
                criteria_version=version,
            )
    except IntegrityError as error:
        raise _runs_already() from error
    _tell(by, made, "regional_asked")
    return made.pk


def _check_none_runs(location: Location, on: date) -> None:
    """One at a time; whoever holds the certificate may ask for the next."""
    before = RegionalApplication.objects.filter(location=location)
    if before.filter(applied_on=on, regionalretraction__isnull=False).exists():
        raise Conflict(
            text("You took back an application for this location today."),
            next_step=text("Ask again tomorrow."),
        )
    if any(file.state in OPEN for file in regional_files(before, on)):
        raise _runs_already()


def _runs_already() -> Conflict:
    return Conflict(
        text("An application for this location runs already."),
        next_step=text("Look at the application in the list."),
    )


@action
def retract_regional(
    *, by: Actor, application: RegionalApplication, reason: str, on: date
) -> None:
    """Take an application back, in the name of the provider that made it.

    Raises:
        Conflict: it was decided, or taken back already.
    """
    check_may(by, APPLY_REGIONAL, provider=application.provider_id)
    if not file_on(application, on).may_be_retracted:
        raise _not_retracted()
    try:
        with transaction.atomic():
            RegionalRetraction.objects.create(
                municipality_id=application.municipality_id,
                provider_id=application.provider_id,
                application=application,
                reason=reason.strip()[:1000],
                retracted_on=on,
                by_id=by.user_id,
            )
    except IntegrityError as error:
        raise _not_retracted() from error
    _tell(by, application, "regional_retracted")


def _not_retracted() -> Conflict:
    return Conflict(
        text("This application was decided or taken back already."),
        next_step=text("Look at the application again."),
    )


@action
def assess_regional(
    *,
    by: Actor,
    application: RegionalApplication,
    proposal: Proposal,
    reasons: str,
    own: OwnJudgements,
    on: date,
) -> int:
    """Assess an application by its criteria and propose what to decide.

    Args:
        own: for each criterion that the norms cannot judge, what the assessor judged.

    Returns:
        The number of the assessment.

    Raises:
        Invalid: a reason or judgement is missing, or it cannot be granted as it is.
        Conflict: this cannot be proposed now.
    """
    check_may(by, ASSESS_REGIONAL, municipality=application.municipality_id)
    check_not_own(by, application)
    file = file_on(application, on)
    _check_may_propose(file, proposal)
    covenant = covenant_of(application.municipality_id, application.provider_id, on)
    criteria = _with_own(
        judged_criteria(
            by=by,
            location=application.location,
            criteria=application.criteria,
            covenant=covenant,
            on=on,
        ),
        own,
    )
    stands = hindrance(criteria, covenant=covenant is not None)
    if proposal is Proposal.GRANT and stands is not None:
        raise Invalid(
            text("The certificate cannot be proposed."),
            why=stands,
            next_step=text("Complete what is missing, or propose to refuse."),
        )
    if proposal is not Proposal.GRANT and not reasons.strip():
        raise Invalid(
            text("Say why."), why=text("The provider reads it in the letter.")
        )
    try:
        with transaction.atomic():
            made = RegionalAssessment.objects.create(
                municipality_id=application.municipality_id,
                provider_id=application.provider_id,
                application=application,
                number=len(file.assessments) + 1,
                proposal=proposal,
                reasons=reasons.strip()[:4000],
                findings=[_kept(each) for each in criteria],
                covenant_id=covenant.id if covenant else None,
                covenant_version=covenant.version if covenant else None,
                assessed_on=on,
                assessed_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise meanwhile() from error
    _tell(by, application, "regional_assessed", assessment=made.pk)
    return made.pk


def _with_own(criteria: Sequence[Criterion], own: OwnJudgements) -> list[Criterion]:
    """The criteria with what a person judged, only where the norms could not."""
    return [
        replace(each, met=own[each.rule][0], why=own[each.rule][1].strip()[:500])
        if each.is_open and each.rule in own
        else each
        for each in criteria
    ]


def _kept(criterion: Criterion) -> dict[str, object]:
    return {
        "rule": criterion.rule,
        "judged": criterion.judged.value,
        "findings": list(criterion.findings),
        "met": criterion.met,
        "why": criterion.why,
    }


def _check_may_propose(file: RegionalFile, proposal: Proposal) -> None:
    if proposal not in may_propose(file.state):
        raise Conflict(
            text("This cannot be proposed for the application as it stands now."),
            next_step=text("Look at what was decided already."),
        )


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
