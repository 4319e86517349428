"""A visit to the house of a provider: its repairs, its file, and the picture."""

import pytest
from django.db.transaction import atomic
from django.urls import reverse

from onderdak.foundation.documents.contract import drawn_anew
from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract import Source, StatedFact
from onderdak.kernel.errors import NotAllowed
from onderdak.supervision.inspections.contract import (
    LETTER_SENT,
    Visit,
    tell_of_letter,
)
from onderdak.supervision.inspections.contract.after import (
    Repair,
    RepairState,
    Result,
    Sought,
    Told,
    hand_in_proof,
    own_repairs,
    result_of,
    tell_result,
)
from onderdak.supervision.picture.contract.ranking import VISIT_DONE
from tests.integration.inspections.reporting import LATER, MAIN, found, jpeg
from tests.integration.inspections.test_repairs import WEDNESDAY, told
from tests.integration.inspections.test_report_pages import signed_in
from tests.integration.inspections.visiting import VisitTown, make_visit_town
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.fixture
def house(town: VisitTown) -> House:
    return make_house(Town(town.code, town.admin), "De Linde")


def visited(town: VisitTown, house: House) -> Visit:
    """A visit to this house, on which too many people were counted."""
    homes = (house.location.address_id, *town.houses)
    object.__setattr__(town, "houses", homes)
    return found(town, MAIN)


def test_a_provider_sees_its_own_repairs_and_hands_in_proof(
    town: VisitTown, house: House
) -> None:
    visit = visited(town, house)
    told(town, visit, link=False)
    with scope(acting(house.manager)):
        own = own_repairs(
            by=house.manager,
            provider=house.provider,
            sought=Sought(),
            on=WEDNESDAY.date(),
        )
        assert own
        assert {one.state for one in own} == {RepairState.OPEN}
        hand_in_proof(
            by=house.manager,
            repair=own[0].row.pk,
            picture=drawn_anew(jpeg()),
            words="Three people moved out.",
            at=WEDNESDAY,
        )
        again = own_repairs(
            by=house.manager,
            provider=house.provider,
            sought=Sought(),
            on=WEDNESDAY.date(),
        )
    assert again[0].state is RepairState.HANDED_IN


def _told_by_mail(town: VisitTown, house: House) -> list[Message]:
    """Send the letter, let what follows from it happen, and read the mail of it."""
    visit = visited(town, house)
    told(town, visit, link=False)
    with town.seen_by(town.lead):
        event = OutboxEvent.objects.get(name=LETTER_SENT)
    with no_scope(), atomic():
        tell_of_letter(event.payload)
    with scope(acting(house.manager)):
        mails = list(Message.objects.filter(kind="repair").order_by("pk"))
    for mail in mails:
        assert reverse("own_repairs") in mail.body
        told_of = f"{mail.subject} {mail.body}"
        for never in (visit.number, str(visit.address), "Teststraat", "Lindelaan"):
            assert never not in told_of
    return mails


def test_a_provider_is_told_at_its_own_address_that_there_is_a_letter(
    town: VisitTown, house: House
) -> None:
    with scope(acting(house.manager)):
        Provider.objects.filter(pk=house.provider).update(email="post@test.example")
    assert [one.email for one in _told_by_mail(town, house)] == ["post@test.example"]


def test_without_an_address_its_managers_are_told_of_the_letter(
    town: VisitTown, house: House
) -> None:
    with scope(acting(house.manager)):
        Provider.objects.filter(pk=house.provider).update(email="")
    assert [one.email for one in _told_by_mail(town, house)] == [house.manager.email]


def test_another_provider_sees_nothing_of_it(town: VisitTown, house: House) -> None:
    visit, other = (
        visited(town, house),
        make_house(Town(town.code, town.admin), "De Eik"),
    )
    told(town, visit, link=False)
    with scope(acting(other.manager)):
        assert not Repair.objects.exists()
        with pytest.raises(NotAllowed):
            own_repairs(
                by=other.manager,
                provider=house.provider,
                sought=Sought(),
                on=WEDNESDAY.date(),
            )


def test_the_pages_of_a_provider(town: VisitTown, house: House) -> None:
    visit = visited(town, house)
    told(town, visit, link=False)
    client = signed_in(house.manager)
    with scope(acting(house.manager)):
        key = Repair.objects.earliest("pk").pk
    one = reverse("own_repair", args=[key])
    assert one in client.get(reverse("home")).content.decode()
    assert one in client.get(reverse("own_repairs")).content.decode()
    empty = client.post(one, {"words": ""})
    assert empty.status_code == 200
    done = client.post(one, {"words": "Drie mensen zijn verhuisd."})
    assert done.status_code == 302
    answer = client.get(reverse("own_repairs_csv"))
    assert b"Teststraat" in b"".join(answer.streaming_content)
    assert client.get(reverse("own_repair", args=[key + 999])).status_code == 404


def test_what_was_seen_goes_to_the_file_and_the_outcome_to_the_picture(
    town: VisitTown, house: House
) -> None:
    visit = visited(town, house)
    with town.seen_by(town.lead):
        tell_result(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            told=Told(Result.BREACH, 40),
            at=LATER,
        )
        kept = result_of(visit)
        assert kept is not None
        assert kept.facts_kept > 0
        stated = StatedFact.objects.filter(location=house.location)
        assert {one.source for one in stated} == {Source.INSPECTION}
        assert {one.source_reference for one in stated} == {f"visit {visit.number}"}
    event = OutboxEvent.objects.filter(name=VISIT_DONE).latest("pk")
    assert event.payload == {
        "municipality": town.code,
        "address": visit.address_id,
        "on": "2026-03-09",
        "result": "breach",
        "chosen_by": "report",
        "reference": f"visit {visit.number}",
    }
