"""Rows of the night register: guests, stays, corrections, declarations, counts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from onderdak.kernel.ranges import add_months
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import NIJMEGEN, PLACES, place, rooms_of
from onderdak.project.demo.guests import identity
from onderdak.project.demo.plan import DAY_ONE, StayRow, World
from onderdak.project.demo.register import Register
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.project.demo.supervision_rows import (
    silent_provider,
    stopped_on,
    weekly_lists,
)
from onderdak.register.nights.contract import (
    initials,
)

_ELSEWHERE: Final = 29
"""One in so many is registered in another municipality than where they sleep."""
_STAY: Final = (
    "municipality_id provider_id location_id guest_id arrival departure"
    " expected_departure room_id bed_id declaration_id"
)


def reference(guest: int) -> str:
    """What the provider calls a guest in its own books."""
    return f"DEMO-{guest:06d}"


def nights(world: World, register: Register, declared_by: int) -> Iterator[Table]:
    """Each table of the night register, guests first; not the sealed identities."""
    yield (
        "nights_guest",
        "id provider_id reference initials",
        (
            (g.id, g.provider, reference(g.id), initials(identity(g.person).name))
            for g in register.guests.values()
        ),
    )
    yield (
        "nights_declaration",
        "id municipality_id provider_id declared_by_id declared_at channel source_name"
        " trace_id rows new corrected unchanged rejected",
        chain(
            _declarations(world, register, declared_by),
            weekly_lists(world, register, declared_by),
        ),
    )
    yield (
        "nights_stay",
        f"id {_STAY}",
        ((stay.visit.id, *_stay(stay)) for stay in register.stays),
    )
    yield (
        "nights_supersededstay",
        f"id {_STAY} stay_id superseded_at superseded_by",
        _superseded(register),
    )
    yield (
        "nights_doublelet",
        "id municipality_id provider_id location_id bed_id first_stay_id second_stay_id"
        " since until",
        _double_lets(register),
    )
    yield (
        "nights_registrationstatement",
        "valid_from provider_id status brp_municipality declaration_id guest_id"
        " municipality_id",
        _statements(register),
    )
    yield (
        "nights_baselinecount",
        "id on locations beds_permitted beds_factual nights providers_known"
        " providers_declaring municipality_id",
        _baseline(world, register),
    )


def _stay(stay: StayRow) -> Row:
    visit, location = stay.visit, stay.visit.chain.location
    return (
        location.municipality,
        location.provider,
        location.id,
        visit.guest,
        visit.arrival,
        stay.departure,
        stay.expected,
        visit.bed.room if visit.bed else None,
        visit.bed.id if visit.bed else None,
        stay.declaration,
    )


def _superseded(register: Register) -> Iterator[Row]:
    for row in register.earlier:
        now = list(_stay(row.stay))
        now[4:7] = row.arrival, row.departure, row.expected
        number = row.stay.visit.id  # a stay of the demo is corrected once at most
        yield number, *now, number, instant(row.on, 9), row.declaration


def _double_lets(register: Register) -> Iterator[Row]:
    found = sorted(
        register.doubles, key=lambda row: (row.second.visit.id, row.first.visit.id)
    )
    for id_, row in enumerate(found, 1):
        location, bed = row.first.visit.chain.location, row.first.visit.chain.bed
        yield (
            id_,
            location.municipality,
            location.provider,
            location.id,
            bed.id,
            row.first.visit.id,
            row.second.visit.id,
            row.since,
            row.until,
        )


def _statements(register: Register) -> Iterator[Row]:
    for row in register.statements:
        where = ""
        if row.status == "brp":
            elsewhere = row.guest % _ELSEWHERE == 0
            where = "Voorbeeldstad" if elsewhere else place(row.municipality).name
        yield (
            row.valid_from,
            row.provider,
            row.status,
            where,
            row.declaration,
            row.guest,
            row.municipality,
        )


def _declarations(world: World, register: Register, by: int) -> Iterator[Row]:
    new = Counter(stay.declaration for stay in register.stays)
    corrected = Counter(row.declaration for row in register.earlier)
    stated = {row.declaration for row in register.statements}
    silent = silent_provider(world, register)
    for number in sorted({*new, *corrected, *stated}):
        month, pair = divmod(number - 1, len(world.pairs))
        provider, municipality = world.pairs[pair]
        rejected = 1 if number % 17 == 0 else 0
        last = register.on
        if (provider, municipality) == (silent, NIJMEGEN):
            last = stopped_on(register.on)
        yield (
            number,
            municipality,
            provider,
            by,
            instant(min(_last_day(month), last), 20),
            ("file", "page", "api")[provider % 3],
            f"nachtregister-{number}.xlsx" if provider % 3 == 0 else "",
            uuid5(NAMESPACE_URL, f"demo:{world.seed}:{number}"),
            new[number] + corrected[number] + rejected,
            new[number],
            corrected[number],
            0,
            rejected,
        )


def _last_day(month: int) -> date:
    return add_months(DAY_ONE, month + 1) - timedelta(days=1)


def _baseline(world: World, register: Register) -> Iterator[Row]:
    """The zero measurement of day one, counted from the register itself."""
    first = [stay.visit.chain.location for stay in register.sleeping(DAY_ONE)]
    codes = [here.code for here in PLACES if "nights" in rooms_of(here.code)]
    for id_, code in enumerate(codes, 1):
        spots = [w for w in world.locations if w.municipality == code]
        there = [w for w in spots if w.opened_on <= DAY_ONE]
        asleep = [w for w in first if w.municipality == code]
        yield (
            id_,
            DAY_ONE,
            len(there),
            sum(w.permitted or 0 for w in there),
            sum(w.factual or 0 for w in there),
            len(asleep),
            len({w.provider for w in spots}),
            len({w.provider for w in asleep}),
            code,
        )
