"""A source is seen for its purpose by its roles, and by nothing else: twice locked."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    Role,
    acting_under,
    no_scope,
    scope,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text
from onderdak.supervision.picture import from_rooms
from onderdak.supervision.picture.contract import (
    FILE_SOURCES,
    SOURCES,
    Delivery,
    Explanation,
    Known,
    Purpose,
    Source,
    State,
    View,
    explain_prompt,
    leave_delivery,
    look_at,
    looking_for,
    open_to,
    record_signals,
)
from onderdak.supervision.picture.domain.sources import PURPOSES_OF
from onderdak.supervision.picture.look import Look
from onderdak.supervision.picture.models import (
    DeliveredFile,
    Doubt,
    Explained,
    Signal,
)
from onderdak.supervision.picture.picture import _FROM_ROOMS
from onderdak.supervision.picture.purposes import PurposeChanged
from tests.integration.picture.conftest import ON, Picturing, line, one_of_each
from tests.people import OTHER
from tests.world import acting, use_rooms

LOOKS = [purpose for purpose in Purpose if purpose is not Purpose.TAKING_IN]


def _seen() -> set[str]:
    """What a query without any condition gives: the slip that must not leak."""
    return set(Signal.objects.values_list("source", flat=True))


@pytest.mark.django_db
def test_the_database_holds_the_same_catalogue_as_the_code() -> None:
    """Both locks say the same of every source."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM picture_sources()")
        there = {
            key: (set(purposes), set(roles), set(takers), months)
            for key, purposes, roles, takers, months in cursor.fetchall()
        }
    assert there == {
        source.key: (
            {str(one) for one in source.purposes},
            {str(one) for one in source.roles},
            {str(one) for one in source.takers},
            source.months,
        )
        for source in FILE_SOURCES
    }


@pytest.mark.parametrize("role", sorted(MUNICIPAL_ROLES))
def test_a_query_without_condition_gives_only_what_role_and_purpose_open(
    world: Picturing, role: Role
) -> None:
    """Whatever purpose the code says, a role sees the sources of its own task."""
    one_of_each(world)
    by = world.by(role)
    with scope(acting(by)):
        assert _seen() == set()
        for purpose in LOOKS:
            with looking_for(purpose):
                assert _seen() == {
                    source.key
                    for source in FILE_SOURCES
                    if purpose in source.purposes and role in source.roles
                }
        assert _seen() == set()


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: one.key)
def test_no_source_is_read_for_another_purpose(
    world: Picturing, source: Source
) -> None:
    """For every source: who may look sees it, all others do not even load it."""
    one_of_each(world)
    for role, purposes in PURPOSES_OF.items():
        by = world.by(role)
        for purpose in purposes:
            with scope(acting(by)):
                picture = look_at(
                    by=by,
                    address=world.address.pk,
                    purpose=purpose,
                    on=ON,
                    how=View.How.PAGE,
                )
            shown = {section.source.key for section in picture.sections}
            wanted = purpose in source.purposes and role in source.roles
            assert (source.key in shown) == wanted
            assert (source in picture.closed) == (not wanted)


def test_tax_data_stay_with_the_tax(world: Picturing) -> None:
    """A supervisor's page has no word of it, whatever purpose is asked (AWR 67)."""
    one_of_each(world)
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)):
        for purpose in (Purpose.LEVY, Purpose.REGISTRATION, Purpose.TAKING_IN):
            with pytest.raises(NotAllowed):
                look_at(
                    by=by,
                    address=world.address.pk,
                    purpose=purpose,
                    on=ON,
                    how=View.How.PAGE,
                )
        with looking_for(Purpose.LEVY):
            assert not Signal.objects.filter(source__in=["woz", "stay_tax"]).exists()
        with looking_for(Purpose.TAKING_IN):
            assert not Signal.objects.filter(source__in=["woz", "stay_tax"]).exists()


def test_an_administrator_takes_in_files_but_no_tax(world: Picturing) -> None:
    where = world.address.bag_id or ""
    by = world.by(Role.MUNICIPAL_ADMIN)
    with scope(acting(by)), pytest.raises(NotAllowed, match="woz"):
        world.receive(Role.MUNICIPAL_ADMIN, line(where, "woz_value", "300000", "woz"))
    assert world.take_in(
        Role.MUNICIPAL_ADMIN, line(where, "vacant", "leegstandlijst", "vacancy")
    ) == {"new": 1}


def test_what_another_municipality_knows_is_not_seen(world: Picturing) -> None:
    one_of_each(world)
    for role in PURPOSES_OF:
        by = world.by(role, OTHER)
        with scope(acting(by)):
            for purpose in LOOKS:
                with looking_for(purpose):
                    assert _seen() == set()


def test_a_role_elsewhere_opens_nothing_here(world: Picturing) -> None:
    """Even where the scope is too wide by mistake, the role must be of this town."""
    one_of_each(world)
    by = world.by(Role.LEVY_OFFICER, OTHER)
    wide = acting(by).__class__(
        municipalities=frozenset({world.town}), actor=by.user_id
    )
    with scope(wide), looking_for(Purpose.LEVY):
        assert _seen() == set()


def test_without_somebody_who_acts_nothing_is_open(world: Picturing) -> None:
    one_of_each(world)
    with no_scope(), looking_for(Purpose.SUPERVISION):
        assert _seen() == set()


def test_a_signal_cannot_be_written_for_another_purpose(world: Picturing) -> None:
    one_of_each(world)
    by = world.by(Role.LEVY_OFFICER)
    with scope(acting(by)):
        with looking_for(Purpose.LEVY):
            row = Signal.objects.get(source="woz")
        row.pk = None
        row.key = "other"
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            looking_for(Purpose.SUPERVISION),
        ):
            row.save(force_insert=True)


def _look_and_fail() -> None:
    with looking_for(Purpose.SUPERVISION):
        assert _seen()
        raise ZeroDivisionError


def test_a_purpose_is_forgotten_after_its_block(world: Picturing) -> None:
    """Also when the block fails; and nobody changes it halfway."""
    one_of_each(world)
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)):
        with pytest.raises(ZeroDivisionError):
            _look_and_fail()
        assert _seen() == set()
        with (
            looking_for(Purpose.SUPERVISION),
            pytest.raises(PurposeChanged),
            looking_for(Purpose.LEVY),
        ):
            pass
    with scope(acting(by)):
        assert _seen() == set()


def test_a_file_that_waits_is_seen_by_who_may_take_in_all_of_it(
    world: Picturing,
) -> None:
    where = world.address.bag_id or ""
    levy, clerk = world.by(Role.LEVY_OFFICER), world.by(Role.REGISTRY_CLERK)
    with scope(acting(levy)):
        world.receive(Role.LEVY_OFFICER, line(where, "woz_value", "300000", "woz"))
        assert not DeliveredFile.objects.exists()
        with looking_for(Purpose.TAKING_IN):
            assert DeliveredFile.objects.exists()
    with scope(acting(clerk)), looking_for(Purpose.TAKING_IN):
        assert not DeliveredFile.objects.exists()


def test_a_line_in_doubt_is_locked_as_its_source(world: Picturing) -> None:
    world.take_in(
        Role.LEVY_OFFICER, line("Kerkstraat 12 bis, Eenstad", "woz_value", "5", "woz")
    )
    with scope(acting(world.by(Role.LEVY_OFFICER))), looking_for(Purpose.TAKING_IN):
        assert Doubt.objects.count() == 1
    for role in MUNICIPAL_ROLES - {Role.LEVY_OFFICER}:
        with scope(acting(world.by(role))), looking_for(Purpose.TAKING_IN):
            assert not Doubt.objects.exists()


def test_every_look_is_written_down_and_stays(world: Picturing) -> None:
    """Who, where, for what, which sources; the app cannot change or remove it."""
    by = world.by(Role.REGISTRY_CLERK)
    with scope(acting(by)):
        look_at(by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.FILE)
        view = View.objects.get()
        opened = open_to(frozenset({Role.REGISTRY_CLERK}), Purpose.REGISTRATION)
        assert (view.user_id, view.address_id) == (by.user_id, world.address.pk)
        assert (view.purpose, view.how) == ("registration", "file")
        assert view.kinds == [source.key for source in opened]
        for statement in (
            "DELETE FROM picture_view",
            "UPDATE picture_view SET purpose = 'levy'",
        ):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_nobody_writes_a_look_in_somebody_elses_name(world: Picturing) -> None:
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)), pytest.raises(DatabaseError), transaction.atomic():
        View.objects.create(
            municipality_id=world.town,
            address=world.address,
            user_id=by.user_id + 1,
            purpose="supervision",
            kinds=[],
            how="page",
        )


def test_a_role_without_a_task_at_addresses_sees_none(world: Picturing) -> None:
    for role in MUNICIPAL_ROLES - set(PURPOSES_OF):
        by = world.by(role)
        with scope(acting(by)), pytest.raises(NotAllowed):
            look_at(
                by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
            )


def test_a_source_that_never_came_shows_as_not_connected(world: Picturing) -> None:
    """A gap is a gap: absent is another thing than nothing known."""
    world.take_in(
        Role.SUPERVISOR,
        line(world.second.bag_id or "", "vacant", "leegstandlijst", "vacancy"),
    )
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)):
        picture = look_at(
            by=by,
            address=world.address.pk,
            purpose=None,
            on=timezone.localdate(),
            how=View.How.PAGE,
        )
    states = {one.source.key: one.state for one in picture.sections}
    assert states["vacancy"] is State.NOTHING
    assert states["brp"] is State.NOT_CONNECTED
    assert states["nights"] is State.NO_GROUND_HERE
    assert states["bag"] is State.KNOWN


def test_one_membership_at_a_time_decides_the_purpose(world: Picturing) -> None:
    """Somebody with every role sees what the membership of the moment is for."""
    one_of_each(world)
    officer = world.sides.towns["own"].officer
    for grant in officer.grants:
        if grant.role not in PURPOSES_OF:
            continue
        by = acting_under(officer, grant.id)
        with scope(acting(by)):
            picture = look_at(
                by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
            )
        assert picture.purpose is PURPOSES_OF[grant.role][0]


ROOM_SOURCES = [key for key in _FROM_ROOMS if key in {one.key for one in SOURCES}]


@pytest.mark.parametrize("key", ROOM_SOURCES)
def test_a_room_is_not_even_asked_for_another_purpose(
    world: Picturing, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of sources with a room of their own: asked for who may see them, and no other."""
    asked: list[tuple[Role, Purpose]] = []

    def planted(look: Look) -> list[Known]:
        role = look.by.grants[0].role
        asked.append((role, look.purpose))
        return [Known(key, text("PLANT"), 1, ON, "")]

    monkeypatch.setitem(_FROM_ROOMS, key, planted)
    monkeypatch.setattr(from_rooms, "nights_ground", lambda _look: "By-law art. 2")
    use_rooms(world.town, "desk")
    source = next(one for one in SOURCES if one.key == key)
    for role, purposes in PURPOSES_OF.items():
        by = world.by(role)
        for purpose in purposes:
            with scope(acting(by)):
                look_at(
                    by=by,
                    address=world.address.pk,
                    purpose=purpose,
                    on=ON,
                    how=View.How.PAGE,
                )
    may = {
        (role, purpose)
        for role, purposes in PURPOSES_OF.items()
        for purpose in purposes
        if purpose in source.purposes and role in source.roles
    }
    assert set(asked) == may


def test_every_source_has_a_file_or_a_room() -> None:
    """So that the two tests together are about all sources."""
    assert {one.key for one in FILE_SOURCES} | set(ROOM_SOURCES) == {
        one.key for one in SOURCES
    }


def test_the_number_beside_an_explanation_is_locked_as_registrations(
    world: Picturing,
) -> None:
    """It is a count of the BRP: for who may see those, when they say for what."""
    where = world.address.bag_id or ""
    world.take_in(Role.REGISTRY_CLERK, line(where, "registrations", 20, "brp"))
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)):
        explain_prompt(
            by=by, address=world.address.pk, explanation=Explanation.FAMILY, on=ON
        )
        assert not Explained.objects.exists()
        with looking_for(Purpose.SUPERVISION):
            assert Explained.objects.count() == 1
    for role in MUNICIPAL_ROLES - {Role.SUPERVISOR, Role.REGISTRY_CLERK}:
        with scope(acting(world.by(role))):
            for purpose in LOOKS:
                with looking_for(purpose):
                    assert not Explained.objects.exists()


def test_a_delivery_is_changed_by_who_may_take_in_all_of_it(world: Picturing) -> None:
    """Who may only see that it came neither leaves it nor makes one like it."""
    where = world.address.bag_id or ""
    levy, other = world.by(Role.LEVY_OFFICER), world.by(Role.SUPERVISOR)
    with scope(acting(levy)):
        made = world.receive(
            Role.LEVY_OFFICER, line(where, "woz_value", "300000", "woz")
        )
    with scope(acting(other)):
        with looking_for(Purpose.TAKING_IN):
            assert Delivery.objects.filter(pk=made.pk).update(state="left") == 0
        for act in (leave_delivery, record_signals):
            known = {} if act is leave_delivery else {"today": ON}
            with pytest.raises(NotAllowed):
                act(by=other, delivery=made, **known)
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            looking_for(Purpose.TAKING_IN),
        ):
            Delivery.objects.create(
                municipality_id=world.town,
                filename="x",
                digest="",
                sources=["woz"],
                by_id=other.user_id,
            )
    with scope(acting(levy)), looking_for(Purpose.TAKING_IN):
        assert DeliveredFile.objects.filter(delivery=made).exists()
