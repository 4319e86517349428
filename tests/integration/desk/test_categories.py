"""A municipality changes what can be reported and by when it answers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import Role, no_scope, scope
from onderdak.kernel.calendar import working_days_after
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.desk.contract.clerk import (
    Category,
    CategoryFacts,
    Kind,
    add_category,
    all_categories,
    change_category,
)
from onderdak.supervision.desk.contract.public import (
    NewReport,
    new_code,
    report_in_public,
)
from tests.integration.care.test_care_tasks import person
from tests.integration.conftest import SignedIn
from tests.integration.desk.at_work import AT, handed_in, report
from tests.integration.desk.desks import DeskTown, make_desk
from tests.integration.test_beginning import run
from tests.world import acting

pytestmark = pytest.mark.django_db
FACTS = CategoryFacts({"nl": "Zwerfafval", "pl": "Śmieci"}, 3, ground="APV art. 4")


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _change(desk: DeskTown, key: str, facts: CategoryFacts) -> None:
    with scope(acting(desk.clerk)):
        change_category(by=desk.clerk, municipality=desk.code, key=key, facts=facts)


def _get(desk: DeskTown, key: str) -> Category:
    with scope(desk.rows):
        return Category.objects.get(municipality_id=desk.code, key=key)


def test_a_new_term_holds_for_what_comes_in_and_what_is_there_keeps_its_day(
    desk: DeskTown,
) -> None:
    before, _code = handed_in(desk)
    told = report(desk, before).due_on
    _change(desk, "waste", FACTS)
    after, _code = handed_in(desk)
    assert report(desk, before).due_on == told
    assert report(desk, after).due_on == working_days_after(AT.date(), 3)
    one = _get(desk, "waste")
    assert (one.names, one.ground, one.kind) == (FACTS.names, "APV art. 4", "waste")


@pytest.mark.parametrize(
    "wrong",
    [
        CategoryFacts({"pl": "Śmieci"}, 3),
        CategoryFacts({"nl": " "}, 3),
        CategoryFacts({"nl": "Afval", "xx": "y"}, 3),
        CategoryFacts({"nl": "Afval"}, 0),
        CategoryFacts({"nl": "Afval"}, 261),
    ],
)
def test_without_a_dutch_name_or_a_term_it_is_not_taken(
    desk: DeskTown, wrong: CategoryFacts
) -> None:
    with pytest.raises(Invalid):
        _change(desk, "waste", wrong)


def test_what_is_not_offered_cannot_be_reported_and_the_last_one_stays(
    desk: DeskTown,
) -> None:
    with scope(acting(desk.clerk)):
        keys = [
            each.key for each in all_categories(by=desk.clerk, municipality=desk.code)
        ]
    off = CategoryFacts({"nl": "Niet meer"}, 5, active=False)
    for key in keys[:-1]:
        _change(desk, key, off)
    with pytest.raises(Conflict):
        _change(desk, keys[-1], off)
    with no_scope(), pytest.raises(Invalid):
        report_in_public(desk.code, NewReport(keys[0], "x"), new_code(), AT)


def test_a_new_one_of_a_kind_that_may_be_watched_leaves_nothing(
    desk: DeskTown,
) -> None:
    for key, kind in (("uitbuiting-werk", Kind.EXPLOITATION), ("lawaai", Kind.OTHER)):
        with scope(acting(desk.clerk)):
            add_category(
                by=desk.clerk,
                municipality=desk.code,
                key=key,
                kind=kind,
                facts=FACTS,
            )
    assert _get(desk, "uitbuiting-werk").leaves_nothing
    assert not _get(desk, "lawaai").leaves_nothing
    with scope(acting(desk.clerk)), pytest.raises(Conflict):
        add_category(
            by=desk.clerk,
            municipality=desk.code,
            key="lawaai",
            kind=Kind.OTHER,
            facts=FACTS,
        )


@pytest.mark.parametrize("change", [{"kind": "other"}, {"leaves_nothing": False}])
def test_the_database_changes_no_kind_and_no_safety(
    desk: DeskTown, change: dict[str, object]
) -> None:
    with scope(desk.rows), pytest.raises(DatabaseError), transaction.atomic():
        Category.objects.filter(key="exploitation").update(**change)


def test_another_town_changes_nothing_here(desk: DeskTown) -> None:
    other = make_desk("GM9002")
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        change_category(
            by=other.clerk, municipality=desk.code, key="waste", facts=FACTS
        )
    with scope(acting(other.clerk)):
        Category.objects.filter(municipality_id=desk.code).update(term_working_days=1)
    assert _get(desk, "waste").term_working_days == 5
    with pytest.raises(NotFound):
        _change(desk, "nergens", FACTS)


def test_the_pages_change_names_per_language_and_the_term(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    for actor in (person(desk.town, Role.MUNICIPAL_ADMIN, "beheer"), desk.clerk):
        client = signed_in(actor)
        assert client.get(reverse("desk_categories")).status_code == 200
    url = reverse("desk_category", args=["waste"])
    assert client.get(url).context["form"]["term"].value() == 5
    sent = {"term": "7", "ground": "", "position": "1", "active": "on"}
    names = {"name_nl": "Vuil op straat", "name_pl": "Śmieci"}
    assert client.post(url, sent | names).status_code == 302
    one = _get(desk, "waste")
    assert (one.term_working_days, one.position) == (7, 1)
    assert one.names == {"nl": "Vuil op straat", "pl": "Śmieci"}
    new = {"key": "nieuw", "kind": "other", **sent, **names}
    assert client.post(reverse("desk_category_new"), new).status_code == 302
    assert client.post(reverse("desk_category_new"), new).status_code == 409
    assert client.get(reverse("desk_category", args=["nergens"])).status_code == 404


def test_the_command_changes_what_is_named_and_leaves_the_rest(
    desk: DeskTown,
) -> None:
    town = ("--municipality", desk.code, "--as", desk.clerk.email)
    before = _get(desk, "waste")
    run("desk", "category", *town, "--key", "waste", "--term", "9", "--name", "nl=Vuil")
    after = _get(desk, "waste")
    assert (after.term_working_days, after.names["nl"]) == (9, "Vuil")
    assert after.names["pl"] == before.names["pl"]
    assert (after.ground, after.active) == (before.ground, True)
    assert "waste" in run("desk", "categories", *town)
    at = timezone.now() + timedelta(days=1)
    with no_scope():
        taken = report_in_public(desk.code, NewReport("waste", "vuil"), new_code(), at)
    assert taken.due_on == working_days_after(timezone.localdate(at), 9)
