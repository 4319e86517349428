"""The pages on which something is taken back: by whom, and what they say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.contract import Delivery, Purpose, looking_for
from onderdak.supervision.picture.contract.mending import Doubt, Signal
from tests.integration.conftest import SignedIn
from tests.integration.picture.conftest import HEADER, Picturing, line
from tests.people import OTHER, PERSONAS
from tests.world import acting

CLERK, SUPERVISOR = Role.REGISTRY_CLERK, Role.SUPERVISOR


def _signal(world: Picturing) -> Signal:
    with scope(acting(world.by(CLERK))), looking_for(Purpose.TAKING_IN):
        return Signal.objects.get(source="brp", replaced_at=None)


def _delivery(world: Picturing) -> Delivery:
    with scope(acting(world.by(CLERK))):
        return Delivery.objects.latest("pk")


def _registered(world: Picturing) -> None:
    where = world.address.bag_id or ""
    world.take_in(CLERK, line(where, "registrations", 9, "brp"))


def test_who_takes_registrations_in_takes_them_back(
    world: Picturing, signed_in: SignedIn
) -> None:
    """As every role of both towns: the others hear that there is none."""
    _registered(world)
    pages = [
        reverse("picture_signal", args=[_signal(world).pk]),
        reverse("picture_delivery_take_back", args=[_delivery(world).pk]),
    ]
    for one in PERSONAS:
        if one.role is Role.PARTNER_CONTACT:
            continue
        client = signed_in(world.by(one.role, one.side))
        for page in pages:
            entered = client.get(page).status_code == 200
            may = one.side == "own" and one.role in {CLERK, Role.MUNICIPAL_ADMIN}
            assert entered == may, (one, page)


def test_a_signal_is_taken_back_from_the_page_of_its_address(
    world: Picturing, signed_in: SignedIn
) -> None:
    _registered(world)
    client = signed_in(world.by(CLERK))
    here = reverse("picture_signal", args=[_signal(world).pk])
    page = reverse("picture", args=[world.address.pk])
    assert here in client.get(page).content.decode()
    assert here not in (signed_in(world.by(SUPERVISOR)).get(page).content.decode())
    assert client.post(here, {}).status_code == 200  # a reason is asked
    done = client.post(here, {"why": "mistake"})
    assert done.status_code == 302
    assert client.get(here).status_code == 404


def test_a_signal_is_moved_to_an_address_that_is_sought(
    world: Picturing, signed_in: SignedIn
) -> None:
    _registered(world)
    client = signed_in(world.by(CLERK))
    number = _signal(world).pk
    here = reverse("picture_signal", args=[number])
    assert "Kerkstraat 14" in client.get(here, {"q": "kerkstr 14"}).content.decode()
    there = reverse("picture_signal_move", args=[number])
    assert client.post(there, {"address": world.there.pk}).status_code == 404
    assert client.post(there, {"address": "x"}).status_code == 404
    assert client.post(there, {"address": world.second.pk}).status_code == 302
    assert _signal(world).address_id == world.second.pk


def test_a_file_is_taken_back_from_the_list_of_files(
    world: Picturing, signed_in: SignedIn
) -> None:
    _registered(world)
    client = signed_in(world.by(CLERK))
    here = reverse("picture_delivery_take_back", args=[_delivery(world).pk])
    assert here in client.get(reverse("picture_sources")).content.decode()
    done = client.post(here, {"why": "wrong_file"}, follow=True)
    assert done.status_code == 200
    assert here not in done.content.decode()
    assert client.post(here, {"why": "wrong_file"}).status_code == 409


def test_a_choice_is_taken_back_at_the_desk_of_doubt(
    world: Picturing, signed_in: SignedIn
) -> None:
    world.take_in(CLERK, line("Kerkstraat 12 bis, 1234AB", "registrations", 5, "brp"))
    client = signed_in(world.by(CLERK))
    with scope(acting(world.by(CLERK))), looking_for(Purpose.TAKING_IN):
        number = Doubt.objects.get().pk
    client.post(reverse("picture_doubt", args=[number]), {"address": world.address.pk})
    again = reverse("picture_doubt_reopen", args=[number])
    assert again in client.get(reverse("picture_doubts")).content.decode()
    for by in (world.by(Role.LEVY_OFFICER), world.by(CLERK, OTHER)):
        assert signed_in(by).post(again).status_code == 404
    assert client.post(again).status_code == 302
    assert client.get(reverse("picture_doubt", args=[number])).status_code == 200


@pytest.mark.parametrize("ticked", [False, True])
def test_who_checks_a_file_sees_which_address_was_found_and_how(
    world: Picturing, signed_in: SignedIn, ticked: bool
) -> None:
    """A likeness stands on top with its weight, and may be turned down."""
    with scope(acting(world.by(SUPERVISOR))):
        Address.objects.create(
            municipality_id=world.town,
            street="Wilhelminalaan",
            number=22,
            postcode="1234CD",
            town="Eenstad",
        )
    lines = [
        line("Kerkstraat 14, 1234AB", "registrations", 2, "brp"),
        line("Wilhelminalaan 22, 1243CD Eenstad", "registrations", 3, "brp"),
    ]
    file = SimpleUploadedFile("brp.csv", "\n".join([HEADER, *lines]).encode())
    client = signed_in(world.by(CLERK))
    there = client.post(reverse("picture_sources"), {"file": file}).headers["Location"]
    page = client.get(there).content.decode()
    assert 'name="doubted" value="3"' in page
    assert 'name="doubted" value="2"' not in page
    table = page.split('data-name="lines"')[-1]
    assert table.index("Wilhelminalaan 22") < table.index("Kerkstraat 14, 1234 AB")
    done = client.post(there + "record/", {"doubted": "3"} if ticked else {})
    waits = reverse("picture_doubts") if ticked else reverse("picture_sources")
    assert done.headers["Location"] == waits


def test_what_was_taken_back_waits_and_its_pages_say_why(
    world: Picturing, signed_in: SignedIn
) -> None:
    _registered(world)
    client = signed_in(world.by(CLERK))
    here = reverse("picture_signal", args=[_signal(world).pk])
    client.post(here, {"why": "objection"})
    with scope(acting(world.by(CLERK))):
        same = line(world.address.bag_id or "", "registrations", 9, "brp")
        waiting = world.receive(CLERK, same)
    preview = reverse("picture_delivery", args=[waiting.pk])
    assert (
        "say again what was taken back before" in client.get(preview).content.decode()
    )
    client.post(reverse("picture_delivery_record", args=[waiting.pk]))
    with scope(acting(world.by(CLERK))), looking_for(Purpose.TAKING_IN):
        doubt = Doubt.objects.get()
    page = client.get(reverse("picture_doubt", args=[doubt.pk])).content.decode()
    assert "somebody objected, and rightly so" in page
    assert "it stays taken back" in page
    client.post(reverse("picture_doubt", args=[doubt.pk]), {"address": "none"})
    with scope(acting(world.by(CLERK))), looking_for(Purpose.TAKING_IN):
        assert not Signal.objects.filter(replaced_at=None).exists()
        assert not Doubt.objects.filter(state=Doubt.State.OPEN).exists()


def test_the_preview_says_of_which_kind_a_complete_file_ends_nothing(
    world: Picturing, signed_in: SignedIn
) -> None:
    pages = []
    for where in ("Onleesbaar 0 ergens", world.address.bag_id or ""):
        with scope(acting(world.by(CLERK))):
            rows = [line(where, "registrations", 9, "brp")]
            made = world.receive(CLERK, *rows, complete=True)
        client = signed_in(world.by(CLERK))
        page = client.get(reverse("picture_delivery", args=[made.pk]))
        pages.append(
            "nothing of this kind counts as no longer so" in page.content.decode()
        )
    assert pages == [True, False]
