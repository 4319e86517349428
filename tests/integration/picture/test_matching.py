"""A line of a file is laid beside the addresses on record, and never guessed."""

import pytest

from onderdak.engines.linkage import Level, Match
from onderdak.foundation.identity.contract import scope
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.domain.signals import WrittenPlace
from onderdak.supervision.picture.matching import match_places
from tests.world import Town, acting, make_town

pytestmark = pytest.mark.django_db
HOUSES = {
    "kerk12": ("Kerkstraat", 12, "", "1234AB"),
    "kerk12a": ("Kerkstraat", 12, "A", "1234AB"),
    "molen12": ("Molenweg", 12, "", "1234AC"),
}


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def houses(town: Town) -> dict[str, int]:
    with scope(acting(town.officer)):
        return {
            name: Address.objects.create(
                municipality_id=town.code,
                street=street,
                number=number,
                addition=addition,
                postcode=postcode,
                town="Teststad",
            ).pk
            for name, (street, number, addition, postcode) in HOUSES.items()
        }


def matched(town: Town, *places: WrittenPlace) -> list[Match]:
    with scope(acting(town.officer)):
        return match_places(town.code, places)


@pytest.mark.parametrize(
    ("place", "level", "house"),
    [
        (WrittenPlace("", "1234 AB", "12"), Level.POSTCODE, "kerk12"),
        (WrittenPlace("", "1234 AB", "12", "a"), Level.POSTCODE, "kerk12a"),
        (WrittenPlace("Kerkstraat 12a"), Level.STREET, "kerk12a"),
        (WrittenPlace("Kerkstraat 12", "", "", "A"), Level.STREET, "kerk12a"),
        (WrittenPlace("Kerkstraat 12a", "", "12"), Level.STREET, "kerk12a"),
        (WrittenPlace("Kerkstraat", "1234AB", "12"), Level.POSTCODE, "kerk12"),
        (WrittenPlace("Molenweg 12 Teststad"), Level.STREET, "molen12"),
    ],
    ids=str,
)
def test_words_and_columns_say_together_which_house(
    place: WrittenPlace, level: Level, house: str, town: Town, houses: dict[str, int]
) -> None:
    (found,) = matched(town, place)
    assert (found.level, found.key) == (level, houses[house])


@pytest.mark.parametrize(
    "place",
    [
        WrittenPlace("Molenweg", "1234AB", "12"),  # the postcode is another street's
        WrittenPlace("", "1234AB", "13"),  # no such house
        WrittenPlace("Kerkstraat 12 app 4"),
        WrittenPlace("Kerkstraat"),
        WrittenPlace("9999200000000001"),
        WrittenPlace(),
    ],
    ids=str,
)
@pytest.mark.usefixtures("houses")
def test_what_is_not_sure_is_for_a_person(place: WrittenPlace, town: Town) -> None:
    (found,) = matched(town, place)
    assert not found.sure


def test_other_lines_of_the_file_make_no_difference(
    town: Town, houses: dict[str, int]
) -> None:
    places = [
        WrittenPlace("Molenweg", "1234AB", "12"),
        WrittenPlace("", "1234AC", "12"),
        WrittenPlace("Kerkstraat 12a"),
    ]
    together = matched(town, *places, *places)
    apart = [matched(town, place)[0] for place in places]
    assert together == apart + apart
    assert together[1].key == houses["molen12"]
