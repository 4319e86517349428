"""Where one's own data has no address, the server asks elsewhere, for no visitor."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.places.contract import Address, Area
from onderdak.foundation.places.contract.register import (
    LookedUp,
    Suggestion,
    search_elsewhere,
    search_elsewhere_with,
)
from onderdak.supervision.desk.contract import Report, place_received, route_received
from onderdak.supervision.desk.contract.clerk import (
    try_routing,
    use_routing,
    write_routing,
)
from onderdak.web.desk.public import brake
from tests.integration.desk.desks import DeskTown, Filling, code_on, make_desk
from tests.integration.desk.test_figures import SQUARE
from tests.world import acting

pytestmark = pytest.mark.django_db
THERE = LookedUp(
    bag_id="0202200000000012",
    street="Haven",
    number=3,
    addition="",
    postcode="6811ZZ",
    town="Eenstad",
    municipality="GM9001",
    neighbourhood="",
    longitude=5.9,
    latitude=51.9,
)


class Elsewhere:
    """A search that knows one address, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def suggest(
        self, *, municipality: str, words: str, limit: int = 10
    ) -> list[Suggestion]:
        self.asked.append(words)
        return [Suggestion("adr-1", "Haven 3, 6811ZZ Eenstad")]

    def lookup(self, *, id: str, municipality: str) -> LookedUp | None:
        return THERE if (id, municipality) == ("adr-1", "GM9001") else None


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    before, made = search_elsewhere(), Elsewhere()
    search_elsewhere_with(made)
    yield made
    search_elsewhere_with(before)


@pytest.fixture
def desk() -> DeskTown:
    for each in brake.ALL:
        each.forget()
    return make_desk()


def _chosen(address: str) -> Filling:
    filling = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    filling.press(do="search", sought="Haven 3")
    filling.press(sought="Haven 3", address=address)
    return filling.press().press().press()


def test_an_address_chosen_elsewhere_is_put_on_record_with_its_report(
    desk: DeskTown, elsewhere: Elsewhere
) -> None:
    filling = _chosen("elsewhere:adr-1")
    assert code_on(filling.page)
    with scope(desk.rows):
        assert not Address.objects.exists()
        assert Report.objects.get().place_text == "Haven 3, 6811ZZ Eenstad"
    payload = OutboxEvent.objects.get(name="desk.report_received").payload
    place_received(payload)
    with scope(desk.rows):
        address = Report.objects.select_related("address").get().address
        assert address is not None
        assert (address.street, address.bag_id) == ("Haven", THERE.bag_id)
    place_received(payload)
    with scope(desk.rows):
        assert Address.objects.count() == 1


def test_an_address_that_comes_late_is_routed_by_its_neighbourhood(
    desk: DeskTown, elsewhere: Elsewhere
) -> None:
    rules = [{"when": {"neighbourhood": ["BU90010001"]}, "gives": {"team": "haven"}}]
    today = timezone.localdate()
    with scope(acting(desk.clerk)):
        doing = {
            "by": desk.clerk,
            "municipality": desk.code,
            "at": timezone.now(),
        }
        version = write_routing(rules=rules, **doing)
        try_routing(number=version, since=today, until=today, **doing)
        use_routing(number=version, **doing)
    _chosen("elsewhere:adr-1")
    payload = OutboxEvent.objects.get(name="desk.report_received").payload
    route_received(payload)
    with scope(desk.rows):
        quarter = Area.objects.create(
            code="BU90010001",
            kind=Area.Kind.NEIGHBOURHOOD,
            name="Haven",
            municipality_id=desk.code,
            outline=SQUARE,
            source="test",
        )
        # Meanwhile the house was put on record.
        Address.objects.create(
            municipality_id=desk.code,
            street="Haven",
            number=3,
            postcode="6811ZZ",
            town="Eenstad",
            bag_id=THERE.bag_id,
            neighbourhood=quarter,
        )
    place_received(payload)
    with scope(desk.rows):
        made = Report.objects.get()
    assert (made.neighbourhood_id, made.team) == ("BU90010001", "haven")


def test_what_one_has_oneself_is_asked_of_nobody(
    desk: DeskTown, elsewhere: Elsewhere
) -> None:
    with scope(desk.rows):
        Address.objects.create(
            municipality_id=desk.code, street="Haven", number=3, town="Eenstad"
        )
    filling = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    assert "Haven 3" in filling.press(do="search", sought="Haven 3").page
    assert elsewhere.asked == []


@pytest.mark.parametrize("address", ["elsewhere:adr-2", "elsewhere:", "7", "x"])
def test_what_was_not_among_the_choices_is_not_taken(
    desk: DeskTown, elsewhere: Elsewhere, address: str
) -> None:
    filling = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    filling.press(sought="Haven 3", address=address)
    assert filling.step == "place"
