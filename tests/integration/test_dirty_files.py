"""What the file's door promises about files as they really are.

Each file of the collection is read rightly, or its message names line and column and
says what to do, in both languages; and nothing of it is recorded unasked.
"""

from collections.abc import Iterator

import pytest
from django.utils import translation
from scripts.dirty_files import COLLECTION, ON, REFUSED, Dirty

from onderdak.foundation.identity.contract import in_language, scope
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text
from onderdak.project import translations
from onderdak.register.nights.contract import (
    Guest,
    Stay,
)
from onderdak.register.nights.contract.files import (
    declare_file,
)
from onderdak.register.nights.files import read_stays
from onderdak.register.nights.handing_in import FileOutcome
from tests.world import House, acting, make_house, make_town

pytestmark = pytest.mark.django_db
OPENING = [each for each in COLLECTION if each not in REFUSED]


@pytest.fixture(scope="module", autouse=True)
def _dutch() -> None:
    translations.compile_all()


@pytest.fixture
def house() -> House:
    return make_house(make_town("GM9001", "Teststad"), "Pension Test")


@pytest.fixture
def _nothing_recorded(house: House) -> Iterator[None]:
    yield
    with scope(acting(house.manager)):
        assert not Stay.objects.exists()
        assert not Guest.objects.exists()


def handed_in(house: House, dirty: Dirty) -> FileOutcome:
    """Through the door as it is: with an error nothing is recorded."""
    with scope(acting(house.manager)):
        return declare_file(
            by=house.manager,
            location=house.location,
            source=dirty.make(),
            filename=f"{dirty.name}.{dirty.suffix}",
            mapping=None,
            on=ON,
            preview=not dirty.wrong,
        )


def both_languages(sentence: Text) -> tuple[str, str]:
    told = []
    for language in ("en", "nl"):
        with translation.override(language):
            told.append(in_language(sentence))
    return told[0], told[1]


def test_there_are_forty_kinds_and_no_two_alike() -> None:
    assert len(COLLECTION) >= 40
    assert len({each.name for each in COLLECTION}) == len(COLLECTION)
    assert len({each.about for each in COLLECTION}) == len(COLLECTION)


@pytest.mark.usefixtures("_nothing_recorded")
@pytest.mark.parametrize("dirty", OPENING, ids=lambda each: each.name)
def test_it_is_read_rightly_or_the_cell_is_named(dirty: Dirty, house: House) -> None:
    outcome = handed_in(house, dirty)
    told = outcome.declared
    found = {(e.line, outcome.column(e.field)): e.message for e in told.errors}
    assert found.keys() == dirty.wrong.keys()
    for place, words in dirty.wrong.items():
        english, dutch = both_languages(found[place])
        assert words in english
        assert dutch != english
    assert told.new == dirty.rows
    assert told.recorded is False


@pytest.mark.parametrize(
    "dirty", [each for each in OPENING if each.says], ids=lambda each: each.name
)
def test_what_was_done_about_it_is_told(dirty: Dirty, house: House) -> None:
    notes = [both_languages(note) for note in handed_in(house, dirty).notes]
    assert any(dirty.says in english for english, _ in notes)
    assert all(english != dutch for english, dutch in notes)


@pytest.mark.parametrize(
    "dirty", [each for each in OPENING if each.has], ids=lambda each: each.name
)
def test_the_first_guest_is_who_stands_in_the_file(dirty: Dirty) -> None:
    first = read_stays(dirty.make(), filename=f"a.{dirty.suffix}", on=ON).rows[0]
    assert {key: getattr(first, key) for key in dirty.has} == dirty.has


@pytest.mark.usefixtures("_nothing_recorded")
@pytest.mark.parametrize("dirty", REFUSED, ids=lambda each: each.name)
def test_it_is_refused_with_the_cure(dirty: Dirty, house: House) -> None:
    with pytest.raises(Invalid) as refused:
        handed_in(house, dirty)
    told = [both_languages(sentence) for sentence in refused.value.texts]
    assert dirty.says in " ".join(english for english, _ in told)
    assert all(english != dutch for english, dutch in told)
    assert refused.value.next_step is not None
