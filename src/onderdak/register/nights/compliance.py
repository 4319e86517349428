"""Helping first: how providers keep the register, and the steps towards them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    by_law_asks,
    check_may,
    local_value,
    record_event,
    rulebook,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.parties.contract import Admission
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.ladder import (
    Concern,
    Proposal,
    Standing,
    Step,
    Taken,
    Terms,
    check_step,
    latest_step,
    propose,
)
from onderdak.register.nights.domain.ladder import concern as concern_of
from onderdak.register.nights.domain.permissions import (
    HELP_PROVIDERS,
    SEE_COUNTS,
    SEE_OWN_GUESTS,
)
from onderdak.register.nights.models import ComplianceStep

ROOM = "nights"
CONFIRMATION = "bylaw.nightly_confirmation"
_LATE_WITHIN = 92
_MISSED_WITHIN = 30

# Days on which something was handed in; the rhythm is that of the last year.
_RHYTHM = """
    WITH days AS (
        SELECT DISTINCT provider_id,
               (declared_at AT TIME ZONE 'Europe/Amsterdam')::date AS day
        FROM nights_declaration WHERE municipality_id = %(municipality)s
    ), steps AS (
        SELECT provider_id, day,
               day - lag(day) OVER (PARTITION BY provider_id ORDER BY day) AS step
        FROM days WHERE day <= %(on)s
    )
    SELECT a.provider_id, p.name, a.since, max(s.day),
           (percentile_cont(0.5) WITHIN GROUP (ORDER BY s.step)
               FILTER (WHERE s.day > %(on)s::date - 365))::int
    FROM parties_admission a
    JOIN parties_provider p ON p.organisation_id = a.provider_id
    LEFT JOIN steps s ON s.provider_id = a.provider_id
    WHERE a.municipality_id = %(municipality)s AND a.since <= %(on)s
    GROUP BY a.provider_id, p.name, a.since ORDER BY p.name, a.provider_id
"""
# Stays are found by their house: a town has few of all the stays of a region.
_GUESTS = """
    SELECT l.provider_id, count(*)
    FROM nights_location l
    JOIN nights_stay s ON s.location_id = l.id
        AND s.arrival <= %(on)s AND s.ends > %(on)s
    WHERE l.municipality_id = %(municipality)s
    GROUP BY l.provider_id
"""
# A corrected stay is as early as its first form. Days are those of the wall calendar.
_LATE = """
    SELECT l.provider_id, count(*)
    FROM nights_location l
    JOIN nights_stay s ON s.location_id = l.id
        AND s.ends > %(on)s::date - %(within)s
        AND s.arrival > %(on)s::date - %(within)s AND s.arrival <= %(on)s
    JOIN nights_declaration d ON d.id = s.declaration_id
    WHERE l.municipality_id = %(municipality)s
      AND (d.declared_at AT TIME ZONE 'Europe/Amsterdam')::date
          > s.arrival + %(notice)s
      AND NOT EXISTS (
          SELECT 1 FROM nights_supersededstay e
          JOIN nights_declaration f ON f.id = e.declaration_id
          WHERE e.stay_id = s.id
            AND (f.declared_at AT TIME ZONE 'Europe/Amsterdam')::date
                <= s.arrival + %(notice)s)
    GROUP BY l.provider_id
"""
# Nights whose hour to confirm has passed, and that were not confirmed by then. The
# hour is one on the clock of the town, so it is taken before a zone is put to it.
_MISSED = """
    SELECT l.provider_id, count(*)
    FROM nights_location l
    CROSS JOIN generate_series(
        %(first)s::timestamp, %(last)s::timestamp, interval '1 day') AS n
    WHERE l.municipality_id = %(municipality)s AND l.opened_on <= n::date
      AND (l.closed_on IS NULL OR l.closed_on > n::date)
      AND NOT EXISTS (
          SELECT 1 FROM nights_nightconfirmation c
          WHERE c.location_id = l.id AND c.night = n::date
            AND c.confirmed_at <= (n + make_interval(days => 1, hours => %(hour)s))
                                  AT TIME ZONE 'Europe/Amsterdam')
    GROUP BY l.provider_id
"""


@dataclass(frozen=True, slots=True)
class ProviderStanding:
    """A provider as its municipality sees it: counts, concern and next step."""

    provider: int
    name: str
    standing: Standing
    concern: Concern | None
    proposal: Proposal | None
    latest: Taken | None


def ladder_terms(municipality: str, on: date) -> Terms:
    """The ladder's terms of a municipality on a day."""

    def term(name: str) -> int:
        return rulebook().value(f"ladder.{name}", on, municipality).whole()

    return Terms(
        silent_days=term("silent_days"),
        response_days=term("response_days"),
        fresh_after_days=term("fresh_after_days"),
        late_notices=term("late_notices"),
        missed_nights=term("missed_nights"),
    )


def standings(*, by: Actor, municipality: str, on: date) -> list[ProviderStanding]:
    """How every provider of a municipality keeps the register, by name.

    Nothing is late where no by-law sets a notice term, and nothing is missing where
    none asks for a confirmation each night.

    Raises:
        NotAllowed, RoomClosed: the actor may not see this municipality's counts.
    """
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    terms = ladder_terms(municipality, on)
    known: dict[str, Any] = {"municipality": municipality, "on": on}
    guests = dict(_rows(_GUESTS, known))
    late = _late(municipality, on)
    missed = _missed(municipality, on)
    taken = _taken(municipality)
    return [
        _standing(
            provider,
            name,
            Standing(
                known_since=since,
                last_declared=last,
                usual_days=usual,
                late=None if late is None else late.get(provider, 0),
                missed=None if missed is None else missed.get(provider, 0),
                guests=guests.get(provider, 0),
            ),
            taken[provider],
            terms,
            on,
        )
        for provider, name, since, last, usual in _rows(_RHYTHM, known)
    ]


def _standing(
    provider: int,
    name: str,
    standing: Standing,
    taken: Sequence[Taken],
    terms: Terms,
    on: date,
) -> ProviderStanding:
    found = concern_of(standing, terms, on)
    return ProviderStanding(
        provider=provider,
        name=name,
        standing=standing,
        concern=found[0] if found else None,
        proposal=propose(standing, taken, terms, on),
        latest=latest_step(taken, terms, on),
    )


def _rows(statement: str, known: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return list(cursor.fetchall())


def _late(municipality: str, on: date) -> dict[int, int] | None:
    notice = local_value("bylaw.notice_days", municipality=municipality, on=on)
    if notice is None:
        return None
    known = {
        "municipality": municipality,
        "on": on,
        "within": _LATE_WITHIN,
        "notice": notice.whole(),
    }
    return dict(_rows(_LATE, known))


def _missed(municipality: str, on: date) -> dict[int, int] | None:
    if not by_law_asks(CONFIRMATION, municipality=municipality, on=on):
        return None
    asked = rulebook().value(CONFIRMATION, on, municipality)
    hour = local_value("bylaw.confirm_by_hour", municipality=municipality, on=on)
    known = {
        "municipality": municipality,
        "first": max(on - timedelta(days=_MISSED_WITHIN), asked.valid_from),
        # Last night's hour may still be to come; the night before is over for all.
        "last": on - timedelta(days=2),
        "hour": hour.whole() if hour else 24,
    }
    return dict(_rows(_MISSED, known))


def _taken(municipality: str) -> dict[int, list[Taken]]:
    steps: dict[int, list[Taken]] = defaultdict(list)
    rows = ComplianceStep.objects.filter(municipality_id=municipality)
    for provider, step, on, respond_by in rows.values_list(
        "provider_id", "step", "on", "respond_by"
    ):
        steps[provider].append(Taken(Step(step), on, respond_by))
    return steps


def steps_towards(
    *, by: Actor, provider: int, municipality: str | None = None
) -> Sequence[ComplianceStep]:
    """The steps towards a provider, newest first; for itself or its municipality.

    Raises:
        NotAllowed: the actor works for neither.
    """
    if municipality is None:
        check_may(by, SEE_OWN_GUESTS, provider=provider)
    else:
        check_may(by, SEE_COUNTS, municipality=municipality)
    steps = ComplianceStep.objects.filter(provider_id=provider)
    if municipality is not None:
        steps = steps.filter(municipality_id=municipality)
    return list(steps.select_related("municipality").order_by("-on", "-id"))


@action
def take_step(
    *,
    by: Actor,
    municipality: str,
    provider: int,
    step: Step,
    why: str,
    on: date,
    respond_by: date | None = None,
    skipped_because: str = "",
    concern: Concern | None = None,
) -> ComplianceStep:
    """Take a step of the ladder towards a provider, and tell the provider.

    Args:
        why: what the provider is told, in one sentence.
        respond_by: the last day to respond; by default the ladder's own term.
        skipped_because: why a lighter step is left out.
        concern: what stood out when the step was taken.

    Raises:
        Invalid: a lighter step comes first, or the reason or the term is missing.
        NotFound: the provider is not admitted here.
        NotAllowed: the actor may not do this for this municipality.
    """
    check_may(by, HELP_PROVIDERS, municipality=municipality)
    require_room(municipality, ROOM, on)
    if not why.strip():
        raise Invalid(text("Say why, in one sentence: the provider reads it."))
    if not Admission.objects.filter(
        provider_id=provider, municipality_id=municipality
    ).exists():
        raise NotFound(text("There is no such provider here."))
    terms = ladder_terms(municipality, on)
    until = respond_by or on + timedelta(days=terms.response_days)
    if until < on:
        raise Invalid(text("The last day to respond lies before the step itself."))
    latest = latest_step(_taken(municipality)[provider], terms, on)
    check_step(step, latest, reason=skipped_because)
    made = ComplianceStep.objects.create(
        municipality_id=municipality,
        provider_id=provider,
        step=step,
        concern=concern or "",
        on=on,
        respond_by=until,
        why=why.strip()[:500],
        skipped_because=skipped_because.strip()[:500],
        taken_by_id=by.user_id,
    )
    record_event(
        by=by,
        action="nights.take_step",
        object=f"step {made.pk}",
        municipality=municipality,
        provider=provider,
        detail={"step": step.value},
    )
    announce(
        "nights.step_taken",
        {"step": made.pk, "municipality": municipality, "provider": provider},
    )
    return made


@action
def note_outcome(*, by: Actor, step: ComplianceStep, outcome: str) -> None:
    """Write down what came of a step, once: a file does not change afterwards.

    Raises:
        Conflict: it was written down before.
    """
    check_may(by, HELP_PROVIDERS, municipality=step.municipality_id)
    if not outcome.strip():
        raise Invalid(text("Say what came of it."))
    still_open = ComplianceStep.objects.filter(pk=step.pk, outcome="")
    if not still_open.update(outcome=outcome.strip()[:500]):
        raise Conflict(
            text("What came of this step is on record already."),
            text("What is on record about a provider does not change afterwards."),
            text("Is there more to say? Say it with the next step."),
        )
    record_event(
        by=by,
        action="nights.note_outcome",
        object=f"step {step.pk}",
        municipality=step.municipality_id,
        provider=step.provider_id,
    )


_TREND = """
    SELECT m.since::date, count(DISTINCT d.provider_id), count(d.id),
           coalesce(sum(d.new + d.corrected), 0)::int
    FROM generate_series(%(first)s::date, %(on)s::date, interval '1 month') AS m(since)
    LEFT JOIN nights_declaration d ON d.municipality_id = %(municipality)s
        AND (%(provider)s::bigint IS NULL OR d.provider_id = %(provider)s)
        AND d.declared_at >= m.since::timestamp AT TIME ZONE 'Europe/Amsterdam'
        AND d.declared_at < (m.since + interval '1 month')::timestamp
                            AT TIME ZONE 'Europe/Amsterdam'
    GROUP BY m.since ORDER BY m.since
"""


@dataclass(frozen=True, slots=True)
class MonthOfDeclaring:
    """How much was declared in a month: by how many, how often, how many stays."""

    month: date
    providers: int
    declarations: int
    stays: int


def declaring_per_month(
    *, by: Actor, municipality: str, first: date, on: date, provider: int | None = None
) -> list[MonthOfDeclaring]:
    """The trend of declaring, of a municipality or of one provider in it.

    Raises:
        NotAllowed, RoomClosed: the actor may not see this municipality's counts.
    """
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    known = {
        "municipality": municipality,
        "provider": provider,
        "first": first.replace(day=1),
        "on": on,
    }
    return [MonthOfDeclaring(*row) for row in _rows(_TREND, known)]
