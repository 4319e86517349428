"""What a declaration promises: whole, repeatable, correcting, never silent."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from onderdak.foundation.identity.contract import Scope, no_scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.privacy.contract import Ground, Identity
from onderdak.foundation.privacy.models import Opening, ProcessingRecord
from onderdak.kernel.errors import NotAllowed, RoomClosed
from onderdak.register.nights.actions import declare_stays, open_guest_identity
from onderdak.register.nights.domain.declared import Declared, DeclaredStay
from onderdak.register.nights.models import (
    Bed,
    DoubleLet,
    Guest,
    GuestIdentity,
    RegistrationStatement,
    Stay,
    SupersededIdentity,
    SupersededStatement,
    SupersededStay,
)
from tests.world import House, acting, add_location, make_house, make_town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
ANNA = Identity("Anna Voorbeeld", "Voorbeeldowo", "passport")
PIOTR = Identity("Piotr Voorbeeld", "Voorbeeldowo", "identity_card")


@pytest.fixture
def house() -> House:
    return make_house(make_town("GM9001", "Teststad"), "Pension Test")


def row(
    house: House,
    line: int = 2,
    reference: str = "A1",
    identity: Identity = ANNA,
    arrival: date = date(2026, 11, 1),
    departure: date | None = None,
    **more: object,
) -> DeclaredStay:
    return DeclaredStay(
        line=line,
        location_id=house.location.pk,
        reference=reference,
        identity=identity,
        arrival=arrival,
        departure=departure,
        **more,
    )


def declare(house: House, *rows: DeclaredStay, **more: object) -> Declared:
    with scope(acting(house.manager)):
        return declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel="file",
            **more,
        )


def test_a_new_stay_is_recorded_sealed_and_logged(house: House) -> None:
    done = declare(house, row(house))
    assert (done.rows, done.new, done.errors) == (1, 1, [])
    with scope(acting(house.manager)):
        stay = Stay.objects.get()
        identity = GuestIdentity.objects.get()
        assert (stay.arrival, stay.departure) == (date(2026, 11, 1), None)
        assert b"Anna" not in bytes(identity.sealed)
        assert ProcessingRecord.objects.get().data_subject_id == str(stay.guest_id)
        assert AuditEvent.objects.filter(action="nights.declare_stays").exists()
        assert OutboxEvent.objects.get().name == "nights.stays_declared"


def test_the_same_rows_again_change_nothing(house: House) -> None:
    rows = [
        row(house, room="1", bed="a", status="brp", brp_municipality="GM9001"),
        row(house, 3, "B2", PIOTR, departure=date(2026, 11, 9), bed="b"),
        row(house, 4, "C3", PIOTR, expected_departure=date(2027, 2, 1)),
    ]
    declare(house, *rows)
    again = declare(house, *rows)
    assert (again.new, again.corrected, again.unchanged) == (0, 0, 3)
    with scope(acting(house.manager)):
        assert Stay.objects.count() == 3
        assert SupersededStay.objects.count() == 0


def test_an_overlapping_row_corrects_and_keeps_the_earlier_form(house: House) -> None:
    declare(house, row(house))
    done = declare(house, row(house, departure=date(2026, 11, 10)))
    assert (done.new, done.corrected) == (0, 1)
    assert done.corrections[0].was_departure is None
    with scope(acting(house.manager)):
        assert Stay.objects.get().departure == date(2026, 11, 10)
        assert SupersededStay.objects.get().departure is None


def test_someone_who_left_and_came_back_has_two_stays(house: House) -> None:
    declare(house, row(house))
    done = declare(
        house,
        row(house, departure=date(2026, 11, 10)),
        row(house, 3, arrival=date(2026, 11, 15)),
    )
    assert (done.new, done.corrected) == (1, 1)
    with scope(acting(house.manager)):
        assert Stay.objects.count() == 2


def test_one_bad_row_and_nothing_is_recorded_unless_asked(house: House) -> None:
    rows = [
        row(house, departure=date(2026, 11, 10)),
        row(house, 3, arrival=date(2026, 11, 9)),
        row(house, 4, "B2", PIOTR),
    ]
    refused = declare(house, *rows)
    assert not refused.recorded
    assert [(error.line, error.field) for error in refused.errors] == [(3, "arrival")]
    with scope(acting(house.manager)):
        assert Stay.objects.count() == 0
        assert Guest.objects.count() == 0
    accepted = declare(house, *rows, accept_good=True)
    assert (accepted.new, accepted.rejected) == (2, 1)


def test_one_reference_for_two_guests_is_an_error(house: House) -> None:
    refused = declare(
        house,
        row(house, departure=date(2026, 11, 3)),
        row(house, 3, identity=PIOTR, arrival=date(2026, 11, 5)),
    )
    assert [(error.line, error.field) for error in refused.errors] == [(3, "reference")]


def test_a_guest_elsewhere_of_the_same_provider_is_an_error(house: House) -> None:
    declare(house, row(house))
    town = make_town("GM9002", "Anderstad")
    both = Scope(frozenset({town.code}), frozenset({house.provider}))
    with scope(both):
        other = add_location(house.provider, town, "Ander huis", capacity=4)
    moved = House(house.provider, other, house.manager)
    refused = declare(moved, row(moved, arrival=date(2026, 11, 20)))
    assert "Pension Test" in str(refused.errors[0].message)
    declare(house, row(house, departure=date(2026, 11, 20)))
    assert declare(moved, row(moved, arrival=date(2026, 11, 20))).new == 1
    with scope(both):
        assert GuestIdentity.objects.count() == 2  # sealed for each municipality


def test_every_row_that_a_long_stay_reaches_over_is_told_at_once(house: House) -> None:
    refused = declare(
        house,
        row(house, 2, arrival=date(2026, 3, 1), departure=date(2026, 9, 1)),
        row(house, 3, arrival=date(2026, 4, 1), departure=date(2026, 4, 2)),
        row(house, 4, arrival=date(2026, 6, 1), departure=date(2026, 7, 1)),
        row(house, 5, arrival=date(2026, 9, 1)),
    )
    assert [error.line for error in refused.errors] == [3, 4]
    assert {error.message.params["other"] for error in refused.errors} == {2}


def test_a_bad_row_that_is_left_out_takes_no_stay_with_it(house: House) -> None:
    first, second = date(2026, 11, 1), date(2026, 11, 10)
    declare(
        house,
        row(house, 2, arrival=first, departure=date(2026, 11, 5)),
        row(house, 3, arrival=second, departure=date(2026, 11, 15)),
    )
    # The last row would swallow both stays, but names another guest.
    done = declare(
        house,
        row(house, 2, arrival=date(2026, 10, 1), departure=date(2026, 10, 2)),
        row(house, 3, identity=PIOTR, arrival=first, departure=date(2026, 11, 20)),
        accept_good=True,
    )
    assert (done.new, [error.line for error in done.errors]) == (1, [3])
    with scope(acting(house.manager)):
        arrivals = Stay.objects.order_by("arrival").values_list("arrival", flat=True)
        assert list(arrivals) == [date(2026, 10, 1), first, second]


def test_a_good_row_behind_a_bad_one_is_told_when_the_stored_stay_bars_it(
    house: House,
) -> None:
    declare(house, row(house, 2, arrival=date(2026, 11, 1)))
    done = declare(
        house,
        row(house, 2, arrival=date(2026, 10, 1), departure=date(2026, 10, 2)),
        row(house, 3, identity=PIOTR, departure=date(2026, 11, 5)),
        row(house, 4, arrival=date(2026, 11, 7)),
        accept_good=True,
    )
    assert [error.line for error in done.errors] == [3, 4]
    with scope(acting(house.manager)):
        assert Stay.objects.count() == 2


def test_a_preview_records_nothing(house: House) -> None:
    planned = declare(house, row(house), preview=True)
    assert (planned.new, planned.recorded) == (1, False)
    with scope(acting(house.manager)):
        assert Stay.objects.count() == 0


def test_a_bed_let_twice_is_recorded_and_flagged(house: House) -> None:
    done = declare(
        house,
        row(house, room="1", bed="a"),
        row(
            house,
            3,
            "B2",
            PIOTR,
            date(2026, 11, 5),
            date(2026, 11, 8),
            bed="a",
            room="1",
        ),
    )
    assert (done.new, done.double_let) == (2, 1)
    with scope(acting(house.manager)):
        flag = DoubleLet.objects.get()
        assert (flag.since, flag.until) == (date(2026, 11, 5), date(2026, 11, 8))
        assert Bed.objects.count() == 1
    declare(house, row(house, departure=date(2026, 11, 5), room="1", bed="a"))
    with scope(acting(house.manager)):
        assert DoubleLet.objects.count() == 0  # mended


def test_a_statement_holds_from_arrival_and_a_change_from_today(house: House) -> None:
    declare(house, row(house, status="none"))
    declare(house, row(house, status="brp", brp_municipality="GM9001"))
    with scope(acting(house.manager)):
        held = RegistrationStatement.objects.order_by("valid_from")
        assert [(s.status, s.valid_from) for s in held] == [
            ("none", date(2026, 11, 1)),
            ("brp", TODAY),
        ]


def test_without_a_retention_term_nothing_can_be_declared() -> None:
    house = make_house(make_town("GM9003", "Zonderstad", retention=False), "Huis")
    with pytest.raises(RoomClosed, match="has not set how long"):
        declare(house, row(house))


def test_another_providers_manager_may_not_declare(house: House) -> None:
    other = make_house(make_town("GM9004", "Verderstad"), "Ander")
    with scope(acting(other.manager)), pytest.raises(NotAllowed):
        declare_stays(
            by=other.manager,
            location=house.location,
            rows=[row(house)],
            on=TODAY,
            channel="file",
        )


def test_the_database_refuses_the_same_guest_twice_in_a_night(house: House) -> None:
    declare(house, row(house))
    with scope(acting(house.manager)):
        stay = Stay.objects.get()
        with (
            pytest.raises(IntegrityError, match="already sleeps here"),
            transaction.atomic(),
        ):
            Stay.objects.create(
                municipality_id=stay.municipality_id,
                provider_id=stay.provider_id,
                location_id=stay.location_id,
                guest_id=stay.guest_id,
                arrival=date(2026, 11, 20),
                declaration_id=0,
            )


def test_a_name_is_opened_on_a_ground_only_and_always_logged(house: House) -> None:
    declare(house, row(house))
    with scope(acting(house.manager)):
        guest = Guest.objects.get().pk
        opened = open_guest_identity(
            by=house.manager,
            guest=guest,
            municipality="GM9001",
            ground=Ground.OWN_ENTRY,
        )
        assert opened == ANNA
        with pytest.raises(NotAllowed):
            open_guest_identity(
                by=house.manager,
                guest=guest,
                municipality="GM9001",
                ground=Ground.CALAMITY,
                case="brand",
            )
        assert Opening.objects.get().ground == "own_entry"


@pytest.mark.parametrize(
    "log", ["privacy_opening", "privacy_processingrecord", "identity_auditevent"]
)
def test_the_app_can_neither_change_nor_remove_a_log_line(log: str) -> None:
    for statement in (f"DELETE FROM {log}", f"UPDATE {log} SET municipality = 'x'"):
        with (
            no_scope(),
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_file_with_two_statuses_for_a_guest_is_stable(house: House) -> None:
    rows = [
        row(
            house, status="none", arrival=date(2026, 1, 5), departure=date(2026, 1, 30)
        ),
        row(
            house,
            3,
            arrival=date(2026, 3, 1),
            status="brp",
            brp_municipality="GM9001",
        ),
    ]
    declare(house, *rows)
    for _ in range(3):
        again = declare(house, *rows)
        assert (again.corrected, again.unchanged) == (0, 2)
    with scope(acting(house.manager)):
        held = RegistrationStatement.objects.order_by("valid_from")
        assert [(s.status, s.valid_from) for s in held] == [
            ("none", date(2026, 1, 5)),
            ("brp", date(2026, 3, 1)),
        ]


def test_a_shifted_border_corrects_both_stays(house: House) -> None:
    declare(
        house,
        row(house, arrival=date(2026, 3, 1), departure=date(2026, 3, 15)),
        row(house, 3, arrival=date(2026, 3, 15), departure=date(2026, 3, 20)),
    )
    done = declare(
        house,
        row(house, arrival=date(2026, 3, 1), departure=date(2026, 3, 10)),
        row(house, 3, arrival=date(2026, 3, 10), departure=date(2026, 3, 20)),
    )
    assert (done.corrected, done.errors) == (2, [])


def test_a_row_swallows_the_stays_that_it_covers(house: House) -> None:
    declare(
        house,
        row(house, arrival=date(2026, 3, 1), departure=date(2026, 3, 15)),
        row(house, 3, arrival=date(2026, 3, 15), departure=date(2026, 3, 20)),
    )
    done = declare(
        house, row(house, arrival=date(2026, 3, 1), departure=date(2026, 3, 20))
    )
    assert (done.corrected, done.errors) == (1, [])
    with scope(acting(house.manager)):
        assert Stay.objects.get().departure == date(2026, 3, 20)
        assert SupersededStay.objects.count() == 2


def test_a_corrected_name_keeps_the_earlier_seal(house: House) -> None:
    declare(house, row(house))
    done = declare(house, row(house, identity=ANNA._replace(name="Anna Voorbeelt")))
    assert done.corrected == 1
    with scope(acting(house.manager)):
        assert GuestIdentity.objects.count() == 1
        assert SupersededIdentity.objects.count() == 1


def test_a_replaced_statement_is_kept(house: House) -> None:
    since = date(2026, 11, 3)
    declare(house, row(house, status="none", registered_since=since))
    declare(
        house,
        row(house, status="brp", brp_municipality="GM9001", registered_since=since),
    )
    with scope(acting(house.manager)):
        assert RegistrationStatement.objects.get().status == "brp"
        assert SupersededStatement.objects.get().status == "none"
