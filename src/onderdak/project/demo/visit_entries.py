"""The entry under a warrant in the demo: its dwelling, its report, and the copy."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.utils import translation

from onderdak.project.demo.visit_plan import WarrantPlan
from onderdak.project.demo.visit_rows import warrant_id
from onderdak.supervision.inspections.contract.warrants import copy_due
from onderdak.supervision.inspections.domain.report_data import Person
from onderdak.supervision.inspections.domain.reports import EntryReport
from onderdak.supervision.inspections.domain.warrants import POWERS, Power
from onderdak.supervision.inspections.entry_pdf import Entered, entry_pdf
from onderdak.supervision.inspections.models import Visit, Warrant, WarrantDwelling

_HOLDS: Final = timedelta(days=3)


def entered_dwelling(
    visit: Visit, plan: WarrantPlan | None, on: date
) -> WarrantDwelling | None:
    """The dwelling that was entered under the warrant of a visit; kept nowhere."""
    if plan is None or not plan.entered:
        return None
    town = visit.municipality_id
    warrant = Warrant(
        id=warrant_id(visit.pk),
        municipality_id=town,
        visit=visit,
        power=plan.power,
        state=plan.state,
        issued_on=on,
        valid_until=on + _HOLDS,
        entered_on=on,
        copy_due_on=copy_due(town, on),
    )
    dwelling = WarrantDwelling(
        id=warrant.pk,
        municipality_id=town,
        warrant=warrant,
        address=visit.address,
        place=0,
        entered_on=on,
        copy_due_on=warrant.copy_due_on,
    )
    # What the database would answer: nothing is asked of it here.
    rows = WarrantDwelling.objects.none()
    rows._result_cache = [dwelling]
    warrant._prefetched_objects_cache = {"dwellings": rows}  # type: ignore[attr-defined]  # as prefetched
    return dwelling


def entry_report_pdf(
    visit: Visit, dwelling: WarrantDwelling, signers: Sequence[Person], on: date
) -> bytes:
    """The report of the entry, as it is made for a real one."""
    warrant, entered_on = dwelling.warrant, dwelling.entered_on or on
    entry = EntryReport(
        who=[f"{one.name}, {one.function}" for one in signers],
        issued_on=warrant.issued_on,
        issued_by=f"de burgemeester van {visit.municipality.name}",
        provisions=[
            POWERS[Power(warrant.power)].article,
            "Algemene wet op het binnentreden art. 2, 3",
        ],
        place=visit.address.in_full,
        at_whose="niet bekend",
        manner="Een bewoner deed open nadat de machtiging was getoond.",
        entered_at="19:10",
        left_at="20:40",
        done="De geiser is uitgezet en de kamers zijn bekeken. Niets is meegenomen.",
    )
    entered = Entered(entered_on, dwelling.copy_due_on or on, dwelling)
    with translation.override("nl"):
        return entry_pdf(visit, entered, entry, signers, on)
