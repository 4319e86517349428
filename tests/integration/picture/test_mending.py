"""What was recorded wrongly is taken back: it stays with why, and holds no longer."""

import pytest
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, NotAllowed, NotFound
from onderdak.supervision.picture.contract import (
    Delivery,
    Purpose,
    View,
    decide_doubt,
    look_at,
    looking_for,
    open_doubts,
    preview_of,
    record_signals,
)
from onderdak.supervision.picture.contract.mending import (
    TakenBack,
    decided_doubts,
    move_signal,
    reopen_doubt,
    signal_for,
    take_back_delivery,
    take_back_signal,
)
from onderdak.supervision.picture.models import Signal
from tests.integration.picture.conftest import ON, Picturing, line
from tests.world import acting

CLERK, SUPERVISOR, LEVY = Role.REGISTRY_CLERK, Role.SUPERVISOR, Role.LEVY_OFFICER
WORDS = "Kerkstraat 12 bis, 1234AB Eenstad"


def _in_force(world: Picturing) -> list[tuple[int, object]]:
    with scope(acting(world.by(CLERK))), looking_for(Purpose.TAKING_IN):
        rows = Signal.objects.filter(replaced_at=None, source="brp").order_by("pk")
        return [(row.address_id, row.value) for row in rows]


def _only(world: Picturing) -> Signal:
    with scope(acting(world.by(CLERK))), looking_for(Purpose.TAKING_IN):
        return Signal.objects.get(replaced_at=None, source="brp")


def _last_delivery(world: Picturing) -> Delivery:
    with scope(acting(world.by(CLERK))):
        return Delivery.objects.latest("pk")


def _registered(world: Picturing, number: int, *, day: str = "2026-11-01") -> None:
    where = world.address.bag_id or ""
    world.take_in(CLERK, line(where, "registrations", number, "brp", day=day))


def test_a_signal_that_is_taken_back_shows_no_longer_and_stays(
    world: Picturing,
) -> None:
    _registered(world, 9)
    by, known = world.by(CLERK), _only(world)
    with scope(acting(by)):
        take_back_signal(by=by, signal=known.pk, why=TakenBack.OBJECTION, today=ON)
        with looking_for(Purpose.TAKING_IN):
            row = Signal.objects.get(pk=known.pk)
        assert (row.replaced_because, row.replaced_why, row.replaced_by_id) == (
            "taken_back",
            "objection",
            by.user_id,
        )
        picture = look_at(
            by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
        )
        assert picture.hint is None
        brp = next(one for one in picture.sections if one.source.key == "brp")
        assert list(brp.known) == []
        event = AuditEvent.objects.filter(action="picture.take_back_signal").get()
        assert event.detail["why"] == "objection"
        with pytest.raises(NotFound):  # once
            signal_for(by=by, signal=known.pk, today=ON)


@pytest.mark.parametrize(
    ("why", "left"),
    [(TakenBack.MISTAKE, [5]), (TakenBack.OBJECTION, []), (TakenBack.NO_GROUND, [])],
)
def test_what_a_mistake_had_corrected_holds_again(
    world: Picturing, why: TakenBack, left: list[int]
) -> None:
    """After an objection nothing comes in its place."""
    _registered(world, 5)
    _registered(world, 50)
    by = world.by(CLERK)
    with scope(acting(by)):
        take_back_signal(by=by, signal=_only(world).pk, why=why, today=ON)
    assert [value for _address, value in _in_force(world)] == left


def test_a_signal_of_anothers_source_is_not_there(world: Picturing) -> None:
    _registered(world, 9)
    known = _only(world)
    for by in (world.by(SUPERVISOR), world.by(LEVY), world.by(CLERK, "other")):
        with scope(acting(by)), pytest.raises(NotFound):
            take_back_signal(by=by, signal=known.pk, why=TakenBack.MISTAKE, today=ON)


def test_a_signal_moves_with_all_of_the_same_words_and_later_ones(
    world: Picturing,
) -> None:
    words = "Kerkstraat 12, 1234AB Eenstad"
    world.take_in(
        CLERK,
        line(words, "registrations", 3, "brp", day="2026-10-01"),
        line(words, "registrations", 4, "brp", day="2026-11-01"),
    )
    by = world.by(CLERK)
    with scope(acting(by)), looking_for(Purpose.TAKING_IN):
        one = Signal.objects.filter(source="brp").first()
    assert one is not None
    with scope(acting(by)):
        moved = move_signal(by=by, signal=one.pk, address=world.second, today=ON)
    assert moved == 2
    there = world.second.pk
    assert _in_force(world) == [(there, 3), (there, 4)]
    world.take_in(CLERK, line(words, "registrations", 5, "brp", day="2026-11-15"))
    assert _in_force(world)[-1] == (there, 5)


def test_a_signal_moves_only_within_the_municipality(world: Picturing) -> None:
    _registered(world, 9)
    by = world.by(CLERK)
    with scope(acting(by)):
        with pytest.raises(NotFound):
            move_signal(by=by, signal=_only(world).pk, address=world.there, today=ON)
        with pytest.raises(Conflict):
            move_signal(by=by, signal=_only(world).pk, address=world.address, today=ON)


def test_a_file_is_taken_back_with_all_that_it_did(world: Picturing) -> None:
    """What it had corrected holds again, its doubts wait no more; once."""
    _registered(world, 5)
    where = world.address.bag_id or ""
    world.take_in(
        CLERK,
        line(where, "registrations", 50, "brp"),
        line(world.second.bag_id or "", "registrations", 60, "brp"),
        line(WORDS, "registrations", 70, "brp"),
    )
    by, wrong = world.by(CLERK), _last_delivery(world)
    with scope(acting(by)):
        number = take_back_delivery(
            by=by, delivery=wrong, why=TakenBack.WRONG_FILE, today=ON
        )
        assert number == 2
        assert open_doubts(by=by, municipality=world.town, today=ON) == []
        with pytest.raises(Conflict):
            take_back_delivery(
                by=by, delivery=wrong, why=TakenBack.WRONG_FILE, today=ON
            )
    assert _in_force(world) == [(world.address.pk, 5)]
    # The same words in a later, right file are looked at anew.
    assert world.take_in(CLERK, line(WORDS, "registrations", 7, "brp")) == {
        "doubtful": 1
    }


def test_a_file_with_a_source_of_somebody_else_is_not_taken_back(
    world: Picturing,
) -> None:
    where = world.address.bag_id or ""
    world.take_in(LEVY, line(where, "woz_value", "300000", "woz"))
    by = world.by(SUPERVISOR)
    with scope(acting(by)), pytest.raises(NotAllowed):
        take_back_delivery(
            by=by,
            delivery=_last_delivery(world),
            why=TakenBack.WRONG_FILE,
            today=ON,
        )


def test_a_complete_file_ends_what_it_leaves_out_and_can_be_taken_back(
    world: Picturing,
) -> None:
    """An address that falls to nobody is not in the list any more."""
    _registered(world, 9)
    world.take_in(
        CLERK,
        line(world.second.bag_id or "", "registrations", 2, "brp"),
        complete=True,
    )
    assert _in_force(world) == [(world.second.pk, 2)]
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        # A line ends on the day on which the list came in, which is today.
        picture = look_at(
            by=by,
            address=world.address.pk,
            purpose=None,
            on=localdate(),
            how=View.How.PAGE,
        )
    brp = next(one for one in picture.sections if one.source.key == "brp")
    assert [one.no_longer for one in brp.known] == [True]
    assert picture.hint is None
    clerk = world.by(CLERK)
    with scope(acting(clerk)):
        take_back_delivery(
            by=clerk,
            delivery=_last_delivery(world),
            why=TakenBack.WRONG_FILE,
            today=ON,
        )
    assert _in_force(world) == [(world.address.pk, 9)]


def test_a_decided_line_waits_again_with_what_later_files_brought(
    world: Picturing,
) -> None:
    world.take_in(CLERK, line(WORDS, "registrations", 5, "brp"))
    by = world.by(CLERK)
    with scope(acting(by)):
        (first,) = open_doubts(by=by, municipality=world.town, today=ON)
        decide_doubt(by=by, doubt=first.id, address=world.address, today=ON)
    world.take_in(CLERK, line(WORDS, "registrations", 6, "brp", day="2026-11-20"))
    assert len(_in_force(world)) == 2
    with scope(acting(by)):
        (known,) = decided_doubts(by=by, municipality=world.town, today=ON)
        reopen_doubt(by=by, doubt=known.pk, today=ON)
        assert _in_force(world) == []
        waiting = open_doubts(by=by, municipality=world.town, today=ON)
        assert sorted(one.line.value for one in waiting) == [5, 6]
        decide_doubt(by=by, doubt=waiting[0].id, address=world.second, today=ON)
    assert {address for address, _value in _in_force(world)} == {world.second.pk}


def test_what_a_person_chose_is_recorded_there_whatever_the_engine_finds(
    world: Picturing,
) -> None:
    """Nothing is matched any more: the town's addresses are not read for it."""
    world.take_in(CLERK, line(WORDS, "registrations", 5, "brp"))
    by = world.by(CLERK)
    with scope(acting(by)):
        (one,) = open_doubts(by=by, municipality=world.town, today=ON)
        world.address.addition = "bis"
        world.address.save(update_fields=["addition"])
        decide_doubt(by=by, doubt=one.id, address=world.second, today=ON)
    assert _in_force(world) == [(world.second.pk, 5)]


def test_what_a_moved_signal_had_replaced_holds_again(world: Picturing) -> None:
    """The right fact came by other words; that it is the same address was the slip."""
    _registered(world, 5)
    words = "Kerkstraat 12, 1234AB Eenstad"
    for number in (50, 51):
        world.take_in(CLERK, line(words, "registrations", number, "brp"))
    by = world.by(CLERK)
    with scope(acting(by)):
        move_signal(by=by, signal=_only(world).pk, address=world.second, today=ON)
    assert _in_force(world) == [(world.address.pk, 5), (world.second.pk, 51)]


def test_what_the_same_words_said_before_does_not_come_back_by_a_move(
    world: Picturing,
) -> None:
    words = "Kerkstraat 12, 1234AB Eenstad"
    for number in (50, 51):
        world.take_in(CLERK, line(words, "registrations", number, "brp"))
    by = world.by(CLERK)
    with scope(acting(by)):
        move_signal(by=by, signal=_only(world).pk, address=world.second, today=ON)
    assert _in_force(world) == [(world.second.pk, 51)]


@pytest.mark.parametrize("why", [TakenBack.OBJECTION, TakenBack.NO_GROUND])
def test_the_next_file_does_not_undo_an_objection(
    world: Picturing, why: TakenBack
) -> None:
    """Nor do earlier versions show; the same line waits until somebody decides."""
    _registered(world, 5)
    _registered(world, 9)
    by = world.by(CLERK)
    with scope(acting(by)):
        take_back_signal(by=by, signal=_only(world).pk, why=why, today=ON)
        picture = look_at(
            by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
        )
    brp = next(one for one in picture.sections if one.source.key == "brp")
    assert list(brp.known) == []
    same = line(world.address.bag_id or "", "registrations", 9, "brp")
    for _again in range(2):
        assert world.take_in(CLERK, same) == {"doubtful": 1}
        assert _in_force(world) == []
        with scope(acting(by)):
            (waiting,) = open_doubts(by=by, municipality=world.town, today=ON)
            assert waiting.withheld is why
            decide_doubt(by=by, doubt=waiting.id, address=None, today=ON)
    # That it stays taken back says nothing of other days of the same address.
    other = line(
        world.address.bag_id or "", "registrations", 4, "brp", day="2026-11-20"
    )
    assert world.take_in(CLERK, other, same) == {"new": 1, "doubtful": 1}
    with scope(acting(by)):
        (waiting,) = open_doubts(by=by, municipality=world.town, today=ON)
        decide_doubt(by=by, doubt=waiting.id, address=world.address, today=ON)
    here = world.address.pk
    assert _in_force(world) == [(here, 4), (here, 9)]
    assert world.take_in(CLERK, same) == {"known": 1}


def test_one_answer_for_the_same_words_leaves_what_was_taken_back(
    world: Picturing,
) -> None:
    words = "Kerkstraat 12, 1234AB Eenstad"
    world.take_in(CLERK, line(words, "registrations", 9, "brp"))
    by = world.by(CLERK)
    with scope(acting(by)):
        why = TakenBack.OBJECTION
        take_back_signal(by=by, signal=_only(world).pk, why=why, today=ON)
    world.take_in(CLERK, line(words, "registrations", 9, "brp"))
    with scope(acting(by)):
        delivery = world.receive(
            CLERK, line(words, "vacant", "leegstandlijst", "vacancy")
        )
        record_signals(by=by, delivery=delivery, today=ON, doubted=[2])
        waiting = open_doubts(by=by, municipality=world.town, today=ON)
        (plain,) = [one for one in waiting if one.withheld is None]
        decide_doubt(by=by, doubt=plain.id, address=world.address, today=ON)
        (left,) = open_doubts(by=by, municipality=world.town, today=ON)
    assert left.withheld is TakenBack.OBJECTION
    assert _in_force(world) == []


def test_a_complete_file_ends_nothing_where_a_line_may_mean_any_address(
    world: Picturing,
) -> None:
    """The line in doubt may be the very address that would count as left out."""
    _registered(world, 9)
    lines = [
        line(world.second.bag_id or "", "registrations", 2, "brp"),
        line("Onleesbaar 0 ergens", "registrations", 9, "brp"),
    ]
    by = world.by(CLERK)
    with scope(acting(by)):
        delivery = world.receive(CLERK, *lines, complete=True)
        seen = preview_of(by=by, delivery=delivery, today=ON)
        (doubtful,) = [one for one in seen.planned if not one.address]
        assert doubtful.candidates == ()
        assert seen.left_open == [("brp", "registrations")]
        counts = record_signals(by=by, delivery=delivery, today=ON)
    assert counts == {"new": 1, "doubtful": 1}
    assert _in_force(world) == [(world.address.pk, 9), (world.second.pk, 2)]
