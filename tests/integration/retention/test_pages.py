"""What the pages about retention promise to who governs the data."""

import re
from datetime import date

import pytest
from django.urls import reverse

from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    Scope,
    User,
    actor_of,
    scope,
)
from onderdak.foundation.identity.models import Membership
from onderdak.foundation.privacy.models import DestructionCertificate, DestructionRun
from tests.integration.conftest import SignedIn
from tests.integration.retention.test_destruction import (
    declare,
    make_town,
    planned,
    run,
    set_term,
    stay,
)
from tests.world import House, Town, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


@pytest.fixture
def officer(town: Town) -> Actor:
    user = User.objects.create_user("privacy@test.example")
    with scope(Scope(municipalities=frozenset({town.code}))):
        Membership.objects.create(
            user=user, role=Role.PRIVACY_OFFICER, municipality_id=town.code
        )
    return actor_of(user)


def test_terms_and_what_has_none_are_shown(
    officer: Actor,
    signed_in: SignedIn,
) -> None:
    page = signed_in(officer).get(reverse("retention")).content.decode()
    assert "24 maanden" in page
    assert page.count("geen termijn") >= 2
    assert "Er is hier nog niets vernietigd" in page


def test_the_dry_run_counts_and_destroys_nothing(
    officer: Actor,
    house: House,
    town: Town,
    signed_in: SignedIn,
) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    client = signed_in(officer)
    page = client.get(reverse("retention_plan")).content.decode()
    assert "Verblijven" in page
    assert "1 februari 2024" in page
    assert planned(town)["nights_stay"] == 1


def test_a_certificate_is_shown_and_handed_out_as_pdf(
    officer: Actor,
    house: House,
    town: Town,
    signed_in: SignedIn,
) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    done = run(town)
    client = signed_in(officer)
    page = client.get(reverse("certificate", args=[done.certificate])).content.decode()
    with scope(Scope(municipalities=frozenset({town.code}))):
        digest = DestructionCertificate.objects.get().digest
    assert digest in page
    assert "decided by the council" in page
    pdf = client.get(reverse("certificate_pdf", args=[done.certificate]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    again = client.get(reverse("certificate_pdf", args=[done.certificate]))
    assert again.content == pdf.content


def test_certificates_are_paged_searched_and_exported(
    officer: Actor,
    town: Town,
    signed_in: SignedIn,
) -> None:
    with scope(Scope(municipalities=frozenset({town.code}))):
        for number in range(30):
            begun = DestructionRun.objects.create(
                municipality_id=town.code,
                on_day=date(2026 - number % 2, 1, 1),
                ran_by="nightly job",
                software="onderdak",
            )
            DestructionCertificate.objects.create(
                run=begun, municipality_id=town.code, rows=number, digest="0" * 64
            )
    client = signed_in(officer)
    first = client.get(reverse("retention")).content.decode()
    assert "25 van 30" in first
    following = re.search(r'href="(\?after=\d+)"', first)
    assert following
    rest = client.get(reverse("retention") + following[1]).content.decode()
    assert "5 van 30" in rest
    year = client.get(reverse("retention") + "?q=2025").content.decode()
    assert "15 van 15" in year
    file = client.get(reverse("certificates_csv") + "?q=2025")
    lines = file.getvalue().decode().strip().splitlines()
    assert len(lines) == 16


def test_another_towns_certificate_is_not_found(
    officer: Actor,
    house: House,
    signed_in: SignedIn,
) -> None:
    other = make_town("GM9002", "Anderstad")
    there = make_house(other, "Ander huis")
    declare(there, stay(there, "OLD", date(2024, 2, 1)))
    done = run(other)
    answer = signed_in(officer).get(reverse("certificate", args=[done.certificate]))
    assert answer.status_code == 404


def test_a_term_that_is_set_is_shown(
    officer: Actor,
    town: Town,
    signed_in: SignedIn,
) -> None:
    set_term(town, "audit", 60)
    page = signed_in(officer).get(reverse("retention")).content.decode()
    assert "60 maanden" in page
