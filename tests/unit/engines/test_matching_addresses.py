"""The surest way decides, and what is not sure goes to a person."""

import pytest

from onderdak.engines.linkage import (
    AddressBook,
    KnownAddress,
    Level,
    Match,
    WrittenAddress,
    match,
    read_address,
)

HOUSES = [
    KnownAddress.of(
        key, number=number, addition=addition, postcode=postcode, street=street,
        town=town, bag_ids=[f"99012000000000{key:02d}", f"99010100000000{key:02d}"],
    )
    for key, street, number, addition, postcode, town in (
        (1, "Kerkstraat", 12, "", "1234AB", "Proefdam"),
        (2, "Kerkstraat", 12, "A", "1234AB", "Proefdam"),
        (3, "Kerkstraat", 14, "A", "1234AB", "Proefdam"),
        (4, "Kerkstraat", 14, "B", "1234AB", "Proefdam"),
        (5, "Molenweg", 12, "", "1234AC", "Proefdam"),
        (6, "Julianalaan", 44, "", "1234AD", "Proefdam"),
        (7, "Dorpsstraat", 3, "", "1234AE", "Proefdam"),
        (8, "Dorpsstraat", 3, "", "1240AA", "Oefenwijk"),
        (9, "Dorpsstraat", 5, "", "1240AA", "Oefenwijk"),
    )
]  # fmt: skip
# A register of some size: likeness is weighed against how many there are.
MANY = [
    KnownAddress.of(
        100 + place, number=place % 90 + 100, postcode=f"2{place % 70:03d}XY",
        street=f"Straat {place % 60}", town="Proefdam",
    )
    for place in range(1000)
]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> AddressBook:
    return AddressBook.of([*HOUSES, *MANY])


def found(words: str, book: AddressBook) -> Match:
    return match(read_address(words, book.towns), book)


@pytest.mark.parametrize("bag_id", ["9901200000000006", "9901010000000006"])
def test_a_bag_id_decides_of_address_and_of_object(
    bag_id: str, book: AddressBook
) -> None:
    written = WrittenAddress.of_columns(bag_id=bag_id, postcode="1234AD", number="44")
    assert match(written, book) == Match(Level.BAG_ID, 6)


def test_a_bag_id_beside_another_house_is_for_a_person(book: AddressBook) -> None:
    """Columns may have shifted: both are proposed."""
    written = WrittenAddress.of_columns(
        bag_id="9901200000000006", postcode="1234AB", number="12"
    )
    answer = match(written, book)
    assert not answer.sure
    assert [one.key for one in answer.candidates] == [6, 1]


def test_an_unknown_bag_id_leaves_the_rest_to_decide(book: AddressBook) -> None:
    written = WrittenAddress.of_columns(
        bag_id="9901200000009999", postcode="1234 ad", number="44"
    )
    assert match(written, book) == Match(Level.POSTCODE, 6)


@pytest.mark.parametrize(
    ("words", "level", "key"),
    [
        ("1234 AB 12", Level.POSTCODE, 1),
        ("1234 AB 12 a", Level.POSTCODE, 2),
        ("Kerkstr. 12a, 1234 AB Proefdam", Level.POSTCODE, 2),
        ("Kerkstraat 12, Proefdam", Level.STREET, 1),
        ("Molenweg 12", Level.STREET, 5),
        ("Dorpsstraat 3, Oefenwijk", Level.STREET, 8),
        ("Julinalaan 44, 1234 AD Proefdam", Level.POSTCODE, 6),
        ("Julinalaan 44, Proefdam", Level.LIKENESS, 6),
        ("Julianalaan 44, 1234 AE Proefdam", Level.LIKENESS, 6),
    ],
)
def test_what_is_sure_is_linked_at_its_level(
    words: str, level: Level, key: int, book: AddressBook
) -> None:
    answer = found(words, book)
    assert (answer.level, answer.key) == (level, key)


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("Kerkstraat 14, 1234 AB Proefdam", {3, 4}),  # no addition: A or B?
        ("Dorpsstraat 3", {7, 8}),  # no town: which of the two?
    ],
)
def test_what_has_two_readings_goes_to_a_person(
    words: str, candidates: set[int], book: AddressBook
) -> None:
    answer = found(words, book)
    assert not answer.sure
    assert candidates <= {one.key for one in answer.candidates}


def test_an_addition_that_is_not_in_the_register_is_not_dropped(
    book: AddressBook,
) -> None:
    answer = found("Molenweg 12-3, 1234 AC Proefdam", book)
    assert not answer.sure
    assert answer.candidates[0].key == 5


@pytest.mark.parametrize(
    "words",
    ["Julianalaan 45, 1234 AD Proefdam", "Molenweg 12, 1234 AB", "1234 AD 54"],
)
def test_in_a_part_of_a_town_nothing_becomes_surer(words: str) -> None:
    """A number or a street is never guessed, however few addresses are looked at."""
    assert not found(words, AddressBook.of(HOUSES[:1] + HOUSES[5:6])).sure


def test_a_postcode_that_the_street_gainsays_does_not_decide(
    book: AddressBook,
) -> None:
    """1234AC is the Molenweg; whoever wrote Kerkstraat slipped in the postcode."""
    answer = found("Kerkstraat 12, 1234 AC Proefdam", book)
    assert answer.key != 5


@pytest.mark.parametrize(
    "words", ["", "Proefdam", "Kerkstraat, Proefdam", "zomaar 7777"]
)
def test_without_a_house_there_is_nothing_to_link(
    words: str, book: AddressBook
) -> None:
    assert found(words, book) == Match(Level.NONE)


def test_weights_and_chances_go_together(book: AddressBook) -> None:
    answer = found("Dorpsstraat 3", book)
    chances = [one.probability for one in answer.candidates]
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
