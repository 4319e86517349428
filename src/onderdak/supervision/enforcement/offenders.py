"""Keeps who can end a breach: sealed, known again without opening, opened apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import uuid4

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    presented_hash,
    seal_for_town,
)
from onderdak.supervision.enforcement.domain.offenders import NewOffender
from onderdak.supervision.enforcement.models import Offender

USE: Final = "enforcement-offender"


def keep_offender(
    municipality: str, offender: NewOffender, *, by: Actor, at: datetime
) -> Offender:
    """The row of who can end a breach: the one of before, or a new one.

    A company that is known already gets its new name and address; cases that are
    closed do not change by that, for their letters keep what went out.
    """
    known_by = presented_hash(USE, f"{municipality} {offender.known_by()}").hex()
    found = (
        Offender.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, known_by=known_by, part=offender.part)
        .first()
    )
    if found is not None:
        return _renewed(found, offender)
    uid = uuid4()
    sealed = _sealed(municipality, str(uid), offender)
    return Offender.objects.create(
        municipality_id=municipality,
        uid=uid,
        kind=offender.kind,
        part=offender.part,
        name="" if offender.is_person else offender.name,
        kvk=offender.kvk,
        organisation_id=offender.organisation,
        sealed=sealed.sealed,
        row_key=sealed.row_key,
        key_version=sealed.key_version,
        known_by=known_by,
        language=offender.language,
        named_by_id=by.user_id,
        named_at=at,
    )


def _sealed(municipality: str, uid: str, offender: NewOffender) -> SealedWords:
    words = {"name": offender.name, "address": offender.address}
    return seal_for_town(municipality, USE, f"offender {uid}", words)


def _renewed(found: Offender, offender: NewOffender) -> Offender:
    sealed = _sealed(found.municipality_id, str(found.uid), offender)
    found.name = "" if offender.is_person else offender.name
    found.sealed, found.row_key = sealed.sealed, sealed.row_key
    found.key_version, found.language = sealed.key_version, offender.language
    found.save(update_fields=["name", "sealed", "row_key", "key_version", "language"])
    return found


def opened(offender: Offender) -> Mapping[str, str]:
    """The name and the postal address; callers check who may, and log it."""
    sealed = SealedWords(
        bytes(offender.sealed), bytes(offender.row_key), offender.key_version
    )
    row = f"offender {offender.uid}"
    return open_for_town(offender.municipality_id, USE, row, sealed)
