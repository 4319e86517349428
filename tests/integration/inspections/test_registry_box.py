"""What is handed over at a door arrives at a clerk of the registry, and then goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    scope,
    scope_of,
)
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, NotAllowed, NotFound
from onderdak.supervision.inspections import registry_box
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.handing_over import (
    KEPT,
    RegistryDocument,
    documents_waiting,
    finish_document,
    hand_over_document,
    open_box,
    read_document,
    registry_of,
    take_up_document,
)
from onderdak.supervision.inspections.registry_box import sealed_for_box
from tests.integration.inspections.test_round import _client
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.7 an invented scan"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _clerk(town: VisitTown, name: str) -> Actor:
    user = User.objects.create_user(f"{name}@test.example")
    with scope(scope_of(town.admin)):
        Membership.objects.create(
            user=user, role=Role.REGISTRY_CLERK, municipality_id=town.code
        )
    return actor_of(user)


@pytest.fixture
def clerk(town: VisitTown) -> Actor:
    return _clerk(town, "clerk")


@pytest.fixture
def visit(town: VisitTown) -> Visit:
    return town.planned(day=timezone.localdate())


@pytest.fixture
def handed(town: VisitTown, clerk: Actor, visit: Visit) -> RegistryDocument:
    """A document that an inspector handed over, as a phone seals it."""
    with town.seen_by(clerk):
        open_box(by=clerk, municipality=town.code, name="Registry", at=timezone.now())
    with town.seen_by(town.lead):
        address = registry_of(town.code)
        assert address is not None
        hand_over_document(
            by=town.lead,
            visit=visit.pk,
            document=sealed_for_box(dict(address.key), SCAN),
            at=timezone.now(),
        )
    with town.seen_by(clerk):
        [found] = documents_waiting(by=clerk, municipality=town.code)
    return found


def test_a_clerk_takes_up_opens_and_finishes_and_then_it_is_gone(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    about = {"municipality": town.code, "document": handed.pk, "at": timezone.now()}
    with town.seen_by(clerk):
        take_up_document(by=clerk, **about)
        assert read_document(by=clerk, **about) == SCAN
        finish_document(by=clerk, **about)
        assert documents_waiting(by=clerk, municipality=town.code) == []
        assert bytes(RegistryDocument.objects.get(pk=handed.pk).content) == b""
        with pytest.raises(NotFound):
            read_document(by=clerk, **about)
    with town.seen_by(town.admin):
        done = set(AuditEvent.objects.values_list("action", flat=True))
    assert done >= {
        f"inspections.{one}_document" for one in ("take_up", "read", "finish")
    }


def test_what_lies_here_is_not_what_was_scanned(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    with town.seen_by(clerk):
        assert SCAN not in bytes(RegistryDocument.objects.get(pk=handed.pk).content)


def test_only_who_took_it_up_opens_it_and_no_inspector_at_all(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    other = _clerk(town, "other")
    about = {"municipality": town.code, "document": handed.pk, "at": timezone.now()}
    with town.seen_by(clerk):
        take_up_document(by=clerk, **about)
    with town.seen_by(other):
        with pytest.raises(Conflict):
            take_up_document(by=other, **about)
        with pytest.raises(NotAllowed):
            read_document(by=other, **about)
    with town.seen_by(town.lead), pytest.raises(NotAllowed):
        read_document(by=town.lead, **about)


def test_what_nobody_came_for_opens_no_more_and_goes_with_the_next(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    late = timezone.now() + KEPT + timedelta(hours=1)
    with town.seen_by(clerk), pytest.raises(NotFound):
        take_up_document(by=clerk, municipality=town.code, document=handed.pk, at=late)
    with town.seen_by(town.lead):
        address = registry_of(town.code)
        assert address is not None
        with travel(late):
            hand_over_document(
                by=town.lead,
                visit=visit.pk,
                document=sealed_for_box(dict(address.key), SCAN),
                at=late,
            )
    with town.seen_by(clerk):
        assert bytes(RegistryDocument.objects.get(pk=handed.pk).content) == b""


@contextmanager
def travel(to: datetime) -> Iterator[None]:
    """The clock of the box stands at another moment."""
    with patch.object(registry_box, "now", lambda: to):
        yield


def test_a_clerk_sees_it_on_the_first_page_and_does_it_all_there(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    client = _client(clerk)
    link = reverse("registry_documents")
    assert link in client.get(reverse("home")).content.decode()
    assert client.post(reverse("registry_take_up", args=[handed.pk])).status_code == 302
    opened = client.post(reverse("registry_open", args=[handed.pk]))
    assert opened.content == SCAN
    assert opened["Cache-Control"] == "no-store"
    assert ".pdf" in opened["Content-Disposition"]
    assert client.post(reverse("registry_done", args=[handed.pk])).status_code == 302
    assert handed.visit.number not in client.get(link).content.decode()


def test_without_a_box_a_phone_hears_of_no_registry(town: VisitTown) -> None:
    with town.seen_by(town.lead):
        assert registry_of(town.code) is None
