"""An address in free words is taken apart as a reader would."""

import pytest

from onderdak.engines.linkage import (
    AddressBook,
    KnownAddress,
    WrittenAddress,
    match,
    read_address,
    read_columns_and_words,
)

TOWNS = {"oefenwyk", "proefdam", "nieuwtesterveen"}
# What somebody wrote; then postcode, number, addition, street, town as compared.
WRITTEN = [
    ("Kerkstraat 12, 1234 AB Proefdam", "1234AB", 12, "", "kerkstraat", "proefdam"),
    ("Kerkstraat 12 1234AB PROEFDAM", "1234AB", 12, "", "kerkstraat", "proefdam"),
    ("kerkstr. 12a 1234ab Proefdam", "1234AB", 12, "A", "kerkstraat", "proefdam"),
    ("Kerkstraat 12-3, Proefdam", "", 12, "3", "kerkstraat", "proefdam"),
    ("Kerkstraat 12 3 hoog, Proefdam", "", 12, "3", "kerkstraat", "proefdam"),
    ("Kerkstraat 12 bis", "", 12, "BIS", "kerkstraat", ""),
    ("Kerkstraat 12 huis", "", 12, "HS", "kerkstraat", ""),
    ("Kerkstraat 12-II", "", 12, "2", "kerkstraat", ""),
    ("Kerkstraat 12 A-2", "", 12, "A2", "kerkstraat", ""),
    ("1234 AB 12", "1234AB", 12, "", "", ""),
    ("1234AB, 12 b", "1234AB", 12, "B", "", ""),
    ("1234 AB 12 Kerkstraat Proefdam", "1234AB", 12, "", "kerkstraat", "proefdam"),
    ("12 Kerkstraat, Proefdam", "", 12, "", "kerkstraat", "proefdam"),
    ("Proefdam, Kerkstraat 12", "", 12, "", "kerkstraat", "proefdam"),
    ("Kerkstraat nr. 12 in Proefdam", "", 12, "", "kerkstraat", "proefdam"),
    ("Kerkstraat 12 te Oefenwijk", "", 12, "", "kerkstraat", "oefenwyk"),
    ("Kerkstraat 12 Nieuw Testerveen", "", 12, "", "kerkstraat", "nieuwtesterveen"),
    ("Adres: Kerkstraat 12, kamer 4, Proefdam", "", 12, "", "kerkstraat", "proefdam"),
    ("Kerkstraat 12 app. 4, Proefdam", "", 12, "APP4", "kerkstraat", "proefdam"),
    ("Kerkstraat 12 bg", "", 12, "BG", "kerkstraat", ""),
    ("Kerkstraat 12 3", "", 12, "3", "kerkstraat", ""),
    ("Kerkstraat 12 t/m 18, Proefdam", "", 12, "TM18", "kerkstraat", "proefdam"),
    (
        "Kerkstraat 12 achter, 1234 AB Dorp",
        "1234AB",
        12,
        "ACHTER",
        "kerkstraat",
        "dorp",
    ),
    *(
        (f"Kerkstraat 12, {said}, 1234AB Dorp", "1234AB", 12, key, "kerkstraat", "dorp")
        for said, key in [
            ("app. 3", "APP3"),
            ("A", "A"),
            ("achter, links", "ACHTERLINKS"),
        ]
    ),
    ("Kerkstraat 12, A, Proefdam", "", 12, "A", "kerkstraat", "proefdam"),
    ("Kerkstraat 12, achter", "", 12, "ACHTER", "kerkstraat", ""),
    ("Kerkstraat 12, achter 1234AB", "1234AB", 12, "ACHTER", "kerkstraat", ""),
    ("Kerkstraat 12, Proefdam 1234AB", "1234AB", 12, "", "kerkstraat", "proefdam"),
    ("1234AB 12, achter, Proefdam", "1234AB", 12, "ACHTER", "", "proefdam"),
    ("Plein 1944 75, Proefdam", "", 75, "", "plein1944", "proefdam"),
    ("Laan 1940-1945 3", "", 3, "", "laan19401945", ""),
    ("1e Dwarsstraat 200", "", 200, "", "eerstedwarsstraat", ""),
    ("St. Jansstr. 5", "", 5, "", "sintjansstraat", ""),
    ("Burg. de Vriesln 5", "", 5, "", "burgemeesterdevrieslaan", ""),
    ("Koningspln 5", "", 5, "", "koningsplein", ""),
    ("Crèmelaan 5", "", 5, "", "cremelaan", ""),
    ("Kerkstraat, Proefdam", "", None, "", "kerkstraat", "proefdam"),
    ("Proefdam", "", None, "", "", "proefdam"),
    ("", "", None, "", "", ""),
]


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case[0] or "nothing")
def test_free_words_are_taken_apart(
    case: tuple[str, str, int | None, str, str, str],
) -> None:
    words, postcode, number, addition, street, town = case
    assert read_address(words, TOWNS) == WrittenAddress(
        "", postcode, number, addition, street, town
    )


def test_a_bag_id_in_the_words_is_found() -> None:
    assert read_address("zie 0202200000012345").bag_id == "0202200000012345"


def test_a_telephone_number_is_no_bag_id() -> None:
    assert read_address("bel 0261234567").bag_id == ""


def test_columns_may_hold_the_addition_in_the_number() -> None:
    apart = WrittenAddress.of_columns(number="12", addition="a-2", street="Kerkstr.")
    joint = WrittenAddress.of_columns(number="12 A/2", street="kerkstraat")
    assert apart == joint == WrittenAddress("", "", 12, "A2", "kerkstraat", "")


def test_a_number_that_cannot_be_one_is_left_out() -> None:
    assert WrittenAddress.of_columns(number="onbekend").number is None


def test_a_postcode_in_a_column_counts_where_the_number_is_in_the_words() -> None:
    """`Dorpsstraat 12` is in many a village; the column says in which."""
    read = read_columns_and_words("Dorpsstraat 12 a", postcode="7722 XX")
    assert read == WrittenAddress("", "7722XX", 12, "A", "dorpsstraat", "")
    other = read_columns_and_words("Dorpsstraat 12 a", number="14", addition="b")
    assert (other.number, other.addition) == (14, "B")


@pytest.mark.parametrize("said", ["app. 3", "A", "achter"])
def test_what_stands_between_number_and_postcode_is_not_the_house_alone(
    said: str,
) -> None:
    known = KnownAddress.of(
        1, number=12, postcode="1234AB", street="Kerkstraat", town="Eenstad"
    )
    book = AddressBook.of([known])
    for towns in ((), book.towns):
        for words in (
            f"Kerkstraat 12, {said}, 1234AB Eenstad",
            f"Kerkstraat 12, {said}, 1234AB",
            f"Kerkstraat 12, {said}, Eenstad",
            f"1234AB 12, {said}",
        ):
            assert not match(read_address(words, towns), book).sure
