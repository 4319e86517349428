"""The pages of the picture: who opens them, what they say, and from file to signal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from onderdak.foundation.identity.contract import Role, scope
from onderdak.supervision.picture.contract import View
from onderdak.supervision.picture.domain.sources import PURPOSES_OF
from tests.integration.conftest import SignedIn
from tests.integration.picture.conftest import (
    HEADER,
    Picturing,
    line,
    one_of_each,
)
from tests.people import OTHER, PERSONAS, Persona
from tests.world import acting


@pytest.mark.parametrize("name", ["picture", "picture_csv"])
def test_only_who_has_a_task_at_addresses_opens_one(
    world: Picturing, signed_in: SignedIn, name: str
) -> None:
    """As every role of both towns; the other town hears that there is none."""
    for one in PERSONAS:
        if one.role is Role.PARTNER_CONTACT:
            continue
        client = signed_in(world.by(one.role, one.side))
        answer = client.get(reverse(name, args=[world.address.pk]))
        entered = answer.status_code == 200
        assert entered == (one.side == "own" and one.role in PURPOSES_OF), one


def test_a_supervisors_page_and_file_hold_no_tax(
    world: Picturing, signed_in: SignedIn
) -> None:
    one_of_each(world)
    client = signed_in(world.by(Role.SUPERVISOR))
    page = client.get(reverse("picture", args=[world.address.pk])).content.decode()
    file = b"".join(client.get(reverse("picture_csv", args=[world.address.pk])))
    for text in (page, file.decode()):
        assert "regist" in text
        assert "0,07" not in text  # the value for tax
        assert "€" not in text
    levy = signed_in(world.by(Role.LEVY_OFFICER))
    told = levy.get(reverse("picture", args=[world.address.pk])).content.decode()
    assert "€" in told


def test_another_purpose_is_chosen_once_and_kept(
    world: Picturing, signed_in: SignedIn
) -> None:
    """A role with two purposes changes with one click; one's own page remembers."""
    one_of_each(world)
    client = signed_in(world.by(Role.SUPERVISOR))
    here = reverse("picture", args=[world.address.pk])
    client.get(here)
    client.get(here + "?purpose=report")  # a link changes nothing
    chosen = client.post(
        reverse("picture_purpose"), {"purpose": "report", "next": here}
    )
    assert chosen.headers["Location"] == here
    client.get(here)
    client.post(reverse("picture_purpose"), {"purpose": "levy"})
    client.get(here)
    with scope(acting(world.by(Role.SUPERVISOR))):
        looks = View.objects.filter(address=world.address).order_by("pk")
        said = list(looks.values_list("purpose", flat=True))
    assert said == ["supervision", "supervision", "report", "report"]


def test_a_file_from_upload_to_the_page_of_an_address(
    world: Picturing, signed_in: SignedIn
) -> None:
    """Looked at first, with what cannot be read; then recorded; then to be seen."""
    client = signed_in(world.by(Role.REGISTRY_CLERK))
    lines = [
        HEADER,
        line(world.address.bag_id or "", "registrations", 9, "brp"),
        line("Kerkstraat 12 bis, 1234AB", "registrations", 3, "brp"),
        line("Kerkstraat 14", "registrations", "veel", "brp"),
    ]
    file = SimpleUploadedFile("brp.csv", "\n".join(lines).encode())
    sent = client.post(reverse("picture_sources"), {"file": file})
    preview = client.get(sent.headers["Location"])
    assert "veel" in preview.content.decode()
    refused = client.post(sent.headers["Location"] + "record/")
    assert refused.status_code == 400
    done = client.post(sent.headers["Location"] + "record/", {"without_bad": "yes"})
    assert done.headers["Location"] == reverse("picture_doubts")
    doubts = client.get(reverse("picture_doubts")).content.decode()
    assert "Kerkstraat 12 bis" in doubts
    where = doubts.split('href="/signals/doubts/')[1].split('"')[0]
    page = client.get(f"/signals/doubts/{where}", {"q": "kerkstraat 14"})
    assert "Kerkstraat 14" in page.content.decode()
    settled = client.post(f"/signals/doubts/{where}", {"address": world.address.pk})
    assert settled.status_code == 302, settled.content.decode()
    shown = client.get(reverse("picture", args=[world.address.pk])).content.decode()
    assert "3" in shown


def test_leaving_and_explaining(world: Picturing, signed_in: SignedIn) -> None:
    world.take_in(
        Role.REGISTRY_CLERK,
        line(world.address.bag_id or "", "registrations", 9, "brp"),
    )
    client = signed_in(world.by(Role.SUPERVISOR))
    here = reverse("picture", args=[world.address.pk])
    assert 'name="explanation"' in client.get(here).content.decode()
    kept = client.post(here + "explain/", {"explanation": "family"})
    assert kept.headers["Location"] == here
    vacant = line("Kerkstraat 12", "vacant", "leegstandlijst", "vacancy")
    file = SimpleUploadedFile("leeg.csv", f"{HEADER}\n{vacant}".encode())
    sent = client.post(reverse("picture_sources"), {"file": file})
    left = client.post(sent.headers["Location"] + "leave/")
    assert left.headers["Location"] == reverse("picture_sources")
    assert client.get(sent.headers["Location"]).status_code == 302


def test_files_and_doubts_of_others_are_not_there(
    world: Picturing, signed_in: SignedIn
) -> None:
    """A levy officer's waiting file says nothing to a supervisor, or elsewhere."""
    levy = signed_in(world.by(Role.LEVY_OFFICER))
    text = f"{HEADER}\n{line('Kerkstraat 12 bis', 'woz_value', 300000, 'woz')}"
    sent = levy.post(
        reverse("picture_sources"),
        {"file": SimpleUploadedFile("woz.csv", text.encode())},
    )
    there = sent.headers["Location"]
    supervisor = signed_in(world.by(Role.SUPERVISOR))
    assert supervisor.get(there).status_code == 403
    # Nor does it go by the hand of somebody who may not even see it.
    assert supervisor.post(there + "leave/").status_code == 403
    assert supervisor.post(there + "record/").status_code == 403
    other = Persona(OTHER, Role.LEVY_OFFICER)
    assert signed_in(world.by(other.role, OTHER)).get(there).status_code == 404
    levy.post(there + "record/")
    where = levy.get(reverse("picture_doubts")).content.decode()
    number = where.split('href="/signals/doubts/')[1].split("/")[0]
    for by in (world.by(Role.SUPERVISOR), world.by(other.role, OTHER)):
        answer = signed_in(by).get(reverse("picture_doubt", args=[number]))
        assert answer.status_code == 404


def test_looks_are_listed_for_the_privacy_officer(
    world: Picturing, signed_in: SignedIn
) -> None:
    supervisor = signed_in(world.by(Role.SUPERVISOR))
    supervisor.get(reverse("picture", args=[world.address.pk]))
    client = signed_in(world.by(Role.PRIVACY_OFFICER))
    page = client.get(reverse("picture_looks")).content.decode()
    file = b"".join(client.get(reverse("picture_looks_csv"))).decode()
    for told in (page, file):
        assert world.by(Role.SUPERVISOR).email in told
        assert "Kerkstraat 12" in told
    assert client.get(reverse("picture_looks") + "?for=levy&after=x").status_code == 200


def test_the_number_of_queries_does_not_grow_with_signals(
    world: Picturing,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    one_of_each(world)
    client = signed_in(world.by(Role.SUPERVISOR))
    here = reverse("picture", args=[world.address.pk])
    client.get(here)
    with django_assert_max_num_queries(60) as of_one:
        client.get(here)
    for day in range(1, 10):
        world.take_in(
            Role.SUPERVISOR,
            line(
                world.address.bag_id or "",
                "vacant",
                "leegstandlijst",
                "vacancy",
                day=f"2026-02-0{day}",
            ),
        )
    with django_assert_max_num_queries(60) as of_many:
        client.get(here)
    assert len(of_many) == len(of_one)
