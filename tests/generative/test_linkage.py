"""What linking promises for whatever is written."""

import random

from bench.labelled_addresses import House, Labelled, book_of, houses, labelled
from hypothesis import given
from hypothesis import strategies as st

from onderdak.engines.linkage import (
    AddressBook,
    Level,
    WrittenAddress,
    match,
    read_address,
)

REGISTER = houses(seed=3, streets=8)
BOOK = book_of(REGISTER)
KNOWN = [one.known() for one in REGISTER]
WRITTEN = list(labelled(REGISTER, 300, seed=3))


@given(st.text(max_size=400))
def test_any_words_can_be_read_and_linked(words: str) -> None:
    answer = match(read_address(words, BOOK.towns), BOOK)
    assert answer.sure or answer.level in {Level.LIKENESS, Level.NONE}


@given(st.sampled_from(REGISTER))
def test_an_address_as_the_register_has_it_is_found(one: House) -> None:
    words = f"{one.street} {one.number}"
    if one.addition:
        words += f"-{one.addition}" if one.addition.isdigit() else one.addition
    answer = match(read_address(f"{words}, {one.postcode} {one.town}"), BOOK)
    assert answer.key == one.key


@given(st.sampled_from(WRITTEN), st.randoms())
def test_the_order_of_the_register_makes_no_difference(
    row: Labelled, by_chance: random.Random
) -> None:
    known = list(KNOWN)
    by_chance.shuffle(known)
    written = row.written()
    assert match(written, AddressBook.of(known)) == match(written, BOOK)


@given(st.sampled_from(WRITTEN))
def test_what_is_exact_needs_no_weight(row: Labelled) -> None:
    answer = match(row.written(), BOOK)
    assert (answer.weight is None) == (answer.level is not Level.LIKENESS)


@given(st.sampled_from(REGISTER))
def test_a_bag_id_alone_is_enough(house: House) -> None:
    written = WrittenAddress.of_columns(bag_id=house.bag_id)
    assert match(written, BOOK).key == house.key
