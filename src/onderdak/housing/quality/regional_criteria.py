"""What the norms say of a location on each criterion of the regional certificate."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from onderdak.foundation.identity.contract import (
    Actor,
    judge_on,
    local_value,
    normbook,
)
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementOn,
    agreements_in_force,
)
from onderdak.housing.quality.domain.regional import Criterion, Judged, judged_as
from onderdak.housing.quality.file_queries import file_of
from onderdak.register.nights.contract import Location

CRITERIA: Final = "quality.regional_criteria"
# The norm that asks for the covenant itself; `parties` answers it.
COVENANT_RULE: Final = "B08"
COVENANT_PART: Final = "covenant"
_COVENANTS: Final = (Agreement.Kind.CERTIFICATE, Agreement.Kind.COVENANT)


def titles_of(rule: str) -> list[Mapping[str, str]]:
    """What a criterion is called, in each language, once for each of its judgements.

    Of the norm on the covenant only that part is a criterion: nobody can already hold
    the certificate that is asked for.
    """
    norms = normbook().of(rule)
    return [
        norm.title
        for norm in norms
        if rule != COVENANT_RULE or norm.part == COVENANT_PART
    ]


def criteria_on(municipality: str, on: date) -> tuple[tuple[str, ...], str]:
    """The norms that are criteria in a municipality on a day, and their version."""
    dated = local_value(CRITERIA, municipality=municipality, on=on)
    if dated is None or not isinstance(dated.value, tuple):
        return (), ""
    return tuple(str(rule) for rule in dated.value), dated.version


def covenant_of(municipality: str, provider: int, on: date) -> AgreementOn | None:
    """The covenant that a provider is party to here on a day, its region's among them.

    A covenant about certificates goes before another.
    """
    found = {
        kind: agreements_in_force(
            municipality=municipality, kind=kind, on=on, provider=provider
        )
        for kind in _COVENANTS
    }
    return next((one for kind in _COVENANTS for one in found[kind]), None)


def judged_criteria(
    *,
    by: Actor,
    location: Location,
    criteria: Sequence[str],
    covenant: AgreementOn | None,
    on: date,
) -> list[Criterion]:
    """Each criterion with what the norms find, from the facts that count that day."""
    judge = judge_on(on, location.municipality_id)
    judgement = judge(file_of(by=by, location=location, on=on).facts)
    computed = {ready.norm.rule for ready in judge.ready}
    found: dict[str, list[dict[str, object]]] = {rule: [] for rule in criteria}
    for finding in judgement.findings:
        if finding.rule in found:
            found[finding.rule].append(finding.as_dict())
    return [
        Criterion(rule, _of_covenant(covenant))
        if rule == COVENANT_RULE
        else Criterion(
            rule,
            judged_as(
                (str(one["outcome"]) for one in found[rule]),
                computed=rule in computed,
            ),
            tuple(found[rule]),
        )
        for rule in criteria
    ]


def _of_covenant(covenant: AgreementOn | None) -> Judged:
    return Judged.BREACHES if covenant is None else Judged.MEETS
