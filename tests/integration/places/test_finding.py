"""An address is found in the own data while somebody types."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.foundation.places.domain.keys import key
from tests.world import Town, acting, make_house, make_town

TOWN = "GM9903"
STREETS = (
    "Dorpsstraat",
    "Dorpsweg",
    "Van der Meerstraat",
    "'s-Gravenlaan",
    "Plein 1944",
)


@pytest.fixture
def town() -> Town:
    made = make_town(TOWN, "Teststad")
    with scope(acting(made.officer)):
        for street in STREETS:
            for number in (1, 2, 12, 120):
                Address.objects.create(
                    municipality_id=TOWN,
                    street=street,
                    number=number,
                    addition="A-2" if number == 12 else "",
                    postcode="6981AB",
                    town="Teststad",
                )
    return made


def _found(words: str, municipality: str = TOWN, limit: int = 10) -> list[str]:
    with no_scope():
        found = find_addresses(municipality=municipality, words=words, limit=limit)
    return [each.label.partition(",")[0] for each in found]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("dorpsstr", "Dorpsstraat 1"),
        ("Dorpsstraat 12", "Dorpsstraat 12A-2"),
        ("dorpsstraat 12a2", "Dorpsstraat 12A-2"),
        ("dorpsstraat 12 a-2, 6981 ab teststad", "Dorpsstraat 12A-2"),
        ("meerstraat 2", "Van der Meerstraat 2"),
        ("van der meer", "Van der Meerstraat 1"),
        ("s gravenlaan 1", "'s-Gravenlaan 1"),
        ("Plein 1944 2", "Plein 1944 2"),
        ("plein 1944", "Plein 1944 1"),
        ("6981AB 2", "Dorpsstraat 2"),
        ("6981", "Dorpsstraat 1"),
    ],
)
def test_the_likeliest_comes_first(town: Town, words: str, first: str) -> None:
    assert _found(words)[0] == first


@pytest.mark.django_db
def test_a_number_goes_before_the_numbers_that_begin_like_it(town: Town) -> None:
    assert _found("Dorpsstraat 1") == [
        "Dorpsstraat 1",
        "Dorpsstraat 12A-2",
        "Dorpsstraat 120",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["", "zzz", "Dorpsstraat 99", "Dorpsstraat 1, Elders", "%", "_%zz", "'"]
)
def test_what_is_not_there_is_not_found(town: Town, words: str) -> None:
    assert _found(words) == []


@pytest.mark.django_db
def test_only_of_the_municipality_and_no_more_than_asked(town: Town) -> None:
    assert _found("Dorpsstraat", municipality="GM9904") == []
    assert len(_found("6981", limit=3)) == 3


@pytest.mark.django_db
def test_what_a_provider_proposed_is_not_shown(town: Town) -> None:
    house = make_house(town, "Huis")
    with scope(acting(town.officer)):
        Address.objects.filter(street="Dorpsweg").update(proposed_by=house.provider)
        found = find_addresses(municipality=TOWN, words="Dorpsweg")
    assert found == []


class TestKeys(TestCase):
    """The database and the software write names alike."""

    @given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30))
    def test_a_key_is_the_same_on_both_sides(self, words: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT places_key(%s)", [words])
            (made,) = cursor.fetchone()
        assert made == key(words)
