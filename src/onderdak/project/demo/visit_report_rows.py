"""Rows of what came of visits: findings, reports, letters, repairs, one link."""

import hmac
import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.privacy.contract import SealedWords, SharingRecord, wrap
from onderdak.foundation.privacy.town_seal import sealed_with, town_holder
from onderdak.project.demo.clock import instant
from onderdak.project.demo.plan import World
from onderdak.project.demo.standing_rows import Table
from onderdak.project.demo.visit_plan import LEAD, VISITS, user
from onderdak.project.demo.visit_reports import (
    REPAIR_LINK,
    ToldVisit,
    letter_pdf,
    repairs_of,
    report_pdf,
    told_visits,
    until_of,
)
from onderdak.project.demo.visit_shared import COMPANION_LINK, companion_link
from onderdak.supervision.inspections.domain.findings import Verdict
from onderdak.supervision.inspections.domain.repairs import Judged
from onderdak.supervision.inspections.domain.reports import Kind, Oath
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
    Signature,
    VisitReport,
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
    keys = {town: os.urandom(32) for town in sorted({_town(one) for one in made})}
    yield _keys(keys, on)
    yield from _found(made)
    yield from _documents(made, keys)
    yield from _mending(world, made, keys)
    yield from _shared(world, on)


def hashed(secret: str) -> bytes:
    """A secret of the demo as the installation knows it."""
    return hmac.digest(_HASH_KEY, secret.encode(), sha256)


def _town(one: ToldVisit) -> str:
    return str(one.visit.municipality_id)


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


def _table(model: type[models.Model], rows: Sequence[models.Model]) -> Table:
    """Rows of a table, numbered from one where they have no number yet."""
    fields = model._meta.concrete_fields
    return (
        model._meta.db_table,
        " ".join(str(field.column) for field in fields),
        (
            tuple(
                _value(row, field) if field.name != "id" else row.pk or number
                for field in fields
            )
            for number, row in enumerate(rows, 1)
        ),
    )


def _value(row: models.Model, field: models.Field) -> object:  # type: ignore[type-arg]  # any
    found = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        return None if found is None else json.dumps(found)
    if isinstance(field, ArrayField):
        return list(found)
    return found.value if hasattr(found, "value") else found


def _found(made: Sequence[ToldVisit]) -> Iterator[Table]:
    """What was typed, what follows from it, and what the inspectors said of that."""
    yield _table(Operation, [row for one in made for row in _operations(one)])
    findings = [row for one in made for row in one.findings]
    yield _table(Finding, findings)
    yield _table(FindingVerdict, [row for one in made for row in _verdicts(one)])
    yield _table(FindingTerm, [row for one in made for row in _terms(one)])
    yield _table(
        VisitResult,
        [_result(one) for one in made if one.plan.minutes],
    )


def _operations(one: ToldVisit) -> Iterator[Operation]:
    for each in one.operations:
        yield Operation(
            **_of(one),
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


def _of(one: ToldVisit) -> dict[str, object]:
    return {"municipality_id": _town(one), "visit_id": one.plan.visit}


def _lead(one: ToldVisit) -> int:
    return user(LEAD[_town(one)])


def _verdicts(one: ToldVisit) -> Iterator[FindingVerdict]:
    for row in one.findings:
        if row.outcome == "breaches":
            yield FindingVerdict(
                **_of(one),
                key=row.key,
                verdict=Verdict.CONFIRMED,
                by_id=_lead(one),
                at=one.made_at,
            )


def _terms(one: ToldVisit) -> Iterator[FindingTerm]:
    for row in one.breaches:
        mending = one.mending(row)
        yield FindingTerm(
            **_of(one),
            key=row.key,
            days=mending.days,
            reason=mending.reason,
            by_id=_lead(one),
            at=one.made_at,
        )


def _result(one: ToldVisit) -> VisitResult:
    return VisitResult(
        **_of(one),
        result="breach" if one.breaches else "in_order",
        minutes=one.plan.minutes,
        inspectors=len(one.signers),
        by_id=_lead(one),
        at=one.made_at,
    )


@dataclass(frozen=True, slots=True)
class _Document:
    """A document, and how it is kept."""

    pdf: bytes
    sealed: SealedWords

    @property
    def columns(self) -> dict[str, object]:
        return {
            "pdf_sealed": self.sealed.sealed,
            "pdf_row_key": self.sealed.row_key,
            "key_version": self.sealed.key_version,
            "sha256": sha256(self.pdf).hexdigest(),
        }


def _sealed(uid: UUID, pdf: bytes, key: bytes) -> _Document:
    words = {"pdf": b64encode(pdf).decode()}
    return _Document(pdf, sealed_with(key, 1, f"document {uid}", words))


def _documents(made: Sequence[ToldVisit], keys: Mapping[str, bytes]) -> Iterator[Table]:
    reports, signatures = [], []
    for one in made:
        report = _report(one, _sealed(one.report, report_pdf(one), keys[_town(one)]))
        reports.append(report)
        signatures += list(_signatures(one, report))
    yield _table(VisitReport, reports)
    yield _table(Signature, signatures)


def _report(one: ToldVisit, document: _Document) -> VisitReport:
    whole = one.plan.signed >= len(one.signers)
    return VisitReport(
        id=one.plan.visit,
        **_of(one),
        uid=one.report,
        kind=Kind.FINDINGS,
        nth=1,
        signers=[
            {"user": each.user, "name": each.name, "function": each.function}
            for each in one.signers
        ],
        **document.columns,
        bytes=len(document.pdf),
        made_by_id=_lead(one),
        made_at=one.made_at,
        locked_at=one.made_at + timedelta(hours=2) if whole else None,
    )


def _signatures(one: ToldVisit, report: VisitReport) -> Iterator[Signature]:
    for nth, each in enumerate(one.signers[: one.plan.signed], 1):
        yield Signature(
            municipality_id=_town(one),
            report_id=report.pk,
            user_id=each.user or 0,
            name=each.name,
            function=each.function,
            oath=Oath.NONE,
            sha256=report.sha256,
            at=one.made_at + timedelta(hours=nth),
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
        letters.append(_letter(one, rows, _sealed(one.letter, pdf, keys[_town(one)])))
        for n, row in enumerate(rows, 1):
            row.pk, row.letter_id = one.plan.visit * _OF_TABLE + n, one.plan.visit
            repairs.append(row)
            proofs += list(_proof(one, row))
            judged += list(_judgement(one, row))
    yield _table(RepairLetter, letters)
    yield _table(Repair, repairs)
    yield _table(RepairProof, proofs)
    yield _table(RepairJudgement, judged)


def _provider(world: World, one: ToldVisit) -> int | None:
    here = [
        spot.provider
        for spot in world.locations
        if spot.address == one.visit.address_id
    ]
    return here[0] if here else None


def _letter(
    one: ToldVisit, rows: Sequence[Repair], document: _Document
) -> RepairLetter:
    account = rows[0].provider_id
    return RepairLetter(
        id=one.plan.visit,
        **_of(one),
        provider_id=account,
        uid=one.letter,
        nth=1,
        told_on=one.told_on,
        **document.columns,
        secret_hash=None if account else hashed(REPAIR_LINK),
        expires_on=None if account else until_of(rows),
        made_by_id=_lead(one),
        made_at=instant(one.told_on, 10),
    )


def _proof(one: ToldVisit, row: Repair) -> Iterator[RepairProof]:
    told = one.plan.mending[row.key].proof
    if told:
        yield RepairProof(
            **_of(one),
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
            **_of(one),
            provider_id=row.provider_id,
            repair_id=row.pk,
            judged=Judged.MENDED,
            by_id=_lead(one),
            at=row.mended_at,
        )


def _shared(world: World, on: date) -> Iterator[Table]:
    """What the service that goes along tonight can read by its link."""
    record, link = companion_link(world, on)
    link.secret_hash = hashed(COMPANION_LINK)
    yield _table(SharingRecord, [record])
    yield _table(PartnerLink, [link])
