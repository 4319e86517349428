"""What every change of a remedy has in common: its row, its line, and the clocks."""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.rules.enforcement.history import WON
from onderdak.supervision.enforcement.clock_writing import recount_case
from onderdak.supervision.enforcement.models import Case, Remedy, RemedyStep, Step
from onderdak.supervision.enforcement.path_words import step_kind


def locked_remedy(municipality: str, remedy: int) -> Remedy:
    """A remedy, kept from others until the change is done.

    Its case first, as every step does: a step that rests on an outcome, and the change
    of that outcome, cannot pass each other.

    Raises:
        NotFound: there is no such remedy here.
    """
    here = Remedy.objects.filter(municipality_id=municipality, pk=remedy)
    of_case = here.values_list("case_id", flat=True).first()
    if of_case is None:
        raise NotFound(text("There is no such objection or appeal here."))
    lock_case(of_case)
    return here.select_for_update(of=("self",)).get()


def lock_case(case: int) -> None:
    """Keep a case from others until the change is done."""
    Case.objects.select_for_update(of=("self",)).get(pk=case)


def check_nothing_fell(remedy: Remedy) -> None:
    """An outcome stays as long as a decision fell by it, and by nothing else.

    Raises:
        Conflict: it did.
    """
    won = Remedy.objects.filter(step_id=remedy.step_id, outcome__in=WON)
    if remedy.outcome not in WON or won.exclude(pk=remedy.pk).exists():
        return
    after = Step.objects.counting().filter(measure_id=remedy.measure_id)
    for step in after.filter(pk__gt=remedy.step_id):
        kind = step_kind(step.ruleset_id, step.path, step.step)
        if kind is not None and remedy.step.step in kind.fells:
            raise Conflict(
                text("A decision fell by this outcome."),
                next_step=text("Take the step by which it fell back first."),
            )


def write_line(
    by: Actor, made: Remedy, what: str, on_day: date, at: datetime, **detail: str
) -> None:
    """Write down what happened to a remedy, and count the clocks anew."""
    RemedyStep.objects.create(
        municipality_id=made.municipality_id,
        case_id=made.case_id,
        measure_id=made.measure_id,
        remedy=made,
        what=what,
        on_day=on_day,
        detail=detail,
        by_id=by.user_id,
        at=at,
    )
    recount_case(made.case_id, localdate(at), by)
