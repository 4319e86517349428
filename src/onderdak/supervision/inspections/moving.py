"""What every change of a visit has in common: its row, its step, and who goes."""

from datetime import datetime

from onderdak.foundation.identity.contract import Actor, record_event
from onderdak.kernel.errors import NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.states import State, Step, next_state
from onderdak.supervision.inspections.models import Member, Visit, VisitStep, Warrant

ROOM = "inspections"


def locked(municipality: str, number: str) -> Visit:
    """A visit, kept from others until the change is done.

    Raises:
        NotFound: there is no visit of this number here.
    """
    found = (
        Visit.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, number=number)
        .select_related("address")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no visit %(number)s here.", number=number))
    return found


def locked_warrant(municipality: str, warrant: int) -> Warrant:
    """A request for a warrant, kept from others until the change is done.

    Raises:
        NotFound: there is none of this number here.
    """
    found = (
        Warrant.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, pk=warrant)
        .select_related("visit", "visit__address")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such request for a warrant here."))
    return found


def warrant_with_visit(municipality: str, warrant: int) -> Warrant:
    """A request for a warrant with its visit, both kept from others.

    The visit goes first, as in every change of a visit: two who hold one each and wait
    for the other would wait for ever.

    Raises:
        NotFound: there is none of this number here.
    """
    numbers = Warrant.objects.filter(municipality_id=municipality, pk=warrant)
    number = numbers.values_list("visit__number", flat=True).first()
    visit = locked(municipality, number) if number else None
    found = locked_warrant(municipality, warrant)
    found.visit = visit or found.visit
    return found


def goes(visit: Visit, user: int) -> bool:
    """Whether somebody is one of the supervisors who go."""
    return Member.objects.filter(visit=visit, user_id=user).exists()


def check_goes(visit: Visit, by: Actor) -> None:
    """Stop whoever does not go on this visit.

    Raises:
        NotAllowed: this person is not one of those who go.
    """
    if not goes(visit, by.user_id):
        raise NotAllowed(
            text("You do not go on this visit."),
            next_step=text("Ask the one who leads it to add you."),
        )


def move(
    visit: Visit,
    step: Step,
    *,
    by: Actor | None,
    at: datetime,
    reason: str = "",
    also: tuple[str, ...] = (),
) -> None:
    """Take a step with a visit, and write that down.

    Args:
        also: other fields that are saved with the state, in one.

    Raises:
        Conflict: the step cannot be taken from here.
    """
    before = visit.state
    visit.state = next_state(step, State(before))
    visit.save(update_fields=["state", *also])
    note_step(visit, step, by=by, at=at, before=before, reason=reason)


def note_step(
    visit: Visit,
    what: str,
    *,
    by: Actor | None,
    at: datetime,
    before: str = "",
    reason: str = "",
) -> None:
    """Write a line in the history of a visit; no line is ever changed."""
    VisitStep.objects.create(
        municipality_id=visit.municipality_id,
        visit=visit,
        what=what,
        from_state=before or visit.state,
        to_state=visit.state,
        by_id=by.user_id if by else None,
        at=at,
        reason=reason[:1000],
    )


def record(by: Actor, visit: Visit, what: str, **detail: str | int | None) -> None:
    """Write in the audit trail what was done with a visit."""
    record_event(
        by=by,
        action=f"inspections.{what}",
        object=f"visit {visit.pk}",
        municipality=visit.municipality_id,
        detail=detail,
    )
