"""What a certificate says of a location is a fact of its quality file."""

from datetime import date
from typing import Any

import pytest

from onderdak.foundation.identity.contract import judge_on, no_scope, scope
from onderdak.housing.quality.contract import (
    Certificate,
    CertificateChange,
    NewCertificate,
    Origin,
    Particulars,
    Scheme,
    Seen,
    Source,
    State,
    change_certificate,
    file_of,
    record_certificate,
    state_facts,
    state_own_certificate,
)
from onderdak.housing.quality.contract.regional import certified
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Eigen")


def record(town: Town, house: House, scheme: Scheme = Scheme.SNF) -> int:
    new = NewCertificate(
        scheme=scheme,
        holder="Pension Eigen",
        source="letter 12",
        number=f"{scheme}-1",
        location=house.location,
        said=Particulars(
            beds=10,
            valid_from=date(2025, 6, 1),
            valid_until=date(2027, 6, 1),
            registered_on=date(2025, 5, 1),
            inspected_on=date(2025, 6, 1),
        ),
    )
    return record_certificate(
        by=town.officer, municipality=town.code, new=new, on=date(2025, 6, 10)
    )


def known(town: Town, house: House, on: date = TODAY) -> dict[str, tuple[Any, Source]]:
    found = file_of(by=town.officer, location=house.location, on=on).known
    return {one.counts.path: (one.counts.value, one.counts.source) for one in found}


def test_a_certificate_answers_what_the_provider_need_not(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        record(town, house)
        found = known(town, house)
        facts = file_of(by=town.officer, location=house.location, on=TODAY).facts

    assert found["certificates.snf.registered"] == (True, Source.CERTIFICATE)
    assert found["certificates.snf.first_inspection"][0] == "2025-06-01"
    judged = {one.norm.id: one.outcome for one in judge_on(TODAY, None)(facts).findings}
    assert judged["A15/first_inspection"] == "meets"
    assert judged["A15/rhythm"] == "meets"


def own_word(house: House, state: str = "valid") -> None:
    """A row as the database takes it of a provider, whatever the pages do."""
    with scope(acting(house.manager)):
        certificate = Certificate.objects.get()
        CertificateChange.objects.create(
            municipality_id=certificate.municipality_id,
            certificate=certificate,
            state=state,
            since=TODAY,
            origin=Origin.PROVIDER,
            source="own",
            recorded_by_id=house.manager.user_id,
        )


def test_a_providers_own_word_does_not_lift_a_suspension(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        pk = record(town, house)
        change_certificate(
            by=town.officer,
            certificate=Certificate.objects.get(pk=pk),
            state=State.SUSPENDED,
            since=date(2026, 5, 1),
            source="alert",
            on=TODAY,
            origin=Origin.ALERT,
        )
    own_word(house)
    with scope(acting(house.manager)):
        state_own_certificate(
            by=house.manager,
            provider=house.provider,
            municipality=town.code,
            new=NewCertificate(
                scheme=Scheme.SNF,
                holder="Pension Eigen",
                source="letter 13",
                number="another",
                location=house.location,
                provider=house.provider,
            ),
            on=TODAY,
        )
    with scope(acting(town.officer)):
        found = known(town, house)
        with no_scope():
            assert certified(on=TODAY, most=5) == ([], 0)
    assert "certificates.snf.registered" not in found
    assert "landlord.snf_registered" not in found


def test_after_its_end_it_says_no_and_before_it_was_told_nothing(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        record(town, house)
        after = known(town, house, date(2027, 6, 1))

    assert after["certificates.snf.registered"] == (False, Source.CERTIFICATE)


def test_a_suspension_is_no_answer(town: Town, house: House) -> None:
    with scope(acting(town.officer)):
        number = record(town, house)
        change_certificate(
            by=town.officer,
            certificate=Certificate.objects.get(pk=number),
            state=State.SUSPENDED,
            since=date(2026, 10, 1),
            source="alert",
            origin=Origin.ALERT,
            on=TODAY,
        )
        found = known(town, house)

    assert "certificates.snf.registered" not in found


def test_a_certificate_goes_before_the_word_of_the_provider(
    town: Town, house: House
) -> None:
    with scope(acting(house.manager)):
        state_facts(
            by=house.manager,
            location=house.location,
            facts={"certificates": {"akf": {"covered": False}}},
            seen=Seen(Source.PROVIDER, date(2026, 11, 1)),
            on=TODAY,
        )
    with scope(acting(town.officer)):
        record(town, house, Scheme.AKF)
        found = known(town, house)

    assert found["certificates.akf.covered"] == (True, Source.CERTIFICATE)
