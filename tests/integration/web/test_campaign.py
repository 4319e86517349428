"""The campaign of a municipality is for anybody; the by-law's page for who governs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from onderdak.foundation.documents.contract import LEAFLET, preview
from onderdak.foundation.identity.contract import Role, rulebook
from onderdak.register.nights.contract.supervising import (
    ByLawExtra,
    Extra,
)
from onderdak.web.nights.campaign.leaflet import leaflet_of
from onderdak.web.nights.campaign.saying import Campaign
from onderdak.web.nights.campaign.texts import OFFERED
from tests.integration.conftest import SignedIn
from tests.world import House, Town, make_town

pytestmark = pytest.mark.django_db

_EXTRA = """
id: {id}
description: {{nl: Van de proefstad., en: Of the test town.}}
unit: {unit}
kind: local
municipality: {town}
values:
  - {{from: 2020-01-01, value: {value}, article: "Verordening, art. {article}",
     source: the test, checked: 2026-11-21}}
"""


@pytest.fixture
def asks(tmp_path: Path, settings: Any) -> Iterator[Any]:
    """Write an extra of a by-law for a town."""

    def write(town: str, name: str, unit: str, value: object, article: str) -> None:
        file = tmp_path / f"{town}-{name}.yaml"
        file.write_text(
            _EXTRA.format(
                id=f"bylaw.{name}", unit=unit, town=town, value=value, article=article
            )
        )
        settings.LOCAL_RULES = [tmp_path]
        rulebook.cache_clear()

    yield write
    rulebook.cache_clear()


@pytest.fixture(autouse=True)
def _no_brakes() -> None:
    cache.clear()


def test_anybody_reads_the_campaign_and_nothing_is_left_behind(town: Town) -> None:
    answer = Client().get(f"/campaign/{town.code}/")
    assert answer.status_code == 200
    assert answer.cookies == {}
    body = answer.content.decode()
    assert "Teststad" in body
    assert "<script" not in body
    assert "bovenop de wet" in body


@pytest.mark.parametrize(
    ("code", "word"), [("en", "night register"), ("pl", "Rejestr")]
)
def test_it_speaks_other_languages(town: Town, code: str, word: str) -> None:
    answer = Client().get(f"/campaign/{town.code}/?lang={code}")
    assert answer["Content-Language"] == code
    assert word in answer.content.decode()


def test_only_the_extras_that_are_on_are_told(town: Town, asks: Any) -> None:
    asks(town.code, "notice_days", "days", 28, "7")
    body = Client().get(f"/campaign/{town.code}/").content.decode()
    assert "binnen 28 dagen" in body
    assert "Verordening, art. 7" in body
    assert "bevestigt elke nacht" not in body
    assert "vraagt niets bovenop" not in body


def test_an_extra_of_another_town_says_nothing_here(town: Town, asks: Any) -> None:
    asks("GM0599", "notice_days", "days", 28, "7")
    assert "28" not in Client().get(f"/campaign/{town.code}/").content.decode()


def test_the_leaflet_is_there_in_all_languages_or_in_one(town: Town) -> None:
    answer = Client().get(f"/campaign/{town.code}/leaflet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    one = Client().get(f"/campaign/{town.code}/leaflet.pdf?lang=pl")
    assert len(one.content) < len(answer.content)


def test_the_leaflet_keeps_one_page_per_language_whatever_the_by_law_asks() -> None:
    extras = tuple(
        ByLawExtra(each, on=True, number=14, article="Algemene verordening, art. 2:37")
        for each in Extra
    )
    found = Campaign("GM0944", "Mook en Middelaar", extras)
    pages = preview(
        LEAFLET,
        leaflet_of(found, OFFERED),
        language="nl",
        title="Folder",
        on=date(2026, 11, 21),
    )
    assert len(pages) == len(OFFERED)


@pytest.mark.parametrize("path", ["", "leaflet.pdf"])
def test_a_town_without_the_register_has_no_campaign(path: str) -> None:
    make_town("GM9077", "Zonderstad", retention=False)
    assert Client().get(f"/campaign/GM9099/{path}").status_code == 404


def test_whoever_comes_too_often_is_told_to_wait(town: Town) -> None:
    client = Client()
    answers = [client.get(f"/campaign/{town.code}/").status_code for _ in range(121)]
    assert answers[-1] == 429
    assert answers[0] == 200


def test_who_governs_sees_which_extras_are_on_and_by_which_article(
    town: Town, signed_in: SignedIn, asks: Any
) -> None:
    asks(town.code, "nightly_confirmation", "yes_no", "true", "9")
    client = signed_in(town.officer)
    admin = next(g for g in town.officer.grants if g.role is Role.MUNICIPAL_ADMIN)
    client.post("/membership/", {"membership": admin.id})
    body = client.get("/setup/by-law/").content.decode()
    assert "Verordening, art. 9" in body
    assert "Elke nacht wordt bevestigd" in body
    assert "geen melding is ooit te laat" in body


def test_a_provider_reads_on_its_pages_what_holds_at_a_location(
    house: House, town: Town, signed_in: SignedIn, asks: Any
) -> None:
    quiet = signed_in(house.manager).get(f"/locations/{house.location.pk}/")
    assert "verordening" not in quiet.content.decode()
    asks(town.code, "notice_days", "days", 14, "3")
    client = signed_in(house.manager)
    place = client.get(f"/locations/{house.location.pk}/").content.decode()
    assert "binnen 14 dagen gemeld: Verordening, art. 3" in place
    assert "binnen 14 dagen gemeld" in client.get("/").content.decode()
