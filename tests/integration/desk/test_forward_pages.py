"""The pages with which a report is forwarded, and the list of what was shared."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    User,
    actor_of,
    scope,
)
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementParty,
    Signatory,
    Terms,
    record_agreement,
)
from onderdak.foundation.privacy.contract import SharingRecord
from onderdak.supervision.desk.contract.forwarding import Forward
from tests.integration.conftest import SignedIn
from tests.integration.desk.desks import DeskTown, make_desk
from tests.integration.desk.test_forwarding import SECRET_WORDS, report_in
from tests.world import BEGIN, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def filled(**changes: Any) -> dict[str, Any]:
    on = timezone.localdate()
    return {
        "partner": "Brandweer",
        "kind": "law",
        "ground": "Wet veiligheidsregio's art. 3",
        "purpose": "Kijken of het veilig is",
        "necessity": "Alleen zij kunnen dat zien",
        "proportionality": "Alleen de plaats wordt gedeeld",
        "left_out": "De tekst en de antwoorden",
        "fields_shared": ["number", "address"],
        "expires_on": (on + timedelta(days=5)).isoformat(),
        **changes,
    }


def send(client: Client, number: str, **changes: Any) -> Any:
    return client.post(reverse("desk_forward_new", args=[number]), filled(**changes))


def test_the_clerk_sees_the_link_once_and_it_opens_what_was_shared(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = report_in(desk), signed_in(desk.clerk)
    page = send(clerk, number)
    link = page.context["link"]
    assert "/shared/" in link
    assert "no-store" in page["Cache-Control"]
    assert "/shared/" not in str(clerk.session.items())
    again = clerk.get(reverse("desk_forwards", args=[number]))
    assert again.context["link"] == ""
    shown = Client().get("/shared/" + link.rsplit("/shared/", 1)[1])
    assert "Kade 12" in shown.content.decode()
    assert SECRET_WORDS not in shown.content.decode()


def test_a_refused_decision_keeps_what_was_typed_and_shares_nothing(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = report_in(desk), signed_in(desk.clerk)
    answer = send(clerk, number, kind="project_plan", ground="Proef kade")
    assert set(answer.context["form"].errors) == {"ground_since", "ground_until"}
    assert "Proef kade" in answer.content.decode()
    with scope(acting(desk.clerk)):
        assert not Forward.objects.exists()


def test_a_covenant_in_force_is_offered_and_carries_its_own_days(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    officer, until = desk.town.officer, timezone.localdate() + timedelta(days=90)
    parts = AgreementParty.Part
    with scope(acting(officer)):
        record_agreement(
            by=officer,
            municipality=desk.code,
            kind=Agreement.Kind.COVENANT,
            title="Convenant veilig wonen",
            terms=Terms(
                since=BEGIN,
                until=until,
                parties=(
                    Signatory(parts.MUNICIPALITY, "Gemeente"),
                    Signatory(parts.PARTNER, "Corporatie"),
                ),
            ),
        )
    number, clerk = report_in(desk), signed_in(desk.clerk)
    form = clerk.get(reverse("desk_forward_new", args=[number])).context["form"]
    key = next(key for key, told in form.fields["agreement"].choices if key)
    assert send(clerk, number, kind="covenant", agreement=key).context["link"]
    with scope(acting(desk.clerk)):
        record = SharingRecord.objects.get()
    assert (record.ground, record.ground_until) == ("Convenant veilig wonen", until)


def test_a_covenant_is_one_on_record_and_words_make_none(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = report_in(desk), signed_in(desk.clerk)
    answer = send(clerk, number, kind="covenant", ground="Afspraak aan de keukentafel")
    assert set(answer.context["form"].errors) == {"agreement"}
    with scope(acting(desk.clerk)):
        assert not SharingRecord.objects.exists()


def test_from_when_a_law_holds_is_not_made_up(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = report_in(desk), signed_in(desk.clerk)
    send(clerk, number)
    begun = (timezone.localdate() - timedelta(days=1)).isoformat()
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    plan = {"kind": "project_plan", "ground": "Proef kade", "ground_until": until}
    ahead = send(clerk, number, **plan, ground_since=until)
    assert ahead.status_code == 400
    send(clerk, number, **plan, ground_since=begun)
    with scope(acting(desk.clerk)):
        law, of_plan = SharingRecord.objects.order_by("id")
    assert law.ground_since is None
    assert of_plan.ground_since.isoformat() == begun


def test_again_and_take_back_work_for_the_desk_alone(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = report_in(desk), signed_in(desk.clerk)
    send(clerk, number)
    with scope(acting(desk.clerk)):
        key = Forward.objects.get().pk
    other = signed_in(make_desk("GM9002").clerk)
    for door in ("desk_forward_again", "desk_forward_revoke"):
        assert other.post(reverse(door, args=[key])).status_code == 404
        done = clerk.post(reverse(door, args=[key])).status_code
        assert done == (200 if door == "desk_forward_again" else 302)
    assert other.get(reverse("desk_forward", args=[key])).status_code == 404
    assert other.get(reverse("desk_forwards", args=[number])).status_code == 404
    page = clerk.get(reverse("desk_forward", args=[key]))
    assert not page.context["open"]


def test_the_privacy_officer_finds_why_it_was_shared(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = report_in(desk), signed_in(desk.clerk)
    send(clerk, number)
    user = User.objects.create_user("fg@test.example")
    with scope(desk.rows):
        Membership.objects.create(
            user=user, role=Role.PRIVACY_OFFICER, municipality_id=desk.code
        )
    officer = signed_in(actor_of(user))
    page = officer.get(reverse("sharings"), {"q": "brand"})
    assert "Kijken of het veilig is" in page.content.decode()
    assert "Kade 12" not in page.content.decode()
    assert (
        not officer.get(reverse("sharings"), {"q": "politie"}).context["sharings"].rows
    )
    file = b"".join(officer.get(reverse("sharings_csv"))).decode()
    assert "Brandweer" in file
