"""Of a location with many units each thing is told once, and answered once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import scope
from onderdak.housing.quality.contract import (
    ROOMS,
    Quality,
    Seen,
    Source,
    StatedFact,
    quality_of,
    state_facts,
)
from onderdak.register.nights.contract import Unit
from onderdak.web.quality.file.paper import _blocks
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db
UNITS = [f"{number:03}" for number in range(1, 41)]
CROWDED = UNITS[:30]


@pytest.fixture
def park(house: House) -> House:
    """Forty units; in thirty of them eight people live on forty square metres."""
    with scope(acting(house.manager)):
        for label in UNITS:
            Unit.objects.create(
                municipality_id=house.location.municipality_id,
                provider_id=house.provider,
                location=house.location,
                label=label,
            )
        state_facts(
            by=house.manager,
            location=house.location,
            facts={"units": [_unit(label) for label in CROWDED]},
            seen=Seen(Source.PROVIDER, localdate()),
            on=localdate(),
        )
    return house


def _unit(label: str) -> dict[str, object]:
    return {"name": label, "use": "dwelling", "floor_area": "40 m2", "people": 8}


@pytest.fixture
def manager(park: House, signed_in: SignedIn) -> Client:
    return signed_in(park.manager)


def at(name: str, house: House, *more: Any) -> str:
    return reverse(name, args=[house.location.pk, *more])


def judged(house: House) -> Quality:
    with scope(acting(house.manager)):
        return quality_of(by=house.manager, location=house.location, on=localdate())


def stated(house: House, place: str) -> dict[str, Any]:
    with scope(acting(house.manager)):
        rows = StatedFact.objects.filter(location=house.location, place=place)
        return {one.path: one.value for one in rows.order_by("id")}


def test_a_norm_that_thirty_units_miss_is_told_once_with_its_units(
    manager: Client, park: House
) -> None:
    found = judged(park)
    page = manager.get(at("quality_file", park))
    told = page.context["breaches"]
    rules = [one.why.rule.split(":")[0] for one in told]
    assert len(rules) == len(set(rules)) == len({x.norm.id for x in found.breaches})
    assert len(found.breaches) == 30 * len(rules)
    assert "30 eenheden: 001, 002, 003, 004, 005, 006 en nog 24." in {
        each.units for one in told for each in one.said
    }
    assert len(page.content) < 150_000


def test_counts_on_the_page_are_of_norms_and_not_of_units(
    manager: Client, park: House
) -> None:
    found = judged(park)
    norms = {one.norm.id for one in found.judgement.findings}
    page = manager.get(at("quality_file", park))
    assert sum(tile.value for tile in page.context["tiles"]) == len(norms)
    assert all(line.norms <= len(norms) for line in found.awaited)
    waiting = [one.waiting for one in page.context["questions"]]
    most = max(int(one.split()[0]) for one in waiting)
    assert most <= found.counts.cannot_judge + len({x.norm.id for x in found.breaches})
    assert any(one.endswith("in 10 eenheden") for one in waiting)
    met = found.counts.meets + page.context["partly"].meets
    assert met == len({one.norm.id for one in found.meets})


def test_a_question_about_units_leads_to_the_first_that_waits(
    manager: Client, park: House
) -> None:
    questions = manager.get(at("quality_file", park)).context["questions"]
    urls = {one.url for one in questions if "in 10 eenheden" in one.waiting}
    assert at("quality_assess_unit", park, "units", 31) in urls


def test_each_unit_has_a_page_with_what_is_known_of_it_alone(
    manager: Client, park: House
) -> None:
    page = manager.get(at("quality_file", park))
    table = page.context["units"]
    assert [row[0].value for row in table.rows] == UNITS
    first = manager.get(table.rows[0][0].url)
    assert first.context["place"] == "001"
    assert "40" in first.content.decode()
    assert first.context["breaches"]
    last = manager.get(table.rows[-1][0].url)
    assert last.context["breaches"] == []
    assert last.context["facts"] == []
    assert manager.get(at("quality_unit", park, 41)).status_code == 404
    assert manager.get(at("quality_unit", park, 0)).status_code == 404


def test_the_report_on_paper_says_each_thing_once(park: House) -> None:
    found = judged(park)
    blocks = [one for one in _blocks(found, of_house=True) if isinstance(one, dict)]
    titles = [one["title"] for one in blocks if one["kind"] == "titled"]
    assert len(titles) == len({one.norm.id for one in found.breaches})
    met = next(one["items"] for one in blocks[::-1] if one["kind"] == "list")
    assert len(met) == len(set(met))
    facts = next(one for one in blocks if one["kind"] == "table")
    assert len(facts["rows"]) < len(UNITS)


def test_steps_stand_with_their_unit_and_its_progress(
    manager: Client, park: House
) -> None:
    page = manager.get(at("quality_assess", park))
    assert [one.label for one in page.context["units"]] == UNITS
    urls = [one.url for one in page.context["steps"]]
    assert at("quality_assess_step", park, "management") in urls
    unit = page.context["units"][0]
    assert unit.same_url == at("quality_same", park, 1)
    assert page.context["units"][-1].same_url == ""


def test_answers_are_taken_over_after_a_confirmation_and_overwrite_nothing(
    manager: Client, park: House
) -> None:
    step = at("quality_assess_unit", park, "units", 31)
    assert manager.get(step).context["same_as"] == "030"
    url = at("quality_same", park, 30)
    shown = manager.get(url, {"for": "31"})
    assert shown.context["form"]["units"].initial == ["31"]
    asked = {"steps": ["units"], "units": ["29", "31", "32"]}
    unsure = manager.post(url, asked)
    assert "sure" in unsure.context["form"].errors
    assert stated(park, "031") == {}
    before = stated(park, "029")
    answer = manager.post(url, {**asked, "sure": "on"})
    assert answer["Location"] == at("quality_assess", park)
    # Who sleeps there differs for each unit: that is never taken over.
    assert stated(park, "031") == {"unit.use": "dwelling", "unit.floor_area": "40 m2"}
    assert stated(park, "032") == stated(park, "031")
    assert stated(park, "029") == before
    with scope(acting(park.manager)):
        taken = StatedFact.objects.filter(location=park.location, place="031").first()
        assert taken is not None
        assert (taken.source, taken.observed_on) == (Source.PROVIDER, localdate())
        assert "030" in taken.note


def test_rooms_are_taken_over_without_who_sleeps_in_them(
    manager: Client, park: House
) -> None:
    with scope(acting(park.manager)):
        rooms = [{"name": "1", "floor_area": "9 m2", "people": 2}]
        state_facts(
            by=park.manager,
            location=park.location,
            facts={"units": [{"name": "001", "rooms": rooms}]},
            seen=Seen(Source.PROVIDER, localdate()),
            on=localdate(),
        )
    manager.post(
        at("quality_same", park, 1), {"steps": ["rooms"], "units": ["40"], "sure": "on"}
    )
    assert stated(park, "040") == {ROOMS: [{"name": "1", "floor_area": "9 m2"}]}


def test_an_inspector_takes_over_only_what_was_seen_with_its_day(
    park: House, town: Town, signed_in: SignedIn
) -> None:
    client = signed_in(town.officer)
    session = client.session
    session["membership"] = next(
        grant.id for grant in town.officer.grants if grant.role == "supervisor"
    )
    session.save()
    # Nothing was inspected: the word of the house is not the inspector's to pass on.
    assert client.get(at("quality_same", park, 1)).status_code == 409
    visit = {"seen_on": localdate().isoformat(), "reference": "visit 12"}
    client.post(
        at("quality_assess_unit", park, "units", 1), {"unit-floor_area": "38", **visit}
    )
    asked = {"steps": ["units"], "units": ["2"], "sure": "on"}
    url = at("quality_same", park, 1)
    assert "seen_on" in client.post(url, asked).context["form"].errors
    assert client.post(url, {**asked, **visit}).status_code == 302
    with scope(acting(park.manager)):
        seen = StatedFact.objects.filter(source=Source.INSPECTION, place="002")
        assert [(one.value, one.source_reference) for one in seen] == [
            ("38 m2", "visit 12")
        ]


def test_a_neighbour_takes_over_nothing(
    park: House, town: Town, signed_in: SignedIn
) -> None:
    client = signed_in(make_house(town, "Huis Naast").manager)
    assert client.get(at("quality_same", park, 1)).status_code == 404
    assert client.get(at("quality_unit", park, 1)).status_code == 404
