"""First pages tell of quality by remembered counts; a provider hears of its marks."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Role,
    Scope,
    User,
    scope,
)
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.outbox.registry import listeners_of
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract import (
    GapKind,
    NewCertificate,
    Origin,
    Particulars,
    Scheme,
    State,
    certificate_for,
    certificate_overview,
    change_certificate,
    receive_register,
    record_certificate,
    record_register,
)
from onderdak.housing.quality.contract.telling import (
    count_again,
    count_provider,
    count_town,
    region_tallies,
    tally_of,
)
from onderdak.housing.quality.models import QualityTally
from onderdak.kernel.errors import NotAllowed
from onderdak.web.nights.home import home
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, add_location, make_house, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="testregio")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Eigen")


def _certificate(town: Town, house: House, **more: Any) -> int:
    with scope(acting(town.officer)):
        return record_certificate(
            by=town.officer,
            municipality=town.code,
            new=NewCertificate(
                scheme=Scheme.SNF,
                holder="Pension Eigen",
                source="brief 12",
                number="SNF-1",
                location=house.location,
                said=Particulars(
                    beds=10,
                    valid_from=date(2025, 6, 1),
                    valid_until=localdate() + timedelta(days=300),
                    inspected_on=localdate(),
                ),
                **more,
            ),
            on=localdate(),
        )


def _change(town: Town, pk: int, state: State) -> None:
    with scope(acting(town.officer)):
        change_certificate(
            by=town.officer,
            certificate=certificate_for(by=town.officer, certificate=pk),
            state=state,
            since=localdate(),
            source="alert 7",
            on=localdate(),
            origin=Origin.ALERT,
        )


def _mail(house: House) -> list[Message]:
    for event in OutboxEvent.objects.filter(name="quality.certificate_changed"):
        (hears,) = [one for one in listeners_of(event.name) if "tell_of" in one.name]
        hears.handle(event.payload)
    with scope(Scope(providers=frozenset({house.provider}))):
        return list(Message.objects.filter(kind="certificate changed"))


@pytest.mark.parametrize(
    ("state", "subject", "to_do"),
    [
        (State.SUSPENDED, "geschorst", "vraag een nieuwe inspectie aan"),
        (State.WITHDRAWN, "ingetrokken", "om het weer te krijgen"),
        (State.LAPSED, "verlopen", "om een nieuwe inspectie"),
    ],
)
def test_a_provider_is_told_what_to_do_when_a_certificate_stops_holding(
    town: Town, house: House, state: State, subject: str, to_do: str
) -> None:
    pk = _certificate(town, house)
    _change(town, pk, state)
    (mail,) = _mail(house)
    assert subject in mail.subject
    assert to_do in mail.body
    assert "SNF-1" in mail.body
    assert "Pension Eigen" in mail.body
    assert f"/certificates/{pk}/" in mail.body


def test_a_manager_reads_it_in_the_own_language(town: Town, house: House) -> None:
    with scope(Scope(providers=frozenset({house.provider}))):
        Provider.objects.filter(pk=house.provider).update(email="")
    User.objects.filter(pk=house.manager.user_id).update(language="en")
    _change(town, _certificate(town, house), State.SUSPENDED)
    (mail,) = _mail(house)
    assert mail.email == house.manager.email
    assert mail.subject == "A quality certificate of yours is suspended"


def test_nobody_is_mailed_of_what_holds_or_holds_again(
    town: Town, house: House
) -> None:
    pk = _certificate(town, house)
    _change(town, pk, State.SUSPENDED)
    _change(town, pk, State.VALID)  # before the mail of the suspension was written
    assert _mail(house) == []


def test_counts_are_those_of_the_lists(town: Town, house: House) -> None:
    pk = _certificate(town, house)
    _change(town, pk, State.SUSPENDED)
    with scope(acting(town.officer)):
        assert tally_of(by=town.officer, municipality=town.code) is None
    count_town(town.code, localdate())
    count_provider(house.provider, localdate())
    with scope(acting(town.officer)):
        found = tally_of(by=town.officer, municipality=town.code)
    with scope(acting(house.manager)):
        own = tally_of(by=house.manager, provider=house.provider)
        with pytest.raises(NotAllowed):
            tally_of(by=house.manager, municipality=town.code)
    assert found is not None
    assert own is not None
    assert found.counted == own.counted
    assert (found.counted.locations, found.counted.unstated) == (1, 1)
    assert (found.counted.gaps, found.counted.not_holding) == (1, 1)


def test_counting_twice_keeps_one_row_of_each(town: Town, house: House) -> None:
    for _ in range(2):
        count_town(town.code, localdate())
        count_provider(house.provider, localdate())
    with scope(acting(town.officer)):
        assert QualityTally.objects.count() == 1
    with scope(acting(make_house(town, "Ander").manager)):
        assert not QualityTally.objects.exists()


def test_a_change_asks_for_one_count_of_each(town: Town, house: House) -> None:
    event = {"municipality": town.code, "provider": house.provider}
    count_again(event)
    count_again(event)
    count_again({"municipality": town.code})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'quality.count'"
        )
        waiting = [json.loads(row[0]) for row in cursor.fetchall()]
    asked = [{"municipality": town.code}, {"provider": house.provider}]
    assert sorted(waiting, key=str) == sorted(asked, key=str)


def test_the_first_page_judges_nothing_and_says_when_nobody_counted(
    town: Town, house: House, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a first page judges no location")

    client = signed_in(town.officer)
    supervisor = next(g for g in town.officer.grants if g.role is Role.SUPERVISOR)
    client.post("/membership/", {"membership": supervisor.id})
    monkeypatch.setattr("onderdak.housing.quality.list_queries.qualities_of", never)
    assert "nog niets geteld" in client.get("/").content.decode()


def test_the_first_pages_tell_of_quality_with_a_way_to_each_list(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    _change(town, _certificate(town, house), State.SUSPENDED)
    count_town(town.code, localdate())
    count_provider(house.provider, localdate())
    client = signed_in(town.officer)
    supervisor = next(g for g in town.officer.grants if g.role is Role.SUPERVISOR)
    client.post("/membership/", {"membership": supervisor.id})
    html = client.get("/").content.decode()
    links = [
        *("/quality/?kind=law", "/quality/?kind=local", "/certificates/missing/"),
        *("/regional/?state=waits", "/regional/?state=proposed"),
        "/quality/growth/?state=late",
    ]
    assert [link for link in links if link not in html] == []
    assert "1 gelden niet meer" in html
    assert [client.get(link).status_code for link in links] == [200] * len(links)
    own = signed_in(house.manager).get("/").content.decode()
    assert "/quality/?kind=law" in own
    assert "/certificates/missing/" in own
    assert "?state=proposed" not in own


def _region(rf: RequestFactory) -> str:
    user = User.objects.create_user("coordinator@test.example")
    grant = Grant(0, Role.REGION_COORDINATOR, region="testregio")
    request: Any = rf.get("/")
    request.user, request.provider_names = user, {}
    request.actor = Actor(user.pk, user.email, (grant,))
    request.memberships = (grant,)
    with scope(Scope(regions=frozenset({"testregio"}))):
        assert set(region_tallies(by=request.actor, region="testregio")) == {"GM9001"}
        return home(request).content.decode()


def test_a_region_sees_no_count_of_a_town_with_very_few_locations(
    town: Town, house: House, rf: RequestFactory
) -> None:
    count_town(town.code, localdate())
    html = _region(rf)
    assert "Kwaliteit per gemeente" in html
    assert "&lt;5" in html
    assert "Locaties die niet aan de wet voldoen" not in html


def test_a_region_sees_counts_per_municipality(
    town: Town, house: House, rf: RequestFactory
) -> None:
    with scope(Scope(frozenset({town.code}), frozenset({house.provider}))):
        for number in range(5):
            add_location(house.provider, town, f"Huis {number}", capacity=4)
    count_town(town.code, localdate())
    html = _region(rf)
    assert "Locaties die niet aan de wet voldoen" in html
    assert "Huis 1" not in html


_HEAD = "Bedrijf;KvK;Nummer;Plaats;Bedden\n"


def _register(town: Town, line: str, on: date) -> None:
    with scope(acting(town.officer)):
        register = receive_register(
            by=town.officer,
            municipality=town.code,
            scheme=Scheme.SNF,
            data=(_HEAD + line).encode(),
            filename="register.csv",
            on=on,
            whole_list=True,
            today=localdate(),
        )
        record_register(by=town.officer, register=register, today=localdate())


def test_a_provider_sees_that_a_register_does_not_name_it_any_more(
    town: Town, house: House
) -> None:
    other = make_house(town, "Ander Huis")
    with scope(
        Scope(frozenset({town.code}), frozenset({house.provider, other.provider}))
    ):
        name = Provider.objects.get(pk=house.provider).name
        another = Provider.objects.get(pk=other.provider).name
    _register(town, f"{name};;S-1;;\n{another};;S-2;;\n", date(2026, 1, 1))
    _register(town, f"{another};;S-2;;\n", date(2026, 2, 1))

    def kinds(house: House) -> set[GapKind]:
        with scope(acting(house.manager)):
            found = certificate_overview(
                by=house.manager, provider=house.provider, on=localdate()
            )
            return {gap.kind for gap in found.gaps}

    assert GapKind.GONE in kinds(house)
    assert GapKind.GONE not in kinds(other)
