"""A municipality says whom its inspectors telephone; phones take the numbers along."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.supervision.inspections.contract.setting_up import (
    MOST_PHONES,
    Phone,
    national_phones,
    phones_set,
    read_phones,
    set_phones,
)
from tests.integration.inspections.test_round import _client
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db

NIGHT = Phone("Night desk", "026-1234567")


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def test_the_phone_gets_the_numbers_of_the_town_after_the_emergency_number(
    town: VisitTown,
) -> None:
    town.planned(day=timezone.localdate())
    with town.seen_by(town.lead):
        set_phones(by=town.lead, municipality=town.code, phones=[NIGHT])
    with translation.override("nl"):
        told = _client(town.lead).get(reverse("round_tonight")).json()
    [visit] = told["visits"]
    assert [one["number"] for one in visit["phones"]] == [
        *("112", "026-1234567", "0900-8844", "0800-9009")
    ]
    assert visit["phones"][0]["name"] == "Spoed"


def test_a_new_list_replaces_the_old_one_and_is_logged(town: VisitTown) -> None:
    with town.seen_by(town.admin):
        set_phones(by=town.admin, municipality=town.code, phones=[NIGHT])
        set_phones(
            by=town.admin, municipality=town.code, phones=[Phone("Lab", "0880001122")]
        )
        found = phones_set(by=town.admin, municipality=town.code)
        logged = AuditEvent.objects.filter(action="inspections.set_phones").count()
    assert [one.name for one in found] == ["Lab"]
    assert logged == 2


def test_the_mayor_sets_no_numbers(town: VisitTown) -> None:
    with town.seen_by(town.mayor), pytest.raises(NotAllowed):
        set_phones(by=town.mayor, municipality=town.code, phones=[NIGHT])


def test_the_page_keeps_what_is_typed_and_says_what_is_wrong(town: VisitTown) -> None:
    client = _client(town.lead)
    page = reverse("visit_phones")
    wrong = client.post(page, {"phones": "Night desk 026-1234567"})
    assert wrong.status_code == 400
    assert "Night desk 026-1234567" in wrong.content.decode()
    good = client.post(page, {"phones": "Night desk: 026-1234567\n\nLab: 0880001122"})
    assert good.status_code == 302
    with town.seen_by(town.lead):
        found = phones_set(by=town.lead, municipality=town.code)
    assert [one.number for one in found] == ["026-1234567", "0880001122"]


@pytest.mark.parametrize(
    "lines",
    [
        "Lab",
        "Lab: seven",
        ": 026-1234567",
        "Lab: 026-1234567\nlab: 026-7654321",
        "\n".join(f"Service {n}: 026-1234567" for n in range(MOST_PHONES + 1)),
    ],
)
def test_a_list_that_cannot_be_dialled_is_refused(lines: str) -> None:
    with pytest.raises(Invalid):
        read_phones(lines)


def test_every_number_of_the_country_can_be_dialled() -> None:
    assert national_phones()[0].number == "112"
    for one in national_phones():
        assert set(one.names) >= {"nl", "en"}


@pytest.mark.parametrize("number", ["+31 (0)26 1234567", "0031(0)26 1234567"])
def test_a_number_is_kept_as_it_is_dialled_from_any_country(number: str) -> None:
    kept = Phone("Night desk", number).number
    assert kept.endswith("31 26 1234567")
    assert Phone("Night desk", "0(26) 1234567").number == "0(26) 1234567"


def test_the_log_says_what_the_list_was_and_became(town: VisitTown) -> None:
    with town.seen_by(town.admin):
        set_phones(by=town.admin, municipality=town.code, phones=[NIGHT])
        set_phones(by=town.admin, municipality=town.code, phones=[])
        first, second = AuditEvent.objects.filter(
            action="inspections.set_phones"
        ).order_by("id")
    there = "Night desk: 026-1234567"
    assert (first.detail["before"], first.detail["after"]) == ("", there)
    assert (second.detail["before"], second.detail["after"]) == (there, "")
