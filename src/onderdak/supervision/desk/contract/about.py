"""About an address: what a room that shows addresses may know of its reports."""

from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.states import State
from onderdak.supervision.desk.of_address import ReportAbout, reports_of_address

__all__ = ["Kind", "ReportAbout", "State", "reports_of_address"]
