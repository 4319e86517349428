"""The page of one provider, as its municipality works with it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.identity.models import Membership
from onderdak.register.nights.contract import (
    ComplianceStep,
)
from onderdak.register.nights.contract.supervising import (
    Concern,
    Step,
    steps_told_to_nobody,
    tell_of_step,
)
from onderdak.web.nights.providers import page
from tests.integration.conftest import SignedIn
from tests.world import BEGIN, House, Town, acting

pytestmark = pytest.mark.django_db


def _take(house: House, town: Town, signed_in: SignedIn) -> ComplianceStep:
    answer = signed_in(town.officer).post(
        f"/providers/{house.provider}/",
        {
            "step": "reminder",
            "why": "Nothing was declared yet.",
            "respond_by": localdate() + timedelta(days=14),
        },
    )
    assert answer.status_code == 302
    with scope(acting(town.officer)):
        return ComplianceStep.objects.get()


def test_a_step_keeps_what_stood_out_when_it_was_taken(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    assert _take(house, town, signed_in).concern == Concern.NEVER


def test_what_came_of_a_step_is_kept_without_what_cannot_be_kept(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    step = _take(house, town, signed_in)
    answer = signed_in(town.officer).post(
        f"/providers/{house.provider}/steps/{step.pk}/outcome/",
        {"outcome": "They\x00 declare again."},
    )
    assert answer.status_code == 302
    with scope(acting(town.officer)):
        step.refresh_from_db()
    assert step.outcome == "They declare again."


def test_what_came_of_a_step_is_written_down_once(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    step = _take(house, town, signed_in)
    client = signed_in(town.officer)
    address = f"/providers/{house.provider}/steps/{step.pk}/outcome/"
    assert client.post(address, {"outcome": "They declare."}).status_code == 302
    assert client.post(address, {"outcome": "They do not."}).status_code == 409
    with scope(acting(town.officer)):
        step.refresh_from_db()
    assert step.outcome == "They declare."


@pytest.mark.parametrize("has_manager", [True, False])
def test_a_letter_that_went_to_nobody_is_told_to_the_municipality(
    house: House, town: Town, *, has_manager: bool
) -> None:
    with scope(acting(house.manager)):
        Membership.objects.update(role=Role.PROVIDER_MANAGER)
        if not has_manager:
            Membership.objects.all().delete()
    with scope(acting(town.officer)):
        step = ComplianceStep.objects.create(
            municipality_id=town.code,
            provider_id=house.provider,
            step=Step.REMINDER,
            on=BEGIN,
            respond_by=BEGIN,
            why="Nothing was declared yet.",
            taken_by_id=town.officer.user_id,
        )
    tell_of_step(
        {"step": step.pk, "municipality": town.code, "provider": house.provider}
    )
    with scope(acting(town.officer)):
        at_once = steps_told_to_nobody([step], step.taken_at)
        later = steps_told_to_nobody([step], step.taken_at + timedelta(hours=1))
    assert at_once == set()
    assert later == (set() if has_manager else {step.pk})


def test_the_page_says_that_a_letter_went_to_nobody(
    house: House,
    town: Town,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = _take(house, town, signed_in)
    monkeypatch.setattr(page, "steps_told_to_nobody", lambda *_: {step.pk})
    answer = signed_in(town.officer).get(f"/providers/{house.provider}/")
    assert "kon niemand mail krijgen" in answer.content.decode()


@pytest.mark.parametrize(
    ("why", "is_told"),
    [("Please call. \N{GRINNING FACE}", True), ("Bel ons, Żaneta.", False)],
)
def test_what_a_letter_cannot_show_is_told_to_who_wrote_it(
    house: House, town: Town, signed_in: SignedIn, why: str, *, is_told: bool
) -> None:
    answer = signed_in(town.officer).post(
        f"/providers/{house.provider}/",
        {
            "step": "reminder",
            "why": why,
            "respond_by": localdate() + timedelta(days=14),
        },
        follow=True,
    )
    assert answer.status_code == 200
    assert ("U+1F600 GRINNING FACE" in answer.content.decode()) is is_told
