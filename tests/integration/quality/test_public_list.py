"""What everyone may see: providers with a certificate, no homes unless allowed."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import current_scope, no_scope, scope
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract import (
    NewCertificate,
    Origin,
    Scheme,
    Source,
    State,
    change_certificate,
    file_of,
    record_certificate,
    state_own_certificate,
)
from onderdak.housing.quality.contract.regional import (
    Certified,
    Paper,
    PublicConsent,
    PublicReview,
    Reach,
    certified,
    consent_to_address,
    consent_to_example,
    consent_to_name,
    example_for,
    management_of,
    manager_contact,
    record_manager_check,
    review_example,
    shown_examples,
    state_contact,
    state_house_rules,
    state_paper,
    tell_example,
    weigh_address,
)
from onderdak.housing.quality.models import (
    Certificate,
    ManagementContact,
    ManagerCheck,
    RegisterImport,
    RegisterRow,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
For = ManagementContact.For


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Eigen")


def _new(house: House, **more: object) -> NewCertificate:
    values = {
        "scheme": Scheme.SNF,
        "holder": "Pension Eigen",
        "source": "register van SNF",
        "number": "123",
        "location": house.location,
        "provider": house.provider,
        "state_since": date(2026, 1, 1),
    }
    return NewCertificate(**{**values, **more})


def _certificate(town: Town, house: House) -> int:
    with scope(acting(town.officer)):
        return record_certificate(
            by=town.officer, municipality=town.code, new=_new(house), on=TODAY
        )


def _listed(**more: object) -> list[Certified]:
    with no_scope():
        return certified(**{"on": TODAY, "most": 50, **more})[0]


def test_a_valid_certificate_is_listed_with_its_provider_and_no_address(
    town: Town, house: House
) -> None:
    _certificate(town, house)
    (line,) = _listed()
    assert (line.municipality, line.provider) == ("Eenstad", "Pension Eigen")
    assert (line.scheme, line.since) == (Scheme.SNF, date(2026, 1, 1))
    assert line.addresses == ()
    assert _listed(words="EIGEN")
    assert not _listed(words="anders")
    assert not _listed(scheme="akf")
    assert not _listed(municipality="GM0000")
    assert not _listed(on=date(2025, 12, 31))


def test_a_suspended_certificate_is_not_shown_as_valid(
    town: Town, house: House
) -> None:
    number = _certificate(town, house)
    with scope(acting(town.officer)):
        change_certificate(
            by=town.officer,
            certificate=Certificate.objects.get(pk=number),
            state=State.SUSPENDED,
            since=TODAY,
            source="bericht",
            on=TODAY,
            origin=Origin.ALERT,
        )
    assert _listed() == []
    assert _listed(on=TODAY - timedelta(days=1))


def test_a_suspension_of_an_earlier_day_takes_it_off_the_list(
    town: Town, house: House
) -> None:
    """An alert of May comes in after the list of June said that it was valid."""
    number = _certificate(town, house)
    for state, since in (
        (State.VALID, date(2026, 6, 1)),
        (State.SUSPENDED, date(2026, 5, 1)),
    ):
        with scope(acting(town.officer)):
            change_certificate(
                by=town.officer,
                certificate=Certificate.objects.get(pk=number),
                state=state,
                since=since,
                source="bericht",
                on=TODAY,
            )
        assert bool(_listed()) is (state is State.VALID)
    assert _listed(on=date(2026, 4, 30))


def test_what_a_provider_says_of_itself_is_not_made_public(
    town: Town, house: House
) -> None:
    with scope(acting(house.manager)):
        state_own_certificate(
            by=house.manager,
            provider=house.provider,
            municipality=town.code,
            new=_new(house),
            on=TODAY,
        )
    assert _listed() == []


def test_a_person_is_named_only_when_that_person_agrees(
    town: Town, house: House
) -> None:
    _certificate(town, house)
    with scope(acting(house.manager)):
        Provider.objects.filter(pk=house.provider).update(kind="person")
    assert _listed() == []
    for given in (True, False):
        with scope(acting(house.manager)):
            consent_to_name(
                by=house.manager,
                provider=house.provider,
                municipality=town.code,
                given=given,
                on=TODAY,
            )
        assert bool(_listed()) is given


def _consent(house: House, given: bool = True) -> None:
    with scope(acting(house.manager)):
        consent_to_address(
            by=house.manager, location=house.location, given=given, on=TODAY
        )


def _weigh(town: Town, house: House, allowed: bool = True, why: str = "open") -> None:
    with scope(acting(town.officer)):
        weigh_address(
            by=town.officer, location=house.location, allowed=allowed, why=why, on=TODAY
        )


def test_an_address_is_public_only_where_both_sides_say_yes(
    town: Town, house: House
) -> None:
    _certificate(town, house)
    with pytest.raises(Conflict):
        _weigh(town, house)
    _consent(house)
    assert _listed()[0].addresses == ()
    with pytest.raises(Invalid):
        _weigh(town, house, why=" ")
    _weigh(town, house)
    assert _listed()[0].addresses == ("Teststraat 1 Teststad",)
    _consent(house, given=False)
    assert _listed()[0].addresses == ()
    _consent(house)
    _weigh(town, house, allowed=False, why="Er was een bedreiging")
    assert _listed()[0].addresses == ()


def test_neither_side_can_write_the_word_of_the_other(town: Town, house: House) -> None:
    row = {
        "municipality_id": town.code,
        "provider_id": house.provider,
        "location": house.location,
        "what": "address",
        "on": TODAY,
    }
    with scope(acting(town.officer)), pytest.raises(DatabaseError):
        with transaction.atomic():
            PublicConsent.objects.create(**row, given=True, by_id=town.officer.user_id)
    with scope(acting(house.manager)), pytest.raises(DatabaseError):
        with transaction.atomic():
            PublicReview.objects.create(
                **row, allowed=True, words="ja", by_id=house.manager.user_id
            )
    with scope(acting(town.officer)), pytest.raises(NotAllowed):
        consent_to_address(
            by=town.officer, location=house.location, given=True, on=TODAY
        )


def test_a_good_example_is_shown_with_consent_and_after_review(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        number = tell_example(
            by=town.officer,
            location=house.location,
            title="Tuin",
            story="Samen een tuin",
            on=TODAY,
        )
        one = town.officer
        example, _said = example_for(by=one, example=number)
        with pytest.raises(Conflict):
            review_example(by=one, example=example, allowed=True, why="goed", on=TODAY)
    for given in (True, False):
        with scope(acting(house.manager)):
            consent_to_example(by=house.manager, example=example, given=given, on=TODAY)
        if given:
            with scope(acting(town.officer)):
                review_example(
                    by=one, example=example, allowed=True, why="goed", on=TODAY
                )
        with no_scope():
            shown, total = shown_examples(most=10)
        assert [each.title for each in shown] == (["Tuin"] if given else [])
        assert total == len(shown)


def test_management_becomes_facts_and_a_log_of_calls(town: Town, house: House) -> None:
    with scope(acting(house.manager)):
        for contact_for in For:
            state_contact(
                by=house.manager,
                location=house.location,
                contact_for=contact_for,
                reach=Reach("Beheerder", "026 123 45 67", day_and_night=True),
                on=TODAY,
            )
        state_paper(
            by=house.manager,
            location=house.location,
            path="emergency_plan",
            paper=Paper(True, date(2026, 3, 1), "map 3"),
            on=TODAY,
        )
        state_house_rules(
            by=house.manager,
            location=house.location,
            languages=["pl", "nl"],
            visible=True,
            reference="versie 2",
            on=TODAY,
        )
        known = {
            one.counts.path: one.counts
            for one in file_of(
                by=house.manager, location=house.location, on=TODAY
            ).known
        }
    assert known["management.site_manager"].value is True
    assert known["management.contact_for"].value[-1] == "neighbours"
    plan = known["management.emergency_plan"]
    assert (plan.observed_on, plan.reference) == (date(2026, 3, 1), "map 3")
    assert known["management.house_rules_languages"].value == ["nl", "pl"]
    assert plan.source is Source.PROVIDER
    now = timezone.make_aware(datetime(2026, 11, 21, 23, 0))
    with scope(acting(town.officer)):
        contact = manager_contact(by=town.officer, location=house.location)
        record_manager_check(
            by=town.officer,
            contact=contact,
            called_at=now - timedelta(hours=1),
            now=now,
            answered=False,
        )
        with pytest.raises(Invalid):
            record_manager_check(
                by=town.officer,
                contact=contact,
                called_at=now + timedelta(hours=1),
                now=now,
                answered=True,
            )
    with scope(acting(house.manager)):
        found = management_of(by=house.manager, location=house.location, on=TODAY)
        assert [check.answered for check in found.checks] == [False]
        with pytest.raises(DatabaseError), transaction.atomic():
            ManagerCheck.objects.update(answered=True)


def test_what_is_no_number_cannot_be_called(house: House) -> None:
    for phone in ("geen", "12", "+31; DROP", "0" * 16):
        with scope(acting(house.manager)), pytest.raises(Invalid):
            state_contact(
                by=house.manager,
                location=house.location,
                contact_for=For.MANAGER,
                reach=Reach("Beheerder", phone),
                on=TODAY,
            )


def test_looking_at_the_list_leaves_the_scope_as_it_was(
    town: Town, house: House
) -> None:
    other = make_town("GM9002", "Tweestad")
    there = make_house(other, "Pension Ander")
    _certificate(town, house)
    with scope(acting(other.officer)):
        assert certified(on=TODAY, most=50)[0]
        assert current_scope().municipalities == {other.code}
        assert not Certificate.objects.exists()
        assert there.location.municipality_id == other.code


def test_a_certificate_that_its_register_names_no_longer_is_left_out(
    town: Town, house: House
) -> None:
    number = _certificate(town, house)
    with scope(acting(town.officer)):
        lists = [
            RegisterImport.objects.create(
                municipality_id=town.code,
                scheme="snf",
                on=day,
                filename=f"{day}.csv",
                state="recorded",
                whole_list=True,
                counts={"bad": 0},
                rows=[],
                recorded_by_id=town.officer.user_id,
            )
            for day in (date(2026, 2, 1), date(2026, 5, 1))
        ]
        RegisterRow.objects.create(
            municipality_id=town.code,
            register=lists[0],
            line=2,
            key="snf 123",
            said={},
            certificate_id=number,
        )
    assert _listed() == []
