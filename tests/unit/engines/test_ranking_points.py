"""Points hold what is forbidden out, and say everything that is wrong at once."""

from datetime import date
from typing import Any

import jsonschema_rs
import pytest
import yaml

from onderdak.engines.ranking import (
    Catalogue,
    Subject,
    Unreadable,
    load_catalogue,
    read_catalogue,
    read_points,
    shipped_catalogues,
    why_forbidden,
)
from onderdak.engines.ranking.forbidden import forbidden_roots
from onderdak.engines.ranking.schema import points_schema

ADDRESSES = load_catalogue()

FORBIDDEN = [
    *("nationality", "nationaliteit", "Nationaliteiten", "NATIONALITÉ", "nat1onality"),
    *("n-a-t-i-o-n-a-l-i-t-e-i-t", "natio\u200bnaliteit", "aantal_nationaliteiten"),
    *("birth_country", "country of birth", "geboorteland", "geboorte-plaats"),
    *("herkomst", "share_polish", "poolse_bewoners", "migratieachtergrond"),
    *("name", "surname", "voornaam", "achternaam bewoner", "namen", "ownerName"),
    *("language", "languages spoken", "taal", "moedertaal", "TAAL_THUIS"),
    *("income", "inkomen", "gezinsinkomen", "loonsom", "salary", "schulden"),
    *("benefits", "uitkering", "bijstandsuitkering", "huurtoeslag", "ww"),
    *("rni", "RNI-aantal", "aantal_rni", "rniRegistrations", "niet_ingezetenen"),
    *("nights", "registered_nights", "nachten", "aantal overnachtingen"),
    *("nachtregister", "nights_12m", "belaste nachten"),
    *("bsn", "gender", "leeftijd", "geslacht", "religie", "persons", "gezinnen"),
    *("нationality", "tаal"),  # letters of another alphabet that look alike
    # A harmless word within a word, or across two, hides nothing.
    *("inkomen_deciel", "inkomendata", "thuistaal", "huis_taal", "landstaal"),
    *("talen_thuis", "admin_name", "totaal_taal", "straatnaambewoner"),
    *("ınkomen", "inkømen", "łoon", "ŧaal", "ɪnkomen"),  # Latin ones that look alike
    *(
        "n@tional1ty",
        "nat1ona1ity",
        "nationa1ity",
        "taa1",
        "$alary",
        "r_n_i",
        "r_ni",
        "n.a.a.m",
    ),
    *("aantalrnireg", "aantal_rni_reg", "poolsen", "share_polish", "syriers"),
    *("allochtoon", "niet_westers", "westerse", "non-western", "nationals"),
    *("non_dutch", "nederlanders", "land", "geb_land", "gbland", "statushouder"),
    *("vluchteling", "refugees", "visum", "moslim", "kerk", "religion", "islamitisch"),
    *("age", "dob", "leeftijd", "age_group", "vrouw", "male", "females", "kinderen"),
]
# Words of a sentence; one of each is enough to refuse it.
SPOKEN = [
    "Hier wonen veel Polen zonder inkomen.",
    "Many speak another language.",
    "Veel n-a-t-i-o-n-a-l-i-t-e-i-t-e-n",
    "Bewoners zijn van a l l o c h t o o n of ınkomen",
    "Statushouders en Syriërs",
    "Vrouwen met kinderen",
    "aantal RNI per pand",
    "geregistreerde nachten",
    "inwoners uit het buitenland",
]
PLAIN = [
    "Wet basisregistratie personen; het hele land; hoe lang het leeg staat",
    "Namelijk omdat er meer personen zijn dan de vergunning toestaat",
    "Gevaar voor de gezondheid; gemeld per telefoon. De huur is betaald.",
    "Omgevingswet art. 18.2; Awb 5:11-5:20; Sr 438, 3 x in 12 maanden",
    "Na ammoniak ging het mis, ook in de tuin",
]
HARMLESS = [
    *("totaal_meldingen", "total_area", "reports_12m", "sewage", "combinatie"),
    *("straatnaam", "street_name", "wijknaam", "bag_id", "overname", "modernised"),
    *("registered_over_allowed", "afval_huis_aan_huis", "betaalde_leges", "pand"),
    *("landlord_without_permit", "household_waste", "eengezinswoning", "eiland"),
    *(
        "vernieuwd",
        "furnished",
        "warnings_12m",
        "portaal",
        "average",
        "storage",
        "page",
    ),
]


def indicator(**changes: object) -> dict[str, Any]:
    return {
        "key": "reports_12m",
        "reason": "Reports say where to look.",
        "source": "reports",
        "ground": "Omgevingswet art. 18.2",
        "expires_on": date(2027, 12, 31),
        "steps": [{"at_least": 1, "points": 1}, {"at_least": 3, "points": 4}],
        **changes,
    }


def test_a_letting_permit_is_of_the_address_and_not_of_who_lets_it() -> None:
    one = ADDRESSES["landlord_without_permit"]
    assert one.subject is Subject.ADDRESS
    assert one.says == "A letting permit that is needed here is not there"


def points(*indicators: dict[str, Any], **changes: object) -> str:
    body: dict[str, Any] = {
        "name": "Test",
        "version": 1,
        "catalogue": "addresses",
        "since": date(2026, 1, 1),
        "until": date(2027, 12, 31),
        "identifier": "bag_id",
        "indicators": list(indicators or [indicator()]),
        **changes,
    }
    return yaml.safe_dump(body, sort_keys=False)


def faults(written: str, catalogue: Catalogue = ADDRESSES) -> dict[str, str]:
    with pytest.raises(Unreadable) as refused:
        read_points(written, catalogue)
    return {one.where: str(one.what) for one in refused.value.faults}


def catalogue(**changes: object) -> str:
    one = {
        "key": "defects",
        "subject": "object",
        "title": "Defects",
        "unit": "count",
        "source": "inspections",
        "ground": "By-law",
        "says": "Defects: %(value)s",
        "settled_by": "letter",
    }
    body = {"catalogue": "other", "title": "Another field"}
    return yaml.safe_dump({**body, "indicators": [{**one, **changes}]})


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_forbidden_indicator_cannot_be_configured_by_its_column(word: str) -> None:
    written = points(indicator(column=word))
    assert "indicators[0].column" in faults(written)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_catalogue_can_bring_it_in_under_its_own_title(word: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_catalogue(catalogue(title=word))
    assert [one.where for one in refused.value.faults] == ["indicators[0].title"]


@pytest.mark.parametrize("word", ["nationality", "nights", "rni", "inkomen", "naam"])
def test_no_catalogue_can_bring_it_in_as_a_key_or_a_source(word: str) -> None:
    for name in ("key", "source"):
        with pytest.raises(Unreadable):
            read_catalogue(catalogue(**{name: word}))


@pytest.mark.parametrize("word", FORBIDDEN)
def test_it_cannot_be_carried_along_either(word: str) -> None:
    assert faults(points(context=[word]))


@pytest.mark.parametrize("words", SPOKEN)
def test_no_sentence_speaks_of_it(words: str) -> None:
    for name in ("reason", "ground"):
        assert f"indicators[0].{name}" in faults(points(indicator(**{name: words})))
    assert "name" in faults(points(name=words))
    for name in ("means", "ground"):
        with pytest.raises(Unreadable) as refused:
            read_catalogue(catalogue(**{name: words}))
        assert [one.where for one in refused.value.faults] == [f"indicators[0].{name}"]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_language_of_a_sentence_is_read(words: str) -> None:
    said = indicator(reason=words, ground=words)
    assert read_points(points(said, name=words), ADDRESSES).name == words
    assert read_catalogue(catalogue(means=words, ground=words))


@pytest.mark.parametrize("word", ["aantal meldingen", "a-b", "é", "m²", "a/b"])
def test_columns_are_of_plain_letters_figures_and_underscores(word: str) -> None:
    assert "indicators[0].column" in faults(points(indicator(column=word)))
    assert faults(points(context=[word]))
    assert faults(points(identifier=word))


def test_details_of_a_catalogue_are_held_out_too() -> None:
    said = {"details": ["inkomen"], "says_fully": "%(value)s, %(inkomen)s"}
    with pytest.raises(Unreadable) as refused:
        read_catalogue(catalogue(**said))
    assert "indicators[0].details" in {one.where for one in refused.value.faults}


def test_a_version_fits_where_it_is_kept() -> None:
    assert read_points(points(version=32_767), ADDRESSES).version == 32_767
    assert "32767" in faults(points(version=40_000))["version"]


@pytest.mark.parametrize("sign", ["\\0", "\\ud800", "\\x07"])
def test_signs_that_cannot_be_kept_are_refused_with_their_line(sign: str) -> None:
    written = points().replace("name: Test", f'name: "Te{sign}st"')
    [(where, what)] = faults(written).items()
    assert where == "1:7"
    assert "sign" in what


@pytest.mark.parametrize("root", forbidden_roots(), ids=lambda root: root.root)
def test_every_forbidden_root_says_why_with_an_article(root: Any) -> None:
    why = str(why_forbidden(root.root))
    assert root.reason in why
    assert root.article in why


@pytest.mark.parametrize("word", HARMLESS)
def test_words_that_hold_a_root_by_chance_are_read(word: str) -> None:
    assert why_forbidden(word) is None


@pytest.mark.parametrize("subject", ["person", "persoon", "resident", "guest", ""])
def test_no_indicator_is_about_a_person(subject: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_catalogue(catalogue(subject=subject))
    assert "indicators[0].subject" in {one.where for one in refused.value.faults}


def test_what_is_not_in_the_catalogue_is_refused() -> None:
    written = points(indicator(key="burglaries", source="police"))
    assert "closed" in faults(written)["indicators[0].key"]


def test_more_evidence_never_gives_fewer_points() -> None:
    down = [{"at_least": 1, "points": 4}, {"at_least": 3, "points": 2}]
    assert (
        "More evidence"
        in faults(points(indicator(steps=down)))["indicators[0].steps[1].points"]
    )


@pytest.mark.parametrize("given", [-1, 1.5, True, "3", None])
def test_points_are_whole_numbers_of_zero_or_more(given: object) -> None:
    steps = [{"at_least": 1, "points": given}]
    assert "indicators[0].steps[0].points" in faults(points(indicator(steps=steps)))


def test_everything_that_is_wrong_is_said_at_once_and_where() -> None:
    bad = indicator(reason="", expires_on="soon", steps=[], colour="red")
    assert set(faults(points(bad, indicator(key="x"), version=0, since="never"))) == {
        "version",
        "since",
        "indicators[0].reason",
        "indicators[0].expires_on",
        "indicators[0].steps",
        "indicators[0].colour",
        "indicators[1].key",
    }


@pytest.mark.parametrize("key", ["reason", "source", "ground", "expires_on", "steps"])
def test_each_indicator_needs_its_reason_source_ground_and_expiry(key: str) -> None:
    one = indicator()
    del one[key]
    assert f"indicators[0].{key}" in faults(points(one))


def test_a_source_is_that_of_the_catalogue() -> None:
    assert "reports" in faults(points(indicator(source="woz")))["indicators[0].source"]


def test_a_yes_has_one_step_only() -> None:
    one = indicator(
        key="permit_missing", source="permits", steps=[{"at_least": 2, "points": 1}]
    )
    assert "indicators[0].steps[0].at_least" in faults(points(one))


def test_an_indicator_or_a_column_stands_there_once() -> None:
    assert faults(points(indicator(), indicator()))
    assert faults(points(context=["reports_12m"]))
    assert faults(points(context=["bag_id"]))


@pytest.mark.parametrize(
    "written",
    ["", "[]", "a: [", "a: 1\na: 2", "a: &x 1\nb: *x", "- 1", "\x00", "x" * 2_000_000],
)
def test_what_is_no_points_file_is_refused_in_words(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_points(written, ADDRESSES)
    assert refused.value.faults


def test_on_is_a_word_of_its_own_in_yaml() -> None:
    read = read_points(points() + "on: false\n", ADDRESSES)
    assert not read.on


def test_the_last_day_is_not_before_the_first() -> None:
    assert "until" in faults(points(until=date(2025, 1, 1)))


def test_every_shipped_catalogue_is_read_and_nothing_in_it_is_forbidden() -> None:
    for key in shipped_catalogues():
        found = load_catalogue(key)
        assert found.key == key
        assert all(
            why_forbidden(one.title) is None for one in found.indicators.values()
        )


def test_the_schema_takes_what_is_read_and_refuses_an_unknown_key() -> None:
    validator = jsonschema_rs.validator_for(points_schema())
    body = yaml.safe_load(points())
    as_json = {**body, "since": "2026-01-01", "until": "2027-12-31"}
    as_json["indicators"][0]["expires_on"] = "2027-12-31"
    assert validator.is_valid(as_json)
    assert not validator.is_valid({**as_json, "nationality": 1})
    as_json["indicators"][0]["key"] = "registered_nights"
    assert not validator.is_valid(as_json)
