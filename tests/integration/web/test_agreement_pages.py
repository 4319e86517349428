"""The pages of agreements: recorded, found, amended, proven and ended."""

import pytest
from django.test import Client
from django.urls import reverse

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.parties.contract import Agreement, AgreementVersion
from tests.integration.conftest import SignedIn
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(town: Town, signed_in: SignedIn) -> Client:
    client = signed_in(town.officer)
    session = client.session
    session["membership"] = next(
        grant.id for grant in town.officer.grants if grant.role == "municipal_admin"
    )
    session.save()
    return client


def _form(house: House, **more: object) -> dict[str, object]:
    return {
        "kind": "registration",
        "title": "Afspraak met pensions",
        "since": "2026-01-01",
        "until": "2036-01-01",
        "notice_months": "3",
        "dispute_rule": "Eerst overleg",
        "parties-TOTAL_FORMS": "3",
        "parties-INITIAL_FORMS": "0",
        "parties-0-part": "municipality",
        "parties-0-organisation": "Gemeente Teststad",
        "parties-1-part": "provider",
        "parties-1-provider": house.provider,
        "duties-TOTAL_FORMS": "2",
        "duties-INITIAL_FORMS": "0",
        "duties-0-part": "provider",
        "duties-0-what": "Meldt elke gast",
        "duties-0-every": "week",
        **more,
    }


@pytest.fixture
def number(admin: Client, town: Town, house: House) -> int:
    made = admin.post(reverse("agreement_new"), _form(house))
    assert made.status_code == 302
    with scope(acting(town.officer)):
        return Agreement.objects.get().pk


def test_a_recorded_agreement_is_found_and_shown(
    admin: Client, house: House, number: int
) -> None:
    listed = admin.get(reverse("agreements"), {"kind": "registration", "q": "afs"})
    assert "Afspraak met pensions" in listed.content.decode()
    other = admin.get(reverse("agreements"), {"kind": "covenant"}).content.decode()
    assert "Afspraak met pensions" not in other
    page = admin.get(reverse("agreement", args=[number])).content.decode()
    assert "Pension Test" in page
    assert "Meldt elke gast" in page
    file = admin.get(reverse("agreements_csv")).getvalue().decode()
    assert "Afspraak met pensions" in file


def test_a_provider_sees_its_own_agreement_and_changes_nothing(
    town: Town, house: House, number: int, signed_in: SignedIn
) -> None:
    manager = signed_in(house.manager)
    assert (
        "Afspraak met pensions" in manager.get(reverse("agreements")).content.decode()
    )
    assert manager.get(reverse("agreement_amend", args=[number])).status_code == 403
    assert manager.get(reverse("agreement_new")).status_code == 403
    other = signed_in(make_house(town, "Ander").manager)
    assert other.get(reverse("agreement", args=[number])).status_code == 404


def test_an_amendment_begins_with_what_was_agreed(
    admin: Client, town: Town, house: House, number: int
) -> None:
    address = reverse("agreement_amend", args=[number])
    page = admin.get(address).content.decode()
    assert "Meldt elke gast" in page
    filled = {"parties-INITIAL_FORMS": "2", "duties-INITIAL_FORMS": "1"}
    amended = _form(house, since="2026-06-01", reason="evaluatie", seen="1", **filled)
    assert admin.post(address, amended).status_code == 302
    again = admin.post(address, amended)
    assert again.status_code == 409
    assert "Meldt elke gast" in again.content.decode()
    with scope(acting(town.officer)):
        assert AgreementVersion.objects.count() == 2


def test_proof_and_end_stand_on_the_page(admin: Client, number: int) -> None:
    proof = {"kind": "report", "reference": "zaak 12", "on": "2026-05-01"}
    address = reverse("agreement_proof", args=[number])
    assert admin.post(address, proof).status_code == 302
    ended = {"on": "2026-06-01", "how": "notice", "reason": "geen behoefte meer"}
    address = reverse("agreement_end", args=[number])
    assert admin.post(address, ended).status_code == 302
    page = admin.get(reverse("agreement", args=[number])).content.decode()
    assert "zaak 12" in page
    assert "geen behoefte meer" in page
    assert reverse("agreement_amend", args=[number]) not in page
    state = admin.get(reverse("agreements"), {"state": "in_force"}).content.decode()
    assert "Afspraak met pensions" not in state


def test_half_a_row_is_pointed_out(admin: Client, house: House) -> None:
    form = _form(house, **{"parties-2-organisation": "Zonder rol"})
    answer = admin.post(reverse("agreement_new"), form)
    assert answer.status_code == 200
    assert 'value="Zonder rol"' in answer.content.decode()
    lonely = _form(house, **{"parties-1-part": "", "parties-1-provider": ""})
    lonely["duties-0-what"] = ""
    assert admin.post(reverse("agreement_new"), lonely).status_code == 400
