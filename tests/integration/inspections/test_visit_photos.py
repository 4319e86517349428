"""Photos of a visit: kept as sent where they tell nothing else, and kept once."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.test import Client
from PIL import Image

from onderdak.foundation.documents.contract import (
    NoScanner,
    NoVerdict,
    Outcome,
    Verdict,
    scan_with,
)
from onderdak.foundation.identity.contract import Scope, scope
from onderdak.supervision.inspections import photo_actions
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.planning import close_visit
from onderdak.supervision.inspections.contract.syncing import photo_of, photos_of
from onderdak.supervision.inspections.models import VisitPhoto
from tests.integration.conftest import SignedIn
from tests.integration.inspections.typing_along import put_photo
from tests.integration.inspections.visiting import NOW, VisitTown, make_visit_town
from tests.pictures import a_photo, a_telling_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.fixture
def visit(town: VisitTown) -> Visit:
    return town.begun()


@pytest.fixture
def lead(town: VisitTown, signed_in: SignedIn) -> Client:
    return signed_in(town.lead)


@pytest.fixture
def _scanner_off_again() -> Iterator[None]:
    yield
    scan_with(NoScanner())


def kept(town: VisitTown, visit: Visit, uid: UUID) -> VisitPhoto:
    with scope(Scope(municipalities=frozenset({town.code}))):
        found = photo_of(visit, uid)
        assert found is not None
        return found


def count(town: VisitTown, visit: Visit) -> int:
    with scope(Scope(municipalities=frozenset({town.code}))):
        return len(photos_of(visit))


def test_a_photo_that_is_a_picture_alone_is_kept_as_it_was_sent(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    uid, file = uuid4(), a_photo()
    answer = put_photo(lead, visit.pk, uid, file)
    hashed = sha256(file).hexdigest()
    assert answer.json() == {
        "id": str(uid),
        "sha256Sent": hashed,
        "sha256Kept": hashed,
        "drawnAnew": False,
    }
    row = kept(town, visit, uid)
    assert (bytes(row.image), row.scanned, row.late) == (file, False, False)
    assert Image.open(BytesIO(bytes(row.thumbnail))).width == 320


def test_a_photo_that_tells_more_is_drawn_anew_and_both_hashes_are_kept(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    uid, file = uuid4(), a_telling_photo()
    answer = put_photo(lead, visit.pk, uid, file).json()
    row = kept(town, visit, uid)
    assert answer["drawnAnew"] is row.drawn_anew is True
    assert row.sha256_sent == sha256(file).hexdigest()
    assert row.sha256_kept == sha256(bytes(row.image)).hexdigest() != row.sha256_sent
    assert b"Camera of a resident" not in bytes(row.image)
    assert not Image.open(BytesIO(bytes(row.image))).getexif()


def test_a_png_is_a_photo_by_its_content_and_is_drawn_anew(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    answer = put_photo(lead, visit.pk, uuid4(), a_photo(kind="PNG"))
    assert (answer.status_code, answer.json()["drawnAnew"]) == (200, True)


def test_the_same_photo_again_is_kept_once_and_another_never_takes_its_place(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    uid, file = uuid4(), a_photo()
    first = put_photo(lead, visit.pk, uid, file).json()
    assert put_photo(lead, visit.pk, uid, file).json() == first
    other = put_photo(lead, visit.pk, uid, a_photo((80, 60)))
    assert (other.status_code, other.json()) == (422, {"why": "other"})
    assert bytes(kept(town, visit, uid).image) == file
    assert count(town, visit) == 1


@pytest.mark.parametrize("file", [b"", b"MZ\x90\x00 a program", b"<svg/>"])
def test_what_is_no_photo_is_refused_with_why(
    file: bytes, town: VisitTown, visit: Visit, lead: Client
) -> None:
    answer = put_photo(lead, visit.pk, uuid4(), file)
    assert (answer.status_code, answer.json()) == (422, {"why": "unreadable"})
    assert count(town, visit) == 0


def test_half_a_photo_is_asked_for_again_and_not_refused_for_good(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    file = a_photo()
    answer = lead.generic(
        "PUT",
        f"/round/{visit.pk}/photos/{uuid4()}/",
        file,
        content_type="image/jpeg",
        **{"wsgi.input": BytesIO(file[:500])},
    )
    assert (answer.status_code, answer.json()) == (503, {"why": "cut"})
    assert count(town, visit) == 0


def test_a_photo_that_is_too_heavy_is_refused(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    answer = put_photo(lead, visit.pk, uuid4(), b"x" * (16 * 1024 * 1024 + 1))
    assert answer.status_code == 413
    assert count(town, visit) == 0


class _Says:
    def __init__(self, outcome: Outcome | None) -> None:
        self.outcome = outcome

    def scan(self, file: bytes) -> Verdict:
        if self.outcome is None:
            raise NoVerdict("silence")
        return Verdict(self.outcome, "Eicar")


@pytest.mark.usefixtures("_scanner_off_again")
def test_every_photo_is_looked_at_where_a_scanner_is_connected(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    uid = uuid4()
    scan_with(_Says(Outcome.INFECTED))
    answer = put_photo(lead, visit.pk, uid, a_photo())
    assert (answer.status_code, answer.json()) == (422, {"why": "harmful"})
    scan_with(_Says(None))
    assert put_photo(lead, visit.pk, uid, a_photo()).status_code == 503
    assert count(town, visit) == 0
    scan_with(_Says(Outcome.CLEAN))
    assert put_photo(lead, visit.pk, uid, a_photo()).status_code == 200
    assert kept(town, visit, uid).scanned


def test_only_who_goes_sends_photos_and_a_late_one_is_kept_as_late(
    town: VisitTown, visit: Visit, lead: Client, signed_in: SignedIn
) -> None:
    answer = put_photo(Client(), visit.pk, uuid4(), a_photo())
    assert (answer.status_code, answer.json()) == (401, {"signedOut": True})
    other = make_visit_town("GM9002", "Tweestad")
    stranger = signed_in(other.lead)
    assert put_photo(stranger, visit.pk, uuid4(), a_photo()).status_code == 400
    with town.seen_by(town.lead):
        close_visit(by=town.lead, municipality=town.code, number=visit.number, at=NOW)
    uid = uuid4()
    assert put_photo(lead, visit.pk, uid, a_photo()).status_code == 200
    assert kept(town, visit, uid).late


def test_one_photo_too_many_is_refused_for_good_with_a_word(
    town: VisitTown, lead: Client, visit: Visit
) -> None:
    first, one = uuid4(), a_photo()
    with patch.object(photo_actions, "MOST_PHOTOS", 1):
        assert put_photo(lead, visit.pk, first, one).status_code == 200
        answer = put_photo(lead, visit.pk, uuid4(), one)
        assert (answer.status_code, answer.json()) == (422, {"why": "many"})
        assert put_photo(lead, visit.pk, first, one).status_code == 200
    assert count(town, visit) == 1
