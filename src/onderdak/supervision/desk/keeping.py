"""When the data of a report go, for who works with it; and which tables go."""

from datetime import date

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import rulebook
from onderdak.foundation.privacy.contract import DestroyingRoom, retention_months
from onderdak.supervision.desk.domain.keeping import Goes, Standing, goes
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.outcomes import Outcome
from onderdak.supervision.desk.domain.states import State
from onderdak.supervision.desk.models import Report

ROOM = "desk"
# Bad letting goes by law, whatever a municipality set; the rest by its own term.
BY_LAW = DestroyingRoom("desk_by_law", ("desk_lettingreport",), own_term=False)
BY_TERM = DestroyingRoom(ROOM, ("desk_report",))


def goes_when(report: Report, on: date) -> Goes:
    """When the data of a report go, as things stand on a day."""
    town = report.municipality_id
    years = rulebook().value("wgv_terms.report_file_kept", on, None).whole()
    return goes(
        _standing(report),
        file_years=years,
        months=retention_months(town, ROOM, on),
    )


def _standing(report: Report) -> Standing:
    closed = report.state == State.CLOSED and report.closed_at
    return Standing(
        kind=Kind(report.category.kind),
        received=localdate(report.received_at),
        closed=localdate(closed) if closed else None,
        outcome=Outcome(report.outcome) if report.outcome else None,
        dossier=report.dossier,
        result_until=report.result_until,
        sanction_final=report.sanction_final_on,
    )
