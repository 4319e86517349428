"""The demo's plan is the same for everyone, and its past does not change."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from onderdak.kernel.identifiers import BagKind, bag_id, postcode
from onderdak.project.demo.facts import PLACES, VILLAGE, share_of_guests
from onderdak.project.demo.geometry import degrees
from onderdak.project.demo.plan import World
from onderdak.project.demo.register import AHEAD, Register, register_on
from onderdak.project.demo.world import build_world, size_of

SEED = 20250101
LAST = date(2026, 11, 21)


@cache
def world() -> World:
    return build_world(SEED)


@cache
def register(on: date = LAST) -> Register:
    return register_on(world(), on)


def slept(known: Register, until: date) -> set[tuple[int, int, int, date, date]]:
    """Who slept where up to a day: what nobody may change afterwards."""
    return {
        (
            stay.visit.id,
            stay.visit.guest,
            stay.visit.chain.bed.id,
            stay.visit.arrival,
            min(stay.departure or until, until),
        )
        for stay in known.stays
        if stay.visit.arrival < until
    }


def test_the_same_seed_makes_the_same_world_and_another_seed_another() -> None:
    again = build_world.__wrapped__(SEED)
    assert again is not world()
    assert again == world()
    assert build_world(SEED + 1).locations != again.locations


@pytest.mark.parametrize(
    "on", [date(2025, 1, 1), date(2025, 4, 30), date(2025, 12, 31), date(2026, 8, 2)]
)
def test_the_past_is_the_same_whatever_the_day_of_loading(on: date) -> None:
    after = on + timedelta(days=1)
    assert slept(register(on), after) == slept(register(), after)


def test_statements_of_the_past_are_the_same_whatever_the_day_of_loading() -> None:
    on = date(2025, 9, 9)
    later = [row for row in register().statements if row.valid_from <= on]
    key = [(r.guest, r.valid_from, r.status) for r in later]
    earlier = [(r.guest, r.valid_from, r.status) for r in register(on).statements]
    assert sorted(earlier) == sorted(key)


@pytest.mark.parametrize("month", range(23))
def test_some_eleven_thousand_people_sleep_in_the_region(month: int) -> None:
    night = date(2025 + month // 12, month % 12 + 1, 1)
    asleep = register().sleeping(night)
    assert 9500 <= len(asleep) <= 12500


def test_the_season_of_each_kind_of_work_shows() -> None:
    def asleep(sector: str, night: date) -> int:
        return sum(
            stay.visit.chain.location.sector == sector
            for stay in register().sleeping(night)
        )

    july, january = date(2025, 7, 15), date(2026, 1, 15)
    december, may = date(2025, 12, 10), date(2025, 5, 10)
    assert asleep("agriculture", july) > 1.3 * asleep("agriculture", january)
    assert asleep("logistics", december) > 1.05 * asleep("logistics", may)


def test_about_three_hundred_locations_of_sixty_providers_large_and_small() -> None:
    here = world()
    sizes = [size_of(here, provider.id) for provider in here.providers]
    assert 270 <= len(here.locations) <= 330
    assert len(here.providers) == 60
    assert all(size.locations for size in sizes)
    assert 3600 <= size_of(here, here.largest).beds <= 4400
    assert size_of(here, here.widow).beds == 2


def test_the_subregions_house_their_share() -> None:
    assert sum(share_of_guests(here.code) for here in PLACES) == pytest.approx(1)


def test_no_guest_sleeps_twice_in_one_night() -> None:
    for on in (date(2025, 3, 3), date(2026, 2, 1), LAST):
        nights = defaultdict(list)
        for stay in register(on).stays:
            nights[stay.visit.guest].append(
                (stay.visit.arrival, stay.departure or date.max)
            )
        for own in nights.values():
            assert all(a[1] <= b[0] for a, b in pairwise(sorted(own)))


def test_every_double_letting_is_written_down() -> None:
    beds = defaultdict(list)
    for stay in register().stays:
        if stay.visit.bed:
            beds[stay.visit.bed.id].append(stay)
    pairs = {
        (a.visit.id, b.visit.id)
        for together in beds.values()
        for number, a in enumerate(together)
        for b in together[number + 1 :]
        if b.visit.arrival < (a.departure or date.max)
    }
    written = {(row.first.visit.id, row.second.visit.id) for row in register().doubles}
    assert written == pairs
    assert len(written) > 50


def test_only_a_few_arrivals_are_declared_ahead_and_a_week_at_most() -> None:
    ahead = [stay for stay in register().stays if stay.visit.arrival > LAST]
    assert 0 < len(ahead) < 500
    assert max(stay.visit.arrival for stay in ahead) <= LAST + AHEAD


def test_mistakes_of_practice_are_there() -> None:
    stays = register().stays
    late = [s for s in stays if s.departure is None and s.visit.end < LAST]
    silent = [s for s in stays if s.departure is None and s.expected is None]
    assert len(late) > 100
    assert len(silent) > 500
    assert len(register().earlier) > 500


def test_some_people_have_two_providers() -> None:
    providers = defaultdict(set)
    for guest in register().guests.values():
        providers[guest.person].add(guest.provider)
    assert Counter(len(own) for own in providers.values())[2] > 50


def test_addresses_have_the_form_of_real_ones_and_lie_near_their_centre() -> None:
    for spot in world().addresses:
        assert bag_id(spot.bag_id, BagKind.ADDRESS) == spot.bag_id
        assert bag_id(spot.dwelling_bag_id, BagKind.DWELLING_OBJECT)
        assert postcode(spot.postcode) == spot.postcode
        assert 5.4 < spot.lonlat[0] < 6.6
        assert 51.6 < spot.lonlat[1] < 52.7


def test_units_of_the_village_parks_have_different_owners() -> None:
    parks = [w for w in world().locations if w.municipality == VILLAGE.code]
    assert len(parks) == 2
    assert all(len({unit.owner for unit in park.units}) > 3 for park in parks)


def test_rd_metres_become_degrees_within_a_metre_or_so() -> None:
    # Centroids as Statistics Netherlands gives them in both systems.
    assert degrees(189708, 445975) == pytest.approx((5.89264, 52.00106), abs=2e-5)
    assert degrees(170493, 431849) == pytest.approx((5.61218, 51.87496), abs=2e-5)
