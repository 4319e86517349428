"""A clerk at work in tests: a report comes in, and something is done with it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.places.contract import Address
from onderdak.supervision.desk.contract import route_received
from onderdak.supervision.desk.contract.clerk import Report
from onderdak.supervision.desk.contract.public import (
    NewReport,
    new_code,
    report_in_public,
)
from onderdak.supervision.desk.models import ReportStep
from tests.integration.desk.desks import DeskTown
from tests.world import acting

AT = timezone.make_aware(datetime(2026, 11, 20, 12))  # a Friday
LATER = AT + timedelta(hours=2)


def handed_in(
    desk: DeskTown, words: str = "Er ligt vuilnis op straat.", **more: Any
) -> tuple[str, str]:
    """The number and the code of a report that came in, in Polish."""
    code = new_code()
    given = {"category": "waste", "language": "pl", **more}
    with no_scope():
        taken = report_in_public(desk.code, NewReport(text=words, **given), code, AT)
    return taken.number, code


def routed(desk: DeskTown, number: str) -> None:
    """Let the rules look at a report that came in."""
    route_received({"municipality": desk.code, "report": report(desk, number).pk})


def do(desk: DeskTown, action: Any, number: Any, **more: Any) -> Any:
    """Let the clerk do something with a report."""
    given = {"at": LATER, **more}
    with scope(acting(desk.clerk)):
        return action(by=desk.clerk, municipality=desk.code, number=number, **given)


def report(desk: DeskTown, number: str) -> Report:
    """A report as it stands."""
    with scope(desk.rows):
        found = Report.objects.select_related("category", "address")
        return found.get(number=number)


def steps(desk: DeskTown, number: str) -> list[tuple[str, str]]:
    """The history of a report: what, and the reason."""
    with scope(desk.rows):
        found = ReportStep.objects.filter(report__number=number).order_by("id")
        return [(each.what, each.reason) for each in found]


def address_in(town: str, street: str = "Teststraat", number: int = 1) -> Address:
    """A known address; to be called in the scope of its municipality."""
    return Address.objects.create(
        municipality_id=town, street=street, number=number, town="Stad"
    )
