"""A house assesses itself step by step; both sides read what the norms say of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import scope
from onderdak.housing.quality.contract import ROOMS, Source, StatedFact
from onderdak.register.nights.contract import Unit
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, add_location, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(house: House, signed_in: SignedIn) -> Client:
    return signed_in(house.manager)


@pytest.fixture
def supervisor(town: Town, signed_in: SignedIn) -> Client:
    client = signed_in(town.officer)
    session = client.session
    session["membership"] = next(
        grant.id for grant in town.officer.grants if grant.role == "supervisor"
    )
    session.save()
    return client


def at(name: str, house: House, *more: Any) -> str:
    return reverse(name, args=[house.location.pk, *more])


def stated(house: House) -> dict[str, Any]:
    with scope(acting(house.manager)):
        rows = StatedFact.objects.filter(location=house.location).order_by("id")
        return {f"{one.place}{one.path}": one.value for one in rows}


def room(number: int, **facts: str) -> dict[str, str]:
    prefix = f"room{number}-"
    return {f"{prefix}{name.replace('.', '-')}": fact for name, fact in facts.items()}


def test_an_empty_file_says_what_to_answer_and_judges_nothing(
    manager: Client, house: House
) -> None:
    page = manager.get(at("quality_file", house))
    assert page.status_code == 200
    assert page.context["breaches"] == []
    assert page.context["questions"]
    assert page.context["meets"].rows == []


def test_a_house_answers_a_step_and_hears_at_once_what_the_norms_say(
    manager: Client, house: House
) -> None:
    answers = {"unit-use": "dwelling", "unit-floor_area": "40", "unit-people": "8"}
    answer = manager.post(at("quality_assess_step", house, "units"), answers)
    assert answer.status_code == 302
    assert stated(house) == {
        "unit.use": "dwelling",
        "unit.floor_area": "40 m2",
        "unit.people": 8,
    }
    shown = manager.get(answer.url)
    assert "8" in str(next(iter(shown.context["messages"])))
    page = manager.get(at("quality_file", house))
    assert "A01" in {one.why.rule.split(":")[0] for one in page.context["breaches"]}


def test_what_is_left_open_stays_unknown_and_what_was_known_can_be_unknown_again(
    manager: Client, house: House
) -> None:
    url = at("quality_assess_step", house, "units")
    manager.post(url, {"unit-floor_area": "40", "unit-people": ""})
    manager.post(url, {"unit-floor_area": ""})
    assert stated(house) == {"unit.floor_area": None}
    page = manager.get(at("quality_file", house))
    assert page.context["facts"] == []


def test_a_slip_is_told_beside_its_question_and_nothing_typed_is_lost(
    manager: Client, house: House
) -> None:
    answer = manager.post(
        at("quality_assess_step", house, "units"),
        {"unit-floor_area": "0,4", "unit-people": "8", "unit-use": "dwelling"},
    )
    form = answer.context["form"]
    assert set(form.errors) == {"unit-floor_area"}
    assert 'value="0,4"' in answer.content.decode()
    assert 'value="8"' in answer.content.decode()
    assert stated(house) == {}


def test_rooms_come_and_go_without_a_script(manager: Client, house: House) -> None:
    url = at("quality_assess_step", house, "rooms")
    typed = {
        "row": ["1", "2"],
        **room(1, name="1", **{"room.floor_area": "8,5", "room.people": "1"}),
        **room(2, name="2", **{"room.floor_area": "12"}),
    }
    more = manager.post(url, {**typed, "add": "1"})
    assert [number for number, _row in more.context["rows"]] == ["1", "2", "3"]
    assert 'value="8,5"' in more.content.decode()
    less = manager.post(url, {**typed, "remove": "1"})
    assert [number for number, _row in less.context["rows"]] == ["2"]
    assert stated(house) == {}
    answer = manager.post(url, {**typed, "finish": "1"})
    assert answer.url == at("quality_file", house)
    assert stated(house) == {
        ROOMS: [
            {"name": "1", "floor_area": "8,5 m2", "people": 1},
            {"name": "2", "floor_area": "12 m2"},
        ]
    }
    again = manager.get(url)
    assert 'value="8,5"' in again.content.decode()


def test_a_slip_in_a_room_is_told_and_the_list_is_kept(
    manager: Client, house: House
) -> None:
    url = at("quality_assess_step", house, "rooms")
    typed = {"row": ["1"], **room(1, name="1", **{"room.floor_area": "900"})}
    answer = manager.post(url, typed)
    assert answer.context["forms"]
    assert 'value="900"' in answer.content.decode()
    assert stated(house) == {}


def test_each_unit_has_its_own_steps(manager: Client, house: House) -> None:
    with scope(acting(house.manager)):
        for label in ("A", "B"):
            Unit.objects.create(
                municipality_id=house.location.municipality_id,
                provider_id=house.provider,
                location=house.location,
                label=label,
            )
    first = manager.get(at("quality_assess_step", house, "units"))
    assert first.url == at("quality_assess_unit", house, "units", 1)
    url = at("quality_assess_unit", house, "units", 2)
    answer = manager.post(url, {"unit-floor_area": "40"})
    assert answer.status_code == 302
    assert stated(house) == {"Bunit.floor_area": "40 m2"}
    assert manager.get(at("quality_assess_unit", house, "units", 3)).status_code == 404


def test_an_inspection_is_entered_with_its_day_and_its_visit(
    supervisor: Client, manager: Client, house: House
) -> None:
    seen_on = localdate() - timedelta(days=3)
    url = at("quality_assess_step", house, "units")
    missing = supervisor.post(url, {"unit-floor_area": "40"})
    assert "seen_on" in missing.context["seen"].errors
    visit = {"seen_on": seen_on.isoformat(), "reference": "visit 12"}
    answer = supervisor.post(url, {"unit-floor_area": "40", **visit})
    assert "reference=visit+12" in answer.url
    manager.post(url, {"unit-floor_area": "60"})
    with scope(acting(house.manager)):
        assert [
            (one.source, one.observed_on, one.source_reference)
            for one in StatedFact.objects.order_by("id")
        ] == [
            (Source.INSPECTION, seen_on, "visit 12"),
            (Source.PROVIDER, localdate(), ""),
        ]
    page = manager.get(at("quality_file", house))
    (differs,) = page.context["differing"]
    assert "40" in str(differs.value)
    assert "60" in differs.others[0]


def test_the_report_on_paper_is_a_pdf(manager: Client, house: House) -> None:
    manager.post(
        at("quality_assess_step", house, "units"),
        {"unit-use": "dwelling", "unit-floor_area": "40", "unit-people": "8"},
    )
    answer = manager.get(at("quality_paper", house))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_both_sides_agree_on_a_growth_plan_and_follow_it(
    supervisor: Client, manager: Client, house: House
) -> None:
    today = localdate()
    due = (today + timedelta(days=90)).isoformat()
    late = (today + timedelta(days=400)).isoformat()
    answer = manager.post(
        at("quality_growth_new", house),
        {"toward": "de regionale normen", "toward_on": late, "reason": "verbouwing"},
    )
    assert answer.url == at("quality_growth_plan_step", house)
    manager.post(answer.url, {"what": "Extra toilet", "due_on": due, "finding": ""})
    plan = at("quality_growth", house)
    assert manager.get(plan).context["awaits_me"] is False
    assert supervisor.get(plan).context["awaits_me"] is True
    agree = at("quality_growth_agree", house)
    assert supervisor.post(agree, {"seen": "0"}).status_code == 409
    last = supervisor.get(plan).context["last_line"]
    assert supervisor.post(agree, {"seen": str(last)}).status_code == 302
    found = supervisor.get(plan).context["found"]
    assert found.state == "agreed"
    (one,) = found.steps
    url = at("quality_growth_step", house, one.step.pk)
    later = (today + timedelta(days=120)).isoformat()
    manager.post(
        at("quality_growth_postpone", house, one.step.pk),
        {"due_on": later, "reason": "aannemer ziek"},
    )
    assert manager.get(plan).context["found"].state == "proposed"
    manager.post(url, {"done": "on", "proof": "factuur 3"})
    assert manager.get(plan).context["found"].progress.done == 1
    assert manager.get(at("quality_growth_end", house)).status_code == 403
    ended = supervisor.post(at("quality_growth_end", house), {"reason": "gehaald"})
    assert ended.status_code == 302
    assert supervisor.get(plan).context["is_open"] is False


def test_what_is_ticked_is_there_and_what_nobody_knows_is_not_nobody(
    manager: Client, house: House
) -> None:
    url = at("quality_assess_step", house, "management")
    asked = "management-contact_for"
    page = manager.get(url).content.decode()
    assert f'name="{asked}" value="?"' in page

    def said(*ticked: str) -> object:
        manager.post(url, {asked: list(ticked)})
        return stated(house).get("management.contact_for", "nothing")

    assert said("?") == "nothing"
    assert said("residents", "?") == ["residents"]
    assert said() == []


def test_a_statement_is_withdrawn_with_its_reason_and_stays_to_read(
    manager: Client, supervisor: Client, house: House
) -> None:
    url = at("quality_assess_step", house, "units")
    manager.post(url, {"unit-floor_area": "400"})
    with scope(acting(house.manager)):
        wrong = StatedFact.objects.get()
    withdraw = at("quality_withdraw", house, wrong.pk)
    assert supervisor.get(withdraw).status_code == 404
    done = manager.post(withdraw, {"why": "verkeerd huis"})
    assert done.status_code == 302
    read = manager.get(done.url).content.decode()
    assert "verkeerd huis" in read
    assert "400" in read
    assert manager.get(at("quality_file", house)).context["facts"] == []


def test_the_list_puts_who_breaks_the_law_first_and_can_be_narrowed(
    manager: Client, town: Town, house: House
) -> None:
    with scope(everything()):
        fine = add_location(house.provider, town, "Aan de Wal", capacity=4)
    manager.post(
        at("quality_assess_step", house, "units"),
        {"unit-use": "dwelling", "unit-floor_area": "40", "unit-people": "8"},
    )

    def listed(**asked: str) -> list[str]:
        rows = manager.get(reverse("qualities"), asked).context["table"].rows
        return [str(row[0].value) for row in rows]

    assert listed() == [house.location.name, fine.name]
    assert listed(kind="law") == [house.location.name]
    assert listed(kind="unstated") == [fine.name]
    assert listed(q="wal") == [fine.name]
    assert listed(q="nergens") == []
    file = manager.get(reverse("qualities_csv"), {"kind": "law"})
    lines = file.getvalue().decode().splitlines()
    assert len(lines) == 2
    assert house.location.name in lines[1]


def test_the_list_is_judged_anew_when_somebody_states_a_fact(
    manager: Client, house: House
) -> None:
    def unstated() -> int:
        asked = {"kind": "unstated"}
        return len(manager.get(reverse("qualities"), asked).context["table"].rows)

    assert unstated() == 1
    url = at("quality_assess_step", house, "units")
    manager.post(url, {"unit-floor_area": "40"})
    assert unstated() == 0


def test_an_inspector_may_begin_with_the_list_of_the_house(
    manager: Client, supervisor: Client, house: House
) -> None:
    url = at("quality_assess_step", house, "rooms")
    typed = {"row": ["1"], **room(1, name="zolder", **{"room.floor_area": "8,5"})}
    manager.post(url, typed)
    assert "zolder" not in supervisor.get(url).content.decode()
    assert "zolder" in supervisor.get(url, {"copy": "1"}).content.decode()


def test_a_long_list_of_rooms_is_kept_whole(manager: Client, house: House) -> None:
    numbers = range(1, 301)
    typed: dict[str, Any] = {"row": [str(number) for number in numbers]}
    for number in numbers:
        typed |= room(number, name=str(number), **{"room.floor_area": "8"})
        typed |= room(number, **{"room.people": "1", "room.beds": "1", "room.kind": ""})
    url = at("quality_assess_step", house, "rooms")
    assert manager.post(url, typed).status_code == 302
    assert len(stated(house)[ROOMS]) == 300


def test_addresses_that_make_no_sense_find_nothing(
    manager: Client, house: House
) -> None:
    fact = at("quality_fact", house)
    assert manager.get(fact, {"fact": "unit.\x00", "place": "\x00"}).status_code == 404
    url = at("quality_assess_step", house, "rooms")
    answer = manager.post(url, {"row": ["9" * 5000, "x"], "add": "1"})
    assert answer.status_code == 200
    assert manager.get(at("quality_assess_step", house, "nowhere")).status_code == 404
    assert manager.get(at("quality_withdraw", house, 10**25)).status_code == 404
