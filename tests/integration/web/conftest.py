"""A little register behind the pages."""

from datetime import date

import pytest

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract import (
    DeclaredStay,
    declare_stays,
)
from onderdak.register.nights.models import Declaration
from tests.world import BEGIN, House, Town, acting, make_house, make_town


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test", capacity=3)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path) -> None:
    """Uploaded files of a test go to a folder of the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


def sleeps_here(house: House, *references: str, beds: tuple[str, ...] = ()) -> None:
    """Declare guests who came at the beginning and are still here."""
    rows = [
        DeclaredStay(
            line=number + 2,
            location_id=house.location.pk,
            reference=reference,
            identity=Identity(f"Guest {reference}", "Voorbeeldowo", "passport"),
            arrival=date(BEGIN.year, 1, 5),
            room="1",
            bed=beds[number] if beds else "",
        )
        for number, reference in enumerate(references)
    ]
    with scope(acting(house.manager)):
        declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=BEGIN,
            channel=Declaration.Channel.FILE,
        )
