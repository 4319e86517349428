"""Agreements: recorded, amended without overwriting, seen by those concerned."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Membership,
    Role,
    Scope,
    User,
    actor_of,
    scope,
)
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementParty,
    AgreementProof,
    Promise,
    Signatory,
    Terms,
    agreement_for,
    agreements_in_force,
    agreements_seen,
    amend_agreement,
    duties_of,
    end_agreement,
    record_agreement,
    record_proof,
    versions_of,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

BEGIN, YEAR_ON = date(2026, 1, 1), date(2027, 1, 1)
TODAY = date(2026, 11, 21)
Part, Kind = AgreementParty.Part, Agreement.Kind


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="proefregio")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Eigen")


def _terms(house: House | None = None) -> Terms:
    provider = house.provider if house else None
    return Terms(
        since=BEGIN,
        until=YEAR_ON,
        notice_months=3,
        parties=(
            Signatory(Part.MUNICIPALITY, "Gemeente Eenstad"),
            Signatory(Part.PROVIDER, "Pension Eigen", provider),
        ),
        duties=(
            Promise(
                Part.PROVIDER,
                "Meldt elke gast binnen een week",
                who=1,
                every=AgreementDuty.Every.WEEK,
                measure="steekproef",
            ),
            Promise(Part.MUNICIPALITY, "Houdt een balie open", due_on=YEAR_ON),
        ),
        dispute_rule="Eerst overleg",
    )


def _recorded(town: Town, terms: Terms, kind: Kind = Kind.REGISTRATION) -> int:
    with scope(acting(town.officer)):
        return record_agreement(
            by=town.officer,
            municipality=town.code,
            kind=kind,
            title="Registratieafspraak",
            terms=terms,
        )


def test_other_rooms_ask_which_agreements_hold(town: Town, house: House) -> None:
    number = _recorded(town, _terms(house))
    with scope(acting(town.officer)):
        asked = {"municipality": town.code, "kind": Kind.REGISTRATION}
        (held,) = agreements_in_force(**asked, on=TODAY, provider=house.provider)
        assert (held.id, held.version) == (number, 1)
        assert not agreements_in_force(**asked, on=TODAY, provider=house.provider + 1)
        assert not agreements_in_force(**asked, on=date(2025, 12, 31))
        assert not agreements_in_force(**asked, on=YEAR_ON)
        assert not agreements_in_force(
            municipality=town.code, kind=Kind.COVENANT, on=TODAY
        )
        own = duties_of(agreements=[held], provider=house.provider)
        assert [duty.what for duty in own] == ["Meldt elke gast binnen een week"]
        record_proof(
            by=town.officer,
            agreement=Agreement.objects.get(pk=number),
            kind=AgreementProof.Kind.REPORT,
            reference="zaak 12",
            on=TODAY,
            duty=own[0].id,
        )
        assert duties_of(agreements=[held])[0].proven_on == TODAY


def test_an_amendment_keeps_what_was_agreed_before(town: Town, house: House) -> None:
    number = _recorded(town, _terms(house))
    july = date(2026, 7, 1)
    with scope(acting(town.officer)):
        agreement = agreement_for(
            by=replace(town.officer, grants=town.officer.grants[:1]), agreement=number
        )
        amended = replace(_terms(house), since=july, dispute_rule="Mediation")
        amend_agreement(
            by=town.officer,
            agreement=agreement,
            terms=amended,
            reason="evaluatie",
            seen=1,
        )
        with pytest.raises(Conflict):
            amend_agreement(
                by=town.officer,
                agreement=agreement,
                terms=amended,
                reason="nog een",
                seen=1,
            )
        asked = {"municipality": town.code, "kind": None}
        (before,) = agreements_in_force(**asked, on=date(2026, 6, 30))
        (after,) = agreements_in_force(**asked, on=july)
        assert (before.dispute_rule, after.dispute_rule) == (
            "Eerst overleg",
            "Mediation",
        )
        assert [version.number for version in versions_of(agreement)] == [2, 1]


def test_an_ended_agreement_holds_no_more_and_ends_once(town: Town) -> None:
    number = _recorded(town, _terms())
    with scope(acting(town.officer)):
        agreement = Agreement.objects.get(pk=number)
        for _ in range(2):
            ended = AgreementEnd.objects.filter(agreement=agreement).exists()
            try:
                end_agreement(
                    by=town.officer,
                    agreement=agreement,
                    on=TODAY,
                    how=AgreementEnd.How.BREACH,
                    reason="niet nagekomen",
                )
            except Conflict:
                assert ended
        assert not agreements_in_force(municipality=town.code, kind=None, on=TODAY)
        assert agreements_in_force(
            municipality=town.code, kind=None, on=date(2026, 11, 20)
        )


def test_a_term_that_renews_goes_on(town: Town) -> None:
    _recorded(town, replace(_terms(), renews_months=12))
    with scope(acting(town.officer)):
        (held,) = agreements_in_force(
            municipality=town.code, kind=None, on=date(2028, 5, 1)
        )
        assert held.term.runs_until(date(2028, 5, 1)) == date(2029, 1, 1)
        assert held.term.notice_by(date(2028, 5, 1)) == date(2028, 10, 1)


def test_a_provider_sees_agreements_that_it_is_a_party_to_only(
    town: Town, house: House
) -> None:
    other = make_house(town, "Ander")
    number = _recorded(town, _terms(house))
    _recorded(town, _terms(other))
    with scope(acting(house.manager)):
        assert [each.pk for each in agreements_seen(by=house.manager)] == [number]
        parties = AgreementParty.objects.values_list("organisation", flat=True)
        assert set(parties) == {"Gemeente Eenstad", "Pension Eigen"}
        with pytest.raises(NotAllowed):
            end_agreement(
                by=house.manager,
                agreement=Agreement.objects.get(),
                on=TODAY,
                how=AgreementEnd.How.NOTICE,
                reason="x",
            )


def _coordinator() -> Actor:
    user = User.objects.create_user("coordinator@test.example")
    with scope(Scope(regions=frozenset({"proefregio"}))):
        Membership.objects.create(
            user=user, role=Role.REGION_COORDINATOR, region_id="proefregio"
        )
    return actor_of(user)


def test_the_regions_agreements_hold_in_its_municipalities(
    town: Town, house: House
) -> None:
    outside = make_town("GM9009", "Elders", region="andere-regio")
    coordinator = _coordinator()
    with scope(acting(coordinator)):
        number = record_agreement(
            by=coordinator,
            region="proefregio",
            kind=Kind.COVENANT,
            title="Regionaal convenant",
            terms=_terms(house),
        )
    with scope(acting(town.officer)):
        (held,) = agreements_in_force(municipality=town.code, kind=None, on=TODAY)
        assert (held.id, held.region) == (number, "proefregio")
        with pytest.raises(NotAllowed):
            record_proof(
                by=town.officer,
                agreement=Agreement.objects.get(),
                kind=AgreementProof.Kind.REPORT,
                reference="x",
                on=TODAY,
            )
    with scope(acting(outside.officer)):
        assert not Agreement.objects.exists()
    with scope(acting(house.manager)):
        assert Agreement.objects.get().pk == number


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": BEGIN},
        {"until": None, "renews_months": 12},
        {"parties": (Signatory(Part.MUNICIPALITY, "Alleen"),)},
        {"duties": (Promise(Part.OWNER, "niets"),)},
    ],
)
def test_impossible_terms_are_refused(town: Town, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        _recorded(town, replace(_terms(), **wrong))


def test_a_provider_that_is_not_admitted_here_is_no_party(town: Town) -> None:
    elsewhere = make_house(make_town("GM9002", "Tweestad"), "Elders")
    with pytest.raises(NotFound):
        _recorded(town, _terms(elsewhere))


def test_a_stranger_records_nothing(town: Town) -> None:
    stranger = Actor(0, "x@test.example", (Grant(0, Role.SUPERVISOR, "GM0000"),))
    with scope(acting(stranger)), pytest.raises(NotAllowed):
        record_agreement(
            by=stranger,
            municipality=town.code,
            kind=Kind.COVENANT,
            title="x",
            terms=_terms(),
        )


HOSTILE = {
    "a town overwrites": "UPDATE parties_agreementversion SET since = now()",
    "a town removes": "DELETE FROM parties_agreementduty",
    "a town writes for another": (
        "INSERT INTO parties_agreement (municipality_id, kind, title, recorded_at,"
        " recorded_by_id) VALUES ('GM9002', 'covenant', 'x', now(), 1)"
    ),
    "a town writes for its region": (
        "INSERT INTO parties_agreement (region_id, kind, title, recorded_at,"
        " recorded_by_id) VALUES ('proefregio', 'covenant', 'x', now(), 1)"
    ),
    "a row of another owner": (
        'INSERT INTO parties_agreementend (agreement_id, municipality_id, "on", how,'
        " reason, recorded_at, recorded_by_id)"
        " VALUES ({theirs}, 'GM9001', now(), 'notice', 'x', now(), 1)"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_town_cannot_write(name: str, town: Town) -> None:
    other = make_town("GM9002", "Tweestad", region="proefregio")
    _recorded(town, _terms())
    theirs = _recorded(other, _terms())
    refused = "row-level security|permission denied|not of the owner"
    with scope(acting(town.officer)):
        with pytest.raises(DatabaseError, match=refused), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(HOSTILE[name].format(theirs=theirs))
