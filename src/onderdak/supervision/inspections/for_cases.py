"""What a case of enforcement needs of a visit: a number of people, and the evidence.

The number is all that is said of who sleeps there. Of the evidence whoever leads the
case sees the signed documents and the photos; statements that are sealed stay so,
unless a signed report quotes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.engines.merge import Json
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    fact_catalogue,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.facts import facts_in
from onderdak.supervision.inspections.domain.permissions import USE_FINDINGS
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import Visit, VisitPhoto, VisitReport
from onderdak.supervision.inspections.moving import record
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.report_keeping import pdf_of

_PEOPLE = frozenset({"people", "people_without_room"})
_LEAST_REASON = 3
# Where people disagree on one of these, nobody knows how many there are.
_DECIDES = _PEOPLE | {"gone", "same_as", "unit"}


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    """The facts of a visit that say how many people there are, and no other.

    Attributes:
        raw: `people` of the place, of its units and of their rooms, as far as settled.
        unsettled: how many of these facts people disagree on, or nobody could read.
        children: whether a child was written down; what was written stays sealed.
    """

    number: str
    address: int
    day: date
    raw: dict[str, Json]
    unsettled: int
    children: bool


@action
def people_facts(
    *, by: Actor, municipality: str, number: str, address: int, reason: str
) -> PeopleFacts:
    """How many people a visit found, for a case; that they were read is logged.

    Args:
        address: where the case runs; a visit elsewhere tells it nothing.
        reason: what it is read for, such as the number of the case.

    Raises:
        NotAllowed: this person leads no cases here.
        NotFound: there is no visit of this number here.
        Invalid: the visit was elsewhere, or no reason is given.
    """
    check_may(by, USE_FINDINGS, municipality=municipality)
    visit = _visit_to(municipality, number, address)
    said = _checked(reason)
    state = recorded(visit).state
    record(by, visit, "people_facts", reason=said)
    facts = facts_in(state, fact_catalogue())
    return PeopleFacts(
        number=visit.number,
        address=visit.address_id,
        day=day_of(visit),
        raw=_people_only(facts.raw),
        unsettled=sum(
            each.path.rsplit("/", 1)[-1] in _DECIDES for each in facts.unknown
        ),
        children=any(path.startswith("child/") for path in state),
    )


def _visit(municipality: str, number: str) -> Visit:
    found = Visit.objects.filter(municipality_id=municipality, number=number)
    visit = found.select_related("address").first()
    if visit is None:
        raise NotFound(text("There is no visit %(number)s here.", number=number))
    return visit


def _visit_to(municipality: str, number: str, address: int) -> Visit:
    found = _visit(municipality, number)
    if found.address_id != address:
        raise Invalid(text("Visit %(number)s was to another address.", number=number))
    return found


def _checked(reason: str) -> str:
    said = reason.strip()
    if len(said) < _LEAST_REASON:
        raise Invalid(text("Write down what the evidence is taken out for."))
    return said[:500]


def _people_only(raw: Json) -> dict[str, Json]:
    """The same tree with nothing in it but numbers of people."""
    if not isinstance(raw, dict):
        return {}
    kept: dict[str, Json] = {name: raw[name] for name in _PEOPLE if name in raw}
    for below in ("units", "rooms"):
        inner = raw.get(below)
        if isinstance(inner, list):
            kept[below] = [_people_only(each) for each in inner]
    return kept


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of a visit, with its hash and where it comes from.

    Attributes:
        kind: `report` or `photo`.
        sha256: the hash that the signatures stand over, or that was made on receipt.
        sha256_sent: of a photo that was drawn anew: the hash of what was sent.
    """

    kind: str
    uid: str
    nth: int
    title: str
    made_at: datetime
    sha256: str
    content: bytes
    media_type: str
    sha256_sent: str = ""
    signed_by: tuple[str, ...] = ()


@action
def evidence_of_visit(
    *,
    by: Actor,
    municipality: str,
    number: str,
    address: int,
    reason: str,
    at: datetime,
) -> list[EvidenceFile]:
    """The signed reports and the photos of a visit; that they were taken is logged.

    Args:
        address: where the case runs; of a visit elsewhere nothing is given.

    Raises:
        NotAllowed: this person leads no cases here.
        NotFound: there is no visit of this number here.
        Invalid: the visit was elsewhere, or no reason is given.
    """
    check_may(by, USE_FINDINGS, municipality=municipality)
    visit = _visit_to(municipality, number, address)
    said = _checked(reason)
    files = [*_reports(visit), *_photos(visit)]
    record(
        by,
        visit,
        "evidence_of_visit",
        reason=said,
        files=len(files),
        on=localdate(at).isoformat(),
    )
    return files


def _reports(visit: Visit) -> Iterator[EvidenceFile]:
    rows = VisitReport.objects.filter(visit=visit, locked_at__isnull=False)
    for row in rows.order_by("nth"):
        yield EvidenceFile(
            kind="report",
            uid=str(row.uid),
            nth=row.nth,
            title=row.kind,
            made_at=row.made_at,
            sha256=row.sha256,
            content=pdf_of(row),
            media_type="application/pdf",
            signed_by=tuple(str(one["name"]) for one in row.signers),
        )


def _photos(visit: Visit) -> Iterator[EvidenceFile]:
    rows = VisitPhoto.objects.filter(visit=visit).defer("thumbnail").order_by("id")
    for nth, row in enumerate(rows.iterator(chunk_size=10), start=1):
        yield EvidenceFile(
            kind="photo",
            uid=str(row.uid),
            nth=nth,
            title="late" if row.late else "",
            made_at=row.received_at,
            sha256=row.sha256_kept,
            content=bytes(row.image),
            media_type="image/jpeg",
            sha256_sent=row.sha256_sent,
        )
