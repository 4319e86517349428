"""A chain partner's system hands its reports in, and follows those alone."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onderdak.foundation.identity.contract import actor_of_token, revoke_token, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.kernel.errors import Conflict, NotAllowed
from onderdak.supervision.desk.contract import Channel, NewReport, Report
from onderdak.supervision.desk.contract.clerk import (
    Outcome,
    close_report,
)
from onderdak.supervision.desk.contract.partners import (
    HandedIn,
    Partner,
    let_partner_in,
    record_partner_report,
)
from onderdak.supervision.desk.models import Message, ReportStep
from tests.integration.api.systems import System, faults, token_for
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import House, acting

pytestmark = pytest.mark.django_db

WASTE = {
    "reference": "W-1",
    "category": "waste",
    "text": "Vuil naast de containers.",
    "address": {"postcode": "6811 aa", "number": 12, "addition": "a"},
    "signal": {"what": ["household", "again_here"], "seenOn": "2026-11-01"},
}
BOTH = ("reports:read", "reports:write")


@pytest.fixture
def desk() -> DeskTown:
    cache.clear()
    made = make_desk()
    with scope(made.rows):
        address = Address.objects.create(
            municipality_id=made.code,
            street="Kade",
            number=12,
            addition="A",
            postcode="6811AA",
            town="Eenstad",
        )
        DwellingObject.objects.create(
            municipality_id=made.code, address=address, bag_id="0202010000000001"
        )
    return made


def let_in(
    desk: DeskTown,
    kind: Partner = Partner.WASTE_TEAM,
    name: str = "Afvalteam",
    scopes: tuple[str, ...] = BOTH,
) -> System:
    """A partner's system with a token of this municipality."""
    with scope(acting(desk.clerk)):
        _number, secret = let_partner_in(
            by=desk.clerk,
            municipality=desk.code,
            partner=kind,
            name=name,
            scopes=scopes,
            months=1,
        )
    return System(secret)


@pytest.fixture
def waste_team(desk: DeskTown) -> System:
    return let_in(desk)


def hand_in(system: System, **changes: Any) -> Any:
    return system.ask("POST", "/reports", WASTE | changes)


def stored(desk: DeskTown) -> list[Report]:
    with scope(desk.rows):
        return list(Report.objects.select_related("address").order_by("id"))


def test_a_report_comes_in_with_its_sender_signal_and_address(
    desk: DeskTown, waste_team: System
) -> None:
    answer = hand_in(waste_team)
    assert answer.status_code == 201
    (found,) = stored(desk)
    assert (found.channel, found.partner_kind, found.partner_name) == (
        *("api", "waste_team"),
        "Afvalteam",
    )
    assert found.signal == {
        "what": ["household", "again_here"],
        "seen_on": "2026-11-01",
    }
    assert found.address is not None
    assert found.address.street == "Kade"
    assert answer.json() == {
        "reference": "W-1",
        "number": found.number,
        "receivedOn": localdate(found.received_at).isoformat(),
        "state": "received",
        "outcome": None,
    }


@pytest.mark.parametrize(
    ("address", "place", "found"),
    [
        ({"bagId": "0202010000000001"}, "", True),
        ({}, "Kade 12a, 6811AA Eenstad", True),
        ({"postcode": "6811AA", "number": 12}, "", False),
        ({"postcode": "6811AA", "number": 99}, "", False),
    ],
)
def test_only_an_address_that_is_meant_for_certain_is_taken(
    desk: DeskTown,
    waste_team: System,
    address: dict[str, object],
    place: str,
    found: bool,
) -> None:
    assert hand_in(waste_team, address=address, place=place).status_code == 201
    (made,) = stored(desk)
    assert (made.address is not None) is found
    # What was stated stays, also where an address was found by it.
    assert made.place_text


def test_the_same_again_is_the_same_report(desk: DeskTown, waste_team: System) -> None:
    first, again = hand_in(waste_team), hand_in(waste_team)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = hand_in(waste_team, text="Iets anders.")
    assert other.status_code == 409
    assert len(stored(desk)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"danger": True},
        {"category": "unsafe"},
        {"address": {"postcode": "6811AA", "number": 14}},
        {"answers": {"waste_what": ["garden"]}},
    ],
)
def test_something_else_under_a_known_reference_is_never_swallowed(
    desk: DeskTown, waste_team: System, other: dict[str, object]
) -> None:
    hand_in(waste_team)
    assert hand_in(waste_team, **other).status_code == 409
    (made,) = stored(desk)
    # What the desk puts right meanwhile makes the same no other report.
    with scope(desk.rows):
        Report.objects.filter(pk=made.pk).update(danger=True, address=None)
    assert hand_in(waste_team).status_code == 200


def test_every_fault_is_told_at_once_and_nothing_is_written(
    desk: DeskTown, waste_team: System
) -> None:
    answer = hand_in(
        waste_team,
        reference="",
        category="feest",
        text=3,
        address={"bagId": "0202100000000001", "postcode": "68"},
        signal={"what": ["noise"], "seenOn": "2099-01-01"},
        danger="ja",
        who="buurman",
    )
    assert answer.status_code == 400
    assert set(faults(answer)) == {
        *("reference", "category", "text", "address.bagId", "address.postcode"),
        *("signal.what", "signal.seenOn", "danger", "who"),
    }
    assert "waste" in faults(answer)["category"]
    assert stored(desk) == []


def test_answers_must_be_on_the_list_of_the_category(waste_team: System) -> None:
    answer = hand_in(waste_team, answers={"waste_what": ["party"], "own_home": ["yes"]})
    assert set(faults(answer)) == {"answers.waste_what", "answers.own_home"}


def test_a_partner_says_only_what_its_kind_says(desk: DeskTown) -> None:
    snf = let_in(desk, Partner.SNF, "SNF")
    alert = {"category": "bad_letting", "signal": {"what": ["suspended"]}}
    assert hand_in(snf, **alert).status_code == 201
    assert set(faults(hand_in(snf, reference="2"))) == {"signal.what"}


def test_a_partner_follows_its_own_reports_and_no_others(desk: DeskTown) -> None:
    team, police = let_in(desk), let_in(desk, Partner.POLICE, "Wijkteam")
    hand_in(team)
    hand_in(police, signal={"what": ["noise"]})
    with scope(acting(desk.clerk)):
        for made in stored(desk):
            close_report(
                by=desk.clerk,
                municipality=desk.code,
                number=made.number,
                outcome=Outcome.ADVICE,
                reason="",
                at=timezone.now(),
            )
    (own,) = team.get("/reports?reference=W-1").json()["results"]
    assert (own["state"], own["outcome"]) == ("closed", "advice")
    assert set(own) == {"reference", "number", "receivedOn", "state", "outcome"}
    assert team.get("/reports?reference=X").json()["results"] == []


def test_what_a_partner_handed_in_by_hand_is_its_own_too(desk: DeskTown) -> None:
    with scope(acting(desk.clerk)):
        record_partner_report(
            by=desk.clerk,
            municipality=desk.code,
            given=HandedIn(Partner.WASTE_TEAM, "Afvalteam", "W-1"),
            new=NewReport(category="waste", text="Vuil."),
            channel=Channel.PAGE,
            at=timezone.now(),
        )
    system = let_in(desk)
    assert len(system.get("/reports").json()["results"]) == 1
    assert hand_in(system).status_code == 409
    assert hand_in(system, text="Vuil.", signal=None).status_code == 200


def test_by_hand_and_by_system_a_reference_is_used_once(
    desk: DeskTown, waste_team: System
) -> None:
    hand_in(waste_team)
    with scope(acting(desk.clerk)), pytest.raises(Conflict):
        record_partner_report(
            by=desk.clerk,
            municipality=desk.code,
            given=HandedIn(Partner.WASTE_TEAM, "Afvalteam", "W-1"),
            new=NewReport(category="waste", text="Vuil."),
            channel=Channel.PAGE,
            at=timezone.now(),
        )


@pytest.mark.parametrize("scopes", [("reports:read",), ("reports:write",)])
def test_a_token_does_what_it_is_for(desk: DeskTown, scopes: tuple[str, ...]) -> None:
    system = let_in(desk, scopes=scopes)
    may_write = scopes == ("reports:write",)
    assert hand_in(system).status_code == (201 if may_write else 403)
    assert system.get("/reports").status_code == (403 if may_write else 200)
    assert system.get("/locations").status_code == 403
    assert system.get("/stays").status_code == 403


@pytest.mark.parametrize("secret", ["", "ondk_wrong", "wrong in many words"])
def test_without_a_good_token_nobody_hands_in_or_follows(secret: str) -> None:
    for answer in (hand_in(System(secret)), System(secret).get("/reports")):
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_providers_token_hands_no_reports_in(house: House) -> None:
    system = System(token_for(house))
    assert hand_in(system).status_code == 403
    assert system.get("/reports").status_code == 403


def test_a_token_that_was_revoked_lets_nobody_in(
    desk: DeskTown, waste_team: System
) -> None:
    shown = actor_of_token(waste_team.secret)
    assert shown is not None
    assert shown.actor.token is not None
    with scope(acting(desk.clerk)):
        revoke_token(by=desk.clerk, token=shown.actor.token.id)
    assert hand_in(waste_team).status_code == 401


def test_a_clerk_of_another_town_revokes_nothing(
    desk: DeskTown, waste_team: System
) -> None:
    other = make_desk("GM9002")
    shown = actor_of_token(waste_team.secret)
    assert shown is not None
    assert shown.actor.token is not None
    with scope(acting(other.clerk)), pytest.raises(Exception, match="token"):
        revoke_token(by=other.clerk, token=shown.actor.token.id)
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        let_partner_in(
            by=other.clerk,
            municipality=desk.code,
            partner=Partner.POLICE,
            name="Politie",
            scopes=BOTH,
            months=1,
        )


def test_it_is_in_the_trail_with_the_token(desk: DeskTown, waste_team: System) -> None:
    hand_in(waste_team)
    with scope(desk.rows):
        event = AuditEvent.objects.get(action="desk.hand_in_report")
        (made,) = stored(desk)
    assert event.object == f"report {made.pk}"
    assert event.detail["token"]


def test_the_database_itself_shows_a_token_its_own_reports_alone(
    desk: DeskTown, waste_team: System
) -> None:
    hand_in(let_in(desk, Partner.POLICE, "Wijkteam"), signal=None)
    hand_in(waste_team)
    shown = actor_of_token(waste_team.secret)
    assert shown is not None
    with shown.rows():
        (own,) = Report.objects.all()
        assert own.partner_kind == "waste_team"
        assert not Message.objects.exists()
        assert {each.what for each in ReportStep.objects.all()} == {"receive"}


@pytest.mark.parametrize(
    "written",
    [
        {"state": "closed"},
        {"channel": "public"},
        {"partner_name": "Politie"},
        {"partner_kind": "police"},
        {"team": "Handhaving"},
        {"dossier": True},
        {"code_hash": b"x"},
    ],
)
def test_the_database_lets_a_token_write_new_reports_only(
    desk: DeskTown, waste_team: System, written: dict[str, object]
) -> None:
    hand_in(waste_team)
    (made,) = stored(desk)
    values = {
        each.attname: getattr(made, each.attname)
        for each in Report._meta.concrete_fields
        if each.name != "id"
    }
    values |= {"number": "2026-09999", "partner_reference": "W-2"}
    shown = actor_of_token(waste_team.secret)
    assert shown is not None
    with shown.rows():
        with transaction.atomic():
            Report.objects.create(**values)
        other = {**values, "number": "2026-08888", "partner_reference": "W-3"}
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.create(**(other | written))
        assert Report.objects.update(team="Handhaving") == 0


GIVEN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["waste", "2026-11-01", "6811AA", "household"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["what", "seenOn", "bagId", "postcode", "number", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)
PARTS = st.sampled_from([*WASTE, "place", "answers", "danger", "who"])


def test_whatever_is_sent_is_refused_with_every_fault_or_taken(
    desk: DeskTown, waste_team: System
) -> None:
    @settings(
        max_examples=120,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.dictionaries(PARTS, GIVEN, max_size=5), st.lists(PARTS, max_size=3))
    def send(changes: dict[str, object], left_out: list[str]) -> None:
        cache.clear()
        body = WASTE | changes
        for each in left_out:
            body.pop(each, None)
        before = len(stored(desk))
        answer = waste_team.ask("POST", "/reports", body)
        assert answer.status_code in (200, 201, 400, 409, 429), answer.content
        if answer.status_code == 400:
            assert len(stored(desk)) == before
            told = {name.partition(".")[0] for name in faults(answer)}
            needed = {"reference", "category", "text"} - set(body)
            assert needed <= told
            assert ("who" in body) == ("who" in told)

    send()
