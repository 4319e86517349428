"""A visit on which something was found, up to its report."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

from PIL import Image

from onderdak.foundation.identity.contract import Actor
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.planning import close_visit
from onderdak.supervision.inspections.contract.reports import (
    Finding,
    Kind,
    Oath,
    Said,
    Verdict,
    VisitReport,
    findings_of,
    make_report,
    say_of_finding,
    sign_report,
)
from onderdak.supervision.inspections.contract.syncing import keep_operations
from tests.integration.inspections.visiting import NOW, VisitTown

LATER = datetime(2026, 3, 10, 21, tzinfo=UTC)
MAIN = {
    "unit/main/use": "dwelling",
    "unit/main/floor_area": "60",
    "unit/main/people": "7",
    "room/11111111-1111-4111-8111-111111111111/name": "Kamer 1",
    "room/11111111-1111-4111-8111-111111111111/kind": "bedroom",
    "room/11111111-1111-4111-8111-111111111111/floor_area": "12,5",
    "room/11111111-1111-4111-8111-111111111111/consent": "given",
}
OVERCROWDED = "A01@"


def record(
    town: VisitTown,
    visit: Visit,
    typed: Mapping[str, object],
    *,
    by: Actor | None = None,
    at: datetime = NOW,
) -> list[str]:
    """Type values on a new device, and have them kept."""
    device, actor = str(uuid4()), by or town.lead
    operations = [
        {
            "id": str(uuid4()),
            "device": device,
            "n": n,
            "path": path,
            "typed": value,
            "replaces": [],
            "at": "2026-03-10T19:05:00+01:00",
        }
        for n, (path, value) in enumerate(typed.items(), start=1)
    ]
    with town.seen_by(actor):
        synced = keep_operations(by=actor, visit=visit.pk, operations=operations, at=at)
    assert not synced.refused, synced.refused
    return [str(one["id"]) for one in operations]


def found(town: VisitTown, typed: Mapping[str, object] | None = None) -> Visit:
    """A visit that ended, on which too many people were counted."""
    visit = town.begun()
    record(town, visit, typed or MAIN)
    with town.seen_by(town.lead):
        return close_visit(
            by=town.lead, municipality=town.code, number=visit.number, at=LATER
        )


def confirm(town: VisitTown, visit: Visit) -> None:
    """Confirm each breach."""
    with town.seen_by(town.lead):
        for key in findings_of(by=town.lead, visit=visit).unsaid:
            say_of_finding(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                key=key,
                said=Said(Verdict.CONFIRMED),
                at=LATER,
            )


def confirm_in_order(town: VisitTown, visit: Visit) -> None:
    """Confirm what is in order: only that mends what failed before."""
    with town.seen_by(town.lead):
        for one in Finding.objects.filter(visit=visit, outcome="meets"):
            say_of_finding(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                key=one.key,
                said=Said(Verdict.CONFIRMED),
                at=LATER,
            )


def made(
    town: VisitTown, visit: Visit, kind: Kind = Kind.FINDINGS, because: str = ""
) -> VisitReport:
    """The report of a visit, made by who leads it."""
    with town.seen_by(town.lead):
        return make_report(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            kind=kind,
            summary="Wij telden zeven bewoners.",
            open_because=because,
            at=LATER,
        )


def sign(
    town: VisitTown,
    visit: Visit,
    report: VisitReport,
    who: Actor,
    oath: Oath = Oath.NONE,
    sha256: str = "",
) -> VisitReport:
    """Sign as this person."""
    with town.seen_by(who):
        return sign_report(
            by=who,
            municipality=town.code,
            number=visit.number,
            report=report.uid,
            sha256=sha256 or report.sha256,
            oath=oath,
            at=LATER,
        )


def signed(town: VisitTown, visit: Visit) -> VisitReport:
    """A report that both signed."""
    confirm(town, visit)
    report = made(town, visit)
    sign(town, visit, report, town.lead)
    return sign(town, visit, report, town.second)


def jpeg(colour: str = "red") -> bytes:
    """A small photo."""
    written = BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "JPEG")
    return written.getvalue()
