"""The pages of people, of places in reserve, of the choice, and of what a town sets."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    scope,
    scope_of,
)
from onderdak.foundation.identity.models import AuditEvent
from onderdak.supervision.enforcement.contract.cases import Case
from onderdak.supervision.enforcement.contract.choices import (
    Behaviour,
    Consequence,
    NewChoice,
    choice_of,
    choose_instrument,
)
from onderdak.supervision.enforcement.contract.people import people_of
from onderdak.supervision.enforcement.models import (
    Hold,
    LocalAmount,
    ReservePlace,
    UrgentTask,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.test_case_pages import (
    at,
    done,
    refused,
    shown,
    signed_in,
)

pytestmark = pytest.mark.django_db


def administrator(town: EnforcingTown) -> Actor:
    """Somebody who sets up, and handles no cases."""
    user, made = User.objects.get_or_create(email="admin.gm9001@test.example")
    if made:
        with scope(scope_of(town.visits.admin)):
            Membership.objects.create(
                user=user, role=Role.MUNICIPAL_ADMIN, municipality_id=town.code
            )
    return actor_of(user)


def kept(town: EnforcingTown, **other: object) -> str:
    """Places that stand in the register; where their page is."""
    on = localdate()
    said = {
        "kind": "shelter",
        "name": "Opvang Eenstad",
        "where": "Kade 1",
        "places": 12,
        "available_from": (on - timedelta(days=3)).isoformat(),
        "available_until": (on + timedelta(days=90)).isoformat(),
        "contact": "De wacht",
        "phone": "0000-000000",
    }
    client = signed_in(administrator(town))
    return done(client, at("enforcement_reserve_new"), said | other)


def counted(town: EnforcingTown, case: Case, people: int = 7) -> None:
    said = {
        "visit": "hand",
        "people": people,
        "sure": "yes",
        "counted_on": localdate().isoformat(),
        "words": "Counted at the door.",
        "children": "none",
        "vulnerable": "unknown",
    }
    done(signed_in(town.lawyer), at("enforcement_count", case.number), said)


def test_people_are_counted_answered_held_and_told(town: EnforcingTown) -> None:
    case = town.case()
    client, number = signed_in(town.lawyer), case.number
    here = at("enforcement_case_people", number)
    assert "not counted yet" in shown(client, here)
    counted(town, case)
    assert "7 people" in shown(client, here)
    where = {"answer": "reserve", "words": "With the shelter."}
    done(client, at("enforcement_rehouse", number), where)
    kept(town)
    with town.seen_by(town.lawyer):
        place = ReservePlace.objects.get()
    hold = {
        "place": place.pk,
        "places": 7,
        "from_day": localdate().isoformat(),
        "until_day": (localdate() + timedelta(days=14)).isoformat(),
    }
    done(client, at("enforcement_hold", number), hold)
    tell = {
        "language": "pl",
        "teller": town.supervisor.user_id,
        "how": "in_person",
        "day": localdate().isoformat(),
        "hour": "10:00",
    }
    done(client, at("enforcement_tell", number), tell)
    page = shown(client, here)
    assert "Polski" in page
    assert "An order that empties beds cannot go out yet." not in page
    with town.seen_by(town.lawyer):
        people = people_of(
            by=town.lawyer, municipality=town.code, number=number, on=localdate()
        )
        held = Hold.objects.get()
    assert people.first.held == 7
    told = {"done": "no", "words": ""}
    url = at("enforcement_told", number, people.tellings[0].pk)
    assert "Say why it is not told." in refused(client, url, told)
    free = {"on_day": localdate().isoformat(), "words": "Nobody had to leave."}
    done(client, at("enforcement_release", number, held.pk), free)
    assert "Nobody had to leave." in shown(client, here)


def test_a_count_by_hand_says_how_it_is_known(town: EnforcingTown) -> None:
    case = town.case()
    page = refused(
        signed_in(town.lawyer),
        at("enforcement_count", case.number),
        {"visit": "hand", "people": "4", "children": "none", "vulnerable": "none"},
    )
    assert "Say how you know." in page
    assert "Say whether that is all of them." in page


def test_a_count_of_a_visit_is_taken_over(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    said = {"visit": visit.number, "children": "none", "vulnerable": "unknown"}
    client = signed_in(town.lawyer)
    done(client, at("enforcement_count", case.number), said)
    assert visit.number in shown(client, at("enforcement_case_people", case.number))


def test_whom_to_call_at_night_is_shown_once_and_written_down(
    town: EnforcingTown,
) -> None:
    url = kept(town)
    client = signed_in(town.supervisor)
    page = shown(client, url)
    assert "De wacht" not in page
    assert "0000-000000" not in page
    asked = client.post(url + "contact/", {"reason": "People stand outside."})
    assert "0000-000000" in asked.content.decode()
    assert asked["Cache-Control"] == "no-store"
    assert "People stand outside." in shown(client, url)
    with town.seen_by(town.lawyer):
        assert AuditEvent.objects.filter(action="enforcement.open_contact").exists()
    # An administrator keeps the register, and does not read whom to call.
    assert signed_in(administrator(town)).get(url + "contact/").status_code == 403


def test_a_line_of_the_register_is_changed_and_keeps_its_contact(
    town: EnforcingTown,
) -> None:
    url = kept(town)
    admin = signed_in(administrator(town))
    on = localdate()
    changed = {
        "kind": "shelter",
        "name": "Opvang Eenstad-Oost",
        "places": 9,
        "available_from": on.isoformat(),
        "available_until": (on + timedelta(days=30)).isoformat(),
        "contact": "",
        "phone": "",
    }
    done(admin, url + "change/", changed)
    assert "Opvang Eenstad-Oost" in shown(admin, at("enforcement_reserve"))
    asked = signed_in(town.supervisor).post(url + "contact/", {"reason": "A fire."})
    assert "De wacht" in asked.content.decode()
    done(admin, url + "withdraw/", {"on_day": on.isoformat()})
    assert "Oost" not in shown(admin, at("enforcement_reserve"))
    assert "Oost" in shown(admin, at("enforcement_reserve"), when="all")


def test_the_matrix_is_empty_until_the_municipality_fills_it(
    town: EnforcingTown,
) -> None:
    admin = signed_in(administrator(town))
    page = shown(admin, at("enforcement_setup"))
    assert page.count(">not filled<") == 16
    cell = {
        "advised": ["penalty_order", "fine"],
        "source": "Policy of 2026",
        "valid_from": localdate().isoformat(),
    }
    done(admin, at("enforcement_cell", "C", "3"), cell)
    page = shown(admin, at("enforcement_setup"))
    assert page.count(">not filled<") == 15
    assert "order under penalty" in page
    assert admin.get(at("enforcement_cell", "E", "9")).status_code == 404
    changed = cell | {"advised": ["fine"], "source": "Policy of 2027"}
    done(admin, at("enforcement_cell", "C", "3"), changed)
    looker = signed_in(town.supervisor)
    history = at("enforcement_cell_history", "C", "3")
    assert history in shown(looker, at("enforcement_setup"))
    versions = shown(looker, history)
    assert versions.index("Policy of 2027") < versions.index("Policy of 2026")
    assert "admin.gm9001@test.example" in versions
    assert versions.count("holds now") == 1
    assert signed_in(town.visits.mayor).get(history).status_code == 403
    assert looker.get(at("enforcement_cell_history", "E", "9")).status_code == 404
    assert at("enforcement_cell", "C", "3") not in shown(
        looker, at("enforcement_setup")
    )
    assert looker.get(at("enforcement_cell", "C", "3")).status_code == 403


def test_a_penalty_has_a_maximum_and_an_amount_is_ended(town: EnforcingTown) -> None:
    admin = signed_in(administrator(town))
    amount = {
        "amount_of": "penalty",
        "per": "week",
        "cents": "1000",
        "article": "art. 5:32b Awb",
        "source": "Policy of 2026",
        "valid_from": localdate().isoformat(),
    }
    url = at("enforcement_amount_new")
    assert "Give the most in all." in refused(admin, url, amount)
    low = refused(admin, url, amount | {"most_cents": "500"})
    assert "This is less than the amount itself." in low
    done(admin, url, amount | {"most_cents": "5000"})
    page = shown(admin, at("enforcement_setup"))
    assert "€\u00a05,000.00" in page
    with scope(scope_of(town.visits.admin)):
        key = LocalAmount.objects.get().pk
    assert admin.get(at("enforcement_amount_end", key + 999)).status_code == 404
    ended = {"valid_from": localdate().isoformat(), "source": "Policy of 2027"}
    done(admin, at("enforcement_amount_end", key), ended)
    assert "€\u00a05,000.00" not in shown(admin, at("enforcement_setup"))


def test_an_instrument_is_chosen_with_the_cell_as_it_reads(
    town: EnforcingTown,
) -> None:
    case, client = town.case(), signed_in(town.lawyer)
    url = at("enforcement_choose", case.number)
    assert "proportionality" not in shown(client, url)
    url += "?behaviour=C&consequence=3"
    assert "did not fill this cell" in client.get(url).content.decode()
    said = {
        "unsafe": "no",
        "instrument": "penalty_order",
        "proportionality": "The gain of a month outweighs the amount.",
        "subsidiarity": "A warning did not help, twice.",
    }
    page = refused(client, url, {"instrument": "wait"} | {"unsafe": "no"})
    assert "error-summary" in page
    done(client, url, said)
    with town.seen_by(town.lawyer):
        kept_choice = choice_of(
            by=town.lawyer, municipality=town.code, number=case.number
        )
    assert kept_choice is not None
    assert kept_choice.instrument == "penalty_order"
    assert signed_in(town.supervisor).get(url).status_code == 403


def test_the_evidence_is_taken_out_for_a_reason(town: EnforcingTown) -> None:
    case, client = town.case(), signed_in(town.lawyer)
    url = at("enforcement_evidence", case.number)
    assert "error-summary" in refused(client, url, {"reason": ""})
    answer = client.post(url, {"reason": "The hearing of the objection."})
    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as file:
        assert "record/case.json" in file.namelist()
    assert signed_in(town.supervisor).get(url).status_code == 403


def test_after_an_urgent_measure_somebody_on_site_settles_it(
    town: EnforcingTown,
) -> None:
    case = town.case()
    with town.seen_by(town.lawyer):
        choose_instrument(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            chosen=NewChoice(
                behaviour=Behaviour.C,
                consequence=Consequence.CONSIDERABLE,
                instrument="urgent_coercion",
                unsafe=True,
                proportionality="Seven people could die in their sleep tonight.",
                subsidiarity="No order with a term makes the house safe tonight.",
            ),
            at=noon(OPENED),
        )
    acted = {
        "applied_on": OPENED,
        "applied_time": "12:00",
        "on_site": town.lawyer.user_id,
        "done": "The house was closed.",
        "urgency": "Carbon monoxide where people sleep.",
        "decide_by": OPENED + timedelta(days=1),
        "ends_stay": True,
    }
    town.step(town.measure(case, "urgent_coercion"), "act", OPENED, acted)
    client, number = signed_in(town.supervisor), case.number
    assert "past its hour" in shown(client, at("enforcement_urgent"))
    with town.seen_by(town.lawyer):
        task = UrgentTask.objects.get()
    on_site = {"person": town.supervisor.user_id}
    done(client, at("enforcement_on_site", number, task.pk), on_site)
    assert number in shown(client, at("enforcement_urgent"), who="mine")
    home = client.get(at("home"), follow=True).content.decode()
    assert "You are on site: the people of" in home
    url = at("enforcement_settle", number, task.pk)
    early = refused(client, url, {"words": "All seven have a bed."})
    assert "Settle that first." in early
    assert "All seven have a bed." in early
    counted(town, case, people=0)
    done(client, url, {"words": "Nobody slept there any more."})
    assert number not in shown(client, at("enforcement_urgent"))
    assert number in shown(client, at("enforcement_urgent"), state="settled")


def test_people_of_another_town_see_nothing(town: EnforcingTown) -> None:
    case = town.case()
    stranger = signed_in(town.visits.mayor)
    for url in (
        at("enforcement_case_people", case.number),
        at("enforcement_reserve"),
        at("enforcement_urgent"),
        at("enforcement_week"),
        at("enforcement_money"),
        at("enforcement_setup"),
    ):
        assert stranger.get(url).status_code == 403, url
