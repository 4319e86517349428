"""What guests say is not right: the provider answers, the privacy officer looks on."""

from django.db.models import QuerySet
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import ANSWER_MENDING, SEE_MENDING
from onderdak.register.nights.models import MendingRequest

_LONGEST = 1000


def mending_requests(
    *, by: Actor, provider: int | None = None, municipality: str | None = None
) -> QuerySet[MendingRequest]:
    """What was asked of a provider, or in a municipality; newest first.

    Raises:
        NotAllowed: this person sees neither.
    """
    check_may(by, SEE_MENDING, provider=provider, municipality=municipality)
    found = MendingRequest.objects.select_related("provider")
    if provider is not None:
        return found.filter(provider_id=provider).order_by("-id")
    return found.filter(municipality_id=municipality).order_by("-id")


@action
def answer_mending(*, by: Actor, request: int, answer: str) -> None:
    """Answer a guest, who reads it with the same code (art. 12(3) AVG: in a month).

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: this person does not answer for this provider.
        Invalid: there is no answer, or too long a one.
        Conflict: it was answered already.
    """
    found = MendingRequest.objects.filter(pk=request).first()
    if found is None:
        raise NotFound(text("There is no such message here."))
    check_may(by, ANSWER_MENDING, provider=found.provider_id)
    said = answer.strip()
    if not said or len(said) > _LONGEST:
        raise Invalid(
            text("Write an answer of at most %(most)s characters.", most=_LONGEST)
        )
    written = MendingRequest.objects.filter(pk=request, answered_at__isnull=True)
    if not written.update(
        answer=said, answered_at=timezone.now(), answered_by_id=by.user_id
    ):
        raise Conflict(text("This message has been answered already."))
    record_event(
        by=by,
        action="nights.answer_mending",
        object=f"mending request {request}",
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
