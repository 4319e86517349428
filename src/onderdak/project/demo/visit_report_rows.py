"""Rows of what came of visits: findings, reports, letters, repairs, one link."""

import hmac
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from onderdak.foundation.privacy.contract import SharingRecord, wrap
from onderdak.foundation.privacy.town_seal import town_holder
from onderdak.project.demo.clock import instant
from onderdak.project.demo.plan import World
from onderdak.project.demo.standing_rows import Table
from onderdak.project.demo.visit_documents import (
    Document,
    documents,
    lead_of,
    of_visit,
    sealed_document,
    table_of,
    town_of,
)
from onderdak.project.demo.visit_plan import VISITS
from onderdak.project.demo.visit_reports import (
    REPAIR_LINK,
    ToldVisit,
    letter_pdf,
    repairs_of,
    told_visits,
    until_of,
)
from onderdak.project.demo.visit_shared import COMPANION_LINK, companion_link
from onderdak.supervision.inspections.domain.findings import Verdict
from onderdak.supervision.inspections.domain.repairs import Judged
from onderdak.supervision.inspections.models import (
    Finding,
    FindingTerm,
    FindingVerdict,
    Operation,
    PartnerLink,
    Repair,
    RepairJudgement,
    RepairLetter,
    RepairProof,
    VisitPhoto,
    VisitResult,
)
from onderdak.supervision.inspections.repair_actions import USE as REPAIR_USE
from onderdak.supervision.inspections.report_keeping import USE as REPORT_USE
from onderdak.supervision.inspections.sharing_actions import USE as VISIT_USE

_HASH_KEY: Final = bytes(range(32, 64))  # opens nothing but the demo
_HASH_KEY_ID: Final = 900_101
_SEAL_KEY_ID: Final = 900_201
_OF_TABLE: Final = 100  # how many rows one visit has at most of what is numbered here


def visit_reports(world: World, on: date) -> Iterator[Table]:
    """What was found, said, signed, told and mended, up to the day of loading."""
    made = told_visits(world, on)
    keys = {town: os.urandom(32) for town in sorted({town_of(one) for one in made})}
    yield _keys(keys, on)
    yield from _found(made)
    yield from documents(made, keys)
    yield from _mending(world, made, keys)
    yield from _shared(world, on)


def hashed(secret: str) -> bytes:
    """A secret of the demo as the installation knows it."""
    return hmac.digest(_HASH_KEY, secret.encode(), sha256)


def _keys(keys: Mapping[str, bytes], on: date) -> Table:
    hashes = [
        (_HASH_KEY_ID + n, f"installation:{use}", "hash", _HASH_KEY)
        for n, use in enumerate((REPAIR_USE, VISIT_USE))
    ]
    seals = [
        (_SEAL_KEY_ID + n, town_holder(town, REPORT_USE), "seal", key)
        for n, (town, key) in enumerate(keys.items())
    ]
    return (
        "privacy_datakey",
        "id holder use version wrapped created_at",
        (
            (id_, holder, use, 1, wrap(holder, use, 1, key), instant(on, 8))
            for id_, holder, use, key in (*hashes, *seals)
        ),
    )


def _found(made: Sequence[ToldVisit]) -> Iterator[Table]:
    """What was typed, what follows from it, and what the inspectors said of that."""
    yield table_of(VisitPhoto, [row for one in made for row in _photos(one)])
    yield table_of(Operation, [row for one in made for row in _operations(one)])
    findings = [row for one in made for row in one.findings]
    yield table_of(Finding, findings)
    yield table_of(FindingVerdict, [row for one in made for row in _verdicts(one)])
    yield table_of(FindingTerm, [row for one in made for row in _terms(one)])
    yield table_of(
        VisitResult,
        [_result(one) for one in made if one.plan.minutes],
    )


def _operations(one: ToldVisit) -> Iterator[Operation]:
    for each in one.operations:
        yield Operation(
            **of_visit(one),
            uid=UUID(each.id),
            device=UUID(each.device),
            n=each.n,
            path=each.path,
            typed=each.typed,
            replaces=[],
            by_id=each.by or 0,
            at_device=each.at,
            received_at=instant(one.on, VISITS[one.plan.visit - 1].hours[1]),
        )


def _photos(one: ToldVisit) -> Iterator[VisitPhoto]:
    for each in one.pictures:
        yield VisitPhoto(
            **of_visit(one),
            uid=each.uid,
            sha256_sent=each.sha256_sent,
            sha256_kept=sha256(each.kept.full).hexdigest(),
            drawn_anew=True,
            image=each.kept.full,
            thumbnail=each.kept.small,
            bytes=len(each.kept.full),
            scanned=False,
            by_id=lead_of(one),
            received_at=instant(one.on, VISITS[one.plan.visit - 1].hours[1]),
        )


def _verdicts(one: ToldVisit) -> Iterator[FindingVerdict]:
    for row in one.findings:
        if row.outcome == "breaches":
            yield FindingVerdict(
                **of_visit(one),
                key=row.key,
                verdict=Verdict.CONFIRMED,
                by_id=lead_of(one),
                at=one.made_at,
            )


def _terms(one: ToldVisit) -> Iterator[FindingTerm]:
    for row in one.breaches:
        mending = one.mending(row)
        yield FindingTerm(
            **of_visit(one),
            key=row.key,
            days=mending.days,
            reason=mending.reason,
            by_id=lead_of(one),
            at=one.made_at,
        )


def _result(one: ToldVisit) -> VisitResult:
    return VisitResult(
        **of_visit(one),
        result="breach" if one.breaches else "in_order",
        minutes=one.plan.minutes,
        inspectors=len(one.signers),
        by_id=lead_of(one),
        at=one.made_at,
    )


def _mending(
    world: World, made: Sequence[ToldVisit], keys: Mapping[str, bytes]
) -> Iterator[Table]:
    letters, repairs, proofs, judged = [], [], [], []
    for one in (each for each in made if each.plan.letter_after):
        provider = _provider(world, one)
        rows = repairs_of(one, provider)
        secret = "" if provider else REPAIR_LINK
        pdf = letter_pdf(one, rows, secret)
        letters.append(
            _letter(one, rows, sealed_document(one.letter, pdf, keys[town_of(one)]))
        )
        for n, row in enumerate(rows, 1):
            row.pk, row.letter_id = one.plan.visit * _OF_TABLE + n, one.plan.visit
            repairs.append(row)
            proofs += list(_proof(one, row))
            judged += list(_judgement(one, row))
    yield table_of(RepairLetter, letters)
    yield table_of(Repair, repairs)
    yield table_of(RepairProof, proofs)
    yield table_of(RepairJudgement, judged)


def _provider(world: World, one: ToldVisit) -> int | None:
    here = [
        spot.provider
        for spot in world.locations
        if spot.address == one.visit.address_id
    ]
    return here[0] if here else None


def _letter(one: ToldVisit, rows: Sequence[Repair], document: Document) -> RepairLetter:
    account = rows[0].provider_id
    return RepairLetter(
        id=one.plan.visit,
        **of_visit(one),
        provider_id=account,
        uid=one.letter,
        nth=1,
        told_on=one.told_on,
        **document.columns,
        secret_hash=None if account else hashed(REPAIR_LINK),
        expires_on=None if account else until_of(rows),
        made_by_id=lead_of(one),
        made_at=instant(one.told_on, 10),
    )


def _proof(one: ToldVisit, row: Repair) -> Iterator[RepairProof]:
    told = one.plan.mending[row.key].proof
    if told:
        yield RepairProof(
            **of_visit(one),
            provider_id=row.provider_id,
            repair_id=row.pk,
            image=b"",
            thumbnail=b"",
            words=told,
            at=instant(one.told_on + timedelta(days=9), 16),
        )


def _judgement(one: ToldVisit, row: Repair) -> Iterator[RepairJudgement]:
    if row.mended_at is not None:
        yield RepairJudgement(
            **of_visit(one),
            provider_id=row.provider_id,
            repair_id=row.pk,
            judged=Judged.MENDED,
            by_id=lead_of(one),
            at=row.mended_at,
        )


def _shared(world: World, on: date) -> Iterator[Table]:
    """What the service that goes along tonight can read by its link."""
    record, link = companion_link(world, on)
    link.secret_hash = hashed(COMPANION_LINK)
    yield table_of(SharingRecord, [record])
    yield table_of(PartnerLink, [link])
