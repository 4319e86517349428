"""Telling an owner what to mend, taking in the proof, and judging it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db.models import Max
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import (
    SealedWords,
    presented_hash,
    require_room,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import (
    HAND_IN_PROOF,
    REPORT_VISITS,
    SEE_VISITS,
)
from onderdak.supervision.inspections.domain.repairs import (
    Judged,
    check_judgement,
)
from onderdak.supervision.inspections.findings_computing import is_locked
from onderdak.supervision.inspections.findings_queries import FindingOn, findings_in
from onderdak.supervision.inspections.models import (
    Repair,
    RepairJudgement,
    RepairLetter,
    RepairProof,
    Visit,
)
from onderdak.supervision.inspections.moving import ROOM, locked, record
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.repair_keeping import keep_proof, provider_at
from onderdak.supervision.inspections.repair_letter import Answering, repair_letter
from onderdak.supervision.inspections.repair_rows import repair_row
from onderdak.supervision.inspections.report_keeping import opened_pdf, sealed_pdf
from onderdak.supervision.inspections.telling import LETTER_SENT

USE: Final = "inspections-repair"
MOST_LINES: Final = 6
_AFTER_TERM: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SentLetter:
    """The letter that was made; the secret of its link is in it and nowhere else."""

    letter: RepairLetter
    repairs: tuple[Repair, ...]
    pdf: bytes
    link: str


@action
def send_repair_letter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    recipient: Sequence[str],
    with_link: bool,
    at: datetime,
) -> SentLetter:
    """Tell an owner or provider what was found, with the last day to mend each.

    The terms count from the day of this letter.

    Args:
        recipient: the lines of the address, as they stand on the letter.
        with_link: whether somebody without an account can hand in proof by a link.

    Raises:
        NotAllowed: this person makes no reports here.
        Conflict: the report is not signed, there is nothing to mend, a confirmed breach
            has no term, or this was told before.
        Invalid: nobody is named as recipient.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    lines = _lines(recipient)
    breaches = _to_mend(visit)
    provider = provider_at(visit)
    uid, secret = uuid4(), secrets.token_urlsafe(32) if with_link else ""
    repairs = [repair_row(visit, one, provider, on) for one in breaches]
    until = max(one.last_day for one in repairs) + _AFTER_TERM
    answering = Answering(
        link=f"{settings.BASE_URL}/repair/{secret}/" if secret else "",
        until=until if secret else None,
        account=provider is not None,
    )
    pdf = repair_letter(visit, repairs, lines, answering, on)
    sealed = sealed_pdf(municipality, uid, pdf)
    most = RepairLetter.objects.filter(visit=visit).aggregate(most=Max("nth"))["most"]
    letter = RepairLetter.objects.create(
        municipality_id=municipality,
        visit=visit,
        provider=provider,
        uid=uid,
        nth=(most or 0) + 1,
        told_on=on,
        pdf_sealed=sealed.sealed,
        pdf_row_key=sealed.row_key,
        key_version=sealed.key_version,
        sha256=sha256(pdf).hexdigest(),
        secret_hash=presented_hash(USE, secret) if secret else None,
        expires_on=until if secret else None,
        made_by_id=by.user_id,
        made_at=at,
    )
    for one in repairs:
        one.letter = letter
    Repair.objects.bulk_create(repairs)
    if provider is not None:
        announce(
            LETTER_SENT,
            {"municipality": municipality, "provider": provider.pk, "visit": visit.pk},
        )
    record(by, visit, "send_repair_letter", letter=letter.pk, repairs=len(repairs))
    return SentLetter(letter, tuple(repairs), pdf, answering.link)


@action
def read_repair_letter(*, by: Actor, municipality: str, number: str, nth: int) -> bytes:
    """A letter opened from its seal; who read it is logged.

    Raises:
        NotAllowed: this person sees no visits here.
        NotFound: there is no such letter.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    found = RepairLetter.objects.filter(visit=visit, nth=nth).first()
    if found is None:
        raise NotFound(text("There is no such letter."))
    record(by, visit, "read_repair_letter", letter=found.pk)
    sealed = SealedWords(
        bytes(found.pdf_sealed), bytes(found.pdf_row_key), found.key_version
    )
    return opened_pdf(municipality, found.uid, sealed)


@action
def revoke_repair_link(
    *, by: Actor, municipality: str, number: str, at: datetime
) -> None:
    """Take back the links with which proof is handed in for a visit.

    Raises:
        NotAllowed: this person makes no reports here.
        NotFound: there is no link that works.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    ended = RepairLetter.objects.filter(
        visit=visit, secret_hash__isnull=False, revoked_at__isnull=True
    ).update(revoked_at=at)
    if not ended:
        raise NotFound(text("There is no link of this visit that works."))
    record(by, visit, "revoke_repair_link", links=ended)


@action
def hand_in_proof(
    *,
    by: Actor,
    repair: int,
    picture: DrawnPicture | None,
    words: str,
    at: datetime,
) -> RepairProof:
    """Show, as the provider of the house, that something was mended.

    Raises:
        NotAllowed: it is not of this provider.
        NotFound: there is no such repair here.
        Invalid: neither a photo nor words are given.
        Conflict: it is mended already, or there are many photos of it.
    """
    found = Repair.objects.filter(pk=repair).first()
    if found is None:
        raise NotFound(text("There is no such repair here."))
    check_may(by, HAND_IN_PROOF, provider=found.provider_id)
    require_room(found.municipality_id, ROOM, localdate(at))
    made = keep_proof(found, picture, words, by=by.user_id, at=at)
    record_event(
        by=by,
        action="inspections.hand_in_proof",
        object=f"repair {found.pk}",
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    return made


@action
def judge_repair(
    *,
    by: Actor,
    municipality: str,
    repair: int,
    judged: Judged,
    why: str,
    at: datetime,
) -> RepairJudgement:
    """Say whether something is mended, by the proof or by what was seen.

    Raises:
        NotAllowed: this person makes no reports here.
        NotFound: there is no such repair here.
        Conflict: it was found to be mended already.
        Invalid: it is not mended, and nothing is said of what is missing.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    found = (
        Repair.objects.select_for_update(of=("self",))
        .filter(pk=repair, municipality_id=municipality)
        .select_related("visit")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such repair here."))
    if found.mended_at is not None:
        raise Conflict(text("This was found to be mended already."))
    made = RepairJudgement.objects.create(
        municipality_id=municipality,
        visit_id=found.visit_id,
        provider_id=found.provider_id,
        repair=found,
        judged=judged,
        why=check_judgement(judged, why),
        by_id=by.user_id,
        at=at,
    )
    if judged is Judged.MENDED:
        found.mended_at = at
        found.save(update_fields=["mended_at"])
    record(by, found.visit, "judge_repair", repair=found.pk, judged=judged.value)
    return made


def _lines(recipient: Sequence[str]) -> list[str]:
    lines = [one.replace("\x00", "").strip()[:120] for one in recipient]
    kept = [one for one in lines if one][:MOST_LINES]
    if not kept:
        raise Invalid(text("Say to whom this letter goes."))
    return kept


def _to_mend(visit: Visit) -> list[FindingOn]:
    """The confirmed breaches with a term, of which nobody was told yet."""
    if not is_locked(visit):
        raise Conflict(
            text("The report of this visit is not signed yet."),
            next_step=text("Sign it first: the letter rests on it."),
        )
    found = findings_in(visit, recorded(visit))
    if found.termless:
        raise Conflict(
            text("%(count)s breaches have no term yet.", count=len(found.termless)),
            next_step=text("Give each a term, with a reason where it asks for one."),
        )
    told = set(Repair.objects.filter(visit=visit).values_list("key", flat=True))
    breaches = [one for one in found.breaches if one.term and one.row.key not in told]
    if not breaches:
        raise Conflict(text("There is nothing to mend that was not told before."))
    return breaches
