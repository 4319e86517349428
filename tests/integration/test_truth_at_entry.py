"""What needs a look is told where it is entered, by every door, and never refused."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from openpyxl import load_workbook
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import (
    TokenScope,
    User,
    rulebook,
    scope,
)
from onderdak.project.commands import app
from onderdak.register.nights.contract import (
    Stay,
)
from onderdak.register.nights.contract.files import (
    template_xlsx,
)
from onderdak.register.nights.contract.supervising import (
    extra_fields,
    flags_of,
)
from tests.integration.api.systems import System, guest_of, stay, token_for
from tests.integration.conftest import SignedIn
from tests.integration.web.test_declaring_pages import send
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

HEAD = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek;Werkgemeente\n"
_ASKS_WORK = """
id: bylaw.work_municipality
description: {nl: Van de proefstad., en: Of the test town.}
unit: yes_no
kind: local
municipality: GM9001
values:
  - {from: 2020-01-01, value: true, article: "Verordening, art. 5",
     source: the test, checked: 2026-11-21}
"""


@pytest.fixture
def town() -> Town:
    cache.clear()
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    """One place is permitted: the second guest is one too many."""
    return make_house(town, "Pension Test", capacity=1)


@pytest.fixture
def asks_work(tmp_path: Path, settings: Any) -> Iterator[None]:
    (tmp_path / "work.yaml").write_text(_ASKS_WORK)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


def rows(count: int) -> str:
    came = timezone.localdate() - timedelta(days=3)
    return HEAD + "".join(
        f"A{n};Gast{n} Voorbeeld;Voorbeeldowo;paspoort;{came:%d-%m-%Y};;Teststad\n"
        for n in range(count)
    )


def worked(house: House) -> set[str]:
    with scope(acting(house.manager)):
        stays = Stay.objects.filter(location=house.location)
        return set(stays.values_list("work_municipality", flat=True))


def imported(house: House, file: Path, content: str) -> Any:
    file.write_text(content)
    user = User.objects.get(pk=house.manager.user_id)
    place = ["--location", str(house.location.pk), "--json", "--as", user.email]
    answer = CliRunner().invoke(app, ["nights", "import", str(file), *place])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def two(house: House) -> list[dict[str, object]]:
    """Two stays in a house that has one place."""
    came = timezone.localdate() - timedelta(days=3)
    return [stay(house, number, arrival=came.isoformat()) for number in (1, 2)]


def test_the_page_after_a_file_says_what_needs_a_look(
    house: House,
    signed_in: SignedIn,
) -> None:
    client = signed_in(house.manager)
    send(client, house, rows(2))
    html = client.post("/declare/confirm/", follow=True).content.decode()
    assert "Wat aandacht vraagt" in html
    assert "2 gasten in één nacht" in html or "2 gasten" in html


def test_the_page_after_a_sound_file_is_silent_about_it(
    house: House,
    signed_in: SignedIn,
) -> None:
    client = signed_in(house.manager)
    send(client, house, rows(1))
    html = client.post("/declare/confirm/", follow=True).content.decode()
    assert "Wat aandacht vraagt" not in html


def test_the_command_says_what_needs_a_look(house: House, tmp_path: Path) -> None:
    told = imported(house, tmp_path / "list.csv", rows(2))
    assert told["recorded"]
    assert [flag["kind"] for flag in told["flags"]] == ["over_capacity"]
    assert told["flags"][0]["mend"]
    again = imported(house, tmp_path / "list.csv", rows(2))
    assert again["flags"] == []


def test_the_api_says_what_needs_a_look(house: House) -> None:
    system = System(token_for(house))
    answer = system.post(*two(house))
    (flag,) = answer.json()["flags"]
    assert flag["kind"] == "over_capacity"
    assert flag["location"] == house.location.pk
    assert flag["mend"]


def test_the_full_house_of_a_night_says_what_needs_a_look(house: House) -> None:
    night = timezone.localdate().isoformat()
    answer = System(token_for(house)).put(house, night, guest_of(1), guest_of(2))
    assert [flag["kind"] for flag in answer.json()["flags"]] == ["over_capacity"]


def test_a_token_that_may_only_write_reads_no_flags(house: House) -> None:
    system = System(token_for(house, TokenScope.WRITE_STAYS))
    answer = system.post(*two(house))
    assert answer.status_code == 200
    assert answer.json()["flags"] == []


def test_flags_of_a_declaration_are_those_of_its_own_location(house: House) -> None:
    system = System(token_for(house))
    system.post(*two(house))
    with scope(acting(house.manager)):
        first = Stay.objects.filter(location=house.location).earliest("pk")
        today = timezone.localdate()

        def found(**narrow: Any) -> int:
            return len(
                flags_of(by=house.manager, provider=house.provider, on=today, **narrow)
            )

        assert found() == 1
        assert found(declaration=first.declaration_id) == 1
        here = [house.location.pk]
        assert found(declaration=first.declaration_id, among=here) == 1
        assert found(declaration=first.declaration_id, among=[0]) == 0


def test_a_column_on_work_is_not_kept_where_no_by_law_asks(
    house: House, tmp_path: Path
) -> None:
    told = imported(house, tmp_path / "list.csv", rows(1))
    assert worked(house) == {""}
    assert any("by-law" in note or "verordening" in note for note in told["notes"])


def test_a_column_on_work_is_kept_where_a_by_law_asks(
    house: House, asks_work: None, tmp_path: Path
) -> None:
    told = imported(house, tmp_path / "list.csv", rows(1))
    assert told["columns"]["work_municipality"] == "Werkgemeente"
    assert worked(house) == {"GM9001"}


def _headings(extras: tuple[str, ...]) -> set[str]:
    book = load_workbook(BytesIO(template_xlsx(extras)))
    return {cell.value for cell in next(book.active.iter_rows(max_row=1))}


def test_the_template_has_the_column_only_where_it_is_asked(
    town: Town, asks_work: None
) -> None:
    on = timezone.localdate()
    assert extra_fields("GM9002", on) == ()
    assert _headings(extra_fields(town.code, on)) - _headings(()) == {
        "Werkgemeente / Work municipality"
    }


def test_the_form_of_columns_has_the_field_only_where_it_is_asked(
    house: House,
    signed_in: SignedIn,
    asks_work: None,
    tmp_path: Path,
    settings: Any,
) -> None:
    client = signed_in(house.manager)
    send(client, house, rows(1))
    assert "work_municipality" in client.get("/declare/columns/").content.decode()
    settings.LOCAL_RULES = []
    rulebook.cache_clear()
    page = client.get("/declare/columns/").content.decode()
    assert "work_municipality" not in page
