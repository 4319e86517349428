"""Where a report goes when it comes in, and where it would have gone by other rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime, now

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    Scope,
    check_may,
    scope,
)
from onderdak.supervision.desk.domain.kinds import Priority
from onderdak.supervision.desk.domain.permissions import SET_ROUTING
from onderdak.supervision.desk.domain.routing import (
    Facts,
    Given,
    Rule,
    first_that_fits,
    read_rules,
)
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.models import (
    DeskSetting,
    Report,
    ReportStep,
    RoutingVersion,
)
from onderdak.supervision.desk.moving import note_step, works_here

# A trial looks at so many of the latest reports, and lists so many differences.
MOST_TRIED = 5000
MOST_LISTED = 200
# In the history, where no rule decided but the way of working did.
SIMPLE = "simple"


@dataclass(frozen=True, slots=True)
class Difference:
    """A past report that would have gone elsewhere than the rules of then sent it."""

    report: Report
    rule: int | None  # the place of the rule, from 1
    decided: Given
    would: Given

    @property
    def has(self) -> Given:
        """Where it is now, whoever decided that."""
        one = self.report
        return Given(one.team, one.owner_id, Priority(one.priority))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a version of the rules would have done with past reports."""

    since: date
    until: date
    reports: int
    per_rule: Mapping[int, int]
    different: int
    differences: Sequence[Difference]

    @property
    def by_no_rule(self) -> int:
        """How many reports no rule is about."""
        return self.reports - sum(self.per_rule.values())

    def as_data(self) -> dict[str, object]:
        """What is kept of it: counts, nothing of the reports."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "reports": self.reports,
            "per_rule": {str(place): n for place, n in self.per_rule.items()},
            "different": self.different,
        }


def facts_of(report: Report) -> Facts:
    """What the rules may look at of a report."""
    received = localtime(report.received_at)
    return Facts(
        category=report.category.key,
        kind=report.category.kind,
        channel=report.channel,
        neighbourhood=report.neighbourhood_id or "",
        danger=report.danger,
        weekday=received.isoweekday(),
        hour=received.hour,
    )


def routing_versions(*, by: Actor, municipality: str) -> QuerySet[RoutingVersion]:
    """All versions of the rules of a municipality, the newest first.

    Raises:
        NotAllowed: this person does not set the rules here.
    """
    check_may(by, SET_ROUTING, municipality=municipality)
    return RoutingVersion.objects.filter(municipality_id=municipality).order_by(
        "-number"
    )


def routing_owners(*, by: Actor, municipality: str) -> dict[int, str]:
    """To whom a rule can give reports: who works at the desk, by number.

    Raises:
        NotAllowed: this person does not set the rules here.
    """
    check_may(by, SET_ROUTING, municipality=municipality)
    found = Membership.objects.filter(
        municipality_id=municipality, role=Role.DESK_CLERK
    ).select_related("user")
    return {each.user_id: each.user.name or each.user.email for each in found}


def routing_in_use(municipality: str) -> RoutingVersion | None:
    """The version by which reports are routed now."""
    return RoutingVersion.objects.filter(
        municipality_id=municipality, used_from__isnull=False, used_until__isnull=True
    ).first()


def tried_on(
    municipality: str, rules: Sequence[Rule], *, since: date, until: date
) -> Trial:
    """Lay rules beside the reports of a period: what would have gone where."""
    past = (
        Report.objects.filter(
            municipality_id=municipality,
            received_at__date__gte=since,
            received_at__date__lte=until,
        )
        .select_related("category", "owner", "address")
        .order_by("-id")[:MOST_TRIED]
    )
    counted: Counter[int] = Counter()
    differences = []
    reports = 0
    for report in past:
        reports += 1
        at = first_that_fits(rules, facts_of(report))
        if at is not None:
            counted[at + 1] += 1
        would = rules[at].gives if at is not None else Given()
        if would != (decided := _decided(report)):
            rule = at + 1 if at is not None else None
            differences.append(Difference(report, rule, decided, would))
    return Trial(
        since=since,
        until=until,
        reports=reports,
        per_rule=dict(sorted(counted.items())),
        different=len(differences),
        differences=differences[:MOST_LISTED],
    )


def _decided(report: Report) -> Given:
    """What routing decided then; people may have decided otherwise since."""
    return Given.of(report.routed) if report.routed else Given()


def route_received(event: Mapping[str, str | int | None]) -> None:
    """Give a report that came in to whom it belongs; once, and never over a person."""
    town, pk = str(event["municipality"]), int(event["report"] or 0)
    with scope(Scope(municipalities=frozenset({town}))):
        report = (
            Report.objects.select_for_update(of=("self",))
            .select_related("category")
            .filter(pk=pk, municipality_id=town)
            .first()
        )
        if report is None or report.owner_id is not None or report.team:
            return
        for given, why in _for(town, report):
            give(report, given, why, now())
            return


def route_again(report: Report, at: datetime) -> bool:
    """Route a report that changed by the rules of now, unless a person has it.

    Returns:
        Whether it was routed again; False where somebody took it or gave it.
    """
    chosen = ReportStep.objects.filter(
        report=report, what__in=(Step.TAKE_IN_HAND, "assign")
    )
    if chosen.exists():
        return False
    for given, why in _for(report.municipality_id, report):
        give(report, given, why, at)
        return True
    give(report, Given(), "", at)
    return True


def _for(town: str, report: Report) -> Iterator[tuple[Given, str]]:
    setting = DeskSetting.objects.filter(municipality_id=town).first()
    if setting and setting.mode == DeskSetting.Mode.SIMPLE:
        yield Given(owner=setting.owner_id), SIMPLE
        return
    version = routing_in_use(town)
    if version is None:
        return
    rules = read_rules(version.rules)
    at = first_that_fits(rules, facts_of(report))
    if at is not None:
        yield rules[at].gives, f"{version.number}.{at + 1}"


def give(report: Report, given: Given, why: str, at: datetime) -> None:
    """Give a report to whom the rules say, and keep what they said.

    An owner who left the desk gets nothing; the report then waits in the list.
    """
    there = given.owner is not None and works_here(report.municipality_id, given.owner)
    decided = replace(given, owner=given.owner if there else None)
    report.owner_id, report.team = decided.owner, decided.team
    report.priority, report.routed = decided.priority, decided.as_data()
    report.save(update_fields=["owner", "team", "priority", "routed"])
    note_step(report, "routed", by=None, at=at, reason=why)
