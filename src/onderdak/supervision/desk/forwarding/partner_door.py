"""The door of a partner without an account: one message, and one answer.

The database shows the one message whose secret is presented, as long as it was not
taken back and has not expired. No scope of a municipality is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from onderdak.foundation.identity.contract import Scope, municipality_names, scope
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import SecretDoor, still_opened
from onderdak.supervision.desk.domain.forwarding import check_answer
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.forwarding.actions import USE
from onderdak.supervision.desk.models import Forward, Message
from onderdak.supervision.desk.moving import may_move, move, note_step

PARTNER_ANSWERED = "desk.partner_answered"
_DOOR = SecretDoor(USE, "desk_forward_event")


@dataclass(frozen=True, slots=True)
class SharedWithYou:
    """What a partner reads: what was shared, until when, and its own answer."""

    municipality: str
    partner: str
    shared: Mapping[str, object]
    expires_on: date
    answer: str
    answered_at: datetime | None


def shared_behind(secret: str, at: datetime) -> SharedWithYou | None:
    """What a link shows; one that does not work shows nothing, and says not why."""
    with _DOOR.opened(secret) as shown:
        found = still_opened(Forward.objects.all(), shown, at).first()
        if found is None:
            return None
        if found.seen_at is None:
            found.seen_at = at
            found.save(update_fields=["seen_at"])
            _DOOR.note(shown, "desk.partner_read")
    return SharedWithYou(
        municipality=municipality_names().get(found.municipality_id, ""),
        partner=found.partner,
        shared=found.shared,
        expires_on=found.expires_on,
        answer=found.answer,
        answered_at=found.answered_at,
    )


def answer_behind(secret: str, said: str, at: datetime) -> bool:
    """Keep a partner's answer, once; whether it was kept.

    The secret is the permission: the database lets nothing be written elsewhere.

    Raises:
        Invalid: nothing is said, or too much.
    """
    check_answer(said)
    with _DOOR.opened(secret) as shown:
        unanswered = Forward.objects.select_for_update().filter(answered_at=None)
        found = still_opened(unanswered, shown, at).first()
        if found is None:
            return False
        found.answer, found.answered_at = said.replace("\x00", "").strip(), at
        found.save(update_fields=["answer", "answered_at"])
        _DOOR.note(shown, PARTNER_ANSWERED)
        announce(
            PARTNER_ANSWERED,
            {"municipality": found.municipality_id, "forward": found.pk},
        )
    return True


def take_in_answer(event: Mapping[str, str | int | None]) -> None:
    """Put a partner's answer with the report, where the clerk finds it."""
    town, forward = str(event["municipality"]), int(event["forward"] or 0)
    with scope(Scope(municipalities=frozenset({town}))):
        found = (
            Forward.objects.select_for_update(of=("self",))
            .filter(pk=forward, answered_at__isnull=False, arrived_at__isnull=True)
            .select_related("report")
            .first()
        )
        if found is None or found.answered_at is None:
            return
        report, at = found.report, found.answered_at
        Message.objects.create(
            municipality_id=town,
            report=report,
            kind=MessageKind.NOTE,
            text=f"{found.partner}:\n{found.answer}",
            at=at,
        )
        if may_move(report, Step.PARTNER_ANSWERS):
            move(report, Step.PARTNER_ANSWERS, by=None, at=at, reason=found.partner)
        else:
            note_step(
                report, Step.PARTNER_ANSWERS, by=None, at=at, reason=found.partner
            )
        found.arrived_at = at
        found.save(update_fields=["arrived_at"])
