"""The pages of care tasks: each step for the addressee, and nothing for others."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.care.contract import (
    About,
    CareTask,
    NewTask,
    open_care_task,
    opened_tasks,
)
from onderdak.foundation.identity.contract import Role, scope
from tests.integration.care.test_care_tasks import Care, person, with_care
from tests.integration.conftest import SignedIn
from tests.world import acting

pytestmark = pytest.mark.django_db

WORDS = "Een kind slaapt in de gang."


@pytest.fixture
def care() -> Care:
    return with_care("GM9001", "Eenstad")


def opened(care: Care, **more: Any) -> UUID:
    new = NewTask(About.CHILD, WORDS, origin="report 2026-00001", **more)
    with scope(acting(care.clerk)):
        return open_care_task(
            by=care.clerk, municipality=care.town.code, new=new, at=timezone.now()
        )


def test_a_clerk_opens_a_task_and_sees_no_more_than_its_state(
    care: Care, signed_in: SignedIn
) -> None:
    clerk = signed_in(care.clerk)
    answer = clerk.post(
        reverse("care_new") + "?origin=report 2026-00009",
        {"about": "child", "words": WORDS, "place": "", "due_on": "", "addressee": ""},
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("care_opened"))
    page = clerk.get(reverse("care_opened")).content.decode()
    assert "melding 2026-00009" in page
    assert WORDS not in page
    assert clerk.get(reverse("care_tasks")).status_code == 403


def test_the_addressee_takes_it_up_writes_and_closes(
    care: Care, signed_in: SignedIn
) -> None:
    task, worker = opened(care), signed_in(care.first)
    assert WORDS in worker.get(reverse("care_task", args=[task])).content.decode()
    worker.post(reverse("care_take_up", args=[task]))
    worker.post(reverse("care_note", args=[task]), {"words": "Bezocht."})
    page = worker.get(reverse("care_task", args=[task])).content.decode()
    assert "Bezocht." in page
    worker.post(
        reverse("care_close", args=[task]), {"outcome": "referred", "words": "GGD."}
    )
    with scope(acting(care.first)):
        assert CareTask.objects.get().outcome == "referred"
    with scope(acting(care.clerk)):
        assert opened_tasks(by=care.clerk, municipality=care.town.code)[0].taken_up


def test_handed_over_it_is_not_found_any_more(care: Care, signed_in: SignedIn) -> None:
    task, worker = opened(care), signed_in(care.first)
    worker.post(
        reverse("care_hand_over", args=[task]),
        {"to": str(care.second.user_id), "words": "Verlof."},
    )
    assert worker.get(reverse("care_task", args=[task])).status_code == 404
    other = signed_in(care.second)
    assert other.get(reverse("care_task", args=[task])).status_code == 200


@pytest.mark.parametrize(
    "door", ["care_task", "care_take_up", "care_note", "care_hand_over", "care_close"]
)
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MUNICIPAL_ADMIN, None])
def test_no_door_of_a_task_opens_for_others(
    care: Care, signed_in: SignedIn, door: str, role: Role | None
) -> None:
    task = opened(care)
    actor = person(care.town, role, "other") if role else care.clerk
    client = signed_in(actor)
    url = reverse(door, args=[task])
    answers = [client.get(url), client.post(url, {"words": "x", "outcome": "referred"})]
    assert {one.status_code for one in answers} <= {403, 404, 405}
    assert not any(WORDS in one.content.decode() for one in answers)


def test_the_list_pages_by_key_searches_and_exports_what_is_shown(
    care: Care, signed_in: SignedIn
) -> None:
    on: date = timezone.localdate()
    for number in range(52):
        opened(care, place=f"Kade {number:02}", due_on=on + timedelta(days=number))
    worker = signed_in(care.first)
    first = worker.get(reverse("care_tasks"))
    table = first.context["tasks"]
    assert len(table.rows) == 50
    rest = worker.get(reverse("care_tasks") + table.paging.next_url).context["tasks"]
    assert [row[2] for row in rest.rows] == ["Kade 50", "Kade 51"]
    found = worker.get(reverse("care_tasks"), {"q": "Kade 07"}).context["tasks"]
    assert len(found.rows) == 1
    file = worker.get(found.export.csv_url)
    lines = b"".join(file).decode().splitlines()
    assert len(lines) == 2
    assert WORDS not in "".join(lines)
