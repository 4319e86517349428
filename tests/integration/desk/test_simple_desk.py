"""A simple desk has its owner from the acceptance on, and hears when that one goes."""

from datetime import date

import pytest
from django.urls import reverse

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    accept_invitation,
    actor_of,
    no_scope,
    scope,
)
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.supervision.desk.contract.clerk import (
    DeskSetting,
    Keeping,
    own_when_accepted,
    set_up_simple_desk,
    set_way_of_working,
    take_report,
    try_routing,
    use_routing,
    write_routing,
)
from onderdak.supervision.desk.owning import tell_of_missing_owner
from tests.integration.care.test_care_tasks import person
from tests.integration.conftest import SignedIn
from tests.integration.desk.at_work import AT, do, handed_in, report, routed, steps
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db
OWNER = "Balie@stad.example"


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _invited(desk: DeskTown, owner: str = OWNER) -> str:
    admin = desk.town.officer
    with scope(acting(admin)):
        return set_up_simple_desk(
            by=admin,
            municipality=desk.code,
            owner=owner,
            keeping=Keeping(12, "besluit 1"),
            at=AT,
        )


def _accepted(secret: str) -> Actor:
    with no_scope():
        user = accept_invitation(
            secret=secret, name="Balie", password="lang-en-veilig-1"
        )
        event = OutboxEvent.objects.get(name="identity.invitation_accepted")
    own_when_accepted(event.payload)
    return actor_of(user)


def _setting(desk: DeskTown) -> DeskSetting:
    with scope(desk.rows):
        return DeskSetting.objects.get(municipality_id=desk.code)


def test_from_the_acceptance_on_every_report_is_the_owners(desk: DeskTown) -> None:
    secret = _invited(desk)
    assert (_setting(desk).mode, _setting(desk).intended) == ("full", OWNER)
    before, _code = handed_in(desk)
    taken, _code = handed_in(desk)
    do(desk, take_report, taken)
    for number in (before, taken):
        routed(desk, number)
    owner = _accepted(secret)
    after, _code = handed_in(desk)
    routed(desk, after)
    setting = _setting(desk)
    assert (setting.mode, setting.owner_id, setting.intended) == (
        *("simple", owner.user_id, ""),
    )
    # What came in meanwhile is theirs too, and nothing is taken from a colleague.
    assert report(desk, before).owner_id == report(desk, after).owner_id
    assert report(desk, before).owner_id == owner.user_id
    assert report(desk, taken).owner_id == desk.clerk.user_id
    assert ("routed", "simple") in steps(desk, before)


def test_an_invitation_of_somebody_else_changes_nothing(desk: DeskTown) -> None:
    _invited(desk)
    other = User.objects.create_user("ander@stad.example")
    with scope(desk.rows):
        Membership.objects.create(
            user=other, role=Role.DESK_CLERK, municipality_id=desk.code
        )
    for role in (Role.DESK_CLERK, Role.SUPERVISOR):
        own_when_accepted(
            {"municipality": desk.code, "user": other.pk, "role": str(role)}
        )
    assert _setting(desk).owner_id is None


def test_who_chooses_another_way_meanwhile_is_not_overruled(desk: DeskTown) -> None:
    secret = _invited(desk)
    with scope(acting(desk.clerk)):
        set_way_of_working(
            by=desk.clerk,
            municipality=desk.code,
            simple=True,
            owner=desk.clerk.user_id,
            at=AT,
        )
    _accepted(secret)
    assert _setting(desk).owner_id == desk.clerk.user_id


def test_when_the_owner_goes_who_set_the_desk_up_hears_it(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    owner = _accepted(_invited(desk))

    assert not tell_of_missing_owner(desk.code)
    with scope(desk.rows):
        Membership.objects.filter(user_id=owner.user_id).delete()
    number, _code = handed_in(desk)
    routed(desk, number)
    assert report(desk, number).owner_id is None
    assert tell_of_missing_owner(desk.code)
    with scope(desk.rows):
        mails = Message.objects.filter(kind="desk_owner")
        told = {each.email for each in mails}
    assert told == {desk.clerk.email, desk.town.officer.email}
    page = signed_in(desk.clerk).get(reverse("home")).content.decode()
    assert reverse("desk_setting") in page
    assert "Wie elke melding kreeg" in page


def test_the_administrator_chooses_how_the_desk_works(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    _invited(desk)
    client = signed_in(person(desk.town, Role.MUNICIPAL_ADMIN, "beheer"))
    page = client.get(reverse("desk_setting"))
    assert OWNER in page.content.decode()
    sent = {"mode": "simple", "owner": str(desk.clerk.user_id)}
    assert client.post(reverse("desk_setting"), sent).status_code == 302
    assert _setting(desk).owner_id == desk.clerk.user_id


SPAN = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}


def _written(desk: DeskTown, team: str) -> int:
    rules = [{"when": {"kind": ["waste"]}, "gives": {"team": team}}]
    with scope(acting(desk.clerk)):
        return write_routing(by=desk.clerk, municipality=desk.code, rules=rules, at=AT)


def test_a_desk_without_reports_may_use_its_rules_and_the_trial_says_so(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    version = _written(desk, "afval")
    client = signed_in(desk.clerk)
    url = reverse("desk_routing_trial", args=[version])
    page = client.post(url, {"since": "2026-11-01", "until": "2026-11-30"})
    assert "nog geen meldingen" in page.content.decode()
    do(desk, use_routing, version)
    number, _code = handed_in(desk)
    routed(desk, number)
    assert report(desk, number).team == "afval"


def test_a_trial_compares_with_what_the_rules_decided_and_not_with_people(
    desk: DeskTown,
) -> None:
    first = _written(desk, "afval")
    do(desk, try_routing, first, **SPAN)
    do(desk, use_routing, first)
    number, _code = handed_in(desk)
    routed(desk, number)
    do(desk, take_report, number)
    assert do(desk, try_routing, first, **SPAN).different == 0
    trial = do(desk, try_routing, _written(desk, "wijk"), **SPAN)
    (one,) = trial.differences
    assert (one.decided.team, one.would.team) == ("afval", "wijk")
    assert one.has.owner == desk.clerk.user_id
