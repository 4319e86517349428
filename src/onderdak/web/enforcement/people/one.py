"""People first: the page of a case about those who sleep in the house."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.supervision.enforcement.contract.people import (
    LOOK_AFTER_PEOPLE,
    PeopleOn,
    beds_within_reach,
    people_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Part,
    Way,
    closed_notes,
    of_case,
    page,
    town,
)
from onderdak.web.enforcement.people.boxes import people_facts, people_notes
from onderdak.web.enforcement.people.tables import (
    answers_table,
    beds_table,
    counts_table,
    holds_table,
    tasks_table,
    tellings_table,
)
from onderdak.web.enforcement.wording import names_of


def people_here(request: Request, number: str) -> PeopleOn:
    """The people of a case of this municipality."""
    return people_of(
        by=request.actor, municipality=town(request), number=number, on=localdate()
    )


@require_safe
@with_task
def case_people(request: Request, number: str) -> HttpResponse:
    """How many sleep there, where they go, who tells them, and by when."""
    people, here = people_here(request, number), town(request)
    acts = may(request.actor, LOOK_AFTER_PEOPLE, municipality=here)
    return page(
        request,
        _("People of case %(number)s") % {"number": number},
        breadcrumbs=of_case(number, (_("People first"), "")),
        lead=str(people.case.address),
        notes=[*closed_notes(here), *people_notes(people)],
        facts=list(people_facts(people)),
        ways=list(_ways(people)) if acts else [],
        parts=list(_parts(request, people, acts=acts)),
    )


def _ways(people: PeopleOn) -> Iterator[Way]:
    at = [people.case.number]
    yield Way(_("Count the people"), reverse("enforcement_count", args=at), "primary")
    yield Way(_("Answer where they go"), reverse("enforcement_rehouse", args=at))
    yield Way(_("Hold places"), reverse("enforcement_hold", args=at))
    yield Way(_("Name who tells them"), reverse("enforcement_tell", args=at))
    yield Way(_("Ask a care worker"), reverse("enforcement_care", args=at))
    if people.care_waits:
        arranged = reverse("enforcement_care_arranged", args=at)
        yield Way(_("Care was arranged otherwise"), arranged)


def _parts(request: Request, people: PeopleOn, *, acts: bool) -> Iterator[Part]:
    number = people.case.number
    names = names_of(
        [
            *(each.by_id for each in people.counts),
            *(each.by_id for each in people.answers),
            *(each.teller_id for each in people.tellings),
            *(each.person_id for each in people.urgent),
        ]
    )
    if people.urgent:
        tasks = tasks_table(people.urgent, names, acts=acts, with_case=False)
        yield Part(_("Urgent: people first"), table=tasks)
    yield Part(_("How many people"), table=counts_table(people.counts, names))
    yield Part(
        _("Where people can go"),
        _("Numbers only. Who sleeps where is arranged by those who house people."),
        table=answers_table(people, names),
    )
    held = holds_table(number, people.holds, acts=acts)
    reserve = Way(_("All places in reserve"), reverse("enforcement_reserve"))
    yield Part(_("Places in reserve"), table=held, ways=[reserve])
    beds = beds_within_reach(
        by=request.actor, municipality=town(request), number=number, on=localdate()
    )
    yield Part(
        _("Beds near"),
        _("Ground: %(article)s.") % {"article": beds.ground} if beds.ground else "",
        table=beds_table(beds),
    )
    yield Part(
        _("Who tells it"),
        table=tellings_table(number, people.tellings, names, acts=acts),
    )
