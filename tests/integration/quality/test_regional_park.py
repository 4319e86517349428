"""A regional application of a location with many units says each thing once."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    scope,
)
from onderdak.housing.quality.contract import Seen, Source, state_facts
from onderdak.housing.quality.contract.regional import (
    Criterion,
    Proposal,
    application_for,
    apply_for_regional,
    assess_regional,
    criteria_kept,
    decide_regional,
    decision_for,
    letter_of_decision,
)
from onderdak.housing.quality.models import RegionalAssessment
from onderdak.register.nights.contract import Unit
from onderdak.web.quality.regional.forms import AssessForm
from onderdak.web.quality.regional.showing import criteria_table
from tests.integration.documents.reading import letters_of
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
UNITS = [f"{number:03}" for number in range(1, 21)]
# The first nine are too full by the norm of Roemer; of the rest nobody knows.
FULL = UNITS[:9]
TOLD = "9 eenheden: 001, 002, 003, 004, 005, 006 en nog 3."


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="proefregio")


@pytest.fixture
def park(town: Town) -> House:
    made = make_house(town, "Park Eigen")
    with scope(acting(made.manager)):
        for label in UNITS:
            Unit.objects.create(
                municipality_id=town.code,
                provider_id=made.provider,
                location=made.location,
                label=label,
            )
        full = [{"name": each, "floor_area": "40 m2", "people": 4} for each in FULL]
        state_facts(
            by=made.manager,
            location=made.location,
            facts={"units": full},
            seen=Seen(Source.PROVIDER, TODAY),
            on=TODAY,
        )
    return made


@pytest.fixture
def colleague(town: Town) -> Actor:
    user = User.objects.create_user("collega@test.example")
    with scope(acting(town.officer)):
        Membership.objects.create(
            user=user, role=Role.SUPERVISOR, municipality_id=town.code
        )
    return actor_of(user)


@pytest.fixture
def assessment(town: Town, park: House) -> RegionalAssessment:
    """Proposed to refuse."""
    with scope(acting(park.manager)):
        number = apply_for_regional(by=park.manager, location=park.location, on=TODAY)
    officer = replace(town.officer, grants=town.officer.grants[:1])
    with scope(acting(town.officer)):
        made = assess_regional(
            by=town.officer,
            application=application_for(by=officer, application=number),
            proposal=Proposal.REFUSE,
            reasons="Te vol.",
            own={},
            on=TODAY,
        )
        return RegionalAssessment.objects.get(pk=made)


def _sentence(criteria: list[Criterion], rule: str) -> str:
    """What the norm finds of the first unit, in Dutch."""
    found = next(one for one in criteria if one.rule == rule).decisive[0]
    assert isinstance(found["text"], dict)
    return str(found["text"]["nl"])


def test_the_page_says_a_sentence_once_with_its_units(
    assessment: RegionalAssessment,
) -> None:
    criteria = criteria_kept(assessment)
    with translation.override("nl"):
        rows = {row[0]: row[3] for row in criteria_table(criteria).rows}
    assert rows["A03"] == f"{_sentence(criteria, 'A03')} {TOLD}"
    unknown = str(rows["A04"])
    assert unknown.count(_sentence(criteria, "A04")) == 1
    assert "Alle 20 eenheden." in unknown
    assert sum(len(str(why)) for why in rows.values()) < 6000


def test_whoever_assesses_reads_it_once(assessment: RegionalAssessment) -> None:
    criteria = criteria_kept(assessment)
    with translation.override("nl"):
        form = AssessForm(criteria, [Proposal.REFUSE])
        help_text = str(form.fields["met_A04"].help_text)
    assert help_text.count(_sentence(criteria, "A04")) == 1
    assert "Alle 20 eenheden." in help_text


def test_the_letter_says_it_once(
    assessment: RegionalAssessment, park: House, colleague: Actor
) -> None:
    with scope(acting(colleague)):
        decided = decide_regional(
            by=colleague, assessment=assessment, agree=True, reasons="", on=TODAY
        )
    with scope(acting(park.manager)):
        decision = decision_for(by=park.manager, decision=decided)
        read = letters_of(letter_of_decision(decision, "nl").pdf)
    sentence = _sentence(criteria_kept(assessment), "A03").replace(" ", "")
    assert read.count(sentence) == 1
    assert TOLD.replace(" ", "") in read
