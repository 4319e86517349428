"""What the demo says of reports is what the desk knows."""

from onderdak.project.demo.report_texts import OUTCOMES
from onderdak.supervision.desk.domain.outcomes import Outcome


def test_every_report_of_the_demo_ends_as_reports_can_end() -> None:
    assert set(OUTCOMES) <= set(Outcome)
