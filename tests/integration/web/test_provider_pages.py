"""The page of one provider, as its municipality works with it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import scope
from onderdak.register.nights.contract import (
    ComplianceStep,
)
from onderdak.register.nights.contract.supervising import (
    Concern,
)
from tests.integration.web.conftest import SignedIn
from tests.world import House, Town, acting

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
