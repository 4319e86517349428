"""The picture of neighbourhoods: own hours only, counts of all, small ones left out."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Role,
    Scope,
    no_scope,
    rulebook,
    scope,
)
from onderdak.foundation.parties.contract import PartAtAddress, Party
from onderdak.foundation.places.contract import Area
from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.foundation.privacy.models import Controllership
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.supervision.desk.contract import Category, Report
from onderdak.supervision.desk.contract.figures import (
    finished_periods,
    publish_finished,
    published_figures,
)
from onderdak.supervision.picture.contract import (
    Measure,
    Neighbourhoods,
    Standing,
    Theme,
    Worked,
    WorkedHours,
    log_hours,
    mend_hours,
    months_up_to,
    neighbourhoods_of,
    outside_of,
    own_hours,
    take_back_hours,
)
from tests.integration.conftest import SignedIn
from tests.integration.picture.conftest import ON, Picturing, line
from tests.people import OTHER, OWN, Persona
from tests.world import acting, use_rooms

WORKER = Role.NEIGHBOURHOOD_WORKER
NORTH, SOUTH, THERE = "BU90010001", "BU90010002", "BU90020001"
RECEIVED = datetime(2026, 11, 2, tzinfo=ZoneInfo("Europe/Amsterdam"))
# The quarter of these reports, and a day on which it is finished and settled.
QUARTER, LATER = DateRange(date(2026, 10, 1), date(2027, 1, 1)), date(2027, 2, 1)
SQUARE = [[[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]]


@pytest.fixture
def areas(world: Picturing) -> Picturing:
    """Two neighbourhoods here and one there; the first address lies in the north."""
    towns = frozenset({world.town, world.there.municipality_id})
    with scope(Scope(municipalities=towns)):
        for code, name, town in (
            (NORTH, "Noord", world.town),
            (SOUTH, "Zuid", world.town),
            (THERE, "Elders", world.there.municipality_id),
        ):
            Area.objects.create(
                code=code,
                kind=Area.Kind.NEIGHBOURHOOD,
                name=name,
                municipality_id=town,
                outline=SQUARE,
                source="test",
            )
        for address, code in ((world.address, NORTH), (world.second, SOUTH)):
            address.neighbourhood_id = code
            address.save()
    return world


def worked(
    area: str = NORTH,
    *,
    day: date = ON,
    quarters: int = 6,
    themes: frozenset[Theme] = frozenset({Theme.WASTE}),
) -> WorkedHours:
    return WorkedHours(area, day, quarters, 3, 2, themes)


def write(world: Picturing, hours: WorkedHours, *, on: date = ON) -> int:
    by = world.by(WORKER)
    with scope(acting(by)):
        return log_hours(by=by, municipality=world.town, worked=hours, on=on)


def seen(
    world: Picturing, role: Role = Role.SUPERVISOR, *, months: int = 1
) -> Neighbourhoods:
    by = world.by(role)
    with scope(acting(by)):
        return neighbourhoods_of(
            by=by, municipality=world.town, months=months_up_to(ON, months), on=ON
        )


def test_hours_and_talks_are_added_up_for_those_who_may_see_the_neighbourhood(
    areas: Picturing,
) -> None:
    write(areas, worked())
    write(areas, worked(day=ON - timedelta(days=1), quarters=3))
    for role in (WORKER, Role.SUPERVISOR, Role.DESK_CLERK, Role.MUNICIPAL_ADMIN):
        found = seen(areas, role)
        month = found.months[0]
        assert found.measures[Measure.HOURS].at(NORTH, month) == 9
        assert found.measures[Measure.TALKS].at(NORTH, month) == 10
        assert found.measures[Measure.HOURS].at(SOUTH, month) == 0
        assert found.themes["waste"].at(NORTH, month) == 2


def test_single_entries_are_seen_by_who_wrote_them_alone(areas: Picturing) -> None:
    """Also a colleague of the same town finds no row: the database holds that."""
    write(areas, worked())
    for persona, number in (
        (Persona(OWN, WORKER), 1),
        (Persona(OWN, Role.SUPERVISOR), 0),
        (Persona(OWN, Role.MUNICIPAL_ADMIN), 0),
        (Persona(OTHER, WORKER), 0),
    ):
        with scope(acting(areas.by(persona.role, persona.side))):
            assert Worked.objects.count() == number, persona


def test_nobody_writes_hours_in_the_name_of_another(areas: Picturing) -> None:
    other = areas.by(Role.SUPERVISOR)
    with pytest.raises(ProgrammingError, match="row-level security"):
        with scope(acting(areas.by(WORKER))):
            Worked.objects.create(
                municipality_id=areas.town,
                neighbourhood_id=NORTH,
                worker_id=other.user_id,
                day=ON,
                quarters=4,
                written_on=ON,
            )


@pytest.mark.parametrize("side", [OWN, OTHER])
def test_only_a_worker_of_the_town_writes_hours(areas: Picturing, side: str) -> None:
    for role in (Role.SUPERVISOR, Role.DESK_CLERK, Role.MUNICIPAL_ADMIN, WORKER):
        if (side, role) == (OWN, WORKER):
            continue
        by = areas.by(role, side)
        with pytest.raises(NotAllowed), scope(acting(by)):
            log_hours(by=by, municipality=areas.town, worked=worked(), on=ON)


def test_sums_of_another_town_are_closed_in_the_database_too(areas: Picturing) -> None:
    write(areas, worked())
    with scope(acting(areas.by(WORKER, OTHER))), connection.cursor() as cursor:
        for function in ("picture_worked_sums", "picture_worked_themes"):
            cursor.execute(
                f"SELECT count(*) FROM {function}("
                "%s, ARRAY['2026-01-01'::date], ARRAY['2027-01-01'::date])",
                [areas.town],
            )
            assert cursor.fetchone() == (0,)


def test_an_entry_is_mended_and_taken_back_on_the_day_it_was_written(
    areas: Picturing,
) -> None:
    by, entry = areas.by(WORKER), write(areas, worked())
    with scope(acting(by)):
        mend_hours(
            by=by,
            municipality=areas.town,
            entry=entry,
            worked=worked(SOUTH, quarters=8),
            on=ON,
        )
        (row,) = own_hours(by=by, municipality=areas.town, on=ON)
        assert (row.neighbourhood_id, row.quarters) == (SOUTH, 8)
        take_back_hours(by=by, municipality=areas.town, entry=entry, on=ON)
        assert own_hours(by=by, municipality=areas.town, on=ON) == []


def test_a_day_later_it_stands(areas: Picturing) -> None:
    by, entry = areas.by(WORKER), write(areas, worked())
    later = ON + timedelta(days=1)
    with scope(acting(by)):
        with pytest.raises(Conflict):
            take_back_hours(by=by, municipality=areas.town, entry=entry, on=later)
        with pytest.raises(Conflict):
            mend_hours(
                by=by, municipality=areas.town, entry=entry, worked=worked(), on=later
            )
        assert len(own_hours(by=by, municipality=areas.town, on=later)) == 1


def test_sending_twice_writes_no_hours_twice(areas: Picturing) -> None:
    write(areas, worked())
    with pytest.raises(Conflict):
        write(areas, worked(quarters=2))
    assert seen(areas).measures[Measure.HOURS].at(NORTH, ON.replace(day=1)) == 6


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (worked(day=ON + timedelta(days=1)), Invalid),
        (worked(day=ON - timedelta(days=15)), Invalid),
        (worked(quarters=0), Invalid),
        (worked(quarters=65), Invalid),
        (WorkedHours(NORTH, ON, 4, talks_with_guests=501), Invalid),
        (worked(THERE), NotFound),
    ],
)
def test_what_cannot_be_is_refused(
    areas: Picturing, wrong: WorkedHours, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        write(areas, wrong)


def test_a_theme_outside_the_list_is_refused_by_the_database(areas: Picturing) -> None:
    by = areas.by(WORKER)
    with pytest.raises(IntegrityError, match="worked_themes"), scope(acting(by)):
        Worked.objects.create(
            municipality_id=areas.town,
            neighbourhood_id=NORTH,
            worker_id=by.user_id,
            day=ON,
            quarters=4,
            themes=["a name"],
            written_on=ON,
        )


@pytest.fixture
def report(areas: Picturing) -> Callable[..., None]:
    """Reports of a kind in a neighbourhood."""
    use_rooms(areas.town, "desk")
    numbers = iter(range(1, 100))

    def made(
        kind: str, area: str | None, times: int, *, at: datetime = RECEIVED
    ) -> None:
        with scope(Scope(municipalities=frozenset({areas.town}))):
            category, _new = Category.objects.get_or_create(
                municipality_id=areas.town,
                key=kind,
                defaults={
                    "kind": kind,
                    "term_working_days": 5,
                    "leaves_nothing": kind == "exploitation",
                },
            )
            for _time in range(times):
                Report.objects.create(
                    municipality_id=areas.town,
                    number=f"2026-{next(numbers):05d}",
                    category=category,
                    channel="public",
                    neighbourhood_id=area,
                    text="iets",
                    received_at=at,
                    due_on=ON,
                )

    return made


def test_reports_are_counted_by_kind_and_without_a_place_they_still_add_up(
    areas: Picturing, report: Callable[..., None]
) -> None:
    report("waste", NORTH, 6)
    report("nuisance", NORTH, 2)
    report("other", None, 1)
    found = seen(areas, WORKER)
    month = found.months[0]
    assert found.measures[Measure.REPORTS].at(NORTH, month) == 8
    assert found.measures[Measure.WASTE].at(NORTH, month) == 6
    assert found.kinds["nuisance"].at(NORTH, month) == 2
    assert found.codes == [NORTH, SOUTH, ""]
    assert found.measures[Measure.REPORTS].at("", month) == 1


def leaving(
    world: Picturing, role: Role = Role.SUPERVISOR, *, number: int = 1
) -> Neighbourhoods:
    by = world.by(role)
    with scope(acting(by)):
        return outside_of(by=by, municipality=world.town, on=LATER, number=number)


def test_what_leaves_the_house_is_what_was_published(
    areas: Picturing, report: Callable[..., None]
) -> None:
    """Seven of waste, two unsafe, nine others: waste is left out wherever it stands."""
    report("waste", NORTH, 7)
    report("unsafe", NORTH, 2)
    report("other", NORTH, 9)
    report("waste", SOUTH, 3)
    quarter = QUARTER.start
    assert leaving(areas).measures[Measure.REPORTS].at(NORTH, quarter) is None
    with no_scope():
        publish_finished(areas.town, LATER)
        (told,) = published_figures(areas.town, 1)
    found = leaving(areas)
    assert found.periods == [QUARTER]
    assert found.measures[Measure.WASTE].at(NORTH, quarter) is None
    assert found.kinds["waste"].at(NORTH, quarter) is None
    assert found.kinds["unsafe"].at(NORTH, quarter) is None
    assert found.measures[Measure.REPORTS].at(SOUTH, quarter) is None
    for area in (NORTH, SOUTH, ""):
        assert found.measures[Measure.REPORTS].at(area, quarter) == told.told.rows[area]
        for kind, counts in found.kinds.items():
            assert counts.at(area, quarter) == told.told.cells[area, kind]


def test_the_month_that_runs_never_leaves_the_house(
    areas: Picturing, signed_in: SignedIn, report: Callable[..., None]
) -> None:
    report("waste", NORTH, 7)
    client = signed_in(areas.by(Role.DESK_CLERK))
    for name, args in (("neighbourhoods_csv", []), ("neighbourhood_csv", [NORTH])):
        month = f"?month={localdate():%Y-%m}"
        answer = client.get(reverse(name, args=args) + month)
        lines = b"".join(answer).decode().splitlines()
        assert not [
            each for each in lines if each.startswith("Noord") and ";7;" in each
        ]


def test_signals_of_one_address_point_at_it_however_many(areas: Picturing) -> None:
    where = areas.address.bag_id or ""
    areas.take_in(
        Role.REGISTRY_CLERK,
        *(
            line(where, "vacant", "leegstandlijst", "vacancy", day=f"2026-11-0{day}")
            for day in range(1, 8)
        ),
    )
    month = ON.replace(day=1)
    assert seen(areas, Role.SUPERVISOR).signals["vacancy"].at(NORTH, month) == 7
    assert seen(areas, WORKER).signals["vacancy"].at(NORTH, month) is None
    outside = leaving(areas).signals["vacancy"]
    assert outside.at(NORTH, QUARTER.start) is None


@pytest.mark.django_db
def test_the_database_asks_for_no_less_than_the_national_minimum() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = 'picture_signal_counts'"
        )
        (body,) = cursor.fetchone()
    least = rulebook().value("disclosure.minimum_count", ON).whole()
    assert f"greatest(fewest, {least})" in body


def test_hours_of_one_colleague_do_not_leave_the_house(areas: Picturing) -> None:
    write(areas, worked())
    found = leaving(areas)
    quarter = QUARTER.start
    assert found.measures[Measure.HOURS].at(NORTH, quarter) is None
    assert found.measures[Measure.TALKS].at(NORTH, quarter) is None
    assert found.themes["waste"].at(NORTH, quarter) is None
    assert found.measures[Measure.HOURS].at(SOUTH, quarter) == 0


def test_exploitation_is_counted_apart_for_the_desk_alone(
    areas: Picturing, report: Callable[..., None]
) -> None:
    report("exploitation", NORTH, 1)
    month = ON.replace(day=1)
    desk = seen(areas, Role.DESK_CLERK)
    assert desk.kinds["exploitation"].at(NORTH, month) == 1
    for role in (WORKER, Role.SUPERVISOR, Role.MUNICIPAL_ADMIN):
        found = seen(areas, role)
        assert found.kinds["exploitation"].standing is Standing.NOT_FOR_ROLE
        assert found.kinds["exploitation"].values == {}
        assert found.kinds["other"].at(NORTH, month) == 1
        assert found.measures[Measure.REPORTS].at(NORTH, month) == 1


def test_a_room_for_which_nobody_answers_gives_a_gap_and_no_refusal(
    areas: Picturing, report: Callable[..., None]
) -> None:
    report("waste", NORTH, 7)
    with scope(Scope(municipalities=frozenset({areas.town}))):
        Controllership.objects.filter(room__in=["desk", "nights"]).delete()
    found = seen(areas)
    assert found.measures[Measure.REPORTS].standing is Standing.NOT_CONNECTED
    assert found.measures[Measure.NIGHTS].standing is Standing.NOT_CONNECTED


def test_without_a_report_desk_there_is_a_gap_and_no_nought(areas: Picturing) -> None:
    found = seen(areas)
    assert found.measures[Measure.REPORTS].standing is Standing.NOT_CONNECTED
    assert found.measures[Measure.INSPECTIONS].standing is Standing.NOT_CONNECTED


def test_houses_are_locations_and_addresses_with_a_provider(areas: Picturing) -> None:
    """An address that is both counts once; what ended does not count."""
    house = areas.sides.houses[OWN].location.address
    with scope(Scope(municipalities=frozenset({areas.town}))):
        house.neighbourhood_id = NORTH
        house.save()
        party = Party.objects.create(
            municipality_id=areas.town, name="Verhuur", kind="company"
        )
        for address, until in (
            (house, None),
            (areas.second, None),
            (areas.address, date(2026, 10, 1)),
        ):
            PartAtAddress.objects.create(
                municipality_id=areas.town,
                address=address,
                party=party,
                part="provider",
                since=date(2026, 9, 1),
                until=until,
                evidence="inspection",
            )
    found = seen(areas, months=3)
    september, _october, november = found.months
    houses = found.measures[Measure.HOUSES]
    assert houses.at(NORTH, september) == 2
    assert houses.at(NORTH, november) == 1
    assert houses.at(SOUTH, november) == 1


def test_nights_are_shown_only_where_a_by_law_gives_the_ground(
    areas: Picturing,
) -> None:
    found = seen(areas)
    assert found.measures[Measure.NIGHTS].standing is Standing.NO_GROUND_HERE


def test_small_counts_of_registration_signals_are_closed_to_who_has_no_ground(
    areas: Picturing,
) -> None:
    """A registry clerk's source: counts above the minimum only; inspections freely."""
    where = areas.address.bag_id or ""
    areas.take_in(
        Role.REGISTRY_CLERK,
        line(where, "vacant", "leegstandlijst", "vacancy", day="2026-11-02"),
    )
    areas.take_in(
        Role.SUPERVISOR,
        line(where, "inspection", "bezocht", "inspections", reference="R-1"),
    )
    month = ON.replace(day=1)
    worker, supervisor = seen(areas, WORKER), seen(areas, Role.SUPERVISOR)
    assert worker.signals["vacancy"].at(NORTH, month) is None
    assert supervisor.signals["vacancy"].at(NORTH, month) == 1
    for found in (worker, supervisor):
        assert found.measures[Measure.INSPECTIONS].at(NORTH, month) == 1


def test_another_town_and_other_roles_see_no_neighbourhood(areas: Picturing) -> None:
    for persona in (
        Persona(OTHER, Role.SUPERVISOR),
        Persona(OTHER, WORKER),
        Persona(OWN, Role.REGION_COORDINATOR),
        Persona(OWN, Role.PROVIDER_MANAGER),
        Persona(OWN, Role.REGISTRY_CLERK),
    ):
        by = areas.by(persona.role, persona.side)
        with pytest.raises(NotAllowed), scope(acting(by)):
            neighbourhoods_of(by=by, municipality=areas.town, months=[ON], on=ON)


def test_from_the_first_page_to_a_mended_entry(
    areas: Picturing, signed_in: SignedIn
) -> None:
    client, today = signed_in(areas.by(WORKER)), localdate()
    assert "Zuid" in client.get(reverse("home")).content.decode()
    typed = {
        "neighbourhood": SOUTH,
        "day": today.isoformat(),
        "quarters": "7",
        "residents": "4",
        "guests": "1",
        "themes": ["waste", "rights"],
    }
    sent = client.post(reverse("neighbourhoods_today"), typed)
    assert sent.status_code == 302

    def times(hours: str) -> int:
        """How often hours stand on the page beside the choice of the form itself."""
        page = client.get(reverse("home")).content.decode()
        return len(re.findall(rf"(?<!\d){hours}(?!\d)", page)) - 1

    assert times("1:45") == 1
    with scope(acting(areas.by(WORKER))):
        entry = Worked.objects.get()
    mended = client.post(
        reverse("neighbourhoods_mend", args=[entry.pk]), typed | {"quarters": "9"}
    )
    assert mended.status_code == 302
    assert (times("1:45"), times("2:15")) == (0, 1)
    again = client.post(reverse("neighbourhoods_today"), typed)
    assert again.status_code == 409
    client.post(reverse("neighbourhoods_take_back", args=[entry.pk]))
    assert times("2:15") == 0


@pytest.mark.parametrize(
    "name", ["neighbourhood", "neighbourhood_csv", "neighbourhood_svg"]
)
def test_a_profile_is_opened_by_its_own_town_only(
    areas: Picturing, signed_in: SignedIn, name: str
) -> None:
    here = reverse(name, args=[NORTH])
    for role in (WORKER, Role.SUPERVISOR, Role.DESK_CLERK, Role.MUNICIPAL_ADMIN):
        assert signed_in(areas.by(role)).get(here).status_code == 200
        assert signed_in(areas.by(role, OTHER)).get(here).status_code == 404
    assert signed_in(areas.by(Role.LEVY_OFFICER)).get(here).status_code == 403


def test_a_file_holds_what_was_published_and_says_where_numbers_come_from(
    areas: Picturing, signed_in: SignedIn, report: Callable[..., None]
) -> None:
    today = localdate()
    period = finished_periods(areas.town, today)[-1]
    at = datetime.combine(period.start, RECEIVED.timetz())
    report("waste", NORTH, 7, at=at)
    report("waste", SOUTH, 3, at=at)
    report("waste", SOUTH, 40, at=datetime.combine(today, RECEIVED.timetz()))
    with no_scope():
        publish_finished(areas.town, today)
    client = signed_in(areas.by(Role.DESK_CLERK))
    answer = client.get(reverse("neighbourhoods_csv"))
    lines = b"".join(answer).decode().splitlines()
    (north,) = [each for each in lines if each.startswith("Noord;")]
    (south,) = [each for each in lines if each.startswith("Zuid;")]
    # With the total of ten the seven would give the three away.
    assert ";7;" not in north
    assert ";3;" not in south
    assert ";40;" not in south
    assert any("report desk" in each or "meldpunt" in each for each in lines)


def test_the_map_draws_the_number_that_is_asked(
    areas: Picturing, signed_in: SignedIn, report: Callable[..., None]
) -> None:
    report("waste", NORTH, 7)
    client = signed_in(areas.by(WORKER))
    address = reverse("neighbourhoods_map") + "?month=2026-11&measure=waste"
    features = client.get(address).json()["features"]
    shown = {each["properties"]["code"]: each["properties"] for each in features}
    assert shown[NORTH]["value"] == 7
    assert shown[SOUTH]["value"] == 0


@pytest.mark.django_db(transaction=True)
def test_hours_past_the_term_of_the_town_go(areas: Picturing) -> None:
    """Sixty months here; the proof says how many went, and younger hours stay."""
    by, long_ago = areas.by(WORKER), date(2021, 11, 1)
    with scope(acting(by)):
        Worked.objects.create(
            municipality_id=areas.town,
            neighbourhood_id=NORTH,
            worker_id=by.user_id,
            day=long_ago,
            quarters=4,
            written_on=long_ago,
        )
    write(areas, worked())
    destroy_past_term(municipality=areas.town, on=ON, ran_by="test")
    with scope(acting(areas.by(WORKER))):
        assert [each.day for each in Worked.objects.all()] == [ON]
