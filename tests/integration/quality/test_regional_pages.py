"""Pages of the regional certificate, the public list, examples and management."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    no_scope,
    scope,
)
from onderdak.foundation.outbox.contract import Message, deliver_now
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementParty,
    Signatory,
    Terms,
    record_agreement,
)
from onderdak.housing.quality.models import (
    Certificate,
    GoodExample,
    ManagerCheck,
    RegionalApplication,
    RegionalDecision,
    StatedFact,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def _no_brake() -> None:
    cache.clear()


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad", region="proefregio")


@pytest.fixture
def house(town: Town) -> House:
    made = make_house(town, "Pension Eigen")
    part = AgreementParty.Part
    with scope(acting(town.officer)):
        record_agreement(
            by=town.officer,
            municipality=town.code,
            kind=Agreement.Kind.COVENANT,
            title="Convenant",
            terms=Terms(
                since=date(2025, 1, 1),
                parties=(
                    Signatory(part.MUNICIPALITY, "Gemeente"),
                    Signatory(part.PROVIDER, "Aanbieder", made.provider),
                ),
            ),
        )
    return made


def _supervisor(town: Town, email: str) -> Actor:
    user = User.objects.create_user(email, name=email.split("@")[0], language="en")
    with scope(acting(town.officer)):
        Membership.objects.create(
            user=user, role=Role.SUPERVISOR, municipality_id=town.code
        )
    return actor_of(user)


def _post(client: Client, name: str, pk: int | list[object], **data: object) -> str:
    at = reverse(name, args=pk if isinstance(pk, list) else [pk])
    answer = client.post(at, data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def _application(house: House) -> RegionalApplication:
    with scope(acting(house.manager)):
        return RegionalApplication.objects.get()


def test_from_asking_to_the_public_list(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    manager = signed_in(house.manager)
    page = manager.get(reverse("regional_apply", args=[house.location.pk]))
    assert "B08" in page.content.decode()
    _post(manager, "regional_apply", house.location.pk, words="Graag")
    application = _application(house)

    first = signed_in(_supervisor(town, "beoordelaar@test.example"))
    page = first.get(reverse("regional_assess", args=[application.pk])).content.decode()
    own = {
        f"{field}_{rule}": value
        for rule in application.criteria
        for field, value in (("met", "yes"), ("why", "bezoek"))
        if f"met_{rule}" in page
    }
    assert "met_B08" not in own  # the agreements answer it
    _post(first, "regional_assess", application.pk, proposal="grant", **own)
    refused = first.get(reverse("regional_decide", args=[application.pk]))
    assert refused.status_code == 403
    assert (
        "somebody else decides"
        in first.get(reverse("regional", args=[application.pk])).content.decode()
    )

    second = signed_in(_supervisor(town, "tweede@test.example"))
    _post(
        second,
        "regional_decide",
        application.pk,
        agree="yes",
        valid_from=f"{localdate():%Y-%m-%d}",
    )
    shown = manager.get(reverse("regional", args=[application.pk])).content.decode()
    assert "beoordelaar" not in shown  # names of officers are for their colleagues
    assert (
        "beoordelaar"
        in second.get(reverse("regional", args=[application.pk])).content.decode()
    )
    with scope(acting(house.manager)):
        decision = RegionalDecision.objects.get().pk
        assert Certificate.objects.get().scheme == "regional"
    letter = manager.get(reverse("regional_letter", args=[decision]))
    assert letter.content.startswith(b"%PDF")

    public = Client().get(reverse("certified")).content.decode()
    assert "Pension Eigen" in public
    assert "Teststraat" not in public
    file = Client().get(reverse("certified_csv"))
    lines = file.getvalue().decode()
    assert "Pension Eigen" in lines
    assert "Teststraat" not in lines


def test_the_provider_is_mailed_the_letter(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    manager = signed_in(house.manager)
    _post(manager, "regional_apply", house.location.pk)
    number = _application(house).pk
    first = signed_in(_supervisor(town, "beoordelaar@test.example"))
    _post(first, "regional_assess", number, proposal="refuse", reasons="Te vol")
    second = signed_in(_supervisor(town, "tweede@test.example"))
    _post(second, "regional_decide", number, agree="yes")
    with no_scope():
        list(deliver_now())
    with scope(acting(house.manager)):
        message = Message.objects.get(kind="regional decision")
        assert message.provider_id == house.provider


def test_an_application_of_others_is_not_found(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    manager = signed_in(house.manager)
    _post(manager, "regional_apply", house.location.pk)
    number = _application(house).pk
    other = make_town("GM9002", "Tweestad")
    for actor in (other.officer, make_house(other, "Pension Ander").manager):
        client = signed_in(actor)
        for name in ("regional", "regional_assess", "regional_decide"):
            assert client.get(reverse(name, args=[number])).status_code in {403, 404}
        found = client.get(reverse("regional_list")).content.decode()
        assert "Pension Eigen" not in found
    link = reverse("regional", args=[number])
    for query, there in (("?state=waits&q=pen", True), ("?state=granted", False)):
        own = manager.get(reverse("regional_list") + query).content.decode()
        assert (link in own) is there


def test_the_public_doors_have_a_brake() -> None:
    client = Client()
    statuses = [client.get(reverse("certified_csv")).status_code for _ in range(25)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=x", "?q=%00", "?municipality=GM1&scheme=z", "?page=9"]
)
def test_what_nobody_should_type_does_no_harm(query: str) -> None:
    for name in ("certified", "good_examples"):
        assert Client().get(reverse(name) + query).status_code == 200


def test_an_example_is_public_after_both_sides_agree(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    manager, officer = signed_in(house.manager), signed_in(town.officer)
    _post(
        officer, "location_example", house.location.pk, title="Tuin", story="<b>Samen"
    )
    with scope(acting(town.officer)):
        number = GoodExample.objects.get().pk
    early = officer.post(
        reverse("example", args=[number]), {"answer": "yes", "words": "goed"}
    )
    assert early.status_code == 409
    _post(manager, "example", number, answer="yes")
    assert "Tuin" not in Client().get(reverse("good_examples")).content.decode()
    _post(officer, "example", number, answer="yes", words="goed")
    public = Client().get(reverse("good_examples")).content.decode()
    assert "Tuin" in public
    assert "&lt;b&gt;Samen" in public
    _post(manager, "example", number, answer="no")
    assert "Tuin" not in Client().get(reverse("good_examples")).content.decode()


def test_management_is_stated_by_the_provider_and_tried_by_the_town(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    manager, officer = signed_in(house.manager), signed_in(town.officer)
    where = house.location.pk
    for kind in ("manager", "neighbours"):
        _post(
            manager,
            "management_contact",
            [where, kind],
            function="Beheerder van dienst",
            phone="026 123 45 67" if kind == "manager" else "026 765 43 21",
            on_site="yes",
        )
    _post(
        manager,
        "management_paper",
        [where, "emergency_plan"],
        there="on",
        dated="2026-01-05",
        reference="map 3",
    )
    _post(manager, "house_rules", where, languages=["nl", "pl"], reference="2")
    _post(
        officer,
        "manager_check",
        where,
        called_at="2026-01-10T23:10",
        answered="no",
    )
    with scope(acting(town.officer)):
        assert not ManagerCheck.objects.get().answered
        said = StatedFact.objects.get(path="management.on_site_day_and_night")
        assert said.value is True
    page = manager.get(reverse("management", args=[where])).content.decode()
    for told in ("026 123 45 67", "map 3", "Polski", "10-01-2026 23:10"):
        assert told in page
    seen = officer.get(reverse("location", args=[where])).content.decode()
    assert "026 765 43 21" in seen
    for bad in ([where, "else"],):
        assert manager.get(reverse("management_contact", args=bad)).status_code == 404
    assert officer.get(reverse("house_rules", args=[where])).status_code == 403


def test_an_address_needs_the_weighing_of_the_town(
    town: Town, house: House, signed_in: SignedIn
) -> None:
    manager, officer = signed_in(house.manager), signed_in(town.officer)
    where = house.location.pk
    _post(manager, "location_public", where, answer="yes")
    without = officer.post(
        reverse("location_public", args=[where]), {"answer": "yes", "words": ""}
    )
    assert without.status_code == 200  # asked again: the reason is missing
    _post(officer, "location_public", where, answer="yes", words="Rustig, bekend adres")
    page = manager.get(reverse("location_public", args=[where])).content.decode()
    assert "Rustig, bekend adres" in page
