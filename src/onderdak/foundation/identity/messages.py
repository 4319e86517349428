"""The mail of one's own organisation: did it arrive, and trying it again."""

from django.db.models import QuerySet

from onderdak.foundation.identity.actions import action, record_event
from onderdak.foundation.identity.domain.permissions import (
    Actor,
    Permission,
    Role,
    check_may,
)
from onderdak.foundation.outbox.contract import Message, messages_of, try_again
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text

_MANAGERS = frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})
SEE_MESSAGES = Permission("identity.see_messages", _MANAGERS)
RETRY_MESSAGE = Permission("identity.retry_message", _MANAGERS)

# Mail to people outside whose address is sealed: who manages does not read it here.
_TO_SEALED_ADDRESSES = frozenset({"news"})


def own_messages(
    *, by: Actor, municipality: str | None = None, provider: int | None = None
) -> QuerySet[Message]:
    """The mail of a municipality or a provider, newest first, without its text.

    Mail to a reporter is not among it: the address stands sealed with the report, and
    beside the moment it would tell whose report it is.

    Raises:
        NotAllowed: the person does not manage this organisation.
    """
    check_may(by, SEE_MESSAGES, municipality=municipality, provider=provider)
    return messages_of(municipality=municipality, provider=provider).exclude(
        kind__in=_TO_SEALED_ADDRESSES
    )


@action
def retry_message(
    *,
    by: Actor,
    message: int,
    municipality: str | None = None,
    provider: int | None = None,
) -> None:
    """Try a mail again that could not be delivered.

    Raises:
        NotAllowed: the person does not manage this organisation.
        NotFound: the organisation has no such mail.
        Conflict: the mail is not stuck, or its text is wiped.
    """
    check_may(by, RETRY_MESSAGE, municipality=municipality, provider=provider)
    row = messages_of(municipality=municipality, provider=provider).filter(pk=message)
    found = row.first()
    if found is None:
        raise NotFound(text("There is no message %(number)s.", number=message))
    if not try_again(found):
        raise Conflict(
            text("This message cannot be sent again."),
            why=text("It is on its way or was sent, or its text was wiped."),
        )
    record_event(
        by=by,
        action="identity.retry_message",
        object=f"message {message}",
        municipality=municipality,
        provider=provider,
    )


@action
def retry_messages(
    *, by: Actor, municipality: str | None = None, provider: int | None = None
) -> int:
    """Try all mail again that could not be delivered; returns how many."""
    check_may(by, RETRY_MESSAGE, municipality=municipality, provider=provider)
    stuck = messages_of(municipality=municipality, provider=provider).filter(
        state="stuck", wiped_at__isnull=True
    )
    done = sum(try_again(each) for each in stuck)
    record_event(
        by=by,
        action="identity.retry_message",
        object="messages",
        municipality=municipality,
        provider=provider,
        detail={"messages": done},
    )
    return done
