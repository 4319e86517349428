"""The regional certificate: asked for, assessed, decided by somebody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    Scope,
    User,
    actor_of,
    no_scope,
    normbook,
    rulebook,
    scope,
)
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementParty,
    Signatory,
    Terms,
    record_agreement,
)
from onderdak.housing.quality.certificate_writing import write_change, write_term
from onderdak.housing.quality.contract import (
    NewCertificate,
    Origin,
    Particulars,
    Scheme,
    change_certificate,
    receive_register,
    record_certificate,
    say_again,
    state_own_certificate,
)
from onderdak.housing.quality.contract import State as CertificateState
from onderdak.housing.quality.contract.regional import (
    Outcome,
    Proposal,
    RegionalState,
    application_for,
    applications_of,
    apply_for_regional,
    assess_regional,
    certificate_now,
    certified,
    covenant_of,
    criteria_on,
    decide_regional,
    decision_for,
    judged_criteria,
    letter_of_decision,
    regional_files,
    retract_regional,
    titles_of,
)
from onderdak.housing.quality.models import (
    Certificate,
    RegionalApplication,
    RegionalAssessment,
    RegionalDecision,
    RegionalRetraction,
)
from onderdak.housing.quality.regional_letters import objection_until
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.register.nights.contract import Location
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

BEGIN, TODAY = date(2026, 1, 1), date(2026, 11, 21)
SEEN = "Gezien bij een bezoek"


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="proefregio")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Eigen")


@pytest.fixture
def colleague(town: Town) -> Actor:
    """A second pair of eyes."""
    user = User.objects.create_user("collega@test.example")
    with scope(acting(town.officer)):
        Membership.objects.create(
            user=user, role=Role.SUPERVISOR, municipality_id=town.code
        )
    return actor_of(user)


def _one(actor: Actor) -> Actor:
    """The actor under one membership, as at the pages."""
    return replace(actor, grants=actor.grants[:1])


def _covenant(town: Town, house: House) -> None:
    part = AgreementParty.Part
    with scope(acting(town.officer)):
        record_agreement(
            by=town.officer,
            municipality=town.code,
            kind=Agreement.Kind.COVENANT,
            title="Convenant",
            terms=Terms(
                since=BEGIN,
                parties=(
                    Signatory(part.MUNICIPALITY, "Gemeente"),
                    Signatory(part.PROVIDER, "Aanbieder", house.provider),
                ),
            ),
        )


def _asked(house: House) -> int:
    with scope(acting(house.manager)):
        return apply_for_regional(
            by=house.manager, location=house.location, on=TODAY, words="Graag"
        )


def _assessed(
    town: Town, number: int, proposal: Proposal = Proposal.GRANT, **more: object
) -> int:
    with scope(acting(town.officer)):
        application = application_for(by=_one(town.officer), application=number)
        own = dict.fromkeys(application.criteria, (True, SEEN))
        return assess_regional(
            by=town.officer,
            application=application,
            proposal=proposal,
            reasons=str(more.get("reasons", "")),
            own=more.get("own", own),
            on=TODAY,
        )


def _decided(by: Actor, assessment: int, *, agree: bool = True, why: str = "") -> int:
    with scope(acting(by)):
        return decide_regional(
            by=by,
            assessment=RegionalAssessment.objects.get(pk=assessment),
            agree=agree,
            reasons=why,
            on=TODAY,
        )


def _state(town: Town, number: int, on: date = TODAY) -> RegionalState:
    with scope(acting(town.officer)):
        found = RegionalApplication.objects.filter(pk=number)
        return regional_files(found, on)[0].state


def test_granted_by_another_it_becomes_a_certificate(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    assert _state(town, number) is RegionalState.WAITS
    assessment = _assessed(town, number)
    assert _state(town, number) is RegionalState.PROPOSED
    decision = _decided(colleague, assessment)
    assert _state(town, number) is RegionalState.GRANTED
    assert _state(town, number, date(2028, 11, 20)) is RegionalState.GRANTED
    assert _state(town, number, date(2028, 11, 21)) is RegionalState.EXPIRED
    with scope(acting(house.manager)):
        (certificate,) = Certificate.objects.filter(scheme="regional")
        assert certificate.location_id == house.location.pk
        assert certificate.number == f"RC-{decision}"
        term = certificate.terms.get()
        assert (term.valid_from, term.valid_until) == (TODAY, date(2028, 11, 21))


def _by_hand(house: House) -> NewCertificate:
    return NewCertificate(
        scheme=Scheme.REGIONAL,
        holder="Pension Eigen",
        source="brief",
        number="RC-1",
        location=house.location,
        provider=house.provider,
    )


def test_only_a_decision_makes_a_regional_certificate(town: Town, house: House) -> None:
    """Not the hand of one official, nor a list, nor the provider's own word."""
    with scope(acting(town.officer)):
        with pytest.raises(Invalid, match="decision"):
            record_certificate(
                by=town.officer, municipality=town.code, new=_by_hand(house), on=TODAY
            )
        with pytest.raises(Invalid, match="decision"):
            receive_register(
                by=town.officer,
                municipality=town.code,
                scheme=Scheme.REGIONAL,
                data=b"naam;kvk\nPension Eigen;",
                filename="lijst.csv",
                on=TODAY,
                whole_list=True,
                today=TODAY,
            )
    with scope(acting(house.manager)), pytest.raises(Invalid, match="decision"):
        state_own_certificate(
            by=house.manager,
            provider=house.provider,
            municipality=town.code,
            new=_by_hand(house),
            on=TODAY,
        )


def test_the_database_knows_no_regional_certificate_without_its_decision(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    decision = _decided(colleague, _assessed(town, _asked(house)))

    def insert(by: Actor, number: str) -> None:
        with scope(acting(by)), transaction.atomic():
            Certificate.objects.create(
                municipality_id=town.code,
                provider_id=house.provider,
                location=house.location,
                scheme="regional",
                number=number,
                holder="Anders",
                recorded_by_id=by.user_id,
            )

    for by, number in (
        (town.officer, "RC-0"),
        (house.manager, "RC-0"),
        (house.manager, f"RC-{decision}"),
    ):
        with pytest.raises(DatabaseError):
            insert(by, number)


def test_what_a_decision_said_is_not_made_longer_or_brought_back_by_hand(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number))
    with scope(acting(town.officer)):
        certificate = Certificate.objects.get(scheme="regional")
        longer = Particulars(valid_from=TODAY, valid_until=date(2040, 1, 1))
        with pytest.raises(Invalid, match="decision"):
            say_again(
                by=town.officer,
                certificate=certificate,
                said=longer,
                source="brief",
                on=TODAY,
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            write_term(
                town.officer, certificate, longer, Origin.MUNICIPALITY, "x", TODAY
            )
    again = _assessed(town, number, Proposal.WITHDRAW, reasons="Brandgevaar")
    _decided(colleague, again)
    with no_scope():
        assert certified(on=TODAY, most=5) == ([], 0)
    back = (CertificateState.VALID, TODAY, Origin.MUNICIPALITY, "x")
    with scope(acting(town.officer)):
        certificate = Certificate.objects.get(scheme="regional")
        with pytest.raises(Invalid, match="decision"):
            change_certificate(
                by=town.officer,
                certificate=certificate,
                state=CertificateState.VALID,
                since=TODAY,
                source="brief",
                on=TODAY,
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            write_change(town.officer, certificate, *back)


def test_who_belongs_to_the_applicant_neither_assesses_nor_decides(
    town: Town, house: House, colleague: Actor
) -> None:
    """Also under a membership of the municipality, and also in the database."""
    _covenant(town, house)
    number = _asked(house)
    with scope(Scope(providers=frozenset({house.provider}))):
        for user in (town.officer.user_id, colleague.user_id):
            Membership.objects.create(
                user_id=user,
                role=Role.PROVIDER_MANAGER,
                provider_id=house.provider,
            )
    with pytest.raises(NotAllowed, match="provider that applied"):
        _assessed(town, number)
    row: dict[str, Any] = {
        "municipality_id": town.code,
        "provider_id": house.provider,
        "application_id": number,
    }
    with scope(acting(town.officer)), pytest.raises(DatabaseError):
        with transaction.atomic():
            RegionalAssessment.objects.create(
                **row,
                number=1,
                proposal="refuse",
                reasons="x",
                findings=[],
                assessed_on=TODAY,
                assessed_by_id=town.officer.user_id,
            )


def test_who_joined_the_applicant_since_does_not_decide(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    assessment = _assessed(town, _asked(house))
    with scope(Scope(providers=frozenset({house.provider}))):
        Membership.objects.create(
            user_id=colleague.user_id,
            role=Role.HOUSE_STAFF,
            provider_id=house.provider,
        )
    with pytest.raises(NotAllowed, match="provider that applied"):
        _decided(colleague, assessment)
    with scope(acting(colleague)), pytest.raises(DatabaseError):
        with transaction.atomic():
            RegionalDecision.objects.create(
                municipality_id=town.code,
                provider_id=house.provider,
                application_id=RegionalAssessment.objects.get().application_id,
                assessment_id=assessment,
                assessed_by_id=town.officer.user_id,
                proposal="grant",
                outcome="granted",
                decided_on=TODAY,
                decided_by_id=colleague.user_id,
                valid_from=TODAY,
                valid_until=date(2027, 1, 1),
                four_eyes=True,
                is_awb=False,
                settings_version="",
            )


def test_who_assessed_does_not_decide(town: Town, house: House) -> None:
    _covenant(town, house)
    assessment = _assessed(town, _asked(house))
    with pytest.raises(NotAllowed):
        _decided(town.officer, assessment)


def test_the_database_keeps_four_eyes_itself(
    town: Town, house: House, colleague: Actor
) -> None:
    """Neither the same person, nor another named as the assessor, nor a stand-in."""
    _covenant(town, house)
    number = _asked(house)
    assessment = _assessed(town, number)

    def insert(by: Actor, assessor: int, decider: int) -> None:
        with scope(acting(by)), transaction.atomic():
            RegionalDecision.objects.create(
                municipality_id=town.code,
                provider_id=house.provider,
                application_id=number,
                assessment_id=assessment,
                assessed_by_id=assessor,
                proposal="grant",
                outcome="granted",
                decided_on=TODAY,
                decided_by_id=decider,
                valid_from=TODAY,
                valid_until=date(2027, 1, 1),
                four_eyes=True,
                is_awb=False,
                settings_version="",
            )

    officer = town.officer.user_id
    for by, assessor, decider in (
        (town.officer, officer, officer),
        (town.officer, colleague.user_id, officer),
        (town.officer, officer, colleague.user_id),
    ):
        with pytest.raises(DatabaseError):
            insert(by, assessor, decider)
    insert(colleague, officer, colleague.user_id)  # what is true is taken


def test_without_a_covenant_it_cannot_be_proposed(town: Town, house: House) -> None:
    number = _asked(house)
    with pytest.raises(Invalid, match="covenant"):
        _assessed(town, number)


def test_what_cannot_be_judged_is_not_taken_as_met(town: Town, house: House) -> None:
    """Nobody stated a fact, so every criterion waits for a person's own judgement."""
    _covenant(town, house)
    number = _asked(house)
    with pytest.raises(Invalid, match="A03"):
        _assessed(town, number, own={})
    with scope(acting(town.officer)):
        criteria = RegionalApplication.objects.get(pk=number).criteria
    wordless = dict.fromkeys(criteria, (True, " "))
    with pytest.raises(Invalid, match="rests"):
        _assessed(town, number, own=wordless)


def test_a_refusal_says_why_and_ends_it(
    town: Town, house: House, colleague: Actor
) -> None:
    number = _asked(house)
    with pytest.raises(Invalid):
        _assessed(town, number, Proposal.REFUSE)
    assessment = _assessed(town, number, Proposal.REFUSE, reasons="Geen convenant")
    decision = _decided(colleague, assessment)
    assert _state(town, number) is RegionalState.REFUSED
    with scope(acting(house.manager)):
        found = decision_for(by=house.manager, decision=decision)
        assert found.reasons == "Geen convenant"
        assert not Certificate.objects.exists()


def test_sent_back_it_is_assessed_again(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number), agree=False, why="Kijk nog eens")
    assert _state(town, number) is RegionalState.WAITS
    _decided(colleague, _assessed(town, number))
    assert _state(town, number) is RegionalState.GRANTED


def test_withdrawn_the_certificate_says_so(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number))
    again = _assessed(town, number, Proposal.WITHDRAW, reasons="Brandgevaar")
    _decided(colleague, again)
    assert _state(town, number) is RegionalState.WITHDRAWN
    with scope(acting(town.officer)):
        change = Certificate.objects.get(scheme="regional").changes.latest("id")
        assert (change.state, change.since) == ("withdrawn", TODAY)


def test_an_application_shows_how_its_certificate_stands_now(
    town: Town, house: House, colleague: Actor
) -> None:
    """A suspension elsewhere is not hidden behind what was once granted."""
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number))
    with scope(acting(town.officer)):
        found = RegionalApplication.objects.filter(pk=number)
        assert certificate_now(regional_files(found, TODAY)[0], TODAY) == "valid"
        change_certificate(
            by=town.officer,
            certificate=Certificate.objects.get(scheme="regional"),
            state=CertificateState.SUSPENDED,
            since=TODAY,
            source="bericht",
            on=TODAY,
        )
        assert certificate_now(regional_files(found, TODAY)[0], TODAY) == "suspended"


def test_one_application_runs_at_a_time(town: Town, house: House) -> None:
    _asked(house)
    with pytest.raises(Conflict):
        _asked(house)


def _taken_back(house: House, number: int, on: date = TODAY) -> None:
    with scope(acting(house.manager)):
        retract_regional(
            by=house.manager,
            application=RegionalApplication.objects.get(pk=number),
            reason="Wij verbouwen eerst",
            on=on,
        )


@pytest.mark.parametrize("proposed", [False, True], ids=["asked", "proposed"])
def test_a_provider_takes_its_application_back_before_it_is_decided(
    town: Town, house: House, colleague: Actor, *, proposed: bool
) -> None:
    _covenant(town, house)
    number = _asked(house)
    assessment = _assessed(town, number) if proposed else None
    _taken_back(house, number)
    assert _state(town, number) is RegionalState.RETRACTED
    with pytest.raises(Conflict):
        _taken_back(house, number)
    with pytest.raises(Conflict):
        _assessed(town, number)
    if assessment is not None:
        with pytest.raises(Conflict):
            _decided(colleague, assessment)
    with pytest.raises(Conflict, match="took back"):
        _asked(house)
    with scope(acting(house.manager)):
        again = apply_for_regional(
            by=house.manager, location=house.location, on=TODAY + timedelta(days=1)
        )
    assert _state(town, again) is RegionalState.WAITS


def test_what_was_decided_is_not_taken_back(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number))
    with pytest.raises(Conflict):
        _taken_back(house, number)
    withdrawal = _assessed(town, number, Proposal.WITHDRAW, reasons="Brand")
    with pytest.raises(Conflict):
        _taken_back(house, number)
    _decided(colleague, withdrawal)
    assert _state(town, number) is RegionalState.WITHDRAWN


def test_what_was_sent_back_can_still_be_taken_back(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number), agree=False, why="Kijk nog eens")
    _taken_back(house, number)
    assert _state(town, number) is RegionalState.RETRACTED


def test_only_the_provider_takes_its_application_back(town: Town, house: House) -> None:
    number = _asked(house)
    for actor in (town.officer, make_house(town, "Pension Ander").manager):
        with scope(acting(town.officer)):
            application = RegionalApplication.objects.get(pk=number)
        with scope(acting(actor)), pytest.raises(NotAllowed):
            retract_regional(by=actor, application=application, reason="", on=TODAY)


def test_the_database_itself_decides_nothing_that_was_taken_back(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    found = RegionalAssessment(pk=_assessed(town, number))
    _taken_back(house, number)
    with scope(acting(colleague)):
        found.refresh_from_db()
        with pytest.raises(DatabaseError, match="taken back"), transaction.atomic():
            RegionalDecision.objects.create(
                municipality_id=town.code,
                provider_id=house.provider,
                application_id=number,
                assessment=found,
                assessed_by_id=found.assessed_by_id,
                proposal=found.proposal,
                outcome=Outcome.RETURNED,
                reasons="Toch",
                decided_on=TODAY,
                decided_by_id=colleague.user_id,
                four_eyes=True,
                is_awb=False,
                settings_version="",
            )


def test_the_database_itself_keeps_what_was_decided(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    number = _asked(house)
    _decided(colleague, _assessed(town, number))
    with (
        scope(acting(house.manager)),
        pytest.raises(DatabaseError, match="was decided"),
        transaction.atomic(),
    ):
        RegionalRetraction.objects.create(
            municipality_id=town.code,
            provider_id=house.provider,
            application_id=number,
            retracted_on=TODAY,
            by_id=house.manager.user_id,
        )


def test_the_certificate_is_no_criterion_of_itself() -> None:
    assert [title["nl"] for title in titles_of("B08")] == ["Regionaal convenant"]


def test_a_closed_location_asks_for_nothing(house: House) -> None:
    with scope(acting(house.manager)):
        Location.objects.filter(pk=house.location.pk).update(closed_on=TODAY)
        house.location.refresh_from_db()
    with pytest.raises(Invalid, match="closed"):
        _asked(house)


def test_nothing_is_decided_twice(town: Town, house: House, colleague: Actor) -> None:
    _covenant(town, house)
    assessment = _assessed(town, _asked(house))
    _decided(colleague, assessment)
    with pytest.raises(Conflict):
        _decided(colleague, assessment)


def test_only_its_own_two_see_an_application(town: Town, house: House) -> None:
    number = _asked(house)
    other = make_town("GM9002", "Tweestad")
    stranger = make_house(other, "Pension Ander").manager
    for actor in (other.officer, stranger):
        with scope(acting(actor)), pytest.raises(NotFound):
            application_for(by=_one(actor), application=number)
    with scope(acting(house.manager)):
        assert applications_of(by=house.manager, location=house.location)


def test_a_provider_cannot_assess(town: Town, house: House) -> None:
    number = _asked(house)
    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        assess_regional(
            by=house.manager,
            application=RegionalApplication.objects.get(pk=number),
            proposal=Proposal.GRANT,
            reasons="",
            own={},
            on=TODAY,
        )


def test_the_letter_is_there_in_both_languages(
    town: Town, house: House, colleague: Actor
) -> None:
    _covenant(town, house)
    decision = _decided(colleague, _assessed(town, _asked(house)))
    with scope(acting(house.manager)):
        found = decision_for(by=house.manager, decision=decision)
        for language in ("nl", "en"):
            letter = letter_of_decision(found, language)
            assert letter.pdf.startswith(b"%PDF")
            assert letter.replaced == ()


def test_the_norm_of_the_covenant_is_answered_by_the_agreements(
    town: Town, house: House
) -> None:
    def judged() -> str:
        with scope(acting(town.officer)):
            covenant = covenant_of(town.code, house.provider, TODAY)
            (found,) = judged_criteria(
                by=town.officer,
                location=house.location,
                criteria=["B08"],
                covenant=covenant,
                on=TODAY,
            )
            return found.judged.value

    assert judged() == "breaches"
    _covenant(town, house)
    assert judged() == "meets"
    assert Outcome.GRANTED == "granted"


_LOCAL = """
id: {id}
description: {{nl: Van de proefstad., en: Of the test town.}}
unit: yes_no
kind: local
municipality: GM9001
values:
  - {{from: 2020-01-01, value: {value}, article: By-law of the test town,
     source: the test, checked: 2026-11-21}}
"""


@pytest.fixture
def _own_rules(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The town decides alone, and its certificate is a decision under the Awb."""
    for number, (name, value) in enumerate(
        {"four_eyes": "false", "regional_is_decision": "true"}.items()
    ):
        written = _LOCAL.format(id=f"quality.{name}", value=value)
        (tmp_path / f"{number}.yaml").write_text(written)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@pytest.mark.usefixtures("_own_rules")
def test_a_town_may_let_one_person_assess_and_decide(town: Town, house: House) -> None:
    _covenant(town, house)
    decision = _decided(town.officer, _assessed(town, _asked(house)))
    with scope(acting(house.manager)):
        found = decision_for(by=house.manager, decision=decision)
        assert (found.four_eyes, found.is_awb) == (False, True)
        # Decided on Saturday 21-11-2026: six weeks later is Saturday 2-1-2027, so the
        # term ends on the Monday after it (Awb art. 6:7, 6:8; Atw art. 1).
        assert objection_until(found) == date(2027, 1, 4)


def test_every_criterion_is_a_norm_that_exists() -> None:
    rules, version = criteria_on("GM9001", TODAY)
    assert set(rules) <= set(normbook().rules)
    assert {"A03", "A04", *(f"B0{number}" for number in range(1, 10))} <= set(rules)
    assert version == "quality.regional_criteria@2022-01-01"


def test_criteria_of_the_day_of_asking_hold(
    town: Town, house: House, tmp_path: Path, settings: Any
) -> None:
    number = _asked(house)
    (tmp_path / "criteria.yaml").write_text(
        _LOCAL.format(id="quality.regional_criteria", value="[B01]").replace(
            "yes_no", "words"
        )
    )
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    try:
        assert criteria_on(town.code, TODAY)[0] == ("B01",)
        with scope(acting(town.officer)):
            kept = RegionalApplication.objects.get(pk=number).criteria
        assert len(kept) > 1
    finally:
        rulebook.cache_clear()
