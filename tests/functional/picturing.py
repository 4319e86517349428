"""What tests of the picture and of the ranking share: an address, and a sound page."""

import pytest
from playwright.sync_api import Page

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.places.contract import Address, DwellingObject
from tests.functional.test_every_page import Visitor, _faults
from tests.people import OWN
from tests.world import acting


def sound(page: Page) -> None:
    """Fail where axe finds a fault, or where the page is wider than the screen."""
    assert _faults(page) == []
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


@pytest.fixture
def address(visitor: Visitor) -> Address:
    """A home of 60 m² in the visitor's own municipality."""
    town = visitor.sides.towns[OWN]
    with scope(acting(town.officer)):
        made = Address.objects.create(
            municipality_id=town.code,
            bag_id="0000200000000012",
            street="Kerkstraat",
            number=12,
            postcode="1234AB",
            town="Eenstad",
        )
        DwellingObject.objects.create(
            municipality_id=town.code,
            address=made,
            bag_id="0000010000000012",
            uses=["woonfunctie"],
            floor_area=60,
        )
    return made
