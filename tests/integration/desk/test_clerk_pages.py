"""The pages of a clerk: the list, its files, the figures, and who stays outside."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import User, no_scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.supervision.desk.contract.clerk import (
    write_template,
)
from onderdak.supervision.desk.contract.public import (
    NewReport,
    new_code,
    report_in_public,
)
from onderdak.web.desk.clerk import finding
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _client(desk: DeskTown) -> Client:
    user, client = User.objects.get(pk=desk.clerk.user_id), Client()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _report(desk: DeskTown, words: str, category: str = "waste", days: int = 1) -> str:
    at = timezone.now() - timedelta(days=days)
    with no_scope():
        new = NewReport(category, words, place_text="Bij de school")
        return report_in_public(desk.code, new, new_code(), at).number


def test_the_list_is_filtered_by_the_address_bar_and_the_file_holds_the_same(
    desk: DeskTown,
) -> None:
    waste = _report(desk, "vuilnis op straat")
    noise = _report(desk, "herrie", "nuisance")
    late = _report(desk, "oud vuil", days=60)
    client = _client(desk)
    for query, there in (
        ({}, {waste, noise, late}),
        ({"category": "nuisance"}, {noise}),
        ({"late": "1"}, {late}),
        ({"q": "straat"}, {waste}),
        ({"q": late}, {late}),
        ({"state": "closed"}, set()),
        ({"owner": "mine"}, set()),
    ):
        page = client.get(reverse("reports"), query).content.decode()
        file = b"".join(client.get(reverse("reports_csv"), query)).decode()
        for number in (waste, noise, late):
            assert (f">{number}<" in page) is (number in there), (query, number)
            assert (number in file) is (number in there), (query, number)
    book = client.get(reverse("reports_xlsx"))
    assert b"".join(book)[:2] == b"PK"
    book.close()


def test_who_takes_the_list_out_as_a_file_leaves_a_trail(desk: DeskTown) -> None:
    _report(desk, "vuilnis op straat")
    assert b"".join(_client(desk).get(reverse("reports_csv")))
    with scope(desk.rows):
        taken = AuditEvent.objects.get(action="desk.take_out_reports")
    assert (taken.municipality, taken.detail) == (desk.code, {"reports": 1})


def test_pages_go_by_key_and_miss_nothing(
    desk: DeskTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "PAGE", 2)
    numbers = [_report(desk, "vuil", days=days) for days in (1, 1, 3, 5, 9)]
    client, seen = _client(desk), []
    url = reverse("reports")
    while url:
        table = client.get(url).context["table"]
        seen += [row[0].value for row in table.rows]
        previous, url = table.paging.previous_url, table.paging.next_url
    assert sorted(seen) == sorted(numbers)
    assert len(set(seen)) == len(numbers)
    back = client.get(previous).context["table"]
    assert [row[0].value for row in back.rows] == seen[2:4]


def test_an_answer_begins_with_the_text_in_the_language_of_the_reporter(
    desk: DeskTown,
) -> None:
    number = _report(desk, "vuil")
    with scope(acting(desk.clerk)):
        pk = write_template(
            by=desk.clerk,
            municipality=desk.code,
            title="Opgeruimd",
            category="waste",
            texts={"nl": "Het is opgeruimd.", "pl": "Posprzątane."},
            at=timezone.now(),
        )
    client = _client(desk)
    assert (
        "Opgeruimd"
        in client.get(reverse("desk_report", args=[number])).content.decode()
    )
    url = reverse("desk_act", args=[number, "answer"])
    assert "Het is opgeruimd." in client.get(url, {"with": pk}).content.decode()


def test_another_town_gets_no_page_of_a_report(desk: DeskTown) -> None:
    number = _report(desk, "vuil")
    client = _client(make_desk("GM9002"))
    for name, args in (
        ("desk_report", [number]),
        ("desk_contact", [number]),
        ("desk_act", [number, "note"]),
        ("desk_photo", [number, 1, "small"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404, name
    for name, args in (
        ("desk_at_once", [number, "accept"]),
        ("desk_likeness", [number]),
    ):
        assert client.post(reverse(name, args=args)).status_code == 404, name
    assert client.post(reverse("desk_text_away", args=[1])).status_code == 404
    assert client.get(reverse("desk_routing_trial", args=[1])).status_code == 404
