"""The search elsewhere is asked by municipality code, and its trouble is never ours."""

import pytest

from onderdak.connections.pdok.client import Locatieserver, locatieserver_at
from onderdak.connections.pdok.fake import fake_locatieserver
from onderdak.kernel.errors import ConfigurationError

# An invented address in the form of the real answers.
HERE = {
    "type": "adres",
    "id": "adr-0001",
    "weergavenaam": "Dorpsstraat 12A-2, 6981AB Teststad",
    "nummeraanduiding_id": "9903200000000001",
    "straatnaam": "Dorpsstraat",
    "huisnummer": 12,
    "huisletter": "A",
    "huisnummertoevoeging": "2",
    "postcode": "6981AB",
    "woonplaatsnaam": "Teststad",
    "gemeentecode": "9903",
    "gemeentenaam": "Teststad",
    "buurtcode": "BU99030001",
    "centroide_ll": "POINT(6.1154 52.0002)",
}
# The same street, in a place of the same name elsewhere.
ELSEWHERE = {**HERE, "id": "adr-0002", "gemeentecode": "9904"}


def test_only_addresses_of_the_municipality_are_proposed() -> None:
    with fake_locatieserver([HERE, ELSEWHERE]) as search:
        found = search.suggest(municipality="GM9903", words="dorpsstraat")
    assert [each.id for each in found] == ["adr-0001"]
    assert found[0].label == HERE["weergavenaam"]


def test_a_suggestion_is_looked_up_in_full() -> None:
    with fake_locatieserver([HERE]) as search:
        found = search.lookup(id="adr-0001", municipality="GM9903")
    assert found is not None
    assert (found.street, found.number, found.addition) == ("Dorpsstraat", 12, "A-2")
    assert (found.municipality, found.neighbourhood) == ("GM9903", "BU99030001")
    assert (found.longitude, found.latitude) == (6.1154, 52.0002)


def test_an_address_elsewhere_is_not_looked_up() -> None:
    with fake_locatieserver([ELSEWHERE]) as search:
        assert search.lookup(id="adr-0002", municipality="GM9903") is None


@pytest.mark.parametrize("id_", ["", "a&fq=x", "../x", "a" * 61])
def test_what_is_no_id_is_not_asked(id_: str) -> None:
    with fake_locatieserver([{**HERE, "id": id_}]) as search:
        assert search.lookup(id=id_, municipality="GM9903") is None


@pytest.mark.parametrize(
    "broken", [b"", b"<html>", b"[]", b'{"response": 3}', b'{"response": {"docs": 3}}']
)
def test_trouble_elsewhere_gives_no_suggestions(broken: bytes) -> None:
    with fake_locatieserver(broken=broken) as search:
        assert search.suggest(municipality="GM9903", words="dorp") == []
        assert search.lookup(id="adr-0001", municipality="GM9903") is None


def test_a_search_that_is_not_there_gives_no_suggestions() -> None:
    with fake_locatieserver([HERE]) as search:
        address = search.address
    gone = Locatieserver(address, patience=1)
    assert gone.suggest(municipality="GM9903", words="dorp") == []


@pytest.mark.parametrize(
    "missing", ["nummeraanduiding_id", "huisnummer", "centroide_ll"]
)
def test_an_address_that_lacks_something_is_none(missing: str) -> None:
    less = {name: value for name, value in HERE.items() if name != missing}
    with fake_locatieserver([less]) as search:
        assert search.lookup(id="adr-0001", municipality="GM9903") is None


def test_words_and_municipality_must_be_there() -> None:
    with fake_locatieserver([HERE]) as search:
        assert search.suggest(municipality="GM9903", words="  ") == []
        assert search.suggest(municipality="Teststad", words="dorp") == []


def test_the_address_of_the_search_is_checked() -> None:
    assert locatieserver_at("") is None
    assert locatieserver_at("https://search.example/v3_1/") == Locatieserver(
        "https://search.example/v3_1"
    )
    for wrong in ("ftp://x", "file:///etc/passwd", "search.example"):
        with pytest.raises(ConfigurationError):
            locatieserver_at(wrong)
