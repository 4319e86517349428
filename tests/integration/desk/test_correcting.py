"""What was filed wrong is put right, with a reason, and the history says so."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.places.contract import Address, Area
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.desk.contract.clerk import (
    Outcome,
    ReportPhoto,
    answer_report,
    change_danger,
    close_report,
    goes_when,
    likely_same,
    merge_reports,
    place_report,
    recategorise_report,
    refuse_likeness,
    take_report,
    try_routing,
    use_routing,
    wipe_photo,
    write_routing,
)
from onderdak.supervision.desk.contract.public import reopen_by_code
from tests.integration.conftest import SignedIn
from tests.integration.desk.at_work import (
    AT,
    LATER,
    address_in,
    do,
    handed_in,
    report,
    routed,
    steps,
)
from tests.integration.desk.desks import DeskTown, make_desk
from tests.integration.desk.test_figures import SQUARE
from tests.world import acting

pytestmark = pytest.mark.django_db
RULES: Sequence[Mapping[str, Any]] = [
    {"when": {"danger": True}, "gives": {"team": "spoed", "priority": "high"}},
    {"when": {"kind": ["waste"]}, "gives": {"team": "afval"}},
    {"when": {"kind": ["exploitation"]}, "gives": {"team": "mensenhandel"}},
]


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _route(desk: DeskTown, rules: Sequence[Mapping[str, Any]] = RULES) -> None:
    with scope(acting(desk.clerk)):
        version = write_routing(
            by=desk.clerk, municipality=desk.code, rules=rules, at=AT
        )
    span = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
    do(desk, try_routing, version, **span)
    do(desk, use_routing, version)


def _filed(desk: DeskTown, number: str, category: str) -> bool:
    return bool(
        do(desk, recategorise_report, number, category=category, reason="verkeerd")
    )


def test_another_category_brings_its_term_its_keeping_and_its_routing(
    desk: DeskTown,
) -> None:
    _route(desk)
    number, _code = handed_in(desk)
    routed(desk, number)
    assert report(desk, number).team == "afval"
    before = report(desk, number).due_on
    with pytest.raises(Invalid):
        do(desk, recategorise_report, number, category="exploitation", reason=" ")
    assert _filed(desk, number, "bad_letting")
    found = report(desk, number)
    assert found.due_on > before
    assert (found.team, found.category.key) == ("", "bad_letting")
    with scope(desk.rows):
        assert goes_when(found, LATER.date()).because == "four_years"
    assert _filed(desk, number, "exploitation")
    assert report(desk, number).team == "mensenhandel"
    said = [each for each in steps(desk, number) if each[0] == "recategorise"]
    assert said[0] == ("recategorise", "waste > bad_letting: verkeerd")
    with scope(desk.rows):
        event = AuditEvent.objects.filter(action="desk.recategorise_report").last()
        assert event is not None
        assert event.detail["category"] == "exploitation"


def test_a_report_that_a_person_has_stays_with_that_person(desk: DeskTown) -> None:
    _route(desk)
    number, _code = handed_in(desk)
    routed(desk, number)
    do(desk, take_report, number)
    assert not _filed(desk, number, "exploitation")
    assert report(desk, number).owner_id == desk.clerk.user_id


def test_the_term_after_reopening_counts_from_then(desk: DeskTown) -> None:
    number, code = handed_in(desk)
    do(desk, answer_report, number, answer="Gedaan.")
    again = LATER + timedelta(days=10)
    with no_scope():
        reopen_by_code(code, message="Nee", language="pl", at=again)
    _filed(desk, number, "exploitation")  # five working days, as waste
    assert report(desk, number).due_on == date(2026, 12, 7)


def test_a_closed_report_keeps_the_day_that_its_reporter_was_told(
    desk: DeskTown,
) -> None:
    number, _code = handed_in(desk)
    do(desk, answer_report, number, answer="Gedaan.")
    do(desk, close_report, number, outcome=Outcome.SOLVED, reason="")
    before = report(desk, number).due_on
    assert not _filed(desk, number, "nuisance")
    assert report(desk, number).due_on == before


def test_who_may_be_watched_shares_no_answer_whatever_it_is_called_later(
    desk: DeskTown,
) -> None:
    with scope(desk.rows):
        address = address_in(desk.code)
    watched, _code = handed_in(desk, category="exploitation", address=address.pk)
    neighbour, _code = handed_in(desk, address=address.pk)
    along, _code = handed_in(desk, address=address.pk)
    _filed(desk, watched, "waste")
    with scope(acting(desk.clerk)):
        likely = likely_same(by=desk.clerk, report=report(desk, neighbour))
    assert [each.report.number for each in likely] == [along]
    with pytest.raises(Conflict):
        do(desk, merge_reports, watched, into=neighbour)
    do(desk, merge_reports, along, into=neighbour)
    for number in (along, neighbour):
        with pytest.raises(Conflict):
            _filed(desk, number, "exploitation")


def test_a_place_in_words_becomes_an_address_and_counts_in_its_neighbourhood(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, _code = handed_in(desk, place_text="Gele huis achter de kerk")
    with scope(desk.rows):
        address = address_in(desk.code, "Kerkstraat", 12)
    client, url = signed_in(desk.clerk), reverse("desk_place", args=[number])
    page = client.get(url, {"q": "Kerkstraat 12"}).content.decode()
    assert f'value="{address.pk}"' in page
    sent = {"address": str(address.pk), "place": "Gele huis achter de kerk"}
    assert client.post(f"{url}?q=Kerkstraat+12", sent).status_code == 302
    found = report(desk, number)
    assert found.address_id == address.pk
    assert steps(desk, number)[-1] == ("place", str(address))
    # What was not sought cannot be sent along.
    other = make_desk("GM9002")
    with scope(other.rows):
        away = address_in(other.code)
    assert client.post(url, {"address": str(away.pk), "place": ""}).status_code == 200
    with pytest.raises(Invalid):
        do(desk, place_report, number, address=away.pk, place_text="")
    with pytest.raises(Invalid):
        do(desk, place_report, number, address=None, place_text=" ")


def test_another_neighbourhood_is_routed_again_unless_a_person_has_it(
    desk: DeskTown,
) -> None:
    with scope(desk.rows):
        quarter = Area.objects.create(
            code="BU90010001",
            kind=Area.Kind.NEIGHBOURHOOD,
            name="Haven",
            municipality_id=desk.code,
            outline=SQUARE,
            source="test",
        )
        address = address_in(desk.code, "Havenstraat", 1)
        Address.objects.filter(pk=address.pk).update(neighbourhood=quarter)
    rules = [{"when": {"neighbourhood": [quarter.pk]}, "gives": {"team": "haven"}}]
    _route(desk, rules)
    free, _code = handed_in(desk, place_text="Bij de haven")
    taken, _code = handed_in(desk, place_text="Bij de haven")
    do(desk, take_report, taken)
    for number in (free, taken):
        do(desk, place_report, number, address=address.pk, place_text="")
    assert report(desk, free).team == "haven"
    assert report(desk, taken).team == ""
    before = len(steps(desk, free))
    do(desk, place_report, free, address=address.pk, place_text="Daar")
    assert [each[0] for each in steps(desk, free)[before:]] == ["place"]


def test_danger_after_all_goes_by_the_rule_for_danger(desk: DeskTown) -> None:
    _route(desk)
    number, _code = handed_in(desk)
    routed(desk, number)
    do(desk, change_danger, number, danger=True, reason="gebeld")
    found = report(desk, number)
    assert (found.danger, found.team, found.priority) == (True, "spoed", "high")
    assert ("danger", "gebeld") in steps(desk, number)


def _photos(desk: DeskTown, number: str) -> list[int]:
    found = report(desk, number)
    with scope(desk.rows):
        made = [
            ReportPhoto.objects.create(
                municipality_id=desk.code,
                report=found,
                image=b"full",
                thumbnail=b"small",
                bytes=4,
                added_at=AT,
            )
            for _n in range(2)
        ]
    return [each.pk for each in made]


def test_one_photo_is_wiped_and_that_it_was_there_stays(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, _code = handed_in(desk)
    gone, kept = _photos(desk, number)
    client = signed_in(desk.clerk)
    url = reverse("desk_photo_wipe", args=[number, gone])
    assert client.post(url, {"reason": "gezicht van een kind"}).status_code == 302
    with scope(desk.rows):
        rows = {each.pk: each for each in ReportPhoto.objects.all()}
    assert bytes(rows[gone].image) == bytes(rows[gone].thumbnail) == b""
    assert rows[gone].removed_at is not None
    assert bytes(rows[kept].image) == b"full"
    assert steps(desk, number)[-1] == ("wipe_photo", "gezicht van een kind")
    assert client.get(url).status_code == 404
    shown = reverse("desk_photo", args=[number, gone, "full"])
    assert client.get(shown).status_code == 404
    with pytest.raises(NotFound):
        do(desk, wipe_photo, number, photo=gone, reason="nog eens")
    with scope(desk.rows), pytest.raises(DatabaseError), transaction.atomic():
        ReportPhoto.objects.filter(pk=kept).delete()


def test_a_photo_of_another_report_is_not_wiped_along(desk: DeskTown) -> None:
    first, _code = handed_in(desk)
    second, _code = handed_in(desk)
    (photo, _other) = _photos(desk, first)
    with pytest.raises(NotFound):
        do(desk, wipe_photo, second, photo=photo, reason="verkeerd")


@pytest.mark.parametrize(
    ("action", "more"),
    [
        (recategorise_report, {"category": "nuisance", "reason": "verkeerd"}),
        (place_report, {"address": None, "place_text": "hier"}),
        (change_danger, {"danger": True, "reason": "gebeld"}),
        (wipe_photo, {"photo": 1, "reason": "verkeerd"}),
    ],
)
def test_somebody_of_another_town_puts_nothing_right_here(
    desk: DeskTown, action: Callable[..., Any], more: dict[str, Any]
) -> None:
    number, _code = handed_in(desk)
    other = make_desk("GM9002")
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        action(by=other.clerk, municipality=desk.code, number=number, at=AT, **more)
    with pytest.raises(NotFound):
        do(other, action, number, **more)


def test_the_questions_are_asked_on_pages_of_their_own(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, _code = handed_in(desk)
    client = signed_in(desk.clerk)
    page = client.get(reverse("desk_report", args=[number])).content.decode()
    for what in ("category", "danger"):
        url = reverse("desk_act", args=[number, what])
        assert url in page
        assert client.get(url).status_code == 200
    sent = {"category": "nuisance", "reason": "verkeerd gekozen"}
    answer = client.post(reverse("desk_act", args=[number, "category"]), sent)
    assert answer.status_code == 302
    assert report(desk, number).category.key == "nuisance"
    sent = {"category": "waste", "reason": "x"}
    refused = client.post(reverse("desk_act", args=[number, "category"]), sent)
    assert refused.status_code == 400


def test_two_reports_are_locked_in_one_order_whoever_refuses(desk: DeskTown) -> None:
    first, _code = handed_in(desk)
    second, _code = handed_in(desk)
    for number, other in ((first, second), (second, first)):
        with CaptureQueriesContext(connection) as asked:
            do(desk, refuse_likeness, number, other=other)
        locks = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
        assert [first in locks[0], second in locks[1]] == [True, True]
