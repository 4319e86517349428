"""A document goes through to the registry, and leaves nothing behind here."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract.handing_over import (
    HomeRegistry,
    RegistryAddress,
    SealedDocument,
    hand_over_to,
)
from onderdak.supervision.inspections.models import Operation, Visit, VisitPhoto
from tests.integration.inspections.test_round import _client
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db


class Recorded:
    """A registry that remembers what came, and can be made to refuse."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str, SealedDocument]] = []
        self.full = False

    def address(self, municipality: str) -> RegistryAddress | None:
        return RegistryAddress("the registry", {"kty": "RSA", "n": "1", "e": "AQAB"})

    def receive(
        self, municipality: str, visit: str, document: SealedDocument, *, by: int
    ) -> None:
        if self.full:
            raise Conflict(text("The registry is not there now."))
        self.received.append((municipality, visit, document))


@pytest.fixture
def registry() -> Iterator[Recorded]:
    made = Recorded()
    hand_over_to(made)
    yield made
    hand_over_to(HomeRegistry())


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.fixture
def visit(town: VisitTown) -> Visit:
    return town.planned(day=timezone.localdate())


def _sent(**other: object) -> dict[str, object]:
    sealed = {name: b64encode(name.encode()).decode() for name in ("key", "iv")}
    content = b64encode(b"sealed document").decode()
    return {"id": str(uuid4()), "content": content} | sealed | other


def _post(client: Client, visit: Visit, body: object) -> Any:
    return client.post(
        reverse("round_hand_over", args=[visit.pk]),
        body,
        content_type="application/json",
        headers={"accept-language": "nl"},
    )


def _by(actor: Actor) -> Client:
    return _client(actor)


def test_a_document_goes_through_as_it_came_and_only_that_is_written_down(
    town: VisitTown, visit: Visit, registry: Recorded
) -> None:
    sent = _sent()
    answer = _post(_by(town.lead), visit, sent)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    ((code, number, document),) = registry.received
    assert (code, number) == (town.code, visit.number)
    assert (document.key, document.iv) == (b"key", b"iv")
    assert document.content == b"sealed document"
    with town.seen_by(town.lead):
        assert Operation.objects.count() == VisitPhoto.objects.count() == 0
    with town.seen_by(town.admin):
        (event,) = AuditEvent.objects.filter(action="inspections.hand_over_document")
    assert event.detail == {"document": sent["id"]}


def test_the_phone_hears_to_whom_a_document_can_go(
    town: VisitTown, visit: Visit, registry: Recorded
) -> None:
    told = _by(town.lead).get(reverse("round_tonight")).json()
    assert told["visits"][0]["registry"]["name"] == "the registry"
    hand_over_to(HomeRegistry())
    told = _by(town.lead).get(reverse("round_tonight")).json()
    assert told["visits"][0]["registry"] is None


def test_what_the_registry_does_not_take_is_not_kept_and_said_so(
    town: VisitTown, visit: Visit, registry: Recorded
) -> None:
    registry.full = True
    answer = _post(_by(town.lead), visit, _sent())
    assert (answer.status_code, answer["Cache-Control"]) == (422, "no-store")
    assert answer.json()["why"]
    with town.seen_by(town.admin):
        done = AuditEvent.objects.filter(action="inspections.hand_over_document")
        assert not done.exists()


def test_without_a_registry_nothing_is_taken(town: VisitTown, visit: Visit) -> None:
    answer = _post(_by(town.lead), visit, _sent())
    assert answer.status_code == 422
    assert answer.json()["why"] == "Hier is geen systeem van Burgerzaken gekoppeld."


@pytest.mark.parametrize(
    "body",
    [[], {}, _sent(id="7"), _sent(key="not base64!"), _sent(content=7), _sent(iv=None)],
)
def test_what_cannot_be_read_is_refused(
    town: VisitTown, visit: Visit, registry: Recorded, body: object
) -> None:
    assert _post(_by(town.lead), visit, body).status_code == 400
    assert registry.received == []


def test_an_empty_document_is_refused(
    town: VisitTown, visit: Visit, registry: Recorded
) -> None:
    assert _post(_by(town.lead), visit, _sent(content="")).status_code == 400


def test_who_does_not_go_on_the_visit_hands_nothing_over(
    town: VisitTown, visit: Visit, registry: Recorded
) -> None:
    other = town.planned(
        address=town.houses[1],
        day=timezone.localdate(),
        lead=town.second.user_id,
        others=(),
        alone_because="Nobody else works this evening.",
    )
    assert _post(_by(town.lead), other, _sent()).status_code == 403
    assert _post(_by(town.mayor), visit, _sent()).status_code in (403, 404, 400)
    assert Client().post(reverse("round_hand_over", args=[visit.pk])).status_code == 401
    assert registry.received == []


def test_an_account_hands_over_no_more_bytes_than_a_phone_would(
    town: VisitTown, visit: Visit, registry: Recorded
) -> None:
    """By what is sent in five minutes, for few large ones weigh as much as many."""
    lead = _by(town.lead)
    large = b64encode(b"0" * 30_000).decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "onderdak.web.inspections.syncing.hand_over._MOST_BYTES_OFTEN", 100_000
        )
        answers = [
            _post(lead, visit, _sent(content=large)).status_code for _ in range(4)
        ]
        assert _post(_by(town.second), visit, _sent(content=large)).status_code == 200
    assert answers == [200, 200, 429, 429]
    assert len(registry.received) == 3
