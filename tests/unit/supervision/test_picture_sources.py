"""What the catalogue of sources promises, and when two lines are the same fact."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onderdak.foundation.identity.domain.permissions import MUNICIPAL_ROLES, Role
from onderdak.supervision.picture.domain.prompts import Fits, occupancy_hint
from onderdak.supervision.picture.domain.signals import (
    SignalLine,
    WrittenPlace,
    as_line,
)
from onderdak.supervision.picture.domain.sources import (
    FILE_SOURCES,
    PURPOSES_OF,
    SOURCES,
    Purpose,
    Source,
    open_to,
    purposes_of,
    taken_in_by,
)

TAX = {"woz", "stay_tax"}


def test_every_key_stands_once() -> None:
    keys = [source.key for source in SOURCES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: one.key)
def test_a_source_says_ground_purpose_and_who(source: Source) -> None:
    """No source without a ground, and none that nobody may see for its purpose."""
    assert source.ground
    assert source.brings
    assert source.purposes <= set(Purpose) - {Purpose.TAKING_IN}
    assert source.roles <= set(PURPOSES_OF)
    for role in source.roles:
        assert set(PURPOSES_OF[role]) & source.purposes
    if source.by_file:
        assert source.takers
        assert source.months > 0


def test_tax_data_serve_the_tax_and_are_taken_in_by_nobody_else() -> None:
    """AWR 67."""
    for source in FILE_SOURCES:
        if source.key in TAX:
            assert source.purposes == {Purpose.LEVY}
            assert source.roles == source.takers == {Role.LEVY_OFFICER}
    for role in MUNICIPAL_ROLES - {Role.LEVY_OFFICER}:
        assert not taken_in_by(frozenset({role})) & TAX


def test_signals_on_registrations_stay_with_registration() -> None:
    """Wet BRP 2.37a-2.37g, and 2.34."""
    for source in FILE_SOURCES:
        if source.key in {"laa", "tmv"}:
            assert source.purposes == {Purpose.REGISTRATION}


def test_a_purpose_that_is_not_ones_own_opens_nothing() -> None:
    every = frozenset(MUNICIPAL_ROLES)
    for role, purposes in PURPOSES_OF.items():
        for purpose in set(Purpose) - set(purposes):
            assert open_to(frozenset({role}), purpose) == ()
    assert open_to(every, Purpose.TAKING_IN) == ()
    assert purposes_of(frozenset({Role.CARE_WORKER})) == ()


LINE = SignalLine(
    line=2,
    place=WrittenPlace("Kerkstraat 12"),
    source="kvk",
    kind="company",
    value="x",
    on=date(2026, 1, 1),
    ground="g",
    reference="",
)


def _line(**more: Any) -> SignalLine:
    return replace(LINE, **more)


def _registered(**more: Any) -> SignalLine:
    return _line(source="brp", kind="registrations", value=5, **more)


def test_a_reference_makes_a_fact_of_an_address_the_same_whenever() -> None:
    one = _line(reference="A")
    assert one.key_at(1) == _line(reference="A", on=date(2026, 2, 1)).key_at(1)
    assert one.key_at(1) != _line(reference="B").key_at(1)
    assert one.key_at(1) != one.key_at(2)  # one permit may hold at two addresses


def test_where_no_reference_is_needed_address_and_day_do() -> None:
    one = _registered()
    assert one.key_at(1) == _registered(place=WrittenPlace("elders")).key_at(1)
    assert one.key_at(1) != one.key_at(2)
    assert one.key_at(1) != _registered(on=date(2026, 1, 2)).key_at(1)
    # A reference there may be the mark of a whole batch.
    assert one.key_at(1) == _registered(reference="batch").key_at(1)


def test_a_line_comes_back_from_what_is_kept() -> None:
    one = _line(place=WrittenPlace("", "1234AB", "12", "a"), value=7)
    assert as_line(one.as_kept()) == one


def test_the_area_of_several_dwellings_adds_up_each_rounded_down() -> None:
    """Two of 23 m² fit one resident each: not three of 46 m² together."""
    hint = occupancy_hint(
        registrations=3,
        on=date(2026, 1, 1),
        dwellings=[(["woonfunctie"], 23), (["Woonfunctie"], 23)],
        per_person=12,
        article="a",
        version="v",
    )
    assert (hint.most, hint.fits) == (2, Fits.PROMPT)


def test_one_dwelling_of_unknown_area_leaves_all_unknown() -> None:
    hint = occupancy_hint(
        registrations=30,
        on=date(2026, 1, 1),
        dwellings=[(["woonfunctie"], 23), (["woonfunctie"], None)],
        per_person=12,
        article="a",
        version="v",
    )
    assert hint.fits is Fits.CANNOT_JUDGE
