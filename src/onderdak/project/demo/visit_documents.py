"""Rows of the documents of visits, sealed and signed, and how rows are written."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation

from onderdak.foundation.privacy.contract import SealedWords
from onderdak.foundation.privacy.town_seal import sealed_with
from onderdak.project.demo.clock import instant
from onderdak.project.demo.standing_rows import Table
from onderdak.project.demo.visit_entries import entry_report_pdf
from onderdak.project.demo.visit_plan import LEAD, user
from onderdak.project.demo.visit_reports import ToldVisit, report_pdf
from onderdak.supervision.inspections.domain.report_data import Person
from onderdak.supervision.inspections.domain.reports import HandedHow, Kind, Oath
from onderdak.supervision.inspections.models import CopyStep, Signature, VisitReport
from onderdak.supervision.inspections.report_addendum import drawn_addendum

_LATER_DOCUMENTS: Final = 1_000


def table_of(model: type[models.Model], rows: Sequence[models.Model]) -> Table:
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


def town_of(one: ToldVisit) -> str:
    """Of which municipality it is."""
    return str(one.visit.municipality_id)


def of_visit(one: ToldVisit) -> dict[str, object]:
    """To which visit a row belongs."""
    return {"municipality_id": town_of(one), "visit_id": one.plan.visit}


def lead_of(one: ToldVisit) -> int:
    """Who led it."""
    return user(LEAD[town_of(one)])


@dataclass(frozen=True, slots=True)
class Document:
    """A document, and how it is kept."""

    pdf: bytes
    sealed: SealedWords

    @property
    def columns(self) -> dict[str, object]:
        """As they stand in each table of documents."""
        return {
            "pdf_sealed": self.sealed.sealed,
            "pdf_row_key": self.sealed.row_key,
            "key_version": self.sealed.key_version,
            "sha256": sha256(self.pdf).hexdigest(),
        }


def sealed_document(uid: UUID, pdf: bytes, key: bytes) -> Document:
    """A document sealed with the key of its municipality."""
    words = {"pdf": b64encode(pdf).decode()}
    return Document(pdf, sealed_with(key, 1, f"document {uid}", words))


def documents(made: Sequence[ToldVisit], keys: Mapping[str, bytes]) -> Iterator[Table]:
    """Each report with its signatures, what came besides it, and the copies."""
    reports, signatures, copies = [], [], []
    for one in made:
        report = _report(
            one, sealed_document(one.report, report_pdf(one), keys[town_of(one)])
        )
        besides = list(_besides(one, report, keys[town_of(one)]))
        reports += [report, *besides]
        for each in (report, *besides):
            signatures += list(_signatures(one, each))
        copies += [_copy(one, each) for each in besides if each.kind == Kind.ENTRY]
    yield table_of(VisitReport, reports)
    yield table_of(Signature, signatures)
    yield table_of(CopyStep, copies)


def _besides(one: ToldVisit, first: VisitReport, key: bytes) -> Iterator[VisitReport]:
    """The report of an entry under a warrant, and what was added to a report."""
    made_on = one.made_at.date()
    if one.dwelling is not None:
        uid, signers = uuid5(one.report, "entry"), one.signers[:1]
        pdf = entry_report_pdf(one.visit, one.dwelling, signers, made_on)
        yield _report(
            one,
            sealed_document(uid, pdf, key),
            uid=uid,
            kind=Kind.ENTRY,
            signers=_stand_in(signers),
            nth=2,
            warrant_id=one.dwelling.warrant_id,
            dwelling_id=one.dwelling.pk,
        )
    if one.plan.addendum:
        uid = uuid5(one.report, "addendum")
        with translation.override("nl"):
            pdf = drawn_addendum(
                one.visit, first, one.plan.addendum, (), one.signers, made_on
            )
        yield _report(
            one,
            sealed_document(uid, pdf, key),
            uid=uid,
            kind=Kind.ADDENDUM,
            nth=3,
            amends_id=first.pk,
        )


def _copy(one: ToldVisit, report: VisitReport) -> CopyStep:
    """The copy of an entry, brought a day before it was due."""
    day = (one.dwelling and one.dwelling.copy_due_on) or one.on
    return CopyStep(
        municipality_id=town_of(one),
        report_id=report.pk,
        how=HandedHow.LETTERBOX,
        on_day=day - timedelta(days=1),
        by_id=lead_of(one),
        at=instant(day, 9),
    )


def _stand_in(signers: Sequence[Person]) -> list[dict[str, object]]:
    return [
        {"user": each.user, "name": each.name, "function": each.function}
        for each in signers
    ]


def _report(one: ToldVisit, document: Document, **other: object) -> VisitReport:
    whole = one.plan.signed >= len(one.signers)
    first = {
        "uid": one.report,
        "kind": Kind.FINDINGS,
        "nth": 1,
        "signers": _stand_in(one.signers),
    }
    told = {**first, **other}
    return VisitReport(
        id=one.plan.visit + (int(str(told["nth"])) - 1) * _LATER_DOCUMENTS,
        **of_visit(one),
        **told,
        **document.columns,
        bytes=len(document.pdf),
        made_by_id=lead_of(one),
        made_at=one.made_at,
        locked_at=one.made_at + timedelta(hours=2) if whole else None,
    )


def _signatures(one: ToldVisit, report: VisitReport) -> Iterator[Signature]:
    entry = report.kind == Kind.ENTRY
    for nth, each in enumerate(one.signers[: 1 if entry else one.plan.signed], 1):
        yield Signature(
            municipality_id=town_of(one),
            report_id=report.pk,
            user_id=each.user or 0,
            name=each.name,
            function=each.function,
            oath=Oath.OATH if entry else Oath.NONE,
            sha256=report.sha256,
            at=one.made_at + timedelta(hours=nth),
        )
