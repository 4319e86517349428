"""What was handed over at a door, as clerks take it up, give it back and finish it."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import now

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import TAKE_UP_DOCUMENTS
from onderdak.supervision.inspections.models import RegistryDocument
from onderdak.supervision.inspections.registry_clearing import KEPT, wipe_old
from onderdak.supervision.inspections.registry_keys import opened

HELD: Final = timedelta(days=2)


def documents_waiting(*, by: Actor, municipality: str) -> list[RegistryDocument]:
    """What waits in the box, the oldest first; without what is in it.

    Raises:
        NotAllowed: this person takes no documents up here.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    rows = RegistryDocument.objects.filter(
        municipality_id=municipality,
        done_at__isnull=True,
        received_at__gt=now() - KEPT,
    )
    return list(rows.defer("content").select_related("visit").order_by("id"))


@action
def take_up_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> RegistryDocument:
    """Take a document up: from now on nobody else opens it.

    Raises:
        NotAllowed: this person takes no documents up here.
        NotFound: it is not there, or gone.
        Conflict: a colleague has it.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    wipe_old(municipality, at)
    found = _locked(municipality, document, at)
    if found.taken_by_id not in (None, by.user_id):
        raise Conflict(text("A colleague has taken this up."))
    if found.taken_by_id is None:
        found.taken_by_id, found.taken_at = by.user_id, at
        found.save(update_fields=["taken_by_id", "taken_at"])
        _record(by, "take_up_document", found)
    return found


@action
def read_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> bytes:
    """Open a document that this person took up; that it was opened is logged.

    Raises:
        NotAllowed: this person did not take it up.
        NotFound: it is not there, or gone.
        Conflict: it was not sealed for this registry.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    found = _mine(by, municipality, document, at)
    content = opened(found)
    _record(by, "read_document", found)
    return content


@action
def finish_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> None:
    """Say that the registry has it: what was in it goes from here.

    Raises:
        NotAllowed: this person did not take it up.
        NotFound: it is not there, or gone.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    found = _mine(by, municipality, document, at)
    found.content, found.done_at = b"", at
    found.save(update_fields=["content", "done_at"])
    _record(by, "finish_document", found)


@action
def give_back_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> None:
    """Let a document wait again, for whichever colleague takes it up.

    Of a colleague who had it for two days anybody gives it back: who is ill holds
    nothing up.

    Raises:
        NotAllowed: this person takes no documents up here.
        NotFound: it is not there, or gone.
        Conflict: nobody has it, or a colleague took it up just now.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    found = _locked(municipality, document, at)
    if found.taken_at is None:
        raise Conflict(text("Nobody has taken this up."))
    if found.taken_by_id != by.user_id and not is_held_long(found, at):
        raise Conflict(
            text("A colleague has taken this up."),
            next_step=text("Ask who has it, or wait until the second day after."),
        )
    found.taken_by_id = found.taken_at = None
    found.save(update_fields=["taken_by_id", "taken_at"])
    _record(by, "give_back_document", found)


def is_held_long(document: RegistryDocument, at: datetime) -> bool:
    """Whether somebody has it so long that a colleague may let it wait again."""
    return document.taken_at is not None and document.taken_at + HELD <= at


def _mine(
    by: Actor, municipality: str, document: int, at: datetime
) -> RegistryDocument:
    found = _locked(municipality, document, at)
    if found.taken_by_id != by.user_id:
        raise NotAllowed(text("Only who took a document up opens it."))
    return found


def _locked(municipality: str, document: int, at: datetime) -> RegistryDocument:
    found = (
        RegistryDocument.objects.select_for_update(of=("self",))
        .filter(
            municipality_id=municipality,
            pk=document,
            done_at__isnull=True,
            received_at__gt=at - KEPT,
        )
        .select_related("box", "visit")
        .first()
    )
    if found is None:
        raise NotFound(text("This document is not here any more."))
    return found


def _record(by: Actor, what: str, document: RegistryDocument) -> None:
    record_event(
        by=by,
        action=f"inspections.{what}",
        object=f"document {document.uid}",
        municipality=document.municipality_id,
    )
