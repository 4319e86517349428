"""The figures of a desk: exact inside the house, published once for everyone."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    no_scope,
    scope,
)
from onderdak.foundation.places.contract import Address, Area
from onderdak.kernel.errors import NotFound
from onderdak.kernel.ranges import add_months
from onderdak.supervision.desk import jobs
from onderdak.supervision.desk.contract import Category, Kind, Report
from onderdak.supervision.desk.contract.clerk import PassReminder
from onderdak.supervision.desk.contract.figures import (
    PublishedFigures,
    figures,
    publish_finished,
    published_figures,
    waste_spots,
)
from onderdak.web.desk.public import brake
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db

ON = date(2026, 5, 4)  # the first quarter is over, and thirty days more
IN_MARCH = datetime(2026, 3, 3, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
SQUARE = [[[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]]
_numbers = count(1)


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _reports(
    desk: DeskTown,
    times: int,
    kind: str = "waste",
    *,
    at: datetime = IN_MARCH,
    **given: object,
) -> list[Report]:
    with scope(desk.rows):
        category = Category.objects.filter(municipality_id=desk.code, kind=kind)[0]
        return [
            Report.objects.create(
                **{
                    "municipality_id": desk.code,
                    "number": f"2026-{next(_numbers):05d}",
                    "category": category,
                    "channel": "public",
                    "text": "iets",
                    "received_at": at,
                    "due_on": (at + timedelta(days=20)).date(),
                    **given,
                }
            )
            for _n in range(times)
        ]


def _area(desk: DeskTown, code: str, name: str) -> None:
    with scope(desk.rows):
        Area.objects.create(
            code=code,
            kind=Area.Kind.NEIGHBOURHOOD,
            name=name,
            municipality_id=desk.code,
            outline=SQUARE,
            source="test",
        )


def _colleague(desk: DeskTown, role: Role) -> Actor:
    user = User.objects.create_user(f"{role}@test.example")
    with scope(desk.rows):
        Membership.objects.create(user=user, role=role, municipality_id=desk.code)
        return actor_of(user)


def _client(actor: Actor) -> Client:
    user, client = User.objects.get(pk=actor.user_id), Client()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_a_finished_quarter_is_published_without_small_numbers(desk: DeskTown) -> None:
    _reports(desk, 6, "waste")
    _reports(desk, 1, "nuisance")
    with no_scope():
        assert publish_finished(desk.code, ON) == 1
        (told,) = published_figures(desk.code, 4)
    assert (told.period.start, told.period.end) == (date(2026, 1, 1), date(2026, 4, 1))
    assert told.told.total == 7
    # The one is too few, and with the total the six would give it away.
    assert told.told.columns["nuisance"] is None
    assert told.told.columns["waste"] is None
    with scope(desk.rows):
        kept = str(PublishedFigures.objects.get().figures)
    assert "1" not in kept
    assert "6" not in kept


def test_what_runs_or_is_not_settled_yet_is_not_published(desk: DeskTown) -> None:
    _reports(desk, 9)
    with no_scope():
        assert publish_finished(desk.code, date(2026, 4, 29)) == 0
        assert published_figures(desk.code, 4) == []


def test_a_published_number_never_changes(desk: DeskTown) -> None:
    """Not by a report that comes in or goes, not by a second night, nor by hand."""
    reports = _reports(desk, 9)
    with no_scope():
        publish_finished(desk.code, ON)
        before = published_figures(desk.code, 4)
    _reports(desk, 9)
    with scope(desk.rows):
        Report.objects.filter(pk=reports[0].pk).update(merged_into=reports[1])
    with no_scope():
        assert publish_finished(desk.code, ON + timedelta(days=1)) == 0
        assert published_figures(desk.code, 4) == before
    for change in (
        "UPDATE desk_publishedfigures SET least = 1",
        "DELETE FROM desk_publishedfigures",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            scope(desk.rows),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_nothing_is_published_of_before_the_desk_began(desk: DeskTown) -> None:
    _reports(desk, 9)
    with no_scope():
        publish_finished(desk.code, date(2026, 8, 3))
        told = published_figures(desk.code, 9)
    assert [each.period.start for each in told] == [date(2026, 1, 1), date(2026, 4, 1)]
    assert [each.told.total for each in told] == [9, 0]


def test_a_merged_report_counts_once_inside_and_outside(desk: DeskTown) -> None:
    first, *others = _reports(desk, 8)
    with scope(desk.rows):
        Report.objects.filter(pk__in=[each.pk for each in others[:2]]).update(
            merged_into=first
        )
    with scope(acting(desk.clerk)):
        own = figures(by=desk.clerk, municipality=desk.code, on=ON)
    with no_scope():
        publish_finished(desk.code, ON)
        (told,) = published_figures(desk.code, 1)
    assert own.total == told.told.total == 6


def test_what_was_in_time_is_counted_by_the_last_day(desk: DeskTown) -> None:
    (report,) = _reports(desk, 1)
    at = datetime.combine(report.due_on, IN_MARCH.timetz()).replace(hour=23)
    month = date(2026, 3, 1)
    for answered, followed in ((at, "in_time"), (at + timedelta(days=1), "late")):
        with scope(acting(desk.clerk)):
            Report.objects.update(state="answered", answered_at=answered)
            own = figures(by=desk.clerk, municipality=desk.code, on=ON)
        assert own.followed[followed] == 1
        assert own.followed_per_month[month, followed] == 1


def test_neighbourhood_by_month_holds_what_it_is_asked_for(desk: DeskTown) -> None:
    _area(desk, "BU90010001", "Noord")
    _reports(desk, 2, neighbourhood_id="BU90010001")
    _reports(desk, 1, "nuisance", at=IN_MARCH + timedelta(days=31))
    with scope(acting(desk.clerk)):
        own = figures(by=desk.clerk, municipality=desk.code, on=ON)
        waste = figures(by=desk.clerk, municipality=desk.code, on=ON, kind="waste")
        north = figures(by=desk.clerk, municipality=desk.code, on=ON, area="BU90010001")
        nowhere = figures(by=desk.clerk, municipality=desk.code, on=ON, area="")
    by = own.per_neighbourhood_and_month
    assert by["BU90010001", date(2026, 3, 1)] == 2
    assert by["", date(2026, 4, 1)] == 1
    assert (own.total, waste.total, north.total, nowhere.total) == (3, 2, 2, 1)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.NEIGHBOURHOOD_WORKER])
def test_exploitation_is_no_number_of_its_own_for_who_is_not_at_the_desk(
    desk: DeskTown, role: Role
) -> None:
    _reports(desk, 1, "exploitation")
    other = _colleague(desk, role)
    with scope(acting(desk.clerk)):
        own = figures(by=desk.clerk, municipality=desk.code, on=ON)
    with scope(acting(other)):
        theirs = figures(by=other, municipality=desk.code, on=ON)
        asked = figures(by=other, municipality=desk.code, on=ON, kind="exploitation")
    assert own.per_kind[Kind.EXPLOITATION] == 1
    assert Kind.EXPLOITATION not in theirs.per_kind
    assert (theirs.per_kind[Kind.OTHER], theirs.total, asked.total) == (1, 1, 0)


def test_hot_spots_have_a_place_on_the_map(desk: DeskTown) -> None:
    with scope(desk.rows):
        address = Address.objects.create(
            municipality_id=desk.code,
            street="Kade",
            number=12,
            postcode="1234AB",
            town="Eenstad",
            longitude=5.05,
            latitude=52.05,
        )
    today = localdate()
    at = datetime.combine(today, IN_MARCH.timetz())
    reports = _reports(desk, 3, at=at, address=address)
    with scope(desk.rows):
        Report.objects.filter(pk=reports[2].pk).update(merged_into=reports[0])
    with scope(acting(desk.clerk)):
        (spot,) = waste_spots(by=desk.clerk, municipality=desk.code, on=today)
    assert (spot.reports, spot.last, spot.longitude) == (2, today, 5.05)
    client = _client(desk.clerk)
    page = client.get(reverse("desk_figures")).content.decode()
    assert "map-spots" in page
    assert "Kade 12" in page
    (point,) = client.get(reverse("desk_figures_spots")).json()["features"]
    assert point["geometry"] == {"type": "Point", "coordinates": [5.05, 52.05]}
    assert point["properties"]["value"] == 2


@pytest.mark.parametrize(
    "name", ["desk_figures_months", "desk_figures_terms", "desk_figures_map"]
)
def test_pictures_of_the_figures_are_drawn(desk: DeskTown, name: str) -> None:
    _reports(desk, 2, at=datetime.combine(localdate(), IN_MARCH.timetz()))
    client = _client(desk.clerk)
    for query in ("", "?kind=waste&area=none", "?kind=nonsense&area=%00&narrow=1"):
        assert client.get(reverse(name) + query).status_code == 200


def test_everyone_sees_what_was_published_and_nothing_of_today(desk: DeskTown) -> None:
    _area(desk, "BU90010001", "Noord")
    _reports(desk, 7, neighbourhood_id="BU90010001")
    _reports(desk, 3, "nuisance")
    today = localdate()
    page = reverse("desk_public", args=["eenstad"])
    assert Client().get(page).status_code == 200
    with no_scope():
        publish_finished(desk.code, ON)
    _reports(desk, 50, at=datetime.combine(today, IN_MARCH.timetz()))
    shown = Client().get(page).content.decode()
    assert "Noord" in shown
    assert ">10<" in shown
    assert ">50<" not in shown
    assert ">60<" not in shown
    assert ">3<" not in shown
    area = Client().get(reverse("desk_public_map", args=["eenstad"])).json()
    assert [each["properties"]["name"] for each in area["features"]] == ["Noord"]
    chart = Client().get(reverse("desk_public_months", args=["eenstad"]))
    assert chart.status_code == 200
    assert "max-age" in chart["Cache-Control"]
    for name in ("desk_public", "desk_public_months", "desk_public_map"):
        assert Client().get(reverse(name, args=["nergens"])).status_code == 404


def test_a_town_without_a_desk_has_no_figures() -> None:
    with no_scope(), pytest.raises(NotFound):
        published_figures("GM9001", 1)


def test_who_comes_too_often_waits_and_others_do_not(
    desk: DeskTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brake.FIGURES, "most", 1)
    brake.FIGURES.forget()
    page = reverse("desk_public", args=["eenstad"])
    assert [Client().get(page).status_code for _n in range(2)] == [200, 429]
    assert Client().get(page, REMOTE_ADDR="203.0.113.9").status_code == 200
    brake.FIGURES.forget()


def test_reminders_of_the_waste_pass_are_counted(desk: DeskTown) -> None:
    _area(desk, "BU90010001", "Noord")
    (report,) = _reports(desk, 1, neighbourhood_id="BU90010001")
    with scope(desk.rows):
        for on in (date(2026, 4, 1), ON, date(2025, 4, 1)):
            PassReminder.objects.create(
                municipality_id=desk.code,
                report=report,
                way="letter",
                on=on,
                by_id=desk.clerk.user_id,
                at=IN_MARCH,
            )
    with scope(acting(desk.clerk)):
        every = figures(by=desk.clerk, municipality=desk.code, on=ON)
        north = figures(by=desk.clerk, municipality=desk.code, on=ON, area="BU90010001")
        nowhere = figures(by=desk.clerk, municipality=desk.code, on=ON, area="")
    assert [each.reminded for each in (every, north, nowhere)] == [2, 2, 0]


def test_months_of_the_page_are_the_last_twelve(desk: DeskTown) -> None:
    _reports(desk, 1, at=IN_MARCH - timedelta(days=400))
    with scope(acting(desk.clerk)):
        own = figures(by=desk.clerk, municipality=desk.code, on=ON)
    assert own.total == 0
    assert own.months[0] == add_months(date(2026, 5, 1), -11)


def test_one_town_that_fails_does_not_stop_the_next(
    desk: DeskTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_desk("GM9002")
    done: list[str] = []

    def publish(town: str, _on: date) -> None:
        if town == "GM9001":
            raise ValueError(town)
        done.append(town)

    monkeypatch.setattr(jobs, "publish_finished", publish)
    with no_scope(), pytest.raises(RuntimeError, match="GM9001"):
        jobs.publish_nightly_task.func(timestamp=0)
    assert done == ["GM9002"]
