"""Helping first: counts per provider, steps that both sides see, nothing 'missing'."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import rulebook, scope
from onderdak.foundation.outbox.contract import messages_about
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import Invalid, NotAllowed, NotFound
from onderdak.register.nights.contract import (
    ComplianceStep,
    DeclaredStay,
    NightConfirmation,
    declare_stays,
)
from onderdak.register.nights.contract.supervising import (
    Concern,
    ProviderStanding,
    Step,
    letter_of,
    note_outcome,
    standings,
    step_for,
    steps_towards,
    take_step,
    tell_of_step,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)
_BYLAW = """
id: bylaw.{name}
description: {{nl: Proef., en: Test.}}
unit: {unit}
kind: local
municipality: GM9001
values:
  - {{from: 2020-01-01, value: {value}, article: By-law of the test town,
     source: the test, checked: 2026-11-21}}
"""


@dataclass(frozen=True)
class Scene:
    """A town, a provider in it, and one in another town."""

    town: Town
    house: House
    elsewhere: House


@pytest.fixture
def scene() -> Scene:
    town = make_town("GM9001", "Eenstad")
    other = make_town("GM9002", "Tweestad")
    return Scene(town, make_house(town, "Huis"), make_house(other, "Ver"))


@pytest.fixture
def by_law(tmp_path: Path, settings: Any) -> Iterator[Any]:
    """Let the test town's by-law ask for something beyond the law."""

    def write(name: str, unit: str, value: str) -> None:
        content = _BYLAW.format(name=name, unit=unit, value=value)
        (tmp_path / f"{name}.yaml").write_text(content)
        settings.LOCAL_RULES = [tmp_path]
        rulebook.cache_clear()

    yield write
    rulebook.cache_clear()


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Hand something in as it would have come in on an earlier day, at noon."""

    def at(house: House, arrival: date, declared: date, reference: str) -> None:
        noon = datetime(declared.year, declared.month, declared.day, 10, tzinfo=UTC)
        row = DeclaredStay(
            line=1,
            location_id=house.location.pk,
            reference=reference,
            identity=Identity(f"Gast {reference}", "Proefdorp", "passport"),
            arrival=arrival,
        )
        with monkeypatch.context() as clock, scope(acting(house.manager)):
            clock.setattr(timezone, "now", lambda: noon)
            told = declare_stays(
                by=house.manager,
                location=house.location,
                rows=[row],
                on=declared,
                channel="page",
            )
        assert not told.errors

    return at


def _standing(scene: Scene) -> ProviderStanding:
    with scope(acting(scene.town.officer)):
        (found,) = standings(
            by=scene.town.officer, municipality=scene.town.code, on=TODAY
        )
    return found


def _step(scene: Scene, step: Step, **more: Any) -> ComplianceStep:
    known: dict[str, Any] = {
        "by": scene.town.officer,
        "municipality": scene.town.code,
        "provider": scene.house.provider,
        "step": step,
        "why": "Nothing was declared since April.",
        "on": TODAY,
    }
    with scope(acting(known["by"])):
        return take_step(**known | more)


def test_a_providers_rhythm_is_the_median_of_its_own_days(
    scene: Scene, declare: Any
) -> None:
    for number, ago in enumerate((100, 90, 80, 70)):
        day = TODAY - ago * DAY
        declare(scene.house, day, day, f"R{number}")
    found = _standing(scene)
    assert (found.standing.last_declared, found.standing.usual_days) == (
        TODAY - 70 * DAY,
        10,
    )
    assert found.concern is Concern.SILENT
    assert found.proposal is not None
    assert found.proposal.step is Step.REMINDER
    assert found.standing.guests == 4


def test_without_a_by_law_nothing_is_late_and_nothing_is_missing(
    scene: Scene, declare: Any
) -> None:
    declare(scene.house, TODAY - 80 * DAY, TODAY - DAY, "LATE")
    standing = _standing(scene).standing
    assert (standing.late, standing.missed) == (None, None)


def test_a_notice_term_counts_what_came_after_it(
    scene: Scene, declare: Any, by_law: Any
) -> None:
    by_law("notice_days", "days", "14")
    declare(scene.house, TODAY - 40 * DAY, TODAY - 26 * DAY, "ON-TIME")
    declare(scene.house, TODAY - 40 * DAY, TODAY - 25 * DAY, "LATE")
    assert _standing(scene).standing.late == 1


def test_a_correction_makes_a_timely_notice_no_later(
    scene: Scene, declare: Any, by_law: Any
) -> None:
    by_law("notice_days", "days", "14")
    declare(scene.house, TODAY - 40 * DAY, TODAY - 39 * DAY, "R")
    declare(scene.house, TODAY - 41 * DAY, TODAY - DAY, "R")
    assert _standing(scene).standing.late == 0


def test_where_the_by_law_asks_it_an_unconfirmed_night_is_missing(
    scene: Scene, by_law: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_law("nightly_confirmation", "yes_no", "true")
    all_nights = _standing(scene).standing.missed
    with scope(acting(scene.house.manager)), monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: datetime(2026, 5, 20, 22, tzinfo=UTC))
        for night in (date(2026, 5, 20), date(2026, 5, 18)):  # in time, and too late
            NightConfirmation.objects.create(
                municipality_id=scene.town.code,
                provider_id=scene.house.provider,
                location=scene.house.location,
                night=night,
                guests=0,
                channel="page",
                confirmed_by_id=1,
            )
    assert all_nights == 29
    assert _standing(scene).standing.missed == all_nights - 1


@pytest.mark.parametrize(
    ("clock", "missed"),
    # Noon by the clock of the town, in summer and in winter; and one minute later.
    [
        (datetime(2026, 5, 21, 10, tzinfo=UTC), 0),
        (datetime(2026, 5, 21, 10, 1, tzinfo=UTC), 1),
        (datetime(2026, 1, 21, 11, tzinfo=UTC), 0),
        (datetime(2026, 1, 21, 11, 1, tzinfo=UTC), 1),
    ],
)
def test_a_night_is_missing_from_the_minute_after_the_hour(
    scene: Scene,
    by_law: Any,
    monkeypatch: pytest.MonkeyPatch,
    clock: datetime,
    missed: int,
) -> None:
    by_law("nightly_confirmation", "yes_no", "true")
    by_law("confirm_by_hour", "hours", "12")
    night = clock.date() - DAY
    with scope(acting(scene.house.manager)), monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: clock)
        NightConfirmation.objects.create(
            municipality_id=scene.town.code,
            provider_id=scene.house.provider,
            location=scene.house.location,
            night=night,
            guests=0,
            channel="page",
            confirmed_by_id=1,
        )
    with scope(acting(scene.town.officer)):
        (found,) = standings(
            by=scene.town.officer, municipality=scene.town.code, on=night + 30 * DAY
        )
    assert found.standing.missed == 28 + missed


def test_a_notice_just_after_midnight_is_of_the_new_day(
    scene: Scene, by_law: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_law("notice_days", "days", "0")
    arrival = TODAY - 5 * DAY
    late = datetime(2026, 5, 27, 22, 30, tzinfo=UTC)  # half past midnight in town
    row = DeclaredStay(
        line=1,
        location_id=scene.house.location.pk,
        reference="R",
        identity=Identity("Gast R", "Proefdorp", "passport"),
        arrival=arrival,
    )
    with monkeypatch.context() as patch, scope(acting(scene.house.manager)):
        patch.setattr(timezone, "now", lambda: late)
        declare_stays(
            by=scene.house.manager,
            location=scene.house.location,
            rows=[row],
            on=arrival + DAY,
            channel="page",
        )
    assert _standing(scene).standing.late == 1


def test_a_step_is_seen_by_the_provider_and_nobody_elses(scene: Scene) -> None:
    made = _step(scene, Step.REMINDER)
    assert made.respond_by == TODAY + 14 * DAY
    with scope(acting(scene.house.manager)):
        (seen,) = steps_towards(by=scene.house.manager, provider=scene.house.provider)
    assert seen.why == "Nothing was declared since April."
    with scope(acting(scene.elsewhere.manager)):
        assert ComplianceStep.objects.count() == 0
        with pytest.raises(NotAllowed):
            steps_towards(by=scene.elsewhere.manager, provider=scene.house.provider)


def test_a_warning_needs_the_lighter_steps_or_a_reason(scene: Scene) -> None:
    with pytest.raises(Invalid, match="lighter step"):
        _step(scene, Step.WARNING)
    _step(scene, Step.WARNING, skipped_because="The exit was blocked.")


def test_a_provider_takes_no_step(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        _step(scene, Step.REMINDER, by=scene.house.manager)


def test_a_town_takes_no_step_towards_a_provider_of_another(scene: Scene) -> None:
    with pytest.raises(NotFound):
        _step(scene, Step.REMINDER, provider=scene.elsewhere.provider)


def test_what_was_done_stands_and_what_came_of_it_is_added(scene: Scene) -> None:
    made = _step(scene, Step.REMINDER)
    with scope(acting(scene.town.officer)):
        note_outcome(by=scene.town.officer, step=made, outcome="They called back.")
        assert ComplianceStep.objects.get().outcome == "They called back."
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            ComplianceStep.objects.filter(pk=made.pk).update(why="Something else")
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            made.delete()


def test_a_step_is_mailed_with_its_letter_to_the_provider(
    scene: Scene,
) -> None:
    made = _step(scene, Step.REMINDER)
    tell_of_step(
        {
            "step": made.pk,
            "municipality": scene.town.code,
            "provider": scene.house.provider,
        }
    )
    with scope(acting(scene.town.officer)):
        (message,) = messages_about(f"step {made.pk}")
        assert "Nothing was declared since April." in message.body
        assert message.email == scene.house.manager.email


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_says_why_and_until_when(scene: Scene, language: str) -> None:
    made = _step(scene, Step.TALK, skipped_because="They asked for it.")
    with scope(acting(scene.house.manager)):
        found = step_for(by=scene.house.manager, step=made.pk)
        letter = letter_of(found, language)
    assert letter.replaced == ()
    with pikepdf.open(BytesIO(letter.pdf)) as pdf:
        assert str(pdf.Root.Lang).startswith(language)


def test_a_letter_to_another_provider_is_not_found(scene: Scene) -> None:
    made = _step(scene, Step.REMINDER)
    with scope(acting(scene.elsewhere.manager)), pytest.raises(NotFound):
        step_for(by=scene.elsewhere.manager, step=made.pk)
