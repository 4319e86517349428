"""What a visit came to: told once, to the picture, the quality file and the figures."""

import logging
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may, record_event
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.contract import Seen, Source, state_facts
from onderdak.kernel.errors import Conflict, Invalid, OnderdakError
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location
from onderdak.supervision.inspections.after_queries import failed_items
from onderdak.supervision.inspections.domain.after import Told
from onderdak.supervision.inspections.domain.kinds import Ground, Kind, Means
from onderdak.supervision.inspections.domain.permissions import (
    PLAN_VISITS,
    REPORT_VISITS,
)
from onderdak.supervision.inspections.domain.plans import Plan, Tried
from onderdak.supervision.inspections.domain.repairs import failing
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.facts import facts_of
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import (
    Member,
    PublicWords,
    RepairLetter,
    Visit,
    VisitResult,
)
from onderdak.supervision.inspections.moving import ROOM, check_goes, locked, record
from onderdak.supervision.inspections.planning_actions import plan_visit
from onderdak.supervision.inspections.publicity import counts_of, period_of
from onderdak.supervision.picture.contract.ranking import VISIT_DONE

log = logging.getLogger("onderdak.inspections")

MOST_PUBLIC: Final = 4_000
_OVER: Final = (State.CLOSED, State.REPORTED)


@action
def tell_result(
    *, by: Actor, municipality: str, number: str, told: Told, at: datetime
) -> VisitResult:
    """Say what a visit came to, and how long it took; the picture hears the outcome.

    What was seen goes to the quality file of the location, where there is one.

    Raises:
        NotAllowed: this person makes no reports here, or did not go on the visit.
        Conflict: the visit is not ended, or this was told already.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    check_goes(visit, by)
    if visit.state not in _OVER:
        raise Conflict(text("This is told of a visit that is ended."))
    if VisitResult.objects.filter(visit=visit).exists():
        raise Conflict(text("What this visit came to was told already."))
    made = VisitResult.objects.create(
        municipality_id=municipality,
        visit=visit,
        result=told.result,
        no_access=told.no_access or "",
        words=told.words.replace("\x00", "").strip()[:500],
        minutes=told.minutes,
        inspectors=Member.objects.filter(visit=visit).count() or 1,
        facts_kept=_keep_facts(by, visit, localdate(at)),
        by_id=by.user_id,
        at=at,
    )
    announce(VISIT_DONE, _outcome(visit, told))
    record(by, visit, "tell_result", result=told.result.value)
    return made


def _outcome(visit: Visit, told: Told) -> Mapping[str, str | int | None]:
    return {
        "municipality": visit.municipality_id,
        "address": visit.address_id,
        "on": day_of(visit).isoformat(),
        "result": told.result.value,
        "chosen_by": visit.chosen_by,
        "reference": f"visit {visit.number}",
    }


def _keep_facts(by: Actor, visit: Visit, on: date) -> int:
    """The facts as they were seen, into the quality file; 0 where there is no location.

    Units that the location does not know by this name keep them out: whose they are
    would be a guess.
    """
    location = (
        Location.objects.filter(
            address_id=visit.address_id, municipality_id=visit.municipality_id
        )
        .exclude(closed_on__lte=visit.day)
        .order_by("id")
        .first()
    )
    facts = facts_of(visit).raw
    if location is None or not facts:
        return 0
    seen = Seen(Source.INSPECTION, day_of(visit), reference=f"visit {visit.number}")
    try:
        with transaction.atomic():
            return state_facts(by=by, location=location, facts=facts, seen=seen, on=on)
    except OnderdakError as fault:
        log.warning("no facts of visit %s: %s", visit.pk, type(fault).__name__)
        record(by, visit, "facts_not_kept", why=type(fault).__name__)
        return 0


@action
def plan_reinspection(
    *,
    by: Actor,
    municipality: str,
    number: str,
    day: date,
    hours: tuple[time, time],
    reason: str,
    at: datetime,
) -> Visit:
    """Plan a visit that looks at what failed, and at nothing else.

    The same people go; what was tried before is the letter that told what to mend.

    Raises:
        NotAllowed: this person plans no visits here.
        Conflict: nothing failed, all of it is mended, or such a visit is open.
        Invalid: the day has passed.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    items = failed_items(visit)
    if not items:
        raise Conflict(
            text("There is nothing to look at again."),
            text("Nothing failed, or all of it is mended."),
        )
    members = list(
        Member.objects.filter(visit=visit)
        .order_by("id")
        .values_list("user_id", flat=True)
    )
    others = tuple(one for one in members if one != visit.lead_id)
    letter = RepairLetter.objects.filter(visit=visit).order_by("-nth").first()
    made = plan_visit(
        by=by,
        municipality=municipality,
        plan=Plan(
            address=visit.address_id,
            kind=Kind.REINSPECTION,
            reason=reason,
            chosen_by=visit.chosen_by,
            ground=Ground(visit.ground),
            day=day,
            from_time=hours[0],
            until_time=hours[1],
            lead=visit.lead_id,
            others=others,
            alone_because=visit.alone_because,
            announced=True,
            tried=(_letter_tried(letter),) if letter else (),
            no_lighter_because="" if letter else reason,
            languages=tuple(visit.languages),
            checklist=visit.checklist_key,
            earlier=visit.number,
            failed_items=failing(items),
        ),
        at=at,
    )
    record(by, visit, "plan_reinspection", again=made.number, items=len(items))
    return made


def _letter_tried(letter: RepairLetter) -> Tried:
    said = str(text("A letter told what to mend and by when."))
    return Tried(Means.LETTER, letter.told_on, said)


@action
def publish_words(
    *,
    by: Actor,
    municipality: str,
    first: date,
    words: str,
    edited: bool,
    at: datetime,
) -> PublicWords:
    """Publish what was told of the checks of a finished period; once, and it stays.

    Raises:
        NotAllowed: this person makes no reports here.
        Invalid: no finished period begins on this day, or nothing is said.
        Conflict: it was told already.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    period = period_of(municipality, first, localdate(at))
    said = words.replace("\x00", "").strip()
    if not said or len(said) > MOST_PUBLIC:
        raise Invalid(text("Write a text of at most %(most)s signs.", most=MOST_PUBLIC))
    if PublicWords.objects.filter(municipality_id=municipality, first=first).exists():
        raise Conflict(text("Of this period a text was published already."))
    counts = counts_of(municipality, period, localdate(at))
    made = PublicWords.objects.create(
        municipality_id=municipality,
        first=counts.first,
        last=counts.last,
        counts={
            "visits": counts.visits,
            "breach": counts.breach,
            "in_order": counts.in_order,
            "no_access": counts.no_access,
        },
        words=said,
        edited=edited,
        by_id=by.user_id,
        at=at,
    )
    record_event(
        by=by,
        action="inspections.publish_words",
        object=f"checks from {counts.first}",
        municipality=municipality,
        detail={"edited": int(edited)},
    )
    return made
