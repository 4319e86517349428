"""Rows of a register that was read in twice, and of a report that was answered.

The second list leaves one certificate out: nobody knows yet what became of it.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from onderdak.housing.quality.contract import RegisterLine, as_kept
from onderdak.kernel.ranges import add_months
from onderdak.project.demo.certificate_rows import (
    CertificatePlan,
    number_of,
    numbered,
)
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import AddressPlan, World
from onderdak.project.demo.standing_rows import Row, Table

_SCHEME: Final = "snf"
_LEFT_OUT: Final = 6  # the certificate that the later list does not name
_REPORTED: Final = 2  # the certificate that was suspended after a report
_SAID: Final = "Verzonnen voor de demo."
_KEEPER: Final = "keurmerk@demo.onderdak.example"

_Known = tuple[int, CertificatePlan]


def schemes(world: World, on: date) -> Iterator[Table]:
    """Each table as it is on the evening of a day."""
    known = [
        (id_, plan)
        for id_, plan in numbered(world, on)
        if plan.municipality == ARNHEM and plan.scheme == _SCHEME and plan.location
    ]
    month = on.replace(day=1)
    lists = [
        (1, add_months(month, -2), known),
        (2, month, known[:_LEFT_OUT] + known[_LEFT_OUT + 1 :]),
    ]
    yield (
        "quality_registerimport",
        "id municipality_id scheme filename on whole_list state rows counts"
        " recorded_at recorded_by_id",
        (
            (
                *(number, ARNHEM, _SCHEME, f"register-{day:%Y-%m}.csv", day, True),
                *("recorded", "[]", _counts(number, named), instant(day, 10)),
                OPERATOR_ID,
            )
            for number, day, named in lists
        ),
    )
    yield (
        "quality_registerrow",
        "id municipality_id register_id line key said certificate_id",
        _lines(world, lists),
    )
    if len(known) > _REPORTED:
        yield _report(known[_REPORTED], month)


def _counts(number: int, named: list[_Known]) -> str:
    return json.dumps({"new" if number == 1 else "same": len(named)})


def _lines(world: World, lists: list[tuple[int, date, list[_Known]]]) -> Iterator[Row]:
    addresses = {one.id: one for one in world.addresses}
    rows = [
        (number, line, id_, plan)
        for number, _day, named in lists
        for line, (id_, plan) in enumerate(named, 2)
    ]
    for pk, (number, line, id_, plan) in enumerate(rows, 1):
        where = addresses[plan.location.address if plan.location else 0]
        said = _line(line, id_, plan, where)
        yield pk, ARNHEM, number, line, said.key, json.dumps(as_kept(said)), id_


def _line(
    line: int, id_: int, plan: CertificatePlan, where: AddressPlan
) -> RegisterLine:
    return RegisterLine(
        line=line,
        holder=plan.holder.name,
        kvk=plan.holder.kvk_number,
        number=number_of(id_, plan),
        street=where.street,
        house=where.number,
        postcode=where.postcode,
        town=where.town,
        beds=plan.beds,
        valid_from=plan.since,
        valid_until=plan.until,
        inspected_on=plan.inspected,
    )


def _report(known: _Known, month: date) -> Table:
    """Reported in the month before; the keeper suspended the certificate."""
    id_, plan = known
    decided = add_months(month, -1) + timedelta(days=2)
    seen, answered = decided - timedelta(days=3), month
    row: Row = (
        *(1, ARNHEM, _SCHEME, plan.location.id if plan.location else None),
        *(plan.holder.id, id_, seen, json.dumps(["beds", "fire"])),
        *(f"In twee kamers stond een bed te veel. {_SAID}", "covenant"),
        *("Regionaal convenant, art. 6 (demo)", add_months(decided, -12), None),
        *("Het keurmerk kan de locatie met spoed inspecteren.",),
        *("Alleen het keurmerk kan nagaan of de eis nog gehaald wordt.",),
        *("Er gaat niet meer mee dan de locatie en wat er gezien is.",),
        *("Geen namen, geen foto's, niets over bewoners.",),
        *(add_months(decided, 12), decided, instant(decided, 11), OPERATOR_ID),
        *(decided, _KEEPER, OPERATOR_ID, answered),
        *(f"Wij hebben geïnspecteerd en het keurmerk geschorst. {_SAID}",),
        OPERATOR_ID,
    )
    return (
        "quality_schemereport",
        "id municipality_id scheme location_id provider_id certificate_id observed_on"
        " subjects observations ground ground_reference ground_since ground_until"
        " purpose necessity proportionality left_out expires_on decided_on decided_at"
        " decided_by_id sent_on sent_to sent_by_id answered_on answer answered_by_id",
        iter([row]),
    )
