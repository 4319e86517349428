"""Reads of the regional certificate: applications, and where each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.certificate_queries import held_of
from onderdak.housing.quality.domain.certificates import Scheme, Standing, standing_on
from onderdak.housing.quality.domain.regional import (
    Criterion,
    Decided,
    Judged,
    Outcome,
    State,
    may_retract,
    state_of,
)
from onderdak.housing.quality.domain.regional_permissions import SEE_REGIONAL
from onderdak.housing.quality.models import (
    Certificate,
    RegionalApplication,
    RegionalAssessment,
    RegionalDecision,
    RegionalRetraction,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

_Row = TypeVar("_Row", RegionalAssessment, RegionalDecision)


@dataclass(frozen=True, slots=True)
class RegionalFile:
    """An application with all that was assessed and decided, oldest first."""

    application: RegionalApplication
    assessments: Sequence[RegionalAssessment]
    decisions: Sequence[RegionalDecision]
    state: State
    retraction: RegionalRetraction | None = None

    @property
    def may_be_retracted(self) -> bool:
        """Whether the provider can still take it back."""
        return may_retract(self.state, [Outcome(one.outcome) for one in self.decisions])

    @property
    def waiting(self) -> RegionalAssessment | None:
        """The assessment that waits to be decided."""
        return self.assessments[-1] if self.state is State.PROPOSED else None

    @property
    def granted(self) -> RegionalDecision | None:
        """The decision by which the certificate was granted, if it was."""
        found = [one for one in self.decisions if one.outcome == Outcome.GRANTED]
        return found[-1] if found else None


def applications_seen(*, by: Actor) -> QuerySet[RegionalApplication]:
    """All applications that someone may see under the membership they act under.

    Raises:
        NotAllowed: the person's role does not see them.
    """
    grant = by.grants[0]
    check_may(
        by, SEE_REGIONAL, municipality=grant.municipality, provider=grant.provider
    )
    return RegionalApplication.objects.select_related(
        "location", "provider", "municipality"
    )


def application_for(*, by: Actor, application: int) -> RegionalApplication:
    """One application, for its provider or its municipality.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see it.
    """
    found = applications_seen(by=by).filter(pk=application).first()
    if found is None:
        raise NotFound(
            text("There is no application %(number)s for you.", number=application),
            next_step=text("Choose an application from your list."),
        )
    return found


def applications_of(*, by: Actor, location: Location) -> list[RegionalApplication]:
    """The applications for a location, the newest first."""
    check_may(
        by,
        SEE_REGIONAL,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    return list(RegionalApplication.objects.filter(location=location).order_by("-id"))


def regional_files(
    applications: Iterable[RegionalApplication], on: date
) -> list[RegionalFile]:
    """Applications as they stand on a day, in the order given; three reads."""
    asked = list(applications)
    ids = [each.pk for each in asked]
    assessments = _by_application(
        RegionalAssessment.objects.filter(application__in=ids).order_by("number")
    )
    decisions = _by_application(
        RegionalDecision.objects.filter(application__in=ids).order_by(
            "assessment__number"
        )
    )
    retracted = {
        each.application_id: each
        for each in RegionalRetraction.objects.filter(application__in=ids)
    }
    return [
        _file(
            each,
            assessments.get(each.pk, []),
            decisions.get(each.pk, []),
            retracted.get(each.pk),
            on,
        )
        for each in asked
    ]


def _by_application(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.application_id, []).append(row)
    return found


def _file(
    application: RegionalApplication,
    assessments: Sequence[RegionalAssessment],
    decisions: Sequence[RegionalDecision],
    retraction: RegionalRetraction | None,
    on: date,
) -> RegionalFile:
    decided = [
        Decided(Outcome(one.outcome), one.decided_on, one.valid_until)
        for one in decisions
    ]
    return RegionalFile(
        application,
        assessments,
        decisions,
        state_of(decided, len(assessments), on, retracted=retraction is not None),
        retraction,
    )


def decision_for(*, by: Actor, decision: int) -> RegionalDecision:
    """A decision, for its provider or its municipality.

    Raises:
        NotFound: there is none in this person's scope.
    """
    found = (
        RegionalDecision.objects.filter(pk=decision)
        .select_related("application__location", "assessment")
        .select_related("municipality", "provider")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such decision here."))
    check_may(
        by,
        SEE_REGIONAL,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    return found


def criteria_kept(assessment: RegionalAssessment) -> list[Criterion]:
    """The criteria as they were judged in an assessment."""
    return [
        Criterion(
            each["rule"],
            Judged(each["judged"]),
            tuple(each["findings"]),
            each["met"],
            each["why"],
        )
        for each in assessment.findings
    ]


def number_of(decision: RegionalDecision) -> str:
    """The number of the certificate that a decision grants."""
    return f"RC-{decision.pk}"


def certificate_now(file: RegionalFile, on: date) -> Standing | None:
    """How the certificate stands that was granted: it may be suspended since."""
    granted = file.granted
    if granted is None:
        return None
    found = Certificate.objects.filter(
        municipality_id=granted.municipality_id,
        scheme=Scheme.REGIONAL,
        number=number_of(granted),
    ).first()
    return None if found is None else standing_on(held_of(found), on)
