"""Gathers all that a report says: what stands in the visit, and nothing besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime

from onderdak.engines.merge import Json
from onderdak.foundation.identity.contract import fact_catalogue, in_language
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.domain.facts import UnitHere, facts_in
from onderdak.supervision.inspections.domain.kinds import Along
from onderdak.supervision.inspections.domain.report_data import (
    ConflictData,
    FindingData,
    LateData,
    Person,
    ReportData,
    Row,
    StatementData,
)
from onderdak.supervision.inspections.domain.warrants import POWERS, Power
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.findings_queries import (
    FindingOn,
    Findings,
    findings_in,
)
from onderdak.supervision.inspections.models import (
    Companion,
    Visit,
    VisitPhoto,
    Warrant,
)
from onderdak.supervision.inspections.queries import companions_of, members_of
from onderdak.supervision.inspections.recorded import Recorded
from onderdak.supervision.inspections.report_labels import Labels, moment, role, words
from onderdak.supervision.inspections.report_of_rooms import Gathering, rooms_in
from onderdak.supervision.inspections.report_photos import Photos, photos_in
from onderdak.supervision.inspections.warrant_queries import warrant_of

_NOT_SHOWN: Final = ("statement/", "child/", "photo/", "finding/", "signal/")
SUPERVISOR: Final = text("supervisor of the municipality")
_ALONG: Final[Mapping[Along, Text]] = {
    Along.FIRE_BRIGADE: text("fire brigade"),
    Along.POLICE: text("police"),
    Along.INTERPRETER: text("interpreter"),
    Along.REGISTRY_CLERK: text("clerk of the civil registry"),
    Along.PARTNER: text("partner"),
    Along.ENVIRONMENT: text("environmental service"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands of a visit outside of what was typed: who, when, under what."""

    visited: date
    inspectors: Sequence[Person]
    along: Sequence[Companion]
    warrant: Warrant | None
    findings: Findings
    photos: Photos
    late_photos: Sequence[LateData] = ()


def gathered(
    visit: Visit,
    here: Recorded,
    *,
    summary: str = "",
    statements: Sequence[StatementData] = (),
) -> ReportData:
    """Put together what a report says, in the language in force."""
    beside = Beside(
        day_of(visit),
        inspectors_of(visit),
        list(companions_of(visit)),
        warrant_of(visit),
        findings_in(visit, here),
        photos_in(visit, here.settled),
        late_photos(visit),
    )
    return told(visit, here, beside, summary=summary, statements=statements)


def told(
    visit: Visit,
    here: Recorded,
    beside: Beside,
    *,
    summary: str = "",
    statements: Sequence[StatementData] = (),
) -> ReportData:
    """What a report says of a visit, once all of it is at hand."""
    facts = facts_in(here.state, fact_catalogue())
    made = Gathering(
        visit=visit,
        here=here,
        settled=here.settled,
        labels=Labels(visit.checklist),
        units=facts.units,
        photos=beside.photos,
        along=beside.along,
        others=_others(beside.warrant),
    )
    return ReportData(
        number=visit.number,
        town=visit.municipality.name,
        address=visit.address.in_full,
        reason=visit.reason,
        investigation=visit.investigation_reference,
        visited=beside.visited,
        began=_time(made, "entry/entered_at", visit.begun_at),
        ended=_time(made, "entry/left_at", visit.closed_at),
        announced=visit.announced,
        inspectors=beside.inspectors,
        present=list(_present(made)),
        interpreter=_interpreter(made),
        entry=_rows(made, "entry/"),
        warrant=warrant_rows(beside.warrant),
        place_rows=_rows(made, "place/"),
        units=[(unit.named or "", _unit_rows(made, unit)) for unit in facts.units],
        rooms=list(rooms_in(made)),
        findings=[_finding(one) for one in beside.findings.every],
        acts=beside.findings.acts,
        statements=statements,
        conflicts=list(_conflicts(made)),
        late=[*_late(made), *beside.late_photos],
        good=_good(made.settled),
        photos=made.photos.besides(("room/",)),
        answers=list(_answers(made)),
        summary=summary,
    )


def _others(warrant: Warrant | None) -> frozenset[str]:
    named = warrant.dwellings.all() if warrant else ()
    return frozenset(str(one.address_id) for one in named if one.place)


def gathered_late(visit: Visit, here: Recorded) -> list[LateData]:
    """What came in after the visit was closed, in words."""
    nothing = Photos(())
    labels = Labels(visit.checklist)
    made = Gathering(visit, here, here.settled, labels, (), nothing)
    return [*_late(made), *late_photos(visit)]


def late_photos(visit: Visit) -> list[LateData]:
    """The photos that came in after the visit was closed: by their hash, not drawn."""
    rows = VisitPhoto.objects.filter(visit=visit, late=True).order_by("id")
    return [
        LateData(in_language(text("Photo")), row.sha256_sent, row.received_at)
        for row in rows.only("sha256_sent", "received_at")
    ]


def inspectors_of(visit: Visit) -> list[Person]:
    """Who went as supervisors, by the name of their account."""
    function = in_language(SUPERVISOR)
    return [
        Person(
            role=member.part,
            name=member.user.name or member.user.email,
            function=function,
            user=member.user_id,
        )
        for member in members_of(visit)
    ]


def warrant_rows(warrant: Warrant | None) -> list[Row]:
    """A warrant that was given, and under which somebody entered."""
    if warrant is None or warrant.issued_on is None or warrant.entered_on is None:
        return []
    power = POWERS[Power(warrant.power)]
    return [
        (in_language(text("Warrant of the mayor")), _day(warrant.issued_on)),
        (in_language(text("Valid up to and including")), _day(warrant.valid_until)),
        (in_language(text("Power of entry")), f"{in_language(Text(power.words))}"),
        (in_language(text("Article")), power.article),
        *(
            (
                in_language(text("Entered on")),
                f"{_day(one.entered_on)}: {one.address.in_full}",
            )
            for one in warrant.dwellings.all()
            if one.entered_on
        ),
    ]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _time(made: Gathering, path: str, otherwise: datetime | None) -> str:
    typed = made.settled.get(path)
    if isinstance(typed, str) and typed:
        return moment(typed)
    if otherwise is None:
        return ""
    return time_format(localtime(otherwise), "H:i")


def _rows(made: Gathering, under: str) -> list[Row]:
    """What people agree on below a path, in order of the paths."""
    found = [
        (made.labels.name(path), made.labels.value(path, typed))
        for path, typed in made.settled.items()
        if path.startswith(under) and not path.endswith("/photo")
    ]
    return [row for row in found if row[1]]


def _unit_rows(made: Gathering, unit: UnitHere) -> list[Row]:
    return [
        row
        for id_ in unit.ids
        for row in _rows(made, f"unit/{id_}/")
        if row[0] not in ("Name",)
    ]


def _present(made: Gathering) -> Iterator[Person]:
    for companion in made.along:
        if companion.coming:
            said = in_language(_ALONG[Along(companion.kind)])
            yield Person(role=said, name=companion.organisation, function=said)
    for path, typed in made.settled.items():
        if path.startswith("present/") and path.endswith("/role") and typed:
            yield Person(role=role(typed))


def _interpreter(made: Gathering) -> str:
    found = [
        f"{one.organisation} ({one.language})"
        for one in made.along
        if one.kind == Along.INTERPRETER and one.coming
    ]
    said = made.labels.value("entry/interpreter", made.settled.get("entry/interpreter"))
    return "; ".join(filter(None, [*found, said]))


def _finding(one: FindingOn) -> FindingData:
    row = one.row
    return FindingData(
        key=row.key,
        title=words(row.title),
        outcome=row.outcome,
        sentence=words(row.sentence),
        place=row.place,
        kind=row.kind,
        article=row.article,
        version=row.parameter_version,
        measured="" if row.measured is None else str(row.measured),
        threshold="" if row.threshold is None else str(row.threshold),
        said=one.said,
        term=one.term,
        is_new=one.is_new,
    )


def _conflicts(made: Gathering) -> Iterator[ConflictData]:
    for path, found in made.here.state.items():
        if not found.settled and not path.startswith(_NOT_SHOWN):
            yield ConflictData(
                about=_about(made, path),
                values=[
                    made.labels.value(path, value.typed) or "–"
                    for value in found.values
                ],
            )


def _late(made: Gathering) -> Iterator[LateData]:
    for row in made.here.late:
        if not row.path.startswith(_NOT_SHOWN):
            value = made.labels.value(row.path, row.typed)
            yield LateData(_about(made, row.path), value, row.received_at)


def _about(made: Gathering, path: str) -> str:
    kind, _, rest = path.partition("/")
    name = made.labels.name(path)
    if kind not in ("room", "unit"):
        return name
    id_ = rest.partition("/")[0]
    whose = str(made.settled.get(f"{kind}/{id_}/name") or "").strip()
    return f"{whose}: {name}" if whose else name


def _good(settled: Mapping[str, Json]) -> list[str]:
    return [
        str(typed).strip()
        for path, typed in settled.items()
        if path.startswith("good/")
        and path.count("/") == 1
        and str(typed or "").strip()
    ]


def _answers(made: Gathering) -> Iterator[tuple[str, Sequence[Row]]]:
    """What was asked beside the facts, by form and by whom it was asked of."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for path, typed in made.settled.items():
        parts = path.split("/")
        if parts[0] != "answer" or len(parts) != 4:
            continue
        value = made.labels.value(path, typed)
        if value:
            row = (made.labels.name(path), value)
            groups.setdefault((parts[1], parts[2]), []).append(row)
    nth: dict[str, int] = {}
    for (form, _instance), rows in groups.items():
        nth[form] = nth.get(form, 0) + 1
        plain = form.replace("_", " ")
        yield f"{plain[:1].upper()}{plain[1:]} {nth[form]}", rows
