"""Writing down what a chain partner reports: one, or a file of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import Channel
from onderdak.supervision.desk.domain.partners import (
    HandedIn,
    Partner,
    check_handed_in,
    check_not_known,
)
from onderdak.supervision.desk.domain.permissions import RECORD_REPORT
from onderdak.supervision.desk.domain.signals import check_signal
from onderdak.supervision.desk.known_partners import number_of_partner, one_by_one
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.partner_file import BadPlace, PartnerLine, read_partners
from onderdak.supervision.desk.report_queries import categories_of
from onderdak.supervision.desk.stating import addresses_stated
from onderdak.supervision.desk.taking_in import (
    FromPartner,
    NewReport,
    Taken,
    record_report,
)


@dataclass(frozen=True, slots=True)
class FileTaken:
    """What a file of a partner brought: numbers given, or everything that is wrong."""

    lines: int
    taken: Sequence[str]
    bad: Sequence[BadPlace]


@action
def record_partner_report(
    *,
    by: Actor,
    municipality: str,
    given: HandedIn,
    new: NewReport,
    channel: Channel,
    at: datetime,
) -> Taken:
    """Write down what a partner reports, once under each of its own references.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: the sender or the report is not what it should be.
        Conflict: this partner handed it in before.
    """
    check_may(by, RECORD_REPORT, municipality=municipality)
    check_handed_in(given)
    signal = check_signal(given.partner, new.signal, localdate(at))
    one_by_one(municipality)
    check_not_known(_known(municipality, given))
    made = record_report(
        by=by,
        municipality=municipality,
        new=replace(new, signal=signal),
        channel=channel,
        at=at,
        partner=FromPartner(
            organisation=number_of_partner(municipality, given),
            kind=given.partner,
            name=given.name.strip(),
            reference=given.reference.strip(),
        ),
    )
    record_event(
        by=by,
        action="desk.record_partner_report",
        object=f"report {made.report}",
        municipality=municipality,
        detail={"partner": given.partner},
    )
    return made


@action
def import_partner_file(
    *,
    by: Actor,
    municipality: str,
    partner: Partner,
    name: str,
    data: bytes,
    filename: str,
    dry_run: bool,
    at: datetime,
) -> FileTaken:
    """Take in a partner's file, whole or not at all: one bad cell stops all of it.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: it is no list, or its columns are not known.
    """
    check_may(by, RECORD_REPORT, municipality=municipality)
    check_handed_in(HandedIn(partner, name, "file"))
    names = {
        word: one.key
        for one in categories_of(municipality)
        for word in (one.key, *one.names.values())
    }
    found = read_partners(
        data,
        filename=filename,
        categories=names,
        partner=partner,
        today=localdate(at),
    )
    one_by_one(municipality)
    bad = [*found.bad, *_before(municipality, partner, name, found.lines)]
    if bad or dry_run:
        return FileTaken(len(found.lines), (), sorted(bad, key=BadPlace.place))
    meant = addresses_stated(municipality, [line.place for line in found.lines])
    taken = [
        record_partner_report(
            by=by,
            municipality=municipality,
            given=HandedIn(partner, name, line.reference),
            new=_report(line, address),
            channel=Channel.FILE,
            at=at,
        ).number
        for line, address in zip(found.lines, meant, strict=True)
    ]
    record_event(
        by=by,
        action="desk.import_partner_file",
        object=f"{len(taken)} reports",
        municipality=municipality,
        detail={"partner": partner},
    )
    return FileTaken(len(found.lines), taken, ())


def _before(
    municipality: str, partner: Partner, name: str, lines: Sequence[PartnerLine]
) -> list[BadPlace]:
    """Lines of which the reference is known already."""
    known = dict(
        Report.objects.filter(
            municipality_id=municipality,
            partner_kind=partner,
            partner_name=name.strip(),
            partner_reference__in=[line.reference for line in lines],
        ).values_list("partner_reference", "number")
    )
    return [
        BadPlace(
            line.line,
            line.column,
            text("This is report %(number)s already.", number=known[line.reference]),
        )
        for line in lines
        if line.reference in known
    ]


def _known(municipality: str, given: HandedIn) -> str:
    found = Report.objects.filter(
        municipality_id=municipality,
        partner_kind=given.partner,
        partner_name=given.name.strip(),
        partner_reference=given.reference.strip(),
    )
    return found.values_list("number", flat=True).first() or ""


def _report(line: PartnerLine, address: int | None) -> NewReport:
    return NewReport(
        category=line.category,
        text=line.words,
        address=address,
        place_text=str(line.place),
        signal=line.signal,
        danger=line.danger,
    )
