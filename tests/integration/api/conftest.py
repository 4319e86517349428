"""Two providers in two towns, and a system of the first."""

import pytest
from django.core.cache import cache

from tests.integration.api.systems import System, token_for
from tests.world import House, Town, make_house, make_town


@pytest.fixture
def town() -> Town:
    cache.clear()
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Huis")


@pytest.fixture
def system(house: House) -> System:
    return System(token_for(house))


@pytest.fixture
def neighbour() -> House:
    """A house of another provider, in another town."""
    return make_house(make_town("GM9002", "Tweestad"), "Buurhuis")
