"""Who hears what: the one place where rooms are tied together.

A room announces that something happened and knows nobody who listens. Here, where every
room is known, each listener is tied to what it listens to:

    on_event("nights.stays_declared", "duty.look_again", look_again)
"""

from contextlib import AbstractContextManager

from django.conf import settings

from onderdak.connections.clamav.client import clamav_at
from onderdak.connections.pdok.client import locatieserver_at
from onderdak.foundation.care.contract import CARE
from onderdak.foundation.documents.contract import NoScanner, scan_with
from onderdak.foundation.identity.contract import (
    INVITATION_ACCEPTED,
    Scope,
    no_scope,
    scope,
)
from onderdak.foundation.outbox.contract import Queue, on_event, open_tenants_with
from onderdak.foundation.places.contract.register import (
    read_registers_with,
    search_elsewhere_with,
)
from onderdak.foundation.privacy.contract import AUDIT, destroys, holds_seals, keeps
from onderdak.housing.quality.contract.photos import PHOTOS
from onderdak.housing.quality.contract.regional import tell_of_regional_decision
from onderdak.housing.quality.contract.telling import (
    COUNTED_AGAIN_AFTER,
    count_again,
    tell_of_changed_certificate,
)
from onderdak.register.duty.contract import DUTY, locations_under_investigation
from onderdak.register.nights.contract.ending import (
    DESTROYING,
    SEALED,
)
from onderdak.register.nights.contract.guests import (
    alarm_of_use,
    tell_of_mending,
)
from onderdak.register.nights.contract.locations import (
    tell_provider_of_location,
    tell_town_of_location,
)
from onderdak.register.nights.contract.supervising import (
    tell_of_step,
)
from onderdak.supervision.desk.contract import (
    BY_LAW,
    BY_TERM,
    NEWS,
    danger_changed,
    own_when_accepted,
    partner_wrote,
    place_received,
    report_arrived,
    reporter_reopened,
    reporter_wrote,
    tell_reporter,
)
from onderdak.supervision.desk.contract.forwarding import PARTNER_ANSWERED
from onderdak.supervision.enforcement.contract import CASES, visits_of_cases
from onderdak.supervision.enforcement.contract.cases import after_step
from onderdak.supervision.enforcement.contract.clocks import follow_cases
from onderdak.supervision.enforcement.contract.people import begin_urgent_task
from onderdak.supervision.inspections.contract import (
    COMPANION_ANSWERED,
    LETTER_SENT,
    VISITS,
    take_in_companion,
    tell_of_letter,
)
from onderdak.supervision.inspections.contract.handing_over import (
    HomeRegistry,
    hand_over_to,
)
from onderdak.supervision.picture.contract import DESTROYING as OF_PICTURE
from onderdak.supervision.picture.contract.ranking import (
    VISIT_DONE,
    hear_outcome,
    read_area_shares_with,
)


def connect() -> None:
    """Tie all listeners to what they listen to; called once, when all rooms are up."""
    open_tenants_with(_rows_of)
    scan_with(clamav_at(settings.CLAMAV) or NoScanner())
    read_registers_with(
        deliveries="onderdak.connections.bag.client.open_delivery",
        areas="onderdak.connections.cbs.client.reader",
    )
    read_area_shares_with("onderdak.connections.cbs.shares.reader")
    search_elsewhere_with(locatieserver_at(settings.PDOK))
    _tie_destruction()
    _tie_telling()
    follow_cases()
    after_step(begin_urgent_task)


def _tie_telling() -> None:
    """Who is told of what happens at the doors without an account, and of a step."""
    on_event("nights.step_taken", "nights.tell_of_step", tell_of_step)
    for outcome in ("granted", "refused", "withdrawn"):
        on_event(
            f"quality.regional_{outcome}",
            f"quality.tell_of_regional_{outcome}",
            tell_of_regional_decision,
        )
    on_event(
        "quality.certificate_changed",
        "quality.tell_of_changed_certificate",
        tell_of_changed_certificate,
    )
    for happened in COUNTED_AGAIN_AFTER:
        on_event(
            f"quality.{happened}",
            "quality.count_again",
            count_again,
            queue=Queue.BULK,
        )
    on_event("nights.mending_asked", "nights.tell_of_mending", tell_of_mending)
    for step in ("registered", "answered"):
        on_event(
            f"nights.location_{step}",
            f"nights.tell_town_of_location_{step}",
            tell_town_of_location,
        )
    for step in ("asked", "refused", "confirmed", "handed_over", "taken_over"):
        on_event(
            f"nights.location_{step}",
            f"nights.tell_provider_of_location_{step}",
            tell_provider_of_location,
        )
    on_event(
        "desk.report_received",
        "desk.route_received",
        report_arrived,
        queue=Queue.URGENT,
    )
    on_event(
        "desk.danger_changed",
        "desk.tell_of_danger",
        danger_changed,
        queue=Queue.URGENT,
    )
    on_event("desk.reporter_answered", "desk.reporter_wrote", reporter_wrote)
    on_event("desk.report_reopened", "desk.reporter_reopened", reporter_reopened)
    on_event("desk.report_received", "desk.place_received", place_received)
    on_event(INVITATION_ACCEPTED, "desk.own_when_accepted", own_when_accepted)
    for news in NEWS:
        on_event(news, f"desk.tell_reporter_{news.partition('.')[2]}", tell_reporter)
    on_event(PARTNER_ANSWERED, "desk.take_in_answer", partner_wrote)
    on_event(VISIT_DONE, "picture.hear_outcome", hear_outcome)
    hand_over_to(HomeRegistry())
    on_event(LETTER_SENT, "inspections.tell_of_letter", tell_of_letter)
    on_event(COMPANION_ANSWERED, "inspections.take_in_companion", take_in_companion)
    on_event(
        "nights.emergency_link_used",
        "nights.alarm_of_use",
        alarm_of_use,
        queue=Queue.URGENT,
    )


def _tie_destruction() -> None:
    """From which rooms rows go, what is held back, and where row keys stand."""
    for room in (*DESTROYING, *OF_PICTURE, BY_LAW, BY_TERM, PHOTOS, DUTY, CARE, AUDIT):
        destroys(room)
    destroys(VISITS)
    destroys(CASES)
    for table in SEALED:
        holds_seals(table)
    keeps(locations_under_investigation)
    keeps(visits_of_cases)


def _rows_of(
    municipality: str | None, provider: int | None
) -> AbstractContextManager[None]:
    """The rows of exactly one tenant, for the deliverer of its mail."""
    if municipality is None and provider is None:
        return no_scope()
    return scope(
        Scope(
            municipalities=frozenset(filter(None, [municipality])),
            providers=frozenset(filter(None, [provider])),
        )
    )
