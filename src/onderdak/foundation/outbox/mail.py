"""Mail: written down in the transaction of its cause, sent by the worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from onderdak.foundation.outbox.delivering import queue_message
from onderdak.foundation.outbox.models import Attachment, Message
from onderdak.foundation.outbox.registry import installations_own
from onderdak.foundation.outbox.writer import check_transaction
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

MOST_ATTACHED_BYTES = 5 * 1024 * 1024
_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


def send_mail(
    *,
    to: str,
    subject: str,
    body: str,
    kind: str,
    about: str = "",
    queue: str = Message.Queue.NORMAL,
    municipality: str | None = None,
    provider: int | None = None,
    secret: bool = False,
    attachments: Sequence[File] = (),
) -> int:
    """Write a mail down, in the caller's own transaction; the worker sends it.

    Args:
        to: one address; each receiver gets a mail of their own.
        body: plain text, in the language of the receiver.
        kind: what sort of mail it is, such as `invitation`.
        about: the object it is about, such as `hand-in 12`; never a name.
        queue: `urgent` for what somebody waits for, `bulk` for many at once.
        municipality: whose mail it is; its administrators see where it goes and
            whether it arrived. Name a provider too only where both may see that.
        provider: as above. With neither it is mail of the installation itself.
        secret: the text opens a door (a link, a code): it is wiped once it is sent.
        attachments: at most 5 MB together.

    Returns:
        The number of the message.

    Raises:
        Invalid: this is no address, or the attachments are too large.
        RuntimeError: outside a transaction a mail could outlive a failed change.
    """
    check_transaction()
    _check(to, attachments)
    tenant = {"municipality": municipality, "provider_id": provider}
    row = Message(
        **tenant,
        email=to,
        subject=" ".join(subject.split())[:_SUBJECT],  # a header has one line
        body=body,
        kind=kind,
        about=about,
        queue=queue,
        secret=secret,
    )
    if municipality is None and provider is None:
        with installations_own():
            _write(row, attachments)
    else:
        _write(row, attachments)
    return int(row.pk)


def _write(row: Message, attachments: Sequence[File]) -> None:
    row.save(force_insert=True)
    for file in attachments:
        Attachment.objects.create(
            message=row,
            municipality=row.municipality,
            provider_id=row.provider_id,
            name=file.name,
            media_type=file.media_type,
            content=file.content,
        )
    queue_message(row)


def _check(to: str, attachments: Sequence[File]) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise Invalid(text("'%(email)s' is no e-mail address.", email=to)) from error
    if sum(len(file.content) for file in attachments) > MOST_ATTACHED_BYTES:
        raise Invalid(
            text("The files that go with this mail are too large."),
            why=text("Together they may be 5 MB."),
        )


def messages_of(
    *, municipality: str | None = None, provider: int | None = None
) -> QuerySet[Message]:
    """The mail of one tenant, newest first; callers check who may see it.

    Raises:
        ValueError: no tenant is named, or two are.
    """
    if (municipality is None) == (provider is None):
        raise ValueError("name either a municipality or a provider")
    found = (
        Message.objects.filter(municipality=municipality)
        if municipality
        else Message.objects.filter(provider_id=provider)
    )
    return found.defer("body").order_by("-id")


def messages_about(about: str) -> QuerySet[Message]:
    """The mail in scope about one object, such as `hand-in 12`, newest first."""
    return Message.objects.filter(about=about).defer("body").order_by("-id")
