"""What each kind of line may say, and when two lines are one fact."""

import pytest
from django.utils import timezone

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Invalid
from onderdak.supervision.picture.contract import (
    Known,
    State,
    View,
    look_at,
    preview_of,
    receive_signals,
    record_signals,
)
from tests.integration.picture.conftest import HEADER, ON, Picturing, line
from tests.world import acting

CLERK, SUPERVISOR = Role.REGISTRY_CLERK, Role.SUPERVISOR
WIDE = f"{HEADER};straat;plaats;tot;hoort bij;stand"


def _wide(world: Picturing, role: Role, *lines: str) -> dict[str, int]:
    by = world.by(role)
    with scope(acting(by)):
        made = receive_signals(
            by=by,
            municipality=world.town,
            data="\n".join([WIDE, *lines]).encode(),
            filename="breed.csv",
            today=ON,
        )
        return dict(record_signals(by=by, delivery=made, today=ON))


def _bad(world: Picturing, role: Role, *lines: str) -> list[tuple[int, str, str]]:
    by = world.by(role)
    with scope(acting(by)):
        seen = preview_of(by=by, delivery=world.receive(role, *lines), today=ON)
    return [(one.line, one.column, str(one.what)) for one in seen.bad]


def _known(world: Picturing, source: str, address: Address) -> list[Known]:
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        picture = look_at(
            by=by, address=address.pk, purpose=None, on=ON, how=View.How.PAGE
        )
    (found,) = [one for one in picture.sections if one.source.key == source]
    return list(found.known)


def _permit(where: Address, value: str, reference: str = "Z-1") -> str:
    return line(where.bag_id or "", "permit", value, "permits", reference=reference)


def test_one_permit_may_hold_at_two_addresses(world: Picturing) -> None:
    """In one file and in two: each stays where it is."""
    both = [_permit(world.address, "6 kamers"), _permit(world.second, "6 kamers")]
    assert world.take_in(SUPERVISOR, *both) == {"new": 2}
    assert world.take_in(SUPERVISOR, *both) == {"known": 2}
    counts = world.take_in(SUPERVISOR, _permit(world.second, "8 kamers"))
    assert counts == {"corrected": 1}
    assert [one.value for one in _known(world, "permits", world.address)] == [
        "6 kamers"
    ]


def test_the_mark_of_a_batch_makes_no_fact_the_same(world: Picturing) -> None:
    """Registrations are known by address and day, whatever mark a delivery has."""
    lines = [
        line(one.bag_id or "", "registrations", 3, "brp", reference="levering 11")
        for one in (world.address, world.second)
    ]
    assert world.take_in(CLERK, *lines) == {"new": 2}
    later = line(
        world.address.bag_id or "",
        "registrations",
        4,
        "brp",
        day="2026-11-15",
        reference="levering 11",
    )
    assert world.take_in(CLERK, later) == {"new": 1}


def test_two_spellings_of_one_address_are_told_by_line(world: Picturing) -> None:
    """Nobody knows which holds; it is said before anything is recorded."""
    by = world.by(CLERK)
    with scope(acting(by)):
        made = world.receive(
            CLERK,
            line(world.address.bag_id or "", "registrations", 3, "brp"),
            line("Kerkstraat 12, 1234AB Eenstad", "registrations", 4, "brp"),
        )
        seen = preview_of(by=by, delivery=made, today=ON)
        assert [(one.line, str(one.what)) for one in seen.bad] == [
            (3, "This is on line 2 already.")
        ]
        counts = record_signals(by=by, delivery=made, today=ON, without_bad=True)
    assert counts == {"new": 1, "bad": 1}


@pytest.mark.parametrize(
    "cells",
    [
        "Kerkstraat 12;;;;finding;8 Polen aangetroffen;2026-11-01;inspections;;C-1",
        "Kerkstraat 12;;;;finding;BSN 123456782;2026-11-01;inspections;;C-1",
        "Kerkstraat 12;;;;finding;niets;2026-11-01;inspections;;123456782",
        "Kerkstraat 12;;;;finding;niets;2026-11-01;inspections;wens 123456782;C-1",
        "Kerkstraat 12;;;;owner;J. Voorbeeld;2026-11-01;parties;;A-1",
        "Kerkstraat 12;;;;vacant;ziet er leeg uit;2026-11-01;vacancy;;",
    ],
)
def test_what_has_no_place_here_is_refused_by_cell(
    world: Picturing, cells: str
) -> None:
    ((number, column, _what),) = _bad(world, SUPERVISOR, cells)
    assert number == 2
    assert column in {"F", "I", "J"}


def test_the_ground_of_the_catalogue_stands_and_that_of_the_file_is_beside(
    world: Picturing,
) -> None:
    where = world.address.bag_id
    world.take_in(
        CLERK, f"{where};;;;registrations;3;2026-11-01;brp;verzoek van 1 november;"
    )
    (one,) = _known(world, "brp", world.address)
    assert one.ground == "Wet BRP, art. 3.8 and the municipal regulation"
    assert one.beside == "verzoek van 1 november"


def test_a_finding_belongs_to_its_inspection_and_is_mended_later(
    world: Picturing,
) -> None:
    where = world.address.bag_id

    def finding(stand: str, day: str) -> str:
        return (
            f"{where};;;;finding;geen rookmelder;{day};inspections;;B-1;;;;C-1;{stand}"
        )

    visit = f"{where};;;;inspection;bezocht;2026-10-01;inspections;;C-1;;;;;"
    assert _wide(world, SUPERVISOR, visit, finding("", "2026-10-01")) == {"new": 2}
    found = _known(world, "inspections", world.address)
    assert [(one.part_of, one.condition) for one in found if one.part_of] == [
        ("C-1", "open")
    ]
    assert _wide(world, SUPERVISOR, finding("hersteld", "2026-11-01")) == {
        "corrected": 1
    }
    latest = _known(world, "inspections", world.address)[0]
    assert (latest.condition, latest.replaced_on) == ("mended", None)


def test_columns_for_street_and_town_say_which_house(world: Picturing) -> None:
    line_ = ";;14;;registrations;3;2026-11-01;brp;;;Kerkstraat;Eenstad;;;"
    assert _wide(world, CLERK, line_) == {"new": 1}
    assert [one.value for one in _known(world, "brp", world.second)] == [3]


def test_a_legal_owner_and_a_named_rule_are_shown(world: Picturing) -> None:
    where = world.address.bag_id or ""
    world.take_in(
        SUPERVISOR,
        line(where, "eigenaar", "Voorbeeld Wonen B.V.", "kadaster", reference="A 12"),
        line(where, "leegstand", "Melding eigenaar", "leegstand"),
    )
    (owner,) = _known(world, "parties", world.address)
    (vacant,) = _known(world, "vacancy", world.address)
    assert owner.value == "Voorbeeld Wonen B.V."
    assert str(vacant.value) == "its owner reported it to be vacant"


def test_certificates_come_in_where_there_is_no_night_register(
    world: Picturing,
) -> None:
    """With the day until which they hold, on the time line too."""
    with scope(acting(world.by(SUPERVISOR))):
        RoomSwitch.objects.filter(municipality_id=world.town, room="nights").delete()
    assert _known(world, "certificates", world.address) == []
    where = world.address.bag_id
    _wide(
        world,
        SUPERVISOR,
        f"{where};;;;snf;geldig;2026-01-01;certificates;;SNF-1;;;2026-10-31;;",
    )
    by = world.by(SUPERVISOR)
    with scope(acting(by)):
        picture = look_at(
            by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
        )
    days = [(str(one.on), one.ends) for one in picture.time_line]
    assert ("2026-10-31", True) in days
    assert ("2026-01-01", False) in days


def test_a_file_without_a_line_connects_nothing(world: Picturing) -> None:
    by = world.by(CLERK)
    with scope(acting(by)):
        made = world.receive(CLERK)
        with pytest.raises(Invalid, match="No line"):
            record_signals(by=by, delivery=made, today=ON)
    states = {one.source.key: one.state for one in _sections(world)}
    assert states["brp"] is State.NOT_CONNECTED
    assert states["laa"] is State.NOT_CONNECTED


def test_only_the_sources_of_good_lines_are_connected(world: Picturing) -> None:
    by = world.by(CLERK)
    lines = [
        line(world.second.bag_id or "", "laa", 1, "laa"),
        line(world.second.bag_id or "", "registrations", "veel", "brp"),
    ]
    with scope(acting(by)):
        made = world.receive(CLERK, *lines)
        record_signals(by=by, delivery=made, today=ON, without_bad=True)
    found = {one.source.key: one for one in _sections(world)}
    assert found["brp"].state is State.NOT_CONNECTED
    assert found["laa"].state is State.NOTHING
    assert found["laa"].handed_in is not None


def _sections(world: Picturing) -> list:
    by = world.by(CLERK)
    with scope(acting(by)):
        return list(
            look_at(
                by=by,
                address=world.address.pk,
                purpose=None,
                on=timezone.localdate(),
                how=View.How.PAGE,
            ).sections
        )


def test_somebody_who_checks_sends_a_likeness_to_the_desk(world: Picturing) -> None:
    """All lines with the same words go along; what is sure by itself does not."""
    with scope(acting(world.by(SUPERVISOR))):
        Address.objects.create(
            municipality_id=world.town,
            street="Wilhelminalaan",
            number=22,
            postcode="1234CD",
            town="Eenstad",
        )
    words = "Wilhelmnialaan 22, 1234CD Eenstad"
    lines = [
        line(words, "registrations", 3, "brp"),
        line(words, "laa", 1, "laa"),
        line("Kerkstraat 14, 1234AB", "laa", 1, "laa"),
    ]
    by = world.by(CLERK)
    with scope(acting(by)):
        made = world.receive(CLERK, *lines)
        seen = preview_of(by=by, delivery=made, today=ON)
        assert seen.counts == {"new": 3}
        found = seen.found[seen.planned[0].address or 0]
        assert found == "Wilhelminalaan 22, 1234 CD Eenstad"
        counts = record_signals(by=by, delivery=made, today=ON, doubted=[2])
    assert counts == {"new": 1, "doubtful": 2}
