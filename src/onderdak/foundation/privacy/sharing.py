"""Recording that something is shared with a chain partner, before it is."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.foundation.privacy.domain.permissions import SEE_SHARING, SHARE
from onderdak.foundation.privacy.domain.sharing import (
    SharingDecision,
    check_decision,
    shared_part,
)
from onderdak.foundation.privacy.models import SharingRecord


@action
def record_sharing(
    *,
    by: Actor,
    municipality: str,
    room: str,
    object: str,
    decision: SharingDecision,
    offered: Sequence[str],
    on: date,
) -> SharingRecord:
    """Record the decision to share something; without it no message is built.

    Args:
        room: whose data they are.
        object: what is shared, as the audit trail names it: `report 2026-00012`.
        offered: the fields that the room can share at all.
        on: the day of the decision.

    Raises:
        NotAllowed: the role may not share.
        Invalid: the decision carries no sharing.
    """
    check_may(by, SHARE, municipality=municipality)
    check_decision(
        decision, offered=offered, on=on, most_days=_most_days(municipality, on)
    )
    record = SharingRecord.objects.create(
        municipality_id=municipality,
        room=room,
        object=object,
        partner=decision.partner,
        ground_kind=decision.kind,
        ground=decision.ground,
        ground_since=decision.ground_since,
        ground_until=decision.ground_until,
        purpose=decision.purpose,
        necessity=decision.necessity,
        proportionality=decision.proportionality,
        left_out=decision.left_out,
        fields=list(decision.fields),
        expires_on=decision.expires_on,
        by_id=by.user_id,
    )
    record_event(
        by=by,
        action="privacy.record_sharing",
        object=object,
        municipality=municipality,
        detail={
            "partner": decision.partner,
            "ground": decision.ground,
            "sharing": record.pk,
        },
    )
    return record


def _most_days(municipality: str, on: date) -> int:
    return rulebook().value("sharing.most_days", on, municipality).whole()


def what_is_shared(
    record: SharingRecord, available: Mapping[str, object], on: date
) -> dict[str, object]:
    """The fields of a decision, of all that the room has; nothing besides.

    Raises:
        NotAllowed: the decision has expired.
    """
    return shared_part(
        available, fields=record.fields, expires_on=record.expires_on, on=on
    )


def sharing_records(by: Actor, municipality: str) -> QuerySet[SharingRecord]:
    """What was shared from a municipality, newest first, for who watches over it.

    Raises:
        NotAllowed: the role may not see it.
    """
    check_may(by, SEE_SHARING, municipality=municipality)
    return SharingRecord.objects.filter(municipality_id=municipality).order_by("-id")
