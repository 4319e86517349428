"""Reports that leave the desk as a file: written down, to be asked after."""

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.supervision.desk.domain.permissions import SEE_REPORTS


@action
def take_out_reports(*, by: Actor, municipality: str, reports: int) -> None:
    """Write down that somebody fetched a list of reports as a file, and how many.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, SEE_REPORTS, municipality=municipality)
    record_event(
        by=by,
        action="desk.take_out_reports",
        object="reports",
        municipality=municipality,
        detail={"reports": reports},
    )
