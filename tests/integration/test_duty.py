"""The duty in the database: right for all, small counts left out, persons shielded."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.cache import caches
from django.db import connection
from pytest_django import Settings
from typer.testing import CliRunner

from onderdak.cli.duty import app
from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Role,
    rulebook,
    scope,
)
from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.foundation.privacy.contract import Sealer
from onderdak.kernel.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    RoomClosed,
)
from onderdak.kernel.ranges import add_months
from onderdak.register.duty.contract import (
    Assessment,
    KnownStay,
    assess,
    close_investigation,
    duty_counts,
    duty_for_provider,
    look_into_people,
    open_investigation,
    terms_on,
)
from onderdak.register.duty.reckoning import WINDOWS
from onderdak.register.nights.contract import (
    Guest,
    GuestIdentity,
    Location,
    RegistrationStatement,
    Stay,
)
from tests.world import (
    House,
    Town,
    acting,
    add_location,
    everything,
    make_house,
    make_town,
    stranger,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
NIGHT = timedelta(days=1)
STATES = ("approaching", "due", "overdue", "registered")


@pytest.fixture(autouse=True)
def _national_rules_only(settings: Settings) -> Iterator[None]:
    """No municipality's own values: what is shipped decides."""
    settings.LOCAL_RULES = []
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


def stay_of(
    house: House,
    reference: str,
    stay: KnownStay,
    *,
    person: str = "",
    location: Location | None = None,
) -> Stay:
    """Write one stay; the same `person` is one person wherever."""
    place = location or house.location
    caches["counts"].clear()  # this stay comes without a declaration
    guest, _ = Guest.objects.get_or_create(
        provider_id=house.provider, reference=reference
    )
    Sealer.load(provider=house.provider, municipality=place.municipality_id)  # its keys
    GuestIdentity.objects.get_or_create(
        guest=guest,
        municipality_id=place.municipality_id,
        defaults={
            "provider_id": house.provider,
            "sealed": b"",
            "key_for_provider": b"",
            "key_for_municipality": b"",
            "fingerprint": b"",
            "match_hash": hash_of(person or f"{house.provider} {reference}"),
            "hash_version": 1,
            "hash_strength": 2,
            "provider_key_version": 1,
            "municipality_key_version": 1,
        },
    )
    return Stay.objects.create(
        municipality_id=place.municipality_id,
        provider_id=house.provider,
        location=place,
        guest=guest,
        arrival=stay.arrival,
        departure=stay.departure,
        expected_departure=stay.expected,
        declaration_id=1,
    )


def hash_of(person: str) -> bytes:
    return sha256(person.encode()).digest()


def state_brp(house: House, reference: str, since: date, status: str = "brp") -> None:
    RegistrationStatement.objects.create(
        guest=Guest.objects.get(provider_id=house.provider, reference=reference),
        municipality_id=house.location.municipality_id,
        valid_from=since,
        provider_id=house.provider,
        status=status,
        brp_municipality="Elders" if status == "brp" else "",
        declaration_id=1,
    )


def counts(town: Town, on: date = TODAY) -> dict:
    with scope(acting(town.officer)):
        return duty_counts(by=town.officer, municipality=town.code, on=on)


def investigate(
    town: Town,
    *addresses: int,
    reference: str = "AO-1",
    started_on: date = date(2025, 6, 1),
) -> None:
    with scope(acting(town.officer)):
        open_investigation(
            by=town.officer,
            municipality=town.code,
            reference=reference,
            ground="signal about this address",
            address_ids=addresses,
            started_on=started_on,
        )


def look(town: Town, on: date = TODAY, reference: str = "AO-1") -> list[dict]:
    with scope(acting(town.officer)):
        return look_into_people(
            by=town.officer, municipality=town.code, investigation=reference, on=on
        )


# --- the same answers as the readable form


@dataclass
class Person:
    """What the generated world knows of one person, to ask the oracle."""

    stays: list[tuple[KnownStay, int, int]] = field(default_factory=list)
    registered: bool = False

    def assessed(self, on: date, terms: object) -> Assessment | None:
        stays = [stay for stay, _, _ in self.stays]
        return assess(stays, on, terms, registered=self.registered)

    def location(self, on: date) -> int:
        begun = [s for s in self.stays if s[0].arrival <= on]
        return max(begun, key=lambda s: (s[0].arrival, s[1]))[2]


def generated_stays(chance: random.Random, on: date) -> Iterator[KnownStay]:
    """A guest's stays, one after another as the constraint wants, some up to now."""
    day = on - chance.choice([0, 30, 90, 125, 200, 400, 700]) * NIGHT
    day -= chance.choice([0, 2, 4, chance.randrange(40)]) * NIGHT
    for _ in range(chance.randrange(1, 7)):
        until = (
            day + chance.choice([3, 20, 40, 60, 90, 119, 121, 122, 123, 200]) * NIGHT
        )
        if day <= on <= until and chance.random() < 0.6:
            expected = max(day + NIGHT, until - chance.choice([0, 0, 60, 150]) * NIGHT)
            yield KnownStay(day, expected=chance.choice([None, None, expected]))
            return
        if until > on + 40 * NIGHT and chance.random() < 0.5:
            until = max(day + NIGHT, on + chance.randrange(-1, 5) * NIGHT)
        yield KnownStay(day, until)
        day = until + chance.choice([0, 0, 1, 7, 30, 61, 100]) * NIGHT


def generated(seed: int, on: date, houses: list[House]) -> dict[str, Person]:
    """Some two hundred people, a third of them with two providers."""
    chance = random.Random(seed)
    people: dict[str, Person] = {}
    for number in range(200):
        name = f"person {number}"
        person = people[name] = Person()
        for house in chance.sample(houses, chance.choice([1, 1, 2])):
            _guest(chance, on, house, name, person)
    return people


def _guest(
    chance: random.Random, on: date, house: House, name: str, person: Person
) -> None:
    places = list(Location.objects.filter(provider_id=house.provider).order_by("pk"))
    for known in generated_stays(chance, on):
        place = chance.choice(places)
        stay = stay_of(house, name, known, person=name, location=place)
        person.stays.append((known, stay.pk, place.pk))
    for back in sorted(chance.sample(range(-5, 100), chance.choice([0, 0, 1, 2]))):
        status = chance.choice(["brp", "none", "rni"])
        state_brp(house, name, on - back * NIGHT, status)
    told = RegistrationStatement.objects.filter(
        guest__reference=name, provider_id=house.provider, valid_from__lte=on
    ).order_by("valid_from")
    person.registered |= bool(told) and list(told)[-1].status == "brp"


@pytest.mark.parametrize(
    ("seed", "on"),
    [
        (1, TODAY),
        (2, date(2024, 2, 29)),
        (3, date(2025, 8, 31)),
        (4, date(2026, 3, 1)),
        (5, date(2025, 12, 31)),
    ],
)
def test_one_statement_for_all_finds_what_the_rule_says(
    town: Town, seed: int, on: date
) -> None:
    """Every person, state, beginning and number of nights, and every count."""
    houses = [make_house(town, f"House {n}") for n in range(3)]
    far = make_house(make_town("GM9002", "Elders"), "Far")
    with scope(everything()):
        Location.objects.update(opened_on=date(2020, 1, 1))
        add_location(houses[0].provider, town, "Second", capacity=9)
        people = generated(seed, on, houses)
        stay_of(far, "person 1", KnownStay(on - 300 * NIGHT), person="person 1")
        addresses = list(Location.objects.values_list("address_id", flat=True))
        own = [a for a in addresses if a != far.location.address_id]
    _answered_since(date(2020, 1, 1))
    terms = terms_on(rulebook(), on)
    expected = {
        sha256(hash_of(name) + b"AO-1").hexdigest()[:16]: (found, person.location(on))
        for name, person in people.items()
        if (found := person.assessed(on, terms)) is not None
    }
    investigate(town, *own, started_on=date(2024, 1, 1))
    shown = {
        one["key"]: (one["state"], one["since"], one["nights"], one["location"])
        for one in look(town, on)
    }
    assert shown == {
        key: (found.state, found.since, found.nights, place)
        for key, (found, place) in expected.items()
    }
    assert {found.state for found, _ in expected.values()} == set(STATES)
    counted = counts(town, on)
    totals = Counter(found.state.value for found, _ in expected.values())
    assert counted["totals"] == {state: totals[state] for state in STATES}
    _check_locations(counted["locations"], list(expected.values()))


def _answered_since(since: date) -> None:
    with scope(everything()), connection.cursor() as cursor:
        cursor.execute("UPDATE privacy_controllership SET since = %s", [since])


def _check_locations(shown: list[dict], expected: list[tuple[Assessment, int]]) -> None:
    for place in shown:
        here = Counter(f.state.value for f, where in expected if where == place["id"])
        told = {state: None if 0 < here[state] < 5 else here[state] for state in STATES}
        assert {state: place[state] for state in STATES} == told
        assert place["suppressed"] is (None in told.values())


def test_a_half_year_ends_in_the_database_as_in_the_kernel(town: Town) -> None:
    """Month ends are cut alike on every day of four years, a leap year among them."""
    asked = {"months": 6, "numerator": 2, "denominator": 3, "horizon": date(2028, 1, 1)}
    origin = "origin AS (SELECT DATE '2024-01-01' AS base)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {origin}, {WINDOWS} SELECT s, e, threshold FROM windows", asked
        )
        found = cursor.fetchall()
    terms = terms_on(rulebook(), TODAY)
    windows = [
        terms.window_from(date(2024, 1, 1) + n * NIGHT) for n in range(len(found))
    ]
    assert found == [(w.start, w.end, terms.threshold(w)) for w in windows]
    assert windows[-1].end == add_months(date(2028, 1, 1), 6)


# --- who counts where


def test_a_person_at_two_providers_counts_once_a_night(town: Town) -> None:
    """Sixty nights declared by both are sixty; with sixty-five more, a duty."""
    one, two = make_house(town, "One"), make_house(town, "Two")
    with scope(everything()):
        first = KnownStay(TODAY - 60 * NIGHT, TODAY)
        stay_of(one, "a", first, person="x")
        stay_of(two, "b", KnownStay(TODAY - 60 * NIGHT, TODAY + 5 * NIGHT), person="x")
    assert sum(counts(town)["totals"].values()) == 0
    with scope(everything()):
        stay_of(one, "a", KnownStay(TODAY + NIGHT, TODAY + 66 * NIGHT), person="x")
    assert counts(town)["totals"]["overdue"] == 1


def test_nights_in_another_municipality_do_not_count(town: Town, house: House) -> None:
    """The municipality sees its own nights alone, also when more are in scope."""
    elsewhere = make_house(make_town("GM9002", "Elders"), "Far")
    with scope(everything()):
        stay_of(
            elsewhere, "a", KnownStay(TODAY - 200 * NIGHT, TODAY - NIGHT), person="x"
        )
        stay_of(house, "a", KnownStay(TODAY - NIGHT), person="x")
        found = duty_counts(by=town.officer, municipality=town.code, on=TODAY)
    assert sum(found["totals"].values()) == 0


def test_an_empty_municipality_has_no_one() -> None:
    """Nobody present, nothing to count, and no failure."""
    town = make_town("GM9003", "Leegstad")
    assert counts(town)["totals"] == dict.fromkeys(STATES, 0)
    assert counts(town)["locations"] == []


def test_a_guest_without_an_identity_still_counts(town: Town, house: House) -> None:
    """A missing seal takes nobody off the count."""
    with scope(everything()):
        stay_of(house, "a", KnownStay(TODAY, TODAY + 150 * NIGHT))
        GuestIdentity.objects.all().delete()
    assert counts(town)["totals"]["due"] == 1


# --- small counts


@pytest.mark.parametrize("guests", [0, 1, 4, 5])
def test_a_small_count_is_left_out_and_stays_in_the_total(
    town: Town, house: House, guests: int
) -> None:
    """From one to four people a count is not shown; none and five are."""
    with scope(everything()):
        for number in range(guests):
            stay_of(house, f"g{number}", KnownStay(TODAY, TODAY + 150 * NIGHT))
    found = counts(town)
    (place,) = found["locations"]
    assert found["totals"]["due"] == guests
    assert place["suppressed"] is (0 < guests < 5)
    assert place["due"] == (None if 0 < guests < 5 else guests)
    assert place["overdue"] == 0


# --- persons within an investigation only


def test_counts_never_show_persons(town: Town, house: House) -> None:
    """Without an investigation there is no list of people, not even an empty one."""
    with scope(everything()):
        stay_of(house, "a", KnownStay(TODAY, TODAY + 150 * NIGHT))
    assert counts(town)["people"] is None


def test_an_investigation_shows_its_own_addresses(town: Town, house: House) -> None:
    """People at other addresses stay unseen, and a pseudonym fits one investigation."""
    with scope(everything()):
        other = add_location(house.provider, town, "Other", capacity=4)
        stay_of(house, "a", KnownStay(TODAY, TODAY + 150 * NIGHT))
        stay_of(house, "b", KnownStay(TODAY, TODAY + 150 * NIGHT), location=other)
    investigate(town, house.location.address_id)
    investigate(town, house.location.address_id, reference="AO-2")
    (one,) = look(town)
    assert one["location"] == house.location.pk
    assert (one["state"], one["since"], one["nights"]) == ("due", TODAY, 150)
    assert one["rule"] == "C01"
    assert "brp.share@2014-01-06" in one["parameter_version"]
    (again,) = look(town, reference="AO-2")
    assert len(one["key"]) == 16
    assert again["key"] != one["key"]


def test_each_look_is_logged_with_its_investigation(town: Town, house: House) -> None:
    """Who looked, under which reference, and how many people were seen."""
    investigate(town, house.location.address_id)
    look(town)
    look(town)
    with scope(acting(town.officer)):
        events = list(AuditEvent.objects.filter(action="duty.look_into_people"))
    assert [e.object for e in events] == ["investigation AO-1"] * 2
    assert {e.actor_id for e in events} == {town.officer.user_id}
    assert events[0].detail["people"] == 0


def test_an_investigation_that_does_not_run_shows_nobody(
    town: Town, house: House
) -> None:
    """Not before it began, not after it ended, not when it never was."""
    investigate(town, house.location.address_id)
    with scope(acting(town.officer)):
        close_investigation(
            by=town.officer,
            municipality=town.code,
            reference="AO-1",
            ended_on=TODAY,
        )
    assert look(town, TODAY) == []
    with pytest.raises(NotAllowed):
        look(town, TODAY + NIGHT)
    with pytest.raises(NotAllowed):
        look(town, date(2025, 5, 31))
    with pytest.raises(NotFound):
        look(town, TODAY, "AO-9")


def test_an_investigation_closes_once_and_not_before_it_began(
    town: Town, house: House
) -> None:
    """Its end is a fact, not a switch."""
    investigate(town, house.location.address_id)
    close = {"by": town.officer, "municipality": town.code, "reference": "AO-1"}
    with scope(acting(town.officer)):
        with pytest.raises(Invalid):
            close_investigation(**close, ended_on=date(2025, 5, 31))
        close_investigation(**close, ended_on=TODAY)
        with pytest.raises(Conflict):
            close_investigation(**close, ended_on=TODAY)


def test_an_investigation_needs_ground_and_own_addresses(
    town: Town, house: House
) -> None:
    """No blank ground, no address elsewhere, no reference twice, at least one."""
    elsewhere = make_house(make_town("GM9002", "Elders"), "Far").location.address_id
    with pytest.raises(Invalid):
        investigate(town, elsewhere)
    with pytest.raises(Invalid):
        investigate(town)
    with pytest.raises(Invalid):
        investigate(town, house.location.address_id, reference="  ")
    investigate(town, house.location.address_id)
    with pytest.raises(Conflict):
        investigate(town, house.location.address_id)


# --- who may


def as_role(town: Town, role: Role) -> Actor:
    return Actor(town.officer.user_id, "", (Grant(1, role, town.code),))


def test_only_clerk_and_supervisor_see_counts(town: Town, house: House) -> None:
    """Levy and administration do not, nor does anyone of elsewhere."""
    with scope(everything()):
        for role in (Role.REGISTRY_CLERK, Role.SUPERVISOR):
            duty_counts(by=as_role(town, role), municipality=town.code, on=TODAY)
        refused = [
            as_role(town, Role.LEVY_OFFICER),
            as_role(town, Role.MUNICIPAL_ADMIN),
            house.manager,
            stranger(),
        ]
        for actor in refused:
            with pytest.raises(NotAllowed):
                duty_counts(by=actor, municipality=town.code, on=TODAY)


def test_only_the_clerk_sees_persons(town: Town, house: House) -> None:
    """A supervisor counts, and neither opens nor looks into an investigation."""
    investigate(town, house.location.address_id)
    supervisor = as_role(town, Role.SUPERVISOR)
    asked = {"by": supervisor, "municipality": town.code}
    with scope(everything()):
        with pytest.raises(NotAllowed):
            look_into_people(**asked, investigation="AO-1", on=TODAY)
        with pytest.raises(NotAllowed):
            close_investigation(**asked, reference="AO-1", ended_on=TODAY)
        with pytest.raises(NotAllowed):
            open_investigation(
                **asked,
                reference="AO-3",
                ground="g",
                address_ids=[house.location.address_id],
                started_on=TODAY,
            )


def test_a_room_that_is_off_counts_nobody(town: Town, house: House) -> None:
    """The municipality does not use the room, so it does not get the counts."""
    with scope(acting(town.officer)):
        RoomSwitch.objects.filter(municipality_id=town.code, room="duty").delete()
    with pytest.raises(RoomClosed):
        counts(town)
    with scope(acting(house.manager)):
        assert (
            duty_for_provider(by=house.manager, provider=house.provider, on=TODAY) == []
        )


# --- a provider's own page


def test_a_provider_sees_his_own_guests_by_his_own_references(
    town: Town, house: House
) -> None:
    """With small counts, for they are his; and nothing of another provider."""
    rival = make_house(town, "Rival")
    with scope(everything()):
        second = add_location(house.provider, town, "Annex", capacity=4)
        stay_of(house, "A1", KnownStay(TODAY - 130 * NIGHT, TODAY - NIGHT), person="x")
        stay_of(house, "A1", KnownStay(TODAY - NIGHT), person="x", location=second)
        stay_of(rival, "Z9", KnownStay(TODAY, TODAY + 150 * NIGHT), person="x")
        state_brp(house, "A1", TODAY)
    with scope(acting(house.manager)):
        annex, pension = duty_for_provider(
            by=house.manager, provider=house.provider, on=TODAY
        )
        with pytest.raises(NotAllowed):
            duty_for_provider(by=house.manager, provider=rival.provider, on=TODAY)
    assert (annex["name"], annex["registered"], pension["guests"]) == ("Annex", 1, [])
    (guest,) = annex["guests"]
    assert guest["reference"] == "A1"
    assert guest["since"] == TODAY - 130 * NIGHT


# --- at the command line


def test_the_command_answers_in_json(town: Town, house: House) -> None:
    """Counts, an investigation, its persons, and its end, as one would type it."""
    with scope(everything()):
        stay_of(house, "a", KnownStay(TODAY, TODAY + 150 * NIGHT))
    who = ["--municipality", town.code, "--as", town.officer.email]
    run = CliRunner().invoke
    asked = ["list", "--on", "2026-11-21", *who]
    assert run(app, asked).exit_code == 0
    assert '"people": null' in run(app, [*asked, "--json"]).stdout
    address = ["--address", str(house.location.address_id)]
    named = ["--reference", "AO-7"]
    opened = ["investigate", *named, "--ground", "g", *address, "--from", "2026-11-01"]
    assert run(app, [*opened, *who]).exit_code == 0
    shown = run(app, [*asked, "--investigation", "AO-7", "--json"])
    assert '"nights": 150' in shown.stdout
    assert run(app, [*asked, "--investigation", "AO-7"]).exit_code == 0
    closed = run(app, ["close", *named, "--on", "2026-11-21", *who, "--json"])
    assert '"ended_on": "2026-11-21"' in closed.stdout
    assert run(app, [*asked, "--investigation", "AO-8"]).exit_code == 4
    stranger = ["--municipality", town.code, "--as", house.manager.email]
    assert run(app, ["list", *stranger]).exit_code == 3
