"""What a phone typed comes in, and it hears what others typed."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.supervision.inspections.contract.syncing import (
    MOST_AT_ONCE,
    keep_operations,
    operations_since,
)
from onderdak.web.account.contract import Request
from onderdak.web.inspections.round.entrance import for_a_script
from onderdak.web.inspections.syncing.answers import (
    NOT_GOOD,
    OTHER_ACCOUNT,
    TOO_LARGE,
    braked,
    told,
)

_MOST_BYTES = 2 * 1024 * 1024
_MOST_OFTEN = 1_200
_LAST_CURSOR = 2**62
_LONGEST_DIGEST = 64


@dataclass(frozen=True, slots=True)
class _Sent:
    owner: str
    known: int
    more: bool
    kit: str
    operations: list[object]


@require_POST
@for_a_script
@braked("sync", _MOST_OFTEN)
def sync(request: Request, visit: int) -> HttpResponseBase:
    """Keep what was typed, and say of each whether it is kept; give what is new.

    `POST {device, owner, known, more, kit, operations}` gives `{kept, refused, cursor,
    more, operations, state, late, kitSaid}`: the last says, in words for people, that
    the checklist of the phone is not the one of the visit.
    """
    body = request.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        return told("size", TOO_LARGE)
    sent = _read(body)
    if sent is None:
        return told("shape", NOT_GOOD)
    if sent.owner != str(request.actor.user_id):
        return told("account", OTHER_ACCOUNT)
    if len(sent.operations) > MOST_AT_ONCE:
        return told("many", TOO_LARGE)
    return JsonResponse(_synced(request, visit, sent))


def _synced(request: Request, visit: int, sent: _Sent) -> dict[str, Any]:
    done = keep_operations(
        by=request.actor,
        visit=visit,
        operations=sent.operations,
        at=timezone.now(),
        more=sent.more,
        kit=sent.kit,
    )
    since = operations_since(done.visit, sent.known, without=done.kept)
    return {
        "kept": done.kept,
        "refused": [{"id": each.id, "why": each.why} for each in done.refused],
        "operations": [each.as_dict() for each in since.operations],
        "cursor": since.cursor,
        "more": since.more,
        "state": done.visit.state,
        "late": done.late,
        "kitSaid": _other_list() if done.other_list else "",
    }


def _other_list() -> str:
    return _(
        "This phone asks by another checklist than the visit keeps. All that you typed"
        " is kept. Fetch the visits again to see what is asked now."
    )


def _read(body: bytes) -> _Sent | None:
    try:
        sent = json.loads(body)
        operations, owner, known = sent["operations"], sent["owner"], sent["known"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(operations, list):
        return None
    whole = isinstance(known, int) and 0 <= known < _LAST_CURSOR
    more = sent.get("more") is True
    kit = str(sent.get("kit") or "")[:_LONGEST_DIGEST]
    return _Sent(str(owner), int(known) if whole else 0, more, kit, operations)
