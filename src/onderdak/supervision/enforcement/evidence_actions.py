"""The evidence of a case in one file, taken out for a reason that is written down."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils import translation
from django.utils.timezone import localtime

from onderdak.foundation.identity.contract import Actor, action, check_may, in_language
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import Text, text
from onderdak.supervision.enforcement.case_rows import case_to_see
from onderdak.supervision.enforcement.domain.choosing import check_words
from onderdak.supervision.enforcement.domain.evidence import (
    Bundle,
    Item,
    bundled,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.evidence_letters import sent_letters
from onderdak.supervision.enforcement.evidence_record import record_of
from onderdak.supervision.enforcement.models import (
    Case,
    EvidenceExport,
    Ground,
    PeopleCount,
)
from onderdak.supervision.enforcement.moving import check_room, record
from onderdak.supervision.inspections.contract.for_cases import (
    EvidenceFile,
    evidence_of_visit,
)

_LANGUAGE = "nl"
_LABELS: Mapping[str, Text] = {
    "title": text("Evidence of a case of enforcement"),
    "how": text(
        "Each file has its hash (SHA-256) as it was written down when it was made."
        " Check all of it with: onderdak enforcement verify-evidence FILE"
    ),
    "caption": text("What is in this file"),
    "only_hash": text("Only the hash is kept"),
    "number": text("Case"),
    "address": text("Address"),
    "municipality": text("Municipality"),
    "taken_out_at": text("Taken out at"),
    "reason": text("Taken out for"),
    "rules": text("Rules of the case (hash)"),
    "nth": text("No."),
    "kind": text("Kind"),
    "origin": text("Where it comes from"),
    "made_at": text("Made at"),
    "sha256": text("Hash (SHA-256)"),
    "file": text("File"),
    "report": text("report"),
    "photo": text("photo"),
    "letter": text("letter"),
    "record": text("record"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """An export with the name that it is saved under."""

    name: str
    bundle: Bundle


@action
def evidence_of(
    *,
    by: Actor,
    municipality: str,
    number: str,
    reason: str,
    at: datetime,
    requesters: bool = False,
) -> Evidence:
    """Take the evidence of a case out as one file; who did so and why is logged.

    Who asked for enforcement is not named to the other side by it, unless somebody
    says that the letters to them are needed.

    Args:
        requesters: also the letters to who asked for enforcement.

    Raises:
        NotAllowed: this person leads no cases here.
        RoomClosed: the municipality does not use this part, or set no term.
        NotFound: there is no case of this number here.
        Invalid: no reason is given, or a thing changed since its hash was made.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_room(municipality, at)
    case = case_to_see(by, municipality, number)
    said = check_words(reason)[:500]
    if not said:
        raise Invalid(text("Write down what the evidence is taken out for."))
    with translation.override(_LANGUAGE):
        made = bundled(
            _about(case, said, at),
            list(_items(by, case, said, at, requesters=requesters)),
            {"lang": _LANGUAGE} | {k: in_language(v) for k, v in _LABELS.items()},
        )
    EvidenceExport.objects.create(
        municipality_id=municipality,
        case=case,
        sha256=made.sha256,
        index_sha256=made.index_sha256,
        items=made.items,
        reason=said,
        by_id=by.user_id,
        at=at,
    )
    record(
        by,
        case,
        "evidence_of",
        items=made.items,
        sha256=made.sha256,
        requesters=requesters,
    )
    return Evidence(f"bewijs-{case.number}.zip", made)


def _about(case: Case, reason: str, at: datetime) -> dict[str, object]:
    return {
        "number": case.number,
        "address": case.address.in_full,
        "municipality": case.municipality_id,
        "taken_out_at": localtime(at).isoformat(timespec="seconds"),
        "reason": reason,
        "rules": case.ruleset_id,
    }


def _items(
    by: Actor, case: Case, reason: str, at: datetime, *, requesters: bool
) -> Iterator[Item]:
    yield from _of_visits(by, case, reason, at)
    yield from _letters(case, requesters=requesters)
    content = json.dumps(
        record_of(case), ensure_ascii=False, indent=1, sort_keys=True, default=str
    ).encode()
    yield Item(
        file="record/case.json",
        kind="record",
        title=in_language(text("Steps, choices and counts of the case")),
        origin=case.number,
        made_at=_moment(at),
        sha256=sha256(content).hexdigest(),
        content=content,
    )


def _of_visits(by: Actor, case: Case, reason: str, at: datetime) -> Iterator[Item]:
    grounds = list(Ground.objects.filter(case=case).order_by("id"))
    counted = PeopleCount.objects.filter(case=case).exclude(visit_number="")
    numbers = [row.visit_number for row in grounds]
    numbers += [row.visit_number for row in counted.order_by("id")]
    told: set[str] = set()
    for number in dict.fromkeys(numbers):
        for file in _files(by, case, number, reason, at):
            told.add(file.sha256)
            yield _item(number, file)
    for row in grounds:
        if row.report_sha256 not in told:
            told.add(row.report_sha256)
            yield _gone(row)


def _files(
    by: Actor, case: Case, number: str, reason: str, at: datetime
) -> list[EvidenceFile]:
    """What a visit has; nothing where its own term destroyed it."""
    try:
        return evidence_of_visit(
            by=by,
            municipality=case.municipality_id,
            number=number,
            address=case.address_id,
            reason=f"{case.number}: {reason}",
            at=at,
        )
    except NotFound:
        return []


def _item(number: str, file: EvidenceFile) -> Item:
    ending = "pdf" if file.kind == "report" else "jpg"
    more: dict[str, object] = {"uid": file.uid}
    if file.signed_by:
        more["signed_by"] = list(file.signed_by)
    if file.sha256_sent and file.sha256_sent != file.sha256:
        more["sha256_as_sent"] = file.sha256_sent
    return Item(
        file=f"{file.kind}s/{number}-{file.nth:03}.{ending}",
        kind=file.kind,
        title=f"{file.kind} {file.nth} {file.title}".strip(),
        origin=f"visit {number}",
        made_at=_moment(file.made_at),
        sha256=file.sha256,
        content=file.content,
        more=more,
    )


def _gone(row: Ground) -> Item:
    """A report that is not kept any more: its hash stands in the ground of the case."""
    return Item(
        file="",
        kind="report",
        title=f"report {row.report_uid}",
        origin=f"visit {row.visit_number}",
        made_at=row.found_on.isoformat(),
        sha256=row.report_sha256,
    )


def _letters(case: Case, *, requesters: bool) -> Iterator[Item]:
    sent = sent_letters(case, requesters=requesters)
    for nth, one in enumerate(sent, start=1):
        row = one.letter
        more: dict[str, Any] = {"how": one.how, "step": row.step}
        if one.again:
            more["sent_again"] = one.again
        if row.delivered_on:
            more["delivered_on"] = row.delivered_on.isoformat()
        if row.returned_on:
            more["returned_on"] = row.returned_on.isoformat()
        yield Item(
            file=f"letters/{nth:03}-{row.kind}.pdf",
            kind="letter",
            title=row.kind,
            origin=f"{case.number}, measure {row.measure.nth}",
            made_at=one.sent_on.isoformat() if one.sent_on else "",
            sha256=one.sha256,
            content=one.pdf,
            more=more,
        )


def _moment(at: datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")
