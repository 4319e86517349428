"""Rules of routing: written as a new version, tried on past reports, then used."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import SET_ROUTING
from onderdak.supervision.desk.domain.routing import Rule, read_rules
from onderdak.supervision.desk.models import Category, Report, RoutingVersion
from onderdak.supervision.desk.moving import check_owner
from onderdak.supervision.desk.routing import Trial, routing_in_use, tried_on


@action
def write_routing(
    *,
    by: Actor,
    municipality: str,
    rules: Sequence[Mapping[str, Any]],
    at: datetime,
) -> int:
    """Lay a new version of the rules down; it is not used yet.

    Returns:
        The number of the version.

    Raises:
        NotAllowed: this person does not set the rules here.
        Invalid: something in a rule is not of the closed form.
    """
    check_may(by, SET_ROUTING, municipality=municipality)
    read = read_rules(rules)
    _check_named(municipality, read)
    last = RoutingVersion.objects.filter(municipality_id=municipality).aggregate(
        last=Max("number")
    )["last"]
    made = RoutingVersion.objects.create(
        municipality_id=municipality,
        number=(last or 0) + 1,
        rules=[each.as_data() for each in read],
        made_by_id=by.user_id,
        made_at=at,
    )
    record_event(
        by=by,
        action="desk.write_routing",
        object=f"routing {made.number}",
        municipality=municipality,
        detail={"rules": len(read)},
    )
    return made.number


def _check_named(municipality: str, rules: Sequence[Rule]) -> None:
    known = set(
        Category.objects.filter(municipality_id=municipality).values_list(
            "key", flat=True
        )
    )
    for rule in rules:
        if unknown := rule.category - known:
            raise Invalid(
                text("There is no category '%(key)s' here.", key=sorted(unknown)[0])
            )
        check_owner(municipality, rule.gives.owner)


@action
def try_routing(
    *,
    by: Actor,
    municipality: str,
    number: int,
    since: date,
    until: date,
    at: datetime,
) -> Trial:
    """Lay a version beside past reports, and keep the counts of what would change.

    A desk that has no report yet has nothing to try on: it may use what it wrote.

    Raises:
        NotAllowed: this person does not set the rules here.
        NotFound: there is no such version.
        Invalid: the period holds no report to try on.
    """
    check_may(by, SET_ROUTING, municipality=municipality)
    version = _version(municipality, number)
    trial = tried_on(municipality, read_rules(version.rules), since=since, until=until)
    if not trial.reports and _has_reports(municipality):
        raise Invalid(
            text("There are no reports in this period to try the rules on."),
            next_step=text("Choose a longer period."),
        )
    if version.used_from is None:
        version.trial, version.tried_by_id, version.tried_at = (
            trial.as_data(),
            by.user_id,
            at,
        )
        version.save(update_fields=["trial", "tried_by_id", "tried_at"])
    record_event(
        by=by,
        action="desk.try_routing",
        object=f"routing {number}",
        municipality=municipality,
        detail={"reports": trial.reports, "different": trial.different},
    )
    return trial


def _has_reports(municipality: str) -> bool:
    return Report.objects.filter(municipality_id=municipality).exists()


@action
def use_routing(*, by: Actor, municipality: str, number: int, at: datetime) -> None:
    """Route by a version from now on; only one that was tried.

    Raises:
        NotAllowed: this person does not set the rules here.
        NotFound: there is no such version.
        Conflict: this very version was not tried, or was used before.
    """
    check_may(by, SET_ROUTING, municipality=municipality)
    version = _version(municipality, number)
    if version.tried_at is None:
        raise Conflict(
            text("This version has not been tried on past reports."),
            next_step=text("Try it first, and look at what would change."),
        )
    if version.used_from is not None:
        raise Conflict(
            text("This version was used already."),
            next_step=text("Write it as a new version, and try that."),
        )
    if before := routing_in_use(municipality):
        before.used_until = at
        before.save(update_fields=["used_until"])
    version.used_from, version.used_by_id = at, by.user_id
    version.save(update_fields=["used_from", "used_by_id"])
    record_event(
        by=by,
        action="desk.use_routing",
        object=f"routing {number}",
        municipality=municipality,
    )


def _version(municipality: str, number: int) -> RoutingVersion:
    found = (
        RoutingVersion.objects.select_for_update()
        .filter(municipality_id=municipality, number=number)
        .first()
    )
    if found is None:
        raise NotFound(text("There is no version %(number)s.", number=number))
    return found
