"""What the page of a case shows of its people and of the choice of instrument."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import may
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import CaseOn, rules_of
from onderdak.supervision.enforcement.contract.choices import (
    AGGRAVATIONS,
    WAIT,
    Aggravating,
    Behaviour,
    Choice,
    Consequence,
    choice_of,
)
from onderdak.supervision.enforcement.contract.people import people_of
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import Note, Part, Way, in_words, town
from onderdak.web.enforcement.people.boxes import people_facts, people_notes
from onderdak.web.enforcement.setup.tables import behaviour_of, consequence_of
from onderdak.web.enforcement.wording import names_of, word_of
from onderdak.web.pages.shapes import Fact


def parts_of(request: Request, case: CaseOn) -> list[Part]:
    """The people first: how many, where they go, who tells them, and by when."""
    people = people_of(
        by=request.actor,
        municipality=town(request),
        number=case.case.number,
        on=localdate(),
    )
    here = reverse("enforcement_case_people", args=[case.case.number])
    return [
        Part(
            _("People first"),
            notes=list(people_notes(people)),
            facts=list(people_facts(people)),
            ways=[Way(_("The people in the house"), here)],
            anchor="people",
        )
    ]


def choice_parts_of(request: Request, case: CaseOn) -> list[Part]:
    """Which instrument was chosen, and why."""
    here = town(request)
    found = choice_of(by=request.actor, municipality=here, number=case.case.number)
    ways = []
    if case.is_open and may(request.actor, HANDLE_CASES, municipality=here):
        label = _("Choose again") if found else _("Choose the instrument")
        ways = [Way(label, reverse("enforcement_choose", args=[case.case.number]))]
    lead = "" if found else _("Nobody wrote down yet which instrument fits, and why.")
    return [
        Part(
            _("Choice of instrument"),
            lead,
            notes=list(_notes(found)) if found else [],
            facts=list(_facts(case, found)) if found else [],
            ways=ways,
            anchor="choice",
        )
    ]


def _notes(found: Choice) -> Iterator[Note]:
    if found.unsafe:
        yield Note(_("People are in danger: this cannot wait."), "warning")
    if found.deviates:
        yield Note(
            _("This differs from the matrix: %(why)s") % {"why": found.deviation}
        )


def _facts(case: CaseOn, found: Choice) -> Iterator[Fact]:
    yield Fact(_("Chosen"), _instrument(case, found.instrument), note=_who(found))
    yield Fact(_("Behaviour"), behaviour_of(Behaviour(found.behaviour)))
    yield Fact(_("What it leads to"), consequence_of(Consequence(found.consequence)))
    if found.aggravating:
        worse = (word_of(AGGRAVATIONS, Aggravating, each) for each in found.aggravating)
        yield Fact(_("What makes it worse"), ", ".join(worse))
    yield Fact(_("Why this is not too heavy"), found.proportionality)
    yield Fact(_("Why nothing lighter will do"), found.subsidiarity)
    if found.because_wait:
        yield Fact(_("Why nothing is done now"), found.because_wait)
    if found.look_again_on:
        yield Fact(_("Look again on"), found.look_again_on)


def _who(found: Choice) -> str:
    return names_of([found.by_id]).get(found.by_id, "")


def _instrument(case: CaseOn, key: str) -> str:
    if key == WAIT:
        return _("nothing yet: look again later")
    path = rules_of(case.case.ruleset_id).paths.get(key)
    return in_words(path.title) if path else key


def evidence_way(number: str) -> Way:
    """Where the evidence of a case is taken out."""
    return Way(
        _("Take out the evidence"), reverse("enforcement_evidence", args=[number])
    )
