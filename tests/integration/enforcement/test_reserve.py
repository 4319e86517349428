"""Reserve rooms: kept up, held within what there is, called at night for a reason."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.enforcement.contract.cases import Case
from onderdak.supervision.enforcement.contract.people import (
    Contact,
    ContactOpening,
    Held,
    Hold,
    HoldState,
    ReserveFacts,
    ReserveKind,
    ReservePlace,
    add_reserve,
    change_reserve,
    held_of,
    hold_places,
    open_contact,
    openings_of_place,
    release_hold,
    reserve_places,
    withdraw_reserve,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon

pytestmark = pytest.mark.django_db
FACTS = ReserveFacts(
    kind=ReserveKind.CORPORATION,
    name="Woonstichting Eenstad",
    places=6,
    available_from=date(2026, 1, 1),
    available_until=date(2026, 7, 1),
    where="Kerkweg 4, Eenstad",
    agreement="Afspraak 2026-3",
    contact_name="Piket woonstichting",
    contact_phone="026 000 00 00",
)
WEEK = Held(4, date(2026, 3, 18), date(2026, 3, 25))


def kept(town: EnforcingTown, facts: ReserveFacts = FACTS) -> ReservePlace:
    """A line of the register."""
    with town.seen_by(town.lawyer):
        return add_reserve(
            by=town.lawyer, municipality=town.code, facts=facts, at=noon(OPENED)
        )


def held(town: EnforcingTown, case: Case, row: ReservePlace, hold: Held = WEEK) -> Hold:
    """Places held for a case."""
    with town.seen_by(town.lawyer):
        return hold_places(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            key=row.pk,
            hold=hold,
            at=noon(OPENED),
        )


def free(town: EnforcingTown, on: date) -> list[int]:
    """How many are free on a day, place by place."""
    with town.seen_by(town.lawyer):
        rows = reserve_places(by=town.lawyer, municipality=town.code, on=on)
    return [row.free for row in rows]


def test_places_are_held_by_the_day_and_free_again_after(town: EnforcingTown) -> None:
    row, case = kept(town), town.case()
    made = held(town, case, row)
    days = [date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 24), date(2026, 3, 25)]
    assert [free(town, day) for day in days] == [[6], [2], [2], [6]]
    assert held_of(made).state_on(date(2026, 3, 25)) is HoldState.EXPIRED
    assert free(town, date(2026, 7, 1)) == []


def test_no_more_is_held_than_there_is(town: EnforcingTown) -> None:
    row, case = kept(town), town.case()
    held(town, case, row)
    with pytest.raises(Invalid, match="Only 2"):
        held(town, case, row, replace(WEEK, places=3))
    held(town, case, row, replace(WEEK, places=2))
    with pytest.raises(Invalid):
        held(town, case, row, Held(1, date(2026, 3, 24), date(2026, 3, 26)))
    held(town, case, row, Held(6, date(2026, 3, 25), date(2026, 3, 26)))


def test_the_database_itself_keeps_that_no_more_is_held(town: EnforcingTown) -> None:
    row, case = kept(town), town.case()
    held(town, case, row)

    def straight(places: int, until: date) -> None:
        with town.seen_by(town.lawyer), transaction.atomic():
            Hold.objects.create(
                municipality_id=town.code,
                case=case,
                place=row,
                places=places,
                from_day=date(2026, 3, 20),
                until_day=until,
                by_id=town.lawyer.user_id,
                at=noon(OPENED),
            )

    with pytest.raises(DatabaseError, match="no more places are held"):
        straight(3, date(2026, 3, 21))
    with pytest.raises(DatabaseError, match="as long as they are there"):
        straight(1, date(2026, 7, 2))
    straight(2, date(2026, 3, 21))


def test_what_is_released_can_be_held_by_another(town: EnforcingTown) -> None:
    row, case = kept(town), town.case()
    made = held(town, case, row, replace(WEEK, places=6))
    for _ in range(2):
        with town.seen_by(town.lawyer):
            said = {
                "by": town.lawyer,
                "municipality": town.code,
                "number": case.number,
                "hold": made.pk,
                "on": date(2026, 3, 20),
                "words": "Four of them went to family.",
                "at": noon(date(2026, 3, 20)),
            }
            if Hold.objects.get().released_on is None:
                release_hold(**said)
                continue
            with pytest.raises(Conflict):
                release_hold(**said)
    held(town, case, row, Held(6, date(2026, 3, 20), date(2026, 3, 22)))
    with pytest.raises(Invalid):
        held(town, case, row, Held(1, date(2026, 3, 19), date(2026, 3, 20)))


def test_what_is_held_for_a_case_is_not_taken_out(town: EnforcingTown) -> None:
    row, case = kept(town), town.case()
    held(town, case, row)
    here = {"by": town.lawyer, "municipality": town.code, "at": noon(OPENED)}
    with town.seen_by(town.lawyer):
        for facts in (
            replace(FACTS, places=3),
            replace(FACTS, available_until=date(2026, 3, 20)),
            replace(FACTS, available_from=date(2026, 3, 20)),
        ):
            with pytest.raises(Conflict):
                change_reserve(key=row.pk, facts=facts, **here)
        with pytest.raises(Conflict):
            withdraw_reserve(key=row.pk, on=date(2026, 3, 20), **here)
        change_reserve(key=row.pk, facts=replace(FACTS, places=4), **here)
        withdraw_reserve(key=row.pk, on=date(2026, 3, 25), **here)
    assert free(town, date(2026, 3, 25)) == []


def test_whom_to_call_at_night_is_sealed_and_opened_with_a_reason(
    town: EnforcingTown,
) -> None:
    row = kept(town)
    assert b"Piket" not in bytes(row.sealed)
    at = noon(OPENED)
    with town.seen_by(town.supervisor):
        with pytest.raises(Invalid):
            open_contact(
                by=town.supervisor,
                municipality=town.code,
                key=row.pk,
                reason=" ",
                at=at,
            )
        found = open_contact(
            by=town.supervisor,
            municipality=town.code,
            key=row.pk,
            reason="Fire in the Lindelaan: nine people on the street.",
            at=at,
        )
        assert found == Contact("Piket woonstichting", "026 000 00 00")
        (opened,) = openings_of_place(
            by=town.supervisor, municipality=town.code, key=row.pk
        )
    assert opened.by_id == town.supervisor.user_id
    with town.seen_by(town.supervisor), pytest.raises(DatabaseError):
        with transaction.atomic():
            ContactOpening.objects.all().delete()


def test_another_municipality_sees_nothing_of_it(town: EnforcingTown) -> None:
    row = kept(town)
    with town.seen_by(town.visits.mayor), pytest.raises(NotAllowed):
        reserve_places(by=town.visits.mayor, municipality=town.code, on=OPENED)
    with town.seen_by(town.lawyer), pytest.raises(NotFound):
        open_contact(
            by=town.lawyer,
            municipality=town.code,
            key=row.pk + 1,
            reason="Fire in the Lindelaan.",
            at=noon(OPENED),
        )


def test_rooms_that_nobody_keeps_ready_go_with_whom_to_call(
    town: EnforcingTown,
) -> None:
    old = replace(
        FACTS, available_from=date(2015, 1, 1), available_until=date(2016, 1, 1)
    )
    kept(town, old)
    row, case = kept(town), town.case()
    held(town, case, row)
    destroy_past_term(municipality=town.code, on=date(2026, 10, 1), ran_by="test")
    with town.seen_by(town.lawyer):
        assert list(ReservePlace.objects.values_list("pk", flat=True)) == [row.pk]
