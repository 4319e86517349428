"""Asked twice, done once: what a system was told is remembered for a day.

A system that hears no answer asks again with the same key. It must then be told what it
would have been told, and nothing may be done a second time.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from onderdak.foundation.identity.models import RememberedAnswer
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text

KEPT_FOR = timedelta(hours=24)

# Whoever comes second waits here until the first is done: the row is its lock. What
# has run out is asked anew.
_CLAIM = """
    INSERT INTO identity_rememberedanswer AS kept
        (provider_id, key, request_hash, status, answer, asked_at)
    VALUES (%(provider)s, %(key)s, %(hash)s, 0, '', now())
    ON CONFLICT (provider_id, key) DO UPDATE
        SET request_hash = EXCLUDED.request_hash, status = 0, answer = '',
            asked_at = now()
        WHERE kept.asked_at < now() - %(kept_for)s
    RETURNING id
"""


def remembered(
    *, provider: int, key: UUID, request_hash: str
) -> tuple[int, str] | None:
    """The status and text that this request was answered with, if it was.

    Without one the key is claimed until the transaction ends.

    Raises:
        Conflict: the key was used for another request.
    """
    known: dict[str, Any] = {
        "provider": provider,
        "key": key,
        "hash": request_hash,
        "kept_for": KEPT_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, known)
        if cursor.fetchone():
            return None
    row = RememberedAnswer.objects.get(provider_id=provider, key=key)
    if row.request_hash != request_hash:
        raise Conflict(
            text("This Idempotency-Key was used for another request."),
            next_step=text("Make a new key for every new request."),
        )
    return row.status, row.answer


def remember_answer(*, provider: int, key: UUID, status: int, answer: str) -> None:
    """Keep what was answered, in the transaction of what was done."""
    RememberedAnswer.objects.filter(provider_id=provider, key=key).update(
        status=status, answer=answer
    )


def forget_answers(*, provider: int) -> int:
    """Remove a provider's answers that are older than a day; returns how many."""
    old = timezone.now() - KEPT_FOR
    return RememberedAnswer.objects.filter(
        provider_id=provider, asked_at__lt=old
    ).delete()[0]
